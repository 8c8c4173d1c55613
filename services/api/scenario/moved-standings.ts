import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { literal, openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { figureFormula } from '@union/warehouse/models/figures.ts';
import { createParameters } from '@union/warehouse/models/parameters.ts';
import { allModels } from '@union/warehouse/models/run-models.ts';
import { DATABASE } from '@union/warehouse/publication/manifest.ts';
import { interruptible, type Publication } from '@union/warehouse/publication/reader.ts';
import type { TargetRow } from '../target/target.queries.ts';
import type { ProjectionRow } from '../target/target-rows.ts';

/** How much the parts of a figure move: whole units of what they count. */
export type Movement = { readonly numerator: number; readonly denominator: number };

/** Where a scope would stand: the columns of `target_status`, and of `target_projection` under `projection`. */
export type MovedStanding = { readonly row: TargetRow; readonly projection: ProjectionRow | undefined };

export type MovedQuestion = {
  readonly metric: Metric;
  readonly scopeId: string;
  readonly movement: Movement;
  /** The day by which all has moved, not before the publication's. */
  readonly on: string;
};

/** The models that the night makes standings of, in their order; run here as they stand, over published rows. */
const MODELS = [
  'stg_target',
  'stg_target_figure',
  'stg_target_month',
  'stg_target_rank',
  'stg_target_standing',
  'target_status',
  'target_projection',
] as const;

/**
 * Where the scope, and each scope above it with a target for the metric, would stand if its published figure moved: the
 * night's own models run in memory over the rows of the publication, so that no formula is written twice. Other scopes
 * stay as published. Nothing is stored. The scope asked for comes first.
 */
export async function movedStandings(publication: Publication, asked: MovedQuestion): Promise<MovedStanding[]> {
  const instance = await openDuckDb(':memory:', { threads: 1, memoryLimit: 512 * 1024 * 1024 });
  try {
    const connection = await instance.connect();
    await connection.run(`attach ${literal(join(publication.folder, DATABASE))} as published (read_only)`);
    await connection.run(`set search_path = 'memory.main,published.main'`);
    return await interruptible(connection, run(connection, publication, asked));
  } finally {
    instance.closeSync();
  }
}

async function run(
  connection: DuckDBConnection,
  publication: Publication,
  asked: MovedQuestion,
): Promise<MovedStanding[]> {
  const { asOf, rules } = publication.manifest;
  await connection.run(`create table raw_enterprise as select 1 as enterprise_id where false`);
  await createParameters(connection, asOf, rules);
  // Month ends are those that were published; only the night itself may lie later.
  await make(connection, 'stg_target_day');
  for (const statement of [...registers(asked), ...figures(asked, asOf)]) await connection.run(statement);
  await connection.run(`update stg_target_day set day = date ${literal(asked.on)} where is_night`);
  await connection.run(`update night set as_of = date ${literal(asked.on)}`);
  for (const name of MODELS) {
    await make(connection, name);
    if (name === 'stg_target') await connection.run(SCOPE_TARGETS);
  }
  const rows = await rowsOf<TargetRow>(
    connection,
    `select target_status.* from memory.main.target_status join moved_scope using (scope_id) order by depth`,
  );
  const projections = await rowsOf<ProjectionRow>(connection, 'from memory.main.target_projection');
  return rows.map((row) => ({ row, projection: projections.find(({ scope_id }) => scope_id === row.scope_id) }));
}

/** Makes one model of the warehouse in the memory of the connection. */
async function make(connection: DuckDBConnection, name: string): Promise<void> {
  const model = models.get(name);
  if (!model) throw new Error(`the warehouse has no model ${name}`);
  await connection.run(`create table memory.main.${name} as ${model}`);
}

const models = new Map(allModels().map(({ name, sql }) => [name, sql]));

/**
 * What the models read of the registers, from what was published of them: the targets in force of this metric, their
 * milestones and light rules, the frontline rule and star schemes. Households are never asked for, so no month is settled.
 */
function registers({ metric }: MovedQuestion): string[] {
  return [
    `create table raw_target as
      select target_code, metric_id, target_scope_id as scope_id, starts_on, ends_on,
        round(baseline_value * 1000000)::bigint as baseline_ppm, round(target_value * 1000000)::bigint as target_ppm,
        comparison, calendar_method, document, clause, approved_by, group_code, supersedes_code,
        light_rule as light_rule_code, true as is_inherited
      from published.main.target_status where metric_id = ${literal(metric.id)}
      group by all`,
    'create table raw_target_milestone as select target_code, due_on, value_ppm from published.main.target_milestone',
    `create table raw_light_rule as
      select distinct light_rule_code, red_after_months, talk_after_yellows from published.main.light_band`,
    `create table raw_frontline_rule as
      select code as rule_code, valid_from, valid_to from published.main.figure_key where key = 'rule_code'`,
    'create table raw_rating_scheme as select scheme_code, valid_from from published.main.star_scheme',
    'create table stg_region_alias as select null::varchar as region_code, null::varchar as current_code where false',
    'create table stg_closed_month as select null::date as closed_on',
  ];
}

/** Which target holds for whom is as published. */
const SCOPE_TARGETS = `
  create table stg_scope_target as
  select known.scope_id, known.target_scope_id, known.is_own, stg_target.* exclude (scope_id, is_inherited)
  from published.main.target_status as known join stg_target using (target_code)`;

/**
 * The published figures of the metric for the scope, those above it and those they are ranked with; what holds on the
 * publication's day holds until `on`, and of the scope and those above it with the movement.
 */
function figures({ metric, scopeId, movement, on }: MovedQuestion, asOf: string): string[] {
  const { value, state } = figureFormula(metric, { numerator: 'numerator', denominator: 'denominator' });
  const moved = `valid_to = date ${literal(on)} + 1 and scope_id in (select scope_id from moved_scope) and numerator is not null`;
  const denominator = metric.denominator ? `denominator + ${movement.denominator}` : 'null';
  return [
    `create table moved_scope as
      select ancestor_scope_id as scope_id, depth from scope_ancestor where scope_id = ${literal(scopeId)} and depth > 0
      union all select ${literal(scopeId)}, 0`,
    // A park is ranked among the parks of its county, however deep they lie.
    `create table figure as
      select * replace (if(valid_to > date ${literal(asOf)}, date ${literal(on)} + 1, valid_to) as valid_to)
      from published.main.figure_${metric.id}
      where segment = 'all' and valid_from <= date ${literal(asOf)} and scope_id in (
        select other.scope_id
        from scope as other
          join scope on scope.scope_id in (select scope_id from moved_scope)
            and (other.scope_id = scope.scope_id or other.parent_scope_id = scope.parent_scope_id
              or (other.kind = 'park' and scope.kind = 'park')))`,
    `update figure set numerator = numerator + ${movement.numerator}, denominator = ${denominator} where ${moved}`,
    `update figure set value = ${value}, state = ${state} where ${moved}`,
  ];
}
