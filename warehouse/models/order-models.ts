import type { DuckDBConnection } from '@duckdb/node-api';
import type { Model } from './model.ts';
import { readsOf } from './reads.ts';

/**
 * The models in an order in which each comes after all that it reads; only those `wanted` and what they and their checks
 * read, or all. What a model reads is taken from DuckDB's own parser, so nobody keeps a list.
 * @throws Error when a model is not one select, or models read each other in a ring.
 */
export async function orderModels(
  connection: DuckDBConnection,
  models: readonly Model[],
  wanted?: readonly string[],
): Promise<Model[]> {
  const byName = new Map(models.map((model) => [model.name, model]));
  const reads = new Map<Model, Model[]>();
  const readBy = async (query: Pick<Model, 'name' | 'sql'>) =>
    (await tablesOf(connection, query)).flatMap((table) => byName.get(table) ?? []);
  const read = async (model: Model) => {
    if (reads.has(model)) return;
    reads.set(model, []);
    const sources = await readBy(model);
    reads.set(model, sources);
    const checked = wanted ? await Promise.all(model.checks.map(readBy)) : [];
    // The facts of a model are placed in scopes, and its promises look at the tree of scopes.
    const placed = model.facts ? placing.flatMap((name) => byName.get(name) ?? []) : [];
    if (placed.length > 0) reads.set(model, [...sources, ...placed.filter(({ name }) => name !== 'scope')]);
    for (const source of [...sources, ...checked.flat(), ...placed]) await read(source);
  };
  for (const model of wanted ? wanted.flatMap((name) => byName.get(name) ?? []) : models) await read(model);

  const ordered: Model[] = [];
  const state = new Map<Model, 'begun' | 'done'>();
  const place = (model: Model, path: readonly string[]) => {
    if (state.get(model) === 'done') return;
    if (state.get(model) === 'begun') throw new Error(`models read each other: ${[...path, model.name].join(' → ')}`);
    state.set(model, 'begun');
    for (const source of reads.get(model) ?? []) place(source, [...path, model.name]);
    state.set(model, 'done');
    ordered.push(model);
  };
  for (const model of reads.keys()) place(model, []);
  return ordered;
}

/** What the tables made of facts read beside their facts. */
export const placing = ['stg_scope_step', 'stg_place_federation', 'stg_segment_scope', 'stg_segment_place', 'scope'];

/** Tables that the select of a model names, by DuckDB's syntax tree; names of its own CTEs may be among them. */
export async function tablesOf(connection: DuckDBConnection, model: Pick<Model, 'name' | 'sql'>): Promise<string[]> {
  return [...(await readsOf(connection, model)).tables];
}
