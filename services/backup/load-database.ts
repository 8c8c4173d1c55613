import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { type ChainReport, verifyAudit } from '@union/access/audit/audit.ts';
import type { Db, Session } from '@union/schema/db/database.ts';
import { migrate } from '@union/schema/db/migrate.ts';
import { type Suspended, suspendConstraints } from '@union/schema/db/suspend-constraints.ts';
import { sql } from 'kysely';
import type { Entry } from './archive.ts';
import { copyTarget, LEFT_OUT, quoted, readTables, settleSession } from './database-shape.ts';
import { BackupDoesNotFit } from './errors.ts';
import type { BackedUpTable, BackupManifest } from './manifest.ts';

/** A table that is open for the rows of a backup: what counts, guards and triggers is off until `finishLoading`. */
export type Loading = { readonly session: Session; readonly manifest: BackupManifest; readonly suspended: Suspended };

/** Makes the tables of the backup's version in an empty database, and opens them for its rows. @throws BackupDoesNotFit */
export async function beginLoading(session: Session, manifest: BackupManifest): Promise<Loading> {
  const { db } = session;
  const version = manifest.migrations.at(-1);
  if (version === undefined) throw new BackupDoesNotFit('it names no migration', '未记录表结构版本');
  // Tables that were put aside lie in a schema of their own, with a list of migrations too.
  await migrate(db, version, 'public');
  await settleSession(db);
  const shapes = await readTables(db);
  refuseOtherShape(manifest.tables, shapes);
  for (const { table } of shapes) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
  // Migrations write some rows of their own; those of the backup stand for them.
  const names = shapes.map(({ table }) => quoted(table)).join(', ');
  await sql.raw(`truncate ${names} restart identity cascade`).execute(db);
  const suspended = await suspendConstraints(
    db,
    shapes.map(({ table }) => table),
  );
  return { session, manifest, suspended };
}

/** The backup's tables must be those of its version, column by column. */
function refuseOtherShape(
  told: readonly BackedUpTable[],
  found: readonly { table: string; columns: readonly string[] }[],
): void {
  const shape = ({ table, columns }: { table: string; columns: readonly string[] }) =>
    columns.map((column) => `${table}.${column}`);
  const [mine, theirs] = [
    found.filter(({ table }) => !LEFT_OUT.includes(table)).flatMap(shape),
    told.flatMap(shape),
  ].map((list) => new Set(list)) as [Set<string>, Set<string>];
  const apart = [...mine.symmetricDifference(theirs)];
  if (apart.length === 0) return;
  const list = apart.slice(0, 10).join(', ');
  throw new BackupDoesNotFit(
    `these columns are not in both: ${list}${apart.length > 10 ? ` and ${apart.length - 10} more` : ''}`,
    `以下字段仅存在于一方：${list}${apart.length > 10 ? ` 等 ${apart.length} 个` : ''}`,
  );
}

/** Takes the rows of a part, if it is one of a table. @returns whether it was. */
export async function loadPart({ session, manifest }: Loading, entry: Entry): Promise<boolean> {
  const table = manifest.tables.find(({ path }) => path === entry.path);
  if (!table) return false;
  await pipeline(entry.body, createZstdDecompress(), async (rows: AsyncIterable<Uint8Array>) => {
    await session.copyIn(copyTarget(table), rows);
  });
  return true;
}

export type Loaded = {
  readonly rows: number;
  readonly audit: ChainReport | null;
  /** Migrations that came after the backup. */
  readonly migrated: readonly string[];
};

/**
 * Puts back what was off, checking every row, counts rows and audit against the manifest, and brings the tables to the
 * newest version. @throws BackupDoesNotFit
 */
export async function finishLoading(
  { session, manifest, suspended }: Loading,
  onProgress: (what: string, done: number) => void,
): Promise<Loaded> {
  const { db } = session;
  for (const [at, { what, statement }] of suspended.entries()) {
    onProgress(what, at / suspended.length);
    await sql.raw(statement).execute(db);
  }
  for (const { table, column, last, isCalled } of manifest.sequences) {
    await sql`select setval(pg_get_serial_sequence(quote_ident(${table}), ${column}), ${last}::bigint, ${isCalled})`.execute(
      db,
    );
  }
  await refuseOtherCounts(db, manifest);
  const audit = manifest.audit && (await refuseOtherChain(db, manifest.audit));
  for (const { table } of await readTables(db)) {
    await sql`alter table ${sql.table(table)} enable trigger user`.execute(db);
  }
  const migrated = await migrate(db, undefined, 'public');
  await sql`analyze`.execute(db);
  return { audit, migrated, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0) };
}

async function refuseOtherCounts(db: Db, { tables }: BackupManifest): Promise<void> {
  const wrong: string[] = [];
  for (const { table, rows } of tables) {
    const found = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(db);
    if (found.rows[0]?.rows !== rows) wrong.push(`${table} ${rows} ≠ ${found.rows[0]?.rows}`);
  }
  if (wrong.length > 0) {
    throw new BackupDoesNotFit(`row counts differ: ${wrong.join(', ')}`, `行数不符：${wrong.join('，')}`);
  }
}

/** The chain must reach as far as it did. Whether it holds is told: one that was broken where it came from is still all there is. */
async function refuseOtherChain(db: Db, told: NonNullable<BackupManifest['audit']>): Promise<ChainReport> {
  const found = await verifyAudit(db);
  if (found.events === told.events && found.head === told.head) return found;
  throw new BackupDoesNotFit(
    `the audit ends at ${found.head} after ${found.events} events, not at ${told.head} after ${told.events}`,
    `审计链止于 ${found.head}（${found.events} 条），应为 ${told.head}（${told.events} 条）`,
  );
}
