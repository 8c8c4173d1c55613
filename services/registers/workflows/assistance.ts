import { recordRegister } from '../record-registers.ts';
import { ask, correct, TODAY, type Workflow } from './workflow.ts';

const fileOf = (known: string) => `(
  select max(visit.visited_on) from household_visit visit
  where visit.household_id = ${known}.household_id and visit.programme = 'two_month')`;

/** 先建档、后帮扶: a file first, then payments within the caps and a visit every two months, until it is closed. */
export const assistance: Workflow = {
  name: 'assistance',
  zh: '困难帮扶',
  en: 'assistance',
  subject: 'hardship_household',
  states: {
    open: { zh: '在档', en: 'open' },
    visit_due: { zh: '应走访', en: 'due for a visit' },
    closed: { zh: '已销档', en: 'closed' },
  },
  state: (known) => `case when ${known}.closed_on <= ${TODAY} then 'closed'
    when coalesce(${fileOf(known)}, ${known}.opened_on) + 61 < ${TODAY} then 'visit_due' else 'open' end`,
  dueOn: (known) => `case when ${known}.closed_on is null then coalesce(${fileOf(known)}, ${known}.opened_on) + 61 end`,
  steps: [
    {
      name: 'payAssistance',
      zh: '发放帮扶',
      en: 'pay assistance',
      from: ['open', 'visit_due'],
      input: ask('assistance_grant', 'grant_no*', 'assistance_type*', 'amount_yuan*', 'fund_source*', 'paid_on*'),
      changes: (values, _, subject) => [
        {
          action: 'create',
          register: recordRegister('assistance_grant'),
          values: {
            ...values,
            federation_code: subject?.values.federation_code ?? null,
            file_no: subject?.id ?? null,
            beneficiary_class: 'hardship',
          },
        },
      ],
    },
    {
      name: 'visitHousehold',
      zh: '走访',
      en: 'visit',
      from: ['open', 'visit_due'],
      input: ask('household_visit', 'visited_on*', 'programme*', 'team'),
      changes: (values, _, subject) => [
        {
          action: 'create',
          register: recordRegister('household_visit'),
          values: { ...values, file_no: subject?.id ?? null },
        },
      ],
    },
    {
      name: 'closeHouseholdFile',
      zh: '销档',
      en: 'close the file',
      from: ['open', 'visit_due'],
      input: ask('hardship_household', 'closed_on*', 'close_reason'),
      changes: correct(recordRegister('hardship_household'), 'end'),
    },
  ],
};
