import { type Publications, runAbortable } from '@union/warehouse/publication/reader.ts';
import type { Language } from '@union/widgets/shared/language.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentVariables,
  getDocument,
  readVariables,
  runDocument,
  trustedDocuments,
} from '../documents/run-document.ts';
import { InvalidVariables, TimedOut } from '../errors.ts';
import { readPage, withKind } from '../fragment/render-fragment.ts';
import { guarded } from '../publication/guarded-publication.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { type Answer, answerOf, ByteCache } from './byte-cache.ts';
import { within } from './deadline.ts';
import { derived } from './derived-answers.ts';
import { type FiguresFor, keepPrivate, TOKEN, tokenIn } from './figures-for.ts';
import { errorBody } from './http-errors.ts';

/** How long a browser may keep an answer of the current publication. */
export const SHORT_CACHE = 'public, max-age=30, stale-while-revalidate=300';

/** The same of a publication that is named by its id: a day, so that one which is withdrawn does not live on for years. */
const PINNED_CACHE = 'public, max-age=86400';

/**
 * Answers of trusted documents, kept by publication, document and variables.
 * @param pinned id of the publication to answer from, whatever is current; undefined: as the variables choose.
 * @param token the embed token in the address; undefined: the request's headers tell who asks.
 */
export type DocumentAnswers = (
  request: FastifyRequest,
  name: string,
  variables: DocumentVariables,
  pinned?: string,
  token?: string,
) => Promise<Answer>;

/** @param figures what is closed to whom. @param cacheBytes memory for answers, in bytes. @param timeLimit milliseconds that a caller waits at most. */
export function documentAnswers(
  publications: Publications,
  figures: FiguresFor,
  cacheBytes: number,
  timeLimit: number,
): DocumentAnswers {
  const cache = new ByteCache(cacheBytes);
  return async (request, name, asked, pinned, token) => {
    const document = getDocument(name);
    const variables = withKind(name, asked);
    const closed = await figures.closedTo(request, token);
    if (figures.isPrivate(request)) privately.add(request);
    const { published } = readVariables(document, variables);
    const { published: _, ...rest } = variables;
    const publication = guarded(await choosePublication(publications, { published, pinned }), closed);
    const { id } = publication;
    const key = JSON.stringify([
      id,
      closed.key,
      document.name,
      Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]);
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

/** Requests whose answer depended on who asked. */
const privately = new WeakSet<FastifyRequest>();

/** Says that what is answered to a request depends on who asked, so that nobody may keep it for others. */
export function markPrivate(request: FastifyRequest): void {
  privately.add(request);
}

const JSON_TYPE = 'application/json; charset=utf-8';
/** Documents by the hash of their text. */
const nameOfHash = new Map([...trustedDocuments.values()].map(({ sha256, name }) => [sha256, name]));

/** Answers a name that none of the documents of the server has; undefined when it is nothing else either. */
export type ServeOther = (
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
) => Promise<FastifyReply | undefined>;

/** Told of an answer of the current publication that everybody gets, before it is sent: the same may be given again. */
export type KeepHot = (
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  asked: { readonly document: string; readonly query: Readonly<Record<string, unknown>> },
) => void;

/** So many answers may be asked for at once: more elements than a page has, in an address that every proxy lets pass. */
const MOST_AT_ONCE = 40;

/**
 * GET /w/:document?scope=…: the JSON of a trusted document by its name or the hash of its text, or of a saved query that
 * was reviewed, for any page of any site. With `lang`, the page alone that an
 * element shows of it, `{"page":…}`.
 * GET /w?of=<document>%3Fscope=…&of=…: several of them in one answer, `{"answers":[…]}` in the order asked for; one that fails is
 * `{"status":…,"errors":[…]}` in its place.
 * @param base address of this server as readers reach it.
 */
export function routeDocuments(
  app: FastifyInstance,
  answers: DocumentAnswers,
  serveOther: ServeOther,
  keepHot: KeepHot,
  base: () => string,
): void {
  const usual = new WeakMap<FastifyRequest, Answer>();
  const one = async (request: FastifyRequest, document: string, query: Record<string, unknown>): Promise<Answer> => {
    const variables = variablesOf(document, query, [PIN, LANG, TOKEN]);
    const lang = languageIn(query);
    const answer = await answers(request, document, variables, pinnedIn(query), tokenIn(query));
    return lang ? derived(answer, lang, () => pageIn(answer, document, lang, base())) : answer;
  };
  app.get<{ Params: { document: string }; Querystring: Record<string, unknown> }>(
    '/w/:document',
    {
      // After every other hook, so that the head is whole.
      onSend(request, reply, payload, done) {
        const answer = usual.get(request);
        if (answer) keepHot(request, reply, answer, { document: request.params.document, query: request.query });
        done(null, payload);
      },
    },
    async (request, reply) => {
      const { document } = request.params;
      const name = nameOfHash.get(document) ?? document;
      const other = trustedDocuments.has(name) ? undefined : await serveOther(request, reply, name);
      if (other) return other;
      const answer = await one(request, name, request.query);
      const { [PIN]: pinned, [TOKEN]: token, published } = request.query;
      if (pinned === undefined && token === undefined && published === undefined) usual.set(request, answer);
      return sendAnswer(request, reply, answer, JSON_TYPE, pinnedIn(request.query));
    },
  );

  const joined = new ByteCache(8_000_000);
  app.get<{ Querystring: Record<string, unknown> }>('/w', async (request, reply) => {
    const asked = askedIn(request.query);
    const found = await Promise.allSettled(asked.map(({ document, query }) => one(request, document, query)));
    const parts = found.map((result) =>
      result.status === 'fulfilled' ? result.value : errorBody(request, result.reason),
    );
    const make = async () => {
      const texts = parts.map((part) => ('status' in part ? withStatus(part) : part.body.toString('utf8')));
      const ids = parts.flatMap((part) => ('publicationId' in part ? [part.publicationId] : []));
      return answerOf(ids[0] ?? 'none', Buffer.from(`{"answers":[${texts.join(',')}]}`));
    };
    const whole = parts.some((part) => 'status' in part)
      ? await make()
      : await joined.get(JSON.stringify(parts.map((part) => ('etag' in part ? part.etag : ''))), make);
    const pins = asked.map(({ query }) => pinnedIn(query));
    return sendAnswer(request, reply, whole, JSON_TYPE, pins.every(Boolean) ? pins[0] : undefined);
  });
}

/** The parameter that asks for the page in one language. */
const LANG = 'lang';

function languageIn({ lang }: Record<string, unknown>): Language | undefined {
  if (lang === undefined || lang === 'zh-CN' || lang === 'en') return lang;
  throw new InvalidVariables('lang is zh-CN or en', 'lang 只能是 zh-CN 或 en');
}

/** The page alone, with links to this server; without one where the answer has nothing to show. */
function pageIn(answer: Answer, document: string, language: Language, base: string): string {
  const body = JSON.parse(answer.body.toString('utf8')) as { extensions?: { pages?: object } };
  return JSON.stringify({ page: body.extensions?.pages && readPage(document, body, language, base) });
}

/** What a list asks for. @throws InvalidVariables */
function askedIn({ of, ...others }: Record<string, unknown>): readonly {
  readonly document: string;
  readonly query: Record<string, unknown>;
}[] {
  const list = [of ?? []].flat();
  const [other] = Object.keys(others);
  if (other !== undefined || list.length < 1 || list.length > MOST_AT_ONCE) {
    throw new InvalidVariables(
      `a list takes 1 to ${MOST_AT_ONCE} times of=<document>?scope=…, not ${JSON.stringify(other?.slice(0, 60) ?? list.length)}`,
      `批量请求需要 1 至 ${MOST_AT_ONCE} 个 of=<文档>?scope=…，收到 ${JSON.stringify(other?.slice(0, 60) ?? list.length)}`,
    );
  }
  return list.map((one) => {
    const [document = '', query = ''] = String(one).split('?', 2);
    const pairs = [...new URLSearchParams(query)];
    const values = new Map<string, string | string[]>();
    for (const [name, value] of pairs) values.set(name, values.has(name) ? [value, value] : value);
    return { document, query: Object.fromEntries(values) };
  });
}

/** `{"status":404,"errors":[…]}` */
function withStatus({ status, body }: { readonly status: number; readonly body: string }): string {
  return `{"status":${status},${body.slice(1)}`;
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
  if (privately.has(request)) keepPrivate(reply);
  if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (packed) reply.header('content-encoding', 'gzip');
  return reply.type(type).send(body);
}

/** Whether an If-None-Match names this tag; a weak form of it counts, as RFC 9110 has it. */
export function hasAlready(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag) return true;
  return header.split(',').some((tag) => {
    const trimmed = tag.trim().replace(/^W\//, '');
    return trimmed === etag || trimmed === '*';
  });
}
