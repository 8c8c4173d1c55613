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
import { dirname } from 'node:path';

/** A takeover that lasts longer was killed in the middle. */
const TAKEOVER_MS = 10_000;

/** Who holds a lock. `bornAt` tells a process from a later one with the same number, where the system says it. */
type Holder = { readonly pid: number; readonly host: string; readonly bornAt: string | null; readonly since: string };

/**
 * Takes a lock file, also from a holder that has died. Its folder is made when absent.
 * @param refuse makes the error to throw when another process holds it, of words that name that process.
 * @returns what gives it back.
 */
export function takeLockFile(path: string, refuse: (holder: string) => Error): () => void {
  mkdirSync(dirname(path), { recursive: true });
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    bornAt: bornAt(process.pid),
    since: new Date().toISOString(),
  };
  if (!writeNew(path, JSON.stringify(me))) {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw refuse(describe(holder));
    takeOver(path, JSON.stringify(me), refuse);
  }
  return () => rmSync(path, { force: true });
}

/** Who holds a lock file now, in words; undefined when nobody does. */
export function lockFileHolder(path: string): string | undefined {
  const holder = readHolder(path);
  return holder && isAlive(holder) ? describe(holder) : undefined;
}

/** Replaces the file of a dead holder; only one process at a time may try, and it looks again before it does. */
function takeOver(path: string, text: string, refuse: (holder: string) => Error): void {
  const guard = `${path}.takeover`;
  if (!writeNew(guard, String(process.pid))) {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > TAKEOVER_MS) rmSync(guard, { force: true });
    throw refuse('a process that is taking the lock over; try again');
  }
  try {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw refuse(describe(holder));
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
