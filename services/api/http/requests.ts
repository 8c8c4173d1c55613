import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** The caller's `x-request-id` when it is a plain word, so that a proxy's log and ours meet; otherwise a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && isRequestId(given) ? given : randomUUID();
}

/** Whether a caller's id is a plain word that may stand in the log. */
export function isRequestId(given: string): boolean {
  return /^[\w.-]{8,64}$/.test(given);
}

/**
 * Names every answer by its request id, and logs a line a request: no address, no query, no body. The hooks call back
 * rather than promise: they run for kept answers too, whose whole work is a few of them.
 */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    done();
    request.log.info({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
}
