import { GraphQLError, getOperationAST, parse, validate } from 'graphql';
import { ApiError } from '../errors.ts';
import { enforceLimits, LIMITS, measureOperation } from '../limits/limits.ts';
import { schema } from '../schema.ts';

type Problem = { readonly code: string; readonly message: string; readonly messageZh: string };

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
 * The cost of an operation before it is run, by the functions that measure it when it is. Nothing of it is executed.
 * @param variables a JSON object as text, or empty.
 */
export function costAnswer(query: string, variables: string, operationName?: string): CostAnswer {
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
    const { cost, depth } = measured.size;
    try {
      enforceLimits(measured.size);
      return { cost, depth, ...limits, problems: [] };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { ...refused(error.code, error.message, error.messageZh), cost, depth };
    }
  } catch (error) {
    if (error instanceof ApiError) return refused(error.code, error.message, error.messageZh);
    if (error instanceof GraphQLError)
      return refused('GRAPHQL_PARSE_FAILED', error.message, `查询语法有误：${error.message}`);
    throw error;
  }
}
