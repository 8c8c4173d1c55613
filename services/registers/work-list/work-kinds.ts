import type { Action, Register } from '@union/access/rules.ts';
import { ruleOfPlace } from '@union/intake/registers/regional-rules.ts';
import { isCovered } from '../workflows/unionisation.ts';
import { TODAY } from '../workflows/workflow.ts';

/** Something that waits to be done with a record of a register. */
export type WorkKind = {
  readonly zh: string;
  readonly en: string;
  /** The register whose rule says where the item lies and who may see it. */
  readonly register: Register;
  /** The table of the record that the item leads to; by default that of the register. */
  readonly record?: string;
  /** What one must be allowed to do to get it done. */
  readonly action: Action;
  /** The step of a workflow that does it, or the mutation. */
  readonly step: string;
  /**
   * SQL for its items: `record_id` (text), `title`, `due_on` (null: no day is set), and the columns by which the rule
   * table says where a row of the register lies.
   */
  readonly items: string;
};

const latestPeriod = (enterprise: string) => `
  join lateral (
    select period.name, period.region_code, period.valid_to from enterprise_period period
    where period.enterprise_id = ${enterprise} order by period.valid_from desc limit 1
  ) latest on latest.valid_to is null or latest.valid_to > ${TODAY}`;

const unions = (known: string) => `join trade_union named on named.union_id = ${known}.union_id`;

/** Every kind of work, in the order in which lists show them. */
export const workKinds = {
  unionisation: {
    zh: '应建会未建会',
    en: 'enterprises beyond the clock of their place without a union',
    register: 'enterprise',
    action: 'correct',
    step: 'contactEnterprise',
    items: `
      select known.credit_code as record_id, latest.name as title, known.enterprise_id,
        (settled.settled_on + make_interval(months => clock.months::integer))::date as due_on
      from enterprise known ${latestPeriod('known.enterprise_id')}
        join lateral (
          select min(valid_from) as settled_on from enterprise_period every_period
          where every_period.enterprise_id = known.enterprise_id
        ) settled on true
        join (
          select region_code, ${ruleOfPlace('union_eligibility_months', 'place.region_code', TODAY)} as months
          from (select distinct region_code from enterprise_period) place
        ) clock on clock.region_code = latest.region_code
      where not ${isCovered('known')}`,
  },
  next_action: {
    zh: '建会下一步',
    en: 'next actions of unionisation cases',
    register: 'unionisation_event',
    record: 'enterprise',
    action: 'create',
    step: 'contactEnterprise',
    items: `
      select known.credit_code as record_id, latest.name as title, known.enterprise_id, event.next_action_on as due_on
      from (
        select distinct on (enterprise_id) enterprise_id, next_action_on from unionisation_event
        order by enterprise_id, occurred_on desc, record_id desc
      ) event join enterprise known using (enterprise_id) ${latestPeriod('known.enterprise_id')}
      where event.next_action_on is not null and not ${isCovered('known')}`,
  },
  census_rectification: {
    zh: '清查待整改',
    en: 'census findings to be rectified',
    register: 'census_finding',
    action: 'correct',
    step: 'rectifyFinding',
    items: `
      select known.record_id::text as record_id, named.name as title, null::date as due_on, known.union_id
      from census_finding known ${unions('known')}
      where known.result <> 'normal' and known.rectified_on is null`,
  },
  committee_term: {
    zh: '应换届',
    en: 'committees whose term ends',
    register: 'trade_union',
    action: 'correct',
    step: 'correctUnion',
    items: `
      select known.union_code as record_id, known.name as title, known.term_ends_on as due_on, known.federation_code
      from trade_union known where known.term_ends_on is not null and known.dissolved_on is null`,
  },
  rating_review: {
    zh: '星级待评审',
    en: 'self-ratings to be reviewed',
    register: 'star_rating',
    action: 'decide',
    step: 'reviewRating',
    items: `
      select known.record_id::text as record_id, named.name as title, round.closed_on as due_on, known.union_id
      from star_rating known ${unions('known')} join rating_round round using (round_code)
      where known.self_score is not null and known.review_score is null and known.outcome is null`,
  },
  rating_decision: {
    zh: '星级待决定',
    en: 'reviewed ratings to be decided',
    register: 'star_rating',
    action: 'decide',
    step: 'decideRating',
    items: `
      select known.record_id::text as record_id, named.name as title, round.closed_on as due_on, known.union_id
      from star_rating known ${unions('known')} join rating_round round using (round_code)
      where known.review_score is not null and known.outcome is null`,
  },
  star_recheck: {
    zh: '星级应复核',
    en: 'stars due for their yearly re-check',
    register: 'star_rating',
    action: 'decide',
    step: 'recheckRating',
    items: `
      select known.record_id::text as record_id, named.name as title,
        (known.decided_on + interval '1 year')::date as due_on, known.union_id
      from (
        select distinct on (union_id, scheme_code) * from star_rating where decided_on is not null
        order by union_id, scheme_code, decided_on desc
      ) known ${unions('known')}
      where known.outcome in ('first', 'keep', 'raise', 'lower') and named.dissolved_on is null`,
  },
  star_plan: {
    zh: '星级推进计划',
    en: 'stars planned and not reached',
    register: 'star_plan',
    action: 'correct',
    step: 'enterSelfRating',
    items: `
      select known.record_id::text as record_id, named.name as title, known.due_on, known.union_id
      from star_plan known ${unions('known')}
      where known.withdrawn_on is null and not exists (
        select from star_rating reached
        where reached.union_id = known.union_id and reached.scheme_code = known.scheme_code
          and reached.decided_on >= known.planned_on and reached.level >= known.target_level)`,
  },
  offer_reply: {
    zh: '要约待答复',
    en: 'offers without a reply',
    register: 'bargaining_offer',
    action: 'correct',
    step: 'replyToOffer',
    items: `
      select known.offer_no as record_id, known.offer_no as title, known.reply_due_on as due_on, known.federation_code
      from bargaining_offer known where known.reply is null`,
  },
  agreement_renewal: {
    zh: '合同到期续签',
    en: 'agreements to be renewed',
    register: 'agreement',
    action: 'create',
    step: 'renewAgreement',
    items: `
      select known.agreement_no as record_id, known.agreement_no as title, known.expires_on - 1 as due_on,
        known.federation_code
      from agreement known
      where known.terminated_on is null and known.expires_on > ${TODAY} - 366
        and not exists (select from agreement later where later.renews_agreement_no = known.agreement_no)`,
  },
  proposal_feedback: {
    zh: '提案待答复',
    en: 'proposals without feedback',
    register: 'congress_proposal',
    action: 'correct',
    step: 'giveProposalFeedback',
    items: `
      select known.proposal_no as record_id, known.proposal_no || ' ' || known.owner_unit as title, known.due_on,
        known.union_id, known.federation_code
      from congress_proposal known where known.feedback_on is null`,
  },
  proposal_rectification: {
    zh: '提案待整改',
    en: 'proposals to be rectified',
    register: 'congress_proposal',
    action: 'correct',
    step: 'rectifyProposal',
    items: `
      select known.proposal_no as record_id, known.proposal_no || ' ' || known.owner_unit as title, null::date as due_on,
        known.union_id, known.federation_code
      from congress_proposal known
      where known.feedback_on is not null and known.needs_rectification and known.rectified_on is null`,
  },
  rights_case: {
    zh: '案件待办结',
    en: 'cases to be closed',
    register: 'rights_case',
    action: 'end',
    step: 'endRightsCase',
    items: `
      select known.case_no as record_id, known.case_no as title, known.due_on, known.federation_code
      from rights_case known where known.closed_on is null`,
  },
  visit_problem: {
    zh: '企业问题待解决',
    en: 'problems of enterprises to be solved',
    register: 'enterprise_visit',
    action: 'correct',
    step: 'correctEnterpriseVisit',
    items: `
      select known.visit_no as record_id, latest.name as title, known.due_on, known.federation_code
      from enterprise_visit known ${latestPeriod('known.enterprise_id')}
      where known.problem <> 'none' and known.solved_on is null`,
  },
  household_visit: {
    zh: '困难职工应走访',
    en: 'files due for the two-month visit',
    register: 'hardship_household',
    action: 'create',
    step: 'visitHousehold',
    items: `
      select known.file_no as record_id, known.file_no as title, known.federation_code,
        coalesce(last.visited_on, known.opened_on) + 61 as due_on
      from hardship_household known
        left join (
          select household_id, max(visited_on) as visited_on from household_visit where programme = 'two_month'
          group by household_id
        ) last using (household_id)
      where known.closed_on is null`,
  },
  return_decision: {
    zh: '报表待接收',
    en: 'returns to be accepted',
    register: 'return_filing',
    action: 'decide',
    step: 'acceptReturn',
    // The federation above decides, so it lies there.
    items: `
      select known.filing_no as record_id, known.filing_no as title, null::date as due_on,
        coalesce(filer.parent_code, filer.federation_code) as federation_code
      from return_filing known join federation filer using (federation_code)
      where known.submitted_on is not null and num_nonnulls(known.returned_on, known.accepted_on) = 0`,
  },
  return_revision: {
    zh: '报表被退回',
    en: 'returns that were sent back',
    register: 'return_filing',
    action: 'correct',
    step: 'reviseReturn',
    items: `
      select known.filing_no as record_id, known.filing_no as title, null::date as due_on, known.federation_code
      from return_filing known where known.returned_on is not null and known.accepted_on is null`,
  },
} as const satisfies Record<string, WorkKind>;

export type WorkKindName = keyof typeof workKinds;
export const workKindNames = Object.keys(workKinds) as readonly WorkKindName[];
