import { isDay } from '@union/schema/calendar.ts';
import { industrySections, ownerships, unitTypes } from '@union/schema/codes.ts';
import type { FigureKey, Metric } from '@union/schema/metrics/metric.ts';
import { additivityOf } from './additivity.ts';
import { QueryRefused } from './errors.ts';
import { type Point, pointsOf } from './points.ts';
import { comparedPoints, modeOf, type Reading, type ReadMode, readingsOf, singlePoint } from './readings.ts';
import {
  type CompareAsk,
  type KeyDimension,
  keyDimensions,
  type MetricAsk,
  type MetricQueryRequest,
  type OrderAsk,
  type QueryDimension,
  type SegmentDimension,
  segmentDimensions,
  withoutComparison,
  withoutMetrics,
} from './request.ts';
import type { KeyChoice, QueryScope, QueryWorld } from './world.ts';

/** One metric of a plan. */
export type PlannedMetric = {
  readonly metric: Metric;
  readonly mode: ReadMode;
  readonly choice: KeyChoice;
  readonly readings: readonly Reading[];
  /** What it is compared with; empty without a comparison of figures. */
  readonly compared: readonly Reading[];
  /** Whether parts of it add up over scopes. */
  readonly addsOverScopes: boolean;
  /** Scopes of the plan whose figures are closed to who asks. */
  readonly closed: ReadonlySet<string>;
};

/** Which part of a scope figures are of. */
export type PlannedSegment =
  | { readonly kind: 'whole' }
  | { readonly kind: 'fixed'; readonly id: string }
  | { readonly kind: 'family'; readonly family: SegmentDimension; readonly ids: readonly string[] | undefined };

/** A metric query that adds up: everything that its statement is made of. */
export type Plan = {
  readonly request: MetricQueryRequest;
  readonly publicationId: string;
  readonly metrics: readonly PlannedMetric[];
  readonly scopes: readonly QueryScope[];
  /** Whose published figure the total is. */
  readonly parent: QueryScope | undefined;
  readonly points: readonly Point[];
  readonly segment: PlannedSegment;
  readonly by: ReadonlySet<QueryDimension>;
  /** Columns of keys that rows are told apart by. */
  readonly keys: readonly FigureKey[];
  /** Rows put several scopes, or several points, together. */
  readonly poolsScopes: boolean;
  readonly poolsTime: boolean;
  readonly totals: 'none' | 'published' | 'pooled';
  readonly compare: CompareAsk | undefined;
  /** See `QueryWorld`. */
  readonly hasMilestones: boolean;
  /** Files of the other publication. */
  readonly otherFolder: string | undefined;
  readonly order: readonly (OrderAsk & { readonly at: number })[];
  /** Figures that are read at most: what the cost is counted from. */
  readonly cells: number;
  readonly cost: number;
};

/** Codes that segments are made of, by family. */
const segmentCodes: Readonly<Record<SegmentDimension, object>> = {
  ...{ industry: industrySections, unit_type: unitTypes, ownership: ownerships },
};
const MOST_METRICS = 20;
const MOST_POINTS = 10_000;
/** Points of a grain when the query says neither from when nor how many. */
const USUAL_POINTS = { day: 31, month: 12, quarter: 8, half_year: 6, calendar_year: 5, union_year: 5 } as const;
/** Members that a segment family is taken to have. */
const MEMBERS = { industry: 21, unit_type: 17, ownership: 3 } as const;
const USUAL_LEVELS = 8;
/** Of any query, and figures that are read for one more. */
const BASE_COST = 20;
const CELLS_PER_COST = 20;

const unions = new Set(['new_union_type_distribution']);

/**
 * The plan of a request, or why there is none. Nothing is read: what must be known of the publication stands in `world`.
 * @throws QueryRefused with a corrected query, and what `world` throws for ids that do not exist.
 */
export function planMetricQuery(request: MetricQueryRequest, world: QueryWorld): Plan {
  checkNumbers(request);
  const by = new Set(request.by ?? []);
  const scopes = chooseScopes(request, world);
  const points = choosePoints(request, world);
  const families = segmentDimensions.filter((family) => by.has(family));
  const segment = chooseSegment(request, families);
  const keyed = (Object.keys(keyDimensions) as KeyDimension[]).filter((dimension) => by.has(dimension));
  const keys = [...new Set(keyed.map((dimension) => keyDimensions[dimension]))];
  const { compare } = request;
  const then = compare && compare.with !== 'target' ? comparedPoints(points, request.time?.grain, compare) : [];
  const thenIn = compare?.with === 'publication' && world.other ? world.other : world;
  const metrics = request.metrics.map((ask, at): PlannedMetric => {
    const metric = world.metric(ask.metric);
    checkMetric(request, metric, at, { scopes, keyed, segment, world });
    const mode = modeOf(metric, request.time?.grain, ask.period);
    const isMonthly = metric.grain === 'month' || segment.kind !== 'whole';
    return {
      ...{ metric, mode, choice: narrowed(world.choice(at), request.levels, metric) },
      readings: readingsOf(metric, mode, points, world, isMonthly),
      compared: readingsOf(metric, mode, then, thenIn, isMonthly),
      addsOverScopes: additivityOf(metric).overScopes === undefined,
      closed: new Set(),
    };
  });
  checkMembers(request, world);
  const poolsScopes = scopes.length > 1 && !by.has('scope');
  const poolsTime = points.length > 1 && !by.has('time');
  checkPooling(request, world, { scopes, metrics, keys, poolsScopes, poolsTime, segment });
  checkComparison(request, world, { segment, metrics, poolsScopes, poolsTime, keys });
  const { totals, parent } = chooseTotals(request, world, { scopes, metrics, keys, segment, by, poolsScopes });
  const rows = scopes.length * points.length * membersOf(segment, metrics, keys);
  const cells = rows * metrics.length * (then.length > 0 || compare ? 2 : 1);
  return {
    ...{ request, publicationId: world.publicationId, metrics, scopes, parent, points, segment, by, keys },
    ...{ poolsScopes, poolsTime, totals, compare, otherFolder: compare && world.other?.folder },
    hasMilestones: world.hasMilestones,
    order: (request.orderBy ?? []).map((order) => ({ ...order, at: placeOf(request, order.metric) })),
    cells,
    cost: BASE_COST + Math.ceil(cells / CELLS_PER_COST),
  };
}

/** @throws QueryRefused for lists that are empty or say a thing twice, and for numbers out of their range. */
function checkNumbers(request: MetricQueryRequest): void {
  const { metrics, by = [], limit, time, filters = [], orderBy = [] } = request;
  const invalid = (en: string, zh: string, corrected?: MetricQueryRequest) =>
    new QueryRefused('QUERY_INVALID', { en, zh }, corrected);
  if (metrics.length < 1 || metrics.length > MOST_METRICS) {
    throw invalid(`ask for 1 to ${MOST_METRICS} metrics, not ${metrics.length}`, `请给出 1 至 ${MOST_METRICS} 个指标`);
  }
  if (new Set(by).size < by.length) {
    throw invalid('by names a dimension twice', 'by 中有重复的维度', { ...request, by: [...new Set(by)] });
  }
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) {
    throw invalid(`limit is a whole number from 1, not ${limit}`, `limit 须为不小于 1 的整数，收到 ${limit}`);
  }
  for (const [name, day] of [['from', time?.from] as const, ['until', time?.until] as const]) {
    if (day !== undefined && !isDay(day)) {
      throw invalid(`time.${name} is a day YYYY-MM-DD`, `time.${name} 须为 YYYY-MM-DD 形式的日期`);
    }
  }
  if (time?.last !== undefined && (!Number.isInteger(time.last) || time.last < 1 || time.last > MOST_POINTS)) {
    throw invalid(`time.last is 1 to ${MOST_POINTS}`, `time.last 须为 1 至 ${MOST_POINTS}`);
  }
  for (const { metric } of [...filters, ...orderBy]) {
    if (metric !== undefined && !metrics.some((ask) => ask.metric === metric)) {
      throw invalid(
        `filters and orders speak of metrics of the query; ${JSON.stringify(metric.slice(0, 60))} is none`,
        `筛选和排序只能针对所查指标，${JSON.stringify(metric.slice(0, 60))} 不在其中`,
      );
    }
  }
  if (orderBy.some((order) => order.by === 'change') && !request.compare) {
    throw invalid(
      'rows are ordered by change where there is a comparison',
      '按变化排序须有对比',
      withoutComparison(request),
    );
  }
}

function chooseScopes({ scopes: asked, ...request }: MetricQueryRequest, world: QueryWorld): readonly QueryScope[] {
  const { ids, under, kind } = asked;
  if ((ids === undefined) === (under === undefined) || (under === undefined) !== (kind === undefined)) {
    throw new QueryRefused(
      'QUERY_INVALID',
      {
        en: 'name scopes by ids, or by under and kind together',
        zh: '范围请用 ids 指明，或同时给出 under 与 kind',
      },
      under === undefined ? undefined : { ...request, scopes: ids ? { ids } : { ids: [under] } },
    );
  }
  if (under !== undefined && kind !== undefined) return world.below(world.scope(under).id, kind);
  const unique = [...new Set(ids)];
  if (unique.length === 0) {
    throw new QueryRefused('QUERY_INVALID', { en: 'name at least one scope', zh: '请至少给出一个范围' });
  }
  return unique.map((id) => world.scope(id));
}

function choosePoints({ time }: MetricQueryRequest, world: QueryWorld): readonly Point[] {
  const until = time?.until === undefined || time.until > world.asOf ? world.asOf : time.until;
  if (time?.grain === undefined) return singlePoint(until);
  const most = time.last ?? (time.from === undefined ? USUAL_POINTS[time.grain] : MOST_POINTS);
  const points = pointsOf(time.grain, time.from, until, most);
  if (points.length === 0) {
    throw new QueryRefused('QUERY_INVALID', {
      en: `no day lies between ${time.from} and ${until}`,
      zh: `${time.from} 至 ${until} 之间没有日期`,
    });
  }
  return points;
}

function chooseSegment(request: MetricQueryRequest, families: readonly SegmentDimension[]): PlannedSegment {
  const [family, other] = families;
  const ids = request.segments?.length ? request.segments : undefined;
  if (family !== undefined && other !== undefined) {
    throw new QueryRefused(
      'SEGMENTS_NOT_CROSSED',
      {
        en: `figures are kept by ${family} and by ${other}, not by both at once; ask for one of them`,
        zh: '数据按行业、单位类型、所有制分别保存，不交叉；请只按其中一种分组',
      },
      { ...request, by: request.by?.filter((dimension) => dimension !== other) },
    );
  }
  const [first] = ids ?? [];
  const familyOfIds = first?.split(':')[0] as SegmentDimension | undefined;
  if (ids?.some((id) => !segmentDimensions.includes(id.split(':')[0] as SegmentDimension))) {
    throw new QueryRefused('QUERY_INVALID', {
      en: 'a segment is industry:…, unit_type:… or ownership:…',
      zh: '类别编号形如 industry:…、unit_type:…、ownership:…',
    });
  }
  if (family !== undefined) {
    if (ids?.some((id) => !id.startsWith(`${family}:`))) {
      throw new QueryRefused(
        'SEGMENTS_NOT_CROSSED',
        { en: `rows are by ${family}, so segments are of it`, zh: '所给类别与分组维度不是同一种' },
        { ...request, segments: undefined },
      );
    }
    return { kind: 'family', family, ids };
  }
  if (first === undefined || familyOfIds === undefined) return { kind: 'whole' };
  if (ids !== undefined && ids.length > 1) {
    throw new QueryRefused(
      'UNLIKE_DEFINITIONS',
      {
        en: 'several segments are told apart by their family, or asked for one by one',
        zh: '多个类别请按其维度分组列出，或逐个查询',
      },
      { ...request, by: [...(request.by ?? []), familyOfIds] },
    );
  }
  return { kind: 'fixed', id: first };
}

type Around = {
  readonly scopes: readonly QueryScope[];
  readonly keyed: readonly KeyDimension[];
  readonly segment: PlannedSegment;
  readonly world: QueryWorld;
};

/** What a metric must have for the query. @throws QueryRefused */
function checkMetric(request: MetricQueryRequest, metric: Metric, at: number, around: Around): void {
  const { scopes, keyed, segment, world } = around;
  const { id } = metric;
  const { zh } = metric.name;
  const without = (dropped: (dimension: QueryDimension) => boolean) => ({
    ...request,
    by: request.by?.filter((dimension) => !dropped(dimension)),
  });
  const ask = request.metrics[at] as MetricAsk;
  const others = withoutMetrics(request, [ask]);
  const { period } = ask;
  if (period !== undefined && (metric.time === 'stock') !== (period === 'day')) {
    const metrics = request.metrics.map((one, place) => (place === at ? { ...one, period: undefined } : one));
    throw new QueryRefused(
      'PERIOD_NOT_AVAILABLE',
      metric.time === 'stock'
        ? { en: `${id} is true on a day; it has no period`, zh: `「${zh}」为时点数，没有期间` }
        : {
            en: `${id} is summed over MONTH, CALENDAR_YEAR or UNION_YEAR`,
            zh: `「${zh}」为期间数，按月、年度或工会年度`,
          },
      { ...request, metrics },
    );
  }
  const isMadeFor = ({ kind }: QueryScope) =>
    metric.scopes.includes(kind === 'park' || kind === 'federation' ? kind : 'region');
  const odd = scopes.find((scope) => !isMadeFor(scope));
  if (odd) {
    throw new QueryRefused(
      'METRIC_NOT_FOR_SCOPE',
      { en: `${id} is not made for a ${odd.kind} (${odd.id})`, zh: `「${zh}」不按此类范围（${odd.id}）统计` },
      others.metrics.length > 0 ? others : withHolders(request, world, isMadeFor),
    );
  }
  for (const dimension of keyed) {
    const key = keyDimensions[dimension];
    const has =
      dimension === 'union_kind' ? unions.has(id) : metric.keys?.includes(key) && !(key === 'kind_key' && metric.kind);
    if (!has) {
      throw new QueryRefused(
        'DIMENSION_NOT_OF_METRIC',
        {
          en: `figures of ${id} are not told apart by ${dimension}; leave the dimension out, or ask for the metric in a query of its own`,
          zh: `「${zh}」没有维度 ${dimension}；请去掉该维度，或另行查询该指标`,
        },
        others.metrics.length > 0 ? others : without((one) => one === dimension),
      );
    }
  }
  const needsLevels =
    metric.shape === 'distribution' && !keyed.some((dimension) => keyDimensions[dimension] === 'level_key');
  if (needsLevels && request.levels?.length !== 1) {
    throw new QueryRefused(
      'LEVELS_NOT_NAMED',
      {
        en: `${id} has a figure for each level; tell rows apart by LEVEL, or name one level`,
        zh: `「${zh}」按级别分布；请按 LEVEL 分组，或只取一个级别`,
      },
      { ...request, by: [...(request.by ?? []), 'level'] },
    );
  }
  if (segment.kind !== 'whole') {
    const family = segment.kind === 'family' ? segment.family : (segment.id.split(':')[0] as SegmentDimension);
    if (!world.families(id).includes(family)) {
      throw new QueryRefused(
        'DIMENSION_NOT_OF_METRIC',
        { en: `figures of ${id} are not cut by ${family}`, zh: `「${zh}」不按 ${family} 划分` },
        others.metrics.length > 0 ? others : { ...without((one) => one === family), segments: undefined },
      );
    }
    const whole = scopes.find(({ hasSegments }) => !hasSegments);
    if (whole) {
      throw new QueryRefused(
        'SEGMENTS_NOT_KEPT',
        {
          en: `of ${whole.id} whole figures alone are kept; ask for the county or the parks`,
          zh: `${whole.name}（${whole.id}）只保留整体数据；请改查所属县（市、区）或园区`,
        },
        { ...without((one) => one === family), segments: undefined },
      );
    }
  }
  if (request.time?.grain === 'day' && period === undefined && isByMonth(metric, segment)) {
    throw new QueryRefused(
      'GRAIN_NOT_KNOWN',
      { en: `${id} is known by month; ask for months`, zh: `「${zh}」按月统计，请按月查询` },
      { ...request, time: { ...request.time, grain: 'month' } },
    );
  }
  const { overTime } = additivityOf(metric);
  const mode = modeOf(metric, request.time?.grain, period);
  if (mode.isDifference && overTime) {
    throw new QueryRefused(
      'NOT_ADDITIVE',
      {
        en: `${id} is not known by ${request.time?.grain} and cannot be added up: ${overTime.en}; ask for months, or for the year to date at each point with period: CALENDAR_YEAR`,
        zh: `「${zh}」没有该期间的数据，也不能相加：${overTime.zh}；请按月查询，或以 period: CALENDAR_YEAR 查各期末的年度累计`,
      },
      {
        ...request,
        metrics: request.metrics.map((one, place) =>
          place === at ? { ...one, period: 'calendar_year' as const } : one,
        ),
      },
    );
  }
}

/**
 * @throws QueryRefused for segments and levels that no metric of the query has: an empty answer would not say so. What the
 * code lists know may have no figure on this day and another one on the next.
 */
function checkMembers(request: MetricQueryRequest, world: QueryWorld): void {
  const inLists = new Set([
    ...Object.entries(segmentCodes).flatMap(([family, codes]) => Object.keys(codes).map((code) => `${family}:${code}`)),
    ...request.metrics.flatMap(({ metric }) => (world.metric(metric).levels ?? []).map(({ key }) => key)),
  ]);
  const check = (name: 'segments' | 'levels', existing: readonly string[], en: string, zh: string) => {
    const asked = request[name] ?? [];
    const isKnown = (key: string) => existing.includes(key) || inLists.has(key);
    const unknown = asked.filter((key) => !isKnown(key));
    if (unknown.length === 0) return;
    const shown = unknown.map((key) => JSON.stringify(key.slice(0, 60))).join(', ');
    const kept = asked.filter(isKnown);
    throw new QueryRefused(
      'QUERY_INVALID',
      {
        en: `there is no ${en} ${shown}; there are ${existing.join(', ') || 'none'}`,
        zh: `没有${zh} ${shown}；现有：${existing.join('、') || '无'}`,
      },
      { ...request, [name]: kept.length > 0 ? kept : undefined },
    );
  };
  const all = (of: (metricId: string) => readonly string[]) => [
    ...new Set(request.metrics.flatMap(({ metric }) => of(metric))),
  ];
  check('segments', all(world.segments), 'segment', '类别');
  check('levels', all(world.levels), 'level', '级别');
}

/** The request of the nearest scopes that hold those of it and fit; undefined where there are none. */
function withHolders(
  { scopes: { ids, under }, ...request }: MetricQueryRequest,
  world: QueryWorld,
  fits: (scope: QueryScope) => boolean,
): MetricQueryRequest | undefined {
  const holderOf = (id: string): string | undefined => {
    const scope = world.scope(id);
    if (fits(scope)) return id;
    return scope.parentId === undefined ? undefined : holderOf(scope.parentId);
  };
  const holders = new Set((ids ?? (under === undefined ? [] : [under])).flatMap((id) => holderOf(id) ?? []));
  return holders.size === 0 ? undefined : { ...request, scopes: { ids: [...holders] } };
}

const isByMonth = (metric: Metric, segment: PlannedSegment) => metric.grain === 'month' || segment.kind !== 'whole';

type Pooling = {
  readonly scopes: readonly QueryScope[];
  readonly metrics: readonly PlannedMetric[];
  readonly keys: readonly FigureKey[];
  readonly poolsScopes: boolean;
  readonly poolsTime: boolean;
  readonly segment: PlannedSegment;
};

/** Whether what rows put together adds up. @throws QueryRefused */
function checkPooling(request: MetricQueryRequest, world: QueryWorld, pooling: Pooling): void {
  const { poolsScopes, poolsTime, scopes, metrics } = pooling;
  const by = request.by ?? [];
  if (poolsTime) {
    const apart: MetricQueryRequest = { ...request, by: [...by, 'time'] };
    const stock = metrics.find(({ metric }) => metric.time === 'stock');
    if (stock) {
      throw new QueryRefused(
        'STOCK_SUMMED_OVER_TIME',
        {
          en: `${stock.metric.id} is true on a day and means nothing when added up over days; tell rows apart by TIME, or ask for the last day`,
          zh: `「${stock.metric.name.zh}」为时点数，不能跨日期相加；请按 TIME 分组，或只查最后一日`,
        },
        apart,
      );
    }
    const odd = metrics.find(({ metric }) => additivityOf(metric).overTime);
    const reason = odd && additivityOf(odd.metric).overTime;
    if (reason) {
      throw new QueryRefused(
        'NOT_ADDITIVE',
        {
          en: `${odd.metric.id} does not add up over time: ${reason.en}`,
          zh: `「${odd.metric.name.zh}」不能跨期间相加：${reason.zh}`,
        },
        apart,
      );
    }
    const toDate = metrics.find((_, at) => request.metrics[at]?.period !== undefined);
    if (toDate) {
      throw new QueryRefused(
        'TIMES_NOT_COMBINED',
        {
          en: `sums to date of ${toDate.metric.id} hold each other; leave period out, or tell rows apart by TIME`,
          zh: `「${toDate.metric.name.zh}」的累计数互相包含，不能相加；请去掉 period，或按 TIME 分组`,
        },
        apart,
      );
    }
    if (request.combine === undefined || request.combine === 'published') {
      throw new QueryRefused(
        'TIMES_NOT_COMBINED',
        {
          en: 'several points of time: tell rows apart by TIME, or add them up with combine: POOLED',
          zh: '有多个期间：请按 TIME 分组，或用 combine: POOLED 合并计算',
        },
        apart,
      );
    }
    checkSums(request, metrics);
  }
  if (!poolsScopes) return;
  if (request.combine === undefined || request.combine === 'published') {
    const { under } = request.scopes;
    throw new QueryRefused(
      'SCOPES_NOT_COMBINED',
      {
        en: 'several scopes: tell rows apart by SCOPE, add them up with combine: POOLED, or ask for the scope that holds them',
        zh: '有多个范围：请按 SCOPE 分组，或用 combine: POOLED 合并计算，或直接查询上级范围',
      },
      under === undefined ? { ...request, by: [...by, 'scope'] } : { ...request, scopes: { ids: [under] } },
    );
  }
  checkSums(request, metrics);
  checkAddable(request, world, scopes, metrics);
}

/** @throws QueryRefused where rates would be added up. */
function checkSums(request: MetricQueryRequest, metrics: readonly PlannedMetric[]): void {
  const rate = metrics.find(({ metric }) => metric.shape !== 'count');
  if (request.combine !== 'sum' || !rate) return;
  const { id, name } = rate.metric;
  throw new QueryRefused(
    'RATE_SUMMED',
    {
      en: `${id} is one number over another, and rates do not add up; with combine: POOLED numerators and denominators are added up and divided anew`,
      zh: `「${name.zh}」是比率，不能相加；请用 combine: POOLED，将分子、分母分别相加后再除`,
    },
    { ...request, combine: 'pooled' },
  );
}

/** @throws QueryRefused where scopes overlap, or parts of a metric do not make up the whole. */
function checkAddable(
  request: MetricQueryRequest,
  world: QueryWorld,
  scopes: readonly QueryScope[],
  metrics: readonly PlannedMetric[],
): void {
  const chosen = new Set(scopes.map(({ id }) => id));
  const trees = new Set(scopes.map(({ kind }) => (kind === 'park' || kind === 'federation' ? kind : 'region')));
  const apart: MetricQueryRequest = {
    ...request,
    combine: undefined,
    totals: undefined,
    by: [...new Set([...(request.by ?? []), 'scope' as const])],
  };
  const nested = scopes.find((scope) => {
    for (let at = scope.parentId; at !== undefined; at = world.scope(at).parentId) if (chosen.has(at)) return true;
    return false;
  });
  if (nested) {
    throw new QueryRefused(
      'NESTED_SCOPES_SUMMED',
      {
        en: `${nested.id} lies within another scope of the query and would count twice; leave one of them out`,
        zh: `${nested.name}（${nested.id}）已包含在所选的另一范围内，相加会重复；请去掉其中之一`,
      },
      request.scopes.ids ? { ...request, scopes: { ids: request.scopes.ids.filter((id) => id !== nested.id) } } : apart,
    );
  }
  if (trees.size > 1) {
    throw new QueryRefused(
      'NESTED_SCOPES_SUMMED',
      {
        en: 'regions, parks and federations hold the same enterprises and unions; add up scopes of one of these alone',
        zh: '地区、园区与总工会的企业和工会互有重叠；请只在同一类范围内合并',
      },
      apart,
    );
  }
  const odd = metrics.find(({ metric }) => additivityOf(metric).overScopes);
  const reason = odd && additivityOf(odd.metric).overScopes;
  if (reason) {
    const { under } = request.scopes;
    throw new QueryRefused(
      'NOT_ADDITIVE',
      {
        en: `${odd.metric.id} does not add up over scopes: ${reason.en}; ask for the scope that holds them`,
        zh: `「${odd.metric.name.zh}」不能跨范围相加：${reason.zh}；请直接查询上级范围`,
      },
      under === undefined ? apart : { ...request, scopes: { ids: [under] }, combine: undefined, totals: undefined },
    );
  }
}

/** @throws QueryRefused where there is nothing to compare with. */
function checkComparison(request: MetricQueryRequest, world: QueryWorld, around: Omit<Pooling, 'scopes'>): void {
  const { compare } = request;
  if (!compare) return;
  const { metrics } = around;
  if ((compare.with === 'publication') !== (compare.publication !== undefined)) {
    throw new QueryRefused('QUERY_INVALID', {
      en: 'a comparison with a publication names it, any other does not',
      zh: '与另一发布对比须给出 publication，其他对比不得给出',
    });
  }
  if (compare.with === 'previous_period' && request.time?.grain === undefined) {
    throw new QueryRefused(
      'COMPARISON_NEEDS_GRAIN',
      { en: 'the period before needs a grain, such as MONTH', zh: '与上期对比须给出 grain，如 MONTH' },
      { ...request, time: { ...request.time, grain: 'month', last: 1 }, by: [...(request.by ?? [])] },
    );
  }
  if (compare.with === 'target') checkTargets(request, around);
  if (compare.with === 'publication' && world.other) {
    const { definitions, publicationId } = world.other;
    const odd = metrics.find(({ metric }) => definitions[metric.id] !== world.definitions[metric.id]);
    if (odd) {
      const { id, name } = odd.metric;
      const [now, then] = [world.definitions[id] ?? '—', definitions[id] ?? '—'];
      throw new QueryRefused(
        'DEFINITIONS_DIFFER',
        {
          en: `${id} has version ${now} of its definition here and ${then} in ${publicationId}: a difference of the two says nothing; leave the comparison out, or the metric`,
          zh: `「${name.zh}」的口径版本此处为 ${now}，在 ${publicationId} 中为 ${then}，两者之差没有意义；请去掉对比或该指标`,
        },
        withoutComparison(request),
      );
    }
  }
}

/** @throws QueryRefused for figures that no target is set for: of parts, of several scopes or periods at once, of a month. */
function checkTargets(
  request: MetricQueryRequest,
  { segment, metrics, poolsScopes, poolsTime, keys }: Omit<Pooling, 'scopes'>,
): void {
  const { by = [] } = request;
  if (segment.kind !== 'whole' || keys.length > 0 || metrics.some(({ metric }) => metric.shape === 'distribution')) {
    throw new QueryRefused(
      'TARGET_NOT_COMPARABLE',
      {
        en: 'targets are set for whole scopes; leave out segments, levels and kinds, or the comparison',
        zh: '目标按整体下达；请去掉类别、级别、类型等维度，或去掉对比',
      },
      withoutComparison(request),
    );
  }
  if (poolsScopes || poolsTime) {
    throw new QueryRefused(
      'TARGET_NOT_COMPARABLE',
      {
        en: 'targets are set for one scope each and looked at day by day; tell rows apart by SCOPE and TIME',
        zh: '目标按范围分别下达、按日核对；请按 SCOPE、TIME 分组',
      },
      {
        ...{ ...request, combine: undefined, totals: undefined },
        by: [
          ...new Set<QueryDimension>([
            ...by,
            ...(poolsScopes ? ['scope' as const] : []),
            ...(poolsTime ? ['time' as const] : []),
          ]),
        ],
      },
    );
  }
  const part = metrics.find(
    ({ metric, mode }) => metric.time === 'flow' && (mode.isDifference || mode.period === 'month'),
  );
  if (part) {
    const at = metrics.indexOf(part);
    throw new QueryRefused(
      'TARGET_NOT_COMPARABLE',
      {
        en: `targets of ${part.metric.id} are set for a year, not for its months or quarters; ask for the year to date with period: CALENDAR_YEAR or UNION_YEAR`,
        zh: `「${part.metric.name.zh}」的目标按年度下达；请以 period: CALENDAR_YEAR 或 UNION_YEAR 查年度累计`,
      },
      {
        ...request,
        metrics: request.metrics.map((one, place) => (place === at ? { ...one, period: 'calendar_year' } : one)),
      },
    );
  }
}

/** Whether there are totals, and whose figure they are. @throws QueryRefused */
function chooseTotals(
  request: MetricQueryRequest,
  world: QueryWorld,
  around: Omit<Pooling, 'poolsTime'> & { readonly by: ReadonlySet<QueryDimension> },
): Pick<Plan, 'totals' | 'parent'> {
  if (!request.totals) return { totals: 'none', parent: undefined };
  const { scopes, metrics, keys, segment, by } = around;
  const unlike = keys.find((key) => key !== 'level_key');
  if (unlike) {
    throw new QueryRefused(
      'UNLIKE_DEFINITIONS',
      {
        en: 'schemes, rules, campaigns and kinds are measured each in its own way, so there is no total of several',
        zh: '不同办法、口径、行动或类型的数据含义不同，没有合计',
      },
      { ...request, totals: undefined },
    );
  }
  const isSum = request.combine === 'pooled' || request.combine === 'sum';
  const hasParts =
    (by.has('scope') && scopes.length > 1) || segment.kind === 'family' || keys.length > 0 || request.scopes.under;
  if (!hasParts) {
    throw new QueryRefused(
      'TOTAL_NEEDS_PARTS',
      { en: 'a row that holds everything is its own total', zh: '没有可合计的部分' },
      { ...request, totals: undefined },
    );
  }
  if (isSum) {
    checkSums(request, metrics);
    if (scopes.length > 1) checkAddable(request, world, scopes, metrics);
    return { totals: 'pooled', parent: undefined };
  }
  const { under } = request.scopes;
  if (under !== undefined) return { totals: 'published', parent: world.scope(under) };
  const [only] = scopes;
  if (scopes.length === 1 && only) return { totals: 'published', parent: only };
  throw new QueryRefused(
    'TOTAL_NEEDS_PARENT',
    {
      en: 'scopes that are named one by one have no published figure of all of them; add them up with combine: POOLED, or name them by under and kind',
      zh: '逐个指明的范围没有整体的公布数；请用 combine: POOLED 合并计算，或用 under 与 kind 指明',
    },
    { ...request, combine: 'pooled' },
  );
}

/** The levels that are asked for, where the metric has levels. */
function narrowed(choice: KeyChoice, levels: readonly string[] | undefined, metric: Metric): KeyChoice {
  return levels === undefined || !metric.keys?.includes('level_key') ? choice : { ...choice, level_key: levels };
}

/** How many members rows have beside scopes and points. */
function membersOf(segment: PlannedSegment, metrics: readonly PlannedMetric[], keys: readonly FigureKey[]): number {
  const segments = segment.kind === 'family' ? (segment.ids?.length ?? MEMBERS[segment.family]) : 1;
  const most = (count: (planned: PlannedMetric) => number) => Math.max(1, ...metrics.map(count));
  return keys.reduce(
    (product, key) =>
      product *
      most(({ metric, choice }) =>
        key === 'level_key'
          ? (choice.level_key?.length ?? metric.levels?.length ?? USUAL_LEVELS)
          : (choice[key]?.length ?? 1),
      ),
    segments,
  );
}

function placeOf({ metrics }: MetricQueryRequest, metric: string | undefined): number {
  return metric === undefined ? 0 : metrics.findIndex((ask) => ask.metric === metric);
}
