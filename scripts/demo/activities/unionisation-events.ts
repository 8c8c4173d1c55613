import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { type Calendar, earliest, latest } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { type Enterprise, isActive } from '../enterprises.ts';
import type { Random } from '../random.ts';
import type { CampaignRow, EventRow } from '../tables.ts';
import type { Link, Organisation } from '../unions/union.ts';
import { campaignOn } from './campaigns.ts';
import { type CoveringUnion, firstCovers } from './covering-union.ts';

type Stage = EventRow['stage'];
const OFFICERS = ['组织部', '基层工作部', '镇总工会', '园区工会'];
/** Enterprises that nobody has looked at yet. */
const NOT_FOUND = 0.06;

/** How each enterprise that was unionised since the story begins came to its union, and where the others stand. */
export function unionisationEvents(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  covering: CoveringUnion,
  campaigns: readonly CampaignRow[],
  calendar: Calendar,
): EventRow[] {
  const random = seed.fork('unionisation events');
  const event = (one: Enterprise, stage: Stage, day: string, next: string | null): EventRow => ({
    credit_code: one.creditCode,
    stage,
    occurred_on: day,
    officer: random.pick(OFFICERS),
    next_action_on: next,
    campaign_code: campaignOn(campaigns, 'unionisation', day)?.campaign_code ?? null,
  });
  const followed = (one: Enterprise, stages: readonly (readonly [Stage, string])[]): EventRow[] =>
    stages.map(([stage, day], at) => event(one, stage, day, stages[at + 1]?.[1] ?? null));

  const firstLinks = firstCovers(organisation);
  const rows: EventRow[] = [];
  for (const one of enterprises) {
    const link = firstLinks.get(one);
    if (link && link.from >= calendar.start && link.from <= calendar.until) {
      rows.push(...followed(one, wayToUnion(random, link, calendar)));
    } else if (!link && isActive(one, calendar.until) && one.endSize > 0 && !random.chance(NOT_FOUND)) {
      const stages = wayUntilNow(random, one, calendar);
      const events = followed(one, stages);
      const last = events.at(-1);
      if (last) last.next_action_on = addDays(last.occurred_on, random.integer(20, 75));
      rows.push(...events);
    }
  }
  return rows.filter(({ occurred_on }) => occurred_on <= calendar.until);

  function wayUntilNow(draw: Random, one: Enterprise, { start, until }: Calendar): [Stage, string][] {
    const found = dayBetween(draw, latest(addDays(one.settledOn, 8), start), addDays(until, -4), 1.2);
    if (!found || covering(one, until)) return [];
    const stages: [Stage, string][] = [['found', found]];
    const contacted = draw.chance(0.72) && dayBetween(draw, found, addDays(until, -2), 0.8);
    if (contacted) stages.push(['contacted', contacted]);
    const preparing = contacted && draw.chance(0.36) && dayBetween(draw, contacted, until, 0.7);
    if (preparing) stages.push(['preparing', preparing]);
    return stages;
  }
}

/** The stages of an enterprise on the way to the union of its first link. */
function wayToUnion(random: Random, { enterprise, union, from }: Link, calendar: Calendar): [Stage, string][] {
  const longest = daysBetween(enterprise.settledOn, from);
  const span = Math.max(0, Math.min(longest, random.integer(28, 230)));
  const day = (share: number): string => addDays(from, -Math.round(span * (1 - share)));
  const preparing = day(random.between(0.5, 0.75));
  const approved = union.approvedOn >= preparing && union.approvedOn <= from ? union.approvedOn : from;
  const established = addDays(from, approved === union.approvedOn ? random.integer(0, 9) : 0);
  return [
    ['found', day(0)],
    ['contacted', day(random.between(0.1, 0.4))],
    ['preparing', preparing],
    ['approved', approved],
    ['established', earliest(established, calendar.until)],
  ];
}
