import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-18', {
    change: `update coverage set covered_count = 10 where scope_id = 'region:320924' and as_of = '2026-11-18'`,
  });
  await folder.publish('2026-11-20', {
    change: `
      update coverage set source = 'return' where scope_id = 'region:320924' and as_of = '2026-09-30';
      insert into spending_share by name
        select * replace ('2025-12-31'::date as as_of, '2025-01-01'::date as period_start, 'OTHER-1' as rule_code)
        from spending_share where scope_id = 'region:320924' and rule_code = 'DEFAULT-1'`,
    // Of a register that is too large for segments of towns; the publication before says nothing of it.
    damage: `alter table scope add column has_segments boolean default true;
      update scope set has_segments = false where level = 'town'`,
  });
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});

const rate = 'metric: "enterprise_unionisation_rate", scope: "region:320924"';
const spending = 'metric: "spending_frontline_share_broad", scope: "region:320924"';
async function ask(query: string) {
  const { data, errors } = await server.ask(`{ ${query} }`);
  return errors ? { code: errors[0]?.extensions.code, message: errors[0]?.message } : data;
}

describe('segments', () => {
  test('are listed with their names, what the register does not say last of its family', async () => {
    const { segments } = await ask(`segments(${rate}) { id family code name nameEn }`);
    expect(segments).toEqual([
      { id: 'industry:C', family: 'INDUSTRY', code: 'C', name: '制造业', nameEn: 'manufacturing' },
      { id: 'industry:unknown', family: 'INDUSTRY', code: 'unknown', name: '未登记', nameEn: 'not recorded' },
      {
        id: 'ownership:non_public',
        family: 'OWNERSHIP',
        code: 'non_public',
        name: '非公有制单位',
        nameEn: 'non-public',
      },
      { id: 'ownership:public', family: 'OWNERSHIP', code: 'public', name: '公有制单位', nameEn: 'public' },
    ]);
  });

  test('of a town that has none are refused with the reason, however they are asked for', async () => {
    const town = 'metric: "enterprise_unionisation_rate", scope: "region:320924100"';
    for (const query of [
      `segments(${town}) { id }`,
      `figure(${town}, segment: "industry:C") { value }`,
      `series(${town}, segment: "industry:C") { points { value } }`,
      `breakdown(${town}, by: INDUSTRY) { parts { value } }`,
      `ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: TOWN, segment: "industry:C") { asOf }`,
    ]) {
      const { code, message } = await ask(query);
      expect(code, query).toBe('SEGMENTS_NOT_KEPT');
      expect(message, query).toContain('"region:320924100" is not cut into segments: with more than 50000 enterprises');
    }
    const { figure, scope } = await ask(
      `figure(${town}) { denominator scope { hasSegments } } scope(id: "region:320924") { hasSegments }`,
    );
    expect(figure).toEqual({ denominator: 10, scope: { hasSegments: false } });
    expect(scope).toEqual({ hasSegments: true });
    const before = await ask(`figure(${town}, segment: "industry:C", published: "2026-11-19") { state }`);
    expect(before.figure).toEqual({ state: 'NOT_REPORTED' });
  });

  test('have figures, series and rankings of their own', async () => {
    const data = await ask(`
      figure(${rate}, segment: "industry:C") { numerator denominator segment { name } asOf }
      earlier: figure(${rate}, segment: "industry:C", asOf: "2026-11-15") { denominator asOf }
      series(${rate}, segment: "ownership:public") { segment { id } points { asOf denominator } }
      ranking(metric: "enterprise_unionisation_rate", parent: "region:320900", kind: COUNTY, segment: "industry:C") {
        rows { figure { denominator segment { id } } }
      }`);
    expect(data.figure).toEqual({ numerator: 52, denominator: 60, segment: { name: '制造业' }, asOf: '2026-11-20' });
    expect(data.earlier).toEqual({ denominator: 60, asOf: '2026-10-31' });
    expect(data.series.points.map((point: { asOf: string }) => point.asOf)).toEqual([
      '2026-09-30',
      '2026-10-31',
      '2026-11-20',
    ]);
    expect(data.ranking.rows).toEqual([{ figure: { denominator: 60, segment: { id: 'industry:C' } } }]);
  });

  test('that do not exist are refused with those that do', async () => {
    const refused = await ask(`figure(${rate}, segment: "industry:Z") { state }`);
    expect(refused.code).toBe('SEGMENT_NOT_FOUND');
    expect(refused.message).toContain('industry:C, industry:unknown, ownership:non_public, ownership:public');
    expect(
      await ask(`figure(metric: "union_certificate_share", scope: "region:320924", segment: "industry:C") { state }`),
    ).toMatchObject({ code: 'SEGMENT_NOT_FOUND' });
  });
});

describe('a breakdown', () => {
  test('has parts that add up to the whole beside them, with what no part holds', async () => {
    const { breakdown } = await ask(`breakdown(${rate}, by: OWNERSHIP) {
      whole { numerator denominator asOf } parts { segment { id } numerator denominator asOf } rest { numerator denominator }
    }`);
    expect(breakdown.whole).toEqual({ numerator: 86, denominator: 100, asOf: '2026-11-20' });
    expect(breakdown.parts.map((part: { denominator: number }) => part.denominator)).toEqual([75, 20]);
    expect(breakdown.rest.denominator).toBe(5);
    for (const side of ['numerator', 'denominator']) {
      const parts = breakdown.parts.reduce((sum: number, part: Record<string, number>) => sum + (part[side] ?? 0), 0);
      expect(parts + breakdown.rest[side]).toBe(breakdown.whole[side]);
    }
  });

  test('by segment on a day within a month is of the month end before it, the whole too', async () => {
    const { breakdown } = await ask(
      `breakdown(${rate}, by: INDUSTRY, asOf: "2026-11-15") { whole { asOf numerator } parts { asOf } }`,
    );
    expect(breakdown).toEqual({
      whole: { asOf: '2026-10-31', numerator: 80 },
      parts: [{ asOf: '2026-10-31' }, { asOf: '2026-10-31' }],
    });
  });

  test('by parks has each park, and the rest is outside of them', async () => {
    const { breakdown } = await ask(
      `breakdown(${rate}, by: PARK) { parts { scope { id } denominator } rest { numerator denominator } }`,
    );
    expect(breakdown).toEqual({
      parts: [
        { scope: { id: 'park:PA' }, denominator: 4 },
        { scope: { id: 'park:PB' }, denominator: 4 },
        { scope: { id: 'park:PC' }, denominator: 0 },
      ],
      rest: { numerator: 80, denominator: 92 },
    });
  });

  test('with a withheld part has no rest to subtract from', async () => {
    const { breakdown } = await ask(`breakdown(metric: "assistance_frontline_share", scope: "region:320924", by: TOWN) {
      parts { state numerator } rest { numerator }
    }`);
    expect(breakdown).toEqual({ parts: [{ state: 'SUPPRESSED', numerator: null }], rest: null });
  });
});

describe('a comparison', () => {
  test('gives the differences of two days, of a share in points', async () => {
    const { compare } = await ask(`compare(${rate}, asOf: "2026-11-20", with: "2026-10-31") {
      figure { value state } with { value asOf } numerator denominator points breaks { kind }
    }`);
    expect(compare).toMatchObject({
      figure: { value: 0.86, state: 'REPORTED' },
      with: { value: 0.8, asOf: '2026-10-31' },
      ...{ numerator: 6, denominator: 0, breaks: [] },
    });
    expect(compare.points).toBeCloseTo(6, 10);
  });

  test('says in what the two days were made differently', async () => {
    const { compare } = await ask(`compare(${rate}, with: "2026-09-30") { breaks { kind from to at } }`);
    expect(compare.breaks).toEqual([{ kind: 'SOURCE', from: 'return', to: 'register', at: '2026-11-20' }]);
  });

  test('of one day as published by two days says what a correction changed', async () => {
    const { compare } = await ask(`compare(${rate}, asOf: "2026-11-18", withPublished: "2026-11-19") {
      figure { numerator publication { id } } with { numerator publication { id } } numerator
    }`);
    expect(compare).toEqual({
      figure: { numerator: 80, publication: { id: '2026-11-20-1' } },
      with: { numerator: 10, publication: { id: '2026-11-18-1' } },
      numerator: 70,
    });
  });

  test('with a day before the first figure has no difference', async () => {
    const { compare } = await ask(`compare(${rate}, with: "2020-01-01") { with { state } numerator value points }`);
    expect(compare).toEqual({ with: { state: 'NOT_REPORTED' }, numerator: null, value: null, points: null });
  });
});

describe('figure keys', () => {
  test('are listed with the newest first, and a code that does not exist is refused with the list', async () => {
    const { figureKeys } = await ask(`figureKeys(${spending.split(',')[0]}) { argument code name validFrom }`);
    expect(figureKeys).toEqual([
      { argument: 'rule', code: 'DEFAULT-1', name: '默认口径', validFrom: '2020-01-01' },
      { argument: 'rule', code: 'OTHER-1', name: '另一口径', validFrom: '2019-01-01' },
    ]);
    const refused = await ask(`figure(${spending}, rule: "NONE") { state }`);
    expect(refused).toMatchObject({ code: 'FIGURE_KEY_NOT_FOUND' });
    expect(refused.message).toContain('DEFAULT-1 (默认口径), OTHER-1 (另一口径)');
  });

  test('of another metric are refused', async () => {
    expect(await ask(`figure(${rate}, rule: "DEFAULT-1") { state }`)).toMatchObject({ code: 'FIGURE_KEY_NOT_FOUND' });
  });
});

describe('a series', () => {
  test('by union year has each 30 September and the latest day', async () => {
    const { series } = await ask(`series(${rate}, grain: UNION_YEAR) { period points { asOf numerator } }`);
    expect(series).toEqual({
      period: 'DAY',
      points: [
        { asOf: '2026-09-30', numerator: 70 },
        { asOf: '2026-11-20', numerator: 86 },
      ],
    });
  });

  test('by calendar year of a flow sums calendar years, and a change of the rule in between is a break', async () => {
    const { series } = await ask(`series(${spending}, grain: CALENDAR_YEAR) {
      period points { asOf numerator } breaks { at kind from to }
    }`);
    expect(series).toEqual({
      period: 'CALENDAR_YEAR',
      points: [
        { asOf: '2025-12-31', numerator: 60_000 },
        { asOf: '2026-11-20', numerator: 60_000 },
      ],
      breaks: [{ at: '2026-11-20', kind: 'RULE', from: 'OTHER-1', to: 'DEFAULT-1' }],
    });
  });

  test('breaks where registers take the place of returns', async () => {
    const { series } = await ask(`series(${rate}) { breaks { at kind from to fromVersion toVersion } }`);
    expect(series.breaks).toEqual([
      { at: '2026-10-31', kind: 'SOURCE', from: 'return', to: 'register', fromVersion: 1, toVersion: 1 },
    ]);
  });

  test('of days on which nothing is known is empty', async () => {
    const { series } = await ask(`series(${rate}, until: "2020-01-01") { points { asOf } breaks { at } }`);
    expect(series).toEqual({ points: [], breaks: [] });
  });

  test('by day over more days than an answer holds is refused', async () => {
    expect(await ask(`series(${rate}, grain: DAY, from: "1990-01-01") { points { asOf } }`)).toMatchObject({
      code: 'SPAN_TOO_LONG',
    });
  });
});

test('a day before the first publication is not found, over GET with 404', async () => {
  const response = await fetch(`${server.url}/w/park-coverage?scope=region:320924&published=2020-01-01`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NO_PUBLICATION' } }] });
});

test('stars where no scheme exists are not applicable, with no level and no movement', async () => {
  const unrated = makePublicationsFolder();
  await unrated.publish('2026-11-20', {
    change: 'delete from star_scheme; delete from star_distribution; delete from star_movement',
  });
  const other = await openTestServer(unrated.path, database);
  try {
    const response = await fetch(`${other.url}/w/star-distribution?scope=region:320924`);
    expect(response.status).toBe(200);
    const { data } = (await response.json()) as { data: Record<string, unknown> };
    expect(data.distribution).toMatchObject({ state: 'NOT_APPLICABLE', levels: [], scheme: null });
    expect(data.movement).toBeNull();
    const named = await other.ask(
      '{ distribution(metric: "star_distribution", scope: "region:320924", scheme: "X") { state } }',
    );
    expect(named.errors?.[0]?.extensions.code).toBe('SCHEME_NOT_FOUND');
  } finally {
    await other.close();
    unrated.remove();
  }
});
