import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api';
import { literal, openDuckDb } from '@union/warehouse/duckdb.ts';
import { bilingual, type ColumnType, type ExportRows } from './rows.ts';

/** As which types the rows are collected, and as which they are written. Doubles hold whole numbers up to 2^53. */
const types: Readonly<Record<ColumnType, { readonly kept: string; readonly written: string }>> = {
  text: { kept: 'varchar', written: 'varchar' },
  integer: { kept: 'double', written: 'bigint' },
  float: { kept: 'double', written: 'double' },
  boolean: { kept: 'boolean', written: 'boolean' },
  day: { kept: 'varchar', written: 'date' },
  instant: { kept: 'varchar', written: 'timestamptz' },
};

/** Bytes that collecting takes in memory; the rest lies in the folder. */
const MEMORY = 512 * 1024 * 1024;
/** Rows of a data chunk of DuckDB at most. */
const CHUNK = 2048;

/**
 * Rows as a Parquet file at `path`: collected in a DuckDB file beside it, so that memory does not grow with their number,
 * then written. Metadata of the file tells where they come from and whether a limit left rows out.
 */
export async function writeParquet({ columns, batches, about, notice }: ExportRows, path: string): Promise<void> {
  const folder = await mkdtemp(`${path}.making-`);
  const instance = await openDuckDb(join(folder, 'rows.duckdb'), {
    ...{ memoryLimit: MEMORY, threads: 2, temporaryFolder: folder },
  });
  try {
    const connection = await instance.connect();
    const named = columns.map(({ name, type }) => ({ name: `"${name.replaceAll('"', '""')}"`, ...types[type] }));
    await connection.run(`create table rows (${named.map(({ name, kept }) => `${name} ${kept}`).join(', ')})`);
    const appender = await connection.createAppender('rows');
    const duckTypes = columns.map((_, at) => appender.columnType(at));
    let appended = 0;
    for await (const { rowCount, columns: cells } of batches) {
      for (let from = 0; from < rowCount; from += CHUNK) {
        const to = Math.min(rowCount, from + CHUNK);
        const chunk = DuckDBDataChunk.create(duckTypes, to - from);
        chunk.setColumns(cells.map((column) => column.slice(from, to) as DuckDBValue[]));
        appender.appendDataChunk(chunk);
        appended += to - from;
        if (appended % (CHUNK * 64) === 0) appender.flushSync();
      }
    }
    appender.flushSync();
    appender.closeSync();
    const cut = notice();
    const metadata = [...about.origin, ...about.definitions, ...(cut ? [['notice', bilingual(cut)] as const] : [])];
    const keyed = new Map(metadata.map(([name, text]) => [name, text]));
    const select = named.map(({ name, written }) => `${name}::${written} as ${name}`).join(', ');
    await connection.run(
      `copy (select ${select} from rows) to ${literal(path)} (
        format parquet, compression zstd, kv_metadata {${[...keyed].map(([name, text]) => `${literal(name)}: ${literal(text)}`).join(', ')}}
      )`,
    );
    connection.closeSync();
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
