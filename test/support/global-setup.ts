import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@union/schema/db/database.ts';
import { migrate } from '@union/schema/db/migrate.ts';
import { syncRegions } from '@union/schema/reference/sync-regions.ts';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';
import { makeScratch, removeScratch, scratch } from './scratch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server that holds the database `template_registers`, migrated, with its regions. */
    postgresUrl: string;
    /** A file with the same for the embedded engine. */
    embeddedDump: string;
  }
}

/** Once a run: a PostgreSQL server and an embedded engine, both migrated; each test file begins with a copy of one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  makeScratch();
  const embeddedDump = join(scratch, 'registers.tar');
  const [server] = await Promise.all([
    startPostgres({}, scratch).then(async (started) => {
      const client = new pg.Client(started.url);
      await client.connect();
      await client.query('create database template_registers');
      await client.end();
      await prepare(started.url.replace(/\/postgres$/, '/template_registers'));
      return started;
    }),
    prepare(undefined, embeddedDump),
  ]);
  project.provide('postgresUrl', server.url);
  project.provide('embeddedDump', embeddedDump);
  return async () => {
    await server.stop();
    removeScratch();
  };
}

async function prepare(databaseUrl: string | undefined, dumpTo?: string): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  await migrate(database.db);
  await syncRegions(database);
  if (dumpTo && database.embedded) writeFileSync(dumpTo, await database.embedded.dump());
  await database.close();
}
