import type { Definition, Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import type DataLoader from 'dataloader';
import { type Context, loaderOf } from '../context.ts';
import { checkMadeFor, getMetricOfShape } from '../metric/metric.queries.ts';
import { perPublication } from '../publication/per-publication.ts';
import { getScope } from '../scope/scope-tree.ts';
import {
  type Figure,
  type FigureKey,
  type FigureRow,
  findFigureRows,
  type PeriodKind,
  periodOf,
} from './figure.queries.ts';

/** A figure as a caller asks for it; absent values mean the latest day, the default period, the current publication. */
export type FigureRequest = {
  readonly metric: string;
  readonly scope: string;
  readonly asOf?: string | null | undefined;
  readonly period?: PeriodKind | null | undefined;
};

/** A figure of one publication. */
export type LoadKey = FigureKey & { readonly publication: Publication };

/** The loader of figures of one request: all that are asked for in one turn come by one statement a publication. */
export function figureLoader(context: Context): DataLoader<LoadKey, FigureRow | undefined, string> {
  return loaderOf(context, loadFigures, ({ publication, ...key }) => `${publication.id} ${JSON.stringify(key)}`);
}

async function loadFigures(_: Context, keys: readonly LoadKey[]): Promise<(FigureRow | undefined)[]> {
  return perPublication(keys, findFigureRows);
}

/**
 * One figure; its row comes with those of all other figures asked for in the same turn.
 * @throws MetricNotFound, MetricShapeMismatch, PeriodNotAvailable, ScopeNotFound, MetricNotForScope
 */
export async function getFigure(
  publication: Publication,
  loader: DataLoader<LoadKey, FigureRow | undefined, string>,
  asked: FigureRequest,
): Promise<Figure> {
  const metric = getMetricOfShape(asked.metric, 'ratio');
  const period = periodOf(metric, asked.period);
  const scope = await getScope(publication, asked.scope);
  checkMadeFor(metric, scope.kind);
  const asOf = asked.asOf ?? undefined;
  const row = await loader.load({ metricId: metric.id, scopeId: scope.id, period, asOf, publication });
  return { metric, scope, period, asked: asOf, row };
}

/** The definition of a metric at the version that a row was made by; the one in force where there is no row. */
export function definitionOf(metric: Metric, version: number | undefined): Definition {
  return version === undefined ? metric.definition : { ...metric.definition, version };
}
