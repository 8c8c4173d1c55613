import { type Expression, type SqlBool, sql } from 'kysely';
import type { ColumnOf, Row } from './source.ts';

/**
 * What an argument demands of a row when it is given and not null. `value` is a bound parameter. `bind` turns what the
 * caller gave into what is bound, such as a word into a pattern.
 */
export type Condition<R, V> =
  | ((column: ColumnOf<R>, value: Expression<V>) => Expression<SqlBool>)
  | {
      readonly bind: (value: V) => unknown;
      readonly where: (column: ColumnOf<R>, value: Expression<V>) => Expression<SqlBool>;
    };

/**
 * A condition an argument, under the argument's name; those of an input object under the names of its fields. An
 * argument without a condition has no effect on the rows.
 */
export type Conditions<R, Args> = {
  readonly [K in keyof Args]?: NonNullable<Args[K]> extends readonly unknown[] | string | number | boolean | Date
    ? Condition<R, NonNullable<Args[K]>>
    : Condition<R, NonNullable<Args[K]>> | Conditions<R, NonNullable<Args[K]>>;
};

/** Conditions whose arguments are known at run time only. */
export type AnyConditions = { readonly [argument: string]: Condition<Row, never> | AnyConditions };

/** A condition whose argument is given: where it stands and how its value is read from the arguments. */
export type GivenCondition = {
  readonly condition: Condition<Row, never>;
  /** Reads the value from the arguments of a field and makes it what is bound. */
  readonly read: (args: Row) => unknown;
  /** The names on the way to the argument, joined by dots. */
  readonly path: string;
};

/** The conditions whose arguments are given and not null, in the order of their declaration. */
export function givenConditions(conditions: AnyConditions | undefined, args: Row): GivenCondition[] {
  const given: GivenCondition[] = [];
  const walk = (declared: AnyConditions, path: readonly string[]) => {
    for (const [name, entry] of Object.entries(declared)) {
      const here = [...path, name];
      const value = valueAt(args, here);
      if (value === null || value === undefined) continue;
      if (isCondition(entry)) {
        const bind = typeof entry === 'function' ? (given: unknown) => given : (entry.bind as (v: unknown) => unknown);
        given.push({ condition: entry, path: here.join('.'), read: (asked) => bind(valueAt(asked, here)) });
      } else walk(entry, here);
    }
  };
  if (conditions) walk(conditions, []);
  return given;
}

/** The predicate of a condition for a row. */
export function predicateOf(
  condition: Condition<Row, never>,
  column: ColumnOf<Row>,
  value: Expression<unknown>,
): Expression<SqlBool> {
  const where = typeof condition === 'function' ? condition : condition.where;
  return where(column, value as Expression<never>);
}

/** All predicates as one, or undefined when there is none. */
export function allOf(predicates: readonly Expression<SqlBool>[]): Expression<SqlBool> | undefined {
  return predicates.length === 0 ? undefined : sql<SqlBool>`${sql.join([...predicates], sql` and `)}`;
}

function isCondition(entry: Condition<Row, never> | AnyConditions): entry is Condition<Row, never> {
  return typeof entry === 'function' || ('where' in entry && typeof entry.where === 'function');
}

function valueAt(args: Row, path: readonly string[]): unknown {
  let value: unknown = args;
  for (const name of path) {
    if (value === null || value === undefined) return undefined;
    value = (value as Row)[name];
  }
  return value;
}
