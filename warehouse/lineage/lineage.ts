import { type DuckDBConnection, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { figureModels } from '../models/figures.ts';
import type { Model } from '../models/model.ts';
import { placing } from '../models/order-models.ts';
import { type Reads, readsOf } from '../models/reads.ts';

/** What stands behind a metric, read off the SQL of its models. */
export type MetricLineage = {
  readonly metricId: string;
  /** The models that its figures are made of, directly or through others, by name. */
  readonly models: readonly string[];
  /** The registers that those models read, and which of their columns they name. */
  readonly registers: readonly RegisterReads[];
};

export type RegisterReads = {
  readonly register: string;
  /** Columns as the night extracts them, by name. */
  readonly columns: readonly string[];
};

const RAW = 'raw_';

/**
 * The lineage of every metric (or of some), from DuckDB's syntax trees of the models: from metric to models it follows tables, and at
 * the registers it names columns. A column is told when a model that reads its register names it, so a column that some
 * model reads for another metric alone is told here as well: more than is needed may be told, never less.
 */
export async function lineageOf(
  connection: DuckDBConnection,
  models: readonly Model[],
  metrics: readonly Metric[] = catalogue,
): Promise<MetricLineage[]> {
  const byName = new Map([...models, ...figureModels].map((model) => [model.name, model]));
  const reads = new Map<string, Reads>();
  const read = async (name: string): Promise<void> => {
    const model = byName.get(name);
    if (!model || reads.has(name)) return;
    const own = await readsOf(connection, model);
    const tables = model.facts ? new Set([...own.tables, ...placing.filter((table) => table !== 'scope')]) : own.tables;
    reads.set(name, { ...own, tables });
    for (const table of tables) await read(table);
  };
  const lineages: MetricLineage[] = [];
  for (const { id } of metrics) {
    const view = `figure_${id}`;
    await read(view);
    const reached = new Set<string>();
    const walk = (name: string) => {
      for (const table of reads.get(name)?.tables ?? []) {
        if (table === name || reached.has(table) || !byName.has(table)) continue;
        reached.add(table);
        walk(table);
      }
    };
    walk(view);
    lineages.push({ metricId: id, models: [...reached].toSorted(), registers: registersOf(reached, reads) });
  }
  return lineages;
}

function registersOf(models: ReadonlySet<string>, reads: ReadonlyMap<string, Reads>): RegisterReads[] {
  const found = new Map<string, Set<string>>();
  for (const model of models) {
    for (const [table, columns] of reads.get(model)?.columns ?? []) {
      const known = found.get(table) ?? new Set();
      for (const column of columns) known.add(column);
      found.set(table, known);
    }
  }
  return [...found]
    .map(([table, columns]) => ({ register: table.slice(RAW.length), columns: [...columns].toSorted() }))
    .toSorted((a, b) => (a.register < b.register ? -1 : 1));
}

/**
 * Writes the lineage as a table: a row a metric and model (`model`), and a row a metric and column of a register
 * (`register`, `column_name`); the other columns are null.
 * @returns how many rows it has.
 */
export async function writeLineage(
  connection: DuckDBConnection,
  place: string,
  lineages: readonly MetricLineage[],
): Promise<number> {
  const rows = lineages.flatMap(({ metricId, models, registers: read }) => [
    ...models.map((model) => [metricId, model, null, null] as const),
    ...read.flatMap(({ register, columns }) => columns.map((column) => [metricId, null, register, column] as const)),
  ]);
  const columns = ['metric_id', 'model', 'register', 'column_name'] as const;
  // Lists, as thousands of values in the text of a statement take long to read.
  await connection.run(
    `create table ${place} as select ${columns.map((name, i) => `unnest($${i + 1}) as ${name}`).join(', ')}`,
    columns.map((_, i) => listValue(rows.map((row) => row[i] ?? null))),
    columns.map(() => LIST(VARCHAR)),
  );
  return rows.length;
}
