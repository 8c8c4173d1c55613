import type { FigureKey, Metric } from '@union/schema/metrics/metric.ts';
import type { QueryScopeKind, SegmentDimension } from './request.ts';

/** A scope as the planner sees it. */
export type QueryScope = {
  readonly id: string;
  readonly kind: QueryScopeKind;
  readonly name: string;
  readonly parentId: string | undefined;
  /** Whether figures of its parts are kept beside those of the whole. */
  readonly hasSegments: boolean;
};

/** The codes of the keys of a metric's figures, those in force first; see `chooseKeys` of the API. */
export type KeyChoice = { readonly [key in FigureKey]?: readonly string[] };

/** What the planner must know of a publication; all of it small and kept in memory. */
export type QueryWorld = {
  readonly publicationId: string;
  readonly asOf: string;
  /** The first day from which figures are known day by day. */
  readonly dailyFrom: string;
  /** Definition version of each metric. */
  readonly definitions: Readonly<Record<string, number>>;
  /** @throws an error of the caller for an id that no metric has. */
  metric(id: string): Metric;
  /** @throws an error of the caller for an id that no scope has. */
  scope(id: string): QueryScope;
  /** All scopes of a kind below one, in their usual order; for federations the next level only. */
  below(id: string, kind: QueryScopeKind): readonly QueryScope[];
  /** Families of segments that the publication has figures of the metric of. */
  families(metricId: string): readonly SegmentDimension[];
  /** Ids of the segments that the publication has figures of the metric of; asked for where the query names some. */
  segments(metricId: string): readonly string[];
  /** Keys of the levels that it has figures of the metric of; the same. */
  levels(metricId: string): readonly string[];
  /** The codes that figures of the metric at this place of the request are taken from. */
  choice(at: number): KeyChoice;
  /** Whether it tells where the paths of targets bend; asked for by comparisons with targets alone. */
  readonly hasMilestones: boolean;
  /** The publication that figures are compared with. */
  readonly other?:
    | {
        readonly publicationId: string;
        readonly asOf: string;
        readonly dailyFrom: string;
        readonly definitions: Readonly<Record<string, number>>;
        /** Where its files lie. */
        readonly folder: string;
      }
    | undefined;
};
