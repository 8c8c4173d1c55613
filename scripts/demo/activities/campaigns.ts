import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { type Calendar, latest } from '../calendar.ts';
import { areaOn } from '../enterprises.ts';
import { COUNTY, towns } from '../places.ts';
import type { Random } from '../random.ts';
import type { AgreementRow, CampaignRow, GoalRow } from '../tables.ts';
import type { Organisation } from '../unions/union.ts';
import { firstCovers } from './covering-union.ts';

/** How long the campaign that runs on the last day has run by then, and goes on after it. */
const RUNNING = { before: 19, after: 10 };

/**
 * The campaigns of two years: unionisation in May and September and one that runs on `until`, bargaining in March and
 * October. Their goals are set by `setGoals`, once it is known what came of them.
 */
export function planCampaigns({ half: { year }, until }: Calendar): CampaignRow[] {
  const campaigns: CampaignRow[] = [];
  const plan = (kind: CampaignRow['kind'], starts_on: string, ends_on: string, name: string): void => {
    if (starts_on > until) return;
    const letters = kind === 'unionisation' ? 'JH' : 'XS';
    const number = campaigns.filter((one) => one.kind === kind && one.starts_on.slice(0, 4) === starts_on.slice(0, 4));
    campaigns.push({
      campaign_code: `SY-${letters}-${starts_on.slice(0, 4)}-${number.length + 1}`,
      name: `${starts_on.slice(0, 4)}年${name}`,
      kind,
      federation_code: COUNTY,
      starts_on,
      ends_on,
      document: `射工发〔${starts_on.slice(0, 4)}〕${Number(starts_on.slice(5, 7)) + 3}号（演示）`,
    });
  };
  for (const at of [year - 1, year]) {
    plan('bargaining', `${at}-03-01`, `${at}-03-31`, '工资集体协商突击月');
    plan('unionisation', `${at}-05-01`, `${at}-05-31`, '集中建会月');
    plan('unionisation', `${at}-09-01`, `${at}-09-30`, '秋季集中建会月');
    plan('bargaining', `${at}-10-01`, `${at}-10-31`, '秋季协商要约行动月');
  }
  const unionisation = campaigns.filter(({ kind }) => kind === 'unionisation');
  if (!unionisation.some(({ ends_on }) => ends_on >= until)) {
    const free = unionisation.map(({ ends_on }) => addDays(ends_on, 1));
    plan(
      'unionisation',
      latest(addDays(until, -RUNNING.before), ...free),
      addDays(until, RUNNING.after),
      '工会组建突击月',
    );
  }
  return campaigns;
}

/** The campaign of the kind that runs on `day`; null when none does. */
export function campaignOn(
  campaigns: readonly CampaignRow[],
  kind: CampaignRow['kind'],
  day: string,
): CampaignRow | null {
  return campaigns.find((one) => one.kind === kind && one.starts_on <= day && day <= one.ends_on) ?? null;
}

/** Goals of the county and its towns, in enterprises with a first union or in agreements, near to what came of each campaign: some are passed by far, some missed. */
export function setGoals(
  seed: Random,
  campaigns: readonly CampaignRow[],
  organisation: Organisation,
  agreements: readonly AgreementRow[],
  { until }: Calendar,
): GoalRow[] {
  const random = seed.fork('goals');
  const covers = [...firstCovers(organisation).values()];
  return campaigns.flatMap((campaign) => {
    const { campaign_code, starts_on, ends_on } = campaign;
    const within = (day: string): boolean => starts_on <= day && day <= ends_on;
    const places =
      campaign.kind === 'unionisation'
        ? covers.filter(({ from }) => within(from)).map(({ enterprise, from }) => areaOn(enterprise, from).town.code)
        : agreements.filter(({ signed_on }) => within(signed_on)).map(({ region_code }) => region_code);
    const last = ends_on < until ? ends_on : until;
    const passed = (daysBetween(starts_on, last) + 1) / (daysBetween(starts_on, ends_on) + 1);
    const goal = (scope: string, count: number): GoalRow => ({
      campaign_code,
      scope_id: scope,
      goal_count: Math.max(1, Math.round(count / passed)),
    });
    const ofTowns = towns.flatMap((town) => {
      const done = places.filter((code) => code === town.code).length;
      const expected = (places.length * (town.name.endsWith('镇') ? 1 : 0.6)) / towns.length;
      return town.code === '320924404'
        ? []
        : [goal(`region:${town.code}`, 0.6 * done + 0.3 * expected + random.between(0, 0.9))];
    });
    return [goal(`region:${COUNTY}`, places.length * random.between(0.94, 1.12)), ...ofTowns];
  });
}
