import { type FactColumns, WHOLE } from './facts.ts';
import type { Model } from './model.ts';
import { spreadOverScopes } from './spread-over-scopes.ts';

const periodKinds = ['month', 'calendar_year', 'union_year'] as const;

/** First day of the period of a kind that holds `day`, in SQL. Calendar years begin on 1 January, union years on 1 October. */
function periodStart(day: string): string {
  return `case period_kind
    when 'month' then date_trunc('month', ${day})
    when 'calendar_year' then date_trunc('year', ${day})
    else date_trunc('year', ${day} + interval 3 month) - interval 3 month end::date`;
}

/**
 * The select of a flow mart from the select of its facts: one row per scope_id, segment, keys, period_kind and valid_from,
 * the measures summed from period_start to any day from valid_from until valid_to (half-open).
 * Facts with `happened_on` are known day by day. Facts with `month_start` are known when their month ends (or on the
 * night's day, for the running month), and a figure stands until the next month's is known.
 * A scope has rows from its first fact on, zeros too when a period begins. Of a segment, a stretch of zeros may hold several
 * periods; its period_start is null then.
 */
export function flowMart(facts: Pick<Model, 'sql'>, columns: FactColumns, depth: number): string {
  const [time] = columns.times;
  const isMonthly = time === 'month_start';
  const { places, segments, keys, measures } = columns;
  const partition = ['scope_id', 'segment', ...keys].join(', ');
  const knownOn = isMonthly ? 'least(last_day(month_start), night.as_of)' : 'happened_on';
  const starts = isMonthly
    ? `unnest(generate_series(date_trunc('month', first_day), night.as_of, interval 1 month))::date as period_day`
    : `unnest(generate_series(date_trunc('month', first_day) + interval 1 month, night.as_of, interval 1 month))::date as period_day`;
  const boundaryDay = isMonthly ? 'least(last_day(period_day), as_of)' : 'period_day';
  return `
    with facts as (${facts.sql}
    ),
    changes as (
      select
        ${[...places, ...segments, ...keys].join(', ')},
        ${knownOn} as day,
        least(last_day(${time}), night.as_of) as month_day,
        ${measures.map((name) => `coalesce(${name}, 0)::double as ${name}`).join(', ')}
      from facts cross join night
      where ${time} <= night.as_of
    ),
    ${spreadOverScopes(columns, depth)},
    first_days as (select ${partition}, min(day) as first_day from scope_changes group by all),
    period_kinds as (select unnest(['${periodKinds.join("', '")}']) as period_kind),
    -- A period begins with nothing, whether or not anything happens on its first day.
    month_starts as (select ${partition}, as_of, ${starts} from first_days cross join night),
    boundaries as (
      select ${partition}, period_kind, ${boundaryDay} as day
      from month_starts cross join period_kinds
      ${isMonthly ? '' : `where ${periodStart('period_day')} = period_day`}
    ),
    period_moves as (
      select ${partition}, period_kind, day, ${measures.join(', ')} from scope_changes cross join period_kinds
      union all by name
      select * from boundaries
    ),
    day_moves as (
      select
        ${partition}, period_kind, ${periodStart('day')} as period_start, day,
        ${measures.map((name) => `coalesce(sum(${name}), 0) as ${name}`).join(', ')}
      from period_moves
      group by all
    ),
    sums_to_date as (
      select
        ${partition}, period_kind, period_start, day,
        ${measures.map((name) => `(sum(${name}) over to_date)::bigint as ${name}`).join(', ')}
      from day_moves
      window to_date as (partition by ${partition}, period_kind, period_start order by day rows unbounded preceding)
    ),
    -- Of a segment, periods in which nothing happened are one stretch of zeros, but for the night's own.
    told as (
      select *, ${measures.map((name) => `${name} = 0`).join(' and ')} as is_nothing
      from sums_to_date
      window
        in_time as (partition by ${partition}, period_kind order by day),
        in_time_whole as (partition by ${partition}, period_kind)
      qualify not (
        segment <> '${WHOLE}'
        and is_nothing
        and coalesce(lag(is_nothing) over in_time, false)
        and period_start < max(period_start) over in_time_whole
      )
    )
    select
      ${['scope_id::varchar as scope_id', 'segment', ...keys].join(', ')},
      period_kind,
      if(segment <> '${WHOLE}' and is_nothing and ${periodStart('valid_to - 1')} <> period_start, null, period_start) as period_start,
      valid_from,
      valid_to,
      ${measures.join(', ')}
    from (
      select
        *,
        day as valid_from,
        lead(day, 1, (select (as_of + 1)::date from night))
          over (partition by ${partition}, period_kind order by day) as valid_to
      from told
    ) as stretches
    order by ${['stretches.scope_id', 'segment', ...keys].join(', ')}, period_kind, valid_from`;
}
