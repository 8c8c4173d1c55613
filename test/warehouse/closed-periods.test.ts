import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closePeriod, restate } from '@union/nightly/commands/closed-periods.ts';
import { parsePeriod } from '@union/nightly/commands/period.ts';
import type { Database } from '@union/schema/db/database.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import type { ClosedPeriod } from '@union/warehouse/closed-periods/closed-periods.queries.ts';
import { comparePublications } from '@union/warehouse/publication/compare/compare-publications.ts';
import { importsBetween } from '@union/warehouse/publication/compare/imports-between.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';

/** The story of one federation, told in order: each test begins where the one before ended. */
const registers = readFileSync(new URL('../nightly/registers.sql', import.meta.url), 'utf8');

let database: Database;
let folder: string;
const told: Manifest[] = [];
beforeAll(async () => {
  database = await openTestDatabase('postgres');
  await sql.raw(registers).execute(database.db);
  folder = mkdtempSync(join(tmpdir(), 'union-closed-'));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Those that a dissolved union moves, and some that it does not. */
const metrics = [
  ...['enterprise_unionisation_rate', 'enterprise_unionisation_rate_effective', 'member_rate', 'coverage_per_union'],
  ...['union_shell_zombie_share', 'new_union_count', 'star_distribution', 'spending_frontline_share_broad'],
];
const run = (statement: string) => sql.raw(statement).execute(database.db);
const night = async (asOf: string) => {
  const manifest = await buildPublication({ database, folder, asOf, metrics });
  told.push(manifest);
  return manifest;
};
const may = parsePeriod('2024-05') as ClosedPeriod;
const note = undefined;
const restatements = async () => {
  const publications = openPublications(folder);
  const rows = await publications
    .current()
    ?.query<{ metric_id: string; scope_id: string; day: string; reason: string; old: number; new: number }>(
      `select metric_id, scope_id, day, reason, old_numerator as old, new_numerator as new from restatement
        where segment = 'all' order by metric_id, scope_id`,
    );
  await publications.close();
  return rows ?? [];
};

test('a period whose last day is not published yet cannot be closed, and one that is, once', async () => {
  await expect(closePeriod(database.db, folder, { period: may, by: '王科长', note })).rejects.toMatchObject({
    code: 'PERIOD_NOT_CLOSABLE',
  });
  await night('2024-06-29');
  await closePeriod(database.db, folder, { period: may, by: '王科长', note });
  await expect(closePeriod(database.db, folder, { period: may, by: '王科长', note })).rejects.toMatchObject({
    code: 'PERIOD_NOT_CLOSABLE',
  });
});

test('what changes after the last day of a closed period changes freely', async () => {
  await run(`insert into import (file_name, file_sha256, file_format, loaded_by, row_counts) values
    ('六月.xlsx', repeat('a', 64), 'xlsx', '李干事', '{"trade_union": {"inserted": 0, "updated": 1, "unchanged": 0}}')`);
  await run(`update trade_union set dissolved_on = '2024-06-10' where union_code = 'U2'`);
  await expect(night('2024-06-30')).resolves.toMatchObject({ publicationId: '2024-06-30-1' });
});

test('a figure of a closed day that would change blocks the night and is told with both numbers', async () => {
  await run(`update trade_union set dissolved_on = '2024-05-20' where union_code = 'U2'`);
  const failure = await night('2024-06-30').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'CLOSED_PERIOD_CHANGED' });
  expect((failure as Error).message).toMatch(
    /enterprise_unionisation_rate region:320924 2024-05-31: \d+\/\d+ reported → \d+\/\d+/,
  );
  expect((failure as { count: number }).count).toBeGreaterThan(5);
});

test('a restatement of one metric lets that metric change and no other', async () => {
  await expect(
    restate(database.db, { period: parsePeriod('2024-04') as ClosedPeriod, metric: undefined, by: '王', reason: '改' }),
  ).rejects.toMatchObject({ code: 'PERIOD_NOT_CLOSED' });
  const only = 'enterprise_unionisation_rate';
  await restate(database.db, { period: may, metric: only, by: '王科长', reason: '漏报一家解散' });
  const failure = (await night('2024-06-30').catch((error: unknown) => error)) as { message: string };
  expect(failure).toMatchObject({ code: 'CLOSED_PERIOD_CHANGED' });
  expect(failure.message).not.toContain(`${only} `);
});

test('with a restatement the night publishes, and what changed is published with its reason', async () => {
  await restate(database.db, { period: may, metric: undefined, by: '王科长', reason: '工会解散登记更正' });
  await expect(night('2024-06-30')).resolves.toMatchObject({ publicationId: '2024-06-30-2' });
  const rows = await restatements();
  expect(rows.every(({ day }) => day === '2024-05-31')).toBe(true);
  expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(['工会解散登记更正']));
  const county = rows.find(
    ({ metric_id, scope_id }) => metric_id === 'enterprise_unionisation_rate' && scope_id === 'region:320924',
  );
  expect(county?.new).toBeLessThan(county?.old ?? 0);
});

test('a restatement is used once: another change needs another, and what was restated stays published', async () => {
  const before = await restatements();
  await run(`update trade_union set dissolved_on = '2024-05-19' where union_code = 'U4'`);
  await expect(night('2024-06-30')).rejects.toMatchObject({ code: 'CLOSED_PERIOD_CHANGED' });
  await run(`update trade_union set dissolved_on = null where union_code = 'U4'`);
  await expect(night('2024-06-30')).resolves.toMatchObject({ publicationId: '2024-06-30-3' });
  expect(await restatements()).toEqual(before);
});

test('two publications are compared on their common day and between their days, with what is known of the cause', async () => {
  const [first, second, third] = told as [Manifest, Manifest, Manifest];
  const moved = await comparePublications(folder, first, second, { scope: 'region:320924' });
  expect(moved.day).toBe('2024-06-29');
  const rate = moved.metrics.find(({ metricId }) => metricId === 'enterprise_unionisation_rate');
  // Dissolved on 10 June as told on the 30th: the figure of the 29th is another one as well.
  expect(rate).toEqual({
    metricId: 'enterprise_unionisation_rate',
    restated: expect.any(Number),
    moved: expect.any(Number),
  });
  expect(
    moved.restated.some(({ metric_id, day }) => metric_id === 'enterprise_unionisation_rate' && day === '2024-06-29'),
  ).toBe(true);
  expect(moved.causes).toMatchObject({ definitions: [], codeVersion: undefined, rules: [] });
  expect(moved.causes.registersOf.enterprise_unionisation_rate).toEqual(
    expect.arrayContaining(['coverage_link', 'enterprise_period', 'trade_union']),
  );
  expect(await importsBetween(database.db, moved.causes.imports)).toMatchObject([
    {
      fileName: '六月.xlsx',
      happened: 'loaded',
      by: '李干事',
      registers: [{ register: 'trade_union', added: 0, corrected: 1 }],
    },
  ]);
  const same = await comparePublications(folder, third, told.at(-1) as Manifest);
  expect(same.metrics).toEqual([]);
});
