import type { FastifyInstance } from 'fastify';

const dist = new URL('../explorer/dist/', import.meta.url);

/** What GraphiQL needs and nothing else: own scripts, styles, fonts and workers; Monaco sets styles from script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GET /explorer: GraphiQL from files of our own, made by explorer/build.ts. */
export function routeExplorer(app: FastifyInstance): void {
  app.get('/explorer', async (_, reply) => reply.redirect('/explorer/', 308));
  app.get<{ Params: { '*': string } }>('/explorer/*', async (request, reply) => {
    const file = request.params['*'] || 'index.html';
    reply.header('content-security-policy', POLICY).header('cache-control', 'public, max-age=300');
    return reply.sendFile(file, dist.pathname, { cacheControl: false, dotfiles: 'deny', index: false });
  });
}
