import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OriginNotAllowed } from '../errors.ts';

/** Which pages may embed: `undefined` is all of them. */
export type AllowedOrigins = {
  /** `*`, or the origins with a space between; for `frame-ancestors`. */
  readonly ancestors: string;
  /** Whether a page of this origin may ask. */
  allows(origin: string): boolean;
};

/**
 * @param origins as EMBED_ORIGINS holds them; `https://*.example.cn` stands for every name below example.cn. None: all.
 * @param own origins of this server itself, which always may.
 */
export function allowedOrigins(origins: readonly string[], own: () => readonly string[]): AllowedOrigins {
  if (origins.length === 0) return { ancestors: '*', allows: () => true };
  const patterns = origins.map((origin) => {
    const [scheme = '', host = ''] = origin.split('//');
    return host.startsWith('*.')
      ? (asked: string) => asked.startsWith(`${scheme}//`) && asked.endsWith(host.slice(1))
      : (asked: string) => asked === origin;
  });
  return {
    ancestors: ["'self'", ...origins].join(' '),
    allows: (asked) => own().includes(asked) || patterns.some((matches) => matches(asked)),
  };
}

/** Doors that pages of other sites open; sheet and script of the frame pages hold no figures, and a sandbox asks for them without an origin. */
const DOORS = /^\/(w|fragment|image|frame(?!\/(frame\.css|inside\.js)$)|oembed|publications|graphql|export)(\/|\?|$)/;

/**
 * Refuses pages whose origin is not on the list, in a form that the asker can read: the refusal names the origin and
 * whom to ask. A server that asks names no origin and is not refused: what it may reach is a matter of the network.
 */
export function guardOrigins(app: FastifyInstance, allowed: AllowedOrigins, contact: string | undefined): void {
  if (allowed.ancestors === '*') return;
  app.addHook('onRequest', async (request) => {
    if (!DOORS.test(request.url)) return;
    const origin = askingOrigin(request);
    if (origin !== undefined && !allowed.allows(origin)) throw new OriginNotAllowed(origin, contact);
  });
  app.addHook('onSend', async (_, reply) => {
    reply.header('vary', varyWith(reply, 'origin'));
  });
}

/** The page that asks: by `Origin`, or for frames and pictures, which send none, by the page that refers to what is asked for. */
export function askingOrigin(request: FastifyRequest): string | undefined {
  const { origin, referer, 'sec-fetch-site': site } = request.headers;
  if (typeof origin === 'string') return origin;
  if (site === undefined || site === 'none' || site === 'same-origin' || typeof referer !== 'string') return undefined;
  return URL.canParse(referer) ? new URL(referer).origin : undefined;
}

function varyWith(reply: FastifyReply, name: string): string {
  const given = String(reply.getHeader('vary') ?? '');
  return given.toLowerCase().includes(name) ? given : [given, name].filter(Boolean).join(', ');
}

/** A refusal as a page in the frame, or as a picture: what is asked for must be able to show it. */
export function refusalFor(
  request: FastifyRequest,
  error: OriginNotAllowed,
): { type: string; body: string } | undefined {
  const destination = request.headers['sec-fetch-dest'];
  const zh = escapeText(error.messageZh);
  const en = escapeText(error.message);
  if (destination === 'iframe' || destination === 'frame') {
    return {
      type: 'text/html; charset=utf-8',
      body: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>未授权的网站</title><h1>此网站未获准嵌入</h1><p>${zh}</p><p lang="en">${en}</p></html>\n`,
    };
  }
  if (destination === 'image') {
    return {
      type: 'image/svg+xml; charset=utf-8',
      body: `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="96" role="img"><title>${zh}</title><rect width="640" height="96" fill="#fff"/><text x="12" y="34" font-size="14" fill="#7a0c16">${zh}</text><text x="12" y="62" font-size="12" fill="#333">${en}</text></svg>\n`,
    };
  }
  return undefined;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
