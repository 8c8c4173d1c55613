import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

/** Every metric of the catalogue, asked of a night that was built from registers. */
let database: Database;
let server: TestServer;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase('postgres');
  await sql.raw(readFileSync(new URL('../nightly/registers.sql', import.meta.url), 'utf8')).execute(database.db);
  folder = mkdtempSync(join(tmpdir(), 'union-real-night-'));
  await buildPublication({ database, folder, asOf: '2024-06-30' });
  server = await openTestServer(folder, database);
});
afterAll(async () => {
  await server.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(query: string) {
  const { data, errors } = await server.ask(`{ ${query} }`);
  expect(errors).toBeUndefined();
  return data;
}
const placeOf = ({ scopes }: (typeof catalogue)[number]) =>
  scopes.includes('region') ? 'region:320924' : 'federation:320924';
const [ratios, distributions] = [
  catalogue.filter(({ shape }) => shape !== 'distribution'),
  catalogue.filter(({ shape }) => shape === 'distribution'),
];

/** The kind to ask for where a metric has a figure of each: the first that exists, none otherwise. */
async function kindOf(metric: string): Promise<string> {
  const { figureKeys } = await ask(`figureKeys(metric: "${metric}") { argument code }`);
  const kind = figureKeys.find(({ argument }: { argument: string }) => argument === 'ofKind');
  return kind ? `, ofKind: "${kind.code}"` : '';
}

describe.each(ratios.map((metric) => [metric.id, metric] as const))('%s', (id, metric) => {
  test('answers figure, series, comparison, ranking and lineage, and its latest point is its figure', async () => {
    const of = `metric: "${id}", scope: "${placeOf(metric)}"${await kindOf(id)}`;
    const data = await ask(`
      figure(${of}) { state numerator denominator value asOf unclassified restated { reason } }
      series(${of}) { points { asOf numerator denominator state } breaks { kind } }
      compare(${of}, with: "2024-05-31") { numerator value points }
      ranking(metric: "${id}", parent: "${placeOf(metric)}", kind: ${metric.scopes.includes('park') ? 'PARK' : metric.scopes.includes('region') ? 'TOWN' : 'FEDERATION'}${await kindOf(id)}) {
        rows { rank figure { state } }
      }
      metric(id: "${id}") { lineage { models registers { register columns } } }`);
    expect(data.metric.lineage.registers.length).toBeGreaterThan(0);
    const last = data.series.points.at(-1);
    if (data.figure.state === 'NOT_REPORTED') expect(last).toBeUndefined();
    else {
      const { state, numerator, denominator, asOf } = data.figure;
      expect(last).toEqual({ state, numerator, denominator, asOf });
      // A month of households is published once it has settled, days after its end.
      expect(asOf).toBe(metric.disclosure === 'household' ? '2024-05-31' : '2024-06-30');
    }
  });
});

test.each(distributions.map((metric) => [metric.id, metric] as const))(
  '%s has its levels, and percentages that total 100',
  async (id, metric) => {
    const { distribution } = await ask(
      `distribution(metric: "${id}", scope: "${placeOf(metric)}"${await kindOf(id)}) { state total levels { key name nameEn count percent } }`,
    );
    if (distribution.state !== 'REPORTED') return;
    if (metric.levels) {
      expect(distribution.levels.map(({ key }: { key: string }) => key)).toEqual(metric.levels.map(({ key }) => key));
    }
    const total = distribution.levels.reduce((sum: number, { percent }: { percent: number }) => sum + percent, 0);
    expect(total).toBeCloseTo(100, 8);
  },
);

test.each(['INDUSTRY', 'UNIT_TYPE', 'OWNERSHIP', 'TOWN', 'PARK'])(
  'coverage by %s adds up to the whole beside it',
  async (by) => {
    const { breakdown } =
      await ask(`breakdown(metric: "enterprise_unionisation_rate", scope: "region:320924", by: ${by}) {
      whole { numerator denominator } parts { numerator denominator segment { id } scope { id } } rest { numerator denominator }
    }`);
    expect(breakdown.parts.length).toBeGreaterThan(0);
    for (const side of ['numerator', 'denominator'] as const) {
      const parts = breakdown.parts.map((part: Record<string, number | null>) => part[side] ?? 0);
      const sum = parts.reduce((a: number, b: number) => a + b, 0);
      expect(sum + breakdown.rest[side]).toBe(breakdown.whole[side]);
      expect(breakdown.rest[side]).toBeGreaterThanOrEqual(0);
    }
  },
);

test('a figure of the night compares with that of any day before, by day and by year', async () => {
  const rate = 'metric: "enterprise_unionisation_rate", scope: "region:320924"';
  const data = await ask(`
    days: series(${rate}, grain: DAY) { points { asOf } }
    old: series(${rate}, grain: DAY, from: "2022-02-01", until: "2022-04-10") { points { asOf } }
    years: series(${rate}, grain: CALENDAR_YEAR) { points { asOf } }
    unionYears: series(${rate}, grain: UNION_YEAR) { points { asOf } }`);
  const days = (name: string) => data[name].points.map(({ asOf }: { asOf: string }) => asOf);
  expect(days('days')).toHaveLength(400);
  // Before the days that are kept daily there are month ends.
  expect(days('old')).toEqual(['2022-02-28', '2022-03-31']);
  expect(days('years')).toEqual(['2022-12-31', '2023-12-31', '2024-06-30']);
  expect(days('unionYears')).toEqual(['2022-09-30', '2023-09-30', '2024-06-30']);
});
