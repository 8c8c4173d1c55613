/**
 * What leaves the registers each night, and nothing else: only the columns that models use. No name of a household,
 * no ID, no free text. The expression of a column runs on PostgreSQL and is cast to the type named beside it.
 */
export type RawType = 'bigint' | 'integer' | 'text' | 'date' | 'boolean';

export type RawColumn = { readonly name: string; readonly type: RawType; readonly expression: string };

/** One staging table, `raw_<name>`; `from` is what follows `from` in the select (with its own `with` before it, if any). */
export type RawTable = {
  readonly name: string;
  readonly columns: readonly RawColumn[];
  readonly with?: string;
  readonly from: string;
};

/** `id bigint, name text, value bigint = round(x * 10)` as columns. */
function columns(list: string): RawColumn[] {
  return list
    .trim()
    .split(/,\s*\n|\n/)
    .map((line) => {
      const parts = /^(\w+) (bigint|integer|text|date|boolean)(?: = (.+))?$/.exec(line.trim().replace(/,$/, ''));
      if (!parts?.[1] || !parts[2]) throw new Error(`not a column: ${line}`);
      return { name: parts[1], type: parts[2] as RawType, expression: parts[3] ?? parts[1] };
    });
}

/** Regions that anything of ours names, what they became, and everything above them: not all 46,000. */
const NAMED_REGIONS = `
  with recursive named as (
    select region_code from park
    union select region_code from federation
    union select region_code from enterprise_period
    union select region_code from trade_union
    union select region_code from hardship_household
    union select region_code from bargaining_offer
    union select region_code from agreement
    union select region_code from service_site
    union select region_code from activity
    union select region_code from honour
    union select region_code from enrolment
    union select region_code from rights_case
    union select region_code from startup_loan
    union select region_code from aggregate_return where region_code is not null
    union select substr(scope_id, 8) from target where scope_id like 'region:%'
    union select substr(scope_id, 8) from campaign_goal where scope_id like 'region:%'
  ), needed as (
    select region.region_code, parent_code, successor_codes from region join named using (region_code)
    union
    select region.region_code, region.parent_code, region.successor_codes
    from needed
      cross join lateral unnest(array_append(needed.successor_codes, needed.parent_code)) as above (code)
      join region on region.region_code = above.code
  )`;

export const registers: readonly RawTable[] = [
  {
    name: 'region',
    columns: columns(`
      region_code text
      name text
      level text
      parent_code text
      retired_on date
      successor_code text = case when cardinality(successor_codes) = 1 then successor_codes[1] end
    `),
    with: NAMED_REGIONS,
    from: 'region where region_code in (select region_code from needed)',
  },
  {
    name: 'federation',
    columns: columns(`
      federation_code text
      name text
      level text
      parent_code text
      region_code text
    `),
    from: 'federation',
  },
  {
    name: 'park',
    columns: columns(`
      park_code text
      name text
      region_code text
      opened_on date
      closed_on date
    `),
    from: 'park',
  },
  {
    name: 'enterprise',
    columns: columns(`
      enterprise_id bigint
      members_registered_on date
    `),
    from: 'enterprise',
  },
  {
    name: 'enterprise_period',
    columns: columns(`
      enterprise_id bigint
      valid_from date
      valid_to date
      region_code text
      park_code text
      unit_type_code text
      industry_section text = left(industry_code, 1)
      is_non_public boolean
      is_above_scale boolean
    `),
    from: 'enterprise_period',
  },
  {
    name: 'headcount_observation',
    columns: columns(`
      enterprise_id bigint
      observed_on date
      source text
      worker_count integer
      female_count integer
    `),
    from: 'headcount_observation',
  },
  {
    name: 'membership_observation',
    columns: columns(`
      enterprise_id bigint
      observed_on date
      source text
      member_count integer
    `),
    from: 'membership_observation',
  },
  {
    name: 'trade_union',
    columns: columns(`
      union_id bigint
      org_type text
      federation_code text
      region_code text
      park_code text
      approved_on date
      term_ends_on date
      dissolved_on date
      chair_kind text
      certificate_issued_on date
    `),
    from: 'trade_union',
  },
  {
    name: 'coverage_link',
    columns: columns(`
      enterprise_id bigint
      union_id bigint
      kind text
      valid_from date
      valid_to date
    `),
    from: 'coverage_link',
  },
  {
    name: 'member',
    columns: columns(`
      member_key text
      enterprise_id bigint
      joined_on date
      left_on date
      validity text
    `),
    from: 'member',
  },
  {
    name: 'census_finding',
    columns: columns(`
      union_id bigint
      checked_on date
      result text
      rectified_on date
    `),
    from: 'census_finding',
  },
  {
    name: 'rating_scheme',
    columns: columns(`
      scheme_code text
      name text
      federation_code text
      valid_from date
      valid_to date
    `),
    from: 'rating_scheme',
  },
  {
    name: 'rating_level',
    columns: columns(`
      scheme_code text
      level integer
      name text
    `),
    from: 'rating_level',
  },
  {
    name: 'rating_round',
    columns: columns(`
      round_code text
      scheme_code text
      name text
      opened_on date
      closed_on date
    `),
    from: 'rating_round',
  },
  {
    name: 'star_rating',
    columns: columns(`
      round_code text
      scheme_code text
      union_id bigint
      self_score bigint = round(self_score * 100)
      review_score bigint = round(review_score * 100)
      level integer
      outcome text
      decided_on date
    `),
    from: 'star_rating',
  },
  {
    name: 'ledger_account',
    columns: columns(`
      chart_code text
      account_code text
      side text
      is_transfer_down boolean
    `),
    from: 'ledger_account',
  },
  {
    name: 'ledger_line',
    columns: columns(`
      union_id bigint
      federation_code text
      posted_on date
      chart_code text
      account_code text
      amount_cents bigint
      beneficiary_class text
      counterparty_union_id bigint
      counterparty_federation_code text
    `),
    from: 'ledger_line',
  },
  {
    name: 'frontline_rule',
    columns: columns(`
      rule_code text
      name text
      valid_from date
      valid_to date
    `),
    from: 'frontline_rule',
  },
  {
    name: 'frontline_rule_account',
    columns: columns(`
      rule_code text
      chart_code text
      account_code text
      counts_as text
    `),
    from: 'frontline_rule_account',
  },
  {
    name: 'hardship_household',
    columns: columns(`
      household_id bigint
      federation_code text
      region_code text
      has_team boolean = team is not null
      opened_on date
      closed_on date
    `),
    from: 'hardship_household',
  },
  {
    name: 'assistance_grant',
    columns: columns(`
      federation_code text
      household_id bigint
      beneficiary_class text
      amount_cents bigint
      paid_on date
    `),
    from: 'assistance_grant',
  },
  {
    // What became known of payments, by the day on which it did in the one time zone of the country.
    name: 'assistance_booking',
    columns: columns(`
      federation_code text
      household_id bigint
      beneficiary_class text
      amount_cents bigint
      paid_on date
      is_taken_back boolean
      booked_on date = (booked_at at time zone 'Asia/Shanghai')::date
    `),
    from: 'assistance_booking',
  },
  {
    name: 'aggregate_return',
    columns: columns(`
      park_code text
      region_code text
      reported_on date
      enterprise_count integer
      covered_count integer
      worker_count integer
      member_count integer
    `),
    from: 'aggregate_return',
  },
  {
    name: 'target',
    columns: columns(`
      target_code text
      metric_id text
      scope_id text
      starts_on date
      ends_on date
      baseline_ppm bigint = round(baseline_value * 1000000)
      target_ppm bigint = round(target_value * 1000000)
      comparison text
      calendar_method text
      is_inherited boolean
      document text
      clause text
      approved_by text
      supersedes_code text
      light_rule_code text
      group_code text
    `),
    from: 'target',
  },
  {
    name: 'light_rule',
    columns: columns(`
      light_rule_code text
      name_zh text
      name_en text
      measure text
      federation_code text
      source text
      note text
      red_after_months integer
      talk_after_yellows integer
    `),
    from: 'light_rule',
  },
  {
    name: 'light_band',
    columns: columns(`
      light_rule_code text
      band_no integer
      applies_to text
      from_bp integer
      from_included boolean
      to_bp integer
      to_included boolean
      light text
      status text
      word_zh text
      word_en text
      shape text
      colour_token text
    `),
    from: 'light_band',
  },
  {
    name: 'target_milestone',
    columns: columns(`
      target_code text
      due_on date
      value_ppm bigint = round(value * 1000000)
    `),
    from: 'target_milestone',
  },
  {
    name: 'campaign',
    columns: columns(`
      campaign_code text
      name text
      kind text
      federation_code text
      starts_on date
      ends_on date
    `),
    from: 'campaign',
  },
  {
    name: 'campaign_goal',
    columns: columns(`
      campaign_code text
      scope_id text
      goal_count integer
    `),
    from: 'campaign_goal',
  },
  {
    name: 'unionisation_event',
    columns: columns(`
      enterprise_id bigint
      stage text
      occurred_on date
      next_action_on date
      campaign_code text
    `),
    from: 'unionisation_event',
  },
  {
    name: 'bargaining_offer',
    columns: columns(`
      offer_no text
      federation_code text
      region_code text
      enterprise_id bigint
      sent_on date
      reply_due_on date
      replied_on date
      reply text
      campaign_code text
    `),
    from: 'bargaining_offer',
  },
  {
    name: 'agreement',
    columns: columns(`
      agreement_no text
      kind text
      federation_code text
      region_code text
      union_id bigint
      offer_no text
      signed_on date
      valid_from date
      expires_on date
      terminated_on date
      renews_agreement_no text
      covered_enterprise_count integer
      covered_worker_count integer
      covered_female_count integer
      is_approximate boolean
    `),
    from: 'agreement',
  },
  {
    name: 'agreement_enterprise',
    columns: columns(`
      agreement_no text
      enterprise_id bigint
    `),
    from: 'agreement_enterprise',
  },
  {
    name: 'congress_proposal',
    columns: columns(`
      proposal_no text
      union_id bigint
      federation_code text
      accepted_on date
      due_on date
      feedback_on date
      needs_rectification boolean
      rectified_on date
      satisfaction text
    `),
    from: 'congress_proposal',
  },
  {
    name: 'household_visit',
    columns: columns(`
      household_id bigint
      visited_on date
      programme text
    `),
    from: 'household_visit',
  },
  {
    name: 'union_pairing',
    columns: columns(`
      pairing_code text
      programme text
      union_id bigint
      partner_union_id bigint
      starts_on date
      ends_on date
    `),
    from: 'union_pairing',
  },
  {
    name: 'service_site',
    columns: columns(`
      site_code text
      kind text
      federation_code text
      region_code text
      park_code text
      enterprise_id bigint
      opened_on date
      closed_on date
    `),
    from: 'service_site',
  },
  {
    name: 'service_site_rating',
    columns: columns(`
      site_code text
      decided_on date
      level integer
      outcome text
    `),
    from: 'service_site_rating',
  },
  {
    name: 'contest',
    columns: columns(`
      contest_code text
      kind text
      federation_code text
      starts_on date
      ends_on date
    `),
    from: 'contest',
  },
  {
    name: 'contest_entry',
    columns: columns(`
      contest_code text
      entry_no text
      enterprise_id bigint
      union_id bigint
      entered_on date
      entrant_count integer
      is_approximate boolean
      has_honour boolean = honour is not null
    `),
    from: 'contest_entry',
  },
  {
    name: 'activity',
    columns: columns(`
      activity_no text
      kind text
      federation_code text
      region_code text
      held_on date
      session_count integer
      attendee_count integer
      favourable_count integer
      item_count integer
      is_frontline boolean
      is_approximate boolean
    `),
    from: 'activity',
  },
  {
    name: 'honour',
    columns: columns(`
      honour_no text
      kind text
      federation_code text
      region_code text
      result text
      awarded_on date
      revoked_on date
    `),
    from: 'honour',
  },
  {
    name: 'enrolment',
    columns: columns(`
      enrolment_no text
      kind text
      federation_code text
      region_code text
      starts_on date
      ends_on date
    `),
    from: 'enrolment',
  },
  {
    name: 'rights_case',
    columns: columns(`
      case_no text
      kind text
      federation_code text
      region_code text
      opened_on date
      closed_on date
      result text
      claimed_cents bigint
      recovered_cents bigint
      is_approximate boolean
    `),
    from: 'rights_case',
  },
  {
    name: 'suggestion',
    columns: columns(`
      suggestion_no text
      union_id bigint
      submitted_on date
      is_adopted boolean
      decided_on date
    `),
    from: 'suggestion',
  },
  {
    name: 'apprenticeship',
    columns: columns(`
      apprenticeship_no text
      union_id bigint
      starts_on date
      ends_on date
      graduated_on date
    `),
    from: 'apprenticeship',
  },
  {
    name: 'startup_loan',
    columns: columns(`
      loan_no text
      federation_code text
      region_code text
      granted_on date
      closed_on date
      line_cents bigint
    `),
    from: 'startup_loan',
  },
  {
    name: 'enterprise_visit',
    columns: columns(`
      visit_no text
      federation_code text
      enterprise_id bigint
      visited_on date
      problem text
      solved_on date
    `),
    from: 'enterprise_visit',
  },
];

/** The select that PostgreSQL copies out for one staging table. */
export function selectOf(table: RawTable): string {
  const list = table.columns.map(({ name, type, expression }) => `(${expression})::${type} as ${name}`);
  return `${table.with ? `${table.with} ` : ''}select ${list.join(', ')} from ${table.from}`;
}
