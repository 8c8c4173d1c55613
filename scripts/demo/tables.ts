/** The rows of the demo federation by sheet key, as the workbook's columns name them. Days are `YYYY-MM-DD`, null is an empty cell. */
type Day = string;

export type FederationRow = {
  federation_code: string;
  name: string;
  level: string;
  parent_code: string | null;
  region_code: string;
};

export type ParkRow = {
  park_code: string;
  official_catalogue_no: string | null;
  name: string;
  level: string;
  region_code: string;
  opened_on: Day;
  closed_on: Day | null;
};

export type EnterpriseRow = {
  credit_code: string;
  name: string;
  region_code: string;
  park_code: string | null;
  unit_type_code: string;
  industry_code: string;
  is_non_public: boolean;
  is_above_scale: boolean;
  settled_on: Day | null;
  effective_on: Day | null;
  closed_on: Day | null;
  members_registered_on: Day | null;
};

export type HeadcountRow = {
  credit_code: string;
  observed_on: Day;
  source: string;
  worker_count: number;
  female_count: number | null;
  migrant_count: number | null;
};

export type MembershipRow = {
  credit_code: string;
  observed_on: Day;
  source: string;
  member_count: number;
  female_count: number | null;
};

export type UnionRow = {
  union_code: string;
  credit_code: string | null;
  name: string;
  org_type: string;
  federation_code: string;
  region_code: string;
  park_code: string | null;
  approved_on: Day;
  approval_no: string | null;
  term_ends_on: Day | null;
  dissolved_on: Day | null;
  chair_kind: string | null;
  certificate_no: string | null;
  certificate_issued_on: Day | null;
};

export type LinkRow = {
  credit_code: string;
  union_code: string;
  kind: string;
  valid_from: Day;
  valid_to: Day | null;
  evidence: string | null;
};

export type MemberRow = {
  member_key: string;
  credit_code: string;
  union_code: string;
  joined_on: Day;
  left_on: Day | null;
  validity: string;
  sex_code: string;
  is_migrant: boolean;
  is_frontline: boolean;
};

export type FindingRow = {
  union_code: string;
  checked_on: Day;
  result: string;
  note: string | null;
  rectified_on: Day | null;
};

export type SchemeRow = {
  scheme_code: string;
  name: string;
  federation_code: string;
  valid_from: Day;
  valid_to: Day | null;
  document: string | null;
};

export type LevelRow = { scheme_code: string; level: number; name: string; min_score: number };

export type RoundRow = { round_code: string; scheme_code: string; name: string; opened_on: Day; closed_on: Day | null };

export type RatingRow = {
  round_code: string;
  union_code: string;
  self_score: number | null;
  review_score: number | null;
  level: number | null;
  outcome: string | null;
  decided_by: string | null;
  decided_on: Day | null;
};

export type ChartRow = { chart_code: string; name: string; valid_from: Day; valid_to: Day | null };

export type AccountRow = {
  chart_code: string;
  account_code: string;
  name: string;
  side: 'income' | 'spending';
  is_transfer_down: boolean;
};

export type LedgerRow = {
  union_code: string | null;
  federation_code: string | null;
  voucher_no: string;
  line_no: number;
  posted_on: Day;
  chart_code: string;
  account_code: string;
  amount_yuan: number;
  fund_source: string;
  purpose: string | null;
  beneficiary_class: string;
  counterparty_union_code: string | null;
  counterparty_federation_code: string | null;
  reverses_voucher_no: string | null;
};

export type RuleRow = { rule_code: string; name: string; approved_by: string; valid_from: Day; valid_to: Day | null };

export type RuleAccountRow = { rule_code: string; chart_code: string; account_code: string; counts_as: string };

export type HouseholdRow = {
  file_no: string;
  federation_code: string;
  region_code: string;
  category: string;
  cause: string;
  rule_version: string;
  team: string | null;
  opened_on: Day;
  closed_on: Day | null;
  close_reason: string | null;
};

export type GrantRow = {
  grant_no: string;
  federation_code: string;
  file_no: string | null;
  beneficiary_class: string;
  assistance_type: string;
  amount_yuan: number;
  fund_source: string;
  paid_on: Day;
  reverses_grant_no: string | null;
};

export type ReturnRow = {
  park_code: string | null;
  region_code: string | null;
  reported_on: Day;
  enterprise_count: number;
  covered_count: number;
  worker_count: number;
  member_count: number;
  union_count: number;
};

export type TargetRow = {
  target_code: string;
  metric_id: string;
  scope_id: string;
  starts_on: Day;
  ends_on: Day;
  baseline_value: number | null;
  target_value: number;
  comparison: '>' | '>=' | '<' | '<=';
  calendar_method: 'day' | 'month';
  is_inherited: boolean;
  document: string | null;
  clause: string | null;
  approved_by: string | null;
  supersedes_code: string | null;
  light_rule_code: string | null;
  group_code: string | null;
};

export type MilestoneRow = { target_code: string; due_on: Day; value: number };

export type CampaignRow = {
  campaign_code: string;
  name: string;
  kind: 'unionisation' | 'bargaining';
  federation_code: string;
  starts_on: Day;
  ends_on: Day;
  document: string | null;
};

export type GoalRow = { campaign_code: string; scope_id: string; goal_count: number };

export type EventRow = {
  credit_code: string;
  stage: 'found' | 'contacted' | 'preparing' | 'approved' | 'established';
  occurred_on: Day;
  officer: string | null;
  next_action_on: Day | null;
  campaign_code: string | null;
};

export type OfferRow = {
  offer_no: string;
  federation_code: string;
  region_code: string;
  credit_code: string | null;
  sent_on: Day;
  reply_due_on: Day;
  replied_on: Day | null;
  reply: 'accepted' | 'refused' | 'negotiating' | null;
  campaign_code: string | null;
};

export type AgreementRow = {
  agreement_no: string;
  kind: 'wage' | 'collective' | 'skill_grade' | 'regional_wage' | 'female_special';
  federation_code: string;
  region_code: string;
  union_code: string | null;
  offer_no: string | null;
  signed_on: Day;
  valid_from: Day;
  expires_on: Day;
  terminated_on: Day | null;
  renews_agreement_no: string | null;
  covered_enterprise_count: number;
  covered_worker_count: number;
  covered_female_count: number | null;
  is_approximate: boolean;
};

export type AgreementEnterpriseRow = { agreement_no: string; credit_code: string };

export type ProposalRow = {
  proposal_no: string;
  union_code: string | null;
  federation_code: string | null;
  owner_unit: string;
  accepted_on: Day;
  due_on: Day;
  feedback_on: Day | null;
  needs_rectification: boolean;
  rectified_on: Day | null;
  satisfaction: 'satisfied' | 'basically_satisfied' | 'dissatisfied' | null;
};

export type VisitRow = {
  file_no: string;
  visited_on: Day;
  programme: 'two_month' | 'quarterly' | 'festival';
  team: string | null;
};

export type PairingRow = {
  pairing_code: string;
  programme: string;
  union_code: string;
  partner_union_code: string | null;
  partner_name: string | null;
  starts_on: Day;
  ends_on: Day | null;
};

export type SiteRow = {
  site_code: string;
  kind: 'model_worker_studio' | 'care_station' | 'mother_baby_room';
  name: string;
  federation_code: string;
  region_code: string;
  park_code: string | null;
  credit_code: string | null;
  opened_on: Day;
  closed_on: Day | null;
};

export type SiteRatingRow = { site_code: string; decided_on: Day; level: number | null; outcome: string };

export type ContestRow = {
  contest_code: string;
  kind: 'ankang_cup' | 'labour' | 'skills' | 'quarterly_match';
  name: string;
  federation_code: string;
  starts_on: Day;
  ends_on: Day;
};

export type EntryRow = {
  contest_code: string;
  entry_no: string;
  credit_code: string | null;
  union_code: string | null;
  entered_on: Day;
  entrant_count: number;
  is_approximate: boolean;
  honour: string | null;
};

/** A row of a small register: its columns by the keys of the workbook. */
export type SmallRow = { readonly [column: string]: string | number | boolean | null };

export type SmallTables = {
  activity: SmallRow[];
  honour: SmallRow[];
  enrolment: SmallRow[];
  rights_case: SmallRow[];
  suggestion: SmallRow[];
  apprenticeship: SmallRow[];
  startup_loan: SmallRow[];
  enterprise_visit: SmallRow[];
  star_plan: SmallRow[];
  regional_rule: SmallRow[];
};

export type DemoTables = SmallTables & {
  federation: FederationRow[];
  park: ParkRow[];
  enterprise: EnterpriseRow[];
  headcount_observation: HeadcountRow[];
  membership_observation: MembershipRow[];
  trade_union: UnionRow[];
  coverage_link: LinkRow[];
  member: MemberRow[];
  census_finding: FindingRow[];
  rating_scheme: SchemeRow[];
  rating_level: LevelRow[];
  rating_round: RoundRow[];
  star_rating: RatingRow[];
  account_chart: ChartRow[];
  ledger_account: AccountRow[];
  ledger_line: LedgerRow[];
  frontline_rule: RuleRow[];
  frontline_rule_account: RuleAccountRow[];
  hardship_household: HouseholdRow[];
  assistance_grant: GrantRow[];
  aggregate_return: ReturnRow[];
  target: TargetRow[];
  target_milestone: MilestoneRow[];
  campaign: CampaignRow[];
  campaign_goal: GoalRow[];
  unionisation_event: EventRow[];
  bargaining_offer: OfferRow[];
  agreement: AgreementRow[];
  agreement_enterprise: AgreementEnterpriseRow[];
  congress_proposal: ProposalRow[];
  household_visit: VisitRow[];
  union_pairing: PairingRow[];
  service_site: SiteRow[];
  service_site_rating: SiteRatingRow[];
  contest: ContestRow[];
  contest_entry: EntryRow[];
};

export type SheetKey = keyof DemoTables;
