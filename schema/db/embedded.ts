import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DataFolderInUse } from '../errors.ts';

/** Where a `pg` pool reaches an embedded engine; `close` waits until other processes have left. */
export type Embedded = { host: string; isOwner: boolean; close(): Promise<void>; dump(): Promise<Uint8Array> };

const SOCKET_NAME = '.s.PGSQL.5432';
/** The kernel refuses longer socket paths. */
const LONGEST_SOCKET_PATH = 100;
/** Binding a socket takes milliseconds; a claim older than this was left by a process that died. */
const STALE_CLAIM_MS = 10_000;

/**
 * Opens the embedded PostgreSQL of `dataDir` (made when absent), or joins the process that has it open: only one
 * process can own the files, others talk to it through its socket. Who listens on the socket is the owner, so a
 * killed owner leaves nothing that blocks the next one.
 * @param dataDir a folder, or `memory://` for an engine that is gone when closed.
 * @param options.loadFrom the bytes of an earlier `dump`, to begin with.
 * @param options.own true: wait up to `patience` ms to become the owner instead of joining (a server that outlives others).
 * @throws DataFolderInUse when, with `own`, the owner does not end in time.
 */
export async function openEmbedded(
  dataDir: string,
  options: { loadFrom?: Uint8Array; own?: boolean; patience?: number } = {},
): Promise<Embedded> {
  if (dataDir === 'memory://') {
    const host = join(tmpdir(), `union-${randomUUID()}`);
    mkdirSync(host, { mode: 0o700 });
    return startEngine(dataDir, host, options.loadFrom).ready;
  }
  mkdirSync(dataDir, { recursive: true });
  const folder = realpathSync(dataDir);
  const host = socketFolder(folder);
  mkdirSync(host, { recursive: true, mode: 0o700 });
  const claim = join(host, 'claim');
  const patience = options.patience ?? 30_000;
  for (const start = Date.now(); Date.now() - start < patience; await delay(200)) {
    const lease = await connectTo(join(host, SOCKET_NAME));
    if (lease) {
      if (!options.own) return joined(folder, host, lease);
      lease.destroy();
      continue;
    }
    if (!claimFolder(claim)) continue;
    const engine = startEngine(folder, host, options.loadFrom);
    await engine.listening.finally(() => rmSync(claim, { recursive: true, force: true }));
    writeFileSync(join(host, 'owner'), String(process.pid));
    return engine.ready;
  }
  throw inUse(folder, host);
}

/** The number of the process that has the embedded files of `dataDir` open; undefined when nobody has. */
export async function ownerOfEmbedded(dataDir: string): Promise<string | undefined> {
  if (!existsSync(dataDir)) return undefined;
  const host = socketFolder(realpathSync(dataDir));
  const connection = await connectTo(join(host, SOCKET_NAME));
  connection?.destroy();
  return connection && ownerIn(host);
}

/** Beside the data, so that whoever shares the files shares the socket; in the temporary folder when the path is too long. */
function socketFolder(folder: string): string {
  const beside = `${folder}.run`;
  if (join(beside, SOCKET_NAME).length <= LONGEST_SOCKET_PATH) return beside;
  return join(tmpdir(), `union-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
}

function inUse(folder: string, host: string): DataFolderInUse {
  return new DataFolderInUse(folder, ownerIn(host));
}

function ownerIn(host: string): string {
  try {
    return readFileSync(join(host, 'owner'), 'utf8');
  } catch {
    // The owner has not written its number yet.
    return 'unknown';
  }
}

function claimFolder(claim: string): boolean {
  try {
    mkdirSync(claim);
    return true;
  } catch {
    const since = statSync(claim, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > STALE_CLAIM_MS) rmSync(claim, { recursive: true, force: true });
    return false;
  }
}

/** A connection to the owner, or undefined when nobody listens. */
function connectTo(socketPath: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
}

/** The engine of another process. Its owner does not end while the lease is open. */
function joined(folder: string, host: string, lease: Socket): Embedded {
  lease.on('error', () => {});
  // It must not keep this process alive.
  lease.unref();
  return {
    host,
    isOwner: false,
    close: async () => void lease.destroy(),
    dump: () => Promise.reject(inUse(folder, host)),
  };
}

type Report =
  | { type: 'listening' | 'ready' | 'closed' }
  | { type: 'failed' | 'fault'; message: string }
  | { type: 'dumped'; bytes: Uint8Array };

/** `listening`: this process is the owner; `ready`: the files are open and statements are answered. */
function startEngine(
  dataDir: string,
  host: string,
  loadFrom: Uint8Array | undefined,
): { listening: Promise<void>; ready: Promise<Embedded> } {
  rmSync(join(host, SOCKET_NAME), { force: true });
  const worker = new Worker(new URL('./embedded-server.ts', import.meta.url), {
    workerData: { dataDir, socketPath: join(host, SOCKET_NAME), loadFrom },
  });
  const reported = <T extends Report['type']>(type: T) =>
    new Promise<Extract<Report, { type: T }>>((resolve) => {
      const listen = (report: Report) => {
        if (report.type !== type) return;
        worker.off('message', listen);
        resolve(report as Extract<Report, { type: T }>);
      };
      worker.on('message', listen);
    });
  const broken = Promise.race([
    reported('failed').then(({ message }) => Promise.reject(new Error(message))),
    new Promise<never>((_, reject) => worker.once('error', reject)),
  ]);
  broken.catch(() => {});
  const listening = Promise.race([reported('listening').then(() => {}), broken]);
  const ready = Promise.race([reported('ready'), broken]).then(
    (): Embedded => ({
      host,
      isOwner: true,
      async close() {
        const closed = reported('closed');
        worker.postMessage({ type: 'close' });
        await closed;
        await worker.terminate();
        rmSync(host, { recursive: true, force: true });
      },
      async dump() {
        const dumped = reported('dumped');
        worker.postMessage({ type: 'dump' });
        return (await dumped).bytes;
      },
    }),
  );
  ready.catch(() => worker.terminate());
  return { listening, ready };
}
