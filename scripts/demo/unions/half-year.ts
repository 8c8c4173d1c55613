import { addDays } from '@union/schema/calendar.ts';
import { type CoveragePlan, dayBetween, sum } from '../coverage.ts';
import type { Enterprise } from '../enterprises.ts';
import { industryFederations } from '../places.ts';
import { chooseBySum, type Random } from '../random.ts';
import { type Purpose, type Roster, tradeOf } from './roster.ts';
import { HALF_YEAR, OWN_UNION_FROM } from './union.ts';

type Group = { readonly purpose: Purpose; readonly members: readonly Enterprise[] };

/** Firms of an industry union of the half-year. */
const TRADE_FIRMS = 7;
/** Members as a share of the workers that the newcomers should have; close to it, as firms are not cut to size. */
const MEMBERS_OF_WORKERS = 0.84;

/** Founds the 86 unions of the half-year. @returns the enterprises they cover, none of which had a union before. */
export function foundHalfYear(roster: Roster, enterprises: readonly Enterprise[], plan: CoveragePlan): Enterprise[] {
  const { random, calendar } = roster;
  const { first, last } = calendar.half;
  const free = enterprises.filter(
    (one) => plan.after.has(one) && !plan.before.has(one) && !one.change && addDays(one.settledOn, 30) < first,
  );
  const small = free.filter((one) => one.endSize < OWN_UNION_FROM);
  const trades = tradeGroups(random, small);
  const inTrades = new Set(trades.flatMap((group) => group.members));
  const groups = [
    ...trades,
    ...areaGroups(
      random,
      small.filter((one) => !inTrades.has(one)),
    ),
  ];
  const grouped = groups.flatMap((group) => group.members);

  const wantedWorkers = HALF_YEAR.members / MEMBERS_OF_WORKERS - sum(grouped.map((one) => one.endSize));
  const large = free.filter((one) => one.endSize >= OWN_UNION_FROM && one.endSize <= 240);
  const singles = chooseBySum(random, large, HALF_YEAR.single, (one) => one.endSize, wantedWorkers);

  const day = (): string => {
    const drawn = dayBetween(random, addDays(first, 8), addDays(last, -3)) as string;
    // May is the month of the unionisation campaign.
    return Number(drawn.slice(8)) % 3 === 0 ? `${first.slice(0, 4)}-05-${drawn.slice(8)}` : drawn;
  };
  for (const { purpose, members } of groups) roster.foundGroup(purpose, members, day());
  for (const one of singles) roster.foundSingle(one, day());
  return [...grouped, ...singles];
}

function tradeGroups(random: Random, small: readonly Enterprise[]): Group[] {
  const federations = industryFederations.slice(-HALF_YEAR.industry);
  return federations.map(({ code }) => {
    const firms = small.filter((one) => tradeOf(one) === code && !one.area.park);
    const members = random.sample(firms, TRADE_FIRMS);
    if (members.length < 3) throw new Error(`too few firms are left for an industry union of ${code}`);
    return { purpose: { kind: 'industry', trade: code }, members };
  });
}

/** Groups of three to five firms of one area, shared out over the areas by how many small firms they have. */
function areaGroups(random: Random, small: readonly Enterprise[]): Group[] {
  const byArea = Map.groupBy(random.shuffled(small), (one) => one.area);
  const takers = [...byArea].map(([area, members]) => ({
    area,
    members,
    most: Math.floor(members.length / 3),
    groups: 0,
  }));
  const wanted = HALF_YEAR.unions - HALF_YEAR.single - HALF_YEAR.industry;
  for (let given = 0; given < wanted; given++) {
    const [next] = takers
      .filter((one) => one.groups < one.most)
      .toSorted((a, b) => b.members.length / (b.groups + 1) - a.members.length / (a.groups + 1));
    if (!next) throw new Error(`only ${given} of ${wanted} joint unions can be made`);
    next.groups += 1;
  }
  const kinds = random.shuffled(
    Array.from({ length: wanted }, (_, at) => (at < HALF_YEAR.regional ? ('regional' as const) : ('joint' as const))),
  );
  return takers.flatMap(({ area, members, groups }) =>
    Array.from({ length: groups }, (_, at) => {
      const spare = members.length - 3 * (groups - at);
      const firms = members.splice(0, 3 + Math.min(spare, random.integer(0, 2)));
      return { purpose: { kind: kinds.pop() ?? 'joint', area }, members: firms };
    }),
  );
}
