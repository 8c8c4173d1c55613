import { accounts, charts, ruleAccounts, rules } from './accounts.ts';
import { activities } from './activities/activities.ts';
import { assist } from './assistance.ts';
import { calendarUntil } from './calendar.ts';
import { planCoverage } from './coverage.ts';
import { drawEnterprises, enterpriseRows } from './enterprises.ts';
import { census } from './findings.ts';
import { keepBooks } from './ledger.ts';
import { measureCoverage } from './measure.ts';
import { registerMembers } from './members.ts';
import { chooseRegistered, observe } from './observations.ts';
import { CITY, COUNTY, industryFederations, PROVINCE, parks, towns } from './places.ts';
import { Random } from './random.ts';
import { rateUnions } from './ratings.ts';
import { aggregateReturns } from './returns.ts';
import type { DemoTables, FederationRow, ParkRow } from './tables.ts';
import { setTargets } from './targets.ts';
import { foundUnions } from './unions/found-unions.ts';
import { linkRow, unionRow } from './unions/union.ts';

/** Which demo is made: `until` is the last full day that it speaks of, `YYYY-MM-DD`. */
export type DemoOptions = { readonly seed: number; readonly until: string };

/** The county's region code until 1983. */
const RETIRED_COUNTY = '322324';

/** The seed of the demo that everybody sees. */
export const DEFAULT_SEED = 320924;

/**
 * The demo federation of Sheyang county as rows by sheet key. The same seed and day give the same rows. Nobody in it
 * exists: enterprises, codes and pseudonyms are invented; places are real, save most parks.
 */
export function generateDemo({ seed, until }: DemoOptions): DemoTables {
  const random = new Random(seed);
  const calendar = calendarUntil(until);
  const enterprises = drawEnterprises(random, calendar);
  const plan = planCoverage(random, enterprises, calendar);
  const organisation = foundUnions(random, enterprises, plan, calendar);
  const registered = chooseRegistered(random, organisation, plan, calendar);
  const observations = observe(random, enterprises, organisation, plan, calendar);
  const stars = rateUnions(random, organisation, calendar);
  const assistance = assist(random, calendar);

  const tables: DemoTables = {
    federation: federations(),
    park: parkRows(),
    enterprise: enterprises.flatMap(enterpriseRows),
    headcount_observation: observations.headcounts,
    membership_observation: observations.memberships,
    trade_union: organisation.unions.map(unionRow),
    coverage_link: organisation.links.map(linkRow),
    member: registerMembers(random, registered, organisation, observations, calendar),
    census_finding: census(random, organisation, calendar),
    rating_scheme: stars.schemes,
    rating_level: stars.levels,
    rating_round: stars.rounds,
    star_rating: stars.ratings,
    account_chart: [...charts],
    ledger_account: [...accounts],
    ledger_line: keepBooks(random, enterprises, organisation, calendar),
    frontline_rule: [...rules],
    frontline_rule_account: [...ruleAccounts],
    hardship_household: assistance.households,
    assistance_grant: assistance.grants,
    aggregate_return: aggregateReturns(random, calendar),
    target: [],
    target_milestone: [],
    ...activities(random, enterprises, organisation, assistance.households, calendar),
  };
  const { targets, milestones } = setTargets(
    measureCoverage(tables, calendar.start),
    measureCoverage(tables, `${until.slice(0, 4)}-01-01`),
    calendar,
    tables.trade_union.map((union) => union.approved_on),
  );
  return { ...tables, target: targets, target_milestone: milestones };
}

function federations(): FederationRow[] {
  const row = (code: string, name: string, level: string, parent: string | null, region: string): FederationRow => ({
    federation_code: code,
    name,
    level,
    parent_code: parent,
    region_code: region,
  });
  return [
    row(PROVINCE, '江苏省总工会', 'province', null, PROVINCE),
    row(CITY, '盐城市总工会', 'city', PROVINCE, CITY),
    row(COUNTY, '射阳县总工会', 'county', CITY, COUNTY),
    ...towns.map((town) => row(town.code, `${town.name.replace(/^县/u, '射阳')}总工会`, 'town', COUNTY, town.code)),
    // An old office still writes the county's retired code; the intake takes its successor.
    ...industryFederations.map(({ code, name }) =>
      row(code, name, 'industry', COUNTY, code === '320924-HLT' ? RETIRED_COUNTY : COUNTY),
    ),
  ];
}

function parkRows(): ParkRow[] {
  return parks.map((park) => ({
    park_code: park.code,
    official_catalogue_no: null,
    name: park.name,
    level: park.level,
    region_code: park.regionCode,
    opened_on: park.openedOn,
    closed_on: null,
  }));
}
