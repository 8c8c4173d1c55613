import { dirname } from 'node:path';
import {
  type CompareOptions,
  comparePublications,
  type PublicationDifference,
} from '@union/warehouse/publication/compare/compare-publications.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { PublicationNotFound } from '../errors.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { closedFiguresOf, isClosed } from '../publication/guarded-publication.ts';
import type { RequestPublications } from '../publication/request-publications.ts';

/** Figures of each kind that one answer lists. */
export const LISTED = 100;

/**
 * Compares two publications that are kept. @throws PublicationNotFound, MetricNotFound, and the reason of the request when
 * its time is up: DuckDB is interrupted then.
 */
export async function getPublicationDiff(
  publications: RequestPublications,
  asked: {
    readonly from: string;
    readonly to: string;
    readonly metric?: string | null | undefined;
    readonly scope?: string | null | undefined;
  },
): Promise<PublicationDifference> {
  const metric = asked.metric == null ? undefined : getMetric(asked.metric).id;
  const kept = publications.manifests();
  const find = (id: string): Manifest => {
    const manifest = kept.find(({ publicationId }) => publicationId === id);
    if (!manifest) throw new PublicationNotFound(id);
    return manifest;
  };
  const current = await publications.choose();
  const options: CompareOptions = { metric, scope: asked.scope ?? undefined, limit: LISTED };
  const found = await comparePublications(dirname(current.folder), find(asked.from), find(asked.to), options);
  if (!closedFiguresOf(current)) return found;
  // The comparison reads both files itself, so that what is closed is left out of what it names.
  const open = async (figures: PublicationDifference['restated']) => {
    const closed = await Promise.all(figures.map(({ metric_id, scope_id }) => isClosed(current, metric_id, scope_id)));
    return figures.filter((_, at) => !closed[at]);
  };
  return { ...found, restated: await open(found.restated), moved: await open(found.moved) };
}
