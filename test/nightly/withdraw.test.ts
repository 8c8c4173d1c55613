import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { choosePublication } from '@union/api/publication/pinned-publication.ts';
import { listManifests } from '@union/api/publication/publication.queries.ts';
import { openToChoice } from '@union/api/publication/request-publications.ts';
import { publicationsFolder } from '@union/nightly/run.ts';
import { describeStatus, readStatus } from '@union/nightly/status.ts';
import { lastManifest, listPublicationIds, readPointer } from '@union/warehouse/publication/publications.ts';
import { applyRetention, nextPublicationId, removeLeftovers } from '@union/warehouse/publication/publish.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { settleWithdrawals, withdraw } from '@union/warehouse/publication/withdraw.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startNight } from './data-folder.ts';
import { makePublication } from './publication.ts';

const NOW = new Date('2024-07-02T03:00:00Z');
const told = { by: '王主任', reason: '时钟有误', now: NOW };

let dataDir: string;
let folder: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'union-withdraw-'));
  folder = publicationsFolder({ dataDir });
  for (const id of ['2024-06-29-1', '2024-06-30-1', '2024-07-01-1', '2099-01-01-1']) makePublication(folder, id);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const served = () => readPointer(folder)?.publicationId;

test('a withdrawn publication is offered to nobody, and readers go back to the latest good one', async () => {
  const publications = openPublications(folder, { pollMs: 10 });
  expect(publications.current()?.id).toBe('2099-01-01-1');
  // The one before it is damaged.
  writeFileSync(join(folder, '2024-07-01-1', 'manifest.json'), '{');
  expect(await withdraw(folder, '2099-01-01-1', told)).toBe('2024-06-30-1');
  expect(served()).toBe('2024-06-30-1');
  while (publications.current()?.id !== '2024-06-30-1') await delay(10);
  rmSync(join(folder, '2024-07-01-1'), { recursive: true });
  expect(listManifests(openToChoice(publications), 20).map(({ publicationId }) => publicationId)).toEqual([
    '2024-06-30-1',
    '2024-06-29-1',
  ]);
  expect(await publications.find({ id: '2099-01-01-1' })).toBeUndefined();
  // Whoever asks for it by its id learns why, though it is newer than all that are served.
  await expect(choosePublication(publications, { pinned: '2099-01-01-1' })).rejects.toMatchObject({
    ...{ code: 'PUBLICATION_GONE', status: 410 },
    message: expect.stringContaining('withdrawn by 王主任 at 2024-07-02T03:00:00.000Z: 时钟有误'),
    messageZh: expect.stringContaining('由王主任撤下：时钟有误'),
  });
  expect((await publications.find({ publishedUntil: '2999-01-01' }))?.id).toBe('2024-06-30-1');
  // Neither drift nor a clock that stands right again is held against it.
  expect(lastManifest(folder)?.publicationId).toBe('2024-06-30-1');
  await publications.close();
});

test('one that is not served is withdrawn without moving the pointer', async () => {
  expect(await withdraw(folder, '2024-06-30-1', told)).toBe('2099-01-01-1');
  expect(listPublicationIds(folder)).toEqual(['2024-06-29-1', '2024-07-01-1', '2099-01-01-1']);
  expect(await withdraw(folder, '2024-06-30-1', told)).toBeUndefined();
});

test('when none is left, nothing is served', async () => {
  for (const id of ['2024-06-29-1', '2024-06-30-1', '2024-07-01-1']) await withdraw(folder, id, told);
  const publications = openPublications(folder, { pollMs: 10 });
  expect(await withdraw(folder, '2099-01-01-1', told)).toBeNull();
  expect(served()).toBeUndefined();
  while (publications.current()) await delay(10);
  await publications.close();
});

test('its files are kept apart for a month, its reason for ever, and its id is not given again', async () => {
  await withdraw(folder, '2024-07-01-1', told);
  const apart = join(folder, 'withdrawn');
  expect(readdirSync(apart).toSorted()).toEqual(['2024-07-01-1', '2024-07-01-1.json']);
  expect(nextPublicationId(folder, '2024-07-01')).toBe('2024-07-01-2');
  applyRetention(folder, new Date('2024-08-01T02:00:00Z'));
  expect(existsSync(join(apart, '2024-07-01-1'))).toBe(true);
  applyRetention(folder, new Date('2024-08-01T04:00:00Z'));
  expect(readdirSync(apart)).toEqual(['2024-07-01-1.json']);
  const status = await readStatus({ dataDir, timeZone: 'UTC', nightlyAt: '02:00' }, undefined, NOW);
  expect(describeStatus(status, 'UTC')).toContain('2024-07-02 03:00:00  2024-07-01-1  王主任：时钟有误');
});

test('a withdrawal that was killed is finished by the next run', async () => {
  await withdraw(folder, '2024-06-29-1', told);
  const text = JSON.stringify({ publicationId: '2099-01-01-1', withdrawnAt: NOW.toISOString(), by: 'x', reason: 'y' });
  writeFileSync(join(folder, 'withdrawn', '2099-01-01-1.json'), text);
  await settleWithdrawals(folder);
  expect(removeLeftovers(folder)).toEqual([]);
  expect(served()).toBe('2024-07-01-1');
  expect(existsSync(join(folder, 'withdrawn', '2099-01-01-1', 'manifest.json'))).toBe(true);
});

test('the command says what serves now, and refuses one that is not kept or has no reason', async () => {
  const given = { dataDir, databaseUrl: undefined, timeZone: 'UTC' };
  const [done, unknown, bare] = [
    await startNight(given, 'withdraw', '2099-01-01-1', '--by', '王主任', '--reason', '时钟有误').ended,
    await startNight(given, 'withdraw', '2099-01-01-1', '--by', '王主任', '--reason', '时钟有误').ended,
    await startNight(given, 'withdraw', '2024-07-01-1', '--by', '王主任').ended,
  ];
  expect(done.output).toContain('current: 2024-07-01-1');
  expect(done.code, done.output).toBe(0);
  expect(unknown.output).toContain('NO_SUCH_PUBLICATION');
  expect([unknown.code, bare.code]).toEqual([2, 2]);
});
