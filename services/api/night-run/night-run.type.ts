import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import type { Withdrawal as WithdrawalOfPublication } from '@union/warehouse/publication/withdrawals.ts';
import { builder } from '../builder.ts';
import { requireRead } from '../context.ts';
import { pageSize } from '../limits/page-size.ts';
import { Publication } from '../publication/publication.type.ts';
import { listNightRuns, type NightRun as Run } from './night-run.queries.ts';

type Check = Manifest['checks'][number];

const CheckVerdict = builder.enumType('CheckVerdict', {
  description: 'What a check found.',
  values: {
    PASSED: { value: 'passed', description: '通过 · no row breaks the promise.' },
    WARNED: { value: 'warned', description: '提醒 · rows break it; it was published all the same.' },
    FAILED: { value: 'failed', description: '未通过 · rows break it; nothing was published.' },
  } as const,
});

export const Check = builder.objectRef<Check>('Check').implement({
  description: 'A promise that was held against the figures or the registers. Source: the publication.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The model or register, and what it promises.' }),
    verdict: t.field({
      type: CheckVerdict,
      description: 'Whether it is kept.',
      resolve: ({ failures, severity }) => (failures === 0 ? 'passed' : severity === 'warn' ? 'warned' : 'failed'),
    }),
    failures: t.expose('failures', { type: 'SafeInt', description: 'How many rows break it. Unit: rows, 0 and more.' }),
  }),
});

const NightStep = builder.objectRef<Run['steps'][number]>('NightStep').implement({
  description: 'A step of a night. Source: the log of nights.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'extract, contract, models, checks, files, static or publish.' }),
    durationMs: t.exposeInt('durationMs', { description: 'How long it took. Unit: milliseconds, 0 and more.' }),
    rowCount: t.expose('rowCount', {
      type: 'SafeInt',
      nullable: true,
      description: 'Rows that it read or published; null where it counts none. Unit: rows, 0 and more.',
    }),
  }),
});

const NightOutcome = builder.enumType('NightOutcome', {
  description: 'What became of a night.',
  values: {
    RUNNING: { value: 'running', description: '进行中 · it runs.' },
    PUBLISHED: { value: 'published', description: '已发布 · it published.' },
    FAILED: { value: 'failed', description: '失败 · it did not, and says why.' },
    INTERRUPTED: { value: 'interrupted', description: '中断 · it was killed.' },
  } as const,
});

const Withdrawal = builder.objectRef<WithdrawalOfPublication>('Withdrawal').implement({
  description:
    'That a publication was taken out of service. It is offered no more, neither by its id nor by a day. Source: the publication.',
  fields: (t) => ({
    at: t.expose('withdrawnAt', { type: 'DateTime', description: 'When.' }),
    by: t.exposeString('by', { description: 'Who answers for it.' }),
    reason: t.exposeString('reason', { description: 'Why.' }),
  }),
});

const NightRun = builder.objectRef<Run>('NightRun').implement({
  description:
    'One attempt to build and publish the figures of a day. For operators: closed unless the registers are open. Source: the log of nights.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The day whose figures it builds.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs and when it was killed.',
    }),
    outcome: t.expose('outcome', { type: NightOutcome, description: 'What became of it.' }),
    trigger: t.exposeString('trigger', { description: 'command, clock or start.' }),
    publicationId: t.exposeID('publicationId', { nullable: true, description: 'What it published; null for nothing.' }),
    withdrawn: t.field({
      type: Withdrawal,
      nullable: true,
      description: 'That what it published was taken out of service later; null when it was not.',
      resolve: ({ publicationId }, _, { publications }) =>
        publications.withdrawals().find((withdrawal) => withdrawal.publicationId === publicationId),
    }),
    errorCode: t.exposeString('errorCode', { nullable: true, description: 'Why it failed; null unless it did.' }),
    error: t.exposeString('errorZh', { nullable: true, description: 'The same in Chinese; null unless it failed.' }),
    errorEn: t.exposeString('errorEn', { nullable: true, description: 'The same in English; null unless it failed.' }),
    steps: t.field({
      type: [NightStep],
      description: 'Its steps in their order.',
      extensions: { cost: { rows: 8 } },
      resolve: ({ steps }) => [...steps],
    }),
    checks: t.field({
      type: [Check],
      description: 'The checks that found something.',
      extensions: { cost: { rows: 10 } },
      resolve: ({ checks }) => [...checks],
    }),
  }),
});

builder.objectField(Publication, 'checks', (t) =>
  t.field({
    type: [Check],
    description: 'Every promise that it was held to, and whether it is kept.',
    args: {
      failing: t.arg.boolean({
        defaultValue: false,
        description: 'Only those that some row breaks. Absent: false, all of them.',
      }),
    },
    extensions: { cost: { rows: 100 } },
    resolve: ({ checks }, { failing }) => checks.filter((check) => !failing || check.failures > 0),
  }),
);

builder.queryField('nightRuns', (t) =>
  t.field({
    type: [NightRun],
    description: 'The latest nights, newest first. Errors: REGISTER_CLOSED.',
    args: {
      first: t.arg.int({ defaultValue: 20, description: 'At most this many. Unit: rows, 1 to 100. Absent: 20.' }),
      before: t.arg({
        type: 'DateTime',
        description: 'Only nights that began before this instant. Absent: up to the latest.',
      }),
    },
    extensions: { cost: { weight: 20 } },
    resolve: (_, { first, before }, context) =>
      listNightRuns(requireRead(context, 'night_run'), { first: pageSize(first), before: before ?? undefined }),
  }),
);
