import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { listBackups, readLastBackup } from '@union/backup/backups.ts';
import { createBackup } from '@union/backup/create-backup.ts';
import type { BackupManifest } from '@union/backup/manifest.ts';
import { restoreBackup, resumeRestore, verifyBackup } from '@union/backup/restore-backup.ts';
import type { Config } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { migrate, migrations } from '@union/schema/db/migrate.ts';
import { restoreJournal } from '@union/schema/db/restore-mark.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDataFolder } from '../nightly/data-folder.ts';
import { BACKUP, emptyDatabase, fingerprintOf, killedAt, makeFederation, run, settingsOf, within } from './support.ts';

const scratch = mkdtempSync(join(tmpdir(), 'union-damage-'));
const folder = (name: string) => join(scratch, name);
const PUBLICATION = 'publications/2024-06-30-1';

let county: Config;
let whole: string;
let tar: string;
beforeAll(async () => {
  county = await makeFederation('postgres');
  whole = (await createBackup({ config: county, to: folder('backups') })).path;
  tar = (await createBackup({ config: county, to: folder('backups'), asFile: true })).path;
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(county.dataDir, { recursive: true, force: true });
});

/** A copy of the backup to be spoilt. */
function copyOf(path: string): string {
  const to = join(mkdtempSync(join(scratch, 'spoilt-')), path.slice(path.lastIndexOf('/') + 1));
  cpSync(path, to, { recursive: true });
  return to;
}

function flipByte(path: string, at: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, at);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
}

/** Writes the manifest anew, with the hash that belongs to it. */
function rewrite(path: string, change: (manifest: BackupManifest) => unknown): void {
  const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'));
  const text = JSON.stringify({ ...manifest, ...(change(manifest) as object) });
  writeFileSync(join(path, 'manifest.json'), text);
  const sum = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(path, 'manifest.json.sha256'), `${sum}  manifest.json\n`);
}

const verify = (path: string) => verifyBackup(path, county);

describe('a backup that was spoilt is refused, and the part is named:', () => {
  test.each([
    'manifest.json',
    'database/trade_union.csv.zst',
    `${PUBLICATION}/manifest.json`,
    `${PUBLICATION}/warehouse.duckdb`,
    'publications/current.json',
    'notices/waiting.json',
  ])('one bit of %s', async (part) => {
    const spoilt = copyOf(whole);
    flipByte(join(spoilt, part), Math.floor(statSync(join(spoilt, part)).size / 2));
    const error = await verify(spoilt).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'BACKUP_DAMAGED' });
    expect(error.parts[0]).toBe(part);
  });

  test('a file that is missing, and one too many', async () => {
    const spoilt = copyOf(whole);
    rmSync(join(spoilt, 'database/park.csv.zst'));
    writeFileSync(join(spoilt, 'database/enterprise.sql'), 'drop table enterprise');
    const error = await verify(spoilt).catch((thrown) => thrown);
    expect(error.parts.toSorted()).toEqual(['database/enterprise.sql', 'database/park.csv.zst']);
  });

  test('a bit anywhere in the one file', async () => {
    const { size } = statSync(tar);
    for (const share of [0.05, 0.3, 0.7]) {
      const spoilt = copyOf(tar);
      flipByte(spoilt, Math.floor(size * share));
      const error = await verify(spoilt).catch((thrown) => thrown);
      // Between two files lie a header and room, in which a bit may also break the reading itself, or mean nothing.
      if (error instanceof Error)
        expect(['BACKUP_DAMAGED', 'NOT_A_BACKUP']).toContain((error as { code?: string }).code);
      else expect(error.manifest.backupId).toBe((await verify(tar)).manifest.backupId);
    }
  });

  test('one file that was cut off, wherever', async () => {
    const { size } = statSync(tar);
    for (const share of [0, 0.001, 0.2, 0.9]) {
      const spoilt = copyOf(tar);
      truncateSync(spoilt, Math.floor(size * share));
      const error = await verify(spoilt).catch((thrown) => thrown);
      expect(['BACKUP_DAMAGED', 'NOT_A_BACKUP'], `${share}: ${error}`).toContain(error.code);
    }
  });

  test('what is no backup at all', async () => {
    for (const path of [join(scratch, 'nowhere'), scratch, join(whole, 'manifest.json')]) {
      await expect(verify(path)).rejects.toMatchObject({ code: 'NOT_A_BACKUP' });
    }
  });

  test('nothing of it reaches the target', async () => {
    const spoilt = copyOf(whole);
    flipByte(join(spoilt, 'database/trade_union.csv.zst'), 40);
    const config = settingsOf(folder('untouched'));
    await expect(restoreBackup({ config, path: spoilt })).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    expect(existsSync(config.dataDir)).toBe(false);
  });
});

describe('versions', () => {
  test('a backup of a later version is refused: by its form, and by its tables', async () => {
    const spoilt = copyOf(whole);
    rewrite(spoilt, ({ migrations: names }) => ({ migrations: [...names, '9999-later'], productVersion: '9.0.0' }));
    await expect(verify(spoilt)).rejects.toMatchObject({
      ...{ code: 'BACKUP_NEWER', message: expect.stringMatching(/9\.0\.0.*9999-later/) },
    });
    rewrite(spoilt, () => ({ format: 2 }));
    await expect(verify(spoilt)).rejects.toMatchObject({ code: 'BACKUP_NEWER' });
  });

  test('a backup of earlier tables is brought to the newest after it was loaded', async () => {
    const upTo = '0012c-light-history';
    const old = settingsOf(folder('old'), await emptyDatabase());
    const early = await openDatabase({ databaseUrl: old.databaseUrl, dataDir: 'memory://' });
    await migrate(early.db, upTo);
    await sql`insert into region (region_code, name, level, parent_code) values ('100000', '中国', 'nation', null)`.execute(
      early.db,
    );
    await early.close();
    const { path, manifest } = await createBackup({ config: old, to: folder('old-backups') });
    expect([manifest.audit, manifest.migrations.at(-1), manifest.publications?.current]).toEqual([null, upTo, null]);
    const config = settingsOf(folder('brought-up'), await emptyDatabase());
    const restored = await restoreBackup({ config, path });
    expect(restored?.migrated).toEqual(Object.keys(migrations).filter((name) => name > upTo));
    await within(config, async ({ db }) => {
      const { rows } = await sql`select name from region`.execute(db);
      expect(rows).toEqual([{ name: '中国' }]);
    });
  });

  test('rows that are not as many as the manifest says undo it all', async () => {
    const spoilt = copyOf(whole);
    rewrite(spoilt, ({ tables }) => ({
      tables: tables.map((one) => (one.table === 'park' ? { ...one, rows: one.rows + 1 } : one)),
    }));
    const config = settingsOf(folder('miscounted'), await emptyDatabase());
    await expect(restoreBackup({ config, path: spoilt })).rejects.toMatchObject({
      ...{ code: 'BACKUP_DOES_NOT_FIT', message: expect.stringContaining('park 3 ≠ 2') },
    });
    const left = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: 'memory://' });
    expect(await fingerprintOf(left)).toEqual({});
    await left.close();
    expect(readdirSync(config.dataDir)).toEqual([]);
  });
});

describe('a kill', () => {
  test.each([
    ['a folder', 'killed'],
    ['one file', 'killed-tars'],
  ])('of a backup into %s leaves nothing that looks whole, and the next one clears it away', async (_, to) => {
    mkdirSync(folder(to));
    const places = ['database: region', 'publications: 2024', 'reading back: database/park'];
    for (const words of to.endsWith('tars') ? [...places, 'packing'] : places) {
      await killedAt(county, 'backup', folder(to), words);
      expect(listBackups(folder(to)), words).toEqual([]);
      expect(readdirSync(folder(to)).filter((name) => !name.startsWith('.') && name !== 'backup.lock')).toEqual([]);
    }
    const made = await createBackup({ config: county, to: folder(to), asFile: to.endsWith('tars') });
    expect(made.removedLeftovers.length).toBeGreaterThan(0);
    expect(readdirSync(folder(to))).toEqual([made.path.slice(folder(to).length + 1)]);
    await verify(made.path);
  });

  test('of a restore into a data folder leaves the old data, or a mark on which nothing opens until it is finished', async () => {
    const { dataDir } = await makeDataFolder('embedded', 'delete from member;');
    const [config, name] = [settingsOf(dataDir), basename(dataDir)];
    await killedAt(config, 'restore', whole, 'making tables', name);
    expect((await within(config, fingerprintOf)).member).toMatch(/^0 /);

    await killedAt(config, 'restore', whole, 'in place: publications', name);
    await expect(openDatabase(config)).rejects.toMatchObject({ code: 'RESTORE_UNFINISHED' });
    const refused = await run(config, BACKUP, '--to', folder('none'), '--json');
    expect([refused.code, JSON.parse(refused.out).error.en]).toEqual([
      8,
      expect.stringContaining('pnpm restore --resume'),
    ]);
    await expect(restoreBackup({ config, path: whole, replace: name })).rejects.toMatchObject({
      code: 'RESTORE_UNFINISHED',
    });
    expect(await resumeRestore(config)).toMatchObject({ outcome: 'finished' });
    const { member } = await within(county, fingerprintOf);
    expect(await within(config, fingerprintOf)).toMatchObject({ member });
    expect(existsSync(restoreJournal(dataDir))).toBe(false);
    await expect(resumeRestore(config)).rejects.toMatchObject({ code: 'NOTHING_TO_RESUME' });
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('of a restore into a server leaves nothing before it is committed, and afterwards what resuming finishes', async () => {
    const config = settingsOf(folder('server'), await emptyDatabase());
    await killedAt(config, 'restore', whole, 'committing');
    await expect(openDatabase(config)).rejects.toMatchObject({ code: 'RESTORE_UNFINISHED' });
    expect(await resumeRestore(config)).toMatchObject({ outcome: 'undone' });
    expect(await within(config, fingerprintOf)).toEqual({});

    await killedAt(config, 'restore', whole, 'in place: publications');
    await expect(resumeRestore(settingsOf(config.dataDir))).rejects.toMatchObject({ code: 'WRONG_USAGE' });
    expect(await resumeRestore(config)).toMatchObject({ outcome: 'finished' });
    const [mine, theirs] = [await within(config, fingerprintOf), await within(county, fingerprintOf)];
    expect(mine.trade_union).toBe(theirs.trade_union);
    expect(existsSync(join(config.dataDir, PUBLICATION, 'warehouse.duckdb'))).toBe(true);
  });
});

describe('the data that are backed up', () => {
  test('that are not there are told, rather than made', async () => {
    const config = settingsOf(folder('nothing'));
    await expect(createBackup({ config, to: folder('none') })).rejects.toMatchObject({ code: 'NOTHING_TO_BACK_UP' });
    expect(existsSync(config.dataDir)).toBe(false);
  });

  test('in which a publication is damaged are backed up without it, which is said and ends with its own code', async () => {
    flipByte(join(county.dataDir, PUBLICATION, 'warehouse.duckdb'), 5000);
    const ended = await run(county, BACKUP, '--to', folder('partly'));
    expect([ended.code, ended.out]).toEqual([
      5,
      expect.stringContaining('2024-06-30-1（warehouse.duckdb has other bytes'),
    ]);
    expect(readLastBackup(county.dataDir)).toMatchObject({ isComplete: false, isThere: true });
    // An earlier backup in the same place has it whole.
    const healed = await createBackup({ config: county, to: folder('backups') });
    expect(healed.manifest.publications).toMatchObject({ current: '2024-06-30-1', damaged: [] });
    await verify(healed.path);
  });
});
