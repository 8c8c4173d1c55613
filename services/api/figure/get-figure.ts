import type { Definition, Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import type DataLoader from 'dataloader';
import { type Context, loaderOf } from '../context.ts';
import { chooseKeys, type KeyRequest } from '../figure-key/figure-key.queries.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { perPublication } from '../publication/per-publication.ts';
import { getScope } from '../scope/scope-tree.ts';
import { chooseSegment } from '../segment/segment.queries.ts';
import {
  type Figure,
  type FigureKey,
  type FigureRow,
  findFigureRows,
  type PeriodKind,
  periodOf,
} from './figure.queries.ts';

/** A figure as a caller asks for it; absent values mean the latest day, the default period, the whole, what is in force. */
export type FigureRequest = KeyRequest & {
  readonly metric: string;
  readonly scope: string;
  readonly asOf?: string | null | undefined;
  readonly period?: PeriodKind | null | undefined;
  readonly segment?: string | null | undefined;
};

/** A figure of one publication. */
export type LoadKey = FigureKey & { readonly publication: Publication };
export type FigureLoader = DataLoader<LoadKey, FigureRow | undefined, string>;

/** The loader of figures of one request: all that are asked for in one turn come by one statement a publication. */
export function figureLoader(context: Context): FigureLoader {
  return loaderOf(context, loadFigures, ({ publication, ...key }) => `${publication.id} ${JSON.stringify(key)}`);
}

async function loadFigures(_: Context, keys: readonly LoadKey[]): Promise<(FigureRow | undefined)[]> {
  return perPublication(keys, findFigureRows);
}

/**
 * One figure; its row comes with those of all other figures asked for in the same turn.
 * @throws MetricNotFound, MetricShapeMismatch, PeriodNotAvailable, ScopeNotFound, MetricNotForScope, SegmentNotFound, SegmentsNotKept, FigureRestricted,
 * FigureKeyNotFound, FigureKeyRequired
 */
export async function getFigure(publication: Publication, loader: FigureLoader, asked: FigureRequest): Promise<Figure> {
  const metric = getMetricOfShape(asked.metric, 'ratio');
  const period = periodOf(metric, asked.period);
  const scope = await getScope(publication, asked.scope);
  checkMadeFor(metric, scope.kind);
  await requireOpen(publication, metric.id, scope.id);
  const segment = await chooseSegment(publication, metric, asked.segment, [scope]);
  const choice = await chooseKeys(publication, metric, asked);
  const asOf = asked.asOf ?? undefined;
  const row = await loader.load({ metricId: metric.id, scopeId: scope.id, period, asOf, segment, choice, publication });
  return { metric, scope, period, asked: asOf, segment, row };
}

/** The definition of a metric at the version that a row was made by; the one in force where there is no row. */
export function definitionOf(metric: Metric, version: number | undefined): Definition {
  return version === undefined ? metric.definition : { ...metric.definition, version };
}
