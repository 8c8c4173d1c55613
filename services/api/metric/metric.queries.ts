import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { MetricNotForScope, MetricNotFound, MetricShapeMismatch } from '../errors.ts';
import type { ScopeKind } from '../scope/scope-tree.ts';

/** The catalogue entry with this id. @throws MetricNotFound */
export function getMetric(id: string): Metric {
  const metric = findMetric(id);
  if (!metric) throw new MetricNotFound(id);
  return metric;
}

/**
 * The same, when it must be one figure ('ratio': a ratio or a count) or one a level.
 * @throws MetricNotFound, MetricShapeMismatch
 */
export function getMetricOfShape(id: string, shape: 'ratio' | 'distribution'): Metric {
  const metric = getMetric(id);
  const itsShape = metric.shape === 'distribution' ? 'distribution' : 'ratio';
  if (itsShape !== shape) throw new MetricShapeMismatch(id, itsShape);
  return metric;
}

/** @throws MetricNotForScope when the metric is not made for scopes of this kind. */
export function checkMadeFor(metric: Metric, kind: ScopeKind): void {
  const wanted = kind === 'park' || kind === 'federation' ? kind : 'region';
  if (!metric.scopes.includes(wanted)) throw new MetricNotForScope(metric.id, kind);
}
