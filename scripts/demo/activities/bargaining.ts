import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from '../calendar.ts';
import type { Enterprise } from '../enterprises.ts';
import type { Random } from '../random.ts';
import type { AgreementEnterpriseRow, AgreementRow, CampaignRow, OfferRow } from '../tables.ts';
import type { Organisation } from '../unions/union.ts';
import type { AgreementDraft } from './agreement-draft.ts';
import { campaignOn } from './campaigns.ts';
import type { CoveringUnion } from './covering-union.ts';
import { byDay, Numbers } from './numbers.ts';
import type { OfferDraft } from './offer-draft.ts';
import { REPLY_DAYS, sendOffers } from './offers.ts';
import { longAgreements, regionalAgreements } from './other-agreements.ts';
import { wageAgreements } from './wage-agreements.ts';

type Bargaining = {
  offers: OfferRow[];
  agreements: AgreementRow[];
  agreementEnterprises: AgreementEnterpriseRow[];
};

/** Offers and agreements with their numbers, which follow the days of sending and signing. */
export function bargain(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  covering: CoveringUnion,
  campaigns: readonly CampaignRow[],
  calendar: Calendar,
): Bargaining {
  const wages = wageAgreements(seed, enterprises, covering, calendar);
  const regional = regionalAgreements(seed, enterprises, organisation, calendar);
  const offers = sendOffers(seed, enterprises, wages, regional, calendar);
  const numbers = new Numbers();
  const offerNumbers = new Map(
    byDay(offers, ({ sentOn }) => sentOn).map((offer) => [offer, numbers.next('SYYY', offer.sentOn)]),
  );
  const drafts = byDay(
    [...wages.all, ...regional, ...longAgreements(seed, enterprises, covering, calendar)],
    ({ signedOn }) => signedOn,
  );
  const agreementNumbers = new Map(drafts.map((draft) => [draft, numbers.next('SYHT', draft.signedOn)]));
  return {
    offers: [...offerNumbers].map(([offer, number]) => offerRow(offer, number, campaigns)),
    agreements: drafts.map((draft) => agreementRow(draft, agreementNumbers, offerNumbers)),
    agreementEnterprises: drafts.flatMap((draft) =>
      draft.covers.map((one) => ({
        agreement_no: agreementNumbers.get(draft) as string,
        credit_code: one.creditCode,
      })),
    ),
  };
}

function offerRow(offer: OfferDraft, number: string, campaigns: readonly CampaignRow[]): OfferRow {
  return {
    offer_no: number,
    federation_code: offer.federationCode,
    region_code: offer.regionCode,
    credit_code: offer.enterprise?.creditCode ?? null,
    sent_on: offer.sentOn,
    reply_due_on: addDays(offer.sentOn, REPLY_DAYS),
    replied_on: offer.repliedOn,
    reply: offer.reply,
    campaign_code: campaignOn(campaigns, 'bargaining', offer.sentOn)?.campaign_code ?? null,
  };
}

function agreementRow(
  draft: AgreementDraft,
  numbers: ReadonlyMap<AgreementDraft, string>,
  offerNumbers: ReadonlyMap<OfferDraft, string>,
): AgreementRow {
  return {
    agreement_no: numbers.get(draft) as string,
    kind: draft.kind,
    federation_code: draft.union.federationCode,
    region_code: draft.regionCode,
    union_code: draft.union.code,
    offer_no: draft.offer ? (offerNumbers.get(draft.offer) ?? null) : null,
    signed_on: draft.signedOn,
    valid_from: draft.validFrom,
    expires_on: draft.expiresOn,
    terminated_on: draft.terminatedOn,
    renews_agreement_no: draft.renews ? (numbers.get(draft.renews) ?? null) : null,
    covered_enterprise_count: draft.covers.length + draft.unnamed,
    covered_worker_count: draft.workers,
    covered_female_count: draft.isApproximate ? null : draft.women,
    is_approximate: draft.isApproximate,
  };
}
