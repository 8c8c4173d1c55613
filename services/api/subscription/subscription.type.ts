import { dirname } from 'node:path';
import { findViewer } from '@union/access/identity/accounts.ts';
import { sealerOf } from '@union/access/personal/seal.ts';
import type { Db } from '@union/schema/db/database.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import { builder } from '../builder.ts';
import { type Context, loaderOf, registersOf, writableRegisters } from '../context.ts';
import { MetricNotFound } from '../errors.ts';
import { pageSize } from '../limits/page-size.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { getScope } from '../scope/scope-tree.ts';
import { findTargetRows } from '../target/target.queries.ts';
import { Comparison } from '../target/target.type.ts';
import { SubscriptionNotFound, SubscriptionWrong } from './errors.ts';
import { type Fired, judge, servedOnes } from './judge.ts';
import { contentOf, testContent } from './messages.ts';
import { listNotices, type NoticeEvent, type NoticeRow, putDown } from './notices.queries.ts';
import {
  askedOf,
  checkDraft,
  type Desk,
  type Draft,
  endSubscription,
  getOwn,
  insertSubscription,
  listSubscriptions,
  ownerOf,
  type SubscriptionChannel,
  type SubscriptionEvent,
  type SubscriptionRow,
  updateSubscription,
} from './subscriptions.queries.ts';

const ERRORS =
  'Errors: NOT_PERMITTED, SUBSCRIPTION_WRONG, METRIC_NOT_FOUND, SCOPE_NOT_FOUND, FIGURE_RESTRICTED, PERSONAL_KEYS_MISSING';
/** A dry run reads every publication that is kept. */
const COSTLY = { cost: { weight: 1_000 } };

const events = {
  THRESHOLD: {
    value: 'threshold',
    description: '越线 · a target is met or not any more, or a value of your own is passed, either way.',
  },
  BEHIND: {
    value: 'behind',
    description: '连续落后 · behind schedule at so many month ends running; told at each of them.',
  },
  STALE: {
    value: 'stale',
    description: '数据未更新 · the figure is not reported any more, or no publication came by its deadline.',
  },
  BRIEFING: { value: 'briefing', description: '月度通报 · the briefing of a month can be read.' },
  NIGHT: {
    value: 'night',
    description: '夜间计算 · a night failed, waits for a reviewer, is late, or is well again; for who may see nights.',
  },
} as const;

const SubscriptionEventType = builder.enumType('SubscriptionEvent', {
  description: 'What a subscription is about.',
  values: events satisfies Record<string, { value: SubscriptionEvent; description: string }>,
});

const NoticeEventType = builder.enumType('SubscriptionNoticeEvent', {
  description: 'What a notice is about.',
  values: { ...events, TEST: { value: 'test', description: '测试 · a test.' } } satisfies Record<
    string,
    { value: NoticeEvent; description: string }
  >,
});

const ChannelType = builder.enumType('SubscriptionChannel', {
  description: 'How a subscription is told.',
  values: {
    EMAIL: { value: 'email', description: '邮件 · to the address of your account.' },
    WECOM: { value: 'wecom', description: '企业微信群机器人 · a robot of a WeCom group.' },
    DINGTALK: {
      value: 'dingtalk',
      description: '钉钉群机器人 · a robot of a DingTalk group, with its signing secret where it has one.',
    },
    WEBHOOK: { value: 'webhook', description: '网址推送 · JSON that is signed by your secret (HMAC-SHA256).' },
  } satisfies Record<string, { value: SubscriptionChannel; description: string }>,
});

const LanguageType = builder.enumType('SubscriptionLanguage', {
  description: 'Which language stands first.',
  values: {
    ZH: { value: 'zh-CN', description: '中文 · Chinese.' },
    EN: { value: 'en', description: 'English.' },
  } as const,
});

const Notice = builder.objectRef<NoticeRow>('SubscriptionDelivery').implement({
  description:
    'Something that a subscription was told, or is to be told, and how that went. Source: the log of deliveries.',
  fields: (t) => ({
    id: t.exposeID('notice_id', { description: 'What it tells; the same is never told twice.' }),
    event: t.expose('event', { type: NoticeEventType, description: 'What it is about.' }),
    publicationId: t.exposeID('publication_id', {
      nullable: true,
      description: 'The publication that it tells of; null where none is meant.',
    }),
    asOf: t.expose('as_of', {
      type: 'Date',
      nullable: true,
      description: 'The day that it tells of; null for a test.',
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was found.',
      resolve: ({ created_at }) => created_at.toISOString(),
    }),
    subject: t.string({ description: 'What it says, in Chinese.', resolve: ({ content }) => content.subject.zh }),
    subjectEn: t.string({ description: 'The same in English.', resolve: ({ content }) => content.subject.en }),
    state: t.exposeString('state', {
      description:
        'waiting, sent, given_up after about a day, or stopped: you could not read it any more when it was to be sent.',
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried. Unit: tries, 0 and more.' }),
    nextAt: t.field({
      ...{
        type: 'DateTime',
        nullable: true,
        description: 'When it is tried again at the earliest; null when it is settled.',
      },
      resolve: ({ state, next_at }) => (state === 'waiting' ? next_at.toISOString() : null),
    }),
    lastError: t.exposeString('last_error', {
      nullable: true,
      description: 'Why the last try failed; null when it did not.',
    }),
  }),
});

/** The notices of several subscriptions by one statement. */
const loadNotices = async (context: Context, ids: readonly number[]): Promise<NoticeRow[][]> => {
  const byId = Map.groupBy(await listNotices(writableRegisters(context).db, ids, 100), (row) => row.subscription_id);
  return ids.map((id) => byId.get(id) ?? []);
};

const loadOwners = async (context: Context, ids: readonly number[]): Promise<string[]> => {
  const found = await Promise.all(ids.map((id) => findViewer(writableRegisters(context).db, id)));
  return found.map((viewer) => viewer?.name ?? '');
};

const Subscription = builder.objectRef<SubscriptionRow>('Subscription').implement({
  description:
    'What an account wants to be told of, and how. Addresses and secrets are never given back. Source: what was saved on this server.',
  fields: (t) => ({
    id: t.id({ description: 'Its number.', resolve: ({ subscription_id }) => String(subscription_id) }),
    name: t.exposeString('name', { description: 'Your name for it.' }),
    owner: t.string({
      description: 'Whose it is; empty when the account is closed.',
      resolve: ({ account_id }, _, context) => loaderOf(context, loadOwners).load(account_id),
    }),
    event: t.expose('event', { type: SubscriptionEventType, description: 'What it is about.' }),
    metric: t.exposeID('metric_id', {
      nullable: true,
      description: 'Id of the metric; null for briefings and nights.',
    }),
    scope: t.exposeID('scope_id', { nullable: true, description: 'Id of the scope; null for nights.' }),
    comparison: t.expose('comparison', {
      type: Comparison,
      nullable: true,
      description: 'Of a value of your own; null: the target that holds.',
    }),
    threshold: t.exposeFloat('threshold', {
      nullable: true,
      description: 'A fraction for a rate; null: the target that holds. Unit: that of `metric.unit`, of either sign.',
    }),
    months: t.exposeInt('months', {
      nullable: true,
      description: 'BEHIND: month ends running; null: 2. Unit: month ends, 1 to 12.',
    }),
    channel: t.expose('channel', { type: ChannelType, description: 'How it is told.' }),
    address: t.exposeString('address_shown', {
      nullable: true,
      description: 'The host that webhooks go to; null for e-mail.',
    }),
    language: t.expose('language', { type: LanguageType, description: 'Which language stands first.' }),
    version: t.exposeInt('version', { description: 'To be given back with a change. Unit: version, 1 and more.' }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was made.',
      resolve: ({ created_at }) => created_at.toISOString(),
    }),
    deliveries: t.field({
      type: [Notice],
      description: 'What it was told, newest first.',
      args: {
        first: t.arg.int({ defaultValue: 20, description: 'At most this many. Unit: rows, 1 to 100. Absent: 20.' }),
      },
      extensions: { cost: { weight: 5, rows: 20 } },
      resolve: async ({ subscription_id }, { first }, context) =>
        (await loaderOf(context, loadNotices).load(subscription_id)).slice(0, pageSize(first)),
    }),
  }),
});

builder.queryField('subscriptions', (t) =>
  t.field({
    type: [Subscription],
    description: 'Your running subscriptions, oldest first. Errors: NOT_PERMITTED.',
    args: {
      everyone: t.arg.boolean({
        defaultValue: false,
        description: "Those of every account that you administer. Absent: false, the caller's own.",
      }),
    },
    extensions: { cost: { weight: 20, rows: 20 } },
    resolve: (_, { everyone }, context) =>
      listSubscriptions(writableRegisters(context).db, context.reaches, everyone ?? false),
  }),
);

const Firing = builder
  .objectRef<Fired & { readonly subject: { zh: string; en: string } }>('SubscriptionFiring')
  .implement({
    description: 'A day on which a subscription would have told something. Source: the log of deliveries.',
    fields: (t) => ({
      day: t.expose('asOf', { type: 'Date', description: 'The day that the publication speaks of.' }),
      publicationId: t.exposeID('publicationId', { description: 'The publication.' }),
      subject: t.string({ description: 'What it would have said, in Chinese.', resolve: ({ subject }) => subject.zh }),
      subjectEn: t.string({ description: 'The same in English.', resolve: ({ subject }) => subject.en }),
    }),
  });

type Change = { readonly row: SubscriptionRow | null; readonly fired: readonly Fired[]; readonly condition: Condition };
type Condition = Parameters<typeof contentOf>[1];

const SubscriptionChange = builder.objectRef<Change>('SubscriptionChange').implement({
  description: 'What became of a subscription. Source: what was asked.',
  fields: (t) => ({
    subscription: t.field({
      ...{
        type: Subscription,
        nullable: true,
        description: 'As it is now; null when it was ended, and for a dry run.',
      },
      resolve: ({ row }) => row,
    }),
    wouldHaveFired: t.field({
      type: [Firing],
      description:
        'When it would have told something, had it been there, by the publications that are kept; newest first. Empty for nights, whose history is theirs.',
      extensions: { cost: { rows: 20 } },
      resolve: ({ fired, condition }) =>
        fired.toReversed().map((one) => ({ ...one, subject: contentOf(one, condition).subject })),
    }),
  }),
});

const Input = builder.inputType('SubscriptionInput', {
  description: 'What is written of a subscription.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Your name for it, 60 characters at most.' }),
    event: t.field({ type: SubscriptionEventType, required: true, description: 'What it is about.' }),
    metric: t.id({ description: 'For THRESHOLD, BEHIND and STALE. Absent for the others.' }),
    scope: t.id({ description: 'For all but NIGHT. Absent for NIGHT.' }),
    comparison: t.field({
      type: Comparison,
      description: 'THRESHOLD: how the value must stand to `threshold`. Absent: the target that holds.',
    }),
    threshold: t.float({
      description:
        'A fraction for a rate: 0.85. Absent: the target that holds. Unit: that of `metric.unit`, of either sign.',
    }),
    months: t.int({ description: 'BEHIND: month ends running; 2 when absent. Unit: month ends, 1 to 12.' }),
    channel: t.field({ type: ChannelType, required: true, description: 'How it is told.' }),
    address: t.string({
      description: 'Of a webhook. It is sealed and never given back; absent in a correction: as it was.',
    }),
    secret: t.string({
      description:
        'What signs: of a DingTalk robot (SEC…), or of your own receiver. Sealed, never given back. Absent: nothing is signed; in a correction: as it was.',
    }),
    language: t.field({ type: LanguageType, description: 'Which language stands first; Chinese when absent.' }),
  }),
});

function draftOf(given: typeof Input.$inferInput): Draft {
  return {
    ...{ name: given.name, event: given.event, metric: given.metric ?? null, scope: given.scope ?? null },
    ...{ comparison: given.comparison ?? null, threshold: given.threshold ?? null, months: given.months ?? null },
    ...{ channel: given.channel, address: given.address ?? undefined, secret: given.secret ?? undefined },
    language: given.language ?? 'zh-CN',
  };
}

function deskOf(context: Context): Desk {
  const { personal, ownHosts = [] } = registersOf(context);
  return { reaches: context.reaches, sealer: () => sealerOf(personal), ownHosts };
}

const inTransaction = <T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> =>
  writableRegisters(context)
    .db.transaction()
    .execute((transaction: Db) => work(transaction));

/**
 * Whether there is something to be told of, as the publication of now has it: a metric with a target for a scope that the
 * viewer may read. @throws MetricNotFound, ScopeNotFound, FigureRestricted, SubscriptionWrong
 */
async function requireSubject(context: Context, { event, metric, scope }: Draft): Promise<void> {
  if (event === 'night') {
    if (context.reaches.of('night_run', 'read') === 'nothing') {
      throw new SubscriptionWrong('event: you may not see nights', 'event：您无权查看夜间计算');
    }
    return;
  }
  const publication = await context.publications.choose();
  const known = await getScope(publication, scope ?? '');
  if (metric === null) return;
  if (!findMetric(metric)) throw new MetricNotFound(metric);
  await requireOpen(publication, metric, known.id);
  const [row] = await findTargetRows(publication, [{ metricId: metric, scopeId: known.id }]);
  if (!row) {
    throw new SubscriptionWrong(
      `metric: no target of ${metric} holds for ${known.id}; subscriptions are held against targets`,
      `metric：${known.name} 的 ${metric} 没有目标；订阅按目标记录判断`,
    );
  }
}

/** What it would have told, by the history of publications. */
async function historyOf(context: Context, draft: Draft): Promise<Fired[]> {
  const asked = askedOf({ ...draft, id: 0, since: new Date(0) });
  const current = await context.publications.current();
  if (!asked || !current) return [];
  return judge(dirname(current.folder), servedOnes(context.publications.manifests()), [asked]);
}

const conditionOf = ({ comparison, threshold }: Draft): Condition =>
  comparison === null || threshold === null ? undefined : { comparison, threshold };

const dryRun = {
  defaultValue: false,
  description: 'Only say when it would have told something; nothing is written. Absent: false, it is written.',
} as const;

builder.mutationFields((t) => ({
  createSubscription: t.field({
    type: SubscriptionChange,
    description: `Makes a subscription of your account. ${ERRORS}.`,
    args: {
      subscription: t.arg({ type: Input, required: true, description: 'What to be told of.' }),
      dryRun: t.arg.boolean(dryRun),
    },
    extensions: COSTLY,
    async resolve(_, { subscription, dryRun: isDry }, context): Promise<Change> {
      ownerOf(context.reaches);
      const draft = draftOf(subscription);
      const desk = deskOf(context);
      await checkDraft(writableRegisters(context).db, desk, draft, undefined);
      await requireSubject(context, draft);
      const fired = await historyOf(context, draft);
      const row = isDry ? null : await inTransaction(context, (db) => insertSubscription(db, desk, draft));
      return { row, fired, condition: conditionOf(draft) };
    },
  }),
  correctSubscription: t.field({
    type: SubscriptionChange,
    description: `Writes a subscription anew. ${ERRORS}, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_CHANGED.`,
    args: {
      id: t.arg.id({ required: true, description: 'Its number.' }),
      version: t.arg.int({ required: true, description: 'As it was read. Unit: version, 1 and more.' }),
      subscription: t.arg({ type: Input, required: true, description: 'All of it.' }),
      dryRun: t.arg.boolean(dryRun),
    },
    extensions: COSTLY,
    async resolve(_, { id, version, subscription, dryRun: isDry }, context): Promise<Change> {
      const { db } = writableRegisters(context);
      const before = await getOwn(db, context.reaches, id);
      const draft = draftOf(subscription);
      const desk = deskOf(context);
      await checkDraft(db, desk, draft, before);
      await requireSubject(context, draft);
      const fired = await historyOf(context, draft);
      const row = isDry
        ? null
        : await inTransaction(context, (transaction) => updateSubscription(transaction, desk, before, version, draft));
      return { row, fired, condition: conditionOf(draft) };
    },
  }),
  endSubscription: t.field({
    type: SubscriptionChange,
    description:
      'Ends a subscription: nothing is told any more, and what waits is not sent. Errors: NOT_PERMITTED, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_CHANGED.',
    args: {
      id: t.arg.id({ required: true, description: 'Its number.' }),
      version: t.arg.int({ required: true, description: 'As it was read. Unit: version, 1 and more.' }),
      dryRun: t.arg.boolean({
        defaultValue: false,
        description: 'Only say whether it could be ended. Absent: false, it is ended.',
      }),
    },
    async resolve(_, { id, version, dryRun: isDry }, context): Promise<Change> {
      const { db } = writableRegisters(context);
      const row = await getOwn(db, context.reaches, id);
      if (!isDry)
        await inTransaction(context, (transaction) => endSubscription(transaction, context.reaches, row, version));
      return { row: isDry ? row : null, fired: [], condition: undefined };
    },
  }),
  testSubscription: t.field({
    type: Notice,
    description:
      'Puts out a test, which is sent within a minute; ask for `deliveries` to see how it went. Errors: NOT_PERMITTED, SUBSCRIPTION_NOT_FOUND.',
    args: { id: t.arg.id({ required: true, description: 'Its number.' }) },
    extensions: { cost: { weight: 500 } },
    async resolve(_, { id }, context): Promise<NoticeRow> {
      const { db } = writableRegisters(context);
      const row = await getOwn(db, context.reaches, id);
      // One test a minute: a robot refuses whom it is told too much by.
      const noticeId = `test-${row.subscription_id}-${Math.floor(Date.now() / 60_000)}`;
      await putDown(db, [
        {
          ...{ id: noticeId, subscriptionId: row.subscription_id, event: 'test', publicationId: null, asOf: null },
          content: testContent({ name: row.name }),
        },
      ]);
      const [notice] = (await listNotices(db, [row.subscription_id], 100)).filter((one) => one.notice_id === noticeId);
      if (!notice) throw new SubscriptionNotFound(id);
      return notice;
    },
  }),
}));
