import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { dayIn } from '@union/schema/calendar.ts';
import {
  type Cell,
  type ColumnChunk,
  chunksOf,
  type DuckDbResources,
  openDuckDb,
  rowsOf,
  shareOfMemory,
} from '../duckdb.ts';
import { DATABASE, type Manifest, POINTER } from './manifest.ts';
import { comparePublicationIds, listPublicationIds, readManifest, readPointer } from './publications.ts';
import { listWithdrawals, type Withdrawal } from './withdrawals.ts';

/** One published set of figures: immutable, opened read-only when first asked. */
export type Publication = {
  readonly id: string;
  readonly manifest: Manifest;
  /** Where its files lie. */
  readonly folder: string;
  /**
   * Rows of a query on its DuckDB file: integers and decimals as numbers, days as `YYYY-MM-DD`, null as null.
   * @param params values for `$1`, `$2`, … or, as an object, for `$name`; days as text.
   */
  query<T = Record<string, Cell>>(
    sql: string,
    params?: readonly DuckDBValue[] | Readonly<Record<string, DuckDBValue>>,
  ): Promise<T[]>;
  /** The same rows by column as DuckDB comes to them, in bounded memory; who stops reading ends the statement. */
  stream(sql: string, params?: readonly DuckDBValue[]): AsyncGenerator<ColumnChunk>;
};

/** The publications of a folder, as readers see them. */
export type Publications = {
  /** The publication that is served now; undefined before the first. */
  current(): Publication | undefined;
  /** One by its id, or the one that was served at the end of a day (`YYYY-MM-DD`); undefined when there is none. */
  find(which: { id: string } | { publishedUntil: string }): Promise<Publication | undefined>;
  /** Manifests of all that are kept, newest first. */
  list(): Manifest[];
  /** Those that were taken out of service, by whom and why; latest first. */
  withdrawals(): Withdrawal[];
  /** Tells of every switch to another publication; returns what ends the telling. */
  onChange(listener: (publication: Publication) => void): () => void;
  /** Ends the watch and closes files once their last query is done. */
  close(): Promise<void>;
};

/** The signal of whoever waits for the queries that are asked now. */
const waiter = new AsyncLocalStorage<AbortSignal | undefined>();

/**
 * Runs `work` so that every query of a publication that it asks for ends when `signal` fires: a query that waits for its
 * turn is given up, one that runs is interrupted in DuckDB. Such a query rejects with the reason of the signal.
 */
export function runAbortable<T>(signal: AbortSignal | undefined, work: () => T): T {
  return waiter.run(signal, work);
}

/** Queries that run at once on one publication; more wait their turn. */
const CONNECTIONS = 4;
/** Threads that the queries of one publication share, unless told otherwise. */
const READER_THREADS = 2;
/** A statement that has not begun yet cannot be interrupted, so it is told again until it has ended. */
const INTERRUPT_AGAIN_MS = 10;
/** DuckDB files held open, the current one among them. */
const OPEN_FILES = 3;
/** Bytes that the queries of one publication may take, unless told otherwise: a tenth of the machine's. */
const READER_MEMORY = shareOfMemory(0.1);
/** Bytes that all streams of one publication take at most: they run for minutes, beside the queries of pages. */
const STREAM_MEMORY = 700_000_000;
const DEFAULT_POLL_MS = 1000;

/**
 * Opens a folder of publications. It need not exist yet. The pointer is watched: a switch never fails a query that runs
 * or is about to run on the publication before.
 * @param options.timeZone the zone in which days of `publishedUntil` end; default Asia/Shanghai.
 * @param options.resources what all open publications together may take.
 */
export function openPublications(
  folder: string,
  options: { pollMs?: number; timeZone?: string; resources?: DuckDbResources } = {},
): Publications {
  const timeZone = options.timeZone ?? 'Asia/Shanghai';
  const known = new Map<string, OpenPublication>();
  const listeners = new Set<(publication: Publication) => void>();
  const { memoryLimit, threads } = options.resources ?? {};
  const share = { threads, memoryLimit: memoryLimit && Math.floor(memoryLimit / OPEN_FILES) };
  let current: OpenPublication | undefined;
  let seen = '';

  const get = (id: string, sha256?: string): OpenPublication => {
    const held = known.get(id) ?? new OpenPublication(join(folder, id), readManifest(folder, id, sha256), share);
    // The last used stands last.
    known.delete(id);
    known.set(id, held);
    const idle = [...known.values()].filter((publication) => publication !== current && publication !== held);
    for (const publication of idle.slice(0, Math.max(0, known.size - OPEN_FILES))) {
      publication.retire();
      known.delete(publication.id);
    }
    return held;
  };

  const look = () => {
    const stamp = pointerStamp(folder);
    if (stamp === seen) return;
    const pointer = readPointer(folder);
    if (pointer !== undefined && pointer.publicationId !== current?.id) {
      current = get(pointer.publicationId, pointer.manifestSha256);
      for (const listener of listeners) listener(current);
    }
    // The only publication was withdrawn.
    if (pointer === undefined) current = undefined;
    seen = stamp;
  };
  const lookAgain = () => {
    try {
      look();
    } catch {
      // A pointer that cannot be read now leaves the last publication serving; the next look tries again.
    }
  };

  look();
  const timer = setInterval(lookAgain, options.pollMs ?? DEFAULT_POLL_MS);
  timer.unref();

  const list = () =>
    listPublicationIds(folder)
      .toReversed()
      .map((id) => readManifest(folder, id));

  return {
    current: () => current,
    async find(which) {
      if ('id' in which) return listPublicationIds(folder).includes(which.id) ? get(which.id) : undefined;
      const served = list()
        .filter((manifest) => dayIn(timeZone, new Date(manifest.publishedAt)) <= which.publishedUntil)
        .map((manifest) => manifest.publicationId)
        .toSorted(comparePublicationIds)
        .at(-1);
      return served === undefined ? undefined : get(served);
    },
    list,
    withdrawals: () => listWithdrawals(folder),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      clearInterval(timer);
      await Promise.all([...known.values()].map((publication) => publication.retire()));
    },
  };
}

/** A text that changes whenever the pointer is replaced. */
function pointerStamp(folder: string): string {
  const path = join(folder, POINTER);
  if (!existsSync(path)) return '';
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}

/** A publication of any folder, also of one that is still being built; close it with `retire`. */
export class OpenPublication implements Publication {
  readonly id: string;
  readonly manifest: Manifest;
  readonly folder: string;
  private running = 0;
  private retired = false;
  private readonly idle: (() => void)[] = [];
  private readonly queries: Connections;
  private readonly streams: Connections;

  constructor(folder: string, manifest: Manifest, resources: DuckDbResources = {}) {
    this.folder = folder;
    this.manifest = manifest;
    this.id = manifest.publicationId;
    const path = join(folder, DATABASE);
    const { threads = READER_THREADS, memoryLimit = READER_MEMORY } = resources;
    this.queries = new Connections(path, { threads, memoryLimit });
    this.streams = new Connections(path, { threads, memoryLimit: Math.min(memoryLimit, STREAM_MEMORY) });
  }

  async query<T = Record<string, Cell>>(
    sql: string,
    params?: readonly DuckDBValue[] | Readonly<Record<string, DuckDBValue>>,
  ): Promise<T[]> {
    const signal = waiter.getStore();
    signal?.throwIfAborted();
    this.running++;
    try {
      const connection = await this.queries.take(signal);
      try {
        return await endedBy(signal, connection, rowsOf<T>(connection, sql, params));
      } finally {
        this.queries.give(connection);
      }
    } finally {
      this.running--;
      if (this.running === 0 && this.retired) await this.closeFile();
    }
  }

  async *stream(sql: string, params?: readonly DuckDBValue[]): AsyncGenerator<ColumnChunk> {
    const signal = waiter.getStore();
    signal?.throwIfAborted();
    this.running++;
    try {
      const connection = await this.streams.take(signal);
      let isDone = false;
      try {
        const chunks = chunksOf(connection, sql, params);
        for (;;) {
          const next = await endedBy(signal, connection, chunks.next());
          if (next.done) break;
          yield next.value;
        }
        isDone = true;
      } finally {
        // What nobody reads on is not worked out either.
        if (!isDone) connection.interrupt();
        this.streams.give(connection);
      }
    } finally {
      this.running--;
      if (this.running === 0 && this.retired) await this.closeFile();
    }
  }

  /** Closes the file after the last running query; a later query opens it again for as long as it runs. */
  async retire(): Promise<void> {
    this.retired = true;
    if (this.running === 0) await this.closeFile();
    else await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async closeFile(): Promise<void> {
    await Promise.all([this.queries.close(), this.streams.close()]);
    for (const done of this.idle.splice(0)) done();
  }
}

/** Folders for what DuckDB writes beyond its memory: one for each opened file, as their names are the same in all. */
let folders = 0;

/** Connections to one DuckDB file, which is opened when the first is taken. */
class Connections {
  private instance: Promise<DuckDBInstance> | undefined;
  private free: DuckDBConnection[] = [];
  private opened = 0;
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];
  private readonly path: string;
  private readonly resources: DuckDbResources;

  constructor(path: string, resources: DuckDbResources) {
    this.path = path;
    this.resources = resources;
  }

  async take(signal: AbortSignal | undefined): Promise<DuckDBConnection> {
    const free = this.free.pop();
    if (free) return free;
    if (this.opened >= CONNECTIONS) return this.nextFree(signal);
    this.opened++;
    try {
      this.instance ??= openDuckDb(this.path, {
        ...this.resources,
        readOnly: true,
        // Never beside the file: a publication does not change.
        temporaryFolder: join(tmpdir(), `union-duckdb-${process.pid}-${++folders}`),
      });
      return await (await this.instance).connect();
    } catch (error) {
      this.opened--;
      this.instance = undefined;
      throw error;
    }
  }

  give(connection: DuckDBConnection): void {
    const next = this.waiting.shift();
    if (next) next(connection);
    else this.free.push(connection);
  }

  async close(): Promise<void> {
    const { instance, free } = this;
    this.instance = undefined;
    this.free = [];
    this.opened = 0;
    for (const connection of free) connection.closeSync();
    (await instance)?.closeSync();
  }

  private nextFree(signal: AbortSignal | undefined): Promise<DuckDBConnection> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(take), 1);
        reject(signal?.reason);
      };
      const take = (connection: DuckDBConnection) => {
        signal?.removeEventListener('abort', giveUp);
        resolve(connection);
      };
      this.waiting.push(take);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }
}

/** Work on a connection of one's own, interrupted when whoever waits for it goes; see `runAbortable`. */
export function interruptible<T>(connection: DuckDBConnection, work: Promise<T>): Promise<T> {
  return endedBy(waiter.getStore(), connection, work);
}

/** The rows of a statement, interrupted when the signal fires. @throws the reason of the signal. */
async function endedBy<T>(signal: AbortSignal | undefined, connection: DuckDBConnection, rows: Promise<T>): Promise<T> {
  if (!signal) return rows;
  let again: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    again = setInterval(() => connection.interrupt(), INTERRUPT_AGAIN_MS);
  };
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await rows;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearInterval(again);
    signal.removeEventListener('abort', interrupt);
  }
}
