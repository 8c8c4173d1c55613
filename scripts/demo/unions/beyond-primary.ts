import { addDays } from '@union/schema/calendar.ts';
import { latest, yearsBefore } from '../calendar.ts';
import { type CoveragePlan, dayBetween, outsideHalf } from '../coverage.ts';
import { type Enterprise, isActive } from '../enterprises.ts';
import { COUNTY, parks, towns } from '../places.ts';
import { type Roster, readyOn } from './roster.ts';
import type { Place, Union } from './union.ts';

/** Unions of places, and coverage that is not primary: federations and organisers. */

export function foundParkUnions(roster: Roster): void {
  const { calendar } = roster;
  for (const park of parks) {
    if (park.unionYears === undefined) continue;
    const on = outsideHalf(calendar, yearsBefore(calendar.until, park.unionYears));
    const place = { federationCode: park.regionCode, regionCode: park.regionCode, parkCode: park.code };
    roster.found('park', `${park.name}工会委员会`, on, place, 'hired');
  }
}

/** Unions of some towns. @returns them. */
export function foundTownshipUnions(roster: Roster): Union[] {
  return towns.slice(4, 10).map((town, at) => {
    const on = `${2009 + at}-0${roster.random.integer(3, 9)}-15`;
    const place = { federationCode: town.code, regionCode: town.code, parkCode: null };
    return roster.found('township', `${town.name}工会委员会`, on, place, 'full_time');
  });
}

type FederationPlan = {
  readonly name: string;
  /** Years before `until` on which it was approved. */
  readonly years: number;
  readonly place: Place;
  readonly holds: (one: Enterprise) => boolean;
  /** Takes in the firms that have no union of their own, too: that alone does not cover them. */
  readonly takesUncovered?: true;
};

const federations: readonly FederationPlan[] = [
  {
    name: '射阳经济开发区工会联合会',
    years: 3,
    place: { federationCode: '320924400', regionCode: '320924400', parkCode: '320924400' },
    holds: (one) => one.area.park?.code === '320924400',
  },
  {
    name: '射阳县纺织行业工会联合会',
    years: 1.4,
    place: { federationCode: COUNTY, regionCode: COUNTY, parkCode: null },
    holds: (one) => one.industryCode === 'C17' || one.industryCode === 'C18',
    takesUncovered: true,
  },
  {
    name: '合德镇商贸服务业工会联合会',
    years: 2.3,
    place: { federationCode: '320924100', regionCode: '320924100', parkCode: null },
    holds: (one) => one.area.key === 'town:320924100' && ['F', 'H', 'O'].includes(one.section),
  },
];

/** Federations of grassroots unions: second coverage over what is unionised already. */
export function foundFederations(roster: Roster, plan: CoveragePlan): void {
  const { random, calendar } = roster;
  for (const { name, years, place, holds, takesUncovered } of federations) {
    const on = outsideHalf(calendar, yearsBefore(calendar.until, years));
    const union = roster.found('federation', name, on, place, 'hired');
    const since = new Map<Enterprise, string>();
    for (const { kind, enterprise, from, to } of roster.links) {
      const isPrimary = kind === 'independent' || kind === 'joint';
      if (!isPrimary || to !== null || enterprise.change || !holds(enterprise)) continue;
      if (isActive(enterprise, calendar.until)) since.set(enterprise, from);
    }
    for (const [enterprise, from] of random.sample([...since], 38)) {
      roster.link(enterprise, union, 'federation_secondary', latest(on, from));
    }
    for (const [enterprise, kind] of takesUncovered ? plan.uncounted : []) {
      if (kind === 'federation_secondary') roster.link(enterprise, union, kind, readyOn(enterprise, union));
    }
  }
}

/** Organisers (组织员) look after firms too small for a union; they do not count as coverage. */
export function appointOrganisers(roster: Roster, plan: CoveragePlan, townships: readonly Union[]): void {
  const { random, calendar } = roster;
  for (const [one, kind] of plan.uncounted) {
    if (kind !== 'organiser') continue;
    const union = townships.find((other) => other.regionCode === one.area.town.code) ?? random.pick(townships);
    const on = dayBetween(random, '2021-03-01', calendar.start) as string;
    roster.link(one, union, kind, latest(addDays(one.settledOn, 90), on));
  }
}
