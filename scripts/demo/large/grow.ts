import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { migrate } from '@union/schema/db/migrate.ts';
import { suspendConstraints } from '@union/schema/db/suspend-constraints.ts';
import { KnownError } from '@union/schema/errors.ts';
import { syncRegions } from '@union/schema/reference/sync-regions.ts';
import { sql } from 'kysely';
import { restoreConstraints } from './constraints.ts';
import { type LargeScale, sizeOf } from './scales.ts';
import { foundation, randomFunction, steps, transfers } from './steps.ts';

/** Large scales are written into a PostgreSQL server only. */
export class NeedsPostgres extends KnownError {
  readonly code = 'DEMO_NEEDS_POSTGRES';
  constructor(scale: string) {
    super(
      `the scale ${scale} needs a PostgreSQL server: set DATABASE_URL`,
      `规模 ${scale} 需要 PostgreSQL 服务器：请设置 DATABASE_URL`,
    );
  }
}

/** Large scales are written into empty registers only. */
export class RegistersNotEmpty extends KnownError {
  readonly code = 'DEMO_REGISTERS_NOT_EMPTY';
  constructor() {
    super(
      'the registers are not empty; name an empty database with DATABASE_URL',
      '登记表不是空的；请用 DATABASE_URL 指定一个空库',
    );
  }
}

export type GrowOptions = {
  readonly scale: LargeScale;
  readonly seed: number;
  /** The last full day the data speaks of, `YYYY-MM-DD`. */
  readonly until: string;
  /** Share of the scale that is made, above 0 to 1. */
  readonly fraction: number;
  readonly databaseUrl: string | undefined;
  readonly onProgress: (message: string) => void;
};

/** Rows a transaction. */
const CHUNK = 1_000_000;
/** Connections that write at the same time. */
const WRITERS = 2;

/**
 * Fills an empty PostgreSQL database with a large federation, for benchmarks: everything is drawn inside the server
 * from row numbers, chunk by chunk. Keys, foreign keys and indexes are off meanwhile and back afterwards; the exclusion
 * constraints too, except at the nation's scale. A broken run leaves a database to throw away.
 */
export async function growFederation(options: GrowOptions): Promise<void> {
  const { scale, seed, until, databaseUrl, onProgress } = options;
  if (!databaseUrl) throw new NeedsPostgres(scale);
  const database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  try {
    await migrate(database.db);
    await syncRegions(database);
    const known = await database.db.selectFrom('federation').select('federation_code').limit(1).executeTakeFirst();
    if (known) throw new RegistersNotEmpty();
    const size = sizeOf(scale, options.fraction);
    const all = steps(size, until);
    await run(database, [randomFunction(seed), ...foundation(size, until)]);
    const suspended = await suspendConstraints(
      database.db,
      all.map((step) => step.table),
    );
    for (const step of all) await pour(database, step, onProgress);
    await run(database, [transfers(until)]);
    onProgress('约束与索引 constraints and indexes');
    await restoreConstraints(database, suspended, scale !== 'nation', onProgress);
    await run(database, [
      ...IDENTITIES.map(
        ([table, column]) =>
          `select setval(pg_get_serial_sequence('${table}', '${column}'), (select max(${column}) from ${table}))`,
      ),
      'drop table demo_town',
      'drop function demo_random(bigint, integer)',
    ]);
    await sql`analyze`.execute(database.db);
  } finally {
    await database.close();
  }
}

/** Tables whose numbers were given, so that the next row gets a free one. */
const IDENTITIES = [
  ['enterprise', 'enterprise_id'],
  ['trade_union', 'union_id'],
  ['hardship_household', 'household_id'],
] as const;

async function run(database: Database, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database.db);
}

/** Writes one table in chunks, several at a time. */
async function pour(
  database: Database,
  step: { table: string; count: number; insert: string },
  onProgress: (message: string) => void,
): Promise<void> {
  const began = performance.now();
  let next = 1;
  let done = 0;
  const write = async (): Promise<void> => {
    while (next <= step.count) {
      const from = next;
      const to = Math.min(from + CHUNK - 1, step.count);
      next = to + 1;
      await database.session(async ({ db }) => {
        await sql.raw('set local synchronous_commit = off').execute(db);
        await sql.raw(step.insert.replace(':from', String(from)).replace(':to', String(to))).execute(db);
      });
      done += to - from + 1;
      const seconds = (performance.now() - began) / 1000;
      onProgress(`${step.table} ${Math.round((100 * done) / step.count)}% ${done} ${seconds.toFixed(1)} s`);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}
