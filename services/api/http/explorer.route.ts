import { fileURLToPath } from 'node:url';
import { runAbortable } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { BadHttpRequest } from '../errors.ts';
import { costAnswer } from '../explorer/cost-answer.ts';
import { LIMITS } from '../limits/limits.ts';

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
export function routeExplorer(
  app: FastifyInstance,
  contextOf: (request: FastifyRequest, signal: AbortSignal) => Promise<Context>,
): void {
  app.get('/explorer', async (_, reply) => reply.redirect('/explorer/', 308));
  app.post('/explorer/cost', async (request, reply) => {
    const { query, variables, operationName } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof query !== 'string') {
      throw new BadHttpRequest(400, 'BAD_REQUEST', 'send {"query": …}', '请发送 {"query": …}');
    }
    const values = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
    const name = typeof operationName === 'string' && operationName ? operationName : undefined;
    const end = AbortSignal.timeout(LIMITS.time);
    const told = await runAbortable(end, () =>
      costAnswer({ query, variables: values, operationName: name }, () => contextOf(request, end)),
    );
    return reply.header('cache-control', 'no-store').send(told);
  });
  app.get<{ Params: { '*': string } }>('/explorer/*', async (request, reply) => {
    const file = request.params['*'] || 'index.html';
    reply.header('content-security-policy', POLICY).header('cache-control', 'public, max-age=300');
    return reply.sendFile(file, dist, { cacheControl: false, dotfiles: 'deny', index: false });
  });
}
