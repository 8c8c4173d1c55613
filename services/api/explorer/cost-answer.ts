import { GraphQLError, getOperationAST, parse, validate } from 'graphql';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { enforceLimits, LIMITS, measureOperation } from '../limits/limits.ts';
import { schema } from '../schema.ts';
import { plannedCost } from './planned-cost.ts';

/** `hint`: a metric query that would be answered. */
type Problem = {
  readonly code: string;
  readonly message: string;
  readonly messageZh: string;
  readonly hint?: string | undefined;
};

/** What an operation would cost, and why it would be refused; nulls where it cannot be read that far. */
export type CostAnswer = {
  readonly cost: number | null;
  /** What one operation may cost at most. */
  readonly most: number;
  readonly depth: number | null;
  readonly mostDepth: number;
  /** `[]`: it would run. */
  readonly problems: readonly Problem[];
};

/**
 * The cost of an operation before it is run, by the functions that measure and plan it when it is. Nothing of it is executed.
 * @param variables a JSON object as text, or empty.
 * @param contextOf makes the context of who asks.
 */
export async function costAnswer(
  { query, variables, operationName }: { query: string; variables: string; operationName?: string | undefined },
  contextOf: () => Promise<Context>,
): Promise<CostAnswer> {
  const limits = { most: LIMITS.cost, mostDepth: LIMITS.depth };
  const refused = (code: string, message: string, messageZh: string): CostAnswer => {
    return { cost: null, depth: null, ...limits, problems: [{ code, message, messageZh }] };
  };
  let values: Record<string, unknown>;
  try {
    values = (JSON.parse(variables.trim() || '{}') ?? {}) as Record<string, unknown>;
  } catch {
    return refused('VARIABLES', 'the variables are no JSON', '变量不是有效的 JSON');
  }
  try {
    const document = parse(query, { maxTokens: LIMITS.tokens });
    const [invalid] = validate(schema, document, undefined, { maxErrors: 1 });
    if (invalid) return refused('GRAPHQL_VALIDATION_FAILED', invalid.message, `查询与接口不符：${invalid.message}`);
    const operation = getOperationAST(document, operationName);
    if (!operation) return refused('OPERATION', 'say which operation is meant', '请选择要运行的操作');
    const measured = measureOperation(schema, document, operation, values);
    if (!measured) return refused('VARIABLES', 'a variable is missing or wrong', '变量缺失或有误');
    const { size } = measured;
    const told = { cost: size.cost, depth: size.depth };
    try {
      enforceLimits(size);
      if (operation.operation !== 'query') return { ...told, ...limits, problems: [] };
      const asked = { document, operationName, variables: values };
      const planned = await plannedCost(asked, await contextOf());
      told.cost += planned.cost;
      if (planned.refused) throw planned.refused;
      enforceLimits({ ...size, cost: told.cost });
      return { ...told, ...limits, problems: [] };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { code, message, messageZh } = error;
      const { hint } = error.extensions as { hint?: string };
      return { ...told, ...limits, problems: [{ code, message, messageZh, ...(hint !== undefined && { hint }) }] };
    }
  } catch (error) {
    if (error instanceof ApiError) return refused(error.code, error.message, error.messageZh);
    if (error instanceof GraphQLError)
      return refused('GRAPHQL_PARSE_FAILED', error.message, `查询语法有误：${error.message}`);
    throw error;
  }
}
