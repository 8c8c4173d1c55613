import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealerOf } from '@union/access/personal/seal.ts';
import { listBackups } from '@union/backup/backups.ts';
import { createBackup } from '@union/backup/create-backup.ts';
import { LEFT_OUT } from '@union/backup/database-shape.ts';
import { byErrorCode, exitCodes } from '@union/backup/exit-codes.ts';
import { restoreBackup, verifyBackup } from '@union/backup/restore-backup.ts';
import type { Config } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { migrations } from '@union/schema/db/migrate.ts';
import { announceServer } from '@union/schema/db/presence.ts';
import { takeLockFile } from '@union/schema/lock-file.ts';
import { listPins } from '@union/warehouse/publication/pins.ts';
import { verifyPublication } from '@union/warehouse/publication/verify.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import {
  BACKUP,
  emptyDatabase,
  fingerprintOf,
  guardsOf,
  makeFederation,
  RESTORE,
  run,
  settingsOf,
  within,
} from './support.ts';

const scratch = mkdtempSync(join(tmpdir(), 'union-backup-'));
const folder = (name: string) => join(scratch, name);

/** Everything but who is signed in, and the audit, which tells of the restore itself. */
function without(prints: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(prints).filter(([table]) => ![...LEFT_OUT, 'audit_event'].includes(table)));
}

let county: Config;
/** Held open by this process as a server holds it. */
let server: Database;
let original: Record<string, string>;
beforeAll(async () => {
  county = await makeFederation('embedded');
  server = await openDatabase({ dataDir: county.dataDir, own: true });
  original = await fingerprintOf(server);
});
afterAll(async () => {
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
  rmSync(county.dataDir, { recursive: true, force: true });
});

describe('from the embedded engine to a PostgreSQL server and back', () => {
  let town: Config;
  let first: string;

  test('a backup is made beside the server that has the data open, and says what is in it', async () => {
    const ended = await run(county, BACKUP, '--to', folder('first'), '--json');
    expect([ended.code, ended.err]).toEqual([0, '']);
    const { path, manifest } = JSON.parse(ended.out);
    first = path;
    expect(manifest).toMatchObject({
      ...{ format: 1, leftOut: LEFT_OUT, source: { engine: 'embedded' }, migrations: Object.keys(migrations) },
      publications: { current: '2024-06-30-1', damaged: [] },
      keys: { sealing: [{ id: 'k1', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) }], bundle: null },
    });
    const rows = (table: string) => manifest.tables.find((one: { table: string }) => one.table === table)?.rows;
    expect([rows('enterprise'), rows('account_session'), rows('household_person')]).toEqual([200, undefined, 1]);
    expect(JSON.stringify(manifest)).not.toMatch(/张三|hashes of ID numbers/);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('it is restored into a PostgreSQL server: every row of every table, and all that guards them', async () => {
    const restored = await restoreBackup({ config: settingsOf(folder('town'), await emptyDatabase()), path: first });
    town = settingsOf(folder('town'), restored?.target.databaseUrl);
    expect(restored).toMatchObject({
      ...{ engine: 'postgres', current: '2024-06-30-1', migrated: [], audit: { brokenAt: null } },
      ...{ keys: { wrong: [], missing: [], changed: [] }, replaced: { folder: null, schema: null } },
    });
    const pristine = await openTestDatabase('postgres');
    const guards = await guardsOf(pristine);
    await pristine.close();
    await within(town, async (database) => {
      expect(without(await fingerprintOf(database))).toEqual(without(original));
      expect(await guardsOf(database)).toEqual(guards);
      const counted = await sql<{ sessions: number }>`select count(*) as sessions from account_session`.execute(
        database.db,
      );
      expect(counted.rows).toEqual([{ sessions: 0 }]);
      const [{ id, last }] = await nextUnion(database);
      expect(id).toBeGreaterThan(last);
    });
    const found = await verifyPublication(join(town.dataDir, 'publications'));
    expect(found?.manifest.publicationId).toBe('2024-06-30-1');
    expect(listPins(join(town.dataDir, 'publications')).map(({ note }) => note)).toEqual(['年报']);
    expect(readFileSync(join(town.dataDir, 'notices/waiting.json'), 'utf8')).toBe('{"a": 1}');
    expect(readFileSync(join(town.dataDir, 'embed-releases/9.9.9/widgets.js'), 'utf8')).toBe('export {};');
  });

  test('what was sealed opens with the key, which is not in the backup', async () => {
    await within(town, async ({ db }) => {
      const row = await db.selectFrom('household_person').selectAll().executeTakeFirstOrThrow();
      const sealer = sealerOf(town.access.personal);
      const name = sealer.open(row.name_sealed ?? '', `household_person:${row.person_id}:name`);
      expect(name).toBe('张三, "the elder"\n\\.');
    });
  });

  test('the way back, in one file, ends with the same rows', async () => {
    const { path } = await createBackup({ config: town, to: join(scratch, 'back.tar') });
    const config = settingsOf(folder('back'));
    const restored = await restoreBackup({ config, path });
    expect(restored).toMatchObject({ engine: 'embedded', audit: { brokenAt: null } });
    await within(config, async (database) => {
      expect(without(await fingerprintOf(database))).toEqual(without(original));
    });
    expect((await verifyPublication(join(config.dataDir, 'publications')))?.manifest.publicationId).toBe(
      '2024-06-30-1',
    );
  });

  test('a target that holds data is refused, on both engines, and names what it is called', async () => {
    const database = new URL(town.databaseUrl ?? '').pathname.slice(1);
    for (const [config, name] of [
      [town, database],
      [settingsOf(folder('back')), 'back'],
    ] as const) {
      const ended = await run(config, RESTORE, first, '--json');
      expect(ended.code).toBe(2);
      expect(JSON.parse(ended.out).error).toMatchObject({
        ...{ code: 'TARGET_NOT_EMPTY', en: expect.stringContaining(`--replace ${name}`) },
      });
      expect((await run(config, RESTORE, first, '--replace', 'other', '--yes')).code).toBe(2);
    }
  });

  test('what a named target held is put aside, and stays as it was', async () => {
    await within(town, ({ db }) => sql`update trade_union set name = 'kept'`.execute(db));
    const name = new URL(town.databaseUrl ?? '').pathname.slice(1);
    // Without a terminal nobody can say yes.
    expect((await run(town, RESTORE, first, '--replace', name)).err).toContain('NOT_CONFIRMED');
    const ended = await run(town, RESTORE, first, '--replace', name, '--yes', '--json');
    expect(ended.err).toBe('');
    const { replaced } = JSON.parse(ended.out);
    expect(ended.out).not.toContain('postgres://');
    await within(town, async (database) => {
      expect(without(await fingerprintOf(database))).toEqual(without(original));
      const old = await sql<{ name: string }>`select distinct name from ${sql.id(replaced.schema)}.trade_union`.execute(
        database.db,
      );
      expect(old.rows).toEqual([{ name: 'kept' }]);
    });
    expect(readFileSync(join(replaced.folder, 'publications/current.json'), 'utf8')).toContain('2024-06-30-1');
  });

  test('a database at which a server works, and a folder at which one or a night does, are refused', async () => {
    const leave = await announceServer(town.databaseUrl ?? '');
    const ended = await run(town, RESTORE, first, '--json');
    await leave();
    expect([ended.code, JSON.parse(ended.out).error.code]).toEqual([3, 'SERVER_RUNNING']);
    await expect(restoreBackup({ config: county, path: first })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
    const release = takeLockFile(join(town.dataDir, 'publications', 'night.lock'), () => new Error());
    await expect(restoreBackup({ config: town, path: first })).rejects.toMatchObject({ code: 'NIGHT_ALREADY_RUNNING' });
    release();
  });

  test('keys that are set and are not those of the data are refused; without any, personal data stay closed', async () => {
    const wrong = { PERSONAL_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`, PERSONAL_HASH_KEY: 'x'.repeat(32) };
    const config = settingsOf(folder('wrong'), undefined, wrong);
    await expect(restoreBackup({ config, path: first })).rejects.toMatchObject({
      ...{ code: 'KEYS_DO_NOT_FIT', message: expect.stringContaining('PERSONAL_KEYS (k1), PERSONAL_HASH_KEY') },
    });
    const { keys } = await verifyBackup(first, settingsOf(folder('none'), undefined, {}));
    expect(keys).toEqual({ wrong: [], missing: ['PERSONAL_KEYS (k1)', 'PERSONAL_HASH_KEY'], changed: [] });
  });

  test('backups of one folder share what they have in common, not with the data, and the latest are kept', async () => {
    const to = folder('nightly');
    const small = await createBackup({ config: town, to, withoutPublications: true });
    expect(small.manifest.publications).toBeNull();
    const made = [];
    for (let i = 0; i < 3; i++) made.push(await createBackup({ config: town, to, keep: 2 }));
    expect(listBackups(to).map(({ path }) => path)).toEqual([made[2]?.path, made[1]?.path, small.path]);
    expect(made[2]?.removed).toEqual([made[0]?.manifest.backupId]);
    const inode = (path: string) => statSync(join(path, 'publications/2024-06-30-1/warehouse.duckdb')).ino;
    expect(inode(made[2]?.path ?? '')).toBe(inode(made[1]?.path ?? ''));
    expect(inode(made[2]?.path ?? '')).not.toBe(inode(town.dataDir));
    expect(made[2]?.sharedBytes).toBeGreaterThan(0);
  });
});

describe('docs/backup.md', () => {
  const page = readFileSync(new URL('../../docs/backup.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

  test('tells every exit code and every error code', () => {
    for (const [code, exit] of Object.entries(byErrorCode)) {
      expect(page, code).toMatch(new RegExp(`^\\| ${exit} \\|.*\`${code}\``, 'm'));
    }
    for (const exit of Object.keys(exitCodes)) expect(page).toMatch(new RegExp(`^\\| ${exit} \\|`, 'm'));
  });

  test('has no command of backup or restore that does not do what it says', async () => {
    const commands = [...new Set(blocks.flatMap((text) => text.match(/^.*pnpm (?:backup|restore).*$/gm) ?? []))];
    const databaseUrl = await emptyDatabase();
    const ended: string[] = [];
    for (const line of commands) {
      const [, settings = '', what, options = ''] = /^(.*?)npx pnpm (backup|restore)([^#]*)/.exec(line) ?? [];
      const words = options.trim().split(/\s+/).map(placeHere);
      const config = settings.includes('DATABASE_URL') ? settingsOf(folder('docs-server'), databaseUrl) : county;
      const { code, err } = await run(config, what === 'backup' ? BACKUP : RESTORE, ...words);
      ended.push(
        `${what} ${words.at(-1)?.startsWith('-') ? words.at(-1) : ''}${code} ${code === 0 ? '' : err.split('(').at(-1)}`,
      );
    }
    expect(ended.map((line) => line.trim())).toEqual([
      ...[
        'backup 0',
        'restore --verify-only0',
        'restore 0',
        'restore --resume2 NOTHING_TO_RESUME)',
        'backup 0',
        'restore 0',
      ],
    ]);
  });

  /** The folders of the page, and the backup that was made last there. */
  function placeHere(word: string): string {
    const to = folder('docs');
    if (word.startsWith('/mnt/backup/')) return listBackups(to)[0]?.path ?? '';
    return word.replace('/mnt/backup', to).replace('/srv/', `${scratch}/`);
  }
});

/** What the next row of a table that counts by itself is called, and the last one there is. */
async function nextUnion({ db }: Database): Promise<[{ id: number; last: number }]> {
  const { rows } = await sql<{ id: number; last: number }>`
    select nextval(pg_get_serial_sequence('trade_union', 'union_id')) as id, max(union_id) as last from trade_union
  `.execute(db);
  return rows as [{ id: number; last: number }];
}
