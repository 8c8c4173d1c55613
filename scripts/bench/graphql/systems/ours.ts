import { openLogger } from '@union/api/logger.ts';
import { startServer } from '@union/api/server.ts';
import { readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { NamedStatements } from 'pothos-plugin-kysely/named-statements.ts';

/** Our server as it is run, with registers open: `ours.ts <database url> <publications> all|plain`. Prints its URL. */
const [databaseUrl, folder, lanes] = process.argv.slice(2) as [string, string, 'all' | 'plain'];
const server = await startServer({
  config: readConfig({ PORT: '0', HOST: '127.0.0.1' }),
  database: await openDatabase({ databaseUrl, dataDir: 'memory://', client: NamedStatements }),
  publications: openPublications(folder, { pollMs: 60_000 }),
  logger: openLogger('silent'),
  openRegisters: true,
  perMinute: false,
  introspection: false,
  lanes,
});
console.log(server.url);
