import { builder } from '../builder.ts';
import { requireRead } from '../context.ts';
import { pageSize } from '../limits/page-size.ts';
import type { NoticeEntry } from './notices.ts';

const NoticeDelivery = builder
  .objectRef<{ channel: string; state: string; attempts: number; lastError: string | null }>('NoticeDelivery')
  .implement({
    description: 'How one way of a notice went. Source: the log of deliveries.',
    fields: (t) => ({
      channel: t.exposeString('channel', { description: 'email, webhook or heartbeat.' }),
      state: t.exposeString('state', { description: 'waiting, sent, or given_up after about a day.' }),
      attempts: t.exposeInt('attempts', { description: 'How often it was tried. Unit: tries, 0 and more.' }),
      lastError: t.exposeString('lastError', {
        nullable: true,
        description: 'Why the last try failed; null when it did not.',
      }),
    }),
  });

const Notice = builder.objectRef<NoticeEntry>('Notice').implement({
  description: 'What operators were told of the nights. Source: the log of nights.',
  fields: (t) => ({
    id: t.id({ description: 'What it tells; the same is never told twice.', resolve: ({ notice }) => notice.id }),
    kind: t.string({
      description: 'failed, drift, overdue, recovered, heartbeat or test.',
      resolve: ({ notice }) => notice.kind,
    }),
    at: t.field({ type: 'DateTime', description: 'When it was made.', resolve: ({ notice }) => notice.at }),
    asOf: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day whose night it speaks of; null for a test.',
      resolve: ({ notice }) => notice.asOf,
    }),
    code: t.string({
      nullable: true,
      description: 'The error code; null where nothing failed.',
      resolve: ({ notice }) => notice.code,
    }),
    subject: t.string({ description: 'Its subject in Chinese.', resolve: ({ notice }) => notice.subject.zh }),
    subjectEn: t.string({ description: 'Its subject in English.', resolve: ({ notice }) => notice.subject.en }),
    deliveries: t.field({
      type: [NoticeDelivery],
      description: 'How it went; empty when nothing was set that it could go by.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ deliveries }) =>
        Object.entries(deliveries).flatMap(([channel, delivery]) => (delivery ? [{ channel, ...delivery }] : [])),
    }),
  }),
});

builder.queryField('notices', (t) =>
  t.field({
    type: [Notice],
    description: 'Notices to operators, newest first. Errors: REGISTER_CLOSED.',
    args: {
      first: t.arg.int({ defaultValue: 20, description: 'At most this many. Unit: rows, 1 to 100. Absent: 20.' }),
    },
    extensions: { cost: { weight: 20 } },
    resolve: (_, { first }, context) => {
      requireRead(context, 'notice');
      return context.notices().slice(0, pageSize(first));
    },
  }),
);
