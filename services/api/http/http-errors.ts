import { AccessError } from '@union/access/errors.ts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DocumentFailed } from '../documents/run-document.ts';
import { refusalFor } from '../embed-pages/allowed-origins.ts';
import { ApiError, BadHttpRequest, OriginNotAllowed } from '../errors.ts';
import { inLanguage, type Language, languageOf } from './language.ts';

/** Every refusal is JSON in the form of a GraphQL error, whatever the route; anything unknown is masked and logged. */
export function answerErrorsAsJson(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => sendError(request, reply, error));
  app.setNotFoundHandler((request, reply) => sendError(request, reply, notFound(app, request)));
}

/** Sends an error; never cached. */
export function sendError(request: FastifyRequest, reply: FastifyReply, thrown: unknown): FastifyReply {
  reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
  const shown = thrown instanceof OriginNotAllowed ? refusalFor(request, thrown) : undefined;
  if (shown)
    return reply.code(403).type(shown.type).header('content-security-policy', "default-src 'none'").send(shown.body);
  const { status, body } = errorBody(request, thrown);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 429) reply.header('retry-after', '60');
  if (status === 503) reply.header('retry-after', '5');
  return reply.code(status).send(body);
}

/** The status and the JSON text of an error. What is unknown is logged and masked. */
export function errorBody(
  request: FastifyRequest,
  thrown: unknown,
): { readonly status: number; readonly body: string } {
  if (thrown instanceof DocumentFailed) return { status: thrown.status, body: thrown.body.toString('utf8') };
  const error = thrown instanceof ApiError || thrown instanceof AccessError ? thrown : refusalOf(thrown);
  const bodyOf = (message: string, extensions: Readonly<Record<string, unknown>>) =>
    JSON.stringify({ errors: inLanguage([{ message, extensions }], asksForWords(request)) });
  if (error) return { status: error.status, body: bodyOf(error.message, error.extensions) };
  request.log.error({ err: thrown, requestId: request.id }, 'request failed');
  const message = 'the server failed; the operator finds the reason under the request id';
  const messageZh = '服务器内部错误，运维人员可按请求编号查找原因';
  return { status: 500, body: bodyOf(message, { code: 'INTERNAL', messageZh, requestId: request.id }) };
}

/** The language of who reads the errors: of programs, as asked for; pages and elements choose among both wordings themselves. */
function asksForWords({ url, headers }: FastifyRequest): Language {
  return /^\/(graphql|export)([/?]|$)/.test(url) ? languageOf(headers['accept-language']) : 'en';
}

/** What Fastify refuses by itself, with a code of ours; undefined for failures. */
function refusalOf(thrown: unknown): BadHttpRequest | undefined {
  const { statusCode } = thrown as Partial<FastifyError>;
  if (statusCode === 413) {
    return new BadHttpRequest(413, 'BODY_TOO_LARGE', 'the body is larger than 64 KB', '请求体超过 64 KB');
  }
  if (statusCode === 415) {
    return new BadHttpRequest(415, 'UNSUPPORTED_MEDIA_TYPE', 'send application/json', '请使用 application/json');
  }
  if (statusCode === 404) return new BadHttpRequest(404, 'NOT_FOUND', 'there is nothing here', '地址不存在');
  if (statusCode === 503) return new BadHttpRequest(503, 'SHUTTING_DOWN', 'the server is stopping', '服务正在停止');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new BadHttpRequest(statusCode, 'BAD_REQUEST', 'the request could not be read', '无法读取请求');
  }
  return undefined;
}

function notFound(app: FastifyInstance, request: FastifyRequest): BadHttpRequest {
  const others = (['GET', 'POST'] as const).filter((method) => method !== request.method);
  const known = others.some((method) => app.findRoute({ method, url: request.url.split('?')[0] as string }) !== null);
  return known
    ? new BadHttpRequest(
        405,
        'METHOD_NOT_ALLOWED',
        `${request.method} is not allowed here`,
        `此地址不支持 ${request.method}`,
      )
    : new BadHttpRequest(404, 'NOT_FOUND', 'there is nothing here', '地址不存在');
}
