import { agreementEnterprises, agreements, bargainingOffers } from './agreement-registers.ts';
import { assistanceGrants, hardshipHouseholds } from './assistance-registers.ts';
import { campaignGoals, campaigns, unionisationEvents } from './campaign-registers.ts';
import { enterprises } from './enterprise-register.ts';
import {
  accountCharts,
  frontlineRuleAccounts,
  frontlineRules,
  ledgerAccounts,
  ledgerLines,
} from './ledger-registers.ts';
import { headcounts, memberships } from './observation-registers.ts';
import { federations, parks } from './place-registers.ts';
import { congressProposals, householdVisits, unionPairings } from './proposal-and-visit-registers.ts';
import { ratingLevels, ratingRounds, ratingSchemes, starRatings } from './rating-registers.ts';
import type { Register } from './register.ts';
import {
  aggregateReturns,
  checkIns,
  lightBands,
  lightRules,
  targetMilestones,
  targets,
} from './return-and-target-registers.ts';
import { contestEntries, contests, serviceSiteRatings, serviceSites } from './site-and-contest-registers.ts';
import {
  activities,
  apprenticeships,
  enrolments,
  enterpriseVisits,
  honours,
  publicHolidays,
  regionalRules,
  returnFilings,
  rightsCases,
  starPlans,
  startupLoans,
  suggestions,
} from './small-registers.ts';
import { censusFindings, coverageLinks, members, unions } from './union-registers.ts';

/** Every register that intake fills, in load order. */
export const registers: readonly Register[] = [
  federations,
  parks,
  enterprises,
  headcounts,
  memberships,
  unions,
  coverageLinks,
  members,
  censusFindings,
  ratingSchemes,
  ratingLevels,
  ratingRounds,
  starRatings,
  accountCharts,
  ledgerAccounts,
  ledgerLines,
  frontlineRules,
  frontlineRuleAccounts,
  hardshipHouseholds,
  assistanceGrants,
  aggregateReturns,
  lightRules,
  lightBands,
  targets,
  targetMilestones,
  campaigns,
  campaignGoals,
  unionisationEvents,
  bargainingOffers,
  agreements,
  agreementEnterprises,
  congressProposals,
  householdVisits,
  unionPairings,
  serviceSites,
  serviceSiteRatings,
  contests,
  contestEntries,
  activities,
  honours,
  enrolments,
  rightsCases,
  suggestions,
  apprenticeships,
  startupLoans,
  enterpriseVisits,
  starPlans,
  regionalRules,
  publicHolidays,
];

/** Registers that no file fills: they are written one by one in pages, by the same rules. */
export const steppedRegisters: readonly Register[] = [returnFilings, checkIns];
