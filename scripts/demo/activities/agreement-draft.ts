import { addDays } from '@union/schema/calendar.ts';
import { type Calendar, yearsBefore } from '../calendar.ts';
import { sum } from '../coverage.ts';
import { areaOn, type Enterprise, isActive, workersOn } from '../enterprises.ts';
import type { AgreementRow } from '../tables.ts';
import type { Union } from '../unions/union.ts';
import type { OfferDraft } from './offer-draft.ts';

/** An agreement before it has a number. */
export type AgreementDraft = {
  readonly kind: AgreementRow['kind'];
  readonly union: Union;
  /** Where it is filed: the town of the enterprise, or the union's own place. */
  readonly regionCode: string;
  /** The enterprises that it names, and how many more it covers without naming them. */
  readonly covers: readonly Enterprise[];
  readonly unnamed: number;
  readonly signedOn: string;
  readonly validFrom: string;
  readonly expiresOn: string;
  readonly terminatedOn: string | null;
  readonly renews: AgreementDraft | null;
  offer: OfferDraft | null;
  readonly workers: number;
  readonly women: number;
  readonly isApproximate: boolean;
};

type Terms = {
  kind: AgreementRow['kind'];
  union: Union;
  covers: readonly Enterprise[];
  signedOn: string;
  years: number;
  renews?: AgreementDraft | null;
  /** More enterprises that it covers without naming them: its workers are then about. */
  unnamed?: number;
};

/** Workers of a firm that is covered without being named. */
const SMALL_FIRM = 8;

/** Signs an agreement: in force from the next month on, or when the one it renews ends; ended early when its only enterprise closes. */
export function sign(calendar: Calendar, terms: Terms): AgreementDraft {
  const { kind, union, covers, signedOn, years, renews = null, unnamed = 0 } = terms;
  const validFrom = renews && renews.expiresOn >= signedOn ? renews.expiresOn : monthAfter(signedOn);
  const expiresOn = yearsBefore(validFrom, -years);
  const [only] = covers;
  const closedOn = covers.length === 1 ? (only?.closedOn ?? null) : null;
  const active = covers.filter((one) => isActive(one, signedOn));
  const workers = active.map((one) => workersOn(one, calendar, signedOn));
  return {
    kind,
    union,
    regionCode: only && covers.length === 1 ? areaOn(only, signedOn).town.code : union.regionCode,
    covers,
    unnamed,
    signedOn,
    validFrom,
    expiresOn,
    terminatedOn: closedOn !== null && closedOn > validFrom && closedOn < expiresOn ? closedOn : null,
    renews,
    offer: null,
    workers: unnamed > 0 ? Math.round((sum(workers) + unnamed * SMALL_FIRM) / 50) * 50 : sum(workers),
    women: sum(active.map((one, at) => Math.round((workers[at] as number) * one.femaleShare))),
    isApproximate: unnamed > 0,
  };
}

function monthAfter(day: string): string {
  return `${addDays(`${day.slice(0, 7)}-01`, 32).slice(0, 7)}-01`;
}
