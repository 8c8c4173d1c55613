import type { Words } from '@union/schema/metrics/metric.ts';
import type { Point } from '@union/warehouse/query/points.ts';
import { rowsKnownOf, runsOf, totalRunsOf } from '@union/warehouse/query/runs.ts';
import {
  type QueryRecord,
  recordColumns,
  type Statement,
  sections,
  statementOf,
} from '@union/warehouse/query/statement.ts';
import { flagColumns } from '../figure/figure.queries.ts';
import { levelName } from '../metric-query/result.ts';
import type { Planned } from '../metric-query/run-metric-query.ts';
import { scopeTree } from '../scope/scope-tree.ts';
import { segmentOf } from '../segment/segment.queries.ts';
import { aboutFigures } from './about.ts';
import { figureColumns } from './figure-columns.ts';
import type { Batch, Cell, ExportRows } from './rows.ts';

/**
 * All rows of a plan, a row a figure, in the order of its statement: by runs over its scopes or points, so that memory does not
 * grow with their number, or where that cannot be as the one statement gives them. Columns are made whole, without an object a row.
 * @param figures that one run reads at most, for tests; 0 for the one statement.
 */
export async function figureRows(planned: Planned, figures?: number): Promise<ExportRows> {
  const { plan, publication, statement } = planned;
  const columns = figureColumns(plan);
  const tree = await scopeTree(publication);
  const scopes = new Map(plan.scopes.map(({ id, kind }) => [id, { name: tree.find(id)?.name ?? id, kind }]));
  const segments = remembered((id) => segmentOf(id));
  const levels = remembered((key) => (key ? levelName(metrics, key).zh : null));
  const metrics = plan.metrics.map(({ metric }) => metric);
  const hasClosed = plan.metrics.some(({ closed }) => closed.size > 0);

  type Made = (own: Own, rowCount: number) => Cell[];
  const each =
    <A extends keyof QueryRecord>(name: A, make: (value: QueryRecord[A]) => Cell): Made =>
    (own) =>
      own(name).map((value) => make(value as QueryRecord[A]));
  const same =
    (name: keyof QueryRecord): Made =>
    (own) =>
      own(name) as Cell[];
  const orEmpty = (name: keyof QueryRecord) => each(name, (value) => (value === '' ? null : (value as Cell)));
  const ofPoint = (make: (point: Point) => Cell) =>
    each('p', (p) => {
      const point = plan.poolsTime ? undefined : plan.points[p];
      return point ? make(point) : null;
    });
  const made: Readonly<Record<string, Made>> = {
    record: each('section', (section) => sections[section] ?? null),
    metric_id: each('m', (m) => metrics[m]?.id ?? null),
    metric_name: each('m', (m) => metrics[m]?.name.zh ?? null),
    scope_id: orEmpty('scope_id'),
    scope_name: each('scope_id', (id) => scopes.get(id)?.name ?? null),
    scope_kind: each('scope_id', (id) => scopes.get(id)?.kind ?? null),
    period: ofPoint(({ label }) => label),
    period_start: ofPoint(({ start }) => start),
    period_end: ofPoint(({ end }) => end),
    segment_id: each('segment', (id) => segments(id)?.id ?? null),
    segment_name: each('segment', (id) => segments(id)?.name ?? null),
    level_key: orEmpty('level_key'),
    level_name: each('level_key', (key) => levels(key)),
    ...Object.fromEntries(
      (['kind_key', 'scheme_code', 'rule_code', 'campaign_code'] as const).map((key) => [key, orEmpty(key)]),
    ),
    state: hasClosed ? (own) => statesOf(own) : same('state'),
    publication_id: (_, rowCount) => new Array<Cell>(rowCount).fill(plan.publicationId),
    compared_numerator: same('then_numerator'),
    compared_denominator: same('then_denominator'),
    compared_value: same('then_value'),
    compared_state: same('then_state'),
    compared_as_of: same('then_as_of'),
    change: (own) => {
      const values = own('value') as (number | null)[];
      return (own('then_value') as (number | null)[]).map((old, at) => {
        const value = values[at] ?? null;
        return value === null || old === null ? null : value - old;
      });
    },
  };
  // What is closed to who asks says so, rather than that nothing was reported.
  const statesOf = (own: Own): Cell[] => {
    const [places, ids] = [own('m') as number[], own('scope_id') as string[]];
    return (own('state') as string[]).map((state, at) => {
      const isClosed = state === 'not_reported' && plan.metrics[places[at] ?? 0]?.closed.has(ids[at] ?? '');
      return isClosed ? 'restricted' : state;
    });
  };

  const { limit = Number.POSITIVE_INFINITY } = plan.request;
  const known = rowsKnownOf(plan);
  const totals = plan.totals === 'none' ? 0 : plan.poolsTime ? 1 : plan.points.length;
  let cut = noticeOf(known ?? 0, limit);

  async function* batches(): AsyncGenerator<Batch> {
    const runs = figures === 0 ? undefined : runsOf(plan, figures);
    if (runs === undefined) {
      const all = yield* records(statement, Number.POSITIVE_INFINITY);
      cut = noticeOf(all, limit);
      return;
    }
    const flags = await flagColumns(publication);
    let all = 0;
    for (const run of runs) {
      const left = limit - all;
      // What the limit leaves out is counted, where its number is not known anyway.
      if (left <= 0 && known !== undefined) return;
      const request = Number.isFinite(limit) ? { ...run.request, limit: Math.max(1, left) } : run.request;
      all += yield* records(statementOf({ ...run, request }, flags), left);
    }
    cut = noticeOf(all, limit);
    for (const run of totalRunsOf(plan, figures)) {
      yield* records(statementOf(run, flags, false), Number.POSITIVE_INFINITY);
    }
  }

  /** The rows of a statement, none when `left` is 0; gives back how many there are without its limit. */
  async function* records({ sql, parameters }: Statement, left: number): AsyncGenerator<Batch, number> {
    let all = 0;
    for await (const chunk of publication.stream(sql, parameters)) {
      const places = chunk.columns[placeOf('section')] as readonly number[];
      // What is known of the whole is the last record.
      const isLast = sections[places.at(-1) ?? 0] === 'whole';
      const rowCount = isLast ? chunk.rowCount - 1 : chunk.rowCount;
      if (isLast) all = Number(chunk.columns[placeOf('row_total')]?.at(-1) ?? 0);
      if (rowCount === 0 || left <= 0) continue;
      const own: Own = (name) => {
        const column = (chunk.columns[placeOf(name)] ?? []) as readonly Cell[];
        return isLast ? column.slice(0, rowCount) : column;
      };
      yield {
        rowCount,
        columns: columns.map(({ name }) => (made[name] ?? same(name as keyof QueryRecord))(own, rowCount)),
      };
    }
    return all;
  }
  return {
    ...{ columns, batches: batches(), notice: () => cut, about: aboutFigures(planned, columns) },
    rowCount: known === undefined ? undefined : (Math.min(known, limit) + totals) * metrics.length,
  };
}

/** The cells of a column of the statement. */
type Own = (name: keyof QueryRecord) => readonly Cell[];

const placeOf = (name: keyof QueryRecord) => recordColumns.indexOf(name);

/** A function that works each text out once. */
function remembered<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (!known.has(text)) known.set(text, find(text));
    return known.get(text) as T;
  };
}

/** That the limit of the query left rows out. */
function noticeOf(all: number, limit: number): Words | undefined {
  if (all <= limit) return undefined;
  return {
    zh: `仅含前 ${limit} 行，共 ${all} 行：查询中设有 limit`,
    en: `the first ${limit} rows of ${all} alone: the query has a limit`,
  };
}
