import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { figureModels } from '@union/warehouse/models/figures.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { defaultRules } from '@union/warehouse/rules.ts';

/** A folder of publications, made of rows that tests can see, in the form that the warehouse builds. */
export type PublicationsFolder = {
  readonly path: string;
  /**
   * Adds a publication and makes it the current one. `change` is SQL on its rows by day,
   * `damage` on what is published of them.
   */
  publish(
    asOf: string,
    options?: { publishedAt?: string; change?: string; damage?: string; number?: number },
  ): Promise<string>;
  remove(): void;
};

export function makePublicationsFolder(): PublicationsFolder {
  const path = mkdtempSync(join(tmpdir(), 'union-publications-'));
  let previous: string | null = null;
  return {
    path,
    async publish(asOf, { publishedAt = `${asOf}T20:00:00.000Z`, change = '', damage = '', number = 1 } = {}) {
      const publicationId = `${asOf}-${number}`;
      const folder = join(path, publicationId);
      mkdirSync(join(folder, 'static', 'park-coverage'), { recursive: true });
      writeFileSync(join(folder, 'static', 'park-coverage', 'region-320924.json'), '{"data":{}}');
      await writeDatabase(join(folder, 'warehouse.duckdb'), asOf, change, damage);
      const manifest: Manifest = {
        publicationId,
        asOf,
        publishedAt,
        startedAt: publishedAt,
        codeVersion: '0.1.0',
        definitions: Object.fromEntries(catalogue.map((metric) => [metric.id, metric.definition.version])),
        inputs: { watermark: { maxImportId: 1, recordedAt: publishedAt }, rows: {} } as unknown as Manifest['inputs'],
        rules: defaultRules,
        content: { sha256: '', tables: {} },
        files: [],
        checks: [],
        acceptedDrifts: [],
        durations: {},
        previous,
      };
      const text = JSON.stringify(manifest);
      writeFileSync(join(folder, 'manifest.json'), text);
      const manifestSha256 = createHash('sha256').update(text).digest('hex');
      writeFileSync(join(path, 'current.json'), JSON.stringify({ publicationId, manifestSha256 }));
      previous = publicationId;
      return publicationId;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

async function writeDatabase(path: string, asOf: string, change: string, damage: string): Promise<void> {
  const instance = await openDuckDb(path);
  const connection = await instance.connect();
  await connection.run(tables(asOf));
  if (change) await connection.run(change);
  await connection.run(stretches(asOf));
  const tablesMade = new Set(
    (await rowsOf<{ name: string }>(connection, 'select table_name as name from duckdb_tables()')).map(
      (row) => row.name,
    ),
  );
  // A metric whose mart, or a column of it, is not made up here has no view either.
  for (const { id, mart } of catalogue) {
    const view = figureModels.find((model) => model.name === `figure_${id}`);
    if (!view || !tablesMade.has(mart)) continue;
    await connection.run(`create view ${view.name} as ${view.sql}`).catch((error: Error) => {
      if (!error.message.startsWith('Binder Error')) throw error;
    });
  }
  if (damage) await connection.run(damage);
  connection.closeSync();
  instance.closeSync();
}

/**
 * A county with two parks and a town. County on the last day: 100 enterprises, 86 of them unionised; 1000 workers, 849
 * members. Park A 3 of 4, park B 3 of 4 (a tie), park C 0 of 0. The month before, the county had 80 of 100.
 */
const tables = (asOf: string) => `
create table scope (scope_id varchar, kind varchar, level varchar, name varchar, parent_scope_id varchar, region_code varchar, sort_no integer);
insert into scope values
  ('region:320000', 'region', 'province', '江苏省', null, '320000', 1),
  ('region:320900', 'region', 'city', '盐城市', 'region:320000', '320900', 2),
  ('region:320924', 'region', 'county', '射阳县', 'region:320900', '320924', 3),
  ('region:320924100', 'region', 'town', '合德镇', 'region:320924', '320924100', 4),
  ('park:PA', 'park', 'park', '甲园区', 'region:320924', '320924', 5),
  ('park:PB', 'park', 'park', '乙园区', 'region:320924100', '320924100', 6),
  ('park:PC', 'park', 'park', '丙园区', 'region:320924', '320924', 7),
  ('federation:320924', 'federation', 'county', '射阳县总工会', null, '320924', 8),
  ('federation:320924100', 'federation', 'town', '合德镇总工会', 'federation:320924', '320924100', 9);
create table scope_ancestor as
with recursive climb as (
  select scope_id, scope_id as ancestor_scope_id, 0 as depth from scope
  union all
  select climb.scope_id, scope.parent_scope_id, depth + 1
  from climb join scope on scope.scope_id = ancestor_scope_id where scope.parent_scope_id is not null
)
from climb;

create table coverage as
select as_of::date as as_of, scope_id, enterprise_count::bigint as enterprise_count, covered_count::bigint as covered_count,
  covered_count::bigint as effective_covered_count, 0::bigint as secondary_covered_count, worker_count::bigint as worker_count,
  member_count::bigint as member_count, member_count::bigint as effective_member_count, worker_count::bigint as covered_worker_count,
  member_count::bigint as covered_member_count, 'register' as source
from (values
  ('2026-09-30', 'region:320924', 100, 70, 1000, 700),
  ('2026-10-31', 'region:320924', 100, 80, 1000, 800),
  ('2026-11-19', 'region:320924', 100, 85, 1000, 848),
  ('${asOf}', 'region:320924', 100, 86, 1000, 849),
  ('${asOf}', 'region:320924100', 10, 0, 100, 0),
  ('2026-10-31', 'park:PA', 4, 1, 40, 10),
  ('${asOf}', 'park:PA', 4, 3, 40, 30),
  ('${asOf}', 'park:PB', 4, 3, 40, 36),
  ('${asOf}', 'park:PC', 0, 0, 0, 0)
) as rows (as_of, scope_id, enterprise_count, covered_count, worker_count, member_count)
where as_of <= '${asOf}';

create table park_union as
select '${asOf}'::date as as_of, 'region:320924' as scope_id, 3::bigint as park_count, 2::bigint as park_with_union_count;

create table union_quality as
select as_of::date as as_of, scope_id, active::bigint as active_union_count, checked::bigint as checked_union_count,
  shells::bigint as shell_zombie_count, certificates::bigint as certificate_count, chairs::bigint as chair_known_count,
  full_time::bigint as full_time_chair_count
from (values
  ('2026-10-31', 'region:320924', 50, 40, 6, 20, 50, 5),
  ('${asOf}', 'region:320924', 50, 40, 4, 25, 50, 5),
  ('${asOf}', 'park:PA', 10, 10, 1, 5, 10, 0),
  ('${asOf}', 'park:PB', 10, 10, 3, 5, 10, 0),
  ('${asOf}', 'park:PC', 2, 0, 0, 2, 0, 0)
) as rows (as_of, scope_id, active, checked, shells, certificates, chairs, full_time)
where as_of <= '${asOf}';

create table new_union as
select '${asOf}'::date as as_of, period_kind, period_start::date as period_start, 'region:320924' as scope_id,
  new_unions::bigint as new_union_count, independent::bigint as independent_count
from (values ('month', '2026-11-01', 4, 1), ('calendar_year', '2026-01-01', 86, 31), ('union_year', '2026-10-01', 10, 0))
  as rows (period_kind, period_start, new_unions, independent);

create table figure_key as select * from (values
  ('rule_code', 'DEFAULT-1', '默认口径', '2020-01-01'::date, null::date),
  ('rule_code', 'OTHER-1', '另一口径', '2019-01-01'::date, null::date),
  ('scheme_code', 'SY-2024', '射阳县星级工会评定办法', '2024-01-01'::date, null::date)
) as rows (key, code, name, valid_from, valid_to);

create table metric_lineage as select * from (values
  ('member_rate', 'coverage', null, null),
  ('member_rate', null, 'headcount_observation', 'observed_on'),
  ('member_rate', null, 'headcount_observation', 'worker_count')
) as rows (metric_id, model, register, column_name);

create table restatement as select
  1::bigint as restatement_id, '2026-11-05-1' as publication_id, 'enterprise_unionisation_rate' as metric_id,
  'region:320924' as scope_id, 'all' as segment, 'day' as period_kind, '' as scheme_code, '' as rule_code,
  '' as campaign_code, '' as kind_key, '' as level_key, '2026-10-31'::date as day, 79::bigint as old_numerator,
  100::bigint as old_denominator, 0.79::double as old_value, 'reported' as old_state, 80::bigint as new_numerator,
  100::bigint as new_denominator, 0.8::double as new_value, 'reported' as new_state, '漏报一家企业' as reason,
  '2026-11-05T01:00:00.000Z' as restated_at;

create table star_scheme as select * from (values
  ('SY-2024', '射阳县星级工会评定办法', 3, '2024-01-01'::date, null::date)
) as rows (scheme_code, name, level_count, valid_from, valid_to);
create table star_round as select * from (values
  ('SY-2024-1', 'SY-2024', '2024年度', '2024-12-20'::date),
  ('SY-2025-1', 'SY-2024', '2025年度', '2025-12-20'::date)
) as rows (round_code, scheme_code, name, closed_on);
create table star_distribution as
select '${asOf}'::date as as_of, 'region:320924' as scope_id, 'SY-2024' as scheme_code, *, 14::bigint as active_union_count, 6::bigint as rated_union_count
from (values
  ('1', 1, '一星', 1::bigint), ('2', 2, '二星', 2::bigint), ('3', 3, '三星', 3::bigint),
  ('unrated', null, null, 7::bigint), ('removed', null, null, 0::bigint), ('not_rated', null, null, 1::bigint)
) as rows (level_key, level, level_name, union_count);
create table star_movement as select * from (values
  ('region:320924', 'SY-2024', 'SY-2024-1', 'SY-2025-1', '2', '3', 2::bigint),
  ('region:320924', 'SY-2024', 'SY-2024-1', 'SY-2025-1', 'unrated', '1', 1::bigint)
) as rows (scope_id, scheme_code, from_round_code, to_round_code, from_level_key, to_level_key, union_count);

create table assistance_share as
select as_of::date as as_of, period_kind, period_start::date as period_start, scope_id, paid_cents::bigint as paid_cents,
  frontline_cents::bigint as frontline_cents, unclassified_cents::bigint as unclassified_cents,
  grant_count::bigint as grant_count, is_suppressed, as_of = '2026-10-31' and period_kind = 'month' as includes_late
from (values
  ('2026-10-31', 'month', '2026-10-01', 'region:320924', 1000000, 600000, 100000, 20, 20, false),
  ('2026-10-31', 'calendar_year', '2026-01-01', 'region:320924', 9000000, 5000000, 100000, 100, 90, false),
  ('${asOf}', 'month', '2026-11-01', 'region:320924', 0, 0, 0, 0, 0, false),
  ('${asOf}', 'calendar_year', '2026-01-01', 'region:320924', 10000000, 6000000, 100000, 120, 100, false),
  ('${asOf}', 'calendar_year', '2026-01-01', 'region:320924100', null, null, null, null, null, true)
) as rows (as_of, period_kind, period_start, scope_id, paid_cents, frontline_cents, unclassified_cents, grant_count, household_count, is_suppressed);

create table spending_share as
select '${asOf}'::date as as_of, 'calendar_year' as period_kind, '2026-01-01'::date as period_start, scope_id, rule_code,
  gross::bigint as gross_spending_cents, 0::bigint as eliminated_cents, gross::bigint as spending_cents, direct::bigint as direct_cents,
  direct::bigint as frontline_direct_cents, 500::bigint as unclassified_cents
from (values
  ('region:320924', 'DEFAULT-1', 100000, 60000), ('region:320924', 'OTHER-1', 100000, 50000), ('federation:320924', 'DEFAULT-1', -5, -5)
) as rows (scope_id, rule_code, gross, direct);

create table light_band as select * from (values
  ('DEFAULT-1', '平台默认规则', 'default rule', 'points', null::varchar, null::varchar, null::varchar, 1, 'met', null::integer, true, null::integer, true, 'green', 'met', '已达标', 'met', 'circle', 'good'),
  ('DEFAULT-1', '平台默认规则', 'default rule', 'points', null, null, null, 2, 'any', 0, true, null, true, 'green', 'on_track', '符合序时', 'on track', 'diamond', 'fair'),
  ('DEFAULT-1', '平台默认规则', 'default rule', 'points', null, null, null, 3, 'any', -1000, true, 0, false, 'yellow', 'behind', '落后序时', 'behind', 'triangle', 'warn'),
  ('DEFAULT-1', '平台默认规则', 'default rule', 'points', null, null, null, 4, 'any', null, true, -1000, false, 'red', 'far_behind', '严重落后', 'far behind', 'square', 'bad')
) as rows (light_rule_code, name_zh, name_en, measure, federation_code, source, note, band_no, applies_to, from_bp, from_included, to_bp, to_included, light, status, word_zh, word_en, shape, colour_token);
create table target_status as select
  'T-1' as target_code, metric_id, scope_id, 'region:320924' as target_scope_id, scope_id = 'region:320924' as is_own, '${asOf}'::date as as_of,
  numerator::bigint as numerator, denominator::bigint as denominator, numerator / denominator as value, 'reported' as state,
  0.5::double as baseline_value, 0.85::double as target_value, '>' as comparison, '2026-01-01'::date as starts_on, '2026-12-31'::date as ends_on,
  'day' as calendar_method, '园区工会建设意见' as document, '均需超过85%' as clause, '市总工会' as approved_by,
  0.8877::double as time_progress, 0.8107::double as path_value, round(100 * (numerator / denominator - 0.8107), 2) as gap_to_path_points, 1.0::double as gap_to_target_points,
  need::bigint as need_strict, need::bigint as need_weak, need::bigint as need, 0.0::double as required_per_month, 'DEFAULT-1' as light_rule, status,
  if(metric_id = 'assistance_frontline_share', 'calendar_year', 'day') as period, true as is_running,
  if(metric_id = 'assistance_frontline_share', null, 'BOTH') as group_code, null::varchar as supersedes_code,
  round(numerator / denominator / 0.85, 6) as completion, band_no, light, word_zh, word_en, shape, colour_token,
  if(scope_id = 'park:PA', null, 1) as rank, 1 as rank_of, null::integer as rank_change_month, 0 as rank_change_year, 10 as rank_min_denominator
from (values
  ('enterprise_unionisation_rate', 'region:320924', 86.0, 100.0, 0, 'met'),
  ('member_rate', 'region:320924', 849.0, 1000.0, 2, 'on_track'),
  ('enterprise_unionisation_rate', 'park:PA', 3.0, 4.0, 1, 'behind'),
  ('assistance_frontline_share', 'region:320924', 6000000.0, 10000000.0, 2500001, 'far_behind')
) as rows (metric_id, scope_id, numerator, denominator, need, status)
  join light_band using (status);
create table target_group as select * from (values
  ('BOTH', 'region:320924', '${asOf}'::date, 2, 1, false, 'on_track')
) as rows (group_code, scope_id, as_of, target_count, met_count, passes, worst_status);
create table target_projection as select * from (values
  ('member_rate', 'region:320924', '${asOf}'::date, '2026-12-31'::date, 'projected', 12, 0.01::double, 0.862::double, 0.855::double, 0.871::double, '2026-11-25'::date),
  ('enterprise_unionisation_rate', 'park:PA', '${asOf}'::date, '2026-12-31'::date, 'too_few_points', 2, null, null, null, null, null)
) as rows (metric_id, scope_id, as_of, ends_on, projection_state, point_count, trend_per_month, projected_value, projected_lower, projected_upper, reaches_on);
create table target_children as select * from (values
  ('enterprise_unionisation_rate', 'region:320924', 'park', 'mean_by_denominator', 2, 1, 0.85::double, 0.85::double, 0.0::double, true)
) as rows (metric_id, parent_scope_id, level, method, child_count, compared_count, parent_value, children_value, difference, adds_up);
create table target_imbalance as select * from (values
  ('enterprise_unionisation_rate', 'region:320924', 'park', 2, 10.0::double, 5.0::double, 5.0::double, 1, 0.5::double, 'park:PA park:PB')
) as rows (metric_id, parent_scope_id, level, unit_count, range_points, deviation_points, weighted_deviation_points, behind_count, behind_share, bottom_scope_ids);
`;

/** The marts are written by day; a row stands until the next one of its scope, as the warehouse publishes them. */
const stretches = (asOf: string) => `
create table day as select distinct as_of, as_of in (last_day(as_of), date '${asOf}') as is_month_end from coverage;
-- The county's enterprises by ownership and industry, as segments stand beside the whole; five sent returns only.
alter table coverage add column segment varchar default 'all';
insert into coverage by name
select coverage.* replace (
  (enterprise_count * part)::bigint as enterprise_count, (covered_count * part)::bigint as covered_count, parts.name as segment
)
from coverage
  cross join (values ('ownership:public', 0.2), ('ownership:non_public', 0.75), ('industry:C', 0.6), ('industry:unknown', 0.35))
    as parts (name, part)
where scope_id = 'region:320924' and as_of in ('2026-09-30', '2026-10-31', '${asOf}');
${[
  ['coverage', ', segment'],
  ['park_union', ''],
  ['union_quality', ''],
  ['new_union', ', period_kind'],
  ['star_distribution', ', scheme_code, level_key'],
  ['assistance_share', ', period_kind'],
  ['spending_share', ', period_kind, rule_code'],
]
  .map(
    ([mart, keys]) => `create or replace table ${mart} as
      select * exclude (as_of), ${mart === 'coverage' ? '' : "'all' as segment,"} as_of as valid_from,
        lead(as_of, 1, date '${asOf}' + 1) over (partition by scope_id${keys} order by as_of) as valid_to
      from ${mart};`,
  )
  .join('\n')}
`;
