import type { DuckDBConnection } from '@duckdb/node-api';
import { rowOf } from '../duckdb.ts';
import { registers } from '../extract/registers.ts';
import type { Model } from './model.ts';

/** What one model names: tables, and of each register the columns. */
export type Reads = {
  readonly tables: ReadonlySet<string>;
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
};

const RAW = 'raw_';
const columnsOf = new Map(
  registers.map((register) => [`${RAW}${register.name}`, register.columns.map((column) => column.name)]),
);

type Node = Readonly<Record<string, unknown>>;

/** What each select names, by its text: a night asks for the order of models and again for the lineage, every night the same. */
const known = new Map<string, Reads>();

/**
 * The tables and columns that the select of a model names, from DuckDB's own parser; names of its own CTEs may be among the
 * tables. @throws Error when it is not one select
 */
export async function readsOf(connection: DuckDBConnection, model: Pick<Model, 'name' | 'sql'>): Promise<Reads> {
  const reads = known.get(model.sql) ?? (await parseReads(connection, model));
  known.set(model.sql, reads);
  return reads;
}

async function parseReads(connection: DuckDBConnection, model: Pick<Model, 'name' | 'sql'>): Promise<Reads> {
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
