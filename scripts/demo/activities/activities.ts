import type { Calendar } from '../calendar.ts';
import type { Enterprise } from '../enterprises.ts';
import type { Random } from '../random.ts';
import type { DemoTables, HouseholdRow, SmallTables } from '../tables.ts';
import type { Organisation } from '../unions/union.ts';
import { bargain } from './bargaining.ts';
import { planCampaigns, setGoals } from './campaigns.ts';
import { holdContests } from './contests.ts';
import { coveringUnions } from './covering-union.ts';
import { unionPairings } from './pairings.ts';
import { proposals } from './proposals.ts';
import { serviceSites } from './sites.ts';
import { smallRegisters } from './small-registers.ts';
import { unionisationEvents } from './unionisation-events.ts';
import { householdVisits } from './visits.ts';

type WorkTables = Pick<
  DemoTables,
  | 'campaign'
  | 'campaign_goal'
  | 'unionisation_event'
  | 'bargaining_offer'
  | 'agreement'
  | 'agreement_enterprise'
  | 'congress_proposal'
  | 'household_visit'
  | 'union_pairing'
  | 'service_site'
  | 'service_site_rating'
  | 'contest'
  | 'contest_entry'
  | keyof SmallTables
>;

/** What the unions did: campaigns, bargaining, congresses, visits, pairs, sites and contests. */
export function activities(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  households: readonly HouseholdRow[],
  calendar: Calendar,
): WorkTables {
  const random = seed.fork('work');
  const covering = coveringUnions(organisation);
  const campaigns = planCampaigns(calendar);
  const bargaining = bargain(random, enterprises, organisation, covering, campaigns, calendar);
  const { sites, ratings } = serviceSites(random, enterprises, covering, calendar);
  const { contests, entries } = holdContests(random, enterprises, covering, calendar);
  return {
    campaign: campaigns,
    campaign_goal: setGoals(random, campaigns, organisation, bargaining.agreements, calendar),
    unionisation_event: unionisationEvents(random, enterprises, organisation, covering, campaigns, calendar),
    bargaining_offer: bargaining.offers,
    agreement: bargaining.agreements,
    agreement_enterprise: bargaining.agreementEnterprises,
    congress_proposal: proposals(random, organisation, calendar),
    household_visit: householdVisits(random, households, calendar),
    union_pairing: unionPairings(random, organisation, calendar),
    service_site: sites,
    service_site_rating: ratings,
    contest: contests,
    contest_entry: entries,
    ...smallRegisters(random, enterprises, organisation, calendar),
  };
}
