import { ruleOfPlace } from '@union/intake/registers/regional-rules.ts';
import { unionisationStages } from '@union/schema/codes.ts';
import { recordRegister } from '../record-registers.ts';
import { ask, type Step, TODAY, type Workflow } from './workflow.ts';

const stages = Object.keys(unionisationStages);
const rank = (stage: string) => `array_position(array['${stages.join("','")}'], ${stage})`;

/** SQL for whether a union covers the enterprise today in a way that counts. */
export const isCovered = (known: string) => `exists (
  select from coverage_link covering join trade_union covers using (union_id)
  where covering.enterprise_id = ${known}.enterprise_id
    and covering.kind in ('independent', 'joint', 'regional_direct', 'industry_direct')
    and covering.valid_from <= ${TODAY} and (covering.valid_to is null or covering.valid_to > ${TODAY})
    and (covers.dissolved_on is null or covers.dissolved_on > ${TODAY}))`;

/** SQL for the furthest stage that the enterprise has passed; null before the first. */
export const furthestStage = (known: string) => `(
  select passed.stage from unionisation_event passed
  where passed.enterprise_id = ${known}.enterprise_id order by ${rank('passed.stage')} desc limit 1)`;

const settledOn = (known: string) =>
  `(select min(settled.valid_from) from enterprise_period settled where settled.enterprise_id = ${known}.enterprise_id)`;
const placeOf = (known: string) => `(
  select placed.region_code from enterprise_period placed
  where placed.enterprise_id = ${known}.enterprise_id order by placed.valid_from desc limit 1)`;

/** SQL for the last day on which the enterprise is to form a union by the clock of its place. */
export const unionDueOn = (known: string) =>
  `(${settledOn(known)} + make_interval(months => ${ruleOfPlace('union_eligibility_months', placeOf(known), TODAY)}::integer))::date`;

const columns = ask('unionisation_event', 'occurred_on*', 'officer', 'next_action_on', 'campaign_code');

const step = (name: string, zh: string, en: string, stage: string, from: readonly string[]): Step => ({
  name,
  zh,
  en,
  from,
  input: columns,
  changes: (values, _, subject) => [
    {
      action: 'create',
      register: recordRegister('unionisation_event'),
      values: { ...values, credit_code: subject?.id ?? null, stage },
    },
  ],
});

export const unionisation: Workflow = {
  name: 'unionisation',
  zh: '企业建会',
  en: 'unionisation case',
  subject: 'enterprise',
  states: {
    unknown: { zh: '未摸排', en: 'not found yet' },
    ...unionisationStages,
    closed: { zh: '企业已注销或迁出', en: 'the enterprise is gone' },
  },
  state: (known) => `case
    when not exists (
      select from enterprise_period active where active.enterprise_id = ${known}.enterprise_id
        and (active.valid_to is null or active.valid_to > ${TODAY})) then 'closed'
    when ${isCovered(known)} then 'established'
    else coalesce(${furthestStage(known)}, 'unknown') end`,
  dueOn: (known) => `case when not ${isCovered(known)} then ${unionDueOn(known)} end`,
  steps: [
    step('findEnterprise', '摸排发现', 'find', 'found', ['unknown']),
    step('contactEnterprise', '上门联系', 'contact', 'contacted', ['found', 'contacted']),
    step('prepareUnion', '筹备建会', 'prepare', 'preparing', ['contacted']),
    step('approveUnion', '上级批复', 'approve', 'approved', ['preparing']),
    {
      ...step('establishUnion', '正式建会', 'establish', 'established', ['approved']),
      input: [...columns, ...ask('coverage_link', 'union_code*', 'kind*', 'evidence')],
      changes: ({ union_code = null, kind = null, evidence = null, ...values }, _, subject) => [
        {
          action: 'create',
          register: recordRegister('unionisation_event'),
          values: { ...values, credit_code: subject?.id ?? null, stage: 'established' },
        },
        {
          action: 'create',
          register: recordRegister('coverage_link'),
          values: {
            credit_code: subject?.id ?? null,
            union_code,
            kind,
            evidence,
            valid_from: values.occurred_on ?? null,
          },
        },
      ],
    },
  ],
};
