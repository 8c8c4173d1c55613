import { regionalRuleDefaults } from '@union/schema/registers/kinds.ts';
import { assistanceGrant, hardshipHousehold } from '../sheets/assistance.ts';
import { stageTable } from '../staging/stage.ts';
import { ruleOfPlace } from './regional-rules.ts';
import { type Check, daysInOrder, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';

export const hardshipHouseholds = register(hardshipHousehold, {
  checks: [daysInOrder(hardshipHousehold, 'opened_on', 'closed_on')],
});

/** 先建档、后帮扶: a payment for hardship falls on a day on which its file is open. Reversals may come after it closed. */
const fileNotOpen: Check = {
  code: 'HARDSHIP_FILE_NOT_OPEN',
  column: 'file_no',
  query: (staged) => `
    select s.row_no, s.file_no as value, s.paid_on::text as day
    from ${stageTable('assistance_grant')} s join (${rowsToBe('hardship_household', 'file_no', ['opened_on', 'closed_on'], staged)}) file using (file_no)
    where s.beneficiary_class = 'hardship' and s.amount_yuan > 0
      and (s.paid_on < file.opened_on or s.paid_on >= file.closed_on)`,
};

/** No cap is below this one: rows up to it need no look at their place. */
const leastCap = (kind: 'warmth_cap_per_time_yuan' | 'warmth_cap_per_year_yuan') =>
  `100 * least(${regionalRuleDefaults[kind]}, (select min(value) from regional_rule where kind = '${kind}'))`;

const capOf = (kind: 'warmth_cap_per_time_yuan' | 'warmth_cap_per_year_yuan', federations: string) => `
  cross join lateral (
    select ${ruleOfPlace(kind, `(select region_code from (${federations}) payer where payer.federation_code = s.federation_code)`, 's.paid_on')} as cap
  ) rule`;

/** 送温暖: a payment to one file has a cap, which differs by place; one to a whole team of workers has none. */
const aboveCap: Check = {
  code: 'GRANT_ABOVE_CAP',
  column: 'amount_yuan',
  query: (staged) => `
    select s.row_no, (s.amount_yuan / 100.0)::text as value, rule.cap::text as cap
    from ${stageTable('assistance_grant')} s
      ${capOf('warmth_cap_per_time_yuan', rowsToBe('federation', 'federation_code', ['region_code'], staged))}
    where s.assistance_type = 'warmth' and s.file_no is not null and s.amount_yuan > ${leastCap('warmth_cap_per_time_yuan')}
      and s.amount_yuan > 100 * rule.cap`,
};

/** 送温暖: and so have the payments to one file in a calendar year. */
const aboveYearlyCap: Check = {
  code: 'GRANTS_ABOVE_YEARLY_CAP',
  column: 'amount_yuan',
  query: (staged) => `
    with payment as (
      select s.row_no, s.file_no, s.federation_code, s.paid_on, s.amount_yuan as cents
      from ${stageTable('assistance_grant')} s where s.assistance_type = 'warmth' and s.file_no is not null
      union all
      select null, file.file_no, known.federation_code, known.paid_on, known.amount_cents
      from assistance_grant known join hardship_household file using (household_id)
      where known.assistance_type = 'warmth'
        and file.file_no in (select file_no from ${stageTable('assistance_grant')})
        and not exists (select from ${stageTable('assistance_grant')} own where own.grant_no = known.grant_no)
    ), summed as (
      select max(row_no) as row_no, file_no, max(federation_code) as federation_code, max(paid_on) as paid_on, sum(cents) as cents
      from payment group by file_no, date_trunc('year', paid_on)
      having max(row_no) is not null and sum(cents) > ${leastCap('warmth_cap_per_year_yuan')}
    )
    select s.row_no, (s.cents / 100.0)::text as value, (s.cents / 100.0)::text as total, rule.cap::text as cap
    from summed s
      ${capOf('warmth_cap_per_year_yuan', rowsToBe('federation', 'federation_code', ['region_code'], staged))}
    where s.cents > 100 * rule.cap`,
};

export const assistanceGrants = register(assistanceGrant, {
  checks: [
    rowCheck(
      'assistance_grant',
      'HARDSHIP_FILE_MISSING',
      'file_no',
      "s.beneficiary_class = 'hardship' and s.file_no is null",
    ),
    fileNotOpen,
    aboveCap,
    aboveYearlyCap,
    rowCheck(
      'assistance_grant',
      'REVERSAL_SIGN',
      'amount_yuan',
      '(s.amount_yuan < 0) <> (s.reverses_grant_no is not null)',
    ),
  ],
});
