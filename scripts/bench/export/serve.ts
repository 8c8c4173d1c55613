/** Serves the exports alone over a folder with `publications`: nothing else of the server takes memory. Prints its address. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { NOTHING_CLOSED } from '@union/access/restricted/closed-figures.ts';
import { routeExports } from '@union/api/http/export.route.ts';
import type { Database } from '@union/schema/db/database.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import Fastify from 'fastify';

const [folder = ''] = process.argv.slice(2);
const app = Fastify();
routeExports(app, {
  ...{
    database: { db: undefined } as unknown as Database,
    publications: openPublications(join(folder, 'publications')),
    guardedTables: [],
    now: () => new Date(),
  },
  figures: { closedTo: async () => NOTHING_CLOSED, isPrivate: () => false },
  folder: mkdtempSync(join(folder, 'exports-')),
  reachesOf: async () => {
    throw new Error('registers are not measured here');
  },
  charge: async () => {},
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
