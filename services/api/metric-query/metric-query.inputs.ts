import type { MetricQueryRequest } from '@union/warehouse/query/request.ts';
import { builder } from '../builder.ts';
import { FigureState, PeriodKind } from '../figure/figure.type.ts';
import { ScopeKind } from '../scope/scope.type.ts';

export const QueryGrain = builder.enumType('QueryGrain', {
  description:
    'How far apart the points of time of a metric query lie. A stock is read on the last day of each; a flow is summed over each.',
  values: {
    DAY: { value: 'day', description: '日 · every day, of the last 400; before them month ends are known.' },
    MONTH: { value: 'month', description: '月 · calendar months.' },
    QUARTER: { value: 'quarter', description: '季度 · quarters of the calendar year.' },
    HALF_YEAR: { value: 'half_year', description: '半年 · January to June, July to December.' },
    CALENDAR_YEAR: { value: 'calendar_year', description: '年度 · 1 January to 31 December.' },
    UNION_YEAR: { value: 'union_year', description: '工会统计年度 · 1 October to 30 September.' },
  } as const,
});

export const QueryDimension = builder.enumType('QueryDimension', {
  description: 'What rows of a metric query are told apart by.',
  values: {
    SCOPE: { value: 'scope', description: '范围 · the scopes of the query.' },
    TIME: { value: 'time', description: '期间 · the points of time of the query.' },
    INDUSTRY: { value: 'industry', description: '行业门类 · sections of industry (GB/T 4754).' },
    UNIT_TYPE: {
      value: 'unit_type',
      description: '单位类型 · kinds of enterprise, as on the union registration form.',
    },
    OWNERSHIP: { value: 'ownership', description: '所有制 · public or not.' },
    LEVEL: { value: 'level', description: '级别 · levels of a distribution, such as stars.' },
    UNION_KIND: {
      value: 'union_kind',
      description: '工会组织类型 · organisation types, of metrics that count unions by them.',
    },
    OF_KIND: { value: 'of_kind', description: '类型 · kinds, of metrics that have a figure for each.' },
    SCHEME: { value: 'scheme', description: '评定办法 · rating schemes.' },
    RULE: { value: 'rule', description: '一线口径规则 · frontline rules.' },
    CAMPAIGN: { value: 'campaign', description: '专项行动 · campaigns.' },
  } as const,
});

const CellPart = builder.enumType('CellPart', {
  description: 'Which number of a figure is meant.',
  values: {
    VALUE: { value: 'value', description: '数值 · the value, in the unit of the metric.' },
    NUMERATOR: { value: 'numerator', description: '分子 · the numerator.' },
    DENOMINATOR: { value: 'denominator', description: '分母 · the denominator.' },
  } as const,
});

const QueryComparison = builder.enumType('QueryComparison', {
  description: 'What figures of a metric query are compared with.',
  values: {
    PREVIOUS_PERIOD: {
      value: 'previous_period',
      description: '上期（环比） · the whole point of time before; needs a grain.',
    },
    SAME_PERIOD_LAST_YEAR: {
      value: 'same_period_last_year',
      description: '上年同期（同比） · the same days a year before; a running period up to the same day.',
    },
    TARGET: {
      value: 'target',
      description:
        '目标 · the target in force by the publication, on each day of its period: of whole scopes; of sums the year to date that it is set for.',
    },
    PUBLICATION: { value: 'publication', description: '另一发布 · the same figures as another publication has them.' },
  } as const,
});

const QueryOrderBy = builder.enumType('QueryOrderBy', {
  description: 'What rows of a metric query are put in order by.',
  values: {
    SCOPE: { value: 'scope', description: '范围 · the usual order of scopes.' },
    TIME: { value: 'time', description: '期间 · points of time.' },
    MEMBER: { value: 'member', description: '类别、级别 · segments and levels.' },
    VALUE: { value: 'value', description: '数值 · the value of a metric; withheld and missing ones last.' },
    NUMERATOR: { value: 'numerator', description: '分子 · its numerator.' },
    DENOMINATOR: { value: 'denominator', description: '分母 · its denominator.' },
    CHANGE: { value: 'change', description: '变化 · its value less the one that it is compared with.' },
  } as const,
});

const SortDirection = builder.enumType('SortDirection', {
  description: 'Rising or falling.',
  values: {
    ASC: { value: 'asc', description: '升序 · the smallest first.' },
    DESC: { value: 'desc', description: '降序 · the largest first.' },
  } as const,
});

const Combination = builder.enumType('Combination', {
  description: 'How figures are put together where rows do not tell them apart, and in totals.',
  values: {
    PUBLISHED: { value: 'published', description: '公布数 · the published figure of the scope that holds them.' },
    POOLED: {
      value: 'pooled',
      description: '合并计算 · numerators and denominators are added up and divided anew, where they add up.',
    },
    SUM: { value: 'sum', description: '求和 · values are added up: of counts alone, as rates do not add up.' },
  } as const,
});

const MetricAsk = builder.inputType('MetricQueryMetric', {
  description: 'A metric of a metric query, and which of several figures of it is meant.',
  fields: (t) => ({
    metric: t.id({ required: true, description: 'Id of a metric, such as `member_rate`.' }),
    period: t.field({
      type: PeriodKind,
      description:
        'For flows: what each figure sums over, to date. When absent the point of time itself where there is a grain, else CALENDAR_YEAR.',
    }),
    scheme: t.id({ description: 'Code of a rating scheme; the newest that has a figure when absent.' }),
    rule: t.id({ description: 'Code of a frontline rule; the newest when absent.' }),
    campaign: t.id({ description: 'Code of a campaign; the newest when absent.' }),
    ofKind: t.id({
      description:
        'Kind, for metrics that have a figure for each. Absent: the only one there is, or as `by` tells apart.',
    }),
  }),
});

const ScopeAsk = builder.inputType('MetricQueryScopes', {
  description: 'The scopes of a metric query: by id, or all of a kind below one.',
  fields: (t) => ({
    ids: t.idList({
      description: 'Ids of scopes, such as `region:320924`; not together with `under`. Absent: as `under` says.',
    }),
    under: t.id({
      description:
        'All scopes of `kind` below this one, at any depth (federations: the next level). Absent: as `ids` says.',
    }),
    kind: t.field({ type: ScopeKind, description: 'Which scopes below `under`; required with it. Absent with `ids`.' }),
  }),
});

const TimeAsk = builder.inputType('MetricQueryTime', {
  description: 'The points of time of a metric query.',
  fields: (t) => ({
    grain: t.field({ type: QueryGrain, description: 'How far apart; one day alone, `until`, when absent.' }),
    from: t.field({ type: 'Date', description: 'Points that hold this day or a later one; see `last` when absent.' }),
    until: t.field({
      type: 'Date',
      description:
        'The last day, included; a period that is not over by then counts up to it. The latest day when absent.',
    }),
    last: t.int({
      description:
        'Only so many, the latest; without `from` 31 days, 12 months, 8 quarters, 6 halves or 5 years when absent. Unit: points of time, 1 to 10,000.',
    }),
  }),
});

const FilterAsk = builder.inputType('MetricQueryFilter', {
  description: 'Rows whose figure of a metric fits all that is given. A withheld or missing number fits no bound.',
  fields: (t) => ({
    metric: t.id({ required: true, description: 'A metric of the query.' }),
    part: t.field({ type: CellPart, description: 'Which number; VALUE when absent.' }),
    atLeast: t.float({
      description: 'Not below this; 0.85 is 85 %. Unit: that of `metric.unit`, of either sign. Absent: no such bound.',
    }),
    moreThan: t.float({
      description: 'Above this. Unit: that of `metric.unit`, of either sign. Absent: no such bound.',
    }),
    atMost: t.float({
      description: 'Not above this. Unit: that of `metric.unit`, of either sign. Absent: no such bound.',
    }),
    lessThan: t.float({
      description: 'Below this. Unit: that of `metric.unit`, of either sign. Absent: no such bound.',
    }),
    states: t.field({ type: [FigureState], description: 'In one of these states. Absent: any.' }),
  }),
});

const CompareAsk = builder.inputType('MetricQueryCompare', {
  description: 'What figures are compared with.',
  fields: (t) => ({
    with: t.field({ type: QueryComparison, required: true, description: 'What.' }),
    publication: t.id({ description: 'Id of the other publication, for PUBLICATION alone. Absent for the others.' }),
  }),
});

const OrderAsk = builder.inputType('MetricQueryOrder', {
  description: 'An order of rows.',
  fields: (t) => ({
    by: t.field({ type: QueryOrderBy, required: true, description: 'By what.' }),
    metric: t.id({ description: 'Whose number; of the first metric when absent.' }),
    direction: t.field({ type: SortDirection, description: 'ASC when absent.' }),
  }),
});

/** The arguments of a metric query. */
export const metricQueryArguments = builder.args((t) => ({
  metrics: t.field({
    type: [MetricAsk],
    required: true,
    description: 'The metrics: 1 to 20, a cell of each row for each.',
  }),
  scopes: t.field({ type: ScopeAsk, required: true, description: 'The scopes.' }),
  time: t.field({ type: TimeAsk, description: 'The points of time; the latest day when absent.' }),
  by: t.field({
    type: [QueryDimension],
    description: 'What rows are told apart by; one row when absent. At most one of INDUSTRY, UNIT_TYPE and OWNERSHIP.',
  }),
  segments: t.idList({
    description:
      'Ids of segments, such as `industry:C`: figures of that part alone, or the members of a family in `by` that are kept. Absent: the whole, or every member of a family in `by`.',
  }),
  levels: t.idList({ description: 'Keys of levels that are kept; all when absent.' }),
  filters: t.field({ type: [FilterAsk], description: 'Only rows that fit all of these. Absent: every row.' }),
  compare: t.field({ type: CompareAsk, description: 'What figures are compared with; nothing when absent.' }),
  combine: t.field({
    type: Combination,
    description:
      'How figures are put together where rows do not tell them apart, and in totals; PUBLISHED when absent.',
  }),
  totals: t.boolean({ description: 'Whether there is a total for each point of time; false when absent.' }),
  orderBy: t.field({
    type: [OrderAsk],
    description: 'The order of rows; by scope, time, segment and level when absent, and among equals.',
  }),
  limit: t.int({
    description: 'At most so many; 100 when absent. Exports have no limit unless one is given. Unit: rows, 1 to 1000.',
  }),
}));

/** What GraphQL gives for the arguments, as plain JSON without what is absent. */
export function requestOf(args: object): MetricQueryRequest {
  return withoutNulls(args) as MetricQueryRequest;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      one === null || one === undefined ? [] : [[name, withoutNulls(one)]],
    ),
  );
}
