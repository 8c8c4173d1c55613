import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from './calendar.ts';
import { COUNTY } from './places.ts';
import type { Random } from './random.ts';
import type { LevelRow, RatingRow, RoundRow, SchemeRow } from './tables.ts';
import type { Organisation, Union } from './unions/union.ts';

type Ratings = { schemes: SchemeRow[]; levels: LevelRow[]; rounds: RoundRow[]; ratings: RatingRow[] };

/** The county's five-level scheme. */
export const FIVE = 'SY-STAR-5';
/** The older three-level scheme, never to be added to the other. */
export const THREE = 'SY-STAR-3';

const FIVE_LEVELS: readonly [level: number, name: string, minimum: number][] = [
  [5, '五星级', 95],
  [4, '四星级', 88],
  [3, '三星级', 80],
  [2, '二星级', 70],
  [1, '一星级', 60],
];
const THREE_LEVELS: readonly [level: number, name: string, minimum: number][] = [
  [3, '三星级', 90],
  [2, '二星级', 80],
  [1, '一星级', 70],
];

/** Three yearly rounds of self-rating, review and decision, and one round of the older scheme before them. */
export function rateUnions(seed: Random, organisation: Organisation, calendar: Calendar): Ratings {
  const random = seed.fork('ratings');
  const { year } = calendar.half;
  const decidedBy = '射阳县总工会星级工会评审工作委员会';
  const rounds = [year - 2, year - 1, year].map((one) => ({
    round_code: `SY-STAR-5-${one}`,
    scheme_code: FIVE,
    name: `${one}年度星级工会评定`,
    opened_on: `${one}-03-01`,
    closed_on: `${one}-06-20`,
  }));
  const old: RoundRow = {
    round_code: `SY-STAR-3-${year - 4}`,
    scheme_code: THREE,
    name: `${year - 4}年星级工会评定（三级办法）`,
    opened_on: `${year - 4}-09-01`,
    closed_on: `${year - 4}-11-30`,
  };

  const quality = new Map<Union, number>();
  for (const union of organisation.unions) {
    const base = { single: 76, joint: 70, regional: 71, industry: 73, park: 86, township: 82, federation: 0 }[
      union.orgType
    ];
    quality.set(union, random.normal(base, 9));
  }
  const ratings: RatingRow[] = [];
  for (const union of organisation.unions) {
    if (union.orgType !== 'single' || union.approvedOn > `${year - 5}-12-31` || !random.chance(0.35)) continue;
    const score = clampScore((quality.get(union) as number) + random.normal(2, 4));
    ratings.push(
      decide(old, union, score, levelOf(THREE_LEVELS, score), undefined, `${year - 4}-11-25`, decidedBy, random),
    );
  }
  const previous = new Map<Union, number | null>();
  for (const [at, round] of rounds.entries()) {
    for (const union of organisation.unions) {
      if (union.orgType === 'federation' || union.approvedOn > round.opened_on) continue;
      if (union.dissolvedOn !== null && union.dissolvedOn <= round.closed_on) continue;
      const before = previous.get(union);
      if (!random.chance(before ? 0.94 : ([0.42, 0.5, 0.62][at] ?? 0.5))) continue;
      const score = clampScore((quality.get(union) as number) + 2.6 * at + random.normal(0, 3.2));
      const decidedOn = addDays(round.closed_on, -random.integer(0, 18));
      // The last round has a few reviews that are not decided.
      if (at === 2 && random.chance(0.025)) {
        ratings.push({ ...undecided(round, union, score, random) });
        continue;
      }
      const isRemoved = before != null && random.chance(0.022);
      const level = isRemoved ? null : levelOf(FIVE_LEVELS, score);
      ratings.push(
        decide(round, union, score, level, isRemoved ? 'remove' : (before ?? undefined), decidedOn, decidedBy, random),
      );
      previous.set(union, level);
    }
  }
  return {
    schemes: [
      {
        scheme_code: THREE,
        name: '射阳县星级工会评定办法（三级，试行）',
        federation_code: COUNTY,
        valid_from: `${year - 6}-01-01`,
        valid_to: `${year - 2}-01-01`,
        document: `射工发〔${year - 6}〕12号（演示）`,
      },
      {
        scheme_code: FIVE,
        name: '射阳县星级工会评定办法（五级）',
        federation_code: COUNTY,
        valid_from: `${year - 2}-01-01`,
        valid_to: null,
        document: `射工发〔${year - 3}〕31号（演示）`,
      },
    ],
    levels: [
      ...THREE_LEVELS.map(([level, name, min_score]) => ({ scheme_code: THREE, level, name, min_score })),
      ...FIVE_LEVELS.map(([level, name, min_score]) => ({ scheme_code: FIVE, level, name, min_score })),
    ],
    rounds: [old, ...rounds],
    ratings,
  };
}

function levelOf(levels: readonly [level: number, name: string, minimum: number][], score: number): number | null {
  return levels.find(([, , minimum]) => score >= minimum)?.[0] ?? null;
}

function clampScore(score: number): number {
  return Math.round(Math.min(Math.max(score, 38), 99.5) * 2) / 2;
}

/** Unions rate themselves a little above what the review finds. */
function selfScore(score: number, random: Random): number {
  return clampScore(score + Math.abs(random.normal(2.5, 2.5)));
}

function undecided(round: RoundRow, union: Union, score: number, random: Random): RatingRow {
  return {
    round_code: round.round_code,
    union_code: union.code,
    self_score: selfScore(score, random),
    review_score: null,
    level: null,
    outcome: null,
    decided_by: null,
    decided_on: null,
  };
}

/** @param before the level of the round before, `remove` to take the stars away, undefined when there was none. */
function decide(
  round: RoundRow,
  union: Union,
  score: number,
  level: number | null,
  before: number | 'remove' | undefined,
  decidedOn: string,
  decidedBy: string,
  random: Random,
): RatingRow {
  const outcome =
    before === 'remove'
      ? 'remove'
      : level === null
        ? 'not_rated'
        : before === undefined
          ? 'first'
          : level > before
            ? 'raise'
            : level < before
              ? 'lower'
              : 'keep';
  return {
    round_code: round.round_code,
    union_code: union.code,
    self_score: selfScore(score, random),
    review_score: score,
    level,
    outcome,
    decided_by: decidedBy,
    decided_on: decidedOn,
  };
}
