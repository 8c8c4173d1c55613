import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Answer } from './byte-cache.ts';
import { hasAlready } from './documents.route.ts';
import { isRequestId } from './requests.ts';

export type HotOptions = {
  /** The id of the publication that is served now. */
  readonly current: () => string | undefined;
  /** Whether it is known, without asking, that every figure is open to everybody. */
  readonly isOpen: () => boolean;
  readonly isStopping: () => boolean;
  /** Whether some pages may not ask, so that it matters which page does. */
  readonly isChoosy: boolean;
  /** Told of each answer: the page that asked for it, as `origin` and `referer` name it. */
  readonly onServed?: ((request: Pick<FastifyRequest, 'headers'>, query: Asked) => void) | undefined;
  readonly logger: Logger;
};

/** The route's own parameters of an address that is answered again. */
export type Asked = { readonly document: string; readonly query: Readonly<Record<string, unknown>> };

/** An answer as it was sent, and what stood in its head whatever the form of its body. */
type Hot = { readonly answer: Answer; readonly asked: Asked; readonly type: string; readonly head: readonly string[] };
type Form = { readonly head: readonly string[]; readonly body: string };

/** Headers that belong to one form of an answer, or to one request. */
const OF_A_FORM = new Set([
  ...['content-type', 'content-length', 'content-encoding', 'etag'],
  ...['x-request-id', 'connection', 'server-timing'],
]);
/** Addresses that are kept, and the characters that their bodies may take. */
const MOST = 5_000;
const MOST_CHARACTERS = 16_000_000;

/**
 * Answers to addresses that the route of documents answered just now, given again before any routing: the head is the one
 * that the route and every hook made, the bytes are those in its cache. It holds while the same publication is served and
 * nothing is restricted; whatever is unusual in a request (who asks, a pinned publication, an unknown page) goes to the route.
 */
export class HotAnswers {
  private readonly kept = new Map<string, Hot>();
  private readonly forms = new WeakMap<Hot, Map<string, Form>>();
  private readonly options: HotOptions;
  private characters = 0;

  constructor(options: HotOptions) {
    this.options = options;
  }

  /** Puts itself before the routes of a server. */
  standBefore({ server }: FastifyInstance): void {
    const handlers = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (this.answers(request, response)) return;
      for (const handler of handlers) handler.call(server, request, response);
    });
  }

  /** Keeps what a route is about to send of an answer, when anybody may have it. */
  keep(request: FastifyRequest, reply: FastifyReply, answer: Answer, asked: Asked): void {
    if (request.headers.authorization !== undefined || !this.options.isOpen()) return;
    if (reply.statusCode !== 200 && reply.statusCode !== 304) return;
    const head = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      OF_A_FORM.has(name) || value === undefined ? [] : [name, String(value)],
    );
    const key = keyOf(request.headers.origin, request.url);
    const old = this.kept.get(key);
    if (old?.answer === answer) return;
    this.drop(key, old);
    this.kept.set(key, { answer, asked, type: 'application/json; charset=utf-8', head });
    this.characters += key.length + answer.body.length + (answer.gzip?.body.length ?? 0);
    for (const [oldest, hot] of this.kept) {
      if (this.kept.size <= MOST && this.characters <= MOST_CHARACTERS) break;
      this.drop(oldest, hot);
    }
  }

  private drop(key: string, hot: Hot | undefined): void {
    if (!hot || !this.kept.delete(key)) return;
    this.characters -= key.length + hot.answer.body.length + (hot.answer.gzip?.body.length ?? 0);
  }

  /** Answers a request, or leaves it to the routes. */
  private answers(request: IncomingMessage, response: ServerResponse): boolean {
    const { url, rawHeaders } = request;
    if (url === undefined || !url.startsWith('/w/') || request.method !== 'GET') return false;
    const began = performance.now();
    let origin: string | undefined;
    let referer: string | undefined;
    let requestId: string | undefined;
    let has: string | undefined;
    let isPacked = false;
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const name = rawHeaders[at] as string;
      const value = rawHeaders[at + 1] as string;
      // Names are told apart by their length first: most are none of these.
      switch (name.length) {
        case 6:
          if (name.toLowerCase() === 'origin') origin = value;
          else if (name.toLowerCase() === 'expect') return false;
          break;
        case 7:
          if (name.toLowerCase() === 'referer') referer = value;
          break;
        case 12:
          if (name.toLowerCase() === 'x-request-id') requestId = value;
          break;
        case 13: {
          const lower = name.toLowerCase();
          if (lower === 'authorization') return false;
          if (lower === 'if-none-match') has = has === undefined ? value : `${has}, ${value}`;
          break;
        }
        case 14:
          if (name.toLowerCase() === 'content-length') return false;
          break;
        case 15:
          if (name.toLowerCase() === 'accept-encoding') isPacked = /\bgzip\b/.test(value);
          break;
        case 17:
          if (name.toLowerCase() === 'transfer-encoding') return false;
      }
    }
    const { options } = this;
    if (options.isChoosy && origin === undefined && referer !== undefined) return false;
    const hot = this.kept.get(keyOf(origin, url));
    if (!hot || hot.answer.publicationId !== options.current() || !options.isOpen() || options.isStopping())
      return false;
    const { answer } = hot;
    const { etag } = (isPacked && answer.gzip) || answer;
    const status = has !== undefined && hasAlready(has, etag) ? 304 : 200;
    const { head, body } = this.formOf(hot, status, isPacked && answer.gzip !== undefined);
    const id = requestId !== undefined && isRequestId(requestId) ? requestId : randomUUID();
    response.writeHead(status, [...head, 'x-request-id', id]);
    // As text of one byte a character the body goes out with its head in one write.
    response.end(body, 'latin1');
    const ms = Math.round((performance.now() - began) * 10) / 10;
    options.logger.info({ requestId: id, method: 'GET', route: '/w/:document', status, ms });
    if (origin !== undefined || referer !== undefined) {
      options.onServed?.({ headers: { origin, referer } }, hot.asked);
    }
    return true;
  }

  private formOf(hot: Hot, status: 200 | 304, isPacked: boolean): Form {
    const forms = this.forms.get(hot) ?? new Map<string, Form>();
    this.forms.set(hot, forms);
    const key = `${status} ${isPacked}`;
    let form = forms.get(key);
    if (!form) {
      const { body, etag } = (isPacked && hot.answer.gzip) || hot.answer;
      const head = [...hot.head, 'server-timing', 'kept', 'etag', etag];
      if (status === 200) {
        if (isPacked) head.push('content-encoding', 'gzip');
        head.push('content-type', hot.type, 'content-length', String(body.length));
      }
      form = { head, body: status === 200 ? body.toString('latin1') : '' };
      forms.set(key, form);
    }
    return form;
  }
}

function keyOf(origin: string | undefined, url: string): string {
  return `${origin ?? ''} ${url}`;
}
