import { type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Order } from '../keyset.ts';
import type { Row, Source } from '../source.ts';
import { column, loaderOf, ROW, type Runtime, visibleRows } from './runtime.ts';

/** The values of the columns that rows are looked for by. */
export type Key = readonly unknown[];

/**
 * The visible row whose columns have these values, by one statement for all that are asked for at once; undefined when
 * there is none or a value is null. Of several, any.
 */
export async function findRow(
  runtime: Runtime,
  context: object,
  source: Source,
  columns: readonly string[],
  key: Key,
): Promise<Row | undefined> {
  if (key.some((value) => value === null || value === undefined)) return undefined;
  const load = async (keys: readonly Key[]) => {
    const { rows } = visibleRows(runtime, context, source);
    const found = await rows.selectAll(ROW).where(isOneOf(columns, keys)).execute(runtime.abort(context));
    const byKey = new Map(found.map((row) => [keyOf(row, columns), row]));
    return keys.map((wanted) => byKey.get(textOf(wanted)));
  };
  return loaderOf(context, `one ${source.typeName} ${columns.join()}`, load).load(key);
}

/** All visible rows whose columns have these values, in order. */
export async function findRows(
  runtime: Runtime,
  context: object,
  source: Source,
  columns: readonly string[],
  order: Order,
  key: Key,
): Promise<Row[]> {
  const load = async (keys: readonly Key[]) => {
    const { rows } = visibleRows(runtime, context, source);
    const found = await ordered(rows.selectAll(ROW).where(isOneOf(columns, keys)), order, order.direction).execute(
      runtime.abort(context),
    );
    const byKey = Map.groupBy(found, (row) => keyOf(row, columns));
    return keys.map((wanted) => byKey.get(textOf(wanted)) ?? []);
  };
  return loaderOf(context, `many ${source.typeName} ${columns.join()} ${JSON.stringify(order)}`, load).load(key);
}

/** The value of an expression for the row with this key. */
export async function findValue(
  runtime: Runtime,
  context: object,
  source: Source,
  expression: { readonly key: readonly string[]; readonly sql: (of: typeof column) => Expression<unknown> },
  key: Key,
): Promise<unknown> {
  const load = async (keys: readonly Key[]) => {
    const { rows } = visibleRows(runtime, context, source);
    const found = (await rows
      .select(expression.key.map((name) => column(name).as(name)))
      .select(sql`${expression.sql(column)}`.as('value of it'))
      .where(isOneOf(expression.key, keys))
      .execute(runtime.abort(context))) as Row[];
    const byKey = new Map(found.map((row) => [keyOf(row, expression.key), row['value of it']]));
    return keys.map((wanted) => byKey.get(textOf(wanted)) ?? null);
  };
  return loaderOf(context, expression, load).load(key);
}

/** Whether the columns have the values of one of these keys. */
export function isOneOf(columns: readonly string[], keys: readonly Key[]): RawBuilder<SqlBool> {
  if (columns.length === 1) {
    return sql<SqlBool>`${column(columns[0] as string)} in (${sql.join(keys.map(([value]) => sql.val(value)))})`;
  }
  const tuples = keys.map((key) => sql`(${sql.join(key.map((value) => sql.val(value)))})`);
  return sql<SqlBool>`(${sql.join(columns.map((name) => column(name)))}) in (${sql.join(tuples)})`;
}

/** The rows sorted by the columns of an order. */
export function ordered<DB, T extends keyof DB, O>(
  rows: SelectQueryBuilder<DB, T, O>,
  order: Order,
  direction: 'asc' | 'desc',
): SelectQueryBuilder<DB, T, O> {
  return order.columns.reduce((sorted, { name }) => sorted.orderBy(column(name), direction), rows);
}

/** The key of a row, as text. */
export function keyOf(row: Row, columns: readonly string[]): string {
  return textOf(columns.map((name) => row[name]));
}

/** A key as text. An id of GraphQL is text where its column may hold a number. */
export function textOf(key: Key): string {
  return JSON.stringify(key.map((value) => (value instanceof Date ? value : String(value))));
}
