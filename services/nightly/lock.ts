import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { NightAlreadyRunning } from './errors.ts';

/** Any number that no other program of the database uses: the advisory lock of the night. */
const ADVISORY_KEY = 7320924001;
const LOCK_FILE = 'night.lock';
/** A server takes a moment to notice that the connection of a killed run is gone. */
const PATIENCE_MS = 3000;
/** A takeover that lasts longer was killed in the middle. */
const TAKEOVER_MS = 10_000;

/** Who holds the lock. `bornAt` tells a process from a later one with the same number, where the system says it. */
type Holder = { readonly pid: number; readonly host: string; readonly bornAt: string | null; readonly since: string };

/**
 * Runs `work` under a lock file in the publications folder, so that no two processes of one machine build at once.
 * @throws NightAlreadyRunning at once when another run holds it.
 */
export async function withLockFile<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const release = takeLockFile(folder);
  try {
    return await work();
  } finally {
    release();
  }
}

/**
 * Runs `work` under an advisory lock of PostgreSQL, held on a connection of its own, so that no two machines with one
 * database build at once.
 * @throws NightAlreadyRunning within seconds when another run holds it.
 */
export async function withAdvisoryLock<T>(database: Database, work: () => Promise<T>): Promise<T> {
  // One process owns the embedded engine, and its one session is shared: the lock file says all there is to say.
  if (database.engine === 'embedded') return work();
  return database.db.connection().execute(async (connection) => {
    const take = async () => {
      const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${ADVISORY_KEY}) as taken`.execute(
        connection,
      );
      return rows[0]?.taken === true;
    };
    const until = Date.now() + PATIENCE_MS;
    while (!(await take())) {
      if (Date.now() > until) throw new NightAlreadyRunning('another process with the same database');
      await delay(100);
    }
    try {
      return await work();
    } finally {
      // When the connection is gone the server has let go of the lock already.
      await sql`select pg_advisory_unlock(${ADVISORY_KEY})`.execute(connection).catch(() => {});
    }
  });
}

/** Takes the lock file, also from a holder that has died. @returns what gives it back. */
export function takeLockFile(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, LOCK_FILE);
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    bornAt: bornAt(process.pid),
    since: new Date().toISOString(),
  };
  if (!writeNew(path, JSON.stringify(me))) {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw new NightAlreadyRunning(describe(holder));
    takeOver(path, JSON.stringify(me));
  }
  return () => rmSync(path, { force: true });
}

/** Whether a run holds the lock now, and which; undefined when none does. */
export function lockHolder(folder: string): string | undefined {
  const holder = readHolder(join(folder, LOCK_FILE));
  return holder && isAlive(holder) ? describe(holder) : undefined;
}

/** Replaces the file of a dead holder; only one process at a time may try, and it looks again before it does. */
function takeOver(path: string, text: string): void {
  const guard = `${path}.takeover`;
  if (!writeNew(guard, String(process.pid))) {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > TAKEOVER_MS) rmSync(guard, { force: true });
    throw new NightAlreadyRunning('a process that is taking the lock over; try again');
  }
  try {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw new NightAlreadyRunning(describe(holder));
    const aside = `${path}.${process.pid}`;
    rmSync(aside, { force: true });
    writeNew(aside, text);
    renameSync(aside, path);
  } finally {
    rmSync(guard, { force: true });
  }
}

function writeNew(path: string, text: string): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The holder that a lock file names; undefined when there is no file or it was never written whole. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  // Nobody here can say whether a process of another machine lives; its operator must remove the file.
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return holder.bornAt === bornAt(holder.pid);
}

/** When a process began, in ticks since the machine started; null where the system does not tell. */
function bornAt(pid: number): string | null {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start time is the 20th field after it.
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function describe(holder: Holder): string {
  return `process ${holder.pid} on ${holder.host} since ${holder.since}`;
}
