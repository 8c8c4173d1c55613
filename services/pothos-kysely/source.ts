import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Access, Viewer } from './access.ts';

/** A query of whatever tables that gives rows `R`. */
// biome-ignore lint/suspicious/noExplicitAny: a type reads from any tables, and Kysely's builder is invariant in them
export type RowsQuery<R> = SelectQueryBuilder<any, any, R>;

/** A Kysely of whatever tables, where only statements are put together. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyDb = Kysely<any>;

/** Names a column of the row that an expression is written for, whatever its alias in the statement. */
export type ColumnOf<R> = <C extends keyof R & string>(column: C) => RawBuilder<R[C]>;

/** Where the rows of a type come from and who may read them. Every statement reads a type through this alone. */
export type Source<R = Row, V extends Viewer = Viewer> = {
  readonly typeName: string;
  /** The rows, unfiltered and unordered. Columns that nobody asks for cost nothing in a compiled statement. */
  readonly rows: (db: AnyDb) => RowsQuery<R>;
  readonly access: Access<R, V>;
  /** The column whose value is the local part of the global id; undefined for types that are no nodes. */
  readonly nodeId: (keyof R & string) | undefined;
};

/** A row of a type that is known at run time only. */
export type Row = Record<string, unknown>;

/** Pairs of a column of the rows looked for and the column of the own row that it equals. */
export type Join = readonly (readonly [target: string, own: string])[];

/** A reference to `alias.column`, both quoted, whatever characters they hold. */
export function refOf(alias: string, column: string): RawBuilder<never> {
  return sql`${sql.id(alias)}.${sql.id(column)}` as RawBuilder<never>;
}
