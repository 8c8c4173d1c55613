import { originOf } from '@union/intake/sheets/describe.ts';
import { versionOf } from '@union/registers/known-record.ts';
import { type RecordRegister, recordRegisters } from '@union/registers/record-registers.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type RawBuilder, sql } from 'kysely';
import type { KyselyRef } from 'pothos-plugin-kysely/ref.ts';
import { builder } from '../../builder.ts';
import { readBy } from '../access.ts';
import { workflowColumns, workflowOf } from '../workflows/workflow-columns.ts';
import { camel, enumOf, fieldOf, isFilled, tableColumn } from './column-fields.ts';
import { describeField } from './describe-column.ts';

/** A row of a register that is known at run time only. */
export type RecordRow = Record<string, unknown>;
type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
export type RecordType = KyselyRef<Types, RecordRow>;

/** Types that are written by hand, for what they compute; they take their version and their mutations from here too. */
export const handWritten: ReadonlySet<string> = new Set([
  'federation',
  'park',
  'enterprise',
  'trade_union',
  'coverage_link',
  'star_rating',
]);

/** For lists by a day that may be missing: those without it come last. */
export const sortColumn = (column: string) => `sort_${column}`;

/** The days of a register that a list may be sorted by: column of the table, and whether it may be missing. */
export function sortableDays(
  described: RecordRegister,
): readonly { readonly column: string; readonly filled: boolean }[] {
  return described.register.sheet.columns
    .filter(({ type }) => type.kind === 'day')
    .map((column) => ({ column: tableColumn(described, column), filled: isFilled(described, column) }));
}

/** The rows of a register as its type exposes them. */
function rowsOf(described: RecordRegister) {
  const { table } = described.register;
  const raw = (text: string) => sql.raw(text) as RawBuilder<unknown>;
  return (db: Db) => {
    let rows = db
      .selectFrom(`${table} as known` as never)
      .selectAll()
      .select(raw(versionOf(described)).as('record_version'));
    for (const { column, filled } of sortableDays(described)) {
      if (!filled) rows = rows.select(raw(`coalesce(known.${column}, '9999-12-31')`).as(sortColumn(column)));
    }
    const workflow = workflowOf(table);
    for (const { name, sql: text } of workflow ? workflowColumns(workflow, 'known') : [])
      rows = rows.select(text.as(name));
    return rows as never;
  };
}

const types = new Map<string, RecordType>();

/** The type of the rows of a table. */
export function recordType(table: string): RecordType {
  const type = types.get(table);
  if (!type) throw new Error(`no type of ${table}`);
  return type;
}

/** Makes a type written by hand known under the name of its table. */
export function registerType(table: string, type: unknown): void {
  types.set(table, type as RecordType);
}

for (const described of recordRegisters) {
  if (!handWritten.has(described.name)) types.set(described.name, makeType(described));
}

/** Pothos' builder of fields, for rows whose columns are known at run time only. */
type Fields = Record<
  'expose' | 'exposeString' | 'exposeInt' | 'exposeFloat' | 'exposeBoolean',
  (column: never, options: never) => unknown
>;

function makeType(described: RecordRegister): RecordType {
  const { sheet } = described.register;
  const ref = builder.kyselyRows(described.typeName, rowsOf(described) as never).object({
    access: readBy(described.name),
    nodeId: described.id,
    ...(described.idKind === 'integer' && { nodeIdForm: /^\d{1,15}$/ }),
    description: `${sheet.zh}：${sheet.note.zh} · ${sheet.note.en} 来源 source: ${originOf(sheet)}.`,
    fields: (t: Fields) => {
      const fields: Record<string, unknown> = {
        version: t.exposeString(
          'record_version' as never,
          {
            description: 'Another whenever the row is another; give it back with a change.',
          } as never,
        ),
        recordedAt: t.expose(
          'recorded_at' as never,
          {
            type: 'DateTime',
            description: 'When the row was written as it is.',
          } as never,
        ),
      };
      for (const column of sheet.columns) {
        if (column.type.kind === 'reference') continue;
        const options = {
          nullable: !isFilled(described, column),
          description: describeField(described, column),
        };
        const name = tableColumn(described, column) as never;
        const field = fieldOf(column.key);
        switch (column.type.kind) {
          case 'code': {
            const type = enumOf(column.type.list);
            fields[field] = type
              ? t.expose(name, { ...options, type } as never)
              : t.exposeString(name, options as never);
            break;
          }
          case 'day':
            fields[field] = t.expose(name, { ...options, type: 'Date' } as never);
            break;
          case 'integer':
            fields[field] = t.exposeInt(name, options as never);
            break;
          case 'yuan':
            fields[field] = t.expose(name, { ...options, type: 'SafeInt' } as never);
            break;
          case 'decimal':
          case 'percent':
          case 'percent_or_number':
            fields[field] = t.exposeFloat(name, options as never);
            break;
          case 'yes_no':
            fields[field] = t.exposeBoolean(name, options as never);
            break;
          default:
            fields[camel(field)] = t.exposeString(name, options as never);
        }
      }
      return fields as never;
    },
  } as never);
  return ref as unknown as RecordType;
}
