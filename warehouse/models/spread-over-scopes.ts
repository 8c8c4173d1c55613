import { type FactColumns, type placeColumns, segmentFamilies, WHOLE } from './facts.ts';

/**
 * CTEs that spread facts over scopes. From `changes` (places, segments, keys, `day`, `month_day`, measures; see
 * `changeDays`) they make `scope_changes`: measures summed by scope_id, segment, keys and day. A scope that is named
 * by facts and also lies above others may have two rows a day.
 *
 * A fact counts in its region and all above; in its park; in its federation and all above, or, when the facts name no
 * federation, in that of the place; or, when they name one, in the scope alone. The trees are climbed step by step, from
 * the deepest scopes: what a scope hands up is summed already, so a nation costs little more than its towns.
 * @param depth the longest way from a scope to the top of its tree.
 */
export function spreadOverScopes(columns: FactColumns, depth: number): string {
  const { places, keys, measures } = columns;
  const row = ['segment', ...keys, 'day'].join(', ');
  const sums = measures.map((name) => `sum(${name})::bigint as ${name}`).join(', ');
  const sources = ownScopes(columns);
  const climbing = sources.filter(({ climbs }) => climbs).map(({ sql }) => sql);
  const still = sources.filter(({ climbs }) => !climbs).map(({ sql }) => sql);
  const steps = climbing.length === 0 ? [] : [...Array(depth + 1).keys()].toReversed();
  const levels = steps.map((level) => {
    const handedUp =
      level === depth
        ? ''
        : `union all by name
          select parent_scope_id as scope_id, ${row}, ${measures.join(', ')}
          from level_${level + 1} join stg_scope_step using (scope_id)`;
    return `level_${level} as materialized (
      select scope_id, ${row}, ${sums}
      from (
        select own_changes.* from own_changes join stg_scope_step using (scope_id) where stg_scope_step.depth = ${level}
        ${handedUp}
      )
      group by scope_id, ${row}
    )`;
  });
  return [
    `place_changes as ${places.length > 1 || climbing.length > 1 ? 'materialized ' : ''}(${placeChanges(columns)})`,
    ...(climbing.length === 0 ? [] : [`own_changes as materialized (${climbing.join(' union all by name ')})`]),
    ...levels,
    `scope_changes as (
      ${[
        ...steps.map((level) => `select scope_id, ${row}, ${measures.join(', ')} from level_${level}`),
        ...(still.length === 0
          ? []
          : [`select scope_id, ${row}, ${sums} from (${still.join(' union all by name ')}) group by scope_id, ${row}`]),
      ].join(' union all by name ')}
    )`,
  ].join(',\n');
}

/** One row per place, segment, keys and day. The whole is known by `day`, its segments by `month_day`. */
function placeChanges({ places, segments, keys, measures }: FactColumns): string {
  const segment = [
    'case',
    ...segments.map(
      (name) => `when grouping(${name}) = 0 then '${segmentFamilies[name]}:' || coalesce(${name}, 'unknown')`,
    ),
    `else '${WHOLE}' end`,
  ].join(' ');
  const common = [...places, ...keys];
  const sets = [[...common, 'day'], ...segments.map((name) => [...common, name, 'month_day'])];
  return `select
      ${common.join(', ')},
      ${segments.length > 0 ? `${segment} as segment, coalesce(day, month_day) as day` : `'${WHOLE}' as segment, day`},
      ${measures.map((name) => `sum(${name})::bigint as ${name}`).join(', ')}
    from changes
    group by grouping sets (${sets.map((set) => `(${set.join(', ')})`).join(', ')})`;
}

/** The scopes that a fact itself names, before any tree is climbed. */
function ownScopes({ places }: FactColumns): { sql: string; climbs: boolean }[] {
  const has = (name: (typeof placeColumns)[number]) => places.includes(name);
  const own = (scope: string, rest = '') =>
    `select ${scope} as scope_id, place_changes.* exclude (${places.join(', ')}) from place_changes ${rest}`;
  const scopes: { sql: string; climbs: boolean }[] = [];
  if (has('region_code')) {
    scopes.push({ sql: own(`'region:' || region_code`, 'where region_code is not null'), climbs: true });
  }
  if (has('federation_code')) {
    scopes.push({ sql: own(`'federation:' || federation_code`, 'where federation_code is not null'), climbs: true });
  } else if (has('region_code')) {
    scopes.push({
      sql: own(
        `'federation:' || stg_place_federation.federation_code`,
        'join stg_place_federation using (region_code)',
      ),
      climbs: true,
    });
  }
  if (has('park_code')) {
    scopes.push({ sql: own(`'park:' || park_code`, 'where park_code is not null'), climbs: false });
  }
  if (has('scope_id')) scopes.push({ sql: own('scope_id', 'where scope_id is not null'), climbs: false });
  return scopes;
}

/**
 * SQL of the days on which a change of `day` becomes known, as columns `day` and `month_day`: the whole of a scope is
 * known every day of the last `daily_days` days and at month ends before that, its segments at month ends and on the
 * night. `night` must be in the query.
 */
export function changeDays(day: string): string {
  return `
    if(${day} > night.as_of - night.daily_days, ${day}, least(last_day(${day}), (night.as_of - night.daily_days + 1)::date))
      as day,
    least(last_day(${day}), night.as_of) as month_day`;
}
