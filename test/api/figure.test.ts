import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
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
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});

async function figure(args: string, fields: string) {
  const { data, errors } = await server.ask(`{ figure(${args}) { ${fields} } }`);
  return errors ? { code: errors[0]?.extensions.code } : data.figure;
}
const county = 'scope: "region:320924"';

describe('figure', () => {
  test('carries numerator, denominator, state, day, rule and publication', async () => {
    const fields = `metric { id } scope { id name kind } numerator denominator value state asOf period { kind start end } source
      definition { id version } publication { id asOf isCurrent }`;
    expect(await figure(`metric: "enterprise_unionisation_rate", ${county}`, fields)).toEqual({
      metric: { id: 'enterprise_unionisation_rate' },
      scope: { id: 'region:320924', name: '射阳县', kind: 'COUNTY' },
      numerator: 86,
      denominator: 100,
      value: 0.86,
      state: 'REPORTED',
      asOf: '2026-11-20',
      period: { kind: 'DAY', start: null, end: '2026-11-20' },
      source: 'REGISTER',
      definition: { id: 'enterprise_unionisation_rate', version: 1 },
      publication: { id: '2026-11-20-1', asOf: '2026-11-20', isCurrent: true },
    });
  });

  test('a stock stands from the day it changed until the next change; beyond the publication its last day answers', async () => {
    const fields = 'asOf numerator';
    const metric = `metric: "enterprise_unionisation_rate", ${county}`;
    expect(await figure(`${metric}, asOf: "2026-11-15"`, fields)).toEqual({ asOf: '2026-11-15', numerator: 80 });
    expect(await figure(`${metric}, asOf: "2027-01-01"`, fields)).toEqual({ asOf: '2026-11-20', numerator: 86 });
  });

  test('is not reported before the first day, with nothing in place of a number', async () => {
    expect(
      await figure(
        `metric: "member_rate", ${county}, asOf: "2020-01-01"`,
        'state asOf numerator denominator value period { end }',
      ),
    ).toEqual({ state: 'NOT_REPORTED', asOf: null, numerator: null, denominator: null, value: null, period: null });
  });

  test('keeps zero, not applicable, suppressed and reported apart', async () => {
    const state = async (metric: string, scope: string) =>
      (await figure(`metric: "${metric}", scope: "${scope}"`, 'state value')) as {
        state: string;
        value: number | null;
      };
    expect(await state('enterprise_unionisation_rate', 'region:320924100')).toEqual({ state: 'ZERO', value: 0 });
    expect(await state('enterprise_unionisation_rate', 'park:PC')).toEqual({ state: 'NOT_APPLICABLE', value: null });
    expect(await state('assistance_frontline_share', 'region:320924100')).toEqual({ state: 'SUPPRESSED', value: null });
    expect(await state('spending_frontline_share_broad', 'federation:320924')).toEqual({
      state: 'NOT_APPLICABLE',
      value: null,
    });
  });

  test('of a flow is of the calendar year to date unless another period is named', async () => {
    const fields = 'numerator denominator unclassified period { kind start end }';
    expect(await figure(`metric: "assistance_frontline_share", ${county}`, fields)).toEqual({
      numerator: 6_000_000,
      denominator: 10_000_000,
      unclassified: 100_000,
      period: { kind: 'CALENDAR_YEAR', start: '2026-01-01', end: '2026-11-20' },
    });
    const october = `metric: "assistance_frontline_share", ${county}, period: MONTH, asOf: "2026-10-31"`;
    expect(await figure(october, 'numerator period { start }')).toEqual({
      numerator: 600_000,
      period: { start: '2026-10-01' },
    });
  });

  test('says when it counts payments of earlier months, in a series too, and when a number is stated as about', async () => {
    const october = `metric: "assistance_frontline_share", ${county}, period: MONTH, asOf: "2026-10-31"`;
    expect(await figure(october, 'includesLate isApproximate')).toEqual({ includesLate: true, isApproximate: false });
    expect(await figure(`metric: "assistance_frontline_share", ${county}`, 'includesLate')).toEqual({
      includesLate: false,
    });
    const { data } = await server.ask(
      `{ series(metric: "assistance_frontline_share", ${county}, period: MONTH) { points { asOf includesLate } } }`,
    );
    expect(data.series.points.at(0)).toEqual({ asOf: '2026-10-31', includesLate: true });
  });

  test('of spending is by the newest frontline rule unless another is named, and says which', async () => {
    const metric = `metric: "spending_frontline_share_broad", ${county}`;
    expect(await figure(metric, 'rule numerator')).toEqual({ rule: 'DEFAULT-1', numerator: 60_000 });
    expect(await figure(`${metric}, rule: "OTHER-1"`, 'rule numerator')).toEqual({
      rule: 'OTHER-1',
      numerator: 50_000,
    });
  });

  test("as published by an earlier day is that publication's", async () => {
    const fields = 'numerator asOf publication { id isCurrent }';
    expect(await figure(`metric: "enterprise_unionisation_rate", ${county}, published: "2026-11-19"`, fields)).toEqual({
      numerator: 10,
      asOf: '2026-11-18',
      publication: { id: '2026-11-18-1', isCurrent: false },
    });
  });

  test.each([
    ['METRIC_NOT_FOUND', `metric: "nothing", ${county}`],
    ['SCOPE_NOT_FOUND', 'metric: "member_rate", scope: "region:999999"'],
    ['NO_PUBLICATION', `metric: "member_rate", ${county}, published: "2020-01-01"`],
    ['METRIC_SHAPE_MISMATCH', `metric: "star_distribution", ${county}`],
    ['METRIC_NOT_FOR_SCOPE', 'metric: "assistance_frontline_share", scope: "park:PA"'],
    ['PERIOD_NOT_AVAILABLE', `metric: "member_rate", ${county}, period: MONTH`],
    ['PERIOD_NOT_AVAILABLE', `metric: "assistance_frontline_share", ${county}, period: DAY`],
  ])('refuses with %s', async (code, args) => {
    expect(await figure(args, 'state')).toEqual({ code });
  });

  test('refuses a day that does not exist, naming the form of a day', async () => {
    const { status, errors } = await server.ask(
      'query ($day: Date) { figure(metric: "member_rate", scope: "region:320924", asOf: $day) { state } }',
      { day: '2026-02-30' },
    );
    expect(status).toBe(400);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain('YYYY-MM-DD');
  });
});

describe('target', () => {
  const fields =
    'isOwn status need pathValue timeProgress target { code targetValue comparison document clause scope { id } }';

  test('stands beside the figure it is about, its own or from above', async () => {
    expect(await figure(`metric: "enterprise_unionisation_rate", ${county}`, `target { ${fields} }`)).toEqual({
      target: {
        isOwn: true,
        status: 'MET',
        need: 0,
        pathValue: 0.8107,
        timeProgress: 0.8877,
        target: {
          code: 'T-1',
          targetValue: 0.85,
          comparison: 'GREATER_THAN',
          document: '园区工会建设意见',
          clause: '均需超过85%',
          scope: { id: 'region:320924' },
        },
      },
    });
    const { data } = await server.ask(
      `{ target(metric: "enterprise_unionisation_rate", scope: "park:PA") { isOwn status need scope { id } } }`,
    );
    expect(data.target).toEqual({ isOwn: false, status: 'BEHIND', need: 1, scope: { id: 'park:PA' } });
  });

  test('is null where none holds, and beside a figure of an earlier day', async () => {
    expect(await figure('metric: "member_rate", scope: "park:PB"', 'target { status }')).toEqual({ target: null });
    const earlier = `metric: "member_rate", ${county}, asOf: "2026-10-31"`;
    expect(await figure(earlier, 'target { status }')).toEqual({ target: null });
  });
});

test('the target of a flow stands beside the period that it is reckoned by, not beside a month', async () => {
  const target = async (period: string) =>
    (
      (await figure(`metric: "assistance_frontline_share", ${county}, period: ${period}`, 'target { status }')) as {
        target: unknown;
      }
    ).target;
  expect(await target('CALENDAR_YEAR')).toEqual({ status: 'FAR_BEHIND' });
  expect(await target('MONTH')).toBeNull();
});

test('a series has a point a month by default, the last day of each, and marks no break where the rule stayed', async () => {
  const { data } = await server.ask(`{
    series(metric: "enterprise_unionisation_rate", ${county}, until: "2026-11-20") {
      grain period points { asOf numerator state } breaks { at } definition { version } publication { id }
    }
  }`);
  expect(data.series).toEqual({
    grain: 'MONTH',
    period: 'DAY',
    points: [
      { asOf: '2026-09-30', numerator: 70, state: 'REPORTED' },
      { asOf: '2026-10-31', numerator: 80, state: 'REPORTED' },
      { asOf: '2026-11-20', numerator: 86, state: 'REPORTED' },
    ],
    breaks: [],
    definition: { version: 1 },
    publication: { id: '2026-11-20-1' },
  });
});

test('a series by day has every day asked for from the first figure on, changed or not', async () => {
  const { data } = await server.ask(`{
    all: series(metric: "member_rate", ${county}, grain: DAY) { points { asOf } }
    some: series(metric: "member_rate", ${county}, grain: DAY, from: "2026-10-30", until: "2026-11-01") { points { asOf numerator } }
  }`);
  expect(data.all.points).toHaveLength(52);
  expect(data.all.points[0]).toEqual({ asOf: '2026-09-30' });
  expect(data.some.points).toEqual([
    { asOf: '2026-10-30', numerator: 700 },
    { asOf: '2026-10-31', numerator: 800 },
    { asOf: '2026-11-01', numerator: 800 },
  ]);
});

test('a ranking holds the parks at any depth, ties share a rank, and 0 of 0 has none', async () => {
  const { data } = await server.ask(`{
    ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: PARK, minDenominator: 1) {
      asOf rows { rank scope { id } figure { value state } target { status } }
    }
  }`);
  expect(data.ranking).toEqual({
    asOf: '2026-11-20',
    rows: [
      { rank: 1, scope: { id: 'park:PA' }, figure: { value: 0.75, state: 'REPORTED' }, target: { status: 'BEHIND' } },
      { rank: 1, scope: { id: 'park:PB' }, figure: { value: 0.75, state: 'REPORTED' }, target: null },
      { rank: null, scope: { id: 'park:PC' }, figure: { value: null, state: 'NOT_APPLICABLE' }, target: null },
    ],
  });
});

test('a scope too small to rank is listed in its place, and places won are told', async () => {
  const { data } = await server.ask(`{
    small: ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: PARK) {
      minDenominator rows { rank scope { id } }
    }
    all: ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: PARK, minDenominator: 1) {
      rows { rank rankChangeMonth rankChangeYear scope { id } }
    }
  }`);
  expect(data.small).toEqual({
    minDenominator: 10,
    rows: ['park:PA', 'park:PB', 'park:PC'].map((id) => ({ rank: null, scope: { id } })),
  });
  expect(data.all.rows).toEqual([
    { rank: 1, rankChangeMonth: 0, rankChangeYear: null, scope: { id: 'park:PA' } },
    { rank: 1, rankChangeMonth: null, rankChangeYear: null, scope: { id: 'park:PB' } },
    { rank: null, rankChangeMonth: null, rankChangeYear: null, scope: { id: 'park:PC' } },
  ]);
});

test('a target says its light in word, shape and colour, its group, outlook and imbalance', async () => {
  const { data } = await server.ask(`{
    target(metric: "member_rate", scope: "region:320924") {
      completion light word shape colourToken lightRule bandNumber rank rankOf rankChangeMonth rankMinDenominator
      rule { code measure bands { number from fromIncluded to status } }
      group { code passes targetCount metCount worst targets { target { metric { id } } status } }
      projection { state pointCount on value lower upper reachesOn }
    }
    county: target(metric: "enterprise_unionisation_rate", scope: "region:320924") {
      children { kind level comparedCount method difference addsUp }
      imbalance { kind unitCount rangePoints behindShare bottom { id } }
    }
    park: target(metric: "enterprise_unionisation_rate", scope: "park:PA") { projection { state pointCount value } group { code } }
    targetGroup(code: "BOTH", scope: "region:320924") { passes scope { id } targets { status } }
    none: targetGroup(code: "NOBODY", scope: "region:320924") { passes }
    lightRules { code bands { light } }
  }`);
  expect(data.target).toMatchObject({
    completion: 0.998824,
    light: 'GREEN',
    word: '符合序时',
    shape: 'DIAMOND',
    colourToken: 'fair',
    lightRule: 'DEFAULT-1',
    bandNumber: 2,
    rule: { code: 'DEFAULT-1', measure: 'POINTS' },
    group: {
      code: 'BOTH',
      passes: false,
      metCount: 1,
      worst: 'ON_TRACK',
      targets: [
        { target: { metric: { id: 'enterprise_unionisation_rate' } }, status: 'MET' },
        { target: { metric: { id: 'member_rate' } }, status: 'ON_TRACK' },
      ],
    },
    projection: { state: 'PROJECTED', value: 0.862, reachesOn: '2026-11-25' },
  });
  expect(data.target.rule.bands).toHaveLength(4);
  expect(data.county).toEqual({
    children: [
      { kind: 'PARK', level: 'park', comparedCount: 1, method: 'MEAN_BY_DENOMINATOR', difference: 0, addsUp: true },
    ],
    imbalance: [
      { kind: 'PARK', unitCount: 2, rangePoints: 10, behindShare: 0.5, bottom: [{ id: 'park:PA' }, { id: 'park:PB' }] },
    ],
  });
  expect(data.park).toEqual({ projection: { state: 'TOO_FEW_POINTS', pointCount: 2, value: null }, group: null });
  expect(data.targetGroup).toMatchObject({ passes: false, scope: { id: 'region:320924' } });
  expect(data.none).toBeNull();
  expect(data.lightRules).toHaveLength(1);
});

test('a ranking is of one day: a scope without a figure of that day is not reported', async () => {
  const { data } = await server.ask(`{
    ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: PARK, asOf: "2026-11-01") {
      asOf rows { rank scope { id } figure { state } }
    }
  }`);
  expect(data.ranking.asOf).toBe('2026-11-01');
  expect(data.ranking.rows.map((row: { figure: { state: string } }) => row.figure.state)).toEqual([
    'REPORTED',
    'NOT_REPORTED',
    'NOT_REPORTED',
  ]);
});

test('a distribution has every level with shares of both wholes, each totalling 100.00', async () => {
  const { data } = await server.ask(`{
    distribution(metric: "star_distribution", ${county}) {
      scheme { code levelCount } asOf state activeUnionCount ratedUnionCount
      levels { key level name nameEn count shareOfActive percentOfActive percentOfRated }
    }
  }`);
  const { levels, ...rest } = data.distribution;
  expect(rest).toEqual({
    scheme: { code: 'SY-2024', levelCount: 3 },
    asOf: '2026-11-20',
    state: 'REPORTED',
    activeUnionCount: 14,
    ratedUnionCount: 6,
  });
  expect(levels.map((level: { key: string }) => level.key)).toEqual(['3', '2', '1', 'not_rated', 'unrated', 'removed']);
  expect(levels[0]).toEqual({
    key: '3',
    level: 3,
    name: '三星',
    nameEn: '3 stars',
    count: 3,
    shareOfActive: 3 / 14,
    percentOfActive: 21.43,
    percentOfRated: 50,
  });
  const total = (name: string) =>
    levels.reduce((sum: number, level: Record<string, number | null>) => sum + Math.round((level[name] ?? 0) * 100), 0);
  expect([total('percentOfActive'), total('percentOfRated')]).toEqual([10_000, 10_000]);
  expect(levels[4]).toMatchObject({ key: 'unrated', name: '未评', percentOfRated: null });
});

test('a distribution of a scope without unions is not reported and has no level', async () => {
  const { data } = await server.ask(
    '{ distribution(metric: "star_distribution", scope: "park:PA") { state asOf levels { key } activeUnionCount } }',
  );
  expect(data.distribution).toEqual({ state: 'NOT_REPORTED', asOf: null, levels: [], activeUnionCount: null });
});

test('a movement is between the latest two rounds, and null where the scheme has none such', async () => {
  const { data } = await server.ask(`{
    movement(scope: "region:320924") { fromRound { code } toRound { code name } cells { fromKey toKey count } }
    none: movement(scope: "region:320924", fromRound: "SY-2025-1") { cells { count } }
  }`);
  expect(data).toEqual({
    movement: {
      fromRound: { code: 'SY-2024-1' },
      toRound: { code: 'SY-2025-1', name: '2025年度' },
      cells: [
        { fromKey: '2', toKey: '3', count: 2 },
        { fromKey: 'unrated', toKey: '1', count: 1 },
      ],
    },
    none: null,
  });
});

test('scopes form a tree: a park stands under its region, at any depth below the county', async () => {
  const { data } = await server.ask(`{
    scope(id: "park:PB") { kind parent { id parent { id } } }
    county: scope(id: "region:320924") { children { id } towns: children(kind: TOWN) { id } }
    parks: scopes(kind: PARK, parent: "region:320924") { id }
    tops: scopes { id }
  }`);
  expect(data.scope).toEqual({ kind: 'PARK', parent: { id: 'region:320924100', parent: { id: 'region:320924' } } });
  expect(data.county.towns).toEqual([{ id: 'region:320924100' }]);
  expect(data.parks).toEqual([{ id: 'park:PA' }, { id: 'park:PB' }, { id: 'park:PC' }]);
  expect(data.tops).toEqual([{ id: 'region:320000' }, { id: 'federation:320924' }]);
});

test('publications are listed newest first, and freshness says when the next is due', async () => {
  const { data } = await server.ask(
    '{ publications { id previousId isCurrent } publication { id } freshness { asOf deadline isStale reason } }',
  );
  expect(data).toEqual({
    publications: [
      { id: '2026-11-20-1', previousId: '2026-11-18-1', isCurrent: true },
      { id: '2026-11-18-1', previousId: null, isCurrent: false },
    ],
    publication: { id: '2026-11-20-1' },
    freshness: { asOf: '2026-11-20', deadline: '2026-11-21T20:00:00.000Z', isStale: false, reason: null },
  });
});

test('a metric is asked for as the catalogue has it: by period, by scope, over time, and fewest first where less is better', async () => {
  const { data, errors } = await server.ask(`{
    year: figure(metric: "new_union_independent_share", scope: "region:320924") { numerator denominator value period { kind start } }
    unionYear: figure(metric: "new_union_independent_share", scope: "region:320924", period: UNION_YEAR) { state }
    series(metric: "union_shell_zombie_share", scope: "region:320924") { points { asOf value } }
    ranking(metric: "union_shell_zombie_share", parent: "region:320924", kind: PARK) { rows { rank figure { scope { id } state } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.year).toMatchObject({ numerator: 31, denominator: 86, period: { kind: 'CALENDAR_YEAR' } });
  expect(data.year.value).toBeCloseTo(0.3605, 4);
  expect(data.unionYear.state).toBe('ZERO');
  expect(data.series.points).toEqual([
    { asOf: '2026-10-31', value: 0.15 },
    { asOf: '2026-11-20', value: 0.1 },
  ]);
  expect(data.ranking.rows).toEqual([
    { rank: 1, figure: { scope: { id: 'park:PA' }, state: 'REPORTED' } },
    { rank: 2, figure: { scope: { id: 'park:PB' }, state: 'REPORTED' } },
    { rank: null, figure: { scope: { id: 'park:PC' }, state: 'NOT_APPLICABLE' } },
  ]);
});

test('every metric of the catalogue says formula, parts and definition in both languages', async () => {
  const { data } = await server.ask(`{
    metrics { id name nameEn formula formulaEn numeratorName denominatorNameEn numeratorCounts better shape time definition { version notes } }
    metric(id: "nothing") { id }
  }`);
  expect(data.metrics).toHaveLength(catalogue.length);
  for (const metric of data.metrics) expect(Object.values(metric).every((value) => value !== '')).toBe(true);
  expect(data.metric).toBeNull();
});
