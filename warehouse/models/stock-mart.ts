import { type FactColumns, spreadOverScopes } from './facts.ts';
import type { Model } from './model.ts';

/**
 * The select of a stock mart from the select of its facts: one row per scope_id, segment, keys and valid_from, the
 * measures summed over the facts that hold from valid_from until valid_to (half-open, at most the day after the night).
 * A scope has rows from its first fact on. An event sweep: every fact adds on its first day and is taken away on the day
 * after its last, running sums say what holds between; so the cost grows with events, not with days.
 */
export function stockMart(facts: Pick<Model, 'sql'>, columns: FactColumns): string {
  const { places, segments, keys, measures } = columns;
  const group = [...places, ...segments, ...keys].join(', ');
  const partition = ['scope_id', 'segment', ...keys].join(', ');
  return `
    with facts as (${facts.sql}
    ),
    moves as (
      select ${group}, day, ${measures.map((name) => `sum(sign * coalesce(${name}, 0)) as ${name}`).join(', ')}
      from (
        select * exclude (valid_from, valid_to), unnest([valid_from, valid_to]) as day, unnest([1, -1]) as sign
        from facts
        where valid_from < valid_to
      ) cross join night
      where day <= night.as_of
      group by ${group}, day
    ),
    ${spreadOverScopes(columns, ['day'])}
    select
      ${partition},
      day as valid_from,
      lead(day, 1, (select (as_of + 1)::date from night)) over sweep as valid_to,
      ${measures.map((name) => `(sum(${name}) over sweep)::bigint as ${name}`).join(', ')}
    from scope_moves
    window sweep as (partition by ${partition} order by day)
    order by ${partition}, valid_from`;
}
