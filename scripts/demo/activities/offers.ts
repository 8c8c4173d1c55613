import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { type Calendar, latest } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { areaOn, type Enterprise, isActive } from '../enterprises.ts';
import { COUNTY, towns } from '../places.ts';
import type { Random } from '../random.ts';
import type { OfferRow } from '../tables.ts';
import type { AgreementDraft } from './agreement-draft.ts';
import { HALF_YEAR_ACTIVITIES } from './half-year.ts';
import type { OfferDraft } from './offer-draft.ts';
import type { WageAgreements } from './wage-agreements.ts';

/** Days in which an offer is to be answered; the demo county's own rule. */
export const REPLY_DAYS = 20;
/** Renewals and first agreements of the half-year that an offer led to; the others came without one. */
const LED_TO_RENEWAL = 232;
const LED_TO_FIRST = 58;
const LED_TO_REGIONAL = 5;
const TO_REGIONS = 18;
/** Offers of the October campaign of a year. */
const IN_OCTOBER = 150;

/**
 * The 540 offers of the half-year, sent mostly in March, and those of October. Some led to agreements, which from now on
 * name them; some were refused, some are still talked over, some were never answered.
 */
export function sendOffers(
  seed: Random,
  enterprises: readonly Enterprise[],
  wages: WageAgreements,
  regional: readonly AgreementDraft[],
  calendar: Calendar,
): OfferDraft[] {
  const random = seed.fork('offers');
  const { half, until } = calendar;
  const offers: OfferDraft[] = [];
  const send = (to: Enterprise | string, sentOn: string, repliedOn: string | null, reply: OfferRow['reply']) => {
    const isRegion = typeof to === 'string';
    const region = isRegion ? to : areaOn(to, sentOn).town.code;
    const offer: OfferDraft = {
      federationCode: isRegion || random.chance(0.4) ? COUNTY : region,
      regionCode: region,
      enterprise: isRegion ? null : to,
      sentOn,
      repliedOn,
      reply,
    };
    offers.push(offer);
    return offer;
  };
  const sendFor = (agreement: AgreementDraft, to: Enterprise | string): void => {
    const sentOn = latest(addDays(half.first, 1), addDays(agreement.signedOn, -random.integer(16, 52)));
    const longest = Math.max(0, daysBetween(sentOn, agreement.signedOn));
    const replied = addDays(sentOn, Math.min(longest, random.integer(2, 24)));
    agreement.offer = send(to, sentOn, replied, 'accepted');
  };
  const sendInVain = (to: Enterprise | string, sentOn: string, willing: number): void => {
    const reply = random.weighted({ accepted: 34 * willing, negotiating: 30, refused: 11, none: 25 });
    const isLate = random.chance(0.14);
    const replied = addDays(sentOn, isLate ? REPLY_DAYS + random.integer(1, 25) : random.integer(2, REPLY_DAYS));
    if (reply === 'none' || replied > until) send(to, sentOn, null, null);
    else send(to, sentOn, replied, reply);
  };

  for (const agreement of random.sample(wages.renewed, LED_TO_RENEWAL)) {
    sendFor(agreement, agreement.covers[0] as Enterprise);
  }
  for (const agreement of random.sample(wages.first, LED_TO_FIRST)) {
    sendFor(agreement, agreement.covers[0] as Enterprise);
  }
  const newRegional = regional.filter(({ signedOn }) => signedOn >= half.first);
  for (const agreement of random.sample(newRegional, LED_TO_REGIONAL)) sendFor(agreement, agreement.regionCode);
  for (let count = LED_TO_REGIONAL; count < TO_REGIONS; count++) sendInVain(random.pick(towns).code, dayInHalf(), 0.5);
  for (const one of wages.unwilling) sendInVain(one, dayInHalf(), 0.2);
  const asked = new Set([...wages.all.flatMap(({ covers }) => covers), ...wages.unwilling]);
  const others = random.shuffled(
    enterprises.filter((one) => !asked.has(one) && one.settledOn < half.first && one.closedOn === null),
  );
  while (offers.length < HALF_YEAR_ACTIVITIES.offers) {
    const one = others.pop();
    if (!one) throw new Error(`only ${offers.length} enterprises can be sent an offer`);
    sendInVain(one, dayInHalf(), 1);
  }
  for (const year of [half.year - 1, half.year]) {
    const active = others.filter((one) => isActive(one, `${year}-10-01`));
    for (const one of random.sample(active, IN_OCTOBER)) {
      const day = `${year}-10-${String(random.integer(8, 31)).padStart(2, '0')}`;
      if (day <= until) sendInVain(one, day, 1);
    }
  }
  return offers;

  function dayInHalf(): string {
    const month = random.weighted({ '01': 4, '02': 9, '03': 52, '04': 20, '05': 11, '06': 4 });
    return dayBetween(random, `${half.year}-${month}-03`, `${half.year}-${month}-28`) as string;
  }
}
