import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { BadHttpRequest } from '../errors.ts';
import { costAnswer } from '../explorer/cost-answer.ts';

const dist = fileURLToPath(new URL('../explorer/dist/', import.meta.url));

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

/**
 * GET /explorer: GraphiQL from files of our own, made by explorer/build.ts.
 * POST /explorer/cost: what an operation would cost, before it is run.
 */
export function routeExplorer(app: FastifyInstance): void {
  app.get('/explorer', async (_, reply) => reply.redirect('/explorer/', 308));
  app.post('/explorer/cost', async (request, reply) => {
    const { query, variables, operationName } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof query !== 'string') {
      throw new BadHttpRequest(400, 'BAD_REQUEST', 'send {"query": …}', '请发送 {"query": …}');
    }
    const values = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
    const name = typeof operationName === 'string' && operationName ? operationName : undefined;
    return reply.header('cache-control', 'no-store').send(costAnswer(query, values, name));
  });
  app.get<{ Params: { '*': string } }>('/explorer/*', async (request, reply) => {
    const file = request.params['*'] || 'index.html';
    reply.header('content-security-policy', POLICY).header('cache-control', 'public, max-age=300');
    return reply.sendFile(file, dist, { cacheControl: false, dotfiles: 'deny', index: false });
  });
}
