import type { Calendar } from '../calendar.ts';
import type { CoveragePlan } from '../coverage.ts';
import type { Enterprise } from '../enterprises.ts';
import type { Random } from '../random.ts';
import { foundAfter, growOutOfJoint } from './after.ts';
import { foundBefore, foundLost } from './before.ts';
import { appointOrganisers, foundFederations, foundParkUnions, foundTownshipUnions } from './beyond-primary.ts';
import { foundHalfYear } from './half-year.ts';
import { endWithEnterprises, register } from './registration.ts';
import { Roster } from './roster.ts';
import { HALF_YEAR, type Organisation } from './union.ts';

/**
 * Founds every union and coverage link so that the plan comes true.
 * @throws Error when a seed leaves too few firms for the half-year of document 003.
 */
export function foundUnions(
  seed: Random,
  enterprises: readonly Enterprise[],
  plan: CoveragePlan,
  calendar: Calendar,
): Organisation {
  const roster = new Roster(seed.fork('unions'), calendar);
  foundParkUnions(roster);
  const townships = foundTownshipUnions(roster);
  foundBefore(roster, enterprises, plan, townships);
  foundLost(roster, plan);
  const newcomers = foundHalfYear(roster, enterprises, plan);
  foundAfter(roster, enterprises, plan);
  growOutOfJoint(roster, plan);
  foundFederations(roster, plan);
  appointOrganisers(roster, plan, townships);
  endWithEnterprises(roster);
  register(roster);

  const { first, last } = calendar.half;
  const approved = roster.unions.filter((one) => one.approvedOn >= first && one.approvedOn <= last);
  const singles = approved.filter((one) => one.orgType === 'single').length;
  if (approved.length !== HALF_YEAR.unions || singles !== HALF_YEAR.single) {
    throw new Error(`the half-year has ${approved.length} new unions, ${singles} of them single`);
  }
  return { unions: roster.unions, links: roster.links, newcomers };
}
