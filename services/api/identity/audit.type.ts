import {
  type AuditEvent as AuditEventSeen,
  type AuditQuestion,
  countAudit,
  findAudit,
} from '@union/access/audit/read-audit.ts';
import { builder } from '../builder.ts';
import { type Context, registersOf } from '../context.ts';
import { CursorInvalid, PageSizeInvalid } from '../errors.ts';
import { MAX_PAGE, pageSize } from '../limits/page-size.ts';

const ActorKind = builder.enumType('AuditActorKind', {
  description: 'As what somebody came.',
  values: {
    ANONYMOUS: { value: 'anonymous', description: '公众 · without a name.' },
    ACCOUNT: { value: 'account', description: '账号 · an account.' },
    KEY: { value: 'key', description: '密钥 · an API key.' },
    TOKEN: { value: 'token', description: '令牌 · a page with an embed token.' },
    OPERATOR: { value: 'operator', description: '命令行 · the command line on the machine.' },
  } as const,
});

const AuditEvent = builder.objectRef<AuditEventSeen>('AuditEvent').implement({
  description:
    'Something that was done or looked at. Events are never changed; each holds the hash of the one before. Source: the log of changes.',
  fields: (t) => ({
    number: t.expose('eventNo', {
      type: 'SafeInt',
      description: 'Its place in the chain. Unit: place in the order, 1 and more.',
    }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at.toISOString() }),
    actorKind: t.expose('actorKind', { type: ActorKind, description: 'As what the actor came.' }),
    actorId: t.exposeString('actorId', {
      description: 'Number of the account, prefix of the key, or user of the machine.',
    }),
    actorName: t.exposeString('actorName', { description: 'The name at that time.' }),
    action: t.exposeString('action', { description: 'What was done, such as `correct`, `load`, `look` or `sign_in`.' }),
    register: t.exposeString('register', { description: 'Where.' }),
    rowKey: t.string({
      ...{ nullable: true, description: 'The key of the row as JSON; null for what has none.' },
      resolve: ({ rowKey }) => (rowKey === null ? null : JSON.stringify(rowKey)),
    }),
    purpose: t.exposeString('purpose', {
      nullable: true,
      description: 'What personal data was looked at for; null when none was looked at.',
    }),
    details: t.string({
      ...{
        nullable: true,
        description: 'What else is known, as JSON; never a personal value. Null when nothing else is.',
      },
      resolve: ({ details }) => (details === null ? null : JSON.stringify(details)),
    }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: 'By which the log names the request; null outside of requests.',
    }),
    hash: t.exposeString('hash', {
      description: 'Of this event and the one before; `pnpm access audit verify` checks it.',
    }),
  }),
});

/** A page that can still be counted. */
type AuditPage = { readonly question: AuditQuestion };

builder.queryField('auditEvents', (t) =>
  t.connection(
    {
      type: AuditEvent,
      description:
        'What was done and looked at, the newest first, for administrators: of a subtree those things that were done by who holds nothing outside it. Forward only. Errors: NOT_PERMITTED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
      args: {
        action: t.arg.string({ description: 'Only this action. Absent: any.' }),
        register: t.arg.string({ description: 'Only in this register. Absent: any.' }),
        actorId: t.arg.string({ description: 'Only of this actor. Absent: anybody.' }),
        actorName: t.arg.string({ description: 'Only of actors whose names hold this. Absent: anybody.' }),
        row: t.arg.string({
          description: 'Only of the row whose key has this value, such as the number of a file. Absent: any.',
        }),
        looks: t.arg.boolean({ description: 'Only looks at personal data. Absent: all events.' }),
        since: t.arg({ type: 'DateTime', description: 'From this moment on. Absent: from the first event on.' }),
        until: t.arg({ type: 'DateTime', description: 'Before this moment. Absent: up to now.' }),
      },
      extensions: { cost: { weight: 100 } },
      async resolve(_, args, context: Context) {
        if (args.last != null) throw new PageSizeInvalid(MAX_PAGE);
        if (args.before != null) throw new CursorInvalid();
        const size = pageSize(args.first);
        const before = args.after == null ? undefined : readCursor(args.after);
        const question: AuditQuestion = {
          ...{ action: args.action ?? undefined, register: args.register ?? undefined, row: args.row ?? undefined },
          ...{ actorId: args.actorId ?? undefined, actorName: args.actorName ?? undefined },
          looks: args.looks ?? undefined,
          ...{
            since: args.since ? new Date(args.since) : undefined,
            until: args.until ? new Date(args.until) : undefined,
          },
        };
        const found = await findAudit(registersOf(context).db, context.reaches, question, { limit: size, before });
        const edges = found.slice(0, size).map((node) => ({ node, cursor: `e${node.eventNo}` }));
        return {
          question,
          edges,
          pageInfo: {
            hasNextPage: found.length > size,
            hasPreviousPage: before !== undefined,
            startCursor: edges[0]?.cursor ?? null,
            endCursor: edges.at(-1)?.cursor ?? null,
          },
        };
      },
    },
    {
      name: 'AuditEventConnection',
      description: 'A page of the audit.',
      fields: (f) => ({
        totalCount: f.field({
          ...{
            type: 'SafeInt',
            description: 'How many there are beyond the page too. Counted only when asked for. Unit: rows, 0 and more.',
          },
          extensions: { cost: { weight: 100 } },
          resolve: (page, _, context: Context) =>
            countAudit(registersOf(context).db, context.reaches, (page as unknown as AuditPage).question),
        }),
      }),
    },
    { name: 'AuditEventEdge', description: 'An event and its place in the list.' },
  ),
);

/** @throws CursorInvalid */
function readCursor(cursor: string): number {
  const [, digits] = /^e(\d{1,15})$/.exec(cursor) ?? [];
  if (digits === undefined) throw new CursorInvalid();
  return Number(digits);
}
