import { readdirSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { publicationsFolder, runNight } from '@union/nightly/run.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import type { Progress } from '@union/warehouse/build.ts';
import { someMetrics } from './some-metrics.ts';

/**
 * A process that runs nights when it is told to, and is ended by SIGKILL in the middle of one: `ready` once everything is
 * loaded, `found <names>` with what lies in the publications folder as a night begins to extract, `done <publication>`.
 */
export type Order =
  | 'whole'
  /** Ends the process so many milliseconds after the step has come so far (0 to 1), or after the night has begun. */
  | { readonly step: Progress['step'] | undefined; readonly share: number; readonly ms: number };

const [, , dataDir = '', databaseUrl = '', day = ''] = process.argv;
// One thread is enough for so little, and leaves room for another chain of nights beside this one.
const config = { dataDir, timeZone: 'Asia/Shanghai', duckdb: { threads: 1, memoryLimit: undefined } };
const tell = (line: string) => process.stdout.write(`${line}\n`);

/** The signal comes from within, so that it comes where it was meant to, however busy the machine is. */
async function die(ms: number): Promise<void> {
  if (ms > 0) await delay(ms);
  process.kill(process.pid, 'SIGKILL');
}

const database = await openDatabase({ dataDir, databaseUrl });
// The next process finds the code compiled; one that is killed would not leave it behind.
flushCompileCache();
tell('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const order: Order = JSON.parse(line);
  const kill = order === 'whole' ? undefined : order;
  let isClean = false;
  let isDying = false;
  if (kill?.step === undefined && kill) void die(kill.ms);
  const onProgress = ({ detail: { step, done, of } }: { detail: Progress }) => {
    if (!isClean) tell(`found ${readdirSync(publicationsFolder(config)).join(' ')}`);
    isClean = true;
    if (isDying || step !== kill?.step || done < Math.floor(kill.share * of)) return;
    isDying = true;
    void die(kill.ms);
  };
  try {
    const { manifest } = await runNight({ ...someMetrics, config, database, asOf: day, onProgress });
    tell(`done ${manifest.publicationId}`);
  } catch (error) {
    tell(`failed ${error instanceof Error ? error.stack?.replaceAll('\n', ' ') : error}`);
  }
}
await database.close();
