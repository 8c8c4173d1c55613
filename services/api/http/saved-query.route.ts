import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { FastifyInstance } from 'fastify';
import type { EmbedUse } from '../catalogue/embed-use.ts';
import { trustedDocuments } from '../documents/run-document.ts';
import type { SavedDocuments } from '../saved-query/saved-documents.ts';
import { markPrivate, PIN, pinnedIn, type ServeOther, sendAnswer } from './documents.route.ts';
import { type FiguresFor, keepPrivate } from './figures-for.ts';

/** GET /w/<name or hash> of a reviewed query: kept by its publication, or answered for its caller alone. */
export function serveSaved(saved: SavedDocuments, figures: FiguresFor): ServeOther {
  return async (request, reply, name) => {
    const served = await saved.find(name);
    if (!served) return undefined;
    const { [PIN]: _, ...query } = request.query as Record<string, string>;
    const pinned = pinnedIn(request.query);
    const answered = await saved.answer(request, served, query, pinned);
    if (answered.reads === 'registers') {
      return keepPrivate(reply).type('application/json; charset=utf-8').send(answered.body);
    }
    if (figures.isPrivate(request)) markPrivate(request);
    return sendAnswer(request, reply, answered.answer, 'application/json; charset=utf-8', pinned);
  };
}

/** Counts which hosts ask for the data of widgets, after each answer that was one. */
export function countEmbeds(app: FastifyInstance, use: EmbedUse): void {
  app.addHook('onResponse', (request, reply, done) => {
    done();
    const url = request.routeOptions.url;
    if ((url !== '/w/:document' && url !== '/w') || reply.statusCode >= 400) return;
    const { document } = request.params as { document?: string };
    const query = request.query as Record<string, unknown>;
    const asked =
      document === undefined
        ? [query.of ?? []].flat().map((one) => {
            const [name = '', rest = ''] = String(one).split('?', 2);
            return { name, metric: new URLSearchParams(rest).get('metric') ?? undefined };
          })
        : [{ name: document, metric: typeof query.metric === 'string' ? query.metric : undefined }];
    for (const { name, metric } of asked) {
      if (trustedDocuments.has(name)) use.note(request, name, metric && findMetric(metric)?.id);
    }
  });
  app.addHook('onClose', () => use.close());
}
