import { type Publications, runAbortable } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentVariables, getDocument, readVariables, runDocument } from '../documents/run-document.ts';
import { InvalidVariables, TimedOut } from '../errors.ts';
import { openToChoice } from '../publication/request-publications.ts';
import { type Answer, answerOf, ByteCache } from './byte-cache.ts';
import { within } from './deadline.ts';

/** How long a browser may keep an answer of the current publication. */
export const SHORT_CACHE = 'public, max-age=30, stale-while-revalidate=300';

/** Answers of trusted documents, kept by publication, document and variables. */
export type DocumentAnswers = (request: FastifyRequest, name: string, variables: DocumentVariables) => Promise<Answer>;

/** @param cacheBytes memory for answers, in bytes. @param timeLimit milliseconds that a caller waits at most. */
export function documentAnswers(publications: Publications, cacheBytes: number, timeLimit: number): DocumentAnswers {
  const cache = new ByteCache(cacheBytes);
  return async (request, name, variables) => {
    const document = getDocument(name);
    const { published } = readVariables(document, variables);
    const { published: _, ...rest } = variables;
    const { id } = await openToChoice(publications).choose(published);
    const key = JSON.stringify([id, document.name, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const answer = cache.get(key, async () => {
      const onFailure = (err: unknown) =>
        request.log.error({ err, requestId: request.id, document: name }, 'document failed');
      const end = new AbortController();
      const deadline = setTimeout(() => end.abort(new TimedOut()), timeLimit);
      try {
        // The answer is for everybody who asks for it now, so that one of them has gone does not end it; the hour does.
        return await runAbortable(end.signal, async () =>
          answerOf(id, await runDocument({ publications, requestId: request.id, onFailure }, name, variables)),
        );
      } finally {
        clearTimeout(deadline);
      }
    });
    return within(timeLimit, answer);
  };
}

/** GET /w/:document?scope=…: the JSON of a trusted document, for any page of any site. */
export function routeDocuments(app: FastifyInstance, answers: DocumentAnswers): void {
  app.get<{ Params: { document: string } }>('/w/:document', async (request, reply) => {
    const { document } = request.params;
    const answer = await answers(request, document, variablesOf(document, request.query));
    return sendAnswer(request, reply, answer, 'application/json; charset=utf-8');
  });
}

/**
 * The variables in a query string.
 * @throws DocumentNotFound, InvalidVariables for one that the document does not have or that is given twice.
 */
export function variablesOf(document: string, query: unknown, others: readonly string[] = []): DocumentVariables {
  const { variables } = getDocument(document);
  const given = Object.entries(query as Record<string, unknown>).filter(([name]) => !others.includes(name));
  for (const [name, value] of given) {
    if (!variables.includes(name)) {
      throw new InvalidVariables(
        `${document} takes ${variables.join(', ')}, not ${JSON.stringify(name.slice(0, 60))}`,
        `${document} 的参数为 ${variables.join('、')}，没有 ${JSON.stringify(name.slice(0, 60))}`,
      );
    }
    if (typeof value !== 'string') throw new InvalidVariables(`${name} is given twice`, `参数 ${name} 重复`);
  }
  return Object.fromEntries(given) as DocumentVariables;
}

/** Sends kept bytes, packed when the caller takes that, or 304 when it has them already. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer, type: string): FastifyReply {
  const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? answer.gzip : undefined;
  const { body, etag } = packed ?? answer;
  reply.headers({ etag, 'cache-control': SHORT_CACHE, vary: 'accept-encoding' });
  if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (packed) reply.header('content-encoding', 'gzip');
  return reply.type(type).send(body);
}

/** Whether an If-None-Match names this tag; a weak form of it counts, as RFC 9110 has it. */
export function hasAlready(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => {
    const trimmed = tag.trim().replace(/^W\//, '');
    return trimmed === etag || trimmed === '*';
  });
}
