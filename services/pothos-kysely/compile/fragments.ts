import { type FieldNode, type GraphQLObjectType, type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { KEY_TYPES, type Order, type Page } from '../keyset.ts';
import { type ColumnOf, type Join, type Row, refOf } from '../source.ts';
import { late } from './late.ts';

/** Why a field has no place in a statement; its root field is left to graphql-js, which answers or refuses it. */
export class Uncompilable extends Error {}

/** A type or field that is closed to the viewer: no statement runs for the operation, and graphql-js says who refuses. */
export class Refused extends Uncompilable {}

/** Columns of a page: the place of a row, and how many rows were found. No response key has such a name. */
export const PLACE = '#';
export const FOUND = '##';

/** Rows in a statement: how they are called, which of their columns are used, and what is joined to them. */
export type Rows = { readonly alias: string; readonly used: Set<string>; readonly joins: RawBuilder<unknown>[] };

/** Columns of rows by name; which are used is noted, so that an inner select gives these alone. */
export function columnsOf(rows: Rows): ColumnOf<Row> {
  return (name) => {
    rows.used.add(name);
    return refOf(rows.alias, name);
  };
}

/** What is joined to the rows, to stand after them in `from`. */
export function joinedBy(rows: Rows): RawBuilder<unknown> {
  return rows.joins.length === 0 ? sql`` : sql.join(rows.joins, sql` `);
}

/** The rows of a select as JSON objects, as a sub-select. */
export function asObject(alias: string, select: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select row_to_json(${sql.id(alias)}) from (${select}) as ${sql.id(alias)})`;
}

/** The name of a type, for `__typename`. */
export function typeName(type: GraphQLObjectType): RawBuilder<unknown> {
  return sql`${sql.lit(type.name)}::text`;
}

/** The object type within lists and non-nulls. @throws Uncompilable for interfaces and unions. */
export function objectOf(type: GraphQLOutputType): GraphQLObjectType {
  const named = getNamedType(type);
  if (!isObjectType(named)) throw new Uncompilable(`${named.name} is no object type`);
  return named;
}

/** Whether two values are equal. */
export function equal(left: Expression<unknown>, right: Expression<unknown>): Expression<SqlBool> {
  return sql<SqlBool>`${left} = ${right}`;
}

/** Whether the columns of a join are equal. */
export function joined(join: Join, column: ColumnOf<Row>, own: ColumnOf<Row>): Expression<SqlBool>[] {
  return join.map(([target, mine]) => equal(column(target), own(mine)));
}

/** Columns of an inner select. */
export function listed(alias: string, columns: ReadonlySet<string>): RawBuilder<unknown> {
  return columns.size === 0 ? sql`` : sql.join([...columns].map((name) => refOf(alias, name)));
}

/** The `order by` of a list. */
export function sortedBy(alias: string, order: Order, direction: 'asc' | 'desc'): RawBuilder<unknown> {
  return sql`order by ${sql.join(order.columns.map(({ name }) => sql`${refOf(alias, name)} ${sql.raw(direction)}`))}`;
}

/** The size of a page as asked. */
export function sizeOf(node: FieldNode): Expression<number> {
  return sql<number>`${late(({ values }) => values.get(node)?.page?.size)}::int`;
}

/** Only the rows between the cursors. */
export function between(node: FieldNode, order: Order, page: Page, column: ColumnOf<Row>): Expression<SqlBool>[] {
  const key = sql`(${sql.join(order.columns.map(({ name }) => column(name)))})`;
  const [later, earlier] = order.direction === 'asc' ? ['>', '<'] : ['<', '>'];
  const beyond = (sign: string | undefined, side: 'after' | 'before') =>
    sql<SqlBool>`${key} ${sql.raw(sign as string)} (${sql.join(
      order.columns.map(
        ({ kind }, at) =>
          sql`${late(({ values }) => values.get(node)?.page?.[side]?.[at])}::${sql.raw(KEY_TYPES[kind])}`,
      ),
    )})`;
  return [...(page.after ? [beyond(later, 'after')] : []), ...(page.before ? [beyond(earlier, 'before')] : [])];
}

/** The cursor of a row, the same text as the plain lane's. */
export function cursorOf(order: Order, rows: Rows): RawBuilder<unknown> {
  const column = columnsOf(rows);
  const parts = order.columns.map(({ name }) => sql`'\\x00'::bytea || textsend(${column(name)}::text)`);
  return base64(sql`${sql.join(parts, sql` || `)}`);
}

/** Bytes as base64 in one line. */
export function base64(bytes: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`replace(encode(${bytes}, 'base64'), chr(10), '')`;
}
