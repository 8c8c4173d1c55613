import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { areaOn, type Enterprise, isActive } from '../enterprises.ts';
import { parks, towns } from '../places.ts';
import type { Random } from '../random.ts';
import type { SiteRatingRow, SiteRow } from '../tables.ts';
import type { CoveringUnion } from './covering-union.ts';
import { HALF_YEAR_ACTIVITIES } from './half-year.ts';
import { byDay, Numbers } from './numbers.ts';

type Sites = { sites: SiteRow[]; ratings: SiteRatingRow[] };

/** Studios, of which 42 opened in the half-year, and stations and rooms, which are rated every June. */
export function serviceSites(
  seed: Random,
  enterprises: readonly Enterprise[],
  covering: CoveringUnion,
  calendar: Calendar,
): Sites {
  const random = seed.fork('sites');
  const { half, until } = calendar;
  const drafts: Omit<SiteRow, 'site_code'>[] = [];
  const inside = (kind: SiteRow['kind'], one: Enterprise, openedOn: string, name: string): void => {
    const { town, park } = areaOn(one, openedOn);
    drafts.push({
      kind,
      name: `${one.name}${name}`,
      federation_code: town.code,
      region_code: town.code,
      park_code: park?.code ?? null,
      credit_code: one.creditCode,
      opened_on: openedOn,
      closed_on: null,
    });
  };

  const earliest = `${half.year - 3}-02-01`;
  const hosts = enterprises.filter(
    (one) => one.endSize >= 40 && one.settledOn < earliest && covering(one, half.first) && isActive(one, until),
  );
  const studios = random.sample(hosts, HALF_YEAR_ACTIVITIES.studios + 44);
  for (const [at, one] of studios.entries()) {
    const [first, last] =
      at < HALF_YEAR_ACTIVITIES.studios
        ? [addDays(half.first, 9), addDays(half.last, -2)]
        : at < HALF_YEAR_ACTIVITIES.studios + 36
          ? [earliest, addDays(half.first, -20)]
          : [addDays(half.last, 12), addDays(half.last, 140)];
    const day = dayBetween(random, first, last) as string;
    if (day <= until) inside('model_worker_studio', one, day, '劳模工作室');
  }

  const forWomen = enterprises.filter(
    (one) => one.endSize * one.femaleShare >= 36 && one.settledOn < earliest && isActive(one, until),
  );
  for (const one of random.sample(forWomen, 46)) {
    inside('mother_baby_room', one, dayBetween(random, earliest, addDays(until, -30)) as string, '爱心母婴室');
  }
  for (const town of towns) {
    const own = parks.filter((park) => park.regionCode === town.code);
    const count = town.code === '320924404' ? 0 : town.code === '320924100' ? 8 : 2 + own.length;
    for (let at = 0; at < count; at++) {
      const park = own[at - 2];
      const openedOn = dayBetween(random, earliest, addDays(until, -20)) as string;
      const closedOn = addDays(openedOn, random.integer(300, 700));
      drafts.push({
        kind: 'care_station',
        name: `${park?.shortName ?? `${town.name}第${at + 1}`}爱心驿站`,
        federation_code: town.code,
        region_code: town.code,
        park_code: park?.code ?? null,
        credit_code: null,
        opened_on: openedOn,
        closed_on: random.chance(0.09) && closedOn <= until ? closedOn : null,
      });
    }
  }
  const numbers = new Numbers();
  const sites = byDay(drafts, ({ opened_on }) => opened_on).map((draft) => ({
    site_code: numbers.next('SYZD', draft.opened_on, 3),
    ...draft,
  }));
  return { sites, ratings: rate(random, sites, calendar) };
}

/** Three Junes of ratings: not for life, with steps up and down and removals. */
function rate(random: Random, sites: readonly SiteRow[], { half }: Calendar): SiteRatingRow[] {
  const rows: SiteRatingRow[] = [];
  for (const site of sites) {
    if (site.kind === 'model_worker_studio') continue;
    let quality = random.normal(3.2, 1);
    let before: number | null = null;
    for (const year of [half.year - 2, half.year - 1, half.year]) {
      const decidedOn = `${year}-06-${random.integer(10, 26)}`;
      if (addDays(site.opened_on, 90) > decidedOn || (site.closed_on ?? '9999') <= decidedOn) continue;
      quality += random.normal(0.2, 0.5);
      const level = Math.min(5, Math.round(quality));
      const isRated: boolean = level >= 1 && !(before !== null && random.chance(0.05));
      rows.push({
        site_code: site.site_code,
        decided_on: decidedOn,
        level: isRated ? level : null,
        outcome: !isRated
          ? before === null
            ? 'not_rated'
            : 'remove'
          : before === null
            ? 'first'
            : level > before
              ? 'raise'
              : level < before
                ? 'lower'
                : 'keep',
      });
      before = isRated ? level : null;
    }
  }
  return byDay(rows, ({ decided_on }) => decided_on);
}
