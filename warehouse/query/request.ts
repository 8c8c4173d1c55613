import type { FigureKey } from '@union/schema/metrics/metric.ts';

/** How far apart the points of time of a metric query lie. Quarters and halves are those of the calendar year. */
export const queryGrains = ['day', 'month', 'quarter', 'half_year', 'calendar_year', 'union_year'] as const;
export type QueryGrain = (typeof queryGrains)[number];

/** What rows may be told apart by. `union_kind`: the levels of metrics that count unions by organisation type. */
export const queryDimensions = [
  'scope',
  'time',
  'industry',
  'unit_type',
  'ownership',
  'level',
  'union_kind',
  'of_kind',
  'scheme',
  'rule',
  'campaign',
] as const;
export type QueryDimension = (typeof queryDimensions)[number];

/** Families of segments, which are dimensions under the same names. */
export const segmentDimensions = ['industry', 'unit_type', 'ownership'] as const;
export type SegmentDimension = (typeof segmentDimensions)[number];

/** Dimensions that are keys of figures, and their columns. */
export const keyDimensions = {
  level: 'level_key',
  union_kind: 'level_key',
  of_kind: 'kind_key',
  scheme: 'scheme_code',
  rule: 'rule_code',
  campaign: 'campaign_code',
} as const satisfies Partial<Record<QueryDimension, FigureKey>>;
export type KeyDimension = keyof typeof keyDimensions;

export const queryScopeKinds = ['nation', 'province', 'city', 'county', 'town', 'park', 'federation'] as const;
export type QueryScopeKind = (typeof queryScopeKinds)[number];

/** What a figure sums over; see `PeriodKind` of the API. */
export type QueryPeriod = 'day' | 'month' | 'calendar_year' | 'union_year';

/** One metric, and which of several figures of it is meant; absent: what is in force. */
export type MetricAsk = {
  readonly metric: string;
  /** For flows. Absent: the point of time itself where there is a grain, else the calendar year to date. */
  readonly period?: QueryPeriod | undefined;
  readonly scheme?: string | undefined;
  readonly rule?: string | undefined;
  readonly campaign?: string | undefined;
  readonly ofKind?: string | undefined;
};

/** Scopes by id, or all of one kind below a scope. */
export type ScopeAsk = {
  readonly ids?: readonly string[] | undefined;
  readonly under?: string | undefined;
  readonly kind?: QueryScopeKind | undefined;
};

/** Points of time; absent: the latest day alone. */
export type TimeAsk = {
  readonly grain?: QueryGrain | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Only so many points, the latest. */
  readonly last?: number | undefined;
};

export type CellState = 'reported' | 'zero' | 'suppressed' | 'not_applicable' | 'not_reported' | 'restricted';
export type CellPart = 'value' | 'numerator' | 'denominator';

/** Rows whose figure of the metric fits; a withheld or missing number fits no bound. */
export type FilterAsk = {
  readonly metric: string;
  readonly part?: CellPart | undefined;
  readonly atLeast?: number | undefined;
  readonly moreThan?: number | undefined;
  readonly atMost?: number | undefined;
  readonly lessThan?: number | undefined;
  readonly states?: readonly CellState[] | undefined;
};

export const comparisons = ['previous_period', 'same_period_last_year', 'target', 'publication'] as const;
export type CompareAsk = {
  readonly with: (typeof comparisons)[number];
  /** Id of the other publication. */
  readonly publication?: string | undefined;
};

export const orderKeys = ['scope', 'time', 'member', 'value', 'numerator', 'denominator', 'change'] as const;
export type OrderAsk = {
  readonly by: (typeof orderKeys)[number];
  /** Whose number; the first metric's when absent. */
  readonly metric?: string | undefined;
  readonly direction?: 'asc' | 'desc' | undefined;
};

/**
 * How figures are put together where rows do not tell them apart, and in totals. `published`: the published figure of the
 * parent; `pooled`: numerators and denominators are added and divided anew; `sum`: values are added, of counts alone.
 */
export const combinations = ['published', 'pooled', 'sum'] as const;
export type Combination = (typeof combinations)[number];

/** A metric query as plain JSON: what GraphQL's arguments, an export's address and a saved query all come down to. */
export type MetricQueryRequest = {
  readonly metrics: readonly MetricAsk[];
  readonly scopes: ScopeAsk;
  readonly time?: TimeAsk | undefined;
  /** What rows are told apart by. */
  readonly by?: readonly QueryDimension[] | undefined;
  /** Ids of segments, such as `industry:C`: one for figures of it alone, or those that a family is narrowed to. */
  readonly segments?: readonly string[] | undefined;
  /** Keys of levels that are kept; all when absent. */
  readonly levels?: readonly string[] | undefined;
  readonly filters?: readonly FilterAsk[] | undefined;
  readonly compare?: CompareAsk | undefined;
  readonly combine?: Combination | undefined;
  readonly totals?: boolean | undefined;
  readonly orderBy?: readonly OrderAsk[] | undefined;
  /** At most so many rows; all when absent. */
  readonly limit?: number | undefined;
};

/** The request without some of its metrics, and without the filters and orders that speak of them. */
export function withoutMetrics(request: MetricQueryRequest, dropped: readonly MetricAsk[]): MetricQueryRequest {
  const metrics = request.metrics.filter((ask) => !dropped.includes(ask));
  const isLeft = (id: string) => metrics.some(({ metric }) => metric === id);
  return {
    ...request,
    metrics,
    filters: request.filters?.filter(({ metric }) => isLeft(metric)),
    orderBy: request.orderBy?.filter(({ metric }) => metric === undefined || isLeft(metric)),
  };
}

/** The request without its comparison, and without the orders by change that need one. */
export function withoutComparison(request: MetricQueryRequest): MetricQueryRequest {
  return { ...request, compare: undefined, orderBy: request.orderBy?.filter(({ by }) => by !== 'change') };
}
