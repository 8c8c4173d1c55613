import { ruleOfPlace } from '@union/intake/registers/regional-rules.ts';
import { CompiledQuery } from 'kysely';
import { RuleBroken, type RuleProblem } from '../errors.ts';
import type { KnownRecord, Values } from '../known-record.ts';
import { recordRegister } from '../record-registers.ts';
import type { PlanContext } from '../write.ts';
import { ask, correct, inNewRow, otherwise, TODAY, type Workflow } from './workflow.ts';

const offers = recordRegister('bargaining_offer');
const agreements = recordRegister('agreement');

const agreementColumns = [
  'agreement_no*',
  'kind*',
  'signed_on*',
  'valid_from*',
  'expires_on*',
  'union_code',
  'covered_enterprise_count',
  'covered_worker_count',
  'covered_female_count',
  'is_approximate',
];

/** What an agreement takes over from what it comes of. */
const from = (subject: KnownRecord | undefined, ...keys: readonly string[]): Values =>
  Object.fromEntries(keys.map((key) => [key, subject?.values[key] ?? null]));

/**
 * The last day for a reply by the rule of the place: days, or working days where the place counts so. Those are Monday to
 * Friday, less the holidays of the yearly notice and with its working weekends.
 * @throws RuleBroken when the notice of a year was not entered in which working days would have to be counted.
 */
async function replyDue({ db }: PlanContext, region: unknown, sentOn: unknown): Promise<string | null> {
  const { rows } = await db.executeQuery<{ due: string | null; is_by_workdays: boolean }>(
    CompiledQuery.raw(
      `select coalesce(
        (select workday.day from (
            select each.at::date as day, row_number() over (order by each.at) as place
            from generate_series($2::date + 1, $2::date + 400, interval '1 day') as each (at)
              left join public_holiday holiday on holiday.day = each.at::date
            where coalesce(holiday.is_workday, extract(isodow from each.at) < 6)
          ) workday where workday.place = ${ruleOfPlace('offer_reply_workdays', '$1::text', '$2::date')}),
        $2::date + ${ruleOfPlace('offer_reply_days', '$1::text', '$2::date')}::integer
      )::text as due,
        ${ruleOfPlace('offer_reply_workdays', '$1::text', '$2::date')} is not null as is_by_workdays
      where $2::date is not null`,
      [region, sentOn],
    ),
  );
  const [row] = rows;
  if (row?.is_by_workdays && row.due) await requireNotices(db, String(sentOn), row.due);
  return row?.due ?? null;
}

/** @throws RuleBroken when a year between the two days has no row in the register of holidays. */
async function requireNotices(db: PlanContext['db'], from: string, until: string): Promise<void> {
  const { rows } = await db.executeQuery<{ year: number }>(
    CompiledQuery.raw(
      `select year::integer as year from generate_series(extract(year from $1::date)::integer, extract(year from $2::date)::integer) year
      where not exists (select from public_holiday where extract(year from day) = year) order by year`,
      [from, until],
    ),
  );
  if (rows.length === 0) return;
  const years = rows.map(({ year }) => year).join(', ');
  throw new RuleBroken([
    {
      ...{ register: 'bargaining_offer', column: 'reply_due_on', severity: 'error', value: null },
      code: 'HOLIDAYS_MISSING' as RuleProblem['code'],
      zh: `本地按工作日计答复期限，而 ${years} 年的节假日安排尚未录入；请填写答复期限，或先在「节假日安排」中录入该年通知`,
      en: `the place counts working days, and the holidays of ${years} were not entered; give the last day for a reply, or enter that year's notice in the register of public holidays first`,
    },
  ]);
}

export const bargainingOffer: Workflow = {
  name: 'bargainingOffer',
  zh: '工资集体协商要约',
  en: 'offer to bargain',
  subject: 'bargaining_offer',
  states: {
    sent: { zh: '待答复', en: 'waiting for a reply' },
    overdue: { zh: '超期未答复', en: 'overdue' },
    negotiating: { zh: '正在协商', en: 'being negotiated' },
    accepted: { zh: '同意协商', en: 'accepted' },
    refused: { zh: '拒绝协商', en: 'refused' },
    agreed: { zh: '已签约', en: 'agreed' },
  },
  state: (known) => `case
    when exists (select from agreement signed where signed.offer_no = ${known}.offer_no) then 'agreed'
    when ${known}.reply is not null then ${known}.reply
    when ${known}.reply_due_on < ${TODAY} then 'overdue' else 'sent' end`,
  dueOn: (known) => `case when ${known}.reply is null then ${known}.reply_due_on end`,
  steps: [
    {
      name: 'sendBargainingOffer',
      zh: '发出要约',
      en: 'send an offer',
      from: [],
      input: otherwise(
        ask(
          'bargaining_offer',
          'offer_no*',
          'federation_code*',
          'region_code*',
          'credit_code',
          'sent_on*',
          'reply_due_on',
          'campaign_code',
        ),
        { reply_due_on: { zh: '按地区规则推算', en: 'reckoned by the rule of the place' } },
      ),
      async changes(values, context) {
        const due = values.reply_due_on ?? (await replyDue(context, values.region_code, values.sent_on));
        return [{ action: 'create', register: offers, values: { ...values, reply_due_on: due } }];
      },
    },
    {
      name: 'replyToOffer',
      zh: '登记答复',
      en: 'note the reply',
      from: ['sent', 'overdue', 'negotiating'],
      input: ask('bargaining_offer', 'replied_on*', 'reply*'),
      changes: correct(offers),
    },
    {
      name: 'signOfferedAgreement',
      zh: '签约',
      en: 'sign the agreement',
      from: ['accepted', 'negotiating'],
      input: ask('agreement', ...agreementColumns),
      changes: (values, _, subject) => [
        {
          action: 'create',
          register: agreements,
          values: { ...values, ...from(subject, 'federation_code', 'region_code', 'offer_no') },
        },
      ],
    },
  ],
};

export const agreement: Workflow = {
  name: 'agreement',
  zh: '集体合同',
  en: 'agreement',
  subject: 'agreement',
  states: {
    not_yet: { zh: '尚未生效', en: 'not yet in force' },
    in_force: { zh: '有效', en: 'in force' },
    due_for_renewal: { zh: '到期待续签', en: 'due for renewal' },
    renewed: { zh: '已续签', en: 'renewed' },
    lapsed: { zh: '已到期', en: 'lapsed' },
    terminated: { zh: '已终止', en: 'terminated' },
  },
  state: (known) => `case
    when exists (select from agreement later where later.renews_agreement_no = ${known}.agreement_no) then 'renewed'
    when ${known}.terminated_on <= ${TODAY} then 'terminated'
    when ${known}.expires_on <= ${TODAY} then 'lapsed'
    when ${known}.valid_from > ${TODAY} then 'not_yet'
    when ${known}.expires_on - ${ruleOfPlace('renewal_notice_days', `${known}.region_code`, TODAY)}::integer <= ${TODAY}
      then 'due_for_renewal'
    else 'in_force' end`,
  dueOn: (known) => `case when ${known}.terminated_on is null
    and not exists (select from agreement later where later.renews_agreement_no = ${known}.agreement_no)
    then ${known}.expires_on - 1 end`,
  steps: [
    {
      name: 'renewAgreement',
      zh: '续签',
      en: 'renew',
      from: ['in_force', 'due_for_renewal', 'lapsed'],
      input: otherwise(inNewRow(ask('agreement', ...agreementColumns.filter((key) => key !== 'kind*'))), {
        union_code: { zh: '与被续签的合同相同', en: 'as in the agreement that is renewed' },
      }),
      changes: (values, _, subject) => [
        {
          action: 'create',
          register: agreements,
          values: {
            ...from(subject, 'federation_code', 'region_code', 'kind', 'union_code'),
            ...values,
            renews_agreement_no: subject?.id ?? null,
          },
        },
      ],
    },
    {
      name: 'terminateAgreement',
      zh: '终止',
      en: 'terminate',
      from: ['not_yet', 'in_force', 'due_for_renewal'],
      input: ask('agreement', 'terminated_on*'),
      changes: correct(agreements, 'end'),
    },
  ],
};
