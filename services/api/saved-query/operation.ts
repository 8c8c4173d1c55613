import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { TrustedDocument } from '../documents/trusted-documents.ts';
import { ApiError } from '../errors.ts';
import { enforceLimits, LIMITS, measureOperation } from '../limits/limits.ts';
import type { Size } from '../limits/measure.ts';

/** What a query reads: published figures alone, or rows and states that depend on who asks and when. */
export type Reads = 'published' | 'registers';

/** Why a text cannot be kept; `field` is the field of the input at fault. */
export type OperationProblem = {
  readonly field: 'query' | 'variables';
  readonly code: string;
  readonly en: string;
  readonly zh: string;
};

/** A query that was read: what it is, what it reads and what it costs. */
export type ReadOperation = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly reads: Reads;
  readonly size: Size;
  /** Of its text. */
  readonly sha256: string;
};

/** Root fields that are answered from one publication alone. What is not listed here counts as reading registers. */
const PUBLISHED = new Set([
  ...['metric', 'metrics', 'scope', 'scopes', 'figure', 'figures', 'series', 'ranking', 'distribution', 'movement'],
  ...['target', 'targetGroup', 'lightRules', 'breakdown', 'compare', 'segments', 'figureKeys', 'publication'],
  ...['metricQuery', '__typename'],
]);
/** Fields whose answers change while the publication does not, wherever they stand. */
const CHANGING = new Set(['freshness', 'isCurrent', 'publications', 'needList', 'restatements', 'imports']);

const problem = (field: OperationProblem['field'], code: string, en: string, zh: string): OperationProblem => {
  return { field, code, en, zh };
};

/**
 * Reads a text that is to be kept: one query operation that is valid against the schema, whose variables fit and whose
 * cost a caller may ask.
 */
export function readOperation(
  schema: GraphQLSchema,
  text: string,
  variables: Readonly<Record<string, unknown>>,
): ReadOperation | { readonly problems: readonly OperationProblem[] } {
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const at = error.locations?.[0];
    const place = at ? ` (${at.line}:${at.column})` : '';
    return {
      problems: [problem('query', 'SYNTAX', `${error.message}${place}`, `查询语法有误：${error.message}${place}`)],
    };
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length !== 1 || operation.operation !== 'query') {
    return {
      problems: [
        problem('query', 'ONE_QUERY', 'keep one query operation, not a mutation or several', '只能保存一个 query 操作'),
      ],
    };
  }
  const invalid = validate(schema, document, undefined, { maxErrors: 5 });
  if (invalid.length > 0) {
    return {
      problems: invalid.map(({ message }) => problem('query', 'INVALID', message, `查询与接口不符：${message}`)),
    };
  }
  if (asksSchema(document)) {
    return {
      problems: [
        problem('query', 'INTROSPECTION', 'a kept query reads data, not the schema', '保存的查询不能读取接口结构'),
      ],
    };
  }
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 5 });
  if (errors) {
    return {
      problems: errors.map(({ message }) => problem('variables', 'INVALID', message, `变量有误：${message}`)),
    };
  }
  const known = new Set((operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
  const stray = Object.keys(variables).filter((name) => !known.has(name));
  if (stray.length > 0) {
    const list = stray.map((name) => `$${name}`).join(', ');
    return {
      problems: [problem('variables', 'UNKNOWN', `the query has no variable ${list}`, `查询没有变量 ${list}`)],
    };
  }
  try {
    const measured = measureOperation(schema, document, operation, variables);
    if (!measured) throw new Error('variables that fit were not measured');
    enforceLimits(measured.size);
    return {
      document,
      operation,
      reads: readsOf(schema, document, operation),
      size: measured.size,
      sha256: createHash('sha256').update(text).digest('hex'),
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { problems: [problem('query', error.code, error.message, error.messageZh)] };
  }
}

/** A kept text as the server runs it. */
export function documentOf(name: string, { document, operation, sha256 }: ReadOperation): TrustedDocument {
  const variables = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return { name, document, operation, variables, sha256 };
}

function asksSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}

/** What the fields of an operation read; whatever is not known to be published counts as registers. */
function readsOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Reads {
  let isPublished = true;
  const info = new TypeInfo(schema);
  const root = schema.getQueryType();
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name }) {
        const parent = info.getParentType();
        const type = info.getType();
        const field = info.getFieldDef();
        if (parent === root && !PUBLISHED.has(name.value)) isPublished = false;
        if (CHANGING.has(name.value)) isPublished = false;
        if (field?.extensions.kysely || (type && getNamedType(type).extensions.kysely)) isPublished = false;
      },
    }),
  );
  return isPublished && operation.operation === 'query' ? 'published' : 'registers';
}
