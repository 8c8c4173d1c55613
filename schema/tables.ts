import type { ColumnType, Generated } from 'kysely';
import type {
  accountSides,
  agreementKinds,
  assistanceTypes,
  beneficiaryClasses,
  CalendarMethod,
  CodeOf,
  CoverageKind,
  campaignKinds,
  censusResults,
  chairKinds,
  contestKinds,
  FederationLevel,
  frontlineTreatments,
  fundSources,
  hardshipCategories,
  hardshipCauses,
  lightApplications,
  lightMeasures,
  lightShapes,
  lights,
  memberValidities,
  observationSources,
  offerReplies,
  ParkLevel,
  pairingProgrammes,
  RegionLevel,
  ratingOutcomes,
  satisfactionLevels,
  sexCodes,
  siteKinds,
  TargetComparison,
  targetStatuses,
  UnionType,
  unionisationStages,
  visitProgrammes,
} from './codes.ts';
import type { IdentityTables } from './identity-tables.ts';
import type {
  activityKinds,
  borrowerKinds,
  caseChannels,
  caseResults,
  enrolmentKinds,
  honourKinds,
  honourLevels,
  honourResults,
  managementLevels,
  RegionalRuleKind,
  rightsCaseKinds,
  targetGroups,
  visitProblems,
} from './registers/kinds.ts';

/** The operational tables, a type each; `migrations/` holds their constraints and comments. */
export type Tables = IdentityTables & {
  import: ImportTable;
  import_change: ImportChangeTable;
  region: RegionTable;
  federation: FederationTable;
  park: ParkTable;
  enterprise: EnterpriseTable;
  enterprise_period: EnterprisePeriodTable;
  headcount_observation: HeadcountObservationTable;
  membership_observation: MembershipObservationTable;
  trade_union: TradeUnionTable;
  coverage_link: CoverageLinkTable;
  member: MemberTable;
  census_finding: CensusFindingTable;
  rating_scheme: RatingSchemeTable;
  rating_level: RatingLevelTable;
  rating_round: RatingRoundTable;
  star_rating: StarRatingTable;
  account_chart: AccountChartTable;
  ledger_account: LedgerAccountTable;
  ledger_line: LedgerLineTable;
  frontline_rule: FrontlineRuleTable;
  frontline_rule_account: FrontlineRuleAccountTable;
  hardship_household: HardshipHouseholdTable;
  assistance_grant: AssistanceGrantTable;
  assistance_booking: AssistanceBookingTable;
  aggregate_return: AggregateReturnTable;
  light_rule: LightRuleTable;
  light_band: LightBandTable;
  target: TargetTable;
  target_milestone: TargetMilestoneTable;
  campaign: CampaignTable;
  campaign_goal: CampaignGoalTable;
  unionisation_event: UnionisationEventTable;
  bargaining_offer: BargainingOfferTable;
  agreement: AgreementTable;
  agreement_enterprise: AgreementEnterpriseTable;
  congress_proposal: CongressProposalTable;
  household_visit: HouseholdVisitTable;
  union_pairing: UnionPairingTable;
  service_site: ServiceSiteTable;
  service_site_rating: ServiceSiteRatingTable;
  contest: ContestTable;
  contest_entry: ContestEntryTable;
  activity: ActivityTable;
  honour: HonourTable;
  enrolment: EnrolmentTable;
  rights_case: RightsCaseTable;
  suggestion: SuggestionTable;
  apprenticeship: ApprenticeshipTable;
  startup_loan: StartupLoanTable;
  enterprise_visit: EnterpriseVisitTable;
  star_plan: StarPlanTable;
  regional_rule: RegionalRuleTable;
  public_holiday: PublicHolidayTable;
  return_filing: ReturnFilingTable;
  check_in: CheckInTable;
  night_run: NightRunTable;
  night_run_step: NightRunStepTable;
  night_run_check: NightRunCheckTable;
  drift_acceptance: DriftAcceptanceTable;
  closed_period: ClosedPeriodTable;
  restatement: RestatementTable;
  saved_query: SavedQueryTable;
  embed_use: EmbedUseTable;
};

/** A calendar day, `YYYY-MM-DD`. */
type Day = string;
/** Who brought a row: null import_id for rows that came with the platform. */
type Recorded = { import_id: number | null; recorded_at: Generated<Date> };
/** The row's own number, where several columns name it. */
type Numbered = { record_id: Generated<number> };

type ImportTable = {
  import_id: Generated<number>;
  file_name: string;
  file_sha256: string;
  file_format: 'xlsx' | 'csv' | 'form';
  status: Generated<'loaded' | 'undone'>;
  loaded_at: Generated<Date>;
  loaded_by: string;
  undone_at: Date | null;
  undone_by: string | null;
  row_counts: ColumnType<Record<string, RowCounts>, string | undefined, string>;
  /** What a form did; null for files. */
  action: string | null;
  reason: string | null;
  /** Where who loaded it may load; null: everywhere, or not known. */
  federation_code: Generated<string | null>;
};
/** What an import did to one register. */
export type RowCounts = { inserted: number; updated: number; unchanged: number };

type ImportChangeTable = {
  import_id: number;
  register: string;
  row_key: ColumnType<Record<string, unknown>, string, string>;
  before: ColumnType<Record<string, unknown>, string, string>;
};

type RegionTable = {
  region_code: string;
  name: string;
  level: RegionLevel;
  parent_code: string | null;
  retired_on: Day | null;
  successor_codes: Generated<string[]>;
};

type FederationTable = Recorded & {
  federation_code: string;
  name: string;
  level: FederationLevel;
  parent_code: string | null;
  region_code: string;
};

type ParkTable = Recorded & {
  park_code: string;
  official_catalogue_no: string | null;
  name: string;
  level: ParkLevel;
  region_code: string;
  opened_on: Day;
  closed_on: Day | null;
};

type EnterpriseTable = Recorded & {
  enterprise_id: Generated<number>;
  credit_code: string;
  members_registered_on: Day | null;
};

type EnterprisePeriodTable = Recorded &
  Numbered & {
    enterprise_id: number;
    valid_from: Day;
    valid_to: Day | null;
    name: string;
    region_code: string;
    park_code: string | null;
    unit_type_code: string | null;
    industry_code: string | null;
    industry_edition: Generated<'2011' | '2017'>;
    is_non_public: boolean;
    is_above_scale: Generated<boolean>;
  };

type HeadcountObservationTable = Recorded &
  Numbered & {
    enterprise_id: number;
    observed_on: Day;
    source: CodeOf<typeof observationSources>;
    worker_count: number;
    female_count: number | null;
    migrant_count: number | null;
  };

type MembershipObservationTable = Recorded &
  Numbered & {
    enterprise_id: number;
    observed_on: Day;
    source: Exclude<CodeOf<typeof observationSources>, 'social_insurance'>;
    member_count: number;
    female_count: number | null;
  };

type TradeUnionTable = Recorded & {
  union_id: Generated<number>;
  union_code: string;
  credit_code: string | null;
  name: string;
  org_type: UnionType;
  federation_code: string;
  region_code: string;
  park_code: string | null;
  approved_on: Day;
  approval_no: string | null;
  term_ends_on: Day | null;
  dissolved_on: Day | null;
  chair_kind: CodeOf<typeof chairKinds> | null;
  certificate_no: string | null;
  certificate_issued_on: Day | null;
};

type CoverageLinkTable = Recorded & {
  coverage_link_id: Generated<number>;
  enterprise_id: number;
  union_id: number;
  kind: CoverageKind;
  valid_from: Day;
  valid_to: Day | null;
  evidence: string | null;
};

type MemberTable = Recorded & {
  member_id: Generated<number>;
  member_key: string;
  enterprise_id: number;
  union_id: number;
  joined_on: Day;
  left_on: Day | null;
  validity: Generated<CodeOf<typeof memberValidities>>;
  sex_code: Generated<CodeOf<typeof sexCodes>>;
  is_migrant: boolean | null;
  is_frontline: boolean | null;
};

type CensusFindingTable = Recorded &
  Numbered & {
    union_id: number;
    checked_on: Day;
    result: CodeOf<typeof censusResults>;
    note: string | null;
    rectified_on: Day | null;
  };

type RatingSchemeTable = Recorded & {
  scheme_code: string;
  name: string;
  federation_code: string;
  valid_from: Day;
  valid_to: Day | null;
  document: string | null;
};

type RatingLevelTable = Recorded &
  Numbered & { scheme_code: string; level: number; name: string; min_score: number | null };

type RatingRoundTable = Recorded & {
  round_code: string;
  scheme_code: string;
  name: string;
  opened_on: Day;
  closed_on: Day | null;
};

type StarRatingTable = Recorded &
  Numbered & {
    round_code: string;
    scheme_code: string;
    union_id: number;
    self_score: number | null;
    review_score: number | null;
    level: number | null;
    outcome: CodeOf<typeof ratingOutcomes> | null;
    decided_by: string | null;
    decided_on: Day | null;
  };

type AccountChartTable = Recorded & { chart_code: string; name: string; valid_from: Day; valid_to: Day | null };

type LedgerAccountTable = Recorded &
  Numbered & {
    chart_code: string;
    account_code: string;
    name: string;
    side: CodeOf<typeof accountSides>;
    is_transfer_down: Generated<boolean>;
  };

type LedgerLineTable = Recorded & {
  ledger_line_id: Generated<number>;
  union_id: number | null;
  federation_code: string | null;
  voucher_no: string;
  line_no: number;
  posted_on: Day;
  chart_code: string;
  account_code: string;
  amount_cents: number;
  fund_source: Generated<CodeOf<typeof fundSources>>;
  purpose: string | null;
  beneficiary_class: Generated<CodeOf<typeof beneficiaryClasses>>;
  counterparty_union_id: number | null;
  counterparty_federation_code: string | null;
  reverses_voucher_no: string | null;
};

type FrontlineRuleTable = Recorded & {
  rule_code: string;
  name: string;
  approved_by: string;
  valid_from: Day;
  valid_to: Day | null;
};

type FrontlineRuleAccountTable = Recorded &
  Numbered & {
    rule_code: string;
    chart_code: string;
    account_code: string;
    counts_as: CodeOf<typeof frontlineTreatments>;
  };

type HardshipHouseholdTable = Recorded & {
  household_id: Generated<number>;
  file_no: string;
  federation_code: string;
  region_code: string;
  category: CodeOf<typeof hardshipCategories>;
  cause: CodeOf<typeof hardshipCauses> | null;
  rule_version: string;
  team: string | null;
  opened_on: Day;
  closed_on: Day | null;
  close_reason: string | null;
};

type AssistanceGrantTable = Recorded & {
  grant_no: string;
  federation_code: string;
  household_id: number | null;
  beneficiary_class: Exclude<CodeOf<typeof beneficiaryClasses>, 'union_self'>;
  assistance_type: CodeOf<typeof assistanceTypes>;
  amount_cents: number;
  fund_source: CodeOf<typeof fundSources>;
  paid_on: Day;
  reverses_grant_no: string | null;
};

/** What became known of a payment: that it came, or that it was taken back. Written by triggers on `assistance_grant` alone. */
type AssistanceBookingTable = {
  booking_id: Generated<number>;
  grant_no: string;
  federation_code: string;
  household_id: number | null;
  beneficiary_class: string;
  amount_cents: number;
  paid_on: Day;
  is_taken_back: boolean;
  booked_at: Date;
};

type AggregateReturnTable = Recorded & {
  aggregate_return_id: Generated<number>;
  park_code: string | null;
  region_code: string | null;
  reported_on: Day;
  enterprise_count: number;
  covered_count: number;
  worker_count: number;
  member_count: number;
  union_count: number | null;
};

type TargetTable = Recorded & {
  target_code: string;
  metric_id: string;
  scope_id: string;
  starts_on: Day;
  ends_on: Day;
  baseline_value: number | null;
  target_value: number;
  comparison: TargetComparison;
  calendar_method: Generated<CalendarMethod>;
  is_inherited: Generated<boolean>;
  document: string | null;
  clause: string | null;
  approved_by: string | null;
  supersedes_code: string | null;
  /** Null: the default rule. */
  light_rule_code: string | null;
  /** Targets of one group are judged together. */
  group_code: string | null;
};

type LightRuleTable = Recorded & {
  light_rule_code: string;
  name_zh: string;
  name_en: string;
  measure: CodeOf<typeof lightMeasures>;
  federation_code: string | null;
  source: string | null;
  note: string | null;
  red_after_months: number | null;
  talk_after_yellows: number | null;
};

/** `from_bp`, `to_bp`: hundredths of a point, negative when behind; null: without end. */
type LightBandTable = Recorded &
  Numbered & {
    light_rule_code: string;
    band_no: number;
    applies_to: Generated<CodeOf<typeof lightApplications>>;
    from_bp: number | null;
    from_included: Generated<boolean>;
    to_bp: number | null;
    to_included: Generated<boolean>;
    light: CodeOf<typeof lights>;
    status: CodeOf<typeof targetStatuses>;
    word_zh: string;
    word_en: string;
    shape: CodeOf<typeof lightShapes>;
    colour_token: string;
  };

type TargetMilestoneTable = Recorded & Numbered & { target_code: string; due_on: Day; value: number };

type CampaignTable = Recorded & {
  campaign_code: string;
  name: string;
  kind: CodeOf<typeof campaignKinds>;
  federation_code: string;
  starts_on: Day;
  ends_on: Day;
  document: string | null;
};

type CampaignGoalTable = Recorded & Numbered & { campaign_code: string; scope_id: string; goal_count: number };

type UnionisationEventTable = Recorded &
  Numbered & {
    enterprise_id: number;
    stage: CodeOf<typeof unionisationStages>;
    occurred_on: Day;
    officer: string | null;
    next_action_on: Day | null;
    campaign_code: string | null;
  };

type BargainingOfferTable = Recorded & {
  offer_no: string;
  federation_code: string;
  region_code: string;
  enterprise_id: number | null;
  sent_on: Day;
  reply_due_on: Day;
  replied_on: Day | null;
  reply: CodeOf<typeof offerReplies> | null;
  campaign_code: string | null;
};

type AgreementTable = Recorded & {
  agreement_no: string;
  kind: CodeOf<typeof agreementKinds>;
  federation_code: string;
  region_code: string;
  union_id: number | null;
  offer_no: string | null;
  signed_on: Day;
  valid_from: Day;
  expires_on: Day;
  terminated_on: Day | null;
  renews_agreement_no: string | null;
  covered_enterprise_count: number | null;
  covered_worker_count: number | null;
  covered_female_count: number | null;
  is_approximate: Generated<boolean>;
};

type AgreementEnterpriseTable = Recorded & Numbered & { agreement_no: string; enterprise_id: number };

type CongressProposalTable = Recorded & {
  proposal_no: string;
  union_id: number | null;
  federation_code: string | null;
  owner_unit: string;
  accepted_on: Day;
  due_on: Day;
  feedback_on: Day | null;
  needs_rectification: Generated<boolean>;
  rectified_on: Day | null;
  satisfaction: CodeOf<typeof satisfactionLevels> | null;
};

type HouseholdVisitTable = Recorded &
  Numbered & {
    household_id: number;
    visited_on: Day;
    programme: CodeOf<typeof visitProgrammes>;
    team: string | null;
  };

type UnionPairingTable = Recorded & {
  pairing_code: string;
  programme: CodeOf<typeof pairingProgrammes>;
  union_id: number;
  partner_union_id: number | null;
  partner_name: string | null;
  starts_on: Day;
  ends_on: Day | null;
};

type ServiceSiteTable = Recorded & {
  site_code: string;
  kind: CodeOf<typeof siteKinds>;
  name: string;
  federation_code: string;
  region_code: string;
  park_code: string | null;
  enterprise_id: number | null;
  opened_on: Day;
  closed_on: Day | null;
};

type ServiceSiteRatingTable = Recorded &
  Numbered & {
    site_code: string;
    decided_on: Day;
    level: number | null;
    outcome: CodeOf<typeof ratingOutcomes>;
  };

type ContestTable = Recorded & {
  contest_code: string;
  kind: CodeOf<typeof contestKinds>;
  name: string;
  federation_code: string;
  starts_on: Day;
  ends_on: Day;
};

type ContestEntryTable = Recorded &
  Numbered & {
    contest_code: string;
    entry_no: string;
    enterprise_id: number | null;
    union_id: number | null;
    entered_on: Day;
    entrant_count: number;
    is_approximate: Generated<boolean>;
    honour: string | null;
  };

type ActivityTable = Recorded & {
  activity_no: string;
  kind: CodeOf<typeof activityKinds>;
  name: string;
  federation_code: string;
  region_code: string;
  union_id: number | null;
  enterprise_id: number | null;
  held_on: Day;
  session_count: Generated<number>;
  attendee_count: number | null;
  favourable_count: number | null;
  item_count: number | null;
  level: CodeOf<typeof managementLevels> | null;
  target_group: CodeOf<typeof targetGroups> | null;
  is_frontline: Generated<boolean>;
  is_approximate: Generated<boolean>;
};

type HonourTable = Recorded & {
  honour_no: string;
  kind: CodeOf<typeof honourKinds>;
  level: CodeOf<typeof honourLevels>;
  federation_code: string;
  region_code: string;
  enterprise_id: number | null;
  union_id: number | null;
  recipient_federation_code: string | null;
  person_key: string | null;
  result: Generated<CodeOf<typeof honourResults>>;
  criteria_met_count: number | null;
  awarded_on: Day;
  revoked_on: Day | null;
  document: string | null;
};

type EnrolmentTable = Recorded & {
  enrolment_no: string;
  kind: CodeOf<typeof enrolmentKinds>;
  federation_code: string;
  region_code: string;
  enterprise_id: number | null;
  union_id: number | null;
  person_key: string | null;
  starts_on: Day;
  ends_on: Day | null;
};

type RightsCaseTable = Recorded & {
  case_no: string;
  kind: CodeOf<typeof rightsCaseKinds>;
  channel: CodeOf<typeof caseChannels> | null;
  federation_code: string;
  region_code: string;
  enterprise_id: number | null;
  union_id: number | null;
  opened_on: Day;
  due_on: Day | null;
  closed_on: Day | null;
  result: CodeOf<typeof caseResults> | null;
  worker_count: number | null;
  claimed_cents: number | null;
  recovered_cents: number | null;
  is_approximate: Generated<boolean>;
};

type SuggestionTable = Recorded & {
  suggestion_no: string;
  union_id: number;
  submitted_on: Day;
  decided_on: Day | null;
  is_adopted: boolean | null;
  implemented_on: Day | null;
  benefit_cents: number | null;
};

type ApprenticeshipTable = Recorded & {
  apprenticeship_no: string;
  union_id: number;
  master_key: string;
  apprentice_key: string;
  skill: string;
  starts_on: Day;
  ends_on: Day | null;
  graduated_on: Day | null;
};

type StartupLoanTable = Recorded & {
  loan_no: string;
  federation_code: string;
  region_code: string;
  borrower_kind: CodeOf<typeof borrowerKinds>;
  enterprise_id: number | null;
  bank: string;
  granted_on: Day;
  line_cents: number;
  closed_on: Day | null;
};

type EnterpriseVisitTable = Recorded & {
  visit_no: string;
  federation_code: string;
  enterprise_id: number;
  visited_on: Day;
  team: string | null;
  problem: Generated<CodeOf<typeof visitProblems>>;
  due_on: Day | null;
  solved_on: Day | null;
};

type StarPlanTable = Recorded &
  Numbered & {
    union_id: number;
    scheme_code: string;
    target_level: number;
    planned_on: Day;
    due_on: Day;
    criteria_class: string | null;
    withdrawn_on: Day | null;
  };

type RegionalRuleTable = Recorded &
  Numbered & {
    region_code: string;
    kind: RegionalRuleKind;
    value: number;
    valid_from: Day;
    valid_to: Day | null;
    document: string | null;
  };

type PublicHolidayTable = Recorded &
  Numbered & {
    day: Day;
    /** A weekend on which people work; else a day off. */
    is_workday: Generated<boolean>;
    name: string;
  };

type ReturnFilingTable = Recorded & {
  filing_no: string;
  federation_code: string;
  park_code: string | null;
  region_code: string | null;
  reported_on: Day;
  enterprise_count: number;
  covered_count: number;
  worker_count: number;
  member_count: number;
  union_count: number | null;
  drafted_on: Day;
  submitted_on: Day | null;
  returned_on: Day | null;
  return_reason: string | null;
  accepted_on: Day | null;
};

type CheckInTable = Recorded &
  Numbered & {
    target_code: string;
    scope_id: string;
    made_on: Day;
    owner: string;
    interpretation: string;
    commitment: string;
    due_on: Day;
    promised_value: string;
  };

type NightRunTable = {
  run_id: string;
  as_of: Day;
  started_at: Date;
  ended_at: Date | null;
  outcome: 'running' | 'published' | 'failed' | 'interrupted';
  trigger: 'command' | 'clock' | 'start';
  host: string;
  code_version: string;
  publication_id: string | null;
  exit_code: number | null;
  error_code: string | null;
  error_zh: string | null;
  error_en: string | null;
};

type NightRunStepTable = {
  run_id: string;
  position: number;
  step: string;
  duration_ms: number;
  row_count: number | null;
  rows_by_table: ColumnType<Record<string, number>, string | undefined, never>;
};

type NightRunCheckTable = {
  run_id: string;
  position: number;
  name: string;
  severity: 'block' | 'warn';
  failure_count: number;
  sample: ColumnType<Record<string, unknown>[], string | undefined, never>;
};

type DriftAcceptanceTable = {
  drift_acceptance_id: Generated<number>;
  register: string;
  rows_before: number;
  rows_after: number;
  accepted_by: string;
  reason: string;
  accepted_at: Generated<Date>;
};

export type ClosedPeriodKind = 'month' | 'calendar_year' | 'union_year';

type ClosedPeriodTable = {
  period_kind: ClosedPeriodKind;
  period_start: Day;
  ends_on: Day;
  closed_by: string;
  closed_at: Generated<Date>;
  note: string | null;
};

type RestatementTable = {
  restatement_id: Generated<number>;
  period_kind: ClosedPeriodKind;
  period_start: Day;
  metric_id: string | null;
  reason: string;
  restated_by: string;
  restated_at: Generated<Date>;
};

type SavedQueryTable = {
  saved_query_id: Generated<number>;
  name: string;
  title: string;
  description: Generated<string>;
  federation_code: string;
  owner_kind: string;
  owner_id: string;
  owner_name: string;
  query: string;
  variables: ColumnType<Record<string, unknown>, string | undefined, string>;
  reads: 'published' | 'registers';
  state: Generated<'draft' | 'submitted' | 'reviewed' | 'withdrawn'>;
  row_version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  submitted_at: Date | null;
  reviewed_at: Date | null;
  reviewed_by: string | null;
  review_note: string | null;
  /** The text that is served under the name; null until it was reviewed, and once it is withdrawn. */
  reviewed_query: string | null;
  reviewed_variables: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
  reviewed_reads: 'published' | 'registers' | null;
  reviewed_sha256: string | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
};

type EmbedUseTable = {
  used_on: Day;
  host: string;
  document: string;
  /** Empty where the widget has metrics of its own. */
  metric_id: Generated<string>;
  request_count: number;
};
