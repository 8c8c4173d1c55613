import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ColumnOf, Row, Source } from './source.ts';

/**
 * Who asks. `shape` is what the text of statements depends on: roles and kinds of scope, plain JSON, the same for
 * everybody who holds the same; plans are kept by it, so it must never name a person or a place. `parameters` are what
 * his rows are told by (districts, an account), bound under their names.
 */
export type Viewer<Shape = unknown, Parameters = Readonly<Record<string, unknown>>> = {
  readonly shape: Shape;
  readonly parameters: Parameters;
};

/** A parameter of the viewer: a bound value, never written into the text. A viewer that lacks it sees nothing: an error. */
export type ParameterOf<P> = <N extends keyof P & string>(name: N) => Expression<P[N]>;

/**
 * How a statement comes to the rows: `listed` at the root, where the predicate may be the way to find them, or `found` by a
 * join or a key, where it only looks at the few that are there.
 */
export type Reached = 'listed' | 'found';

/** Whether a row is seen. It is made once a plan, from the columns of the row and the names of parameters alone. */
export type RowPredicate<R, P> = (
  column: ColumnOf<R>,
  parameter: ParameterOf<P>,
  reached: Reached,
) => Expression<SqlBool>;

/** Which rows are seen: all, those where the predicate holds, or none: then operations that ask for the type are refused. */
export type RowRule<R, P> = boolean | RowPredicate<R, P>;

/**
 * Who sees which rows of a type: a function of the viewer's shape; or a rule a role, for shapes that are a role or have
 * `roles`, where several roles see what any of them sees and a role that is not named sees nothing.
 */
export type Access<R, V extends Viewer> =
  | ((shape: V['shape']) => RowRule<R, V['parameters']>)
  | { readonly [role: string]: RowRule<R, V['parameters']> };

/** Who may ask for a field, of those who see its type: a function of the viewer's shape, or a list of roles. */
export type FieldAccess<Shape> = readonly string[] | ((shape: Shape) => boolean);

/** Rules of types that are known at run time only. */
export type AnyAccess = Access<Row, Viewer>;
export type AnyRule = RowRule<Row, Readonly<Record<string, unknown>>>;

/**
 * Whether a value is one of a list of texts, such as the codes of a subtree. For rows that are listed as a condition that
 * an index can answer; for rows that are found as a look into a hash, as PostgreSQL else takes them to be few and joins
 * what hangs on them row by row, and goes through a long list for each.
 */
export function isAmong(value: Expression<unknown>, list: Expression<unknown>, reached: Reached): RawBuilder<SqlBool> {
  if (reached === 'listed') return sql<SqlBool>`${value} = any(${list}::text[])`;
  // As an operand of `is` it is not made a join.
  return sql<SqlBool>`(${value} in (select unnest(${list}::text[]))) is true`;
}

/** The rule of a viewer for the rows of a source; false when the type is closed to it. */
export function ruleOf(source: Source, viewer: Viewer | undefined): AnyRule {
  const { access } = source as { access: AnyAccess | undefined };
  if (!viewer || !access) return false;
  return (typeof access === 'function' ? access(viewer.shape) : byRoles(access, rolesOf(viewer.shape))) ?? false;
}

/** Whether a viewer may ask for a field. */
export function isOpenTo(access: FieldAccess<unknown> | undefined, viewer: Viewer | undefined): boolean {
  if (access === undefined) return true;
  if (!viewer) return false;
  return typeof access === 'function'
    ? access(viewer.shape) === true
    : rolesOf(viewer.shape).some((role) => access.includes(role));
}

/** @throws when the viewer lacks the parameter: a predicate over null might let rows pass. */
export function parameterOf(viewer: Viewer | undefined, name: string): unknown {
  const value = viewer && Object.hasOwn(viewer.parameters, name) ? viewer.parameters[name] : undefined;
  if (value === undefined) throw new Error(`the viewer has no parameter ${name}`);
  return value;
}

function byRoles(rules: { readonly [role: string]: AnyRule }, roles: readonly string[]): AnyRule {
  const held = roles.filter((role) => Object.hasOwn(rules, role)).map((role) => rules[role] as AnyRule);
  if (held.includes(true)) return true;
  const predicates = held.filter((rule) => typeof rule === 'function');
  const [first] = predicates;
  if (!first || predicates.length === 1) return first ?? false;
  return (column, parameter, reached) =>
    sql<SqlBool>`(${sql.join(
      predicates.map((predicate) => sql`(${predicate(column, parameter, reached)})`),
      sql` or `,
    )})`;
}

function rolesOf(shape: unknown): readonly string[] {
  if (typeof shape === 'string') return [shape];
  const { roles } = (shape ?? {}) as { roles?: readonly string[] };
  return roles ?? [];
}
