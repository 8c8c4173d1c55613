import type { DuckDBConnection } from '@duckdb/node-api';
import { rowOf } from '../duckdb.ts';
import type { Model } from './model.ts';

/**
 * The models in an order in which each comes after all that it reads. What a model reads is taken from DuckDB's own
 * parser, so nobody keeps a list.
 * @throws Error when a model is not one select, or models read each other in a ring.
 */
export async function orderModels(connection: DuckDBConnection, models: readonly Model[]): Promise<Model[]> {
  const byName = new Map(models.map((model) => [model.name, model]));
  const reads = new Map<Model, Model[]>();
  for (const model of models) {
    const tables = await tablesOf(connection, model);
    reads.set(
      model,
      tables.flatMap((table) => byName.get(table) ?? []),
    );
  }
  const ordered: Model[] = [];
  const state = new Map<Model, 'begun' | 'done'>();
  const place = (model: Model, path: readonly string[]) => {
    if (state.get(model) === 'done') return;
    if (state.get(model) === 'begun') throw new Error(`models read each other: ${[...path, model.name].join(' → ')}`);
    state.set(model, 'begun');
    for (const read of reads.get(model) ?? []) place(read, [...path, model.name]);
    state.set(model, 'done');
    ordered.push(model);
  };
  for (const model of models) place(model, []);
  return ordered;
}

/** Tables that the select of a model names, by DuckDB's syntax tree; names of its own CTEs may be among them. */
export async function tablesOf(connection: DuckDBConnection, model: Pick<Model, 'name' | 'sql'>): Promise<string[]> {
  const { tree } = await rowOf<{ tree: string }>(connection, 'select json_serialize_sql($1::varchar) as tree', [
    model.sql,
  ]);
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string };
  if (parsed.error) throw new Error(`the model ${model.name} is not one select: ${parsed.error_message}`);
  const names = new Set<string>();
  JSON.parse(tree, (_key, value) => {
    if (value && typeof value === 'object' && value.type === 'BASE_TABLE') names.add(value.table_name);
    return value;
  });
  return [...names];
}
