import { addDays } from '@union/schema/calendar.ts';
import { type Calendar, yearsBefore } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { areaOn, type Enterprise, isActive } from '../enterprises.ts';
import type { Random } from '../random.ts';
import type { Organisation, Union } from '../unions/union.ts';
import { type AgreementDraft, sign } from './agreement-draft.ts';
import { type CoveringUnion, isThere } from './covering-union.ts';
import { HALF_YEAR_ACTIVITIES } from './half-year.ts';

/** Regional wage agreements of the year before, for two years. */
const REGIONAL_BEFORE = 4;
/** From this many women on a firm has a special contract for them, mostly. */
const WOMEN_FROM = 22;

/** Seven regional wage agreements in the half-year, each with the small firms of one town, and four older ones. */
export function regionalAgreements(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  calendar: Calendar,
): AgreementDraft[] {
  const random = seed.fork('regional agreements');
  const { half } = calendar;
  const ofPlaces = organisation.unions.filter(
    (one) =>
      ['township', 'regional', 'park'].includes(one.orgType) &&
      isThere(one, `${half.year - 1}-01-05`) &&
      isThere(one, calendar.until),
  );
  const byTown = Map.groupBy(random.shuffled(ofPlaces), ({ regionCode }) => regionCode);
  const small = (union: Union, day: string): Enterprise[] =>
    enterprises.filter(
      (one) => one.endSize < 25 && isActive(one, day) && areaOn(one, day).town.code === union.regionCode,
    );
  const unions = [...byTown.values()]
    .flatMap(([one]) => one ?? [])
    .slice(0, HALF_YEAR_ACTIVITIES.regionalAgreements + REGIONAL_BEFORE);
  const drafts = unions.map((union, at) => {
    const isNow = at < HALF_YEAR_ACTIVITIES.regionalAgreements;
    const signedOn = isNow
      ? (dayBetween(random, addDays(half.first, 40), addDays(half.last, -5)) as string)
      : `${half.year - 1}-0${random.integer(4, 8)}-${random.integer(10, 27)}`;
    return sign(calendar, {
      kind: 'regional_wage',
      union,
      covers: random.sample(small(union, signedOn), random.integer(18, 46)),
      signedOn,
      years: isNow ? 1 : 2,
      unnamed: at % 3 === 0 ? random.integer(8, 30) : 0,
    });
  });
  const signed = drafts.filter(({ signedOn }) => signedOn >= half.first);
  if (signed.length !== HALF_YEAR_ACTIVITIES.regionalAgreements)
    throw new Error(`${signed.length} regional agreements`);
  return drafts;
}

type Kind = 'collective' | 'skill_grade' | 'female_special';

/** Agreements of several years: collective contracts, skill-grade wages in larger works, women's special protection. */
export function longAgreements(
  seed: Random,
  enterprises: readonly Enterprise[],
  covering: CoveringUnion,
  calendar: Calendar,
): AgreementDraft[] {
  const random = seed.fork('long agreements');
  const drafts: AgreementDraft[] = [];
  const earliest = yearsBefore(calendar.until, 4);
  const cycle = (one: Enterprise, kind: Kind, years: number, willing: number): void => {
    let on = dayBetween(random, earliest, addDays(calendar.until, -15)) as string;
    let before: AgreementDraft | null = null;
    while (on <= calendar.until) {
      const union = covering(one, on);
      if (!union || !isActive(one, on)) return;
      before = sign(calendar, { kind, union, covers: [one], signedOn: on, years, renews: before });
      drafts.push(before);
      if (!random.chance(willing)) return;
      on = addDays(before.expiresOn, random.integer(-25, 15));
    }
  };
  const firms = enterprises.filter((one) => one.closedOn === null && !one.change);
  const withUnion = random.shuffled(firms.filter((one) => one.endSize >= 20 && covering(one, earliest)));
  for (const one of withUnion.slice(0, 220)) cycle(one, 'collective', 3, 0.85);
  for (const one of withUnion.filter(({ section, endSize }) => section === 'C' && endSize >= 80).slice(0, 26)) {
    cycle(one, 'skill_grade', 2, 0.8);
  }
  const ofWomen = withUnion.filter((one) => one.endSize * one.femaleShare >= WOMEN_FROM);
  for (const one of ofWomen) if (random.chance(0.8)) cycle(one, 'female_special', random.pick([1, 2, 3]), 0.86);
  return drafts;
}
