import type { DuckDBConnection } from '@duckdb/node-api';
import { figureKeys } from '@union/schema/metrics/metric.ts';
import { rowsOf } from '../duckdb.ts';
import type { Model } from './model.ts';

/** Columns of facts that say where a fact counts; see `placedMoves`. */
const placeColumns = ['scope_id', 'region_code', 'park_code', 'federation_code'] as const;

/** Columns of facts that cut a scope into segments, and the prefix of the segments they make. */
export const segmentFamilies = {
  industry_section: 'industry',
  unit_type_code: 'unit_type',
  ownership: 'ownership',
} as const;
type SegmentColumn = keyof typeof segmentFamilies;

/** The segment of a figure that leaves nothing out. */
export const WHOLE = 'all';

/** The columns of a select of facts, by what they mean. */
export type FactColumns = {
  readonly places: readonly (typeof placeColumns)[number][];
  readonly segments: readonly SegmentColumn[];
  readonly keys: readonly string[];
  readonly times: readonly string[];
  /** Whole numbers that are summed. */
  readonly measures: readonly string[];
};

/** The columns that say when a fact holds; of several sets, one whole set. */
const timeColumns = {
  stock: [['valid_from', 'valid_to']],
  flow: [['happened_on'], ['month_start']],
} as const;

/**
 * Sorts the columns of a select of facts.
 * @throws Error that names the model when it says no place or no time, or a measure is not a whole number.
 */
export async function readFactColumns(
  connection: DuckDBConnection,
  model: Pick<Model, 'name' | 'sql'>,
  facts: 'stock' | 'flow',
): Promise<FactColumns> {
  const described = await rowsOf<{ column_name: string; column_type: string }>(connection, `describe ${model.sql}`);
  const names = described.map(({ column_name }) => column_name);
  const among = <T extends string>(list: readonly T[]) => list.filter((name) => names.includes(name));
  const places = among(placeColumns);
  const segments = among(Object.keys(segmentFamilies) as SegmentColumn[]);
  const keys = among(figureKeys);
  const sets = timeColumns[facts].filter((set) => set.every((name) => names.includes(name)));
  const [times] = sets;
  if (times === undefined || sets.length > 1) {
    throw new Error(
      `the facts of ${model.name} must say ${timeColumns[facts].map((set) => set.join(' and ')).join(', or ')}`,
    );
  }
  if (places.length === 0) throw new Error(`the facts of ${model.name} say no place: ${placeColumns.join(', ')}`);
  const known = new Set<string>([...places, ...segments, ...keys, ...times]);
  const measures = described.filter(({ column_name }) => !known.has(column_name));
  const odd = measures.filter(({ column_type }) => !/INT$|INTEGER$/.test(column_type));
  if (odd.length > 0) {
    const list = odd.map(({ column_name, column_type }) => `${column_name} (${column_type})`).join(', ');
    throw new Error(`the facts of ${model.name} have measures that are no whole numbers: ${list}`);
  }
  return { places, segments, keys, times, measures: measures.map(({ column_name }) => column_name) };
}

/**
 * CTEs that spread moves over scopes: from `moves` (places, segments, keys, `by` columns, measures) they make
 * `scope_moves`: one row per scope_id, segment, keys and `by` columns, measures summed.
 * A fact counts in its region and all above; in its park; in its federation and all above, or, when the facts name no
 * federation, in that of the place; or, when they name one, in the scope alone.
 */
export function spreadOverScopes(columns: FactColumns, by: readonly string[]): string {
  const { places, segments, keys, measures } = columns;
  const rest = [...keys, ...by].map((name) => `, ${name}`).join('');
  const sums = measures.map((name) => `, sum(${name}) as ${name}`).join('');
  const values = measures.map((name) => `, ${name}`).join('');
  const setOf = (segment?: string) => `(${[...places, ...keys, ...by, ...(segment ? [segment] : [])].join(', ')})`;
  const segment = [
    'case',
    ...segments.map(
      (name) => `when grouping(${name}) = 0 then '${segmentFamilies[name]}:' || coalesce(${name}, 'unknown')`,
    ),
    `else '${WHOLE}' end`,
  ].join(' ');
  const placed = `
    place_moves as (
      select ${places.join(', ')}, ${segments.length > 0 ? segment : `'${WHOLE}'`} as segment${rest}${sums}
      from moves
      group by grouping sets (${[setOf(), ...segments.map((name) => setOf(name))].join(', ')})
    )`;
  const has = (name: (typeof placeColumns)[number]) => places.includes(name);
  const branches: string[] = [];
  if (has('scope_id')) {
    branches.push(`select scope_id, segment${rest}${values} from place_moves where scope_id is not null`);
  }
  if (has('region_code')) {
    const map = has('federation_code') ? 'stg_region_scope' : 'stg_place_scope';
    branches.push(`select ${map}.scope_id, segment${rest}${values} from place_moves join ${map} using (region_code)`);
  }
  if (has('federation_code')) {
    branches.push(
      `select stg_federation_scope.scope_id, segment${rest}${values}
        from place_moves join stg_federation_scope using (federation_code)`,
    );
  }
  if (has('park_code')) {
    branches.push(
      `select 'park:' || park_code as scope_id, segment${rest}${values} from place_moves where park_code is not null`,
    );
  }
  return `${placed},
    scope_moves as (
      select scope_id, segment${rest}${sums}
      from (${branches.join('\n      union all\n      ')})
      group by scope_id, segment${rest}
    )`;
}
