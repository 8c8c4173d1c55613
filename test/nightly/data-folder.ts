import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, type Engine, openDatabase } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { createTestDatabase } from '../support/database.ts';

const registers = readFileSync(new URL('./registers.sql', import.meta.url), 'utf8');
const CLI = fileURLToPath(new URL('../../services/nightly/cli.ts', import.meta.url));

/** A data folder whose registers hold something of everything, as processes of the night find it by their settings. */
export type DataFolder = { dataDir: string; databaseUrl: string | undefined; timeZone: string };

export async function makeDataFolder(engine: Engine, extra = ''): Promise<DataFolder> {
  const dataDir = mkdtempSync(join(tmpdir(), 'union-night-'));
  const databaseUrl = engine === 'postgres' ? await createTestDatabase() : undefined;
  const database = await openDatabase({
    ...{ databaseUrl, dataDir },
    ...(engine === 'embedded' ? { loadFrom: readFileSync(inject('embeddedDump')) } : {}),
  });
  await sql.raw(registers + extra).execute(database.db);
  await database.close();
  return { dataDir, databaseUrl, timeZone: 'Asia/Shanghai' };
}

/** Opens the registers of a data folder, as a process of the platform would. */
export function openRegisters({ dataDir, databaseUrl }: DataFolder): Promise<Database> {
  return openDatabase({ dataDir, databaseUrl });
}

export type NightProcess = { child: ChildProcess; ended: Promise<{ code: number | null; output: string }> };

/** Starts `pnpm nightly` with these arguments on a data folder. */
export function startNight(given: DataFolder, ...args: string[]): NightProcess {
  return startCommand(given, [process.execPath, CLI, ...args]);
}

/** The same under `ulimit -f`: no file may grow beyond so many bytes. */
export function startNightWithin(maxFileBytes: number, given: DataFolder, ...args: string[]): NightProcess {
  const limit = `ulimit -f ${Math.floor(maxFileBytes / 1024)}; exec "$0" "$@"`;
  return startCommand(given, ['bash', '-c', limit, process.execPath, CLI, ...args]);
}

function startCommand({ dataDir, databaseUrl }: DataFolder, [command = '', ...args]: readonly string[]): NightProcess {
  const child = spawn(command, args, {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
  return { child, ended };
}
