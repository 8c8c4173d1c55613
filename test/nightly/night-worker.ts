import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { publicationsFolder, runNight } from '@union/nightly/run.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';

/**
 * A process that runs nights when it is told to, for tests that kill it: `ready` once everything is loaded; `done <publication>` after a
 * night of each line that it reads; the second one of a line tells `step <name>` as it goes.
 */
const [, , dataDir = '', databaseUrl = '', day = ''] = process.argv;
// One thread is enough for so little, and leaves room for another chain of nights beside this one.
const config = { dataDir, timeZone: 'Asia/Shanghai', duckdb: { threads: 1, memoryLimit: undefined } };

/** A few static files of real figures: those of the API take longer than all the rest of so small a night. */
async function writeStatic(candidate: Publication, folder: string): Promise<void> {
  const scopes = await candidate.query<{ scope_id: string }>('select scope_id from scope order by scope_id');
  for (const { scope_id } of scopes) {
    writeFileSync(join(folder, `${scope_id.replace(':', '-')}.json`), JSON.stringify({ scope_id }));
  }
}

const database = await openDatabase({ dataDir, databaseUrl });
const tell = (line: string) => process.stdout.write(`${line}\n`);
tell(`ready ${publicationsFolder(config)}`);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const { manifest } = await runNight({
      ...{ config, database, asOf: day, writeStatic },
      onProgress: ({ detail }) => tell(`step ${detail.step}`),
    });
    tell(`done ${line} ${manifest.publicationId}`);
  } catch (error) {
    tell(`failed ${line} ${error instanceof Error ? error.stack?.replaceAll('\n', ' ') : error}`);
  }
}
await database.close();
