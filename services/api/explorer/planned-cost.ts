import { type DocumentNode, execute, type GraphQLError, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { schema } from '../schema.ts';

/** What metric queries cost by their plans, and why the first of them that is refused is. */
export type PlannedCost = { readonly cost: number; readonly refused: ApiError | undefined };

/**
 * Plans the metric queries of an operation, as who asks may see them; nothing of their figures is read. What such a query
 * reads follows from its arguments and the publication, not from the text.
 * @param asked a document that is valid, and variables that fit it.
 */
export async function plannedCost(
  asked: {
    readonly document: DocumentNode;
    readonly operationName: string | undefined;
    readonly variables: Readonly<Record<string, unknown>>;
  },
  context: Context,
): Promise<PlannedCost> {
  const { document, operationName, variables } = asked;
  const plans = plansOf(document);
  if (!plans) return { cost: 0, refused: undefined };
  const { data, errors = [] } = await execute({
    ...{ schema, document: plans, operationName, variableValues: variables, contextValue: context },
  });
  const [refused] = errors.flatMap((error) => originOf(error));
  const costs = Object.values(data ?? {}) as ({ readonly cost: number } | null)[];
  return { cost: costs.reduce((sum, plan) => sum + (plan?.cost ?? 0), 0), refused };
}

/** The refusal beneath an error of graphql. @throws what is no refusal */
function originOf({ originalError }: GraphQLError): ApiError {
  if (originalError instanceof ApiError) return originalError;
  throw originalError ?? new Error('a plan failed');
}

/** The same operation with the plan of each metric query alone, under the same names; undefined where it has none. */
function plansOf(document: DocumentNode): DocumentNode | undefined {
  const info = new TypeInfo(schema);
  const root = schema.getQueryType();
  let hasPlan = false;
  const cost = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'cost' } } as const;
  const plans = visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        if (info.getParentType() !== root) return undefined;
        if (node.name.value !== 'metricQuery') return null;
        hasPlan = true;
        return {
          ...{ ...node, alias: node.alias ?? node.name, name: { kind: Kind.NAME, value: 'metricQueryPlan' } },
          selectionSet: { kind: Kind.SELECTION_SET, selections: [cost] },
        };
      },
    }),
  );
  return hasPlan ? plans : undefined;
}
