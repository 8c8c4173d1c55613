import { agreement, agreementEnterprise, bargainingOffer } from '../sheets/agreements.ts';
import { stageTable } from '../staging/stage.ts';
import { outsideCampaign } from './campaign-registers.ts';
import { type Check, columnNames, daysInOrder, partOf, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';

export const bargainingOffers = register(bargainingOffer, {
  checks: [
    daysInOrder(bargainingOffer, 'sent_on', 'reply_due_on'),
    daysInOrder(bargainingOffer, 'sent_on', 'replied_on', true),
    rowCheck(
      'bargaining_offer',
      'TOGETHER',
      'reply',
      '(s.reply is null) <> (s.replied_on is null)',
      {},
      columnNames(bargainingOffer, ['replied_on', 'reply']),
    ),
    outsideCampaign('bargaining_offer', 'sent_on'),
  ],
});

/** An agreement is signed after what it renews and not before the offer that led to it. */
const signedTooEarly = (code: 'RENEWAL_TOO_EARLY' | 'SIGNED_BEFORE_OFFER'): Check => {
  const renewal = code === 'RENEWAL_TOO_EARLY';
  const [sheetKey, key, day] = renewal
    ? (['agreement', 'agreement_no', 'signed_on'] as const)
    : (['bargaining_offer', 'offer_no', 'sent_on'] as const);
  return {
    code,
    column: 'signed_on',
    query: (staged) => `
      select s.row_no, s.signed_on::text as value, other.${key} as other, other.${day}::text as day
      from ${stageTable('agreement')} s join (${rowsToBe(sheetKey, key, [day], staged)}) other
        on other.${key} = s.${renewal ? 'renews_agreement_no' : 'offer_no'} and other.${key} <> s.agreement_no
      where s.signed_on ${renewal ? '<=' : '<'} other.${day}`,
  };
};

export const agreements = register(agreement, {
  defaults: { is_approximate: 'false' },
  checks: [
    daysInOrder(agreement, 'valid_from', 'expires_on'),
    daysInOrder(agreement, 'signed_on', 'expires_on'),
    daysInOrder(agreement, 'valid_from', 'terminated_on'),
    daysInOrder(agreement, 'terminated_on', 'expires_on'),
    partOf(agreement, 'covered_female_count', 'covered_worker_count'),
    rowCheck('agreement', 'RENEWS_ITSELF', 'renews_agreement_no', 's.renews_agreement_no = s.agreement_no'),
    signedTooEarly('RENEWAL_TOO_EARLY'),
    signedTooEarly('SIGNED_BEFORE_OFFER'),
  ],
});

export const agreementEnterprises = register(agreementEnterprise);
