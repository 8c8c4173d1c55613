import type { DuckDBConnection } from '@duckdb/node-api';
import { figureKeys } from '@union/schema/metrics/metric.ts';
import { rowsOf } from '../duckdb.ts';
import type { Model } from './model.ts';

/** Columns of facts that say where a fact counts; see `spreadOverScopes`. */
export const placeColumns = ['scope_id', 'region_code', 'park_code', 'federation_code'] as const;

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
