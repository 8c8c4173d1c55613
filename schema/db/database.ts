import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ControlledTransaction, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { DatabaseUnreachable, DataFolderNotWritable, KnownError } from '../errors.ts';
import type { Tables } from '../tables.ts';
import { type Embedded, openEmbedded } from './embedded.ts';
import { refuseDuringRestore } from './restore-mark.ts';

/** The registers, or a transaction on them: what every query function takes first. */
export type Db = Kysely<Tables>;

export type Engine = 'embedded' | 'postgres';

/** An open operational database. One driver and one reading of types serve both engines. */
export type Database = {
  readonly db: Db;
  readonly engine: Engine;
  /**
   * Runs `work` with one connection that holds a transaction; commits when it resolves, rolls back when it throws.
   * `readOnly` opens a repeatable-read snapshot, in which every COPY sees the same rows.
   */
  session<T>(work: (session: Session) => Promise<T>, options?: { readOnly?: boolean }): Promise<T>;
  close(): Promise<void>;
  /** The engine beneath, when embedded. */
  readonly embedded: Embedded | undefined;
};

/** One transaction, with COPY beside Kysely. */
export type Session = {
  readonly db: ControlledTransaction<Tables>;
  /** Writes what `source` yields into `table (columns)`; CSV without header unless `binary`. Bounded memory on both engines. */
  copyIn(target: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, format?: CopyFormat): Promise<void>;
  /** Streams the rows of `query` (a select in parentheses, or a table with columns) into `sink`, and ends it. @returns how many. */
  copyOut(query: string, sink: Writable, format?: CopyFormat): Promise<number>;
};

/** CSV without header, or PostgreSQL's binary COPY format. */
export type CopyFormat = 'csv' | 'binary';

const { builtins } = pg.types;

/** The one reading of values: a calendar day is `YYYY-MM-DD`, bigint and numeric are numbers, an instant is a `Date`. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === builtins.DATE) return (text: string) => text;
      if (oid === builtins.INT8) return readInteger;
      if (oid === builtins.NUMERIC) return Number;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

function readInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} is beyond 2^53`);
  return value;
}

/** On the embedded engine a COPY is held in memory until it runs, so it goes in pieces of this many bytes. */
const EMBEDDED_COPY_BYTES = 8 * 1024 * 1024;

/**
 * Opens the operational database.
 * @param where `databaseUrl` names a PostgreSQL server (15 or later); without it the embedded engine under `dataDir` is used.
 * @throws DatabaseUnreachable, DataFolderInUse, DataFolderNotWritable, RestoreRunning, RestoreUnfinished.
 */
export async function openDatabase(where: {
  databaseUrl?: string | undefined;
  dataDir: string;
  /** How many connections at most; default 8. */
  poolSize?: number;
  loadFrom?: Uint8Array;
  /** The driver's client for a PostgreSQL server, such as one that names its statements; default `pg.Client`. */
  client?: typeof pg.Client;
  /** Become the owner of the embedded files rather than join the process that has them: for servers. */
  own?: boolean;
}): Promise<Database> {
  const engine: Engine = where.databaseUrl ? 'postgres' : 'embedded';
  if (where.dataDir !== 'memory://') refuseDuringRestore(where.dataDir);
  const { pool, embedded } = await connectPool(where);
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    engine,
    embedded,
    session: (work, options) => runSession(pool, engine, work, options?.readOnly ?? false),
    async close() {
      await db.destroy();
      // Kysely ends a pool only after it has used it.
      if (!pool.ending) await pool.end();
      await embedded?.close();
    },
  };
}

type Where = Parameters<typeof openDatabase>[0];

/** A pool whose first connection has answered. An owner of the embedded files that is just ending is waited for. */
async function connectPool(where: Where): Promise<{ pool: pg.Pool; embedded: Embedded | undefined }> {
  const embedded = where.databaseUrl ? undefined : await openFiles(where);
  const pool = new pg.Pool({
    ...(embedded
      ? { host: embedded.host, user: 'postgres', database: 'postgres' }
      : { connectionString: where.databaseUrl, ...(where.client && { Client: where.client }) }),
    max: where.poolSize ?? 8,
    types,
    application_name: 'union-data-platform',
  });
  // A connection that breaks must not end the process, neither while idle nor in use: what runs on it fails, and the next
  // query opens another.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    (await pool.connect()).release();
    return { pool, embedded };
  } catch (error) {
    await pool.end();
    await embedded?.close();
    if (embedded && !embedded.isOwner) return connectPool(where);
    throw new DatabaseUnreachable(withoutPassword(where.databaseUrl ?? where.dataDir), error);
  }
}

async function openFiles(where: Where): Promise<Embedded> {
  const folder = where.dataDir === 'memory://' ? where.dataDir : join(where.dataDir, 'registers');
  try {
    if (folder !== 'memory://') mkdirSync(where.dataDir, { recursive: true });
    return await openEmbedded(folder, {
      ...(where.loadFrom ? { loadFrom: where.loadFrom } : {}),
      ...(where.own ? { own: true } : {}),
    });
  } catch (error) {
    if (error instanceof KnownError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['EACCES', 'EROFS', 'EPERM', 'ENOTDIR'].includes(code)) throw new DataFolderNotWritable(where.dataDir, error);
    throw error;
  }
}

function withoutPassword(url: string): string {
  return url.replace(/:\/\/([^:@/]+):[^@/]*@/, '://$1:***@');
}

/** A pool of one connection, so that Kysely and COPY speak on the same one. */
class OneConnection {
  readonly options = {};
  private readonly client: pg.PoolClient;
  constructor(client: pg.PoolClient) {
    this.client = client;
  }
  connect = async () => ({ query: this.client.query.bind(this.client), release: () => {} }) as unknown as pg.PoolClient;
  end = async () => {};
}

async function runSession<T>(
  pool: pg.Pool,
  engine: Engine,
  work: (session: Session) => Promise<T>,
  readOnly: boolean,
): Promise<T> {
  const client = await pool.connect();
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new OneConnection(client) as unknown as pg.Pool }),
  });
  let failed: unknown;
  try {
    const transaction = await kysely
      .startTransaction()
      .setIsolationLevel(readOnly ? 'repeatable read' : 'read committed')
      .setAccessMode(readOnly ? 'read only' : 'read write')
      .execute();
    try {
      const result = await work({
        db: transaction,
        copyIn: (target, source, format = 'csv') => copyIn(client, engine, target, source, format),
        async copyOut(query, sink, format = 'csv') {
          const rows = client.query(copyTo(`copy ${query} to stdout (format ${format})`));
          await pipeline(rows, sink);
          // The count follows the last row; the next answer follows both.
          await client.query('select 1');
          return rows.rowCount;
        },
      });
      await transaction.commit().execute();
      return result;
    } catch (error) {
      await transaction.rollback().execute();
      throw error;
    }
  } catch (error) {
    failed = error;
    throw error;
  } finally {
    client.release(failed !== undefined && !(failed instanceof KnownError));
  }
}

async function copyIn(
  client: pg.PoolClient,
  engine: Engine,
  target: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  format: CopyFormat,
): Promise<void> {
  const statement = `copy ${target} from stdin (format ${format})`;
  if (engine === 'postgres' || format === 'binary') {
    await pipeline(Readable.from(source), client.query(copyFrom(statement)));
    return;
  }
  for await (const piece of wholeLines(source, EMBEDDED_COPY_BYTES)) {
    await pipeline(Readable.from([piece]), client.query(copyFrom(statement)));
  }
}

/** Regroups CSV bytes into pieces of about `size` bytes that end at the end of a record, minding quoted newlines. */
async function* wholeLines(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let quoted = false;
  for await (const chunk of source) {
    let lastEnd = -1;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === 0x22) quoted = !quoted;
      else if (byte === 0x0a && !quoted) lastEnd = at;
    }
    if (lastEnd >= 0 && heldBytes + lastEnd + 1 >= size) {
      yield Buffer.concat([...held, chunk.subarray(0, lastEnd + 1)]);
      held = lastEnd + 1 < chunk.length ? [chunk.subarray(lastEnd + 1)] : [];
      heldBytes = chunk.length - lastEnd - 1;
    } else {
      held.push(chunk);
      heldBytes += chunk.length;
    }
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
