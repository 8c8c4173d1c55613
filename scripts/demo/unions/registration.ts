import { addDays } from '@union/schema/calendar.ts';
import { latest, yearsBefore } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { creditCode } from '../credit-codes.ts';
import { COUNTY } from '../places.ts';
import type { Roster } from './roster.ts';
import { HALF_YEAR, type Union } from './union.ts';

/** A closed enterprise leaves its unions; its own union is dissolved, mostly. */
export function endWithEnterprises(roster: Roster): void {
  const { random, calendar } = roster;
  for (const link of roster.links) {
    const { closedOn } = link.enterprise;
    if (closedOn === null) continue;
    if (link.to === null || link.to > closedOn) link.to = closedOn;
    if (link.kind !== 'independent') continue;
    const dissolvedOn = addDays(closedOn, random.integer(0, 80));
    if (dissolvedOn <= calendar.until && random.chance(0.8)) link.union.dissolvedOn = dissolvedOn;
  }
}

/** Gives codes, approval numbers, terms and certificates, once all unions are there; puts them in order of approval. */
export function register(roster: Roster): void {
  const order = (union: Union): string => `${union.approvedOn} ${union.name}`;
  roster.unions.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const approvals = new Map<string, number>();
  for (const [at, union] of roster.unions.entries()) {
    const year = union.approvedOn.slice(0, 4);
    const number = (approvals.get(year) ?? 0) + 1;
    approvals.set(year, number);
    union.code = `${COUNTY}${String(at + 1).padStart(5, '0')}`;
    union.approvalNo = roster.random.chance(0.96) ? `射工组〔${year}〕${number}号` : null;
    union.termEndsOn ??= termOf(roster, union);
  }
  issueCertificates(roster);
}

/** Most unions got their certificate some months after approval; in the half-year exactly the 58 of document 003. */
function issueCertificates({ unions, random, calendar }: Roster): void {
  const { first, last } = calendar.half;
  const certify = (union: Union, on: string): void => {
    const serial = Number(union.code.slice(COUNTY.length));
    union.creditCode = creditCode('81', COUNTY, serial);
    union.certificateNo = `32092400${String(serial).padStart(5, '0')}`;
    union.certificateOn = on;
  };
  for (const union of unions) {
    const on = addDays(union.approvedOn, random.integer(25, 160));
    const isLater = on > calendar.until || (on >= first && on <= last);
    if (!isLater && union.dissolvedOn === null && random.chance(0.88)) certify(union, on);
  }
  const without = unions.filter(
    (one) => one.certificateNo === null && one.dissolvedOn === null && addDays(one.approvedOn, 20) < last,
  );
  for (const union of random.sample(without, HALF_YEAR.certificates)) {
    certify(union, dayBetween(random, latest(first, addDays(union.approvedOn, 15)), last) as string);
  }
}

/** The end of the present term: elections every 3 or 5 years; a few are late, within the grace of 12 months. */
function termOf({ random, calendar }: Roster, union: Union): string | null {
  if (random.chance(0.04)) return null;
  const years = random.chance(0.6) ? 5 : 3;
  let end = yearsBefore(union.approvedOn, -years);
  if (union.dissolvedOn !== null && union.dissolvedOn < end) return end;
  while (end <= calendar.until) end = yearsBefore(end, -years);
  const late = yearsBefore(end, years);
  return late > addDays(calendar.until, -320) && late > union.approvedOn && random.chance(0.3) ? late : end;
}
