import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { Database, Db, Engine, Session } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import {
  copyTarget,
  LEFT_OUT,
  quoted,
  readIdentities,
  readMigrations,
  readTables,
  settleSession,
  type TableShape,
} from './database-shape.ts';
import { type BackedUpSequence, type BackedUpTable, type BackupManifest, DATABASE, type Part } from './manifest.ts';

/** The embedded engine runs a statement to its end, whoever reads or not: so many pages of 8 KB of a table at a time are held in memory. */
const PIECE_PAGES = 4096;

/** What a dump of the database says of itself. */
export type Dump = Pick<
  BackupManifest,
  'madeAt' | 'migrations' | 'tables' | 'leftOut' | 'sequences' | 'audit' | 'source'
> & {
  readonly parts: readonly Part[];
  /** Ids of the keys that sealed what is sealed. */
  readonly sealedBy: readonly string[];
};

/**
 * Writes every table as `database/<table>.csv.zst` below `folder`, all of one snapshot, in bounded memory. Readers and
 * writers of a PostgreSQL server go on meanwhile; those of the embedded engine, which has one session, wait.
 * @param onSnapshot called once the snapshot stands, before the first table.
 * @param onTable told before each table, with how many are done.
 */
export function dumpDatabase(
  database: Database,
  folder: string,
  onSnapshot: () => void,
  onTable: (table: string, done: number, of: number) => void,
): Promise<Dump> {
  mkdirSync(join(folder, DATABASE), { recursive: true });
  return database.session(
    async (session) => {
      const { db } = session;
      // Before the first query, which takes the snapshot: no table is altered or emptied under our eyes.
      const before = await outside(database, readTables);
      if (before.length > 0) {
        const names = before.map(({ table }) => `public.${quoted(table)}`).join(', ');
        await sql.raw(`lock table ${names} in access share mode`).execute(db);
      }
      await settleSession(db);
      const head = await readHead(db);
      onSnapshot();
      const shapes = await readTables(db);
      const wanted = shapes.filter(({ table }) => !LEFT_OUT.includes(table));
      const tables: BackedUpTable[] = [];
      const parts: Part[] = [];
      for (const [at, shape] of wanted.entries()) {
        onTable(shape.table, at, wanted.length);
        const { rows, part } = await dumpTable(session, database.engine, folder, shape);
        tables.push({ ...shape, rows, path: part.path });
        parts.push(part);
      }
      return {
        madeAt: head.madeAt,
        ...{ tables, parts, leftOut: LEFT_OUT, migrations: await readMigrations(db) },
        sequences: await readSequences(db),
        audit: shapes.some(({ table }) => table === 'audit_event') ? await readChain(db) : null,
        sealedBy: await readSealingKeys(db, shapes),
        source: { engine: database.engine, serverVersion: head.serverVersion },
      };
    },
    { readOnly: true },
  );
}

/** Asks beside the transaction, where that is another connection; the one session of the embedded engine cannot be. */
function outside<T>(database: Database, ask: (db: Db) => Promise<T[]>): Promise<T[]> {
  return database.engine === 'postgres' ? ask(database.db) : Promise.resolve([]);
}

async function readHead(db: Db): Promise<{ madeAt: string; serverVersion: string }> {
  const { rows } = await sql<{ now: Date; version: string }>`
    select clock_timestamp() as now, current_setting('server_version') as version
  `.execute(db);
  const row = rows[0] as { now: Date; version: string };
  return { madeAt: row.now.toISOString(), serverVersion: row.version };
}

async function dumpTable(
  session: Session,
  engine: Engine,
  folder: string,
  shape: TableShape,
): Promise<{ rows: number; part: Part }> {
  const path = `${DATABASE}/${shape.table}.csv.zst`;
  const hash = createHash('sha256');
  let bytes = 0;
  const compress = createZstdCompress();
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const [rows] = await Promise.all([
    copyRows(session, engine, shape, compress),
    pipeline(compress, count, createWriteStream(join(folder, path), { mode: 0o600 })),
  ]);
  return { rows, part: { path, bytes, sha256: hash.digest('hex') } };
}

/** Writes all rows of a table into `sink`, and ends it. @returns how many */
async function copyRows(session: Session, engine: Engine, shape: TableShape, sink: Writable): Promise<number> {
  if (engine === 'postgres') return session.copyOut(copyTarget(shape), sink);
  const { rows } = await sql<{ pages: number }>`
    select pg_relation_size(${`public.${quoted(shape.table)}`}::regclass) / current_setting('block_size')::int as pages
  `.execute(session.db);
  const pages = rows[0]?.pages ?? 0;
  let count = 0;
  for (let from = 0; from === 0 || from < pages; from += PIECE_PAGES) {
    const piece = new PassThrough();
    const [copied] = await Promise.all([
      session.copyOut(pagesOf(shape, from, from + PIECE_PAGES), piece),
      pipeline(piece, sink, { end: false }),
    ]);
    count += copied;
  }
  sink.end();
  return count;
}

function pagesOf({ table, columns }: TableShape, from: number, until: number): string {
  const names = columns.map(quoted).join(', ');
  return `(select ${names} from public.${quoted(table)} where ctid >= '(${from},0)' and ctid < '(${until},0)')`;
}

async function readSequences(db: Db): Promise<BackedUpSequence[]> {
  const found: BackedUpSequence[] = [];
  for (const { table, column, sequence } of await readIdentities(db)) {
    const { rows } = await sql<{ last: number; isCalled: boolean }>`
      select last_value as last, is_called as "isCalled" from ${sql.raw(sequence)}
    `.execute(db);
    if (rows[0]) found.push({ table, column, ...rows[0] });
  }
  return found;
}

/** How far the chain reaches; whether it holds is looked at when it is restored. */
export async function readChain(db: Db): Promise<{ events: number; head: string | null }> {
  const { rows } = await sql<{ events: number; head: string | null }>`
    select count(*) as events, (select hash from audit_event order by event_no desc limit 1) as head from audit_event
  `.execute(db);
  return rows[0] ?? { events: 0, head: null };
}

/** Sealed text is `v1.<id of the key>.…`, in columns whose names say so. */
async function readSealingKeys(db: Db, shapes: readonly TableShape[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const { table, columns } of shapes) {
    for (const column of columns.filter((name) => name.endsWith('_sealed'))) {
      const { rows } = await sql<{ id: string }>`
        select distinct split_part(${sql.ref(column)}, '.', 2) as id from ${sql.table(table)} where ${sql.ref(column)} is not null
      `.execute(db);
      for (const { id } of rows) ids.add(id);
    }
  }
  return [...ids].toSorted();
}
