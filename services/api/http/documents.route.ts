import { type Publications, runAbortable } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentVariables, getDocument, readVariables, runDocument } from '../documents/run-document.ts';
import { InvalidVariables, TimedOut } from '../errors.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { type Answer, answerOf, ByteCache } from './byte-cache.ts';
import { within } from './deadline.ts';

/** How long a browser may keep an answer of the current publication. */
export const SHORT_CACHE = 'public, max-age=30, stale-while-revalidate=300';

/** The same of a publication that is named by its id: a day, so that one which is withdrawn does not live on for years. */
const PINNED_CACHE = 'public, max-age=86400';

/**
 * Answers of trusted documents, kept by publication, document and variables.
 * @param pinned id of the publication to answer from, whatever is current; undefined: as the variables choose.
 */
export type DocumentAnswers = (
  request: FastifyRequest,
  name: string,
  variables: DocumentVariables,
  pinned?: string,
) => Promise<Answer>;

/** @param cacheBytes memory for answers, in bytes. @param timeLimit milliseconds that a caller waits at most. */
export function documentAnswers(publications: Publications, cacheBytes: number, timeLimit: number): DocumentAnswers {
  const cache = new ByteCache(cacheBytes);
  return async (request, name, variables, pinned) => {
    const document = getDocument(name);
    const { published } = readVariables(document, variables);
    const { published: _, ...rest } = variables;
    const publication = await choosePublication(publications, { published, pinned });
    const { id } = publication;
    const key = JSON.stringify([id, document.name, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
    const answer = cache.get(key, async () => {
      const onFailure = (err: unknown) =>
        request.log.error({ err, requestId: request.id, document: name }, 'document failed');
      const end = new AbortController();
      const deadline = setTimeout(() => end.abort(new TimedOut()), timeLimit);
      try {
        // The answer is for everybody who asks for it now, so that one of them has gone does not end it; the hour does.
        return await runAbortable(end.signal, async () =>
          answerOf(
            id,
            await runDocument({ publications, pinned: publication, requestId: request.id, onFailure }, name, rest),
          ),
        );
      } finally {
        clearTimeout(deadline);
      }
    });
    // A kept answer needs no clock.
    return answer instanceof Promise ? within(timeLimit, answer) : answer;
  };
}

/** GET /w/:document?scope=…: the JSON of a trusted document, for any page of any site. */
export function routeDocuments(app: FastifyInstance, answers: DocumentAnswers): void {
  app.get<{ Params: { document: string } }>('/w/:document', async (request, reply) => {
    const { document } = request.params;
    const pinned = pinnedIn(request.query);
    const answer = await answers(request, document, variablesOf(document, request.query, [PIN]), pinned);
    return sendAnswer(request, reply, answer, 'application/json; charset=utf-8', pinned);
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

/** The parameter that names one publication for good. */
export const PIN = 'publication';

/** The publication that a query string pins; undefined when it follows the current one. @throws InvalidVariables */
export function pinnedIn(query: unknown): string | undefined {
  const { publication, published } = query as Record<string, unknown>;
  if (publication === undefined) return undefined;
  if (typeof publication !== 'string' || published !== undefined) {
    throw new InvalidVariables(
      'publication is given once, and not together with published',
      'publication 只能给一次，且不能与 published 同时使用',
    );
  }
  return publication;
}

/**
 * Sends kept bytes, packed when the caller takes that, or 304 when it has them already.
 * @param pinned the publication that was asked for by its id: then the bytes stay, though not beyond its retention.
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  type: string,
  pinned?: string,
): FastifyReply {
  const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? answer.gzip : undefined;
  const { body, etag } = packed ?? answer;
  reply.headers({ etag, 'cache-control': pinned ? PINNED_CACHE : SHORT_CACHE, vary: 'accept-encoding' });
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
