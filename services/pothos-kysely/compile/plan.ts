import { createHash } from 'node:crypto';
import { type DocumentNode, type FieldNode, type GraphQLObjectType, Kind, type OperationDefinitionNode } from 'graphql';
import { type Expression, type RawBuilder, sql } from 'kysely';
import { collectFields } from './collect.ts';
import { Refused, Uncompilable } from './fragments.ts';
import type { Inspection } from './inspect.ts';
import { type PlanInput, Planner } from './planner.ts';

/** A statement that answers an operation, or a part of it. */
export type SqlPlan = {
  readonly kind: 'sql';
  /** One row: the column `data` when it answers all, otherwise a column a response key. All JSON as text. */
  readonly text: string;
  /** Values, and `Late` ones that each request fills in. */
  readonly parameters: readonly unknown[];
  /** The response keys of the operation, in order. */
  readonly keys: readonly string[];
  /** What is left to graphql-js, which runs beside the statement; undefined when the statement answers all. */
  readonly rest: DocumentNode | undefined;
};

/** How an operation is answered. `plain`: by graphql-js alone, for the reason given. */
export type Plan = SqlPlan | { readonly kind: 'plain'; readonly reason: string };

/**
 * Plans an operation for the shape of the viewer and the shape of arguments of one request; it serves every request alike in these.
 * A root field with anything below it that no statement can give is left to graphql-js whole.
 */
export function makePlan(input: PlanInput, inspection: Inspection, root: GraphQLObjectType): Plan {
  const { operation } = inspection;
  const planner = new Planner(input);
  const fields = collectFields(input.reading, root, [operation.selectionSet]);
  const compiled = new Map<string, Expression<unknown>>();
  const rest: FieldNode[] = [];
  let reason = 'nothing is asked for';
  for (const [key, nodes] of fields) {
    try {
      if (key.length > 63) throw new Uncompilable('a response key is longer than 63 characters');
      compiled.set(key, planner.rootField(root, nodes));
    } catch (error) {
      if (!(error instanceof Uncompilable)) throw error;
      reason = error.message;
      if (error instanceof Refused) return { kind: 'plain', reason };
      rest.push(...nodes);
    }
  }
  // A type name alone is no work for a database.
  const isWorth = [...compiled.keys()].some((key) => fields.get(key)?.[0]?.name.value !== '__typename');
  if (!isWorth) return { kind: 'plain', reason };
  const { sql: text, parameters } = statementOf(compiled, rest.length === 0).compile(input.db);
  return {
    kind: 'sql',
    text: named(text),
    parameters,
    keys: [...fields.keys()],
    rest: rest.length === 0 ? undefined : documentOf(operation, inspection, rest),
  };
}

function statementOf(compiled: ReadonlyMap<string, Expression<unknown>>, isWhole: boolean): RawBuilder<unknown> {
  const fields = [...compiled].map(([key, json]) =>
    isWhole ? sql`${json} as ${sql.id(key)}` : sql`to_json(${json})::text as ${sql.id(key)}`,
  );
  if (!isWhole) return sql`select ${sql.join(fields)}`;
  return sql`select row_to_json(${sql.id('0')})::text as "data" from (select ${sql.join(fields)}) as ${sql.id('0')}`;
}

/** The text with its name before it, for `NamedStatements` and for who looks at running statements. */
function named(text: string): string {
  return `/* gql_${createHash('sha256').update(text).digest('hex').slice(0, 24)} */ ${text}`;
}

/** The operation with these root fields alone. */
function documentOf(operation: OperationDefinitionNode, inspection: Inspection, fields: FieldNode[]): DocumentNode {
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: fields } },
      ...inspection.fragments.values(),
    ],
  };
}
