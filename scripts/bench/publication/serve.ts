import { openLogger } from '@union/api/logger.ts';
import { startServer } from '@union/api/server.ts';
import { readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';

/** Serves the data folder of the settings in a process of its own, for `switch.ts`; prints its address. */
const config = readConfig();
const database = await openDatabase(config);
const publications = openPublications(process.argv[2] ?? '');
const server = await startServer({ config, database, publications, logger: openLogger('error') });
console.log(server.url);
