import {
  activityKinds,
  enrolmentKinds,
  honourKinds,
  type KindList,
  rightsCaseKinds,
} from '@union/schema/registers/kinds.ts';
import { activity, enrolment, honour } from '../sheets/activities-and-honours.ts';
import {
  apprenticeship,
  enterpriseVisit,
  publicHoliday,
  regionalRule,
  returnFiling,
  rightsCase,
  starPlan,
  startupLoan,
  suggestion,
} from '../sheets/cases-and-services.ts';
import type { SheetSpec } from '../sheets/column.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, partOf, register, rowCheck } from './register.ts';

/** What a kind asks for beside what every row must have: a check for each column that some kind requires. */
function requiredByKind(sheet: SheetSpec, kinds: KindList): Check[] {
  const columns = [...new Set(Object.values(kinds).flatMap(({ requires }) => requires))];
  return columns.map((column) => {
    const asking = Object.entries(kinds).filter(([, { requires }]) => requires.includes(column));
    const nameOf = (language: 'zh' | 'en') =>
      `case s.kind ${asking.map(([kind, words]) => `when '${kind}' then '${words[language].replaceAll("'", "''")}'`).join(' ')} end`;
    return rowCheck(
      sheet.key,
      'KIND_REQUIRES',
      column,
      `s.${column} is null and s.kind in (${asking.map(([kind]) => `'${kind}'`).join(', ')})`,
      { kind: nameOf('zh'), kindEn: nameOf('en') },
    );
  });
}

const oneOf = (sheet: SheetSpec, columns: readonly string[]) =>
  rowCheck(
    sheet.key,
    'AT_LEAST_ONE',
    columns[0] as string,
    `num_nonnulls(${columns.map((column) => `s.${column}`).join(', ')}) = 0`,
    {},
    columnNames(sheet, columns),
  );

export const activities = register(activity, {
  defaults: { session_count: '1', is_frontline: 'false', is_approximate: 'false' },
  checks: [...requiredByKind(activity, activityKinds), partOf(activity, 'favourable_count', 'attendee_count')],
});

export const honours = register(honour, {
  defaults: { result: "'awarded'" },
  checks: [
    ...requiredByKind(honour, honourKinds),
    oneOf(honour, ['credit_code', 'union_code', 'recipient_federation_code', 'person_key']),
    daysInOrder(honour, 'awarded_on', 'revoked_on'),
  ],
});

export const enrolments = register(enrolment, {
  checks: [
    ...requiredByKind(enrolment, enrolmentKinds),
    oneOf(enrolment, ['credit_code', 'union_code', 'person_key']),
    daysInOrder(enrolment, 'starts_on', 'ends_on'),
  ],
});

export const rightsCases = register(rightsCase, {
  defaults: { is_approximate: 'false' },
  checks: [
    ...requiredByKind(rightsCase, rightsCaseKinds),
    daysInOrder(rightsCase, 'opened_on', 'due_on', true),
    daysInOrder(rightsCase, 'opened_on', 'closed_on', true),
    rowCheck(
      'rights_case',
      'TOGETHER',
      'result',
      '(s.closed_on is null) <> (s.result is null)',
      {},
      columnNames(rightsCase, ['closed_on', 'result']),
    ),
    partOf(rightsCase, 'recovered_yuan', 'claimed_yuan'),
    rowCheck('rights_case', 'AMOUNT_NEGATIVE', 'claimed_yuan', 's.claimed_yuan < 0'),
    rowCheck('rights_case', 'AMOUNT_NEGATIVE', 'recovered_yuan', 's.recovered_yuan < 0'),
  ],
});

export const suggestions = register(suggestion, {
  checks: [
    daysInOrder(suggestion, 'submitted_on', 'decided_on', true),
    daysInOrder(suggestion, 'submitted_on', 'implemented_on', true),
    rowCheck(
      'suggestion',
      'TOGETHER',
      'is_adopted',
      '(s.decided_on is null) <> (s.is_adopted is null)',
      {},
      columnNames(suggestion, ['decided_on', 'is_adopted']),
    ),
    rowCheck(
      'suggestion',
      'ONLY_ADOPTED',
      'implemented_on',
      's.implemented_on is not null and s.is_adopted is not true',
    ),
    rowCheck('suggestion', 'AMOUNT_NEGATIVE', 'benefit_yuan', 's.benefit_yuan < 0'),
  ],
});

export const apprenticeships = register(apprenticeship, {
  checks: [
    daysInOrder(apprenticeship, 'starts_on', 'ends_on'),
    daysInOrder(apprenticeship, 'starts_on', 'graduated_on'),
    rowCheck('apprenticeship', 'PAIRED_WITH_ITSELF', 'apprentice_key', 's.apprentice_key = s.master_key'),
  ],
});

export const startupLoans = register(startupLoan, {
  checks: [
    daysInOrder(startupLoan, 'granted_on', 'closed_on'),
    rowCheck('startup_loan', 'AMOUNT_NEGATIVE', 'line_yuan', 's.line_yuan < 0'),
    rowCheck(
      'startup_loan',
      'PERSON_NOT_ENTERPRISE',
      'credit_code',
      "s.borrower_kind = 'person' and s.credit_code is not null",
    ),
  ],
});

export const enterpriseVisits = register(enterpriseVisit, {
  defaults: { problem: "'none'" },
  checks: [
    daysInOrder(enterpriseVisit, 'visited_on', 'due_on', true),
    daysInOrder(enterpriseVisit, 'visited_on', 'solved_on', true),
    rowCheck(
      'enterprise_visit',
      'NO_PROBLEM',
      'problem',
      "coalesce(s.problem, 'none') = 'none' and num_nonnulls(s.due_on, s.solved_on) > 0",
    ),
  ],
});

export const starPlans = register(starPlan, {
  checks: [
    daysInOrder(starPlan, 'planned_on', 'due_on', true),
    daysInOrder(starPlan, 'planned_on', 'withdrawn_on', true),
    {
      code: 'RATING_LEVEL_UNKNOWN',
      column: 'target_level',
      query: (staged) => `
        select s.row_no, s.target_level::text as value, s.scheme_code as scheme from ${stageTable('star_plan')} s
        where not exists (
            select from rating_level known where known.scheme_code = s.scheme_code and known.level = s.target_level
          )
          ${
            staged.has('rating_level')
              ? `and not exists (select from ${stageTable('rating_level')} own where own.scheme_code = s.scheme_code and own.level = s.target_level)`
              : ''
          }`,
    },
  ],
});

export const publicHolidays = register(publicHoliday, {
  defaults: { is_workday: 'false' },
});

const ruleRows = stageTable('regional_rule');

export const regionalRules = register(regionalRule, {
  checks: [
    daysInOrder(regionalRule, 'valid_from', 'valid_to'),
    {
      code: 'RULE_OVERLAP',
      column: 'valid_from',
      query: () => `
        with rule as (
          select region_code, kind, valid_from, valid_to, row_no from ${ruleRows}
          where valid_from is not null and (valid_to is null or valid_to > valid_from)
          union all
          select region_code, kind, valid_from, valid_to, 0 from regional_rule known
          where not exists (
            select from ${ruleRows} s
            where s.region_code = known.region_code and s.kind = known.kind and s.valid_from = known.valid_from
          )
        )
        select s.row_no, s.valid_from::text as value, min(other.valid_from)::text as other
        from rule s join rule other using (region_code, kind)
        where s.row_no > other.row_no and s.valid_from <> other.valid_from
          and daterange(s.valid_from, s.valid_to) && daterange(other.valid_from, other.valid_to)
        group by s.row_no, s.valid_from`,
    },
  ],
});

export const returnFilings = register(returnFiling, {
  checks: [
    rowCheck(
      'return_filing',
      'EXACTLY_ONE',
      'park_code',
      'num_nonnulls(s.park_code, s.region_code) <> 1',
      {},
      columnNames(returnFiling, ['park_code', 'region_code']),
    ),
    partOf(returnFiling, 'covered_count', 'enterprise_count'),
    rowCheck('return_filing', 'MEMBERS_ABOVE_WORKERS', 'member_count', 's.member_count > s.worker_count', {
      members: 's.member_count',
      workers: 's.worker_count',
    }),
    daysInOrder(returnFiling, 'drafted_on', 'submitted_on', true),
    daysInOrder(returnFiling, 'submitted_on', 'returned_on', true),
    daysInOrder(returnFiling, 'submitted_on', 'accepted_on', true),
  ],
});
