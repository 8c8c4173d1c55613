import type { Register as AccessRegister } from '@union/access/rules.ts';
import type { Register } from '@union/intake/registers/register.ts';
import { registers, steppedRegisters } from '@union/intake/registers/registers.ts';

/** A register whose rows are written one by one: the intake's register, and what it does not need to know. */
export type RecordRegister = {
  readonly name: AccessRegister;
  readonly register: Register;
  /** Name of a row in GraphQL, and of its connection at the root. */
  readonly typeName: string;
  readonly plural: string;
  /** The column of the table that names a row alone. */
  readonly id: string;
  readonly idKind: 'text' | 'integer';
  /** Column of the sheet that holds the first day on which a row no longer holds; undefined: rows do not end. */
  readonly ends: string | undefined;
  /** Columns of the sheet that may be filled together with the end. */
  readonly endsWith: readonly string[];
  /** Column of the key from which a row holds: a correction from a day on ends the row and begins another. */
  readonly begins: string | undefined;
  /** Whether single rows are created, corrected, ended and voided freely; otherwise a workflow alone writes them. */
  readonly isFree: boolean;
};

type More = { id?: string; ends?: string; endsWith?: string[]; begins?: string; isFree?: false };
type Entry = readonly [typeName: string, plural: string, more?: More];

const numbered = { id: 'record_id' };

/** By table. Names that a published figure has already end in Record. */
const entries: Readonly<Record<string, Entry>> = {
  federation: ['Federation', 'federations'],
  park: ['Park', 'parks', { ends: 'closed_on' }],
  enterprise: ['Enterprise', 'enterprises', { ends: 'closed_on' }],
  headcount_observation: ['HeadcountObservation', 'headcountObservations', numbered],
  membership_observation: ['MembershipObservation', 'membershipObservations', numbered],
  trade_union: ['Union', 'unions', { ends: 'dissolved_on' }],
  coverage_link: ['CoverageLink', 'coverageLinks', { id: 'coverage_link_id', ends: 'valid_to', begins: 'valid_from' }],
  member: ['Member', 'members', { id: 'member_id', ends: 'left_on' }],
  census_finding: ['CensusFinding', 'censusFindings', numbered],
  rating_scheme: ['RatingSchemeRecord', 'ratingSchemeRecords', { ends: 'valid_to' }],
  rating_level: ['RatingLevelRecord', 'ratingLevelRecords', numbered],
  rating_round: ['RatingRoundRecord', 'ratingRoundRecords', { ends: 'closed_on' }],
  star_rating: ['StarRating', 'starRatings', numbered],
  account_chart: ['AccountChart', 'accountCharts', { ends: 'valid_to' }],
  ledger_account: ['LedgerAccount', 'ledgerAccounts', numbered],
  ledger_line: ['LedgerLine', 'ledgerLines', { id: 'ledger_line_id' }],
  frontline_rule: ['FrontlineRule', 'frontlineRules', { ends: 'valid_to' }],
  frontline_rule_account: ['FrontlineRuleAccount', 'frontlineRuleAccounts', numbered],
  hardship_household: ['HardshipHousehold', 'hardshipHouseholds', { ends: 'closed_on', endsWith: ['close_reason'] }],
  assistance_grant: ['AssistanceGrant', 'assistanceGrants'],
  aggregate_return: ['AggregateReturn', 'aggregateReturns', { id: 'aggregate_return_id' }],
  light_rule: ['LightRuleRecord', 'lightRuleRecords'],
  light_band: ['LightBandRecord', 'lightBandRecords', numbered],
  target: ['TargetRecord', 'targetRecords'],
  target_milestone: ['TargetMilestone', 'targetMilestones', numbered],
  campaign: ['Campaign', 'campaigns'],
  campaign_goal: ['CampaignGoal', 'campaignGoals', numbered],
  unionisation_event: ['UnionisationEvent', 'unionisationEvents', numbered],
  bargaining_offer: ['BargainingOffer', 'bargainingOffers'],
  agreement: ['Agreement', 'agreements', { ends: 'terminated_on' }],
  agreement_enterprise: ['AgreementEnterprise', 'agreementEnterprises', numbered],
  congress_proposal: ['CongressProposal', 'congressProposals'],
  household_visit: ['HouseholdVisit', 'householdVisits', numbered],
  union_pairing: ['UnionPairing', 'unionPairings', { ends: 'ends_on' }],
  service_site: ['ServiceSite', 'serviceSites', { ends: 'closed_on' }],
  service_site_rating: ['ServiceSiteRating', 'serviceSiteRatings', numbered],
  contest: ['Contest', 'contests'],
  contest_entry: ['ContestEntry', 'contestEntries', numbered],
  activity: ['Activity', 'activities'],
  honour: ['Honour', 'honours', { ends: 'revoked_on' }],
  enrolment: ['Enrolment', 'enrolments', { ends: 'ends_on' }],
  rights_case: ['RightsCase', 'rightsCases', { ends: 'closed_on', endsWith: ['result', 'recovered_yuan'] }],
  suggestion: ['Suggestion', 'suggestions'],
  apprenticeship: ['Apprenticeship', 'apprenticeships', { ends: 'ends_on', endsWith: ['graduated_on'] }],
  startup_loan: ['StartupLoan', 'startupLoans', { ends: 'closed_on' }],
  enterprise_visit: ['EnterpriseVisit', 'enterpriseVisits'],
  star_plan: ['StarPlan', 'starPlans', { ...numbered, ends: 'withdrawn_on' }],
  public_holiday: ['PublicHoliday', 'publicHolidays', numbered],
  regional_rule: ['RegionalRule', 'regionalRules', { ...numbered, ends: 'valid_to', begins: 'valid_from' }],
  check_in: ['CheckIn', 'checkIns', numbered],
  return_filing: ['ReturnFiling', 'returnFilings', { isFree: false }],
};

/** Every register whose rows are written one by one, in load order. */
export const recordRegisters: readonly RecordRegister[] = [...registers, ...steppedRegisters].map(describe);

const byName = new Map<string, RecordRegister>(recordRegisters.map((described) => [described.name, described]));

/** The register of a table. @throws when there is none, which is a fault of the code. */
export function recordRegister(table: string): RecordRegister {
  const found = byName.get(table);
  if (!found) throw new Error(`no register has the table ${table}`);
  return found;
}

function describe(register: Register): RecordRegister {
  const entry = entries[register.table];
  if (!entry) throw new Error(`the register ${register.table} has no name in record-registers.ts`);
  const [typeName, plural, more = {}] = entry;
  const key = register.columns.find(({ isKey }) => isKey)?.name ?? '';
  const id = more.id ?? key;
  return {
    name: register.table as AccessRegister,
    register,
    typeName,
    plural,
    id,
    idKind: id.endsWith('_id') && id !== 'scope_id' ? 'integer' : 'text',
    ends: more.ends,
    endsWith: more.endsWith ?? [],
    begins: more.begins,
    isFree: more.isFree ?? true,
  };
}
