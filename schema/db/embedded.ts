import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DataFolderInUse } from '../errors.ts';

/** Where a `pg` pool reaches an embedded engine; `close` waits until other processes have left. */
export type Embedded = { host: string; isOwner: boolean; close(): Promise<void>; dump(): Promise<Uint8Array> };

const PORT_NAME = '.s.PGSQL.5432';

/**
 * Opens the embedded PostgreSQL of `dataDir` (made when absent), or joins the process that has it open: only one
 * process can own the files, others talk to it through its socket.
 * @param dataDir a folder, or `memory://` for an engine that is gone when closed.
 * @param options.loadFrom the bytes of an earlier `dump`, to begin with.
 * @param options.own true: wait up to `patience` ms to become the owner instead of joining (a server that outlives others).
 * @throws DataFolderInUse when the owner does not answer or, with `own`, does not end in time.
 */
export async function openEmbedded(
  dataDir: string,
  options: { loadFrom?: Uint8Array; own?: boolean; patience?: number } = {},
): Promise<Embedded> {
  if (dataDir === 'memory://') {
    const host = join(tmpdir(), `union-memory-${process.pid}-${Math.random().toString(36).slice(2, 10)}`);
    mkdirSync(host, { recursive: true, mode: 0o700 });
    return startEngine(dataDir, host, options.loadFrom, () => rmSync(host, { recursive: true, force: true }));
  }
  mkdirSync(dataDir, { recursive: true });
  const folder = realpathSync(dataDir);
  const host = join(
    tmpdir(),
    `union-${userInfo().username}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`,
  );
  mkdirSync(host, { recursive: true, mode: 0o700 });
  const lockFile = `${folder}.lock`;
  const patience = options.patience ?? 30_000;
  for (const start = Date.now(); Date.now() - start < patience; await delay(200)) {
    const owner = ownerOf(lockFile);
    if (owner === undefined) {
      if (!takeLock(lockFile)) continue;
      rmSync(join(host, PORT_NAME), { force: true });
      return startEngine(folder, host, options.loadFrom, () => rmSync(lockFile, { force: true }));
    }
    if (!options.own && (await answers(join(host, PORT_NAME)))) {
      const nothing = async () => {};
      return { host, isOwner: false, close: nothing, dump: () => Promise.reject(new DataFolderInUse(folder, owner)) };
    }
  }
  throw new DataFolderInUse(folder, ownerOf(lockFile) ?? 0);
}

function ownerOf(lockFile: string): number | undefined {
  let pid: number;
  try {
    pid = Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return undefined;
  }
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return pid;
    rmSync(lockFile, { force: true });
    return undefined;
  }
}

function takeLock(lockFile: string): boolean {
  try {
    const file = openSync(lockFile, 'wx', 0o600);
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

type Report =
  | { type: 'ready' | 'closed' }
  | { type: 'failed' | 'fault'; message: string }
  | { type: 'connections'; count: number }
  | { type: 'dumped'; bytes: Uint8Array };

async function startEngine(
  dataDir: string,
  host: string,
  loadFrom: Uint8Array | undefined,
  release: () => void,
): Promise<Embedded> {
  const worker = new Worker(new URL('./embedded-server.ts', import.meta.url), {
    workerData: { dataDir, socketPath: join(host, PORT_NAME), loadFrom },
  });
  let others = 0;
  const reports = new Map<Report['type'], (report: Report) => void>();
  worker.on('message', (report: Report) => {
    if (report.type === 'connections') others = report.count;
    reports.get(report.type)?.(report);
  });
  const report = <T extends Report['type']>(type: T) =>
    new Promise<Extract<Report, { type: T }>>((resolve) =>
      reports.set(type, (value) => resolve(value as Extract<Report, { type: T }>)),
    );
  try {
    await Promise.race([
      report('ready'),
      report('failed').then(({ message }) => Promise.reject(new Error(message))),
      new Promise<never>((_, reject) => worker.once('error', reject)),
    ]);
  } catch (error) {
    release();
    throw error;
  }
  return {
    host,
    isOwner: true,
    async close() {
      for (let waited = 0; others > 0 && waited < 60_000; waited += 100) await delay(100);
      const closed = report('closed');
      worker.postMessage({ type: 'close' });
      await closed;
      await worker.terminate();
      release();
    },
    async dump() {
      const dumped = report('dumped');
      worker.postMessage({ type: 'dump' });
      return (await dumped).bytes;
    },
  };
}
