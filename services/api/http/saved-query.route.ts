import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
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

/** Tells of a request for the data of a widget that no route saw. */
export type NoteEmbed = (
  request: Pick<FastifyRequest, 'headers'>,
  asked: { readonly document: string; readonly query: Readonly<Record<string, unknown>> },
) => void;

/** Counts which hosts ask for the data of widgets, after each answer that was one. */
export function countEmbeds(app: FastifyInstance, use: EmbedUse): NoteEmbed {
  const note = (request: Pick<FastifyRequest, 'headers'>, name: string, metric: string | undefined) => {
    if (trustedDocuments.has(name)) use.note(request, name, metric && findMetric(metric)?.id);
  };
  const metricOf = ({ metric }: Readonly<Record<string, unknown>>) => (typeof metric === 'string' ? metric : undefined);
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
        : [{ name: document, metric: metricOf(query) }];
    for (const { name, metric } of asked) note(request, name, metric);
  });
  app.addHook('onClose', () => use.close());
  return (request, { document, query }) => note(request, document, metricOf(query));
}
