import {
  type GraphQLEnumType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { type Expression, type RawBuilder, sql } from 'kysely';

/** How a value becomes JSON as the scalar would write it: an SQL expression of the stored value. */
export type JsonForm = (value: Expression<unknown>) => Expression<unknown>;

/** PostgreSQL writes these as the scalar does. */
export const asIs: JsonForm = (value) => value;

const builtIn: Readonly<Record<string, JsonForm>> = {
  String: (value) => sql`${value}::text`,
  ID: (value) => sql`${value}::text`,
  Int: asIs,
  Boolean: asIs,
  // `numeric` would keep zeros at the end.
  Float: (value) => sql`${value}::float8`,
};

/** The expression of a leaf as JSON, or undefined where the type has no form in SQL. */
export function jsonOf(
  type: GraphQLOutputType,
  value: RawBuilder<unknown>,
  forms: Readonly<Record<string, JsonForm>>,
): Expression<unknown> | undefined {
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isListType(nullable)) {
    const item = isNonNullType(nullable.ofType) ? nullable.ofType.ofType : nullable.ofType;
    const isPlain = isLeafType(item) && ['String', 'Int', 'Boolean'].includes(item.name);
    return isPlain ? value : undefined;
  }
  if (!isLeafType(nullable)) return undefined;
  return isEnumType(nullable) ? nameOf(nullable, value) : formOf(nullable, forms)?.(value);
}

function formOf(type: GraphQLLeafType, forms: Readonly<Record<string, JsonForm>>): JsonForm | undefined {
  return Object.hasOwn(forms, type.name) ? forms[type.name] : builtIn[type.name];
}

/** The name of an enum's value; a value that the enum lacks ends the statement, as it ends the field elsewhere. */
function nameOf(type: GraphQLEnumType, value: RawBuilder<unknown>): Expression<unknown> | undefined {
  const values = type.getValues();
  if (!values.every((entry) => typeof entry.value === 'string')) return undefined;
  // One look into a constant: a `case` has a step a value, which PostgreSQL prepares again for each statement that runs.
  const names = JSON.stringify(Object.fromEntries(values.map((entry) => [entry.value, entry.name])));
  return sql`coalesce(${sql.lit(names)}::jsonb ->> ${value}::text, ${failure(sql`${value}::text`)}::text)`;
}

/**
 * Ends the statement when it is evaluated, with no function of ours in the database: text that is no JSON read as JSON.
 * Null when `value` is null. The value keeps PostgreSQL from evaluating it while it plans.
 */
function failure(value: Expression<unknown>): RawBuilder<unknown> {
  return sql`('!' || ${value})::json`;
}

/** A row as JSON that must be there: the statement ends where it is not. `value` is any text of the row above. */
export function present(json: Expression<unknown>, value: Expression<unknown>): RawBuilder<unknown> {
  return sql`coalesce(${json}, coalesce('!' || ${value}::text, '!')::json)`;
}
