import { readFileSync } from 'node:fs';
import { type Database, type Engine, openDatabase } from '@union/schema/db/database.ts';
import { addLightRules } from '@union/schema/targets/add-light-rules.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, inject } from 'vitest';
import { isAlive } from './scratch.ts';

/** Describes the same tests for both engines; the engine stands in their names. */
export function eachEngine(tests: (engine: Engine) => void): void {
  describe.each<Engine>(['embedded', 'postgres'])('on %s', (engine) => tests(engine));
}

let databases = 0;

/** A migrated database with its regions and nothing else, for one test file; close it in `afterAll`. */
export async function openTestDatabase(engine: Engine): Promise<Database> {
  if (engine === 'embedded') {
    return openDatabase({ dataDir: 'memory://', loadFrom: readFileSync(inject('embeddedDump')) });
  }
  return openDatabase({ databaseUrl: await createTestDatabase(), dataDir: 'memory://' });
}

/** The URL of a fresh PostgreSQL database, migrated, with its regions: for tests that start processes of their own. */
export async function createTestDatabase(): Promise<string> {
  const url = new URL(inject('postgresUrl'));
  const name = `test_${process.pid}_${Date.now()}_${databases++}`;
  const client = new pg.Client(url.href);
  await client.connect();
  // Two files copying the template at once would refuse each other.
  await client.query('select pg_advisory_lock(1)');
  await dropDatabasesOfEnded(client);
  await client.query(`create database ${name} template template_registers`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

/** Drops the databases of test files that are done: each file runs in a process of its own, which is in their names. */
async function dropDatabasesOfEnded(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; pid: number }>(
    `select datname as name, split_part(datname, '_', 2)::int as pid from pg_database where datname like 'test\\_%'`,
  );
  for (const { name, pid } of rows) {
    if (!isAlive(pid)) await client.query(`drop database if exists ${name} with (force)`);
  }
}

/** Empties every register but the regions and the light rules of the platform; the audit cannot be emptied. */
export async function emptyRegisters({ db }: Database): Promise<void> {
  await sql`
    do $$ declare names text; begin
      select string_agg(quote_ident(tablename), ', ') into names from pg_tables
      where schemaname = 'public' and tablename not in ('region', 'audit_event', 'kysely_migration', 'kysely_migration_lock');
      execute 'truncate ' || names || ' restart identity cascade';
    end $$
  `.execute(db);
  await addLightRules(db);
}
