import { ApolloServerErrorCode } from '@apollo/server/errors';
import { PothosValidationError } from '@pothos/core';
import { AccessError } from '@union/access/errors.ts';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { ApiError } from '../errors.ts';

/** Codes of Apollo that speak of the caller's request and may be shown, with their Chinese words; every other error is masked. */
const SHOWN: ReadonlyMap<unknown, string> = new Map([
  [ApolloServerErrorCode.GRAPHQL_PARSE_FAILED, '查询语法有误'],
  [ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED, '查询与接口定义不符'],
  [ApolloServerErrorCode.BAD_USER_INPUT, '变量或参数有误'],
  [ApolloServerErrorCode.BAD_REQUEST, '请求格式有误'],
  [ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE, '无法确定要执行的操作'],
  [ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, '不接受自行登记的查询'],
]);

const masked = {
  code: 'INTERNAL',
  message: 'the server failed; the operator finds the reason under the request id',
  messageZh: '服务器内部错误，运维人员可按请求编号查找原因',
};

/** The error as thrown by our code, beneath graphql's wrapping. */
function originOf(error: unknown): unknown {
  const original = (error as GraphQLError | undefined)?.originalError;
  return original ? originOf(original) : error;
}

/** Whether the error says that a global id of a caller is none. */
function isBadInput(origin: unknown): origin is PothosValidationError {
  return origin instanceof PothosValidationError;
}

/** Whether the error is a refusal of ours, with a code and its words in two languages. */
function isRefusal(origin: unknown): origin is ApiError | AccessError {
  return origin instanceof ApiError || origin instanceof AccessError;
}

/** Whether a caller may see this error; the others are for the log. */
export function isShown(error: unknown): boolean {
  const origin = originOf(error);
  if (isRefusal(origin) || isBadInput(origin)) return true;
  return SHOWN.has((error as GraphQLError | undefined)?.extensions?.code);
}

/** The HTTP status of an error that is the whole answer. */
export function statusOf(error: unknown): number {
  const origin = originOf(error);
  return isRefusal(origin) ? origin.status : 500;
}

/** What is wrong with a document stands in the words of graphql, which are English alone. */
function shown(code: unknown, message: string): { code: unknown; messageZh: string } {
  return { code, messageZh: `${SHOWN.get(code)}：${message}` };
}

/** The error as a caller sees it: a known one with its code, any other masked. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const where = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  const origin = originOf(error);
  if (isRefusal(origin)) return { message: origin.message, ...where, extensions: origin.extensions };
  if (isBadInput(origin)) {
    return {
      message: origin.message,
      ...where,
      extensions: shown(ApolloServerErrorCode.BAD_USER_INPUT, origin.message),
    };
  }
  const code = formatted.extensions?.code;
  if (SHOWN.has(code)) return { message: formatted.message, ...where, extensions: shown(code, formatted.message) };
  return { message: masked.message, ...where, extensions: { code: masked.code, messageZh: masked.messageZh } };
}

/** Puts the request id beside masked errors, so that a caller can name the failure. */
export function addRequestId(errors: readonly GraphQLFormattedError[], requestId: string): GraphQLFormattedError[] {
  return errors.map((error) =>
    error.extensions?.code === masked.code ? { ...error, extensions: { ...error.extensions, requestId } } : error,
  );
}
