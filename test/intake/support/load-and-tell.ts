import { loadFiles } from '@union/intake/load.ts';
import { readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';

/** Loads the file of its argument into the registers of its environment and prints each phase, for tests that kill it. */
const { databaseUrl, dataDir } = readConfig();
const database = await openDatabase({ databaseUrl, dataDir });
await loadFiles(database, process.argv.slice(2), {
  loadedBy: 'tester',
  onProgress: ({ phase, rows }) => {
    process.stdout.write(`${phase} ${rows}\n`);
  },
});
await database.close();
process.stdout.write('done\n');
