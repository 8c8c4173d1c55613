import {
  type Counts,
  type Metric,
  type Publication,
  readData,
  type Scope,
  type Series,
  type TargetStatus,
} from '../shared/answer.ts';

/** What `documents/metric.graphql` answers. */
export type MetricAnswer = {
  readonly scope: Scope;
  readonly publication: Publication;
  readonly figure: Counts & {
    readonly asOf: string | null;
    readonly period: { readonly start: string | null; readonly end: string } | null;
    readonly metric: Metric;
    readonly target: TargetStatus | null;
  };
  readonly months: Series;
};

/** Reads the body of an answer. @throws UnusableAnswer */
export function readMetric(envelope: unknown): MetricAnswer {
  return readData<MetricAnswer>(envelope, ['scope', 'publication', 'figure', 'months']);
}
