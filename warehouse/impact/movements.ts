import type { DuckDBConnection } from '@duckdb/node-api';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { openDuckDb, rowOf, rowsOf } from '../duckdb.ts';
import {
  differenceSql,
  type FigureDifference,
  identity,
  sharedMetrics,
} from '../publication/compare/figure-difference.ts';
import { attachments, type Shadow } from './shadow-build.ts';

/** A figure that moves. Of households only the value, rounded, and none of its parts. */
export type Mover = {
  readonly scopeId: string;
  readonly scopeName: string;
  readonly periodKind: string;
  readonly keys: string;
  readonly before: Side;
  readonly after: Side;
  /** After less before; null where one of them has no number. */
  readonly change: number | null;
};

export type Side = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly state: string | null;
};

/** How the figures of one metric move on the day, of whole scopes. */
export type MetricMovement = {
  readonly metricId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly isHousehold: boolean;
  /** The day that was compared: the build's own, or the last that the metric tells. */
  readonly day: string;
  /** Figures that are otherwise, of how many; of households rounded up to multiples of 5. */
  readonly moved: number;
  readonly of: number;
  /** Figures that change their state, such as from reported to not_applicable. */
  readonly states: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  /** Changes of value from the least to the largest; null where none has a number on both sides. */
  readonly spread: Spread | null;
  /** The largest movers, by the size of their change. */
  readonly movers: readonly Mover[];
};

export type Spread = {
  readonly least: number;
  readonly tenth: number;
  readonly median: number;
  readonly ninetieth: number;
  readonly largest: number;
};

/** A scope whose light or standing against its target changes. */
export type TargetFlip = {
  readonly metricId: string;
  readonly targetCode: string;
  readonly scopeId: string;
  readonly scopeName: string;
  readonly from: string;
  readonly to: string;
  /** From a met target to another state, or the other way round. */
  readonly isCrossing: boolean;
};

export type Movements = {
  readonly metrics: readonly MetricMovement[];
  readonly flips: readonly TargetFlip[];
  /** Metrics whose target records move in any way, flipped or not. */
  readonly targetMetrics: readonly string[];
};

/** Multiples to which counts of household figures are rounded up, and the part of a point to which their values are. */
const HOUSEHOLDS = 5;
const MOVERS = 10;

/** What differs between the two sides on their day. @param only looks at these metrics alone. */
export async function readMovements(
  shadow: Shadow,
  asOf: string,
  { only, movers = MOVERS }: { only?: readonly string[] | undefined; movers?: number } = {},
): Promise<Movements> {
  const instance = await openDuckDb(':memory:', { threads: 2 });
  try {
    const connection = await instance.connect();
    for (const statement of attachments(shadow)) await connection.run(statement);
    const shared = await sharedMetrics(connection, 'before', 'after');
    const metrics: MetricMovement[] = [];
    for (const id of shared) {
      if (only && !only.includes(id)) continue;
      const metric = findMetric(id);
      const movement = metric && (await movementOf(connection, metric, asOf, movers));
      if (movement) metrics.push(movement);
    }
    return { metrics, ...(await readFlips(connection)) };
  } finally {
    instance.closeSync();
  }
}

async function movementOf(
  connection: DuckDBConnection,
  metric: Metric,
  asOf: string,
  most: number,
): Promise<MetricMovement | undefined> {
  const view = `figure_${metric.id}`;
  const { day, of } = await rowOf<{ day: string | null; of: number }>(
    connection,
    `with told as (
        select valid_from, valid_to from before.main.${view} where segment = 'all'
        union all select valid_from, valid_to from after.main.${view} where segment = 'all'
      ),
      last_day as (select least(max(valid_to) - 1, date '${asOf}')::date as day from told)
      select day::varchar as day, (
        select count(*) from after.main.${view}, last_day where segment = 'all' and day >= valid_from and day < valid_to
      ) as of from last_day`,
  );
  if (day === null) return undefined;
  const differences = await differenceSql(connection, metric.id, {
    ...{ before: 'before', after: 'after', where: `segment = 'all'` },
    days: `select date '${day}' as old_day, date '${day}' as new_day`,
  });
  await connection.run(`create or replace temp table moved as ${differences}`);
  const { moved } = await rowOf<{ moved: number }>(connection, 'select count(*) as moved from moved');
  if (moved === 0) return undefined;
  const isHousehold = metric.disclosure === 'household';
  // Only what both sides tell is compared, so that what one of them hides is not told by the other.
  const states = await rowsOf<{ from: string; to: string; count: number }>(
    connection,
    `select coalesce(old_state, 'not_reported') as "from", coalesce(new_state, 'not_reported') as "to", count(*) as count
      from moved where old_state is distinct from new_state group by all order by count desc, "from", "to"`,
  );
  const spread = await rowOf<Record<keyof Spread, number | null>>(
    connection,
    `select min(change) as least, quantile_cont(change, 0.1) as tenth, median(change) as median,
        quantile_cont(change, 0.9) as ninetieth, max(change) as largest
      from (select new_value - old_value as change from moved) where change is not null`,
  );
  const rows = await rowsOf<FigureDifference & { scope_name: string; keys: string }>(
    connection,
    `select moved.*, coalesce(scope.name, moved.scope_id) as scope_name,
        concat_ws(' ', ${identity
          .slice(3)
          .map((key) => `nullif(moved.${key}, '')`)
          .join(', ')}) as keys
      from moved left join after.main.scope on scope.scope_id = moved.scope_id
      ${isHousehold ? `where old_state = 'reported' and new_state = 'reported'` : ''}
      order by abs(new_value - old_value) desc nulls last, moved.scope_id, period_kind, keys limit ${most}`,
  );
  return {
    ...{ metricId: metric.id, nameZh: metric.name.zh, nameEn: metric.name.en, isHousehold, day },
    moved: isHousehold ? coarse(moved) : moved,
    of: isHousehold ? coarse(of) : of,
    states: states.map((change) => ({ ...change, count: isHousehold ? coarse(change.count) : change.count })),
    spread: spread.least === null ? null : rounded(spread as Spread, isHousehold ? metric : undefined),
    movers: rows.map((row) => moverOf(row, isHousehold ? metric : undefined)),
  };
}

/** Rounded up, so that few are never told exactly and something never becomes nothing. */
const coarse = (count: number): number => Math.ceil(count / HOUSEHOLDS) * HOUSEHOLDS;

/** A value of households: shares to whole points, other values to two figures. */
function coarseValue(value: number | null, { unit }: Metric): number | null {
  if (value === null) return null;
  return unit === 'share' || unit === 'completion' ? Math.round(value * 100) / 100 : Number(value.toPrecision(2));
}

function rounded(spread: Spread, household: Metric | undefined): Spread {
  if (!household) return spread;
  const of = (value: number) => coarseValue(value, household) ?? 0;
  const { least, tenth, median, ninetieth, largest } = spread;
  return { least: of(least), tenth: of(tenth), median: of(median), ninetieth: of(ninetieth), largest: of(largest) };
}

function moverOf(row: FigureDifference & { scope_name: string; keys: string }, household: Metric | undefined): Mover {
  const side = (
    numerator: number | null,
    denominator: number | null,
    value: number | null,
    state: string | null,
  ): Side =>
    household
      ? { numerator: null, denominator: null, value: coarseValue(value, household), state }
      : { numerator, denominator, value, state };
  const before = side(row.old_numerator, row.old_denominator, row.old_value, row.old_state);
  const after = side(row.new_numerator, row.new_denominator, row.new_value, row.new_state);
  const change = before.value === null || after.value === null ? null : after.value - before.value;
  return {
    ...{ scopeId: row.scope_id, scopeName: row.scope_name, periodKind: row.period_kind, keys: row.keys, before, after },
    change: change === null || !household ? change : coarseValue(change, household),
  };
}

async function readFlips(connection: DuckDBConnection): Promise<Pick<Movements, 'flips' | 'targetMetrics'>> {
  const columns = 'target_code, metric_id, scope_id';
  const rows = await rowsOf<{
    metric_id: string;
    target_code: string;
    scope_id: string;
    scope_name: string;
    from: string;
    to: string;
  }>(
    connection,
    `select metric_id, target_code, scope_id, coalesce(scope.name, scope_id) as scope_name,
        coalesce(old.status, 'none') as "from", coalesce(new.status, 'none') as "to"
      from before.main.target_status as old full join after.main.target_status as new using (${columns})
        left join after.main.scope using (scope_id)
      where old.status is distinct from new.status
      order by metric_id, target_code, scope.sort_no, scope_id`,
  );
  const moved = await rowsOf<{ metric_id: string }>(
    connection,
    `select distinct metric_id
      from before.main.target_status as old full join after.main.target_status as new using (${columns})
      where (old.status, old.numerator, old.denominator, old.need) is distinct from (new.status, new.numerator, new.denominator, new.need)
      order by metric_id`,
  );
  return {
    targetMetrics: moved.map(({ metric_id }) => metric_id),
    flips: rows.map((row) => ({
      ...{ metricId: row.metric_id, targetCode: row.target_code, scopeId: row.scope_id, scopeName: row.scope_name },
      ...{ from: row.from, to: row.to, isCrossing: (row.from === 'met') !== (row.to === 'met') },
    })),
  };
}
