import { assistanceGrants, hardshipHouseholds } from './assistance-registers.ts';
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
import { ratingLevels, ratingRounds, ratingSchemes, starRatings } from './rating-registers.ts';
import type { Register } from './register.ts';
import { aggregateReturns, targetMilestones, targets } from './return-and-target-registers.ts';
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
  targets,
  targetMilestones,
];
