/**
 * What the night expects of its inputs, beyond the types of their columns. Most of it follows from the name of a column, so a
 * register that is added is held to it by itself; only its key and the columns that may be null stand here.
 */
type RegisterPromises = {
  /** Columns that name one row; null where the extract leaves the key behind. */
  readonly key: readonly string[] | null;
  /** Columns outside the key that may be null; every other column never is. */
  readonly optional?: readonly string[];
};

export const promises: Readonly<Record<string, RegisterPromises>> = {
  region: { key: ['region_code'], optional: ['parent_code', 'retired_on', 'successor_code'] },
  federation: { key: ['federation_code'], optional: ['parent_code'] },
  park: { key: ['park_code'], optional: ['closed_on'] },
  enterprise: { key: ['enterprise_id'], optional: ['members_registered_on'] },
  enterprise_period: {
    key: ['enterprise_id', 'valid_from'],
    optional: ['valid_to', 'park_code', 'unit_type_code', 'industry_section'],
  },
  headcount_observation: { key: ['enterprise_id', 'observed_on', 'source'], optional: ['female_count'] },
  membership_observation: { key: ['enterprise_id', 'observed_on', 'source'], optional: ['female_count'] },
  trade_union: {
    key: ['union_id'],
    optional: ['park_code', 'term_ends_on', 'dissolved_on', 'chair_kind', 'certificate_issued_on'],
  },
  coverage_link: { key: ['enterprise_id', 'union_id', 'valid_from'], optional: ['valid_to'] },
  // A person may be a member of two unions of one enterprise.
  member: { key: null, optional: ['left_on'] },
  census_finding: { key: ['union_id', 'checked_on'], optional: ['rectified_on'] },
  rating_scheme: { key: ['scheme_code'], optional: ['valid_to'] },
  rating_level: { key: ['scheme_code', 'level'] },
  rating_round: { key: ['round_code'], optional: ['closed_on'] },
  star_rating: {
    key: ['round_code', 'union_id'],
    optional: ['level', 'outcome', 'decided_on', 'self_score', 'review_score'],
  },
  ledger_account: { key: ['chart_code', 'account_code'] },
  // A line is named by its voucher, which stays in the register.
  ledger_line: {
    key: null,
    optional: ['union_id', 'federation_code', 'counterparty_union_id', 'counterparty_federation_code'],
  },
  frontline_rule: { key: ['rule_code'], optional: ['valid_to'] },
  frontline_rule_account: { key: ['rule_code', 'chart_code', 'account_code'] },
  hardship_household: { key: ['household_id'], optional: ['closed_on'] },
  // A grant is named by its number, which stays in the register.
  assistance_grant: { key: null, optional: ['household_id'] },
  assistance_booking: { key: null, optional: ['household_id'] },
  aggregate_return: { key: ['park_code', 'region_code', 'reported_on'], optional: ['park_code', 'region_code'] },
  target: {
    key: ['target_code'],
    optional: ['baseline_ppm', 'document', 'clause', 'approved_by', 'supersedes_code', 'light_rule_code', 'group_code'],
  },
  light_rule: {
    key: ['light_rule_code'],
    optional: ['federation_code', 'source', 'note', 'red_after_months', 'talk_after_yellows'],
  },
  light_band: { key: ['light_rule_code', 'band_no'], optional: ['from_bp', 'to_bp'] },
  target_milestone: { key: ['target_code', 'due_on'] },
  campaign: { key: ['campaign_code'], optional: ['document'] },
  campaign_goal: { key: ['campaign_code', 'scope_id'] },
  unionisation_event: {
    key: ['enterprise_id', 'stage', 'occurred_on'],
    optional: ['officer', 'next_action_on', 'campaign_code'],
  },
  bargaining_offer: { key: ['offer_no'], optional: ['enterprise_id', 'replied_on', 'reply', 'campaign_code'] },
  agreement: {
    key: ['agreement_no'],
    optional: [
      'union_id',
      'offer_no',
      'terminated_on',
      'renews_agreement_no',
      'covered_enterprise_count',
      'covered_worker_count',
      'covered_female_count',
    ],
  },
  agreement_enterprise: { key: ['agreement_no', 'enterprise_id'] },
  congress_proposal: {
    key: ['proposal_no'],
    optional: ['union_id', 'federation_code', 'feedback_on', 'rectified_on', 'satisfaction'],
  },
  household_visit: { key: ['household_id', 'visited_on', 'programme'], optional: ['team'] },
  union_pairing: { key: ['pairing_code'], optional: ['partner_union_id', 'partner_name', 'ends_on'] },
  service_site: { key: ['site_code'], optional: ['park_code', 'enterprise_id', 'closed_on'] },
  service_site_rating: { key: ['site_code', 'decided_on'], optional: ['level'] },
  contest: { key: ['contest_code'] },
  contest_entry: { key: ['contest_code', 'entry_no'], optional: ['enterprise_id', 'union_id', 'honour'] },
  activity: { key: ['activity_no'], optional: ['attendee_count', 'favourable_count', 'item_count'] },
  honour: { key: ['honour_no'], optional: ['revoked_on'] },
  enrolment: { key: ['enrolment_no'], optional: ['ends_on'] },
  rights_case: { key: ['case_no'], optional: ['closed_on', 'result', 'claimed_cents', 'recovered_cents'] },
  suggestion: { key: ['suggestion_no'], optional: ['is_adopted', 'decided_on'] },
  apprenticeship: { key: ['apprenticeship_no'], optional: ['ends_on', 'graduated_on'] },
  startup_loan: { key: ['loan_no'], optional: ['closed_on'] },
  enterprise_visit: { key: ['visit_no'], optional: ['solved_on'] },
};

/** Where the rows lie that a column names: a value of it is found there, or is null. */
export const homes: Readonly<Record<string, { readonly register: string; readonly column: string }>> = {
  region_code: { register: 'region', column: 'region_code' },
  successor_code: { register: 'region', column: 'region_code' },
  federation_code: { register: 'federation', column: 'federation_code' },
  counterparty_federation_code: { register: 'federation', column: 'federation_code' },
  park_code: { register: 'park', column: 'park_code' },
  enterprise_id: { register: 'enterprise', column: 'enterprise_id' },
  union_id: { register: 'trade_union', column: 'union_id' },
  partner_union_id: { register: 'trade_union', column: 'union_id' },
  counterparty_union_id: { register: 'trade_union', column: 'union_id' },
  scheme_code: { register: 'rating_scheme', column: 'scheme_code' },
  round_code: { register: 'rating_round', column: 'round_code' },
  rule_code: { register: 'frontline_rule', column: 'rule_code' },
  household_id: { register: 'hardship_household', column: 'household_id' },
  target_code: { register: 'target', column: 'target_code' },
  supersedes_code: { register: 'target', column: 'target_code' },
  light_rule_code: { register: 'light_rule', column: 'light_rule_code' },
  campaign_code: { register: 'campaign', column: 'campaign_code' },
  offer_no: { register: 'bargaining_offer', column: 'offer_no' },
  agreement_no: { register: 'agreement', column: 'agreement_no' },
  renews_agreement_no: { register: 'agreement', column: 'agreement_no' },
  site_code: { register: 'service_site', column: 'site_code' },
  contest_code: { register: 'contest', column: 'contest_code' },
};

/** Columns of which the first never comes after the second, where a register has both. */
export const inOrder: readonly (readonly [first: string, second: string])[] = [
  ['valid_from', 'valid_to'],
  ['valid_from', 'expires_on'],
  ['opened_on', 'closed_on'],
  ['starts_on', 'ends_on'],
  ['joined_on', 'left_on'],
  ['approved_on', 'dissolved_on'],
  ['approved_on', 'term_ends_on'],
  ['checked_on', 'rectified_on'],
  ['sent_on', 'replied_on'],
  ['awarded_on', 'revoked_on'],
  ['submitted_on', 'decided_on'],
];

/** Counts of which the first is a part of the second, where a register has both. */
export const partsOf: readonly (readonly [part: string, whole: string])[] = [
  ['covered_count', 'enterprise_count'],
  ['female_count', 'worker_count'],
  ['covered_female_count', 'covered_worker_count'],
  ['favourable_count', 'attendee_count'],
  ['recovered_cents', 'claimed_cents'],
];

/** Days on which something has happened: after today they are told as a warning. */
export const pastDays: ReadonlySet<string> = new Set([
  ...['observed_on', 'posted_on', 'paid_on', 'approved_on', 'reported_on', 'decided_on', 'checked_on'],
  ...['joined_on', 'left_on', 'occurred_on', 'sent_on', 'replied_on', 'signed_on', 'accepted_on', 'feedback_on'],
  ...['rectified_on', 'visited_on', 'entered_on', 'certificate_issued_on', 'dissolved_on', 'held_on', 'awarded_on'],
  ...['submitted_on', 'granted_on', 'graduated_on', 'solved_on'],
]);

/** No day of a register is outside these: earlier or later ones are slips of typing. */
export const EARLIEST_DAY = '1900-01-01';
export const LATEST_DAY = '2200-12-31';
