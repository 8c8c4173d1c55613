import type { Model } from '../models/model.ts';
import { readModels } from '../models/read-models.ts';

/** What the standings are worked out of. */
export type StandingsOf = {
  /** Rows of `m`, `metric_id` and `period`: which targets the metrics of the query are held against. */
  readonly asked: string;
  /** A CTE of `section`, `m`, `p`, `scope_id`, `as_of`, `numerator`, `denominator`, `value`, `state`, `definition_version`. */
  readonly cells: string;
  /** Rows of `m`, `p` and `day`: the day that each point is read on. */
  readonly days: string;
  /** Whether the publication tells where paths bend. */
  readonly hasMilestones: boolean;
};

/**
 * CTEs that end with `standings`: where figures stand against the target that holds for their scope, one row a `section`, `m`,
 * `p` and `scope_id`; none where there is no target, or the day lies without its period.
 * On the publication's own day they are its `target_status`. On any other day the night's own models are run over the figures
 * of the query and the targets as published, so that no formula is written twice; what needs the standing of others or of
 * other days, a leader's card and the light of several months, is of the publication's day alone.
 */
export function standingCtes({ asked, cells, days, hasMilestones }: StandingsOf): string[] {
  const model = (name: 'stg_target_standing' | 'target_status') => (models().get(name) as Model).sql;
  const isLatest =
    'held.day = known.as_of and own.numerator is not distinct from known.numerator and own.denominator is not distinct from known.denominator';
  return [
    `target_asked as (${asked})`,
    // Each metric of the query stands for itself, as one of them may be asked twice by other rules.
    `target_rows as materialized (
      select own.section, own.m, own.p, own.scope_id, known.target_code, known.period, coalesce(own.as_of, held.day) as day,
        ${isLatest} as is_latest, own.numerator, own.denominator, own.value, own.state, own.definition_version
      from ${cells} as own join target_asked using (m)
        join (${days}) as held on held.m = own.m and held.p = own.p
        join target_status as known on known.metric_id = target_asked.metric_id and known.period = target_asked.period
          and known.scope_id = own.scope_id
      where ${isLatest} or coalesce(own.as_of, held.day) between known.starts_on and least(known.ends_on, known.counted_on)
    )`,
    `target_known as (select target_asked.m, target_status.* from target_status join target_asked using (metric_id, period))`,
    `stg_scope_target as (
      select m::varchar as metric_id, target_code, scope_id, target_scope_id, is_own, as_of, counted_on, period, counted_on as figure_day, is_count, is_rate,
        is_lower, is_running, round(baseline_value * 1000000)::bigint as baseline_ppm,
        round(target_value * 1000000)::bigint as target_ppm, comparison, starts_on, ends_on, calendar_method, document, clause,
        approved_by, group_code, supersedes_code, light_rule as light_rule_code
      from target_known
      where exists (
        from target_rows as own where own.m = target_known.m and own.scope_id = target_known.scope_id and not own.is_latest)
    )`,
    `stg_target as (
      select target_code, any_value(starts_on) as starts_on, any_value(ends_on) as ends_on, any_value(counted_on) as counted_on,
        any_value(baseline_ppm) as baseline_ppm, any_value(target_ppm) as target_ppm,
        any_value(calendar_method) as calendar_method, any_value(light_rule_code) as light_rule_code
      from stg_scope_target group by target_code
    )`,
    `raw_target_milestone as (${
      hasMilestones
        ? 'select target_code, due_on, value_ppm from target_milestone'
        : 'select null::varchar as target_code, null::date as due_on, null::bigint as value_ppm where false'
    })`,
    // Every rule looks at every day that is asked for.
    `raw_light_rule as (
      select distinct light_rule_code, 1 as red_after_months, null::integer as talk_after_yellows from light_band
    )`,
    `stg_target_day as (
      select distinct day, false as is_night, false as is_month_before, false as is_year_before, true as is_month_end
      from target_rows where not is_latest
    )`,
    `stg_target_figure as (
      select section, p, m::varchar as metric_id, period, null::date as period_from, scope_id, day,
        case period
          when 'calendar_year' then date_trunc('year', day)::date
          when 'union_year' then (date_trunc('year', day + interval 3 month) - interval 3 month)::date
        end as period_start,
        true as is_of_day, numerator, denominator, value, state, definition_version
      from target_rows where not is_latest
      qualify row_number() over (partition by m, scope_id, day order by section, p) = 1
    )`,
    `stg_target_rank as (
      select null::varchar as metric_id, null::varchar as period, null::date as period_from, null::varchar as scope_id,
        null::date as day, null::integer as rank, null::integer as rank_of where false
    )`,
    'night as (select as_of, rank_min_denominator from target_status limit 1)',
    `target_standing as (${model('stg_target_standing')})`,
    'stg_target_standing as (select * replace (true as is_night) from target_standing where not is_night)',
    `target_on_days as (${model('target_status')})`,
    `standings as materialized (
      select own.section, own.m, own.p, own.scope_id,
        ${['target_value', 'counted_on', 'comparison', 'need', 'status', 'path_value', 'gap_to_path_points']
          .map((column) => `if(own.is_latest, known.${column}, earlier.${column}) as ${column}`)
          .join(', ')}
      from target_rows as own
        join target_known as known on known.m = own.m and known.scope_id = own.scope_id
        left join target_on_days as earlier on not own.is_latest and earlier.metric_id = own.m::varchar
          and earlier.scope_id = own.scope_id and earlier.counted_on = own.day
    )`,
  ];
}

let known: ReadonlyMap<string, Model> | undefined;

function models(): ReadonlyMap<string, Model> {
  known ??= new Map(readModels().map((model) => [model.name, model]));
  return known;
}
