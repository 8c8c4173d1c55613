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
  night_run: NightRunTable;
  night_run_step: NightRunStepTable;
  night_run_check: NightRunCheckTable;
  drift_acceptance: DriftAcceptanceTable;
  closed_period: ClosedPeriodTable;
  restatement: RestatementTable;
};

/** A calendar day, `YYYY-MM-DD`. */
type Day = string;
/** Who brought a row: null import_id for rows that came with the platform. */
type Recorded = { import_id: number | null; recorded_at: Generated<Date> };

type ImportTable = {
  import_id: Generated<number>;
  file_name: string;
  file_sha256: string;
  file_format: 'xlsx' | 'csv';
  status: Generated<'loaded' | 'undone'>;
  loaded_at: Generated<Date>;
  loaded_by: string;
  undone_at: Date | null;
  undone_by: string | null;
  row_counts: ColumnType<Record<string, RowCounts>, string | undefined, string>;
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

type EnterprisePeriodTable = Recorded & {
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

type HeadcountObservationTable = Recorded & {
  enterprise_id: number;
  observed_on: Day;
  source: CodeOf<typeof observationSources>;
  worker_count: number;
  female_count: number | null;
  migrant_count: number | null;
};

type MembershipObservationTable = Recorded & {
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

type CensusFindingTable = Recorded & {
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

type RatingLevelTable = Recorded & { scheme_code: string; level: number; name: string; min_score: number | null };

type RatingRoundTable = Recorded & {
  round_code: string;
  scheme_code: string;
  name: string;
  opened_on: Day;
  closed_on: Day | null;
};

type StarRatingTable = Recorded & {
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

type LedgerAccountTable = Recorded & {
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

type FrontlineRuleAccountTable = Recorded & {
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
};

/** `from_bp`, `to_bp`: hundredths of a point, negative when behind; null: without end. */
type LightBandTable = Recorded & {
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

type TargetMilestoneTable = Recorded & { target_code: string; due_on: Day; value: number };

type CampaignTable = Recorded & {
  campaign_code: string;
  name: string;
  kind: CodeOf<typeof campaignKinds>;
  federation_code: string;
  starts_on: Day;
  ends_on: Day;
  document: string | null;
};

type CampaignGoalTable = Recorded & { campaign_code: string; scope_id: string; goal_count: number };

type UnionisationEventTable = Recorded & {
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

type AgreementEnterpriseTable = Recorded & { agreement_no: string; enterprise_id: number };

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

type HouseholdVisitTable = Recorded & {
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

type ServiceSiteRatingTable = Recorded & {
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

type ContestEntryTable = Recorded & {
  contest_code: string;
  entry_no: string;
  enterprise_id: number | null;
  union_id: number | null;
  entered_on: Day;
  entrant_count: number;
  is_approximate: Generated<boolean>;
  honour: string | null;
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
