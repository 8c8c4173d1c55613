import type { DuckDBConnection } from '@duckdb/node-api';
import { type FactColumns, type placeColumns, segmentFamilies, WHOLE } from './facts.ts';

/**
 * Makes the type `scope_key`: the ids of all scopes, in the order of their text. Tables made of facts group, join and sort
 * by it, as numbers, and publish text. A fact of a scope that is not among them fails its model.
 */
export async function createScopeKey(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create type scope_key as enum (
      -- No type is without a value, even that of a register that is still empty.
      select '' as scope_id union select scope_id from stg_scope_step union select 'park:' || park_code from raw_park
      order by scope_id
    )`);
}

/**
 * CTEs that spread facts over scopes. From `changes` (places, segments, keys, `day`, `month_day`, measures in doubles; see
 * `changeDays`) they make `scope_changes`: measures summed by scope_id (a `scope_key`), segment, keys and day. A scope that
 * is named by facts and also lies above others may have two rows a day.
 *
 * A fact counts in its region and all above; in its park; in its federation and all above, or, when the facts name no
 * federation, in that of the place; or, when they name one, in the scope alone. The trees are climbed step by step, from
 * the deepest scopes: what a scope hands up is summed already, so a nation costs little more than its towns. Segments enter
 * the trees where they begin (`stg_segment_scope`), so that nothing is made of the towns that have none.
 * @param depth the longest way from a scope to the top of its tree.
 */
export function spreadOverScopes(columns: FactColumns, depth: number): string {
  const { segments, keys, measures } = columns;
  const row = ['segment', ...keys, 'day'].join(', ');
  const sums = sumsOf(measures);
  const sources = [...wholeScopes(columns), ...(segments.length > 0 ? segmentScopes(columns) : [])];
  const climbing = sources.filter(({ climbs }) => climbs).map(({ sql }) => sql);
  const still = sources.filter(({ climbs }) => !climbs).map(({ sql }) => sql);
  const steps = climbing.length === 0 ? [] : [...Array(depth + 1).keys()].toReversed();
  const levels = steps.map((level) => {
    const handedUp =
      level === depth
        ? ''
        : `union all by name
          select parent_scope_id as scope_id, ${row}, ${measures.join(', ')}
          from level_${level + 1} join scope_steps using (scope_id)
          where parent_scope_id is not null`;
    return `level_${level} as materialized (
      select scope_id, ${row}, ${sums}
      from (
        select * exclude (depth) from own_changes where depth = ${level}
        ${handedUp}
      )
      group by scope_id, ${row}
    )`;
  });
  return [
    placeChanges(columns),
    ...(climbing.length === 0
      ? []
      : [
          `scope_steps as materialized (
            select scope_id::scope_key as scope_id, parent_scope_id::scope_key as parent_scope_id, depth from stg_scope_step
          )`,
          `own_changes as materialized (
            select own.*, scope_steps.depth from (${climbing.join(' union all by name ')}) as own join scope_steps using (scope_id)
          )`,
        ]),
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

const sumsOf = (measures: readonly string[]) => measures.map((name) => `sum(${name}) as ${name}`).join(', ');

/** Columns of the scopes in which the segments of a fact begin, by the place that says them. */
function beginnings({ places }: FactColumns): { scope: string; from: string; join: string; climbs: boolean }[] {
  const has = (name: (typeof placeColumns)[number]) => places.includes(name);
  const place = 'left join stg_segment_place using (region_code)';
  const named = (alias: string, scope: string) =>
    `left join stg_segment_scope as ${alias} on ${alias}.scope_id = ${scope}`;
  return [
    ...(has('region_code')
      ? [{ scope: 'region_scope_id', from: 'stg_segment_place.region_scope_id', join: place, climbs: true }]
      : []),
    ...(has('federation_code')
      ? [
          {
            scope: 'federation_scope_id',
            from: 'federation_segment.segment_scope_id',
            join: named('federation_segment', `'federation:' || changes.federation_code`),
            climbs: true,
          },
        ]
      : has('region_code')
        ? [{ scope: 'federation_scope_id', from: 'stg_segment_place.federation_scope_id', join: '', climbs: true }]
        : []),
    ...(has('park_code')
      ? [{ scope: 'park_scope_id', from: `'park:' || changes.park_code`, join: '', climbs: false }]
      : []),
    ...(has('scope_id')
      ? [
          {
            scope: 'own_scope_id',
            // A scope that is named alone hands nothing up: one that is not cut has no segments from it.
            from: 'if(own_segment.segment_scope_id = changes.scope_id, changes.scope_id, null)',
            join: named('own_segment', 'changes.scope_id'),
            climbs: false,
          },
        ]
      : []),
  ];
}

/**
 * `place_changes`: the whole, one row per place, keys and day. `segment_changes`: the parts, one row per beginning, keys,
 * segment and month day. Both are taken from the facts in one pass, and parts first by combinations of segments, which are
 * far fewer than the facts.
 */
function placeChanges(columns: FactColumns): string {
  const { places, segments, keys, measures } = columns;
  const row = [...places, ...keys, 'day'].join(', ');
  if (segments.length === 0) {
    return `place_changes as materialized (select ${row}, ${sumsOf(measures)} from changes group by ${row})`;
  }
  const scopes = beginnings(columns);
  const names = scopes.map(({ scope }) => scope);
  const common = [...names, ...keys, 'month_day'];
  const cut = [...common, ...segments].join(', ');
  const families = segments.map(
    (name) => `when grouping(${name}) = 0 then '${segmentFamilies[name]}:' || coalesce(${name}, 'unknown')`,
  );
  const sets = segments.map((name) => `(${[...common, name].join(', ')})`);
  return `grouped_changes as materialized (
      select
        ${[...places, ...names, ...segments, ...keys].join(', ')}, day, month_day, grouping(day) = 1 as is_cut, ${sumsOf(measures)}
      from (
        select changes.*, ${scopes.map(({ scope, from }) => `${from} as ${scope}`).join(', ')}
        from changes ${scopes.map(({ join }) => join).join(' ')}
      )
      group by grouping sets ((${row}), (${cut}))
    ),
    place_changes as (select ${row}, ${measures.join(', ')} from grouped_changes where not is_cut),
    segment_changes as materialized (
      select ${[...names, ...keys].join(', ')}, case ${families.join(' ')} end as segment, month_day as day, ${sumsOf(measures)}
      from (select ${cut}, ${measures.join(', ')} from grouped_changes where is_cut)
      group by grouping sets (${sets.join(', ')})
    )`;
}

type Source = { readonly sql: string; readonly climbs: boolean };

/** The scopes in which the segments of a fact begin, before any tree is climbed. */
function segmentScopes(columns: FactColumns): Source[] {
  const scopes = beginnings(columns);
  const others = scopes.map(({ scope }) => scope).join(', ');
  return scopes.map(({ scope, climbs }) => ({
    climbs,
    sql: `select ${scope}::scope_key as scope_id, segment_changes.* exclude (${others})
      from segment_changes where ${scope} is not null`,
  }));
}

/** The scopes that a fact itself names, before any tree is climbed. */
function wholeScopes({ places }: FactColumns): Source[] {
  const has = (name: (typeof placeColumns)[number]) => places.includes(name);
  const own = (scope: string, rest = '') =>
    `select (${scope})::scope_key as scope_id, '${WHOLE}' as segment, place_changes.* exclude (${places.join(', ')})
      from place_changes ${rest}`;
  const scopes: Source[] = [];
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
 * SQL of the days on which a change of `day` becomes known, `day` and `month_day`: the whole of a scope is
 * known every day of the last `daily_days` days and at month ends before that, its segments at month ends and on the
 * night. `night` must be in the query.
 */
export function changeDays(day: string): { readonly day: string; readonly month_day: string } {
  return {
    day: `if(${day} > night.as_of - night.daily_days, ${day}, least(last_day(${day}), (night.as_of - night.daily_days + 1)::date))`,
    month_day: `least(last_day(${day}), night.as_of)`,
  };
}
