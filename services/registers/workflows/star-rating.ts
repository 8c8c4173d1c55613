import type { Values } from '../known-record.ts';
import { recordRegister } from '../record-registers.ts';
import { ask, correct, inNewRow, TODAY, type Workflow } from './workflow.ts';

const ratings = recordRegister('star_rating');

const later = (known: string) => `exists (
  select from star_rating later
  where later.union_id = ${known}.union_id and later.scheme_code = ${known}.scheme_code
    and later.decided_on > ${known}.decided_on)`;

/** Stars do not hold for life: each decision is checked again within a year, to keep, raise, lower or remove. */
export const starRating: Workflow = {
  name: 'starRating',
  zh: '星级评定',
  en: 'star rating',
  subject: 'star_rating',
  states: {
    registered: { zh: '已报名', en: 'entered' },
    self_rated: { zh: '已自评', en: 'self-rated' },
    reviewed: { zh: '已评审', en: 'reviewed' },
    named: { zh: '已命名', en: 'named' },
    recheck_due: { zh: '应复核', en: 'due for its yearly re-check' },
    not_rated: { zh: '未达星级', en: 'without a star' },
    removed: { zh: '已撤销', en: 'removed' },
    superseded: { zh: '已有新结论', en: 'decided again' },
  },
  state: (known) => `case
    when ${known}.outcome is null then case
      when ${known}.review_score is not null then 'reviewed'
      when ${known}.self_score is not null then 'self_rated' else 'registered' end
    when ${later(known)} then 'superseded'
    when ${known}.outcome = 'remove' then 'removed'
    when ${known}.outcome = 'not_rated' then 'not_rated'
    when ${known}.decided_on + interval '1 year' <= ${TODAY} then 'recheck_due'
    else 'named' end`,
  dueOn: (known) => `case when ${known}.outcome in ('first', 'keep', 'raise', 'lower') and not ${later(known)}
    then (${known}.decided_on + interval '1 year')::date end`,
  steps: [
    {
      name: 'planStar',
      zh: '制订推进计划',
      en: 'plan a star',
      from: [],
      input: ask(
        'star_plan',
        'union_code*',
        'scheme_code*',
        'target_level*',
        'planned_on*',
        'due_on*',
        'criteria_class',
      ),
      changes: (values) => [{ action: 'create', register: recordRegister('star_plan'), values }],
    },
    {
      name: 'enterSelfRating',
      zh: '自我评星',
      en: 'enter a self-rating',
      from: [],
      input: ask('star_rating', 'round_code*', 'union_code*', 'self_score*'),
      changes: (values) => [{ action: 'create', register: ratings, values }],
    },
    {
      name: 'correctSelfRating',
      zh: '更正自评分',
      en: 'correct the self-rating',
      from: ['registered', 'self_rated'],
      input: ask('star_rating', 'self_score*'),
      changes: correct(ratings),
    },
    {
      name: 'reviewRating',
      zh: '评审',
      en: 'review',
      from: ['registered', 'self_rated', 'reviewed'],
      input: ask('star_rating', 'review_score*'),
      changes: correct(ratings, 'decide'),
    },
    {
      name: 'decideRating',
      zh: '评审委员会决定',
      en: 'decide',
      from: ['reviewed'],
      input: ask('star_rating', 'outcome*', 'level', 'decided_by*', 'decided_on*'),
      changes: correct(ratings, 'decide'),
    },
    {
      name: 'recheckRating',
      zh: '复核（保持、晋级、降级、撤销）',
      en: 're-check: keep, raise, lower or remove',
      from: ['named', 'recheck_due'],
      input: inNewRow(
        ask('star_rating', 'round_code*', 'review_score', 'outcome*', 'level', 'decided_by*', 'decided_on*'),
      ),
      changes: (values, _, subject) => [
        {
          action: 'create',
          permission: 'decide',
          register: ratings,
          values: { ...values, union_code: subject?.values.union_code ?? null } satisfies Values,
        },
      ],
    },
  ],
};
