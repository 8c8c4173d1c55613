import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import type { Point } from '@union/warehouse/query/points.ts';
import { type QueryRecord, sections } from '@union/warehouse/query/statement.ts';
import { type Scope, scopeTree } from '../scope/scope-tree.ts';
import { type Segment, segmentOf } from '../segment/segment.queries.ts';
import { checkSize, type Planned, recordsOf } from './run-metric-query.ts';

/** A figure of a row or a total. */
export type Cell = {
  readonly metric: Metric;
  readonly record: QueryRecord;
  /** What its unit is shown in: points for percentages. */
  readonly isPercentage: boolean;
};

/** A row of the answer: its place, and a cell for each metric in their order. */
export type Row = {
  readonly scope: Scope | undefined;
  readonly point: Point | undefined;
  readonly segment: Segment | undefined;
  readonly record: QueryRecord;
  readonly metrics: readonly Metric[];
  readonly cells: readonly Cell[];
};

export type Total = { readonly point: Point | undefined; readonly cells: readonly Cell[] };

export type MetricQueryResult = {
  readonly planned: Planned;
  readonly rows: readonly Row[];
  readonly totals: readonly Total[];
  /** How many rows there are without the limit. */
  readonly rowCount: number;
  /** How many figures of the rows, and of those beyond the limit or the filters, are withheld. */
  readonly suppressed: number;
};

const PERCENTAGES = new Set(['share', 'completion']);

/** Runs a plan. @throws MetricQueryRefused when it is too large, and what the statement throws. */
export async function runMetricQuery(planned: Planned): Promise<MetricQueryResult> {
  await checkSize(planned);
  const { plan, publication } = planned;
  const records = await recordsOf(planned);
  const metrics = plan.metrics.map(({ metric }) => metric);
  const scopes = await scopesOf(
    publication,
    plan.scopes.map(({ id }) => id),
  );
  const cellOf = (record: QueryRecord): Cell => {
    const metric = metrics[record.m] as Metric;
    const shown = restricted(planned, record);
    return { metric, record: shown, isPercentage: PERCENTAGES.has(metric.unit) };
  };
  const pointOf = ({ p }: QueryRecord) => (plan.poolsTime ? undefined : plan.points[p]);
  const sectionOf = (section: (typeof sections)[number]) =>
    records.filter((record) => sections[record.section] === section);
  const rows = [...Map.groupBy(sectionOf('row'), ({ row_no }) => row_no).values()].map((group): Row => {
    const record = group[0] as QueryRecord;
    return {
      ...{ scope: scopes.get(record.scope_id), point: pointOf(record), segment: segmentOf(record.segment) },
      ...{ record, metrics, cells: group.map(cellOf) },
    };
  });
  const totals = [...Map.groupBy(sectionOf('total'), ({ p }) => p).values()].map((group): Total => {
    const record = group[0] as QueryRecord;
    return { point: pointOf(record), cells: group.map(cellOf) };
  });
  const [whole] = sectionOf('whole');
  return {
    ...{ planned, rows, totals: totals.toSorted((a, b) => (a.point?.no ?? 0) - (b.point?.no ?? 0)) },
    ...{ rowCount: whole?.row_total ?? 0, suppressed: whole?.suppressed_total ?? 0 },
  };
}

/** A cell that is closed to who asks says so, rather than that nothing was reported. */
export function restricted({ plan }: Planned, record: QueryRecord): QueryRecord {
  const isClosed = record.state === 'not_reported' && plan.metrics[record.m]?.closed.has(record.scope_id);
  return isClosed ? { ...record, state: 'restricted' } : record;
}

async function scopesOf(publication: Publication, ids: readonly string[]): Promise<ReadonlyMap<string, Scope>> {
  const tree = await scopeTree(publication);
  return new Map(
    ids.flatMap((id) => {
      const scope = tree.find(id);
      return scope ? [[id, scope] as const] : [];
    }),
  );
}

/** The words of a level: of the metric's own list, or the key itself. */
export function levelName(metrics: readonly Metric[], key: string): { readonly zh: string; readonly en: string } {
  const known = metrics.flatMap(({ levels = [] }) => levels).find((level) => level.key === key);
  return known?.name ?? starLevels[key] ?? { zh: key, en: key };
}

const starLevels: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  unrated: { zh: '未评', en: 'never reviewed' },
  removed: { zh: '已撤销', en: 'removed' },
  not_rated: { zh: '参评未达星级', en: 'reviewed without a star' },
  ...Object.fromEntries(
    ['一', '二', '三', '四', '五'].map((zh, at) => [
      String(at + 1),
      { zh: `${zh}星`, en: `${at + 1} star${at === 0 ? '' : 's'}` },
    ]),
  ),
};
