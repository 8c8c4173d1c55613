import type { FastifyInstance } from 'fastify';

/** What pages of this server may load and who may frame them, where a route says nothing narrower. */
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const YEAR = 31_536_000;

/**
 * Headers that every answer carries. Routes that are made to be framed by others set a policy of their own.
 * @param base the address under which others reach this server: HSTS is for https alone.
 */
export function sendSecurityHeaders(app: FastifyInstance, base: () => string): void {
  app.addHook('onSend', (_, reply, payload, done) => {
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', 'strict-origin-when-cross-origin');
    if (base().startsWith('https://')) reply.header('strict-transport-security', `max-age=${YEAR}`);
    if (String(reply.getHeader('content-type') ?? '').startsWith('text/html')) {
      if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', PAGE_POLICY);
      reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
    }
    done(null, payload);
  });
}
