import type { FastifyRequest } from 'fastify';

/**
 * Whether a request was sent by a page of this server: by `Sec-Fetch-Site`, which no page can forge, else by `Origin`. A
 * request with neither is no browser's.
 * @param own origins of this server.
 */
export function isSameOrigin(request: FastifyRequest, own: readonly string[]): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  return own.includes(origin) || origin === `${request.protocol}://${request.host}`;
}

/** Whether somebody followed a link or typed the address: then a page is shown, and nothing changes. */
export function isNavigation({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && headers['sec-fetch-mode'] === 'navigate';
}
