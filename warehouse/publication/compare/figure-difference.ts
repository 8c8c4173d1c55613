import type { DuckDBConnection } from '@duckdb/node-api';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { figureKeys } from '@union/schema/metrics/metric.ts';
import { literal, rowsOf } from '../../duckdb.ts';

/** Columns that tell the figures of one metric, scope and day apart; empty text where a metric has none of them. */
export const identity = ['scope_id', 'segment', 'period_kind', ...figureKeys] as const;

/** The metrics that two attached catalogs both have figures of, in the order of the catalogue. */
export async function sharedMetrics(connection: DuckDBConnection, a: string, b: string): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    connection,
    `select view_name as name from duckdb_views() where database_name in (${literal(a)}, ${literal(b)})
      group by view_name having count(distinct database_name) = 2`,
  );
  const names = new Set(rows.map(({ name }) => name));
  return catalogue.filter(({ id }) => names.has(`figure_${id}`)).map(({ id }) => id);
}

/** Whether the catalog has a table or view of this name. */
export async function hasTable(connection: DuckDBConnection, catalog: string, name: string): Promise<boolean> {
  const rows = await rowsOf(
    connection,
    `select 1 from duckdb_columns() where database_name = ${literal(catalog)} and table_name = ${literal(name)} limit 1`,
  );
  return rows.length > 0;
}

/** The columns of a figure view of one catalog by which it compares with one of another version of the code. */
async function figureSelect(connection: DuckDBConnection, catalog: string, metricId: string): Promise<string> {
  const rows = await rowsOf<{ name: string }>(
    connection,
    `select column_name as name from duckdb_columns()
      where database_name = ${literal(catalog)} and table_name = ${literal(`figure_${metricId}`)}`,
  );
  const known = new Set(rows.map(({ name }) => name));
  const keys = identity.map((name) => (known.has(name) ? `coalesce(${name}, '') as ${name}` : `'' as ${name}`));
  return `select ${keys.join(', ')}, valid_from, valid_to, numerator, denominator, value, state
    from ${catalog}.main.figure_${metricId}`;
}

/**
 * Whether two attached catalogs say the same of a metric on every day up to `lastDay`, by a hash of all its stretches until
 * then: one pass over both, where finding what differs takes several. False also where the same days are cut otherwise.
 */
export async function isSameUntil(
  connection: DuckDBConnection,
  metricId: string,
  [before, after]: readonly [string, string],
  lastDay: string,
): Promise<boolean> {
  const summary = async (catalog: string) => `
    select count(*) as rows, sum(hash(stretch)::hugeint) as content
    from (
      select figures.* replace (least(valid_to, date ${literal(lastDay)} + 1) as valid_to)
      from (${await figureSelect(connection, catalog, metricId)}) as figures where valid_from <= date ${literal(lastDay)}
    ) as stretch`;
  const [row] = await rowsOf<{ is_same: boolean }>(
    connection,
    `select a.rows = b.rows and a.content is not distinct from b.content as is_same
      from (${await summary(before)}) as a, (${await summary(after)}) as b`,
  );
  return row?.is_same ?? false;
}

/**
 * SQL whose rows are the figures of one metric that differ between two attached catalogs on some day: identity, `day` (of
 * the pair), old_… and new_… of numerator, denominator, value and state; null where the figure does not exist.
 * `days` is a select of pairs `old_day`, `new_day`: the day asked of the first catalog and the day asked of the second.
 * When both are the same, stretches that both catalogs share are left out before any day is looked at.
 */
export async function differenceSql(
  connection: DuckDBConnection,
  metricId: string,
  sides: {
    readonly before: string;
    readonly after: string;
    readonly days: string;
    readonly where?: string | undefined;
  },
): Promise<string> {
  const { before, after, days, where = 'true' } = sides;
  const [old, next] = [
    await figureSelect(connection, before, metricId),
    await figureSelect(connection, after, metricId),
  ];
  const on = (day: string, rows: string) => `
    select days.new_day as day, ${rows}.* exclude (valid_from, valid_to)
    from ${rows} join days on days.${day} >= ${rows}.valid_from and days.${day} < ${rows}.valid_to`;
  return `
    with days as (${days}),
    last_day as (select max(greatest(old_day, new_day)) + 1 as day, bool_and(old_day = new_day) as is_same from days),
    old_rows as (
      select figures.* replace (least(valid_to, last_day.day) as valid_to)
      from (${old}) as figures cross join last_day where valid_from < last_day.day and (${where})
    ),
    new_rows as (
      select figures.* replace (least(valid_to, last_day.day) as valid_to)
      from (${next}) as figures cross join last_day where valid_from < last_day.day and (${where})
    ),
    -- A stretch that both have holds no difference; what a day needs of one side is then gone from both.
    old_odd as (
      (select * from old_rows where (select is_same from last_day) except all select * from new_rows)
      union all select * from old_rows where not (select is_same from last_day)
    ),
    new_odd as (
      (select * from new_rows where (select is_same from last_day) except all select * from old_rows)
      union all select * from new_rows where not (select is_same from last_day)
    ),
    old_days as (${on('old_day', 'old_odd')}),
    new_days as (${on('new_day', 'new_odd')})
    select
      ${literal(metricId)} as metric_id, ${identity.join(', ')}, day,
      old_days.numerator as old_numerator, old_days.denominator as old_denominator, old_days.value as old_value, old_days.state as old_state,
      new_days.numerator as new_numerator, new_days.denominator as new_denominator, new_days.value as new_value, new_days.state as new_state
    from old_days full join new_days using (day, ${identity.join(', ')})
    where (old_days.numerator, old_days.denominator, old_days.state) is distinct from (new_days.numerator, new_days.denominator, new_days.state)`;
}

/** A figure that differs, on a day; null where it does not exist on one side, or has no number there. */
export type FigureDifference = {
  readonly metric_id: string;
  readonly scope_id: string;
  readonly segment: string;
  readonly period_kind: string;
  readonly day: string;
  readonly old_numerator: number | null;
  readonly old_denominator: number | null;
  readonly old_value: number | null;
  readonly old_state: string | null;
  readonly new_numerator: number | null;
  readonly new_denominator: number | null;
  readonly new_value: number | null;
  readonly new_state: string | null;
};
