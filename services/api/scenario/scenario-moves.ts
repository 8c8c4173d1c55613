import type { Metric } from '@union/schema/metrics/metric.ts';
import { ScenarioMoveRefused } from './errors.ts';
import type { Movement } from './moved-standings.ts';

export const moveKinds = ['join', 'leave', 'arrive', 'depart', 'visit'] as const;
export type MoveKind = (typeof moveKinds)[number];

/** One thing that might happen to a figure. */
export type Move = { readonly kind: MoveKind; readonly count: number; readonly by?: string | null | undefined };

/** A move and what it does to the two parts of the figure. */
export type Effect = Move & { readonly effect: Movement };

/** The most units that one move may name. */
export const MOST_UNITS = 10_000_000;
/** The most moves of one scenario. */
export const MOST_MOVES = 20;

type Parts = { readonly numerator: number; readonly denominator: number | null };

/**
 * What each move does, in the order of their days (those without one first). `gained`: what the first so many visits of
 * the need list bring, and how many visits it has; asked for a visit alone.
 * @throws ScenarioMoveRefused where a move takes more than there is.
 */
export async function effectsOf(
  metric: Metric,
  published: Parts,
  moves: readonly Move[],
  gained: (visits: number) => Promise<{ readonly gain: number; readonly candidates: number }>,
): Promise<Effect[]> {
  const order = moves.map((move, at) => ({ move, at })).sort((a, b) => compare(a.move.by ?? '', b.move.by ?? ''));
  const isPart = metric.unit === 'share';
  const sign = metric.better === 'lower' ? -1 : 1;
  let { numerator, denominator } = published;
  const effects = new Map<number, Effect>();
  for (const { move, at } of order) {
    const number = at + 1;
    if (move.count < 1 || move.count > MOST_UNITS) {
      throw new ScenarioMoveRefused(number, { zh: '数量须为正整数', en: 'the number must be above 0' });
    }
    if (denominator === null && (move.kind === 'arrive' || move.kind === 'depart')) {
      throw new ScenarioMoveRefused(number, {
        zh: '该指标没有分母，不能增减应建单位',
        en: 'the metric has no denominator to move',
      });
    }
    const effect = await effectOf(move, sign, number, gained);
    numerator += effect.numerator;
    if (denominator !== null) denominator += effect.denominator;
    const rest = denominator === null ? undefined : denominator - numerator;
    if (numerator < 0) throw tooMany(number, move.count, numerator - effect.numerator, metric.numerator.name);
    if (denominator !== null && denominator < 0) {
      throw tooMany(number, move.count, denominator - effect.denominator, metric.denominator?.name);
    }
    if (isPart && rest !== undefined && rest < 0) {
      throw tooMany(number, move.count, rest + effect.numerator - effect.denominator, {
        zh: `尚未计入“${metric.numerator.name.zh}”的`,
        en: `those not counted as ${metric.numerator.name.en} yet`,
      });
    }
    effects.set(at, { ...move, effect });
  }
  return moves.map((_, at) => effects.get(at) as Effect);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

async function effectOf(
  { kind, count }: Move,
  sign: number,
  number: number,
  gained: Parameters<typeof effectsOf>[3],
): Promise<Movement> {
  switch (kind) {
    case 'join':
      return { numerator: count, denominator: 0 };
    case 'leave':
      return { numerator: -count, denominator: 0 };
    case 'arrive':
      return { numerator: 0, denominator: count };
    case 'depart':
      return { numerator: 0, denominator: -count };
    case 'visit': {
      const { gain, candidates } = await gained(count);
      if (candidates < count) {
        throw new ScenarioMoveRefused(number, {
          zh: `名单上只有 ${candidates} 个，情景要走访 ${count} 个`,
          en: `the need list has ${candidates}, the scenario visits ${count}`,
        });
      }
      return { numerator: sign * gain, denominator: 0 };
    }
  }
}

function tooMany(number: number, wanted: number, there: number, of: { zh: string; en: string } | undefined) {
  return new ScenarioMoveRefused(number, {
    zh: `${of?.zh ?? ''}只有 ${there}，情景要动 ${wanted}`,
    en: `there are ${there} (${of?.en ?? ''}), the scenario moves ${wanted}`,
  });
}

/** All moves together. */
export function sumOf(effects: readonly Effect[]): Movement {
  return effects.reduce(
    (sum, { effect }) => ({
      numerator: sum.numerator + effect.numerator,
      denominator: sum.denominator + effect.denominator,
    }),
    { numerator: 0, denominator: 0 },
  );
}
