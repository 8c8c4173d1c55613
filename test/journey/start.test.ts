import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'union-start-'));
const script = new URL('../../scripts/start.ts', import.meta.url).pathname;
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

type Started = { output: string; addresses: Record<string, string>; stop(): Promise<number | null> };

/** Starts the platform as a user would; resolves when it says that it is ready, rejects with what it said when it ends before. */
function start(dataDir: string, environment: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, PORT: '0', DEMO_PORT: '0', DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      if (!output.includes('Ctrl+C')) return;
      const addresses = Object.fromEntries(
        [...output.matchAll(/^ {2}(.+?) {2,}(http\S+)$/gm)].map((match) => [
          match[1]?.split(' ').at(-1) ?? '',
          match[2] ?? '',
        ]),
      );
      resolve({
        output,
        addresses,
        stop() {
          child.kill('SIGTERM');
          return ended;
        },
      });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

describe('a first start and a second one', () => {
  const dataDir = join(folder, 'data');

  test('an empty folder becomes a served demo, and a second start changes nothing', { timeout: 600_000 }, async () => {
    const first = await start(dataDir);
    expect(first.output).toContain('demo federation');
    expect(first.output).toContain('last night');
    const ready = await (await fetch(first.addresses.ready ?? '')).json();
    const portal = await (await fetch(first.addresses.portal ?? '')).text();
    expect(portal).toContain('<union-park-coverage');
    expect(portal).toContain('<table');
    expect(await first.stop()).toBe(0);

    const second = await start(dataDir);
    expect(second.output).not.toContain('demo federation');
    expect(second.output).not.toContain('last night');
    expect(await (await fetch(second.addresses.ready ?? '')).json()).toEqual(ready);
    expect(await second.stop()).toBe(0);
  });
});

describe('what is wrong is said in one sentence, and nothing is left behind', () => {
  test('a port in use', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    await expect(start(join(folder, 'port'), { PORT: String(port) })).rejects.toThrow(
      new RegExp(`端口 ${port} 已被占用[\\s\\S]*port ${port} is in use; .*PORT=`),
    );
    other.close();
  });

  test('a setting of the wrong form', async () => {
    await expect(start(join(folder, 'setting'), { NIGHTLY_AT: '25:00' })).rejects.toThrow(
      /NIGHTLY_AT="25:00": must be a time of day/,
    );
  });

  // Root may write in every folder, so the place is one below a file.
  test('a folder that cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(start(join(file, 'data'))).rejects.toThrow(/数据目录[\s\S]*DATA_FOLDER_NOT_WRITABLE/);
  });

  test('a PostgreSQL server that does not answer', async () => {
    const environment = { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/none' };
    const failing = start(join(folder, 'database'), environment);
    await expect(failing).rejects.toThrow(/DATABASE_UNREACHABLE/);
    await expect(failing).rejects.not.toThrow(/secret/);
  });
});
