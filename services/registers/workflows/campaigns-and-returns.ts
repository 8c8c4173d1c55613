import { NotPermitted } from '@union/access/errors.ts';
import { isPermitted } from '@union/access/permission.ts';
import { CompiledQuery } from 'kysely';
import { findRecord, type KnownRecord } from '../known-record.ts';
import { recordRegister } from '../record-registers.ts';
import type { PlanContext } from '../write.ts';
import { ask, correct, TODAY, type Workflow } from './workflow.ts';

export const campaign: Workflow = {
  name: 'campaign',
  zh: '集中行动',
  en: 'campaign',
  subject: 'campaign',
  states: {
    planned: { zh: '未开始', en: 'planned' },
    running: { zh: '进行中', en: 'running' },
    ended: { zh: '已结束', en: 'ended' },
  },
  state: (known) => `case when ${known}.starts_on > ${TODAY} then 'planned'
    when ${known}.ends_on >= ${TODAY} then 'running' else 'ended' end`,
  dueOn: (known) => `case when ${known}.ends_on >= ${TODAY} then ${known}.ends_on end`,
  steps: [
    {
      name: 'setCampaignGoal',
      zh: '下达目标',
      en: 'set a goal',
      from: ['planned', 'running'],
      input: ask('campaign_goal', 'scope_id*', 'goal_count*'),
      changes: (values, _, subject) => [
        {
          action: 'create',
          register: recordRegister('campaign_goal'),
          values: { ...values, campaign_code: subject?.id ?? null },
        },
      ],
    },
    {
      name: 'moveCampaign',
      zh: '调整时间',
      en: 'move its days',
      from: ['planned', 'running'],
      input: ask('campaign', 'starts_on', 'ends_on'),
      changes: correct(recordRegister('campaign')),
    },
  ],
};

const filings = recordRegister('return_filing');
const returns = recordRegister('aggregate_return');
const counts = ['enterprise_count', 'covered_count', 'worker_count', 'member_count', 'union_count'];

/** A return is decided by the level above: whoever filed it has no say in it. @throws NotPermitted */
async function requireAbove({ db, reaches }: PlanContext, subject: KnownRecord | undefined): Promise<void> {
  const { parent_code: parent = null } =
    (await db
      .selectFrom('federation')
      .select('parent_code')
      .where('federation_code', '=', String(subject?.place.federation_code ?? ''))
      .executeTakeFirst()) ?? {};
  const place = { federation_code: parent ?? subject?.place.federation_code ?? null };
  if (!(await isPermitted(db, reaches, 'return_filing', 'decide', place)))
    throw new NotPermitted('return_filing', 'decide');
}

export const aggregateReturn: Workflow = {
  name: 'aggregateReturn',
  zh: '汇总报表报送',
  en: 'aggregate return',
  subject: 'return_filing',
  states: {
    draft: { zh: '草稿', en: 'draft' },
    submitted: { zh: '已报送', en: 'submitted' },
    returned: { zh: '已退回', en: 'sent back' },
    accepted: { zh: '已接收', en: 'accepted' },
  },
  state: (known) => `case when ${known}.accepted_on is not null then 'accepted'
    when ${known}.returned_on is not null then 'returned'
    when ${known}.submitted_on is not null then 'submitted' else 'draft' end`,
  dueOn: () => 'null::date',
  steps: [
    {
      name: 'draftReturn',
      zh: '起草',
      en: 'draft a return',
      from: [],
      input: ask(
        'return_filing',
        'filing_no*',
        'federation_code*',
        'park_code',
        'region_code',
        'reported_on*',
        ...counts.map((key) => (key === 'union_count' ? key : `${key}*`)),
      ),
      changes: (values, { today }) => [
        { action: 'create', register: filings, values: { ...values, drafted_on: today } },
      ],
    },
    {
      name: 'reviseReturn',
      zh: '修改',
      en: 'revise',
      from: ['draft', 'returned'],
      input: ask('return_filing', 'reported_on', ...counts),
      changes: correct(filings),
    },
    {
      name: 'submitReturn',
      zh: '报送',
      en: 'submit',
      from: ['draft', 'returned'],
      input: [],
      changes: (_, { today }, subject) => [
        {
          action: 'correct',
          register: filings,
          id: subject?.id ?? '',
          version: undefined,
          values: { submitted_on: today, returned_on: null, return_reason: null },
        },
      ],
    },
    {
      name: 'sendBackReturn',
      zh: '退回',
      en: 'send back',
      from: ['submitted'],
      input: ask('return_filing', 'return_reason*'),
      async changes(values, context, subject) {
        await requireAbove(context, subject);
        return correct(filings, 'decide', { returned_on: context.today })(values, context, subject);
      },
    },
    {
      name: 'acceptReturn',
      zh: '接收',
      en: 'accept',
      from: ['submitted'],
      input: [],
      async changes(values, context, subject) {
        await requireAbove(context, subject);
        const filing = subject?.values ?? {};
        const accepted = Object.fromEntries(
          ['park_code', 'region_code', 'reported_on', ...counts].map((key) => [key, filing[key] ?? null]),
        );
        const known = await knownReturn(context, subject);
        return [
          ...(await correct(filings, 'decide', { accepted_on: context.today })(values, context, subject)),
          known
            ? {
                action: 'correct',
                register: returns,
                permission: 'decide',
                id: known.id,
                version: undefined,
                values: accepted,
              }
            : { action: 'create', register: returns, permission: 'decide', values: accepted },
        ];
      },
    },
  ],
};

/** The return of the same place and day that was accepted before, which the new one corrects. */
async function knownReturn({ db }: PlanContext, subject: KnownRecord | undefined): Promise<KnownRecord | undefined> {
  const { park_code = null, region_code = null } = subject?.place ?? {};
  const { rows } = await db.executeQuery<{ id: string }>(
    CompiledQuery.raw(
      `select aggregate_return_id::text as id from aggregate_return
      where park_code is not distinct from $1::text and region_code is not distinct from $2::text and reported_on = $3::date`,
      [park_code, region_code, subject?.values.reported_on],
    ),
  );
  return rows[0] && findRecord(db, returns, rows[0].id);
}
