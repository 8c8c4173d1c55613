import { type Expression, type Kysely, type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';

/** A query of whatever tables that gives rows `R`. */
// biome-ignore lint/suspicious/noExplicitAny: a type reads from any tables, and Kysely's builder is invariant in them
export type RowsQuery<R> = SelectQueryBuilder<any, any, R>;

/** A Kysely of whatever tables, where only statements are put together. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export type AnyDb = Kysely<any>;

/** Names a column of the row that an expression is written for, whatever its alias in the statement. */
export type ColumnOf<R> = <C extends keyof R & string>(column: C) => RawBuilder<R[C]>;

/** A value that is known once a request runs: bound as a parameter, never written into the text. */
export type Bind<C> = <T>(read: (context: C) => T) => Expression<T>;

/** Which rows a role sees: all (`true`), or those where the predicate holds. */
export type RowRule<R, C> = true | ((column: ColumnOf<R>, bind: Bind<C>) => Expression<SqlBool>);

/**
 * Who sees which rows of a type, a rule a role. A role that is not named sees none: its operations are refused before
 * any statement is made.
 */
export type Access<R, C> = { readonly [role: string]: RowRule<R, C> };

/** Where the rows of a type come from and who may read them. Every statement reads a type through this alone. */
export type Source<R = Row, C = object> = {
  readonly typeName: string;
  /** The rows, unfiltered and unordered. Columns that nobody asks for cost nothing in a compiled statement. */
  readonly rows: (db: AnyDb) => RowsQuery<R>;
  readonly access: Access<R, C>;
  /** The column whose value is the local part of the global id; undefined for types that are no nodes. */
  readonly nodeId: (keyof R & string) | undefined;
};

/** A row of a type that is known at run time only. */
export type Row = Record<string, unknown>;

/** Pairs of a column of the rows looked for and the column of the own row that it equals. */
export type Join = readonly (readonly [target: string, own: string])[];

/** The rule of a role for a source, or undefined: closed. */
export function ruleOf(source: Source, role: string | undefined): RowRule<Row, object> | undefined {
  return role !== undefined && Object.hasOwn(source.access ?? {}, role) ? source.access[role] : undefined;
}

/** A reference to `alias.column`, both quoted, whatever characters they hold. */
export function refOf(alias: string, column: string): RawBuilder<never> {
  return sql`${sql.id(alias)}.${sql.id(column)}` as RawBuilder<never>;
}
