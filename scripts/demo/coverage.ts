import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { type Calendar, latest } from './calendar.ts';
import { areaOn, type Enterprise, isActive } from './enterprises.ts';
import { type Area, areas } from './places.ts';
import { chooseBySum, type Random } from './random.ts';

/** Which enterprise is unionised when: decided before any union exists, so that the figures tell the story exactly. */
export type CoveragePlan = {
  /** Unionised on the day the story begins. */
  readonly before: ReadonlySet<Enterprise>;
  /** Unionised on `until`. */
  readonly after: ReadonlySet<Enterprise>;
  /** Unionised at the beginning, not at the end, though still in business: why. */
  readonly lost: ReadonlyMap<Enterprise, Loss>;
  /** Never unionised, but touched by a link that does not count. */
  readonly uncounted: ReadonlyMap<Enterprise, 'organiser' | 'federation_secondary'>;
};
export type Loss = 'link_ended' | 'union_dissolved' | 'term_lapsed';

/** Members are about this share of the workers of unionised enterprises. */
const MEMBERS_IN_UNIONISED = 0.93;
const LOSSES: readonly Loss[] = ['link_ended', 'union_dissolved', 'term_lapsed'];

export function planCoverage(seed: Random, enterprises: readonly Enterprise[], calendar: Calendar): CoveragePlan {
  const random = seed.fork('coverage');
  const byEnd = groupByArea(enterprises, calendar.until);
  const byStart = groupByArea(enterprises, calendar.start);

  const after = new Set<Enterprise>();
  for (const area of areas) {
    const active = byEnd.get(area) ?? [];
    const ready = active.filter((one) => addDays(one.settledOn, 60) <= calendar.until);
    const workers = sum(active.map((one) => one.endSize));
    const wanted = (workers * area.endMemberRate) / MEMBERS_IN_UNIONISED;
    for (const one of chooseBySum(random, ready, area.covered, (item) => item.endSize, wanted)) after.add(one);
  }

  const before = new Set<Enterprise>();
  const lost = new Map<Enterprise, Loss>();
  for (const area of areas) {
    const active = byStart.get(area) ?? [];
    const settled = active.filter((one) => one.closedOn === null && !after.has(one) && !one.change);
    const losers = random.sample(settled, Math.max(1, Math.round(area.enterprises * 0.018)));
    for (const one of losers) {
      lost.set(one, LOSSES[lost.size % LOSSES.length] as Loss);
      before.add(one);
    }
    const candidates = active.filter((one) => after.has(one) || one.closedOn !== null);
    const workers = sum(active.map((one) => one.startSize));
    const wanted = (workers * area.startMemberRate) / 0.88 - sum(losers.map((one) => one.startSize));
    const count = Math.round(active.length * area.startShare) - losers.length;
    for (const one of chooseBySum(random, candidates, count, (item) => item.startSize, wanted)) before.add(one);
  }

  // Firms that closed before the story begins had unions too.
  for (const one of enterprises) {
    if (one.closedOn !== null && one.closedOn <= calendar.start && random.chance(0.4)) before.add(one);
  }

  const rest = enterprises.filter(
    (one) =>
      !after.has(one) &&
      !lost.has(one) &&
      !before.has(one) &&
      !one.change &&
      isActive(one, calendar.start) &&
      isActive(one, calendar.until),
  );
  const organised = random.sample(
    rest.filter((one) => one.endSize < 25 && !one.area.park && one.endSize > 0),
    18,
  );
  const federated = random.sample(
    rest.filter((one) => one.area.park && !organised.includes(one)),
    7,
  );
  const uncounted = new Map([
    ...organised.map((one) => [one, 'organiser'] as const),
    ...federated.map((one) => [one, 'federation_secondary'] as const),
  ]);
  return { before, after, lost, uncounted };
}

function groupByArea(enterprises: readonly Enterprise[], day: string): Map<Area, Enterprise[]> {
  return Map.groupBy(
    enterprises.filter((one) => isActive(one, day)),
    (one) => areaOn(one, day),
  );
}

/** The sum of the numbers, 0 when there are none. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((so, number) => so + number, 0);
}

/** A random day in [first, last]; a `bias` below 1 draws later days more often. Undefined when there is none. */
export function dayBetween(random: Random, first: string, last: string, bias = 1): string | undefined {
  const days = daysBetween(first, last);
  return days < 0 ? undefined : addDays(first, Math.floor(random.next() ** bias * (days + 1)));
}

/**
 * A day after the story begins, outside the half-year, on which a firm settled on `settledOn` may be unionised;
 * campaign months (May, September) come up more often. Undefined: only the half-year is left.
 */
export function dayOutsideHalf(random: Random, calendar: Calendar, settledOn: string): string | undefined {
  const ready = latest(addDays(calendar.start, 1), addDays(settledOn, 25));
  const windows = [
    [ready, addDays(calendar.half.first, -1)],
    [latest(ready, addDays(calendar.half.last, 1)), calendar.until],
  ] as const;
  const lengths = windows.map(([first, last]) => Math.max(0, daysBetween(first, last) + 1));
  const whole = sum(lengths);
  if (whole === 0) return undefined;
  let day = '';
  for (let tries = 0; tries < 2; tries++) {
    const at = Math.floor(random.next() * whole);
    const [firstLength = 0] = lengths;
    day = at < firstLength ? addDays(windows[0][0], at) : addDays(windows[1][0], at - firstLength);
    if (['05', '09'].includes(day.slice(5, 7)) || random.chance(0.6)) break;
  }
  return day;
}

/** `day`, or the last day before the half-year when it lies inside. */
export function outsideHalf(calendar: Calendar, day: string): string {
  const { first, last } = calendar.half;
  return day >= first && day <= last ? addDays(first, -Number(day.slice(8)) - 2) : day;
}
