import type {
  BriefingFacts,
  FigureFacts,
  FigureState,
  Imbalance,
  LevelFacts,
  ScopeFacts,
  Standing,
  TargetFacts,
} from '@union/briefing/facts.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import fc from 'fast-check';

/** Facts as a publication could hold them, with every state that a figure can have, and numbers that fit each other. */

const metricOf = (id: string) => catalogue.find((metric) => metric.id === id) as Metric;
const targetMetrics = [
  'enterprise_unionisation_rate',
  'member_rate',
  'new_union_count',
  'union_shell_zombie_share',
].map(metricOf);
const names = [...'甲乙丙丁戊己庚辛壬癸'].map((letter) => `${letter}镇`);
const county: ScopeFacts = { id: 'region:1', name: '某县', kind: 'county' };
const states = ['reported', 'zero', 'suppressed', 'not_applicable', 'not_reported'] as const;
const round = (value: number, places: number) => Number(value.toFixed(places));

type Drawn = {
  readonly state: FigureState;
  readonly numerator: number;
  readonly denominator: number;
  readonly target: number;
  readonly baseline: number | null;
  readonly progress: number;
  readonly late: boolean;
  readonly rank: number | null;
  readonly change: number | null;
};

const drawn: fc.Arbitrary<Drawn> = fc.record({
  state: fc.constantFrom(...states),
  numerator: fc.integer({ min: 1, max: 9000 }),
  denominator: fc.integer({ min: 1, max: 9000 }),
  target: fc.integer({ min: 1, max: 100 }),
  baseline: fc.option(fc.integer({ min: 0, max: 100 })),
  progress: fc.integer({ min: 1, max: 100 }),
  late: fc.boolean(),
  rank: fc.option(fc.integer({ min: 1, max: 99 })),
  change: fc.option(fc.integer({ min: -9, max: 9 })),
});

/** The standing that the warehouse would reckon from what was drawn. */
function standingOf(metric: Metric, scope: ScopeFacts, one: Drawn, inherited: boolean): Standing {
  const isCount = metric.shape === 'count';
  const isLower = metric.better === 'lower';
  const hasValue = one.state === 'reported' || one.state === 'zero';
  const whole = Math.max(one.denominator, one.numerator);
  const numerator = one.state === 'zero' ? 0 : one.numerator;
  const value = hasValue ? (isCount ? numerator : numerator / whole) : null;
  const targetValue = isCount ? one.target * 10 : one.target / 100;
  const unit = isCount ? 1 : whole;
  const isMet = value !== null && (isLower ? value < targetValue : value >= targetValue);
  const path =
    one.baseline === null
      ? null
      : round(
          ((isCount ? one.baseline : one.baseline / 100) * (100 - one.progress) + targetValue * one.progress) / 100,
          6,
        );
  const gap = (to: number) => round(((isLower ? -1 : 1) * ((value ?? 0) - to) * 100) / (isCount ? targetValue : 1), 4);
  const missing = isLower
    ? numerator - Math.ceil(targetValue * unit) + 1
    : Math.ceil(targetValue * unit - 1e-9) - numerator;
  const need = value === null ? null : isMet ? 0 : Math.max(1, missing);
  return {
    ...{
      scope,
      setFor: inherited ? county : undefined,
      countedOn: one.late ? '2026-09-30' : '2026-10-31',
      state: one.state,
    },
    numerator: hasValue ? numerator : null,
    denominator: hasValue && !isCount ? whole : null,
    ...{
      value,
      isApproximate: false,
      includesLate: one.late,
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      targetValue,
    },
    comparison: isLower ? '<' : '>=',
    ...{ document: '某文件', clause: null, timeProgress: one.progress / 100 },
    completion: value === null || isLower ? null : round(value / targetValue, 6),
    pathValue: path,
    gapToPath: path === null || value === null ? null : gap(path),
    gapToTarget: value === null ? null : gap(targetValue),
    ...{ need, requiredPerMonth: need },
    word: { zh: '符号', en: 'sign' },
    ...{
      shape: 'circle',
      lightRule: 'DEFAULT',
      rank: value === null ? null : one.rank,
      rankOf: 9,
      rankChange: one.change,
    },
  };
}

function imbalanceOf(metric: Metric, units: readonly Standing[]): Imbalance | undefined {
  const known = units.filter(({ value }) => value !== null);
  if (known.length === 0) return undefined;
  const measured = known.map((unit) => ((metric.shape === 'count' ? unit.completion : unit.value) ?? 0) * 100);
  const mean = measured.reduce((sum, one) => sum + one, 0) / known.length;
  const behind = known.filter((unit) => unit.need !== 0 && (unit.gapToPath ?? unit.gapToTarget ?? 0) < 0).length;
  return {
    unitCount: known.length,
    rangePoints: round(Math.max(...measured) - Math.min(...measured), 4),
    deviationPoints: round(Math.sqrt(measured.reduce((sum, one) => sum + (one - mean) ** 2, 0) / known.length), 4),
    weightedDeviationPoints: null,
    behindCount: behind,
    behindShare: round(behind / known.length, 6),
  };
}

function targetOf(metric: Metric, own: Drawn, below: readonly Drawn[]): TargetFacts {
  const units = below.map((one, at) =>
    standingOf(metric, { id: `region:1${at}`, name: names[at] ?? '', kind: 'town' }, one, true),
  );
  const level: LevelFacts = { level: 'town', kind: 'region', units, imbalance: imbalanceOf(metric, units) };
  return {
    ...{ metric, definitionVersion: 1, rankMinDenominator: 10 },
    standing: standingOf(metric, county, own, false),
    levels: units.length === 0 ? [] : [level],
  };
}

function figureOf(id: string, scope: ScopeFacts, { state, numerator, denominator, late }: Drawn): FigureFacts {
  const hasValue = state === 'reported' || state === 'zero';
  const whole = Math.max(numerator, denominator);
  const part = state === 'zero' ? 0 : numerator;
  return {
    ...{ metric: metricOf(id), scope, state, definitionVersion: 1, isApproximate: false, includesLate: late },
    numerator: hasValue ? part : null,
    denominator: hasValue ? whole : null,
    value: hasValue ? part / whole : null,
    unclassified: hasValue && metricOf(id).unclassified ? Math.min(7, whole) : null,
    asOf: state === 'not_reported' ? null : '2026-10-31',
  };
}

export const someFacts: fc.Arbitrary<BriefingFacts> = fc
  .record({
    targets: fc.array(fc.tuple(drawn, fc.array(drawn, { maxLength: names.length })), {
      maxLength: targetMetrics.length,
    }),
    rates: fc.tuple(drawn, drawn, drawn),
    parks: fc.array(fc.tuple(drawn, drawn, fc.option(fc.option(fc.boolean()), { nil: undefined })), { maxLength: 4 }),
    stars: fc.option(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 3 })),
    asOf: fc.constantFrom('2026-10-31', '2026-10-20'),
    publishedOn: fc.constantFrom('2026-10-31', '2026-11-06'),
    hasClosed: fc.boolean(),
  })
  .map(({ targets, rates, parks, stars, asOf, publishedOn, hasClosed }): BriefingFacts => {
    const total = (stars ?? []).reduce((sum, count) => sum + count, 0);
    const needOf = (one: Drawn) => (one.state === 'reported' ? one.target : null);
    return {
      publication: { id: `${asOf}-1`, asOf, publishedOn },
      ...{ month: '2026-10', scope: county, federationName: '某县总工会', hasClosed },
      targets: targets.map(([own, below], at) => targetOf(targetMetrics[at] as Metric, own, below)),
      coverage: {
        enterprise: figureOf('enterprise_unionisation_rate', county, rates[0]),
        member: figureOf('member_rate', county, rates[1]),
        verdict: undefined,
        parks: parks.map(([enterprises, members, passes], at) => {
          const scope = { id: `park:${at}`, name: `${names[at]}园区`, kind: 'park' };
          return {
            scope,
            enterprise: figureOf('enterprise_unionisation_rate', scope, enterprises),
            member: figureOf('member_rate', scope, members),
            ...{ enterpriseNeed: needOf(enterprises), memberNeed: needOf(members) },
            verdict: passes === undefined ? undefined : { code: 'G', targetCount: 2, metCount: passes ? 2 : 1, passes },
          };
        }),
      },
      stars:
        stars === null
          ? undefined
          : {
              ...{ metric: metricOf('star_distribution'), definitionVersion: 1, schemeName: '某办法', asOf },
              state: total === 0 ? 'not_applicable' : 'reported',
              ...{ activeCount: total, ratedCount: (stars[0] ?? 0) + (stars[1] ?? 0) },
              levels: ['2', '1', 'unrated'].map((key, at) => ({
                ...{ key, level: at < 2 ? 2 - at : null, name: { zh: '某级', en: 'a level' }, count: stars[at] ?? 0 },
                percent: total === 0 ? null : round(((stars[at] ?? 0) / total) * 100, 2),
                percentOfRated: null,
              })),
            },
      assistance: figureOf('assistance_frontline_share', county, rates[2]),
    };
  });
