import type { FastifyInstance } from 'fastify';

/** How long the steps of a request took, in milliseconds, by their name in `Server-Timing`. */
export type Timings = Map<TimedStep, number>;

/**
 * `auth` who asks and how far he sees; `parse`, `validate` a document that was not seen before; `plan` limits and the
 * statement; `db` until its rows were here; `execute` the resolvers of what is not one statement, such as published figures;
 * `total` from the request to its answer.
 */
export type TimedStep = 'auth' | 'parse' | 'validate' | 'plan' | 'db' | 'execute' | 'total';

/** Notes how long a step took that began at `began`, by `performance.now()`. */
export function noteStep(timings: Timings | undefined, step: TimedStep, began: number): void {
  timings?.set(step, performance.now() - began);
}

/** The header's value: whole tenths of a millisecond, and nothing but the names of steps. */
export function serverTiming(timings: Timings): string {
  return [...timings].map(([step, ms]) => `${step};dur=${ms.toFixed(1)}`).join(', ');
}

/** Addresses whose answers say how long they took. */
const TIMED = /^\/(graphql|w|export)(\/|\?|$)/;

/**
 * Puts `Server-Timing` on answers of figures, rows and exports: the whole, where a route has not told the steps. Pages of
 * other sites cannot read it.
 */
export function sendTimings(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (TIMED.test(request.url) && !reply.hasHeader('server-timing')) {
      reply.header('server-timing', `total;dur=${reply.elapsedTime.toFixed(1)}`);
    }
    done(null, payload);
  });
}
