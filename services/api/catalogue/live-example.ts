import { figureKeys, type Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { isOfClosedMonths } from '../figure/figure.queries.ts';

/** A published figure with its parts. Numbers are null where the state says why. */
export type ExampleRow = {
  readonly scope_id: string;
  readonly name: string;
  readonly is_whole: boolean;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly state: string;
};

/** Real figures of one publication: of a scope, and of the places right below it. */
export type LiveExample = {
  readonly publicationId: string;
  /** The day that they speak of. */
  readonly day: string;
  readonly periodKind: string;
  readonly periodStart: string | null;
  /** Which rule, scheme or kind they are of, by column. */
  readonly keys: Readonly<Record<string, string>>;
  /** The whole first. */
  readonly rows: readonly ExampleRow[];
  /** Whether the parts add up to the whole, numerator and denominator; undefined where not all of them are told. */
  readonly addsUp: boolean | undefined;
};

/** Places below the whole that are listed. */
const LISTED = 40;

/**
 * The figures of a metric that tell most: of the scope that has the most places below it with a figure on the last day that
 * is told, with those places; of stars the highest level, and of scopes that hold each other the lowest. Undefined when the publication has no figure of it.
 */
export async function readLiveExample(publication: Publication, metric: Metric): Promise<LiveExample | undefined> {
  const view = `figure_${metric.id}`;
  const [known] = await publication.query(`select 1 from duckdb_views() where view_name = $1`, [view]);
  if (!known) return undefined;
  const keys = figureKeys.map((key) => `coalesce(${key}, '') as ${key}`).join(', ');
  // Figures of closed months stand on later days too, but speak of the day since which they do.
  const spokenOf = isOfClosedMonths(metric) ? 'valid_from' : 'day';
  const rows = await publication.query<
    ExampleRow & { day: string; period_kind: string; period_start: string | null } & Record<string, string>
  >(
    `with figures as (
      select scope_id, period_kind, period_start::varchar as period_start, ${keys}, numerator, denominator, value, state,
        least(valid_to - 1, $1::date) as day, valid_from
      from ${view} where segment = 'all' and valid_from <= $1::date
    ),
    last_day as (select max(day) as day from figures where state in ('reported', 'zero', 'not_applicable')),
    shown as (select figures.* from figures join last_day using (day)),
    families as (
      select shown.*, scope.parent_scope_id, scope.name, scope.sort_no
      from shown join scope using (scope_id)
    ),
    sized as (
      select whole.scope_id, whole.period_kind, whole.period_start, ${figureKeys.map((key) => `whole.${key}`).join(', ')},
        count(part.scope_id) as parts, any_value(whole.state) = 'reported' as is_told, any_value(whole.numerator) as size
      from families as whole
        left join families as part on part.parent_scope_id = whole.scope_id and part.period_kind = whole.period_kind
          and part.period_start is not distinct from whole.period_start
          and ${figureKeys.map((key) => `part.${key} = whole.${key}`).join(' and ')}
      group by all
    ),
    parents as (
      select * from sized
      order by is_told desc, split_part(scope_id, ':', 1) = 'region' desc, parts desc,
        try_cast(level_key as integer) desc nulls last, size desc nulls last,
        (select count(*) from scope_ancestor where scope_ancestor.scope_id = sized.scope_id) desc, period_kind, scope_id,
        level_key
      limit 1
    )
    select families.scope_id, families.name, families.scope_id = parents.scope_id as is_whole, families.numerator,
      families.denominator, families.value, families.state, families.${spokenOf}::varchar as day, families.period_kind,
      families.period_start, ${figureKeys.map((key) => `families.${key}`).join(', ')}
    from families join parents
      on (families.scope_id = parents.scope_id or families.parent_scope_id = parents.scope_id)
        and families.period_kind = parents.period_kind
        and families.period_start is not distinct from parents.period_start
        and ${figureKeys.map((key) => `families.${key} = parents.${key}`).join(' and ')}
    order by is_whole desc, families.sort_no, families.scope_id
    limit ${LISTED + 1}`,
    [publication.manifest.asOf],
  );
  const [whole] = rows;
  if (!whole) return undefined;
  const told = Object.fromEntries(figureKeys.flatMap((key) => (whole[key] ? [[key, whole[key]]] : [])));
  return {
    publicationId: publication.id,
    ...{ day: whole.day, periodKind: whole.period_kind, periodStart: whole.period_start, keys: told },
    rows: rows.map(({ scope_id, name, is_whole, numerator, denominator, value, state }) => {
      return { scope_id, name, is_whole, numerator, denominator, value, state };
    }),
    addsUp: addsUp(rows),
  };
}

/** Regions and parks below one scope overlap, so only parts of one kind are added. */
function addsUp(rows: readonly ExampleRow[]): boolean | undefined {
  const [whole, ...parts] = rows;
  if (!whole || whole.numerator === null || parts.length === 0 || parts.length >= LISTED) return undefined;
  const same = parts.filter(({ scope_id }) => scope_id.split(':')[0] === whole.scope_id.split(':')[0]);
  if (same.length === 0 || same.some(({ numerator }) => numerator === null)) return undefined;
  const sum = (of: (row: ExampleRow) => number | null) => same.reduce((total, row) => total + (of(row) ?? 0), 0);
  const isSame = (of: (row: ExampleRow) => number | null) => sum(of) === (of(whole) ?? 0);
  return isSame(({ numerator }) => numerator) && isSame(({ denominator }) => denominator);
}
