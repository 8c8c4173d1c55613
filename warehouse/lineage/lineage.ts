import type { DuckDBConnection } from '@duckdb/node-api';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { literal, rowOf } from '../duckdb.ts';
import { registers } from '../extract/registers.ts';
import { figureModels } from '../models/figures.ts';
import type { Model } from '../models/model.ts';
import { placing } from '../models/order-models.ts';

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

/** What one model names: tables, and of each register the columns. */
export type Reads = {
  readonly tables: ReadonlySet<string>;
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
};

const RAW = 'raw_';
const columnsOf = new Map(
  registers.map((register) => [`${RAW}${register.name}`, register.columns.map((column) => column.name)]),
);

/**
 * The lineage of every metric, from DuckDB's syntax trees of the models: from metric to models it follows tables, and at
 * the registers it names columns. A column is told when a model that reads its register names it, so a column that some
 * model reads for another metric alone is told here as well: more than is needed may be told, never less.
 */
export async function lineageOf(connection: DuckDBConnection, models: readonly Model[]): Promise<MetricLineage[]> {
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
  for (const { id } of catalogue) {
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

type Node = Readonly<Record<string, unknown>>;

/** The tables and columns that the select of a model names. @throws Error when it is not one select */
export async function readsOf(connection: DuckDBConnection, model: Pick<Model, 'name' | 'sql'>): Promise<Reads> {
  const { tree } = await rowOf<{ tree: string }>(connection, 'select json_serialize_sql($1::varchar) as tree', [
    model.sql,
  ]);
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string };
  if (parsed.error) throw new Error(`the model ${model.name} is not one select: ${parsed.error_message}`);
  const tables = new Set<string>();
  // Names by which columns are qualified: aliases, and tables themselves.
  const qualifiers = new Map<string, string>();
  const named: { readonly qualifier: string | undefined; readonly column: string }[] = [];
  const starred = new Set<string | undefined>();
  visit(parsed as Node, (node) => {
    if (node.type === 'BASE_TABLE') {
      const table = node.table_name as string;
      tables.add(table);
      qualifiers.set((node.alias as string) || table, table);
    } else if (node.class === 'COLUMN_REF') {
      const names = node.column_names as string[];
      named.push({ qualifier: names.at(-2), column: names.at(-1) as string });
    } else if (node.class === 'STAR') starred.add((node.relation_name as string) || undefined);
    if (Array.isArray(node.using_columns)) {
      for (const column of node.using_columns as string[]) named.push({ qualifier: undefined, column });
    }
  });
  const columns = new Map<string, ReadonlySet<string>>();
  for (const [qualifier, table] of qualifiers) {
    const all = columnsOf.get(table);
    if (!all) continue;
    const isStarred = starred.has(undefined) || starred.has(qualifier);
    const own = all.filter(
      (column) =>
        isStarred ||
        named.some((name) => name.column === column && (name.qualifier === undefined || name.qualifier === qualifier)),
    );
    columns.set(table, new Set([...(columns.get(table) ?? []), ...own]));
  }
  return { tables, columns };
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (value && typeof value === 'object') {
    see(value as Node);
    for (const inner of Object.values(value)) visit(inner, see);
  }
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
  const text = (value: string | null) => (value === null ? 'null' : literal(value));
  await connection.run(
    `create table ${place} (metric_id varchar, model varchar, register varchar, column_name varchar)`,
  );
  if (rows.length === 0) return 0;
  const values = rows.map((row) => `(${row.map(text).join(', ')})`);
  await connection.run(`insert into ${place} values ${values.join(', ')}`);
  return rows.length;
}
