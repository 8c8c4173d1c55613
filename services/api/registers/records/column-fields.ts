import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import type { RecordRegister } from '@union/registers/record-registers.ts';
import {
  accountSides,
  agreementKinds,
  assistanceTypes,
  beneficiaryClasses,
  type CodeList,
  calendarMethods,
  campaignKinds,
  censusResults,
  chairKinds,
  contestKinds,
  coverageKinds,
  federationLevels,
  frontlineTreatments,
  fundSources,
  hardshipCategories,
  hardshipCauses,
  memberValidities,
  observationSources,
  offerReplies,
  pairingProgrammes,
  parkLevels,
  ratingOutcomes,
  satisfactionLevels,
  siteKinds,
  unionisationStages,
  unionTypes,
  visitProgrammes,
} from '@union/schema/codes.ts';
import {
  activityKinds,
  borrowerKinds,
  caseChannels,
  caseResults,
  enrolmentKinds,
  honourKinds,
  honourLevels,
  honourResults,
  managementLevels,
  regionalRuleKinds,
  rightsCaseKinds,
  targetGroups,
  visitProblems,
} from '@union/schema/registers/kinds.ts';
import { codeEnum } from '../../code-enum.ts';

/** Names of the enums of code lists. Lists whose codes are no names in GraphQL (`110`, `>`) have none. */
const enumNames = new Map<CodeList, string>([
  [accountSides, 'AccountSide'],
  [agreementKinds, 'AgreementKind'],
  [assistanceTypes, 'AssistanceType'],
  [beneficiaryClasses, 'BeneficiaryClass'],
  [calendarMethods, 'CalendarMethod'],
  [campaignKinds, 'CampaignKind'],
  [censusResults, 'CensusResult'],
  [chairKinds, 'ChairKind'],
  [contestKinds, 'ContestKind'],
  [coverageKinds, 'CoverageKind'],
  [federationLevels, 'FederationLevel'],
  [frontlineTreatments, 'FrontlineTreatment'],
  [fundSources, 'FundSource'],
  [hardshipCategories, 'HardshipCategory'],
  [hardshipCauses, 'HardshipCause'],
  [memberValidities, 'MemberValidity'],
  [observationSources, 'ObservationSource'],
  [offerReplies, 'OfferReply'],
  [pairingProgrammes, 'PairingProgramme'],
  [parkLevels, 'ParkLevel'],
  [ratingOutcomes, 'RatingOutcome'],
  [satisfactionLevels, 'SatisfactionLevel'],
  [siteKinds, 'SiteKind'],
  [unionisationStages, 'UnionisationStage'],
  [unionTypes, 'UnionType'],
  [visitProgrammes, 'VisitProgramme'],
  [activityKinds, 'ActivityKind'],
  [borrowerKinds, 'BorrowerKind'],
  [caseChannels, 'CaseChannel'],
  [caseResults, 'CaseResult'],
  [enrolmentKinds, 'EnrolmentKind'],
  [honourKinds, 'HonourKind'],
  [honourLevels, 'HonourLevel'],
  [honourResults, 'HonourResult'],
  [managementLevels, 'ManagementLevel'],
  [regionalRuleKinds, 'RegionalRuleKind'],
  [rightsCaseKinds, 'RightsCaseKind'],
  [targetGroups, 'ServedGroup'],
  [visitProblems, 'VisitProblem'],
]);

/** The enum of a code list; undefined when its codes are no names in GraphQL, and the code itself is shown. */
export function enumOf(list: CodeList) {
  // A sheet may leave codes of a list out; its rules say so.
  const [whole, name] = [...enumNames].find(([known]) => isPartOf(list, known)) ?? [];
  return whole && name ? codeEnum(name, whole, 'As the code list of the registers has it.') : undefined;
}

function isPartOf(list: CodeList, whole: CodeList): boolean {
  return list === whole || Object.entries(list).every(([code, words]) => whole[code] === words);
}

/** A word in snake case as GraphQL writes it. */
export const camel = (snake: string): string =>
  snake.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Name of a column of a sheet in GraphQL: amounts are in hundredths there. */
export const fieldOf = (key: string): string => camel(key.replace(/_yuan$/, '_cents'));

/** Column of the table that holds a column of the sheet. */
export function tableColumn({ register }: RecordRegister, column: ColumnSpec): string {
  return register.columns.find(({ from }) => from === column.key)?.name ?? column.key;
}

/** Whether a row always holds something in the column. */
export function isFilled({ register }: RecordRegister, column: ColumnSpec): boolean {
  const value = register.columns.find(({ from }) => from === column.key)?.value ?? '';
  return column.required || value.startsWith('coalesce(');
}

/** The value of an input field as a cell of the sheet takes it. */
export function cellOf(column: ColumnSpec, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (column.type.kind === 'yuan') return centsAsYuan(value as number);
  return value as string | number | boolean;
}

/** As text, so that no hundredth is lost on the way. */
function centsAsYuan(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
