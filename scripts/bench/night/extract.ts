import { openDatabase } from '@union/schema/db/database.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { extract } from '@union/warehouse/extract/extract.ts';

/** What one extract took; `peakBytes` is of the whole process, from its start. */
export type Extracted = {
  readonly rows: number;
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
};

/** One extract in a process of its own, told as JSON: `node scripts/bench/night/extract.ts <database url> <DuckDB file>`. */
if (process.argv[1] === import.meta.filename) {
  const [databaseUrl = '', path = ''] = process.argv.slice(2);
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  const instance = await openDuckDb(path);
  const connection = await instance.connect();
  const began = performance.now();
  const cpu = process.cpuUsage();
  const { rows } = await extract(database, connection);
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  instance.closeSync();
  await database.close();
  const extracted: Extracted = {
    rows: Object.values(rows).reduce((sum, count) => sum + count, 0),
    ...{ ms, cpuMs: (user + system) / 1000, peakBytes: process.resourceUsage().maxRSS * 1024 },
  };
  process.stdout.write(JSON.stringify(extracted));
}
