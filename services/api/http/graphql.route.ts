import { type ApolloServer, HeaderMap } from '@apollo/server';
import { runAbortable } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { BadHttpRequest, Overloaded, TimedOut } from '../errors.ts';
import type { AnswerKnown } from '../graphql/apollo.ts';
import { LIMITS } from '../limits/limits.ts';
import { within } from './deadline.ts';
import { languageOf } from './language.ts';
import { noteStep, serverTiming, type Timings } from './server-timing.ts';

/** The headers that Apollo's answers have too. */
const KNOWN_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/**
 * POST and GET /graphql. An own route rather than @as-integrations/fastify: it costs a third less per small request
 * (no URL object, no copy of every header), and the deadline and the count of running requests live in it.
 * @param timeLimit milliseconds from a request to its answer at most.
 * @param contextOf makes the context of one request; `signal` fires when its time is up or its caller has gone.
 */
export function routeGraphql(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  answerKnown: AnswerKnown,
  contextOf: (request: FastifyRequest, signal: AbortSignal) => Promise<Context>,
  timeLimit: number,
): void {
  let running = 0;

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: LIMITS.body,
    handler: async (request, reply) => {
      if (running >= LIMITS.inFlight) throw new Overloaded();
      if (request.method === 'POST' && !isJson(request)) {
        throw new BadHttpRequest(415, 'UNSUPPORTED_MEDIA_TYPE', 'send application/json', '请使用 application/json');
      }
      const end = new AbortController();
      const gone = () => end.abort(new TimedOut());
      const deadline = setTimeout(gone, timeLimit);
      request.raw.socket.once('close', gone);
      running++;
      // Who asks is known before anything is read of what is asked.
      const began = performance.now();
      const timings: Timings = new Map();
      const answer = async () => {
        const language = languageOf(request.headers['accept-language']);
        const context = { ...(await contextOf(request, end.signal)), timings, language, planned: { cost: 0 } };
        noteStep(timings, 'auth', began);
        const known =
          request.method === 'POST' ? await answerKnown(request.body, request.headers.accept, context) : undefined;
        if (known !== undefined) return known;
        return apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: request.method,
            headers: headersOf(request),
            search: searchOf(request.url),
            body: request.body,
          },
          context: async () => context,
        });
      };
      const execution = runAbortable(end.signal, answer).finally(() => {
        running--;
        clearTimeout(deadline);
        request.raw.socket.removeListener('close', gone);
      });
      const answered = await within(end.signal, execution);
      noteStep(timings, 'total', began);
      reply.header('server-timing', serverTiming(timings));
      if (typeof answered === 'string') return reply.headers(KNOWN_HEADERS).send(answered);
      const { status, headers, body } = answered;
      reply
        .code(status ?? 200)
        .headers(Object.fromEntries(headers))
        .header('cache-control', 'no-store');
      if (body.kind === 'complete') return reply.send(body.string);
      throw new Error('an answer in pieces, though nothing is deferred');
    },
  });
}

function isJson(request: FastifyRequest): boolean {
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '');
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}
