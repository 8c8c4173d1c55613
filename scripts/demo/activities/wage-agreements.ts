import { addDays } from '@union/schema/calendar.ts';
import { type Calendar, earliest, latest } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import type { Enterprise } from '../enterprises.ts';
import type { Random } from '../random.ts';
import { type AgreementDraft, sign } from './agreement-draft.ts';
import type { CoveringUnion } from './covering-union.ts';
import { HALF_YEAR_ACTIVITIES } from './half-year.ts';

/** Wage agreements that come up in the half-year and are not renewed in it; of autumn; and first ones. */
const NOT_RENEWED = 46;
const AUTUMN = 150;
const FIRST_IN_HALF = 64;
const FIRST_LATER = 30;

export type WageAgreements = {
  readonly all: AgreementDraft[];
  readonly renewed: AgreementDraft[];
  readonly first: AgreementDraft[];
  /** Enterprises whose agreement came up in the half-year and was not renewed in it. */
  readonly unwilling: readonly Enterprise[];
};

/**
 * Yearly wage agreements of two years. Those of spring come up in the half-year: 396 are renewed in it, some later, some
 * never; those of autumn come up after it. First agreements are new and renew nothing.
 */
export function wageAgreements(
  seed: Random,
  enterprises: readonly Enterprise[],
  covering: CoveringUnion,
  calendar: Calendar,
): WageAgreements {
  const random = seed.fork('wage agreements');
  const { half, until } = calendar;
  const { year, first, last } = half;
  const all: AgreementDraft[] = [];
  const renewed: AgreementDraft[] = [];
  const firsts: AgreementDraft[] = [];
  const signWage = (one: Enterprise, on: string, renews: AgreementDraft | null): AgreementDraft | null => {
    const union = covering(one, on);
    if (!union || on > until || (renews && on <= renews.signedOn)) return null;
    const draft = sign(calendar, { kind: 'wage', union, covers: [one], signedOn: on, years: 1, renews });
    all.push(draft);
    return draft;
  };
  /** The agreement of a year, behind which one of the year before may stand. */
  const base = (one: Enterprise, from: string, to: string, hasEarlier: boolean): AgreementDraft | null => {
    const on = dayBetween(random, from, to) as string;
    const earlier = hasEarlier ? signWage(one, addDays(on, -365 + random.integer(-12, 6)), null) : null;
    return signWage(one, on, earlier);
  };
  /** Renewed about when it ends, once more each year, while its parties are willing. */
  const goOn = (one: Enterprise, draft: AgreementDraft | null, willing: number): void => {
    let now = draft;
    while (now && random.chance(willing)) {
      const on = addDays(now.expiresOn, random.integer(-36, 4));
      if (on >= first && on <= last) return;
      now = signWage(one, on, now);
    }
  };

  const stable = random.shuffled(
    enterprises.filter(
      (one) => one.closedOn === null && !one.change && covering(one, `${year - 1}-01-05`) && covering(one, last),
    ),
  );
  const take = (count: number): Enterprise[] => stable.splice(0, count);
  for (const one of take(HALF_YEAR_ACTIVITIES.renewals)) {
    const before = base(one, `${year - 1}-01-12`, `${year - 1}-06-08`, random.chance(0.6));
    if (!before) throw new Error('an enterprise without a union has a wage agreement');
    const about = addDays(before.expiresOn, random.integer(-38, 5));
    const on = latest(addDays(first, 6), earliest(about, addDays(last, -random.integer(2, 20))));
    const renewal = signWage(one, on, before);
    if (renewal) renewed.push(renewal);
    goOn(one, renewal, 0.9);
  }
  const unwilling = take(NOT_RENEWED);
  for (const one of unwilling) {
    const before = base(one, `${year - 1}-01-12`, `${year - 1}-06-08`, random.chance(0.5));
    if (before && random.chance(0.4)) {
      signWage(one, latest(addDays(before.expiresOn, random.integer(40, 120)), addDays(last, 3)), before);
    }
  }
  for (const one of take(AUTUMN)) {
    goOn(one, base(one, `${year - 1}-09-01`, `${year - 1}-12-20`, random.chance(0.5)), 0.86);
  }
  for (const one of take(FIRST_IN_HALF)) {
    const draft = signWage(one, dayBetween(random, addDays(first, 26), addDays(last, -2)) as string, null);
    if (draft) firsts.push(draft);
  }
  for (const one of take(FIRST_LATER)) signWage(one, addDays(last, random.integer(15, 150)), null);
  // Firms that closed while their agreement was in force.
  for (const one of enterprises) {
    if (one.closedOn !== null && one.closedOn > `${year - 1}-08-01` && random.chance(0.4)) {
      signWage(one, addDays(one.closedOn, -random.integer(90, 300)), null);
    }
  }
  if (renewed.length !== HALF_YEAR_ACTIVITIES.renewals)
    throw new Error(`${renewed.length} wage agreements were renewed`);
  return { all, renewed, first: firsts, unwilling };
}
