import { addDays } from '@union/schema/calendar.ts';
import { latest } from '../calendar.ts';
import { type CoveragePlan, dayBetween } from '../coverage.ts';
import { areaOn, type Enterprise } from '../enterprises.ts';
import type { Area } from '../places.ts';
import { pieces, type Roster, readyOn, tradeOf } from './roster.ts';
import { OWN_UNION_FROM, type Union } from './union.ts';

/** The unions that were there when the story begins. */
export function foundBefore(
  roster: Roster,
  enterprises: readonly Enterprise[],
  plan: CoveragePlan,
  townships: readonly Union[],
): void {
  const { random, calendar } = roster;
  const byTrade: [string, Enterprise][] = [];
  const byArea: [Area, Enterprise][] = [];
  for (const one of enterprises) {
    if (!plan.before.has(one) || plan.lost.has(one)) continue;
    const area = areaOn(one, calendar.start);
    const trade = tradeOf(one);
    const isAlone = one.change !== undefined || random.chance(one.startSize >= OWN_UNION_FROM ? 0.92 : 0.1);
    if (isAlone) roster.foundSingle(one, someDayBefore(roster, one));
    else if (trade && !area.park && random.chance(0.16)) byTrade.push([trade, one]);
    else byArea.push([area, one]);
  }
  for (const [trade, members] of grouped(byTrade)) {
    for (const group of pieces(random, members, 9, 14)) roster.foundGroup({ kind: 'industry', trade }, group);
  }
  for (const [area, members] of grouped(byArea)) {
    const ordered = members.toSorted((a, b) => (a.settledOn < b.settledOn ? -1 : 1));
    for (const group of pieces(random, ordered, 3, 8)) {
      const [only] = group;
      if (group.length === 1 && only) roster.foundSingle(only, someDayBefore(roster, only));
      else roster.foundGroup({ kind: random.chance(0.16) ? 'regional' : 'joint', area }, group);
    }
  }
  for (const union of townships) takeInSmallest(roster, union);
}

/** A township union covers a few of the smallest firms of the town directly. */
function takeInSmallest(roster: Roster, union: Union): void {
  const near = roster.links.filter(
    ({ kind, enterprise }) =>
      kind === 'joint' && enterprise.area.town.code === union.regionCode && enterprise.startSize < 8,
  );
  for (const link of roster.random.sample(near, 2)) {
    roster.links.splice(roster.links.indexOf(link), 1);
    roster.join(link.enterprise, union, readyOn(link.enterprise, union));
  }
}

/** Enterprises whose coverage ends during the story: the link, the union, or its term. */
export function foundLost(roster: Roster, plan: CoveragePlan): void {
  const { random, calendar } = roster;
  const someDay = (): string => dayBetween(random, addDays(calendar.start, 60), addDays(calendar.until, -25)) as string;
  const together: [Area, Enterprise][] = [];
  for (const [one, loss] of plan.lost) {
    if (loss === 'union_dissolved') together.push([one.area, one]);
    else if (loss === 'link_ended') {
      const union =
        roster.openUnion(one.area, calendar.start) ?? roster.foundGroup({ kind: 'joint', area: one.area }, []);
      roster.join(one, union, readyOn(one, union), someDay());
    } else {
      const union = roster.foundSingle(one, someDayBefore(roster, one));
      // With a grace of 12 months the union drops out between the beginning and the end of the story.
      const ended = dayBetween(random, addDays(calendar.start, -300), addDays(calendar.until, -400)) as string;
      union.termEndsOn = latest(ended, addDays(union.approvedOn, 30));
    }
  }
  let count = 0;
  for (const [area, members] of grouped(together)) {
    for (const group of pieces(random, members, 2, 3)) {
      const union = roster.foundGroup({ kind: 'joint', area }, group, undefined, true);
      union.dissolvedOn = someDay();
      count += 1;
      // Some offices forget to end the links of a dissolved union; the figures must not count them all the same.
      if (count % 3 === 0) continue;
      for (const link of roster.links) if (link.union === union) link.to = union.dissolvedOn;
    }
  }
}

function someDayBefore(roster: Roster, one: Enterprise): string {
  const { start } = roster.calendar;
  const last = addDays(one.closedOn !== null && one.closedOn < start ? one.closedOn : start, -5);
  return dayBetween(roster.random, latest('2004-06-01', addDays(one.settledOn, 40)), last, 0.75) ?? last;
}

function grouped<K>(pairs: readonly [K, Enterprise][]): [K, Enterprise[]][] {
  return [...Map.groupBy(pairs, ([key]) => key)].map(([key, found]) => [key, found.map(([, one]) => one)]);
}
