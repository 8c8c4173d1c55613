import { activity, enrolment, honour } from './activities-and-honours.ts';
import { agreement, agreementEnterprise, bargainingOffer } from './agreements.ts';
import { assistanceGrant, hardshipHousehold } from './assistance.ts';
import { campaign, campaignGoal, unionisationEvent } from './campaigns.ts';
import {
  apprenticeship,
  enterpriseVisit,
  publicHoliday,
  regionalRule,
  rightsCase,
  starPlan,
  startupLoan,
  suggestion,
} from './cases-and-services.ts';
import type { SheetSpec } from './column.ts';
import { enterprise, headcountObservation, membershipObservation } from './enterprises.ts';
import { accountChart, frontlineRule, frontlineRuleAccount, ledgerAccount, ledgerLine } from './ledger.ts';
import { federation, park } from './places.ts';
import { congressProposal, householdVisit, unionPairing } from './proposals-and-visits.ts';
import { ratingLevel, ratingRound, ratingScheme, starRating } from './ratings.ts';
import { aggregateReturn, lightBand, lightRule, target, targetMilestone } from './returns-and-targets.ts';
import { contest, contestEntry, serviceSite, serviceSiteRating } from './sites-and-contests.ts';
import { censusFinding, coverageLink, member, tradeUnion } from './unions.ts';

/** Every sheet of the workbook in load order: a sheet refers to itself and to earlier ones alone. */
export const sheets: readonly SheetSpec[] = [
  federation,
  park,
  enterprise,
  headcountObservation,
  membershipObservation,
  tradeUnion,
  coverageLink,
  member,
  censusFinding,
  ratingScheme,
  ratingLevel,
  ratingRound,
  starRating,
  accountChart,
  ledgerAccount,
  ledgerLine,
  frontlineRule,
  frontlineRuleAccount,
  hardshipHousehold,
  assistanceGrant,
  aggregateReturn,
  lightRule,
  lightBand,
  target,
  targetMilestone,
  campaign,
  campaignGoal,
  unionisationEvent,
  bargainingOffer,
  agreement,
  agreementEnterprise,
  congressProposal,
  householdVisit,
  unionPairing,
  serviceSite,
  serviceSiteRating,
  contest,
  contestEntry,
  activity,
  honour,
  enrolment,
  rightsCase,
  suggestion,
  apprenticeship,
  startupLoan,
  enterpriseVisit,
  starPlan,
  regionalRule,
  publicHoliday,
];

const byKey = new Map(sheets.map((sheet) => [sheet.key, sheet]));

/** The sheet with this key, or undefined. */
export function findSheet(key: string): SheetSpec | undefined {
  return byKey.get(key);
}

/** Where a sheet stands in load order, from 0. */
export function loadPosition(key: string): number {
  return sheets.findIndex((sheet) => sheet.key === key);
}
