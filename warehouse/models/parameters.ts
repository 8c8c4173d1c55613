import type { DuckDBConnection } from '@duckdb/node-api';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { literal } from '../duckdb.ts';
import type { Rules } from '../rules.ts';

/**
 * Writes what models read beside the registers: `night` (one row), `settlement_clock`, `primary_kind`, `source_rank` and
 * `metric` (from the catalogue).
 */
export async function createParameters(connection: DuckDBConnection, asOf: string, rules: Rules): Promise<void> {
  const list = (texts: readonly string[]) => `[${texts.map(literal).join(', ')}]`;
  await connection.run(`
    create table night as select
      date ${literal(asOf)} as as_of,
      ${rules.termGraceMonths} as term_grace_months,
      ${rules.dailyDays} as daily_days,
      ${rules.smallCellHouseholds} as small_cell_households,
      ${rules.householdBase} as household_base,
      ${rules.householdSettlingDays} as household_settling_days,
      ${rules.householdHistoryUntil === null ? 'null' : literal(rules.householdHistoryUntil)}::date as household_history_until,
      ${rules.twoMonthRollingDays} as two_month_rolling_days,
      ${rules.quarterRollingDays} as quarter_rolling_days,
      ${rules.rankMinDenominator} as rank_min_denominator,
      ${rules.renewalWindowDays} as renewal_window_days,
      ${rules.signingHeadcount} as signing_headcount,
      ${rules.settlementClockMonths} as settlement_clock_months,
      (select count(*) from raw_enterprise) <= ${rules.segmentTownsUpTo} as has_town_segments
  `);
  const clocks = Object.entries(rules.settlementClockOfRegion).map(
    ([region, months]) => `union all select ${literal(region)}, ${months}`,
  );
  await connection.run(`
    create table settlement_clock as
    select null::varchar as region_code, null::integer as clock_months where false ${clocks.join(' ')}
  `);
  await connection.run(`create table primary_kind as select unnest(${list(rules.primaryKinds)}::varchar[]) as kind`);
  await connection.run(`
    create table source_rank as
    select source, rank from (
      select unnest(${list(rules.sourceOrder)}::varchar[]) as source, unnest(range(${rules.sourceOrder.length})) as rank
    )
  `);
  const metrics = catalogue.map(
    (metric) =>
      `(${literal(metric.id)}, ${literal(metric.time)}, ${literal(metric.shape)}, ${list(metric.scopes)}::varchar[],
        ${literal(metric.better)}, ${literal(metric.unit)}, ${literal(metric.grain ?? 'day')}, ${literal(metric.disclosure)})`,
  );
  await connection.run(
    `create table metric as select * from (values ${metrics.join(', ')}) as metrics (metric_id, time, shape, scope_kinds, better, unit, grain, disclosure)`,
  );
}
