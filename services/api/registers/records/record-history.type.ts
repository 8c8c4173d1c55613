import { isPermitted } from '@union/access/permission.ts';
import { findRecord } from '@union/registers/known-record.ts';
import { builder } from '../../builder.ts';
import { type Context, registersOf } from '../../context.ts';
import { type FieldSeen, historyOf, stateOn } from '../../office/record-history.ts';
import type { Difference, HistoryEntry } from '../../office/shapes.ts';
import { readGlobalId } from './change-result.ts';
import { fieldOf } from './column-fields.ts';

const HistoryDifference = builder.objectRef<Difference>('RecordDifference').implement({
  description:
    'What a change made of a field; of an enterprise also of what held from a day on. Source: the log of changes.',
  fields: (t) => ({
    name: t.exposeString('zh', { description: 'Name of the field in Chinese, or the day.' }),
    nameEn: t.exposeString('en', { description: 'The same in English.' }),
    before: t.exposeString('before', { nullable: true, description: 'What it held; null when it was empty.' }),
    after: t.exposeString('after', { nullable: true, description: 'What it held from then on; null when empty.' }),
  }),
});

const RecordChange = builder.objectRef<HistoryEntry>('RecordChange').implement({
  description: 'A change of a record, with both states of what it changed. Source: the log of changes.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was recorded.' }),
    by: t.exposeString('by', { description: 'By whom.' }),
    source: t.string({ description: 'The file, or what was done.', resolve: ({ source }) => source.zh }),
    sourceEn: t.string({ description: 'The same in English.', resolve: ({ source }) => source.en }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why; null when nobody said.' }),
    isFirst: t.exposeBoolean('isFirst', {
      description: 'Whether the record came into being by it, as far as the caller may see.',
    }),
    changes: t.field({
      ...{ type: [HistoryDifference], description: 'What it changed; empty for the first.' },
      extensions: { cost: { rows: 5 } },
      resolve: ({ changes }) => [...changes],
    }),
  }),
});

type OnDay = NonNullable<Awaited<ReturnType<typeof stateOn>>>;

const PastField = builder.objectRef<FieldSeen>('PastField').implement({
  description: 'A field as it was. Source: the log of changes.',
  fields: (t) => ({
    field: t.string({ description: 'Its name in the input of mutations.', resolve: ({ key }) => fieldOf(key) }),
    name: t.exposeString('zh', { description: 'Its name in Chinese, as the workbook has it.' }),
    nameEn: t.exposeString('en', { description: 'Its name in English.' }),
    value: t.exposeString('value', { nullable: true, description: 'Amounts in yuan; null when it was empty.' }),
  }),
});

const RecordOnDay = builder.objectRef<OnDay>('RecordOnDay').implement({
  description: 'A record as it was recorded at the end of a day. Source: the log of changes.',
  fields: (t) => ({
    recordedAt: t.field({
      ...{ type: 'DateTime', description: 'When that state was recorded.' },
      resolve: ({ recordedAt }) => recordedAt.toISOString(),
    }),
    recordedBy: t.exposeString('recordedBy', { description: 'By whom.' }),
    fields: t.field({
      ...{ type: [PastField], description: 'Its fields in the order of the workbook.' },
      extensions: { cost: { rows: 20 } },
      resolve: ({ fields }) => [...fields],
    }),
  }),
});

/** What a global id names, where the viewer reads it; undefined otherwise. */
async function readable(context: Context, id: string) {
  const named = readGlobalId(id);
  if (!named) return undefined;
  const { db } = registersOf(context);
  const record = await findRecord(db, named.register, named.id);
  if (!record || !(await isPermitted(db, context.reaches, named.register.name, 'read', record.place))) return undefined;
  return { db, described: named.register, record };
}

builder.queryFields((t) => ({
  recordHistory: t.field({
    type: [RecordChange],
    nullable: true,
    description:
      'How a record came to be as it is: its changes, the newest first, 50 at most, with what each held before and after. Nothing is overwritten without one. Null when there is no such record, or none that the caller reads. Errors: REGISTER_CLOSED.',
    args: { id: t.arg.id({ required: true, description: 'Global id of the record.' }) },
    extensions: { cost: { weight: 100, rows: 20 } },
    async resolve(_, { id }, context) {
      const found = await readable(context, id);
      return found && historyOf(found.db, context.reaches, found.described, found.record);
    },
  }),
  recordAsOf: t.field({
    type: RecordOnDay,
    nullable: true,
    description:
      'A record as it was recorded at the end of a past day; of an enterprise, with what held on that day by what was known then. Null when it was not there yet, or the caller does not read it. Errors: REGISTER_CLOSED.',
    args: {
      id: t.arg.id({ required: true, description: 'Global id of the record.' }),
      on: t.arg({ type: 'Date', required: true, description: 'The day.' }),
    },
    extensions: { cost: { weight: 100 } },
    async resolve(_, { id, on }, context) {
      const found = await readable(context, id);
      return found && stateOn(found.db, context.reaches, found.described, found.record, on);
    },
  }),
}));
