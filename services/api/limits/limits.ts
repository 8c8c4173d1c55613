import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import { InvalidVariables, OperationTooLarge } from '../errors.ts';
import { measure, type Size, variesInSize } from './measure.ts';

/** What an operation of a caller may be at most. Trusted documents are reviewed instead. */
export const LIMITS = {
  depth: 10,
  cost: 20_000,
  aliases: 30,
  rootFields: 8,
  directives: 10,
  /** Lexical tokens of a document; the parser stops there. */
  tokens: 1_000,
  /** Bytes of a request body. */
  body: 64 * 1024,
  /** Milliseconds from the request to its answer. */
  time: 10_000,
  /** GraphQL requests that run at once in one process; more are turned away. */
  inFlight: 64,
} as const;

/** An operation whose variables fit: how large it is, and their values. */
export type Measured = { readonly size: Size; readonly variables: Readonly<Record<string, unknown>> };

/**
 * Measures an operation with its variables, for every request, after the document store, which a validation rule would
 * not; undefined when the variables do not fit, which is left to execution, as it names them.
 * @throws PageSizeInvalid, InvalidVariables
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Measured | undefined {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
  if (!coerced) return undefined;
  return { size: sizeOf(schema, document, operation, coerced), variables: coerced };
}

const sizes = new WeakMap<OperationDefinitionNode, Size | 'varies'>();

/**
 * The same for an operation that passed its limits before and is asked again: what no variable changes is not measured
 * twice.
 */
export function measureAgain(...asked: Parameters<typeof measureOperation>): Measured | undefined {
  const [schema, document, operation, given] = asked;
  const known = sizes.get(operation);
  if (known === 'varies') return measureOperation(...asked);
  if (known === undefined) {
    const measured = measureOperation(...asked);
    if (measured) sizes.set(operation, variesInSize(schema, document) ? 'varies' : measured.size);
    return measured;
  }
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
  return coerced && { size: known, variables: coerced };
}

/** @throws OperationTooLarge for an operation beyond what a caller may ask. */
export function enforceLimits(size: Size): void {
  const { rootFields, aliases, directives, depth, cost } = size;
  if (rootFields > LIMITS.rootFields) throw new OperationTooLarge('ROOT_FIELDS', rootFields, LIMITS.rootFields);
  if (aliases > LIMITS.aliases) throw new OperationTooLarge('ALIASES', aliases, LIMITS.aliases);
  if (directives > LIMITS.directives) throw new OperationTooLarge('DIRECTIVES', directives, LIMITS.directives);
  if (depth > LIMITS.depth) throw new OperationTooLarge('DEPTH', depth, LIMITS.depth);
  if (cost > LIMITS.cost) throw new OperationTooLarge('COST', cost, LIMITS.cost);
}

/** @throws InvalidVariables for an argument that cannot be read; to pass over it would leave the rest unmeasured. */
function sizeOf(...operation: Parameters<typeof measure>): Size {
  try {
    return measure(...operation);
  } catch (error) {
    if (error instanceof GraphQLError) throw new InvalidVariables(error.message, '参数缺失或格式有误');
    throw error;
  }
}
