import type { Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance } from 'fastify';
import { type FreshnessRule, getFreshness } from '../freshness/freshness.queries.ts';
import { openToChoice } from '../publication/request-publications.ts';

/** GET /freshness: whether the current publication is late and why, once for all elements of a page. */
export function routeFreshness(app: FastifyInstance, publications: Publications, rule: FreshnessRule): void {
  app.get('/freshness', async (_, reply) => {
    const { asOf, publishedAt, deadline, isStale, reason } = await getFreshness(openToChoice(publications), rule);
    reply.header('cache-control', 'public, max-age=60');
    return {
      asOf: asOf ?? null,
      publishedAt: publishedAt ?? null,
      deadline: deadline ?? null,
      isStale,
      reason: reason ?? null,
    };
  });
}
