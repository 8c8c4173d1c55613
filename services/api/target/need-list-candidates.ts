import type { Codes } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { type RawBuilder, sql } from 'kysely';
import type { RecordCandidates, UnionCandidates } from './need-list-rules.ts';
import { ownWithin, unionIsActive } from './need-list-scope.ts';

type Asked = { scopeId: string; day: RawBuilder<unknown>; reach: 'everything' | Codes };

/** Which unions count, and in which order, from `standing` of the query beneath. Each brings one. */
const unionChoices: Readonly<Record<UnionCandidates, { where: string; order: string }>> = {
  // Those one star short first; who was never rated would raise both parts.
  below_three_stars: { where: 'stars < 3', order: 'stars desc, covered_count desc' },
  without_certificate: { where: 'not has_certificate', order: 'covered_count desc' },
  shell_or_zombie: { where: 'is_ineffective', order: 'covered_count desc' },
  without_full_time_chair: { where: `chair_kind <> 'full_time'`, order: 'covered_count desc' },
  without_pair: { where: 'not is_paired', order: 'covered_count desc' },
};

/** Unions that a visit could win, those that cover most enterprises first. */
export function unionCandidates(candidates: UnionCandidates, { scopeId, day, reach }: Asked): RawBuilder<unknown> {
  const { where, order } = unionChoices[candidates];
  const column = (name: string) => sql`trade_union.${sql.id(name)}`;
  return sql`
    with standing as (
      select trade_union.union_code, trade_union.name, trade_union.region_code, trade_union.park_code, trade_union.chair_kind,
        coalesce(trade_union.certificate_issued_on <= ${day}, false) as has_certificate,
        coalesce(last_finding.result in ('shell', 'zombie')
          and (last_finding.rectified_on is null or last_finding.rectified_on > ${day}), false) as is_ineffective,
        last_decision.stars,
        exists (
          select from union_pairing as pair
          where trade_union.union_id in (pair.union_id, pair.partner_union_id)
            and pair.starts_on <= ${day} and (pair.ends_on is null or pair.ends_on > ${day})
        ) as is_paired,
        (
          select count(distinct link.enterprise_id)::integer from coverage_link as link
          where link.union_id = trade_union.union_id and link.valid_from <= ${day} and (link.valid_to is null or link.valid_to > ${day})
        ) as covered_count
      from trade_union
        left join lateral (
          select finding.result, finding.rectified_on from census_finding as finding
          where finding.union_id = trade_union.union_id and finding.checked_on <= ${day}
          order by finding.checked_on desc limit 1
        ) as last_finding on true
        left join lateral (
          select case when rating.outcome = 'remove' then null when rating.outcome = 'not_rated' then 0 else rating.level end as stars
          from star_rating as rating join rating_scheme as scheme using (scheme_code) join rating_round as round using (round_code)
          where rating.union_id = trade_union.union_id and rating.decided_on <= ${day}
            and scheme.valid_from <= ${day} and (scheme.valid_to is null or scheme.valid_to > ${day})
          order by scheme.valid_from desc, rating.decided_on desc, round.opened_on desc limit 1
        ) as last_decision on ${candidates === 'below_three_stars' ? sql`true` : sql`false`}
      where ${unionIsActive(day)}
        and ${ownWithin(scopeId, { region: column('region_code'), federation: column('federation_code'), park: column('park_code') })}
        and ${reach === 'everything' ? sql`true` : liesWithin('trade_union', column, bound(reach))}
    )
    select union_code as code, name, region_code, park_code, null::integer as worker_count, null::integer as member_count,
      covered_count, null::date as due_on, stars, 1 as gain,
      row_number() over (order by ${sql.raw(order)}, union_code) as place
    from standing where ${sql.raw(where)}`;
}

/** Records that wait for somebody, those that have been due longest first. Each brings one. */
export function recordCandidates(candidates: RecordCandidates, { scopeId, day, reach }: Asked): RawBuilder<unknown> {
  const seen = (register: 'bargaining_offer' | 'agreement' | 'congress_proposal') =>
    reach === 'everything'
      ? sql`true`
      : liesWithin(register, (name) => sql`${sql.table(register)}.${sql.id(name)}`, bound(reach));
  const columns = sql`null::integer as worker_count, null::integer as member_count, null::integer as covered_count, null::integer as stars, 1 as gain`;
  const enterpriseAt = (id: RawBuilder<unknown>, on: RawBuilder<unknown>) => sql`left join lateral (
      select period.name, period.park_code,
        exists (
          select from enterprise_period as now_is where now_is.enterprise_id = period.enterprise_id
            and now_is.valid_from <= ${day} and (now_is.valid_to is null or now_is.valid_to > ${day})
        ) as is_active
      from enterprise_period as period
      where period.enterprise_id = ${id} and period.valid_from <= ${on} and (period.valid_to is null or period.valid_to > ${on})
      limit 1
    ) as firm on true`;
  if (candidates === 'offers_overdue') {
    const column = (name: string) => sql`bargaining_offer.${sql.id(name)}`;
    return sql`
      select offer_no as code, coalesce(firm.name, offer_no) as name, bargaining_offer.region_code, firm.park_code,
        reply_due_on as due_on, ${columns}, row_number() over (order by reply_due_on, offer_no) as place
      from bargaining_offer ${enterpriseAt(sql`bargaining_offer.enterprise_id`, sql`bargaining_offer.sent_on`)}
      where sent_on <= ${day} and reply_due_on < ${day} and (replied_on is null or replied_on > ${day})
        and (bargaining_offer.enterprise_id is null or firm.is_active is not false)
        and ${ownWithin(scopeId, { region: column('region_code'), federation: column('federation_code'), park: sql`firm.park_code` })}
        and ${seen('bargaining_offer')}`;
  }
  if (candidates === 'agreements_to_renew') {
    const column = (name: string) => sql`agreement.${sql.id(name)}`;
    return sql`
      select agreement.agreement_no as code, coalesce(firm.name, agreement.agreement_no) as name, agreement.region_code, firm.park_code,
        agreement.expires_on as due_on, ${columns}, row_number() over (order by agreement.expires_on, agreement.agreement_no) as place
      from agreement
        left join lateral (
          select min(enterprise_id) as enterprise_id from agreement_enterprise as own where own.agreement_no = agreement.agreement_no
        ) as named on true
        ${enterpriseAt(sql`named.enterprise_id`, sql`agreement.signed_on`)}
      where agreement.signed_on <= ${day} and agreement.valid_from <= ${day} and agreement.expires_on > ${day}
        and agreement.expires_on <= ${day} + ${defaultRules.renewalWindowDays}::integer
        and (agreement.terminated_on is null or agreement.terminated_on > ${day})
        and (named.enterprise_id is null or firm.is_active is not false)
        and not exists (
          select from agreement as later where later.renews_agreement_no = agreement.agreement_no and later.signed_on <= ${day})
        and ${ownWithin(scopeId, { region: column('region_code'), federation: column('federation_code'), park: sql`firm.park_code` })}
        and ${seen('agreement')}`;
  }
  const waits =
    candidates === 'proposals_overdue'
      ? sql`congress_proposal.due_on < ${day} and (congress_proposal.feedback_on is null or congress_proposal.feedback_on > ${day})`
      : sql`congress_proposal.needs_rectification and (congress_proposal.rectified_on is null or congress_proposal.rectified_on > ${day})`;
  return sql`
    select proposal_no as code, owner_unit as name, coalesce(trade_union.region_code, federation.region_code) as region_code,
      trade_union.park_code, due_on, ${columns}, row_number() over (order by due_on, proposal_no) as place
    from congress_proposal
      left join trade_union using (union_id)
      left join federation on federation.federation_code = congress_proposal.federation_code
    where congress_proposal.accepted_on <= ${day} and ${waits}
      and ${ownWithin(scopeId, {
        region: sql`coalesce(trade_union.region_code, federation.region_code)`,
        federation: sql`coalesce(trade_union.federation_code, congress_proposal.federation_code)`,
        park: sql`trade_union.park_code`,
      })}
      and ${seen('congress_proposal')}`;
}
