import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { literal, rowOf } from '../duckdb.ts';
import { BinaryRows } from './binary-rows.ts';
import { type RawTable, registers, selectOf } from './registers.ts';

/** What one night read: the last import it saw, and how many rows of each register. */
export type Inputs = {
  readonly watermark: { readonly maxImportId: number | null; readonly recordedAt: string | null };
  readonly rows: Readonly<Record<string, number>>;
};

/**
 * What DuckDB holds in memory at most while rows are appended, in bytes: more would only keep what is on the disk already,
 * and rows come no faster.
 */
const APPEND_MEMORY = 64 * 2 ** 20;

/**
 * Copies one consistent view of the registers into `raw_<table>` of the scratch file behind `connection`.
 * @param onTable told before each table, with how many are done.
 */
export async function extract(
  database: Database,
  connection: DuckDBConnection,
  onTable: (table: string, done: number, of: number) => void = () => {},
): Promise<Inputs> {
  const { given } = await rowOf<{ given: string }>(connection, `select current_setting('memory_limit') as given`);
  await connection.run(`set memory_limit = '${APPEND_MEMORY}B'`);
  try {
    return await copyTables(database, connection, onTable);
  } finally {
    await connection.run(`set memory_limit = ${literal(given)}`);
  }
}

async function copyTables(
  database: Database,
  connection: DuckDBConnection,
  onTable: (table: string, done: number, of: number) => void,
): Promise<Inputs> {
  return database.session(
    async ({ db, copyOut }) => {
      const rows: Record<string, number> = {};
      for (const [done, table] of registers.entries()) {
        onTable(table.name, done, registers.length);
        rows[table.name] = await copyTable(connection, table, (query, sink) => copyOut(query, sink, 'binary'));
      }
      const { rows: marks } = await sql<{ max_import_id: number | null; recorded_at: Date | null }>`
        select max(import_id) as max_import_id, max(greatest(loaded_at, undone_at)) as recorded_at from import
      `.execute(db);
      const mark = marks[0];
      return {
        watermark: { maxImportId: mark?.max_import_id ?? null, recordedAt: mark?.recorded_at?.toISOString() ?? null },
        rows,
      };
    },
    { readOnly: true },
  );
}

async function copyTable(
  connection: DuckDBConnection,
  table: RawTable,
  copyOut: (query: string, sink: BinaryRows) => Promise<unknown>,
): Promise<number> {
  await createRawTable(connection, table);
  const appender = await connection.createAppender(`raw_${table.name}`);
  try {
    const sink = new BinaryRows(
      appender,
      table.columns.map(({ type }) => type),
    );
    await copyOut(`(${selectOf(table)})`, sink);
    return sink.rows;
  } finally {
    appender.closeSync();
  }
}

/** Creates `raw_<table>` empty, with the types of its columns. */
export async function createRawTable(connection: DuckDBConnection, table: RawTable): Promise<void> {
  const list = table.columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  await connection.run(`create table raw_${table.name} (${list})`);
}
