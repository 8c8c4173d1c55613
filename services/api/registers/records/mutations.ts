import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import type { RawValue } from '@union/intake/values/typed-text.ts';
import { type RecordRegister, recordRegisters } from '@union/registers/record-registers.ts';
import { type Change, writeRecords } from '@union/registers/write.ts';
import { builder } from '../../builder.ts';
import { type Context, writableRegisters } from '../../context.ts';
import { ChangeResult, readGlobalId, resultOf } from './change-result.ts';
import { cellOf, enumOf, fieldOf } from './column-fields.ts';
import { describeCorrection, describeInput } from './describe-column.ts';

type Fields = Record<'string' | 'id' | 'int' | 'float' | 'boolean' | 'field', (options: unknown) => unknown>;

/** A column as an input asks for it. */
type Asked = { readonly column: ColumnSpec; readonly required: boolean; readonly description: string };

/** The input field of a column. */
function inputField(t: unknown, { column, required, description }: Asked): unknown {
  const fields = t as Fields;
  const options = { required, description };
  switch (column.type.kind) {
    case 'code': {
      const type = enumOf(column.type.list);
      return type ? fields.field({ ...options, type }) : fields.string(options);
    }
    case 'day':
      return fields.field({ ...options, type: 'Date' });
    case 'integer':
      return fields.int(options);
    case 'yuan':
      return fields.field({ ...options, type: 'SafeInt' });
    case 'decimal':
    case 'percent':
    case 'percent_or_number':
      return fields.float(options);
    case 'yes_no':
      return fields.boolean(options);
    case 'reference':
      return fields.id(options);
    default:
      return fields.string(options);
  }
}

/** An input type with a field a column. */
export function columnsInput(name: string, description: string, columns: readonly Asked[]) {
  return builder.inputType(name, {
    description,
    fields: (t) =>
      Object.fromEntries(columns.map((asked) => [fieldOf(asked.column.key), inputField(t, asked)])) as never,
  });
}

/** What an input says, by column; fields that were not given are left out. */
export function valuesOf(
  columns: readonly ColumnSpec[],
  input: Readonly<Record<string, unknown>>,
): Record<string, RawValue> {
  return Object.fromEntries(
    columns
      .filter(({ key }) => input[fieldOf(key)] !== undefined)
      .map((column) => [column.key, cellOf(column, input[fieldOf(column.key)])]),
  );
}

type ArgFields = {
  arg: Record<'boolean' | 'string' | 'id', (options: unknown) => never> & ((options: unknown) => never);
};

/** Arguments of every change. */
export const common = (t: unknown) => {
  const { arg } = t as ArgFields;
  return {
    dryRun: arg.boolean({
      defaultValue: false,
      description: 'Say what would change and write nothing. Absent: false, it is written.',
    }),
    acceptWarnings: arg.boolean({
      defaultValue: false,
      description: 'Write although rules warn. Absent: false, a warning stops it.',
    }),
    reason: arg.string({ description: 'Why, in a sentence; kept beside the change. Absent: no reason is kept.' }),
  };
};
export type CommonArgs = { dryRun?: boolean | null; acceptWarnings?: boolean | null; reason?: string | null };

/** The arguments that name a record. */
export const named = (t: unknown) => {
  const { arg } = t as ArgFields;
  return {
    id: arg.id({ required: true, description: 'Global id of the record.' }),
    version: arg.string({ required: true, description: 'Its version as it was read.' }),
  };
};

/** Writes changes as the viewer of a request. */
export function change(context: Context, args: CommonArgs, plan: Parameters<typeof writeRecords>[2], action?: string) {
  const dryRun = args.dryRun ?? false;
  return resultOf(dryRun, () =>
    writeRecords(writableRegisters(context), context.reaches, plan, {
      dryRun,
      acceptWarnings: args.acceptWarnings ?? false,
      reason: args.reason ?? undefined,
      ...(action === undefined ? {} : { action }),
    }),
  );
}

/** The local part of a global id of this register; `''` for any other, which no record has. */
export function localId(register: RecordRegister, id: string): string {
  const found = readGlobalId(id);
  return found?.register === register ? found.id : '';
}

builder.mutationType({ description: 'Changes of single records, by the rules of the workbook. Each can be undone.' });

for (const described of recordRegisters) if (described.isFree) addMutations(described);

function addMutations(described: RecordRegister): void {
  const { typeName, register, ends, begins, endsWith } = described;
  const { sheet } = register;
  const what = `${sheet.zh} · ${sheet.en}`;
  const columns = sheet.columns;
  const correctable = columns.filter(({ key }) => !sheet.rowKey.includes(key));
  const CreateInput = columnsInput(
    `Create${typeName}Input`,
    `${sheet.note.zh} ${sheet.note.en}`,
    columns.map((column) => ({
      ...{ column, required: column.required },
      description: describeInput(column, column.empty),
    })),
  );
  builder.mutationField(`create${typeName}`, (t) =>
    t.field({
      type: ChangeResult,
      description: `Adds a row: ${what}.`,
      args: { input: t.arg({ type: CreateInput, required: true, description: 'What it holds.' }), ...common(t) },
      resolve: (_, args, context) =>
        change(context, args as CommonArgs, [
          { action: 'create', register: described, values: valuesOf(columns, args.input as never) },
        ]) as never,
    }),
  );
  if (correctable.length > 0) {
    const CorrectInput = columnsInput(
      `Correct${typeName}Input`,
      'The fields that change; null empties one, a field that is left out stays.',
      correctable.map((column) => ({ column, required: false, description: describeCorrection(column) })),
    );
    const isPeriodic = begins !== undefined || described.name === 'enterprise';
    builder.mutationField(`correct${typeName}`, (t) =>
      t.field({
        type: ChangeResult,
        description: `Corrects a row; what it held before is kept: ${what}.`,
        args: {
          ...named(t),
          input: t.arg({ type: CorrectInput, required: true, description: 'What changes.' }),
          ...(isPeriodic && {
            effectiveOn: t.arg({
              type: 'Date',
              description: 'First day on which it is so; what was before stays. Absent: it always was so.',
            }),
          }),
          ...common(t),
        },
        resolve: (_, given, context) => {
          const args = given as CommonArgs & { id: string; version: string; input: object; effectiveOn?: string };
          return change(context, args, [
            {
              action: 'correct',
              register: described,
              id: localId(described, args.id),
              version: args.version,
              values: valuesOf(correctable, args.input as never),
              effectiveOn: args.effectiveOn ?? undefined,
            },
          ]) as never;
        },
      }),
    );
  }
  if (ends !== undefined) {
    const companions = columns.filter(({ key }) => endsWith.includes(key));
    builder.mutationField(`end${typeName}`, (t) =>
      t.field({
        type: ChangeResult,
        description: `Ends a row on a day: ${what}.`,
        args: {
          ...named(t),
          on: t.arg({ type: 'Date', required: true, description: 'First day on which it no longer holds.' }),
          ...(Object.fromEntries(
            companions.map((column) => [
              fieldOf(column.key),
              inputField({ ...byArg(t) }, { column, required: false, description: describeCorrection(column) }),
            ]),
          ) as object),
          ...common(t),
        },
        resolve: (_, given, context) => {
          const args = given as CommonArgs & { id: string; version: string; on: string };
          return change(context, args, [
            {
              action: 'end',
              register: described,
              id: localId(described, args.id),
              version: args.version,
              on: args.on,
              values: valuesOf(companions, given as never),
            } satisfies Change,
          ]) as never;
        },
      }),
    );
  }
  builder.mutationField(`void${typeName}`, (t) =>
    t.field({
      type: ChangeResult,
      description: `Takes a row out that should never have been there; it is kept and can come back: ${what}.`,
      args: { ...named(t), ...common(t) },
      resolve: (_, given, context) => {
        const args = given as CommonArgs & { id: string; version: string };
        return change(context, args, [
          { action: 'void', register: described, id: localId(described, args.id), version: args.version },
        ]) as never;
      },
    }),
  );
}

/** The makers of arguments under the names of the makers of input fields. */
function byArg(t: unknown): Fields {
  const { arg } = t as ArgFields;
  return {
    string: arg.string,
    id: arg.id,
    boolean: arg.boolean,
    int: (options: unknown) => arg({ ...(options as object), type: 'Int' }),
    float: (options: unknown) => arg({ ...(options as object), type: 'Float' }),
    field: (options: unknown) => arg(options),
  };
}
