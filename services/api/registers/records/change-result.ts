import { NotPermitted } from '@union/access/errors.ts';
import {
  type RuleProblem as Problem,
  RecordNotFound,
  RuleBroken,
  StepNotAllowed,
  VersionConflict,
} from '@union/registers/errors.ts';
import type { Values } from '@union/registers/known-record.ts';
import { type RecordRegister, recordRegister, recordRegisters } from '@union/registers/record-registers.ts';
import type { Outcome, Written } from '@union/registers/write.ts';
import { KnownError } from '@union/schema/errors.ts';
import { builder } from '../../builder.ts';
import { fieldOf } from './column-fields.ts';

/** What a change came to: the records as they are now, or why there was none. */
export type Changed = Written & { readonly dryRun: boolean };

type Shown = { readonly field: string; readonly zh: string; readonly en: string; readonly value: string | null };
type Difference = Omit<Shown, 'value'> & { readonly before: string | null; readonly after: string | null };

const FieldValue = builder.objectRef<Shown>('FieldValue').implement({
  description: 'A field of a record and what it holds, as text. Source: what was asked, and the registers.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Its name in the input of mutations.' }),
    name: t.exposeString('zh', { description: 'Its name in Chinese, as the workbook has it.' }),
    nameEn: t.exposeString('en', { description: 'Its name in English.' }),
    value: t.exposeString('value', { nullable: true, description: 'Amounts in yuan; null when it is empty.' }),
  }),
});

const FieldDifference = builder.objectRef<Difference>('FieldDifference').implement({
  description: 'A field that a change gives another value. Source: what was asked, and the registers.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Its name in the input of mutations.' }),
    name: t.exposeString('zh', { description: 'Its name in Chinese, as the workbook has it.' }),
    nameEn: t.exposeString('en', { description: 'Its name in English.' }),
    before: t.exposeString('before', { nullable: true, description: 'What it held; null when it was empty.' }),
    after: t.exposeString('after', { nullable: true, description: 'What it holds; null when it is empty.' }),
  }),
});

const RuleProblem = builder.objectRef<Problem>('RuleProblem').implement({
  description:
    'A rule that a record breaks, the same as for a row of a workbook. Source: what was asked, and the registers.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable name of the rule.' }),
    isWarning: t.boolean({
      description: 'Whether it can be accepted with `acceptWarnings`.',
      resolve: ({ severity }) => severity !== 'error',
    }),
    register: t.exposeString('register', { description: 'Table of the register.' }),
    field: t.string({
      nullable: true,
      description: 'The field at fault; null when the record as a whole is.',
      resolve: ({ column }) => (column === null ? null : fieldOf(column)),
    }),
    value: t.exposeString('value', { nullable: true, description: 'What it held; null when it was empty.' }),
    message: t.exposeString('en', { description: 'The rule in English.' }),
    messageZh: t.exposeString('zh', { description: 'The rule in Chinese.' }),
  }),
});

const ChangedRecord = builder.objectRef<Outcome & { readonly dryRun: boolean }>('ChangedRecord').implement({
  description: 'One record that a change touches. Source: what was asked, and the registers.',
  fields: (t) => ({
    type: t.string({ description: 'Its type.', resolve: ({ register }) => register.typeName }),
    id: t.id({
      nullable: true,
      description: 'Its global id; null for a record that a dry run would create.',
      resolve: ({ register, id, before, dryRun }) => (dryRun && before === null ? null : globalId(register, id)),
    }),
    version: t.string({
      nullable: true,
      description: 'Its version now; null when it is gone, and for a dry run.',
      resolve: ({ after, dryRun }) => (dryRun ? null : (after?.version ?? null)),
    }),
    changes: t.field({
      type: [FieldDifference],
      description:
        'What is another value than before; of a new record all that is filled, of a voided one all that was.',
      extensions: { cost: { rows: 8 } },
      resolve: ({ register, before, after }) => differences(register, before?.values, after?.values),
    }),
    record: t.field({
      type: Node(),
      nullable: true,
      description:
        'The record as it is now; null when it is gone, for a dry run, and where the caller may not read it.',
      resolve: async ({ register, id, after, dryRun }, _, context, info) =>
        (after === null || dryRun ? null : await loadNode(register, id, context, info)) as never,
    }),
  }),
});

const RecordChanged = builder.objectRef<Changed>('RecordChanged').implement({
  description: 'A change that was written, or would be. Source: what was asked, and the registers.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'outcomes' in value,
  fields: (t) => ({
    dryRun: t.exposeBoolean('dryRun', { description: 'True: nothing was written.' }),
    changeId: t.id({
      nullable: true,
      description: 'By which it can be undone; null when nothing was written, as nothing differs or it was a dry run.',
      resolve: ({ importId }) => (importId === null ? null : String(importId)),
    }),
    records: t.field({
      type: [ChangedRecord],
      description: 'The records that it touches.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ outcomes, dryRun }) => outcomes.map((outcome) => ({ ...outcome, dryRun })),
    }),
    warnings: t.field({
      type: [RuleProblem],
      description: 'Rules that warn and do not refuse.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ warnings }) => [...warnings],
    }),
  }),
});

/** A refusal as a result: graphql-js throws errors that are returned as they are. */
export type Refused<E> = { readonly refusal: E };

type Sentences = { readonly message: string; readonly messageZh: string };

/** A type of refusals: their sentence in both languages, and what else `fields` say. */
export function refusalType<E extends Sentences>(
  name: string,
  kind: abstract new (...all: never[]) => E,
  description: string,
) {
  return builder.objectRef<Refused<E>>(name).implement({
    description: `${description} Source: what was asked, and how things stand.`,
    isTypeOf: (value) =>
      typeof value === 'object' && value !== null && 'refusal' in value && value.refusal instanceof kind,
    fields: (t) => ({
      message: t.string({ description: 'In English.', resolve: ({ refusal }) => refusal.message }),
      messageZh: t.string({ description: 'In Chinese.', resolve: ({ refusal }) => refusal.messageZh }),
    }),
  });
}

const RuleBrokenType = refusalType(
  'RuleBroken',
  RuleBroken,
  'The change breaks rules, or has warnings that were not accepted; nothing was written.',
);
builder.objectField(RuleBrokenType, 'problems', (t) =>
  t.field({
    type: [RuleProblem],
    description: 'Every rule that is broken.',
    extensions: { cost: { rows: 5 } },
    resolve: ({ refusal }) => [...refusal.problems],
  }),
);

const VersionConflictType = refusalType(
  'VersionConflict',
  VersionConflict,
  'Somebody changed the record since it was read; nothing was written.',
);
builder.objectFields(VersionConflictType, (t) => ({
  version: t.string({
    description: 'The version of the record as it stands.',
    resolve: ({ refusal }) => refusal.version,
  }),
  current: t.field({
    type: [FieldValue],
    description: 'The record as it stands.',
    resolve: ({ refusal: { register, current } }) => shown(recordRegister(register), current),
  }),
  yours: t.field({
    type: [FieldValue],
    description: 'The record as it would have become.',
    resolve: ({ refusal: { register, yours } }) => shown(recordRegister(register), yours),
  }),
}));

const RecordNotFoundType = refusalType(
  'RecordNotFound',
  RecordNotFound,
  'There is no such record, or it lies where the caller may not look.',
);

export const NotAllowed = refusalType(
  'NotAllowed',
  NotPermitted,
  'The caller may not do this with this record, by the table of docs/access.md.',
);

export const AllowedStep = builder.objectRef<StepNotAllowed['allowed'][number]>('AllowedStep').implement({
  description: 'A step of a workflow. Source: the definitions of the platform.',
  fields: (t) => ({
    step: t.exposeString('step', { description: 'Its name; the mutation is called so.' }),
    name: t.exposeString('zh', { description: 'In Chinese.' }),
    nameEn: t.exposeString('en', { description: 'In English.' }),
  }),
});

const StepNotAllowedType = refusalType(
  'StepNotAllowed',
  StepNotAllowed,
  'The workflow does not allow the step from the state in which the record is.',
);
builder.objectFields(StepNotAllowedType, (t) => ({
  workflow: t.string({ description: 'Name of the workflow.', resolve: ({ refusal }) => refusal.workflow }),
  state: t.string({ description: 'The state in which the record is.', resolve: ({ refusal }) => refusal.state }),
  allowed: t.field({
    type: [AllowedStep],
    description: 'The steps that are allowed from there.',
    resolve: ({ refusal }) => [...refusal.allowed],
  }),
}));

/** What every change of a register answers. */
export const ChangeResult = builder.unionType('ChangeResult', {
  description: 'A change that was written (or would be), or why it was not.',
  types: [RecordChanged, RuleBrokenType, VersionConflictType, RecordNotFoundType, NotAllowed, StepNotAllowedType],
});

type Refusal = RuleBroken | VersionConflict | RecordNotFound | NotPermitted | StepNotAllowed;
type Result = Changed | Refused<Refusal>;

/** Runs a change; a refusal that callers are to handle is its result, anything else is thrown. */
export async function resultOf(dryRun: boolean, work: () => Promise<Written>): Promise<Result> {
  try {
    return { ...(await work()), dryRun };
  } catch (error) {
    if (error instanceof KnownError && isRefusal(error)) return { refusal: error };
    throw error;
  }
}

function isRefusal(error: KnownError): error is Refusal {
  return [RuleBroken, VersionConflict, RecordNotFound, NotPermitted, StepNotAllowed].some(
    (type) => error instanceof type,
  );
}

/** The global id of a row. */
export function globalId({ typeName }: RecordRegister, id: string): string {
  return Buffer.from(`${typeName}:${id}`, 'utf8').toString('base64');
}

/** What a global id names; undefined when it is none of a register's. */
export function readGlobalId(id: string): { register: RecordRegister; id: string } | undefined {
  const decoded = Buffer.from(id, 'base64').toString('utf8');
  const at = decoded.indexOf(':');
  const register = recordRegisters.find(({ typeName }) => typeName === decoded.slice(0, at));
  return register && { register, id: decoded.slice(at + 1) };
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
}

function shown({ register: { sheet } }: RecordRegister, values: Values): Shown[] {
  return sheet.columns.map(({ key, zh, en }) => ({ field: fieldOf(key), zh, en, value: textOf(values[key]) }));
}

function differences({ register: { sheet } }: RecordRegister, before: Values = {}, after: Values = {}): Difference[] {
  return sheet.columns
    .map(({ key, zh, en }) => ({ field: fieldOf(key), zh, en, before: textOf(before[key]), after: textOf(after[key]) }))
    .filter((difference) => difference.before !== difference.after);
}

/** The relay plug-in's interface of everything with a global id. */
function Node(): never {
  return 'Node' as never;
}

async function loadNode(
  register: RecordRegister,
  id: string,
  context: unknown,
  info: { schema: { getQueryType(): unknown } },
) {
  const query = info.schema.getQueryType() as {
    getFields(): Record<string, { resolve?: (...all: unknown[]) => unknown }>;
  };
  return query.getFields().node?.resolve?.({}, { id: globalId(register, id) }, context, info);
}
