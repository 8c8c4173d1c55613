import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MetricQueryRefused } from '@union/api/metric-query/errors.ts';
import { runMetricQuery } from '@union/api/metric-query/result.ts';
import { findIn, planOn } from '@union/api/metric-query/run-metric-query.ts';
import { schema } from '@union/api/schema.ts';
import { addDays, periodStart } from '@union/schema/calendar.ts';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue, findMetric } from '@union/schema/metrics/catalogue.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { openPublications, type Publication, type Publications } from '@union/warehouse/publication/reader.ts';
import { additivityOf, notAdditive } from '@union/warehouse/query/additivity.ts';
import type { Point } from '@union/warehouse/query/points.ts';
import { comparedPoints } from '@union/warehouse/query/readings.ts';
import type { MetricQueryRequest } from '@union/warehouse/query/request.ts';
import fc from 'fast-check';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type ValueNode,
  validate,
  valueFromASTUntyped,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { type Asked, type Counted, countInRegisters, monthEnd } from './reference.ts';
import { AS_OF, fillRegisters, TOWNS } from './registers.ts';

/** Metric queries over a real night against the same counted straight from the registers by PostgreSQL. */
let folder: string;
let database: Database;
let publications: Publications;
let publication: Publication;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'union-query-'));
  database = await openTestDatabase('postgres');
  await fillRegisters(database);
  await buildPublication({ database, folder, asOf: addDays(AS_OF, -1) });
  await buildPublication({ database, folder, asOf: AS_OF });
  publications = openPublications(folder);
  publication = publications.current() as Publication;
}, 300_000);
afterAll(async () => {
  await publications.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (request: MetricQueryRequest) => {
  const planned = await planOn(publication, request, findIn(publications));
  return runMetricQuery(planned);
};

const refusal = async (request: MetricQueryRequest): Promise<MetricQueryRefused> => {
  const error = await ask(request).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MetricQueryRefused);
  return error as MetricQueryRefused;
};

const COUNTY = 'region:320924';
const towns = { under: COUNTY, kind: 'town' } as const;
const rate = { metric: 'enterprise_unionisation_rate' };

const places = {
  county: { ids: [COUNTY] },
  towns,
  someTowns: { ids: [`region:${TOWNS[1]}`, `region:${TOWNS[3]}`, `region:${TOWNS[0]}`] },
  parks: { under: COUNTY, kind: 'park' },
  federations: { under: 'federation:320924', kind: 'federation' },
} as const;
const unionMetrics = [
  ...['union_certificate_share', 'new_union_count', 'new_union_independent_share', 'bargaining_offers_sent'],
  ...['bargaining_offer_reply_in_time_share', 'legal_outreach_reach', 'startup_loan_amount'],
];
const segments = {
  industry: ['C', 'E', 'F', 'unknown'],
  unit_type: ['170', '300', 'unknown'],
  ownership: ['non_public', 'public'],
};
const levels = ['single', 'joint', 'regional', 'industry', 'federation', 'park', 'township'];

const time = fc.oneof(
  fc.constant(undefined),
  fc.record({ until: fc.constantFrom('2024-03-31', '2024-05-20', '2024-05-06', '2023-12-31') }),
  fc.record({
    grain: fc.constantFrom('month', 'quarter', 'half_year', 'calendar_year', 'union_year', 'day'),
    last: fc.integer({ min: 1, max: 5 }),
    until: fc.constantFrom('2024-05-20', '2024-04-30', '2024-02-14'),
  }),
);

/** Requests of every shape; what does not add up is refused, and asked again in another shape. */
const request: fc.Arbitrary<MetricQueryRequest> = fc
  .record({
    cut: fc.constantFrom('whole', 'whole', 'industry', 'unit_type', 'ownership', 'level'),
    place: fc.constantFrom(...(Object.keys(places) as (keyof typeof places)[])),
    metrics: fc.uniqueArray(fc.constantFrom(...unionMetrics, rate.metric), { minLength: 1, maxLength: 3 }),
    period: fc.constantFrom(undefined, undefined, 'month', 'union_year'),
    time,
    pools: fc.constantFrom(false, false, true),
    totals: fc.boolean(),
    compare: fc.constantFrom(undefined, 'previous_period', 'same_period_last_year'),
    bound: fc.constantFrom(undefined, undefined, undefined, 0, 0.3, 3, 100_000),
    order: fc.constantFrom(undefined, 'value', 'numerator', 'denominator', 'time', 'change'),
    direction: fc.constantFrom('asc', 'desc'),
    limit: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 1 }),
  })
  .map((given): MetricQueryRequest => {
    const isWhole = given.cut === 'whole';
    const ids = isWhole ? given.metrics : [given.cut === 'level' ? 'new_union_type_distribution' : rate.metric];
    const isFlow = (id: string) => findMetric(id)?.time === 'flow';
    const pools = given.pools ? ({ combine: 'pooled' } as const) : {};
    const dimensions = [
      ...(given.pools ? [] : (['scope'] as const)),
      ...(given.time && 'grain' in given.time ? (['time'] as const) : []),
      ...(isWhole ? [] : [given.cut as 'industry']),
    ];
    const metrics = ids.map((metric) => ({
      metric,
      ...(given.period && isFlow(metric) ? { period: given.period } : {}),
    }));
    const first = ids[0] as string;
    return {
      ...{ metrics: metrics as MetricQueryRequest['metrics'], scopes: places[given.place], by: dimensions, ...pools },
      ...(given.time && { time: given.time as MetricQueryRequest['time'] }),
      ...(given.totals && { totals: true }),
      ...(given.compare && { compare: { with: given.compare as 'previous_period' } }),
      ...(given.bound !== undefined && { filters: [{ metric: first, atLeast: given.bound }] }),
      ...(given.order &&
        !(given.order === 'change' && !given.compare) && {
          orderBy: [{ by: given.order as 'value', direction: given.direction as 'asc' }],
        }),
      ...(given.limit !== undefined && { limit: given.limit }),
    } as MetricQueryRequest;
  });

/** Requests that mostly cannot be answered as they are: several metrics of any kind, and dimensions that few of them have. */
const faulty: fc.Arbitrary<MetricQueryRequest> = fc
  .record({
    metrics: fc.uniqueArray(fc.constantFrom(...catalogue.map(({ id }) => id)), { minLength: 1, maxLength: 3 }),
    period: fc.constantFrom(undefined, undefined, undefined, 'day', 'month', 'union_year'),
    scopes: fc.constantFrom(...Object.values(places), { ids: [COUNTY, 'park:P1', `region:${TOWNS[0]}`] }),
    by: fc.uniqueArray(
      fc.constantFrom('scope', 'scope', 'time', 'industry', 'unit_type', 'level', 'union_kind', 'of_kind', 'rule'),
      { maxLength: 4 },
    ),
    time,
    segments: fc.constantFrom(undefined, undefined, ['industry:C'], ['ownership:public', 'ownership:non_public']),
    combine: fc.constantFrom(undefined, 'published', 'pooled', 'sum'),
    totals: fc.boolean(),
    compare: fc.constantFrom(undefined, 'previous_period', 'target', 'target'),
    ordersByChange: fc.boolean(),
    filters: fc.boolean(),
  })
  .map(({ metrics, period, ordersByChange, filters, compare, ...given }) => {
    const [first = ''] = metrics;
    return {
      ...given,
      metrics: metrics.map((metric) => (metric === first ? { metric, period } : { metric })),
      ...(compare && { compare: { with: compare } }),
      ...(ordersByChange && { orderBy: [{ by: 'change', metric: first, direction: 'desc' }] }),
      ...(filters && { filters: [{ metric: first, atLeast: 0.1 }] }),
    } as MetricQueryRequest;
  });

describe('proof', () => {
  test('200 random queries give what is counted straight from the registers', { timeout: 900_000 }, async () => {
    const shapes = new Set<string>();
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const planned = await planOn(publication, asked, findIn(publications)).catch((error: unknown) => {
          if (error instanceof MetricQueryRefused) return undefined;
          throw error;
        });
        fc.pre(planned !== undefined);
        const given = await runMetricQuery(planned);
        const expected = await reckon(asked, planned.plan.points);
        expect(shown(given)).toEqual(expected);
        rows += given.rows.length;
        shapes.add(
          [asked.by?.join(), asked.combine, asked.totals, asked.compare?.with, asked.orderBy?.[0]?.by].join(' '),
        );
      }),
      { numRuns: 200, seed: 320924, maxSkipsPerRun: 50, endOnFailure: true },
    );
    expect(shapes.size).toBeGreaterThan(80);
    expect(rows).toBeGreaterThan(1000);
  });
});

type Figure = { n: number | null; d: number | null; state: string };
type Line = { scope: string; p: number; segment: string; level: string; cells: (Figure & { old: Figure | null })[] };

/** What the answer says, in the form in which it is reckoned. */
function shown(result: Awaited<ReturnType<typeof runMetricQuery>>) {
  const { plan } = result.planned;
  const figure = (n: number | null, d: number | null, state: string): Figure => ({ n, d, state });
  const cells = (list: (typeof result.rows)[number]['cells']) =>
    list.map(({ record: r }) => ({
      ...figure(r.numerator, r.denominator, r.state),
      old: plan.compare ? figure(r.then_numerator, r.then_denominator, r.then_state ?? '') : null,
    }));
  return {
    rows: result.rows.map((row): Line => {
      const { scope_id, p, segment, level_key } = row.record;
      return { scope: scope_id, p, segment, level: level_key, cells: cells(row.cells) };
    }),
    totals: result.totals.map(({ point, cells: list }) => ({
      p: point?.no ?? 0,
      cells: cells(list),
      rest: list.map(({ record }) => [record.rest_numerator, record.rest_denominator]),
    })),
    rowCount: result.rowCount,
  };
}

/** The same from the registers, step by step as the documentation says it. */
async function reckon(asked: MetricQueryRequest, points: readonly Point[]): Promise<ReturnType<typeof shown>> {
  const by = new Set(asked.by);
  const scopes = await scopesOf(asked);
  const family = (['industry', 'unit_type', 'ownership'] as const).find((one) => by.has(one));
  const parts = family ? segments[family].map((member) => `${family}:${member}`) : ['all'];
  const keys = by.has('level') ? levels : [''];
  const poolsScopes = scopes.length > 1 && !by.has('scope');
  const poolsTime = points.length > 1 && !by.has('time');
  const grain = asked.time?.grain;
  const then = asked.compare ? comparedPoints(points, grain, asked.compare) : [];

  const tables = await Promise.all(
    asked.metrics.map(async ({ metric, period }) => {
      const wanted = new Map<string, Asked>();
      // The whole beside its parts is of the same day.
      const daysOf = (point: Point) => daysRead(metric, period, point, parts[0] ?? 'all');
      const note = (scope: string, point: Point, segment: string, level: string) => {
        const days = daysOf(point);
        const key = [scope, point.start, point.end, segment, level].join(' ');
        if (days) wanted.set(key, { scope, ...days, segment, level });
        return key;
      };
      const parents = asked.totals && !asked.combine ? [asked.scopes.under ?? scopes[0] ?? ''] : [];
      for (const point of [...points, ...then]) {
        for (const scope of scopes)
          for (const segment of parts) for (const level of keys) note(scope, point, segment, level);
        for (const parent of parents) for (const level of keys) note(parent, point, 'all', level);
      }
      const counted = await countInRegisters(database, metric, [...wanted.values()]);
      const found = new Map([...wanted.keys()].map((key, at) => [key, counted[at] as Counted]));
      return (list: readonly string[], of: readonly Point[], segment: string, level: string): Figure => {
        const figures = list.flatMap((scope) =>
          of.flatMap((point) => found.get(note(scope, point, segment, level)) ?? []),
        );
        return stateOf(figures.filter(({ isKnown }) => isKnown));
      };
    }),
  );

  const groups = poolsScopes ? [{ scope: '', list: scopes }] : scopes.map((scope) => ({ scope, list: [scope] }));
  const moments = poolsTime
    ? [{ p: 0, of: points, past: then }]
    : points.map((point) => ({ p: point.no, of: [point], past: then.filter(({ no }) => no === point.no) }));
  let lines = groups.flatMap(({ scope, list }) =>
    moments.flatMap((moment) =>
      parts.flatMap((segment) =>
        keys.map((level): Line => {
          const cells = tables.map((figure) => ({
            ...figure(list, moment.of, segment, level),
            old: asked.compare ? figure(list, moment.past, segment, level) : null,
          }));
          return { scope, p: moment.p, segment, level, cells };
        }),
      ),
    ),
  );
  if (family || by.has('level'))
    lines = lines.filter(({ cells }) => cells.some(({ state }) => state !== 'not_reported'));
  const [filter] = asked.filters ?? [];
  if (filter) lines = lines.filter(({ cells }) => (numberOf(cells[0]) ?? -Infinity) >= (filter.atLeast ?? 0));
  const [order] = asked.orderBy ?? [];
  if (order) {
    const number = ({ cells, p }: Line): number | null => {
      const [cell] = cells;
      if (order.by === 'time') return p;
      if (order.by === 'numerator') return cell?.n ?? null;
      if (order.by === 'denominator') return cell?.d ?? null;
      const [now, before] = [numberOf(cell), numberOf(cell?.old ?? undefined)];
      if (order.by === 'change') return now === null || before === null ? null : now - before;
      return now;
    };
    const sign = order.direction === 'desc' ? -1 : 1;
    lines = lines.toSorted((a, b) => {
      const [one, other] = [number(a), number(b)];
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return sign * (one - other);
    });
  }
  const rowCount = lines.length;
  lines = lines.slice(0, asked.limit ?? lines.length);

  const totals = moments.map((moment) => {
    const whole = (of: readonly Point[]) =>
      tables.map((figure) => {
        if (asked.combine) {
          return sumOf(
            parts.flatMap((segment) => keys.map((level) => figure(scopes, of, segment, level))),
            by.has('level'),
          );
        }
        const parent = [asked.scopes.under ?? scopes[0] ?? ''];
        return sumOf(
          keys.map((level) => figure(parent, of, 'all', level)),
          by.has('level'),
        );
      });
    const [now, before] = [whole(moment.of), asked.compare ? whole(moment.past) : []];
    const rest = now.map((figure, at) => {
      if (poolsScopes || poolsTime || figure.n === null) return [null, null];
      const held = lines.filter(({ p }) => p === moment.p).map(({ cells }) => cells[at] as Figure);
      const sum = (part: 'n' | 'd') => held.reduce((total, one) => total + (one[part] ?? 0), 0);
      return [figure.n - sum('n'), by.has('level') || figure.d === null ? null : figure.d - sum('d')];
    });
    return { p: moment.p, cells: now.map((figure, at) => ({ ...figure, old: before[at] ?? null })), rest };
  });
  return { rows: lines, totals: asked.totals ? totals : [], rowCount };
}

async function scopesOf({ scopes }: MetricQueryRequest): Promise<readonly string[]> {
  if (scopes.ids) return scopes.ids;
  const kinds = {
    town: "level = 'town' and kind = 'region'",
    park: "kind = 'park'",
    federation: `parent_scope_id = '${scopes.under}'`,
  };
  const rows = await publication.query<{ scope_id: string }>(
    `select scope_id from scope where ${kinds[scopes.kind as 'town']} order by sort_no`,
  );
  return rows.map(({ scope_id }) => scope_id);
}

/** The days that a figure counts; undefined where nothing is known within the point yet. */
function daysRead(
  metric: string,
  period: string | undefined,
  point: Point,
  segment: string,
): { start: string; end: string } | undefined {
  const [latest = AS_OF] = [point.end, AS_OF].toSorted();
  const isDaily = segment === 'all' && latest >= addDays(AS_OF, -399);
  const end = latest === AS_OF || isDaily ? latest : monthEnd(latest);
  if (point.start !== null && end < point.start) return undefined;
  if (findMetric(metric)?.time === 'stock') return { start: end, end };
  if (period !== undefined) return { start: periodStart(period as 'month', end) as string, end };
  return { start: point.start ?? (periodStart('calendar_year', end) as string), end };
}

/** Parts put together: nothing known is not reported, nothing to divide by is not applicable. */
function stateOf(parts: readonly Counted[]): Figure {
  if (parts.length === 0) return { n: null, d: null, state: 'not_reported' };
  const n = parts.reduce((sum, { numerator }) => sum + numerator, 0);
  const isRatio = parts.every(({ denominator }) => denominator !== null);
  const d = isRatio ? parts.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0) : null;
  return { n, d, state: d === 0 ? 'not_applicable' : n === 0 ? 'zero' : 'reported' };
}

function sumOf(figures: readonly Figure[], isOfLevels: boolean): Figure {
  const known = figures.filter(({ n }) => n !== null);
  const d = known.map((figure) => figure.d);
  return stateOf(
    known.length === 0
      ? []
      : [
          {
            numerator: known.reduce((sum, { n }) => sum + (n ?? 0), 0),
            // Levels share one denominator.
            denominator: d.includes(null)
              ? null
              : isOfLevels
                ? (d[0] ?? 0)
                : d.reduce<number>((sum, one) => sum + (one ?? 0), 0),
            isKnown: true,
          },
        ],
  );
}

function numberOf(figure: Figure | undefined): number | null {
  if (!figure || figure.n === null || !['reported', 'zero'].includes(figure.state)) return null;
  return figure.d === null ? figure.n : figure.n / figure.d;
}

describe('what does not add up is refused, with a query that does', () => {
  const refusals: readonly (readonly [string, MetricQueryRequest])[] = [
    ['RATE_SUMMED', { metrics: [rate], scopes: towns, combine: 'sum' }],
    ['RATE_SUMMED', { metrics: [rate], scopes: towns, by: ['scope'], totals: true, combine: 'sum' }],
    [
      'STOCK_SUMMED_OVER_TIME',
      { metrics: [rate], scopes: { ids: [COUNTY] }, time: { grain: 'month', last: 3 }, combine: 'pooled' },
    ],
    ['NESTED_SCOPES_SUMMED', { metrics: [rate], scopes: { ids: [COUNTY, `region:${TOWNS[0]}`] }, combine: 'pooled' }],
    [
      'NESTED_SCOPES_SUMMED',
      { metrics: [rate], scopes: { ids: ['park:P1', `region:${TOWNS[1]}`] }, combine: 'pooled' },
    ],
    ['NOT_ADDITIVE', { metrics: [{ metric: 'campaign_progress' }], scopes: towns, combine: 'pooled' }],
    [
      'NOT_ADDITIVE',
      {
        metrics: [{ metric: 'contest_enterprise_count' }],
        scopes: { ids: [COUNTY] },
        time: { grain: 'month', last: 3 },
        combine: 'sum',
      },
    ],
    [
      'NOT_ADDITIVE',
      {
        metrics: [{ metric: 'contest_enterprise_count' }],
        scopes: { ids: [COUNTY] },
        time: { grain: 'quarter', last: 3 },
        by: ['time'],
      },
    ],
    ['SCOPES_NOT_COMBINED', { metrics: [rate], scopes: towns }],
    ['SCOPES_NOT_COMBINED', { metrics: [rate], scopes: { ids: [`region:${TOWNS[0]}`, `region:${TOWNS[1]}`] } }],
    [
      'TIMES_NOT_COMBINED',
      { metrics: [{ metric: 'new_union_count' }], scopes: { ids: [COUNTY] }, time: { grain: 'month', last: 3 } },
    ],
    [
      'TIMES_NOT_COMBINED',
      {
        metrics: [{ metric: 'new_union_count', period: 'calendar_year' }],
        scopes: { ids: [COUNTY] },
        time: { grain: 'month', last: 3 },
        combine: 'sum',
      },
    ],
    ['LEVELS_NOT_NAMED', { metrics: [{ metric: 'new_union_type_distribution' }], scopes: { ids: [COUNTY] } }],
    [
      'DIMENSION_NOT_OF_METRIC',
      { metrics: [rate, { metric: 'new_union_type_distribution' }], scopes: { ids: [COUNTY] }, by: ['level'] },
    ],
    [
      'DIMENSION_NOT_OF_METRIC',
      { metrics: [{ metric: 'bargaining_offers_sent' }, rate], scopes: { ids: [COUNTY] }, by: ['industry'] },
    ],
    ['SEGMENTS_NOT_CROSSED', { metrics: [rate], scopes: { ids: [COUNTY] }, by: ['industry', 'ownership'] }],
    [
      'GRAIN_NOT_KNOWN',
      { metrics: [rate], scopes: { ids: [COUNTY] }, time: { grain: 'day', last: 3 }, by: ['industry', 'time'] },
    ],
    ['QUERY_INVALID', { metrics: [rate], scopes: { ids: [COUNTY] }, by: ['industry'], segments: ['industry:ZZ'] }],
    [
      'QUERY_INVALID',
      {
        metrics: [{ metric: 'new_union_type_distribution' }],
        scopes: { ids: [COUNTY] },
        by: ['level'],
        levels: ['singel', 'joint'],
      },
    ],
    ['PERIOD_NOT_AVAILABLE', { metrics: [{ ...rate, period: 'month' }], scopes: { ids: [COUNTY] } }],
    ['METRIC_NOT_FOR_SCOPE', { metrics: [rate, { metric: 'park_union_rate' }], scopes: { ids: ['park:P1'] } }],
    [
      'TOTAL_NEEDS_PARENT',
      { metrics: [rate], scopes: { ids: [`region:${TOWNS[0]}`, `region:${TOWNS[1]}`] }, by: ['scope'], totals: true },
    ],
    ['TOTAL_NEEDS_PARTS', { metrics: [rate], scopes: { ids: [COUNTY] }, totals: true }],
    ['COMPARISON_NEEDS_GRAIN', { metrics: [rate], scopes: { ids: [COUNTY] }, compare: { with: 'previous_period' } }],
    [
      'TARGET_NOT_COMPARABLE',
      { metrics: [rate], scopes: { ids: [COUNTY] }, by: ['industry'], compare: { with: 'target' } },
    ],
    ['TARGET_NOT_COMPARABLE', { metrics: [rate], scopes: towns, combine: 'pooled', compare: { with: 'target' } }],
    [
      'TARGET_NOT_COMPARABLE',
      {
        metrics: [{ metric: 'new_union_count' }],
        scopes: { ids: [COUNTY] },
        time: { grain: 'month', last: 2 },
        by: ['time'],
        compare: { with: 'target' },
      },
    ],
    [
      'UNLIKE_DEFINITIONS',
      {
        metrics: [{ metric: 'spending_frontline_share_broad' }],
        scopes: { ids: [COUNTY] },
        by: ['rule'],
        totals: true,
      },
    ],
    ['UNLIKE_DEFINITIONS', { metrics: [rate], scopes: { ids: [COUNTY] }, segments: ['industry:C', 'industry:E'] }],
  ];

  test.each(refusals)('%s: %j', async (code, asked) => {
    const refused = await refusal(asked);
    expect(refused.code).toBe(code);
    expect([refused.message, refused.messageZh].every((words) => words.length > 5)).toBe(true);
    const hint = refused.hint ?? '';
    expect(validate(schema, parse(hint)), hint).toEqual([]);
  });

  test('every corrected query is answered', async () => {
    for (const [code, asked] of refusals) {
      const { hint = '' } = await refusal(asked);
      await expect(ask(requestIn(hint)), `${code} ${hint}`).resolves.toBeDefined();
    }
  });

  test('the corrected query of one with several faults is answered as it is, and looks at the same publication', async () => {
    const codes = new Set<string>();
    let corrected = 0;
    await fc.assert(
      fc.asyncProperty(faulty, async (asked) => {
        const refused = await planOn(publication, asked, findIn(publications), { publication: publication.id }).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (refused === undefined) return;
        if (!(refused instanceof MetricQueryRefused)) throw refused;
        codes.add(refused.code);
        if (refused.hint === undefined) return;
        corrected += 1;
        expect(refused.hint).toContain(`publication: "${publication.id}"`);
        await expect(ask(requestIn(refused.hint)), refused.hint).resolves.toBeDefined();
      }),
      { numRuns: 80, seed: 2024_05_20 },
    );
    expect(corrected).toBeGreaterThan(50);
    expect(codes.size).toBeGreaterThan(9);
  });

  test('a query that reads more figures than one answer holds is refused, though a file would take it', async () => {
    const large: MetricQueryRequest = {
      metrics: unionMetrics.map((metric) => ({ metric })).concat([rate, rate]),
      ...{ scopes: towns, time: { grain: 'day', last: 10_000 }, by: ['scope', 'time'] },
    };
    expect((await refusal(large)).code).toBe('QUERY_TOO_LARGE');
    expect((await planOn(publication, large, findIn(publications))).plan.cells).toBe(9 * 5 * 10_000);
  });
});

describe('targets', () => {
  const statuses = (of: Publication) =>
    of.query<Record<string, unknown>>(
      `select metric_id, scope_id, numerator, denominator, target_value, comparison, need, status, path_value, gap_to_path_points
        from target_status order by metric_id, scope_id`,
    );
  const asked: MetricQueryRequest = {
    metrics: [rate, { metric: 'union_shell_zombie_share' }, { metric: 'new_union_count', period: 'calendar_year' }],
    scopes: { ids: [COUNTY, ...TOWNS.map((town) => `region:${town}`)] },
    ...{ by: ['scope', 'time'], compare: { with: 'target' } },
  };
  const cellsOn = async (day: string) =>
    (await ask({ ...asked, time: { grain: 'day', from: AS_OF < day ? AS_OF : day } })).rows
      .filter(({ point }) => point?.end === day)
      .flatMap(({ cells }) => cells)
      .map(({ metric, record }) => ({
        ...{ metric_id: metric.id, scope_id: record.scope_id },
        ...{ numerator: record.numerator, denominator: record.denominator, target_value: record.then_value },
        ...{ comparison: record.target_comparison, need: record.target_need, status: record.target_status },
        ...{ path_value: record.target_path, gap_to_path_points: record.target_path_points },
      }))
      .filter(({ target_value }) => target_value !== null)
      .toSorted((a, b) => a.metric_id.localeCompare(b.metric_id) || a.scope_id.localeCompare(b.scope_id));

  test('where a scope stood on a day of the trend is where the publication of that day said it stands', async () => {
    const dayBefore = addDays(AS_OF, -1);
    const before = (await publications.find({ id: `${dayBefore}-1` })) as Publication;
    const regions = ({ scope_id }: Record<string, unknown>) => (asked.scopes.ids ?? []).includes(scope_id as string);
    expect(await cellsOn(AS_OF)).toEqual((await statuses(publication)).filter(regions));
    // The town had the target of its county until its own began.
    const then = (await statuses(before)).filter(regions);
    const isOfTown = ({ metric_id, scope_id }: Record<string, unknown>) =>
      metric_id === rate.metric && scope_id === 'region:320924101';
    expect(then.filter(isOfTown)).toHaveLength(1);
    expect(await cellsOn(dayBefore)).toEqual(then.filter((row) => !isOfTown(row)));
    expect(then.length).toBeGreaterThan(10);
  });

  test('outside the period of a target there is none, and a total stands against the target of the scope whose figure it is', async () => {
    const { rows, totals } = await ask({
      ...{ metrics: [rate], scopes: towns, by: ['scope', 'time'], compare: { with: 'target' }, totals: true },
      ...{ time: { grain: 'month', from: '2023-11-30' }, orderBy: [{ by: 'change', direction: 'desc' }] },
    });
    const targets = Object.groupBy(rows, ({ point }) => point?.label ?? '');
    expect(targets['2023-12']?.every(({ cells }) => cells[0]?.record.then_value === null)).toBe(true);
    expect(targets['2024-01']?.filter(({ cells }) => cells[0]?.record.then_value === 0.85)).toHaveLength(4);
    expect(totals.map(({ cells: [cell] }) => [cell?.record.then_value, cell?.record.target_path])).toEqual([
      ...[
        [null, null],
        [null, null],
      ],
      ...[
        [0.85, 0.302198],
        [0.85, 0.397802],
        [0.85, 0.5],
      ],
      ...[
        [0.85, 0.54918],
        [0.85, 0.581967],
      ],
    ]);
    const changes = rows.map(({ cells: [cell] }) => {
      const { value = null, then_value = null } = cell?.record ?? {};
      return value === null || then_value === null ? Number.NEGATIVE_INFINITY : value - then_value;
    });
    expect(changes).toEqual(changes.toSorted((a, b) => b - a));
  });
});

describe('what adds up', () => {
  test('months of every metric that adds up over time make its year', async () => {
    const rows = await publication.query<{ metric_id: string; scope_id: string }>(
      `with months as (
         select metric_id, scope_id, segment, kind_key, level_key, rule_code, year(period_start) as year, period_start,
           arg_max(numerator, valid_from) as n, arg_max(denominator, valid_from) as d
         from figure where period_kind = 'month' and segment = 'all' group by all
       ),
       years as (
         select metric_id, scope_id, segment, kind_key, level_key, rule_code, year(period_start) as year, arg_max(numerator, valid_from) as n,
           arg_max(denominator, valid_from) as d
         from figure where period_kind = 'calendar_year' and segment = 'all' group by all
       ),
       sums as (select metric_id, scope_id, kind_key, level_key, rule_code, year, sum(n) as n, sum(d) as d from months group by all)
       select distinct years.metric_id, years.scope_id from sums join years
         on sums.metric_id = years.metric_id and sums.scope_id = years.scope_id and sums.year = years.year
           and sums.level_key is not distinct from years.level_key and sums.kind_key is not distinct from years.kind_key
           and sums.rule_code is not distinct from years.rule_code
       where sums.n is distinct from years.n or sums.d is distinct from years.d`,
    );
    const odd = new Set(rows.map(({ metric_id }) => metric_id));
    expect([...odd].filter((id) => !additivityOf(findMetric(id) as never).overTime)).toEqual([]);
  });

  test('every exception names a metric', () => {
    expect(notAdditive.filter((id) => !findMetric(id))).toEqual([]);
  });

  test('the same figures of another publication are compared by one statement, and another version is refused', async () => {
    const other = `${addDays(AS_OF, -1)}-1`;
    const asked: MetricQueryRequest = {
      ...{ metrics: [rate], scopes: towns, by: ['scope'], compare: { with: 'publication', publication: other } },
    };
    const { rows } = await ask(asked);
    const before = await publications.find({ id: other });
    const earlier = await runMetricQuery(
      await planOn(before as Publication, { ...asked, compare: undefined }, findIn(publications)),
    );
    expect(rows.map(({ cells }) => cells[0]?.record.then_value)).toEqual(
      earlier.rows.map(({ cells }) => cells[0]?.record.value),
    );
    const versions = { ...publication.manifest.definitions, [rate.metric]: 99 };
    const raised = Object.assign(Object.create(publication), {
      manifest: { ...publication.manifest, definitions: versions },
    });
    await expect(planOn(raised, asked, findIn(publications))).rejects.toMatchObject({ code: 'DEFINITIONS_DIFFER' });
  });
});

/** The plain request of a corrected query. */
function requestIn(hint: string): MetricQueryRequest {
  expect(validate(schema, parse(hint)), hint).toEqual([]);
  const [operation] = parse(hint).definitions as [OperationDefinitionNode];
  const [field] = operation.selectionSet.selections as [FieldNode];
  const readValue = (node: ValueNode): unknown => {
    switch (node.kind) {
      case Kind.LIST:
        return node.values.map(readValue);
      case Kind.OBJECT:
        return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, readValue(value)]));
      case Kind.ENUM:
        return node.value.toLowerCase();
      default:
        return valueFromASTUntyped(node);
    }
  };
  const { publication: _, ...request } = Object.fromEntries(
    (field.arguments ?? []).map(({ name, value }) => [name.value, readValue(value)]),
  );
  return request as MetricQueryRequest;
}
