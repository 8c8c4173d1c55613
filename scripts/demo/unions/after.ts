import { addDays } from '@union/schema/calendar.ts';
import { latest } from '../calendar.ts';
import { type CoveragePlan, dayBetween, dayOutsideHalf } from '../coverage.ts';
import type { Enterprise } from '../enterprises.ts';
import { pieces, type Roster } from './roster.ts';
import { OWN_UNION_FROM } from './union.ts';

/** What is unionised after the story begins, outside the half-year; runs after everything else was founded. */
export function foundAfter(roster: Roster, enterprises: readonly Enterprise[], plan: CoveragePlan): void {
  const { random, calendar } = roster;
  const waiting: { one: Enterprise; on: string }[] = [];
  for (const one of enterprises) {
    if (!plan.after.has(one) || plan.before.has(one) || roster.has(one)) continue;
    const on = dayOutsideHalf(random, calendar, one.settledOn);
    const host = roster.openUnion(one.area, on ?? calendar.half.first);
    if (on === undefined) {
      // A firm that can only be unionised inside the half-year joins a union that was there before.
      const ready = latest(addDays(one.settledOn, 25), calendar.half.first);
      const joined = dayBetween(random, ready, calendar.until) as string;
      roster.join(one, host ?? roster.foundGroup({ kind: 'joint', area: one.area }, []), joined);
    } else if (one.change || random.chance(one.endSize >= OWN_UNION_FROM ? 0.93 : 0.1)) roster.foundSingle(one, on);
    else if (host && random.chance(0.22)) roster.join(one, host, on);
    else waiting.push({ one, on });
  }
  for (const [area, members] of Map.groupBy(waiting, ({ one }) => one.area)) {
    const ordered = members.toSorted((a, b) => (a.on < b.on ? -1 : 1));
    for (const group of pieces(random, ordered, 3, 6)) {
      const [first, second] = group;
      if (first && !second) roster.foundSingle(first.one, first.on);
      if (!second) continue;
      // A joint union begins with two firms; the others join when they are ready.
      const kind = random.chance(0.12) ? 'regional' : 'joint';
      const union = roster.foundGroup({ kind, area }, [], second.on);
      for (const { one, on } of group) roster.join(one, union, latest(second.on, on));
    }
  }
}

/** Firms of a joint union that grew and founded their own; some stay in both, and still count once. */
export function growOutOfJoint(roster: Roster, plan: CoveragePlan): void {
  const { random, calendar } = roster;
  const grown = roster.links.filter(
    ({ kind, from, to, enterprise }) =>
      kind === 'joint' &&
      to === null &&
      from <= calendar.start &&
      enterprise.endSize >= 14 &&
      plan.after.has(enterprise) &&
      !enterprise.change,
  );
  for (const [at, link] of random.sample(grown, 12).entries()) {
    const on = dayOutsideHalf(random, calendar, link.enterprise.settledOn);
    if (!on) continue;
    roster.foundSingle(link.enterprise, on);
    if (at % 4 !== 0) link.to = on;
  }
}
