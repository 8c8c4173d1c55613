import { addDays, unionYearStart } from '@union/schema/calendar.ts';
import type { Calendar } from './calendar.ts';
import type { Coverage } from './measure.ts';
import type { MilestoneRow, TargetRow } from './tables.ts';

type Targets = { targets: TargetRow[]; milestones: MilestoneRow[] };

/**
 * The targets of the county: more than 85 % for both rates of every park, from the union year in which the story
 * begins to the end of the union year after `until`; what parks set themselves; spending and assistance.
 * @param beginning coverage by place on the first day of the story.
 * @param thisYear the same on 1 January of the year of `until`.
 */
export function setTargets(
  beginning: ReadonlyMap<string, Coverage>,
  thisYear: ReadonlyMap<string, Coverage>,
  calendar: Calendar,
): Targets {
  const county = beginning.get('county') as Coverage;
  const startsOn = calendar.unionYear;
  const endsOn = addDays(`${Number(unionYearStart(calendar.until).slice(0, 4)) + 1}-10-01`, -1);
  const year = calendar.until.slice(0, 4);
  const issued = startsOn.slice(0, 4);
  const document = '工业园区工会建设';
  const clause = '园区企业建会率和职工入会率均需超过85%';
  const base = {
    starts_on: startsOn,
    ends_on: endsOn,
    comparison: '>' as const,
    calendar_method: 'day' as const,
    is_inherited: true,
    document,
    clause,
    approved_by: '射阳县总工会（演示）',
    supersedes_code: null,
  };
  const targets: TargetRow[] = [
    {
      ...base,
      target_code: `SY-${Number(issued) - 1}-JH`,
      metric_id: 'enterprise_unionisation_rate',
      scope_id: 'region:320924',
      baseline_value: baselineOf(county),
      target_value: 0.8,
      comparison: '>=',
      clause: '企业建会率达到80%（原定目标，已被取代）',
    },
    {
      ...base,
      target_code: `SY-${issued}-JH`,
      metric_id: 'enterprise_unionisation_rate',
      scope_id: 'region:320924',
      baseline_value: baselineOf(county),
      target_value: 0.85,
      supersedes_code: `SY-${Number(issued) - 1}-JH`,
    },
    {
      ...base,
      target_code: `SY-${issued}-RH`,
      metric_id: 'member_rate',
      scope_id: 'region:320924',
      baseline_value: rate(county.members, county.workers),
      target_value: 0.85,
    },
    // A park that starts from far below has a target of its own, by months.
    {
      ...base,
      target_code: `SY-${issued}-JH-P08`,
      metric_id: 'enterprise_unionisation_rate',
      scope_id: 'park:320924-P08',
      baseline_value: baselineOf(beginning.get('park:320924-P08')),
      target_value: 0.7,
      comparison: '>=',
      calendar_method: 'month',
      document: '特庸镇茧丝绸产业园集中建会方案',
      clause: '第三条',
    },
    // Another aims at 80 % or more, which 56 of 70 just meet.
    {
      ...base,
      target_code: `SY-${year}-JH-P06`,
      metric_id: 'enterprise_unionisation_rate',
      scope_id: 'park:320924-P06',
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
      baseline_value: baselineOf(thisYear.get('park:320924-P06')),
      target_value: 0.8,
      comparison: '>=',
      document: '海河镇工业集中区工会年度目标（演示）',
      clause: '第二条',
    },
    {
      ...base,
      target_code: `SY-${year}-JH-XIAN`,
      metric_id: 'enterprise_unionisation_rate',
      scope_id: 'federation:320924',
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
      baseline_value: baselineOf(thisYear.get('county')),
      target_value: 0.8,
      comparison: '>=',
      is_inherited: false,
      document: `射阳县总工会${year}年度工作要点（演示）`,
      clause: '全县企业建会率达到80%',
    },
    {
      ...base,
      target_code: `SY-${year}-JF`,
      metric_id: 'spending_frontline_share_broad',
      scope_id: 'federation:320924',
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
      baseline_value: null,
      target_value: 0.65,
      comparison: '>=',
      document: '工会经费向一线倾斜的意见（演示）',
      clause: '第五条',
    },
    {
      ...base,
      target_code: `SY-${year}-BF`,
      metric_id: 'assistance_frontline_share',
      scope_id: 'region:320924',
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
      baseline_value: null,
      target_value: 0.85,
      comparison: '>=',
      document: '困难职工帮扶工作意见（演示）',
      clause: '第四条',
    },
  ];
  const milestones = [`SY-${issued}-JH`, `SY-${issued}-RH`].flatMap((target_code) =>
    halfYears(startsOn, endsOn).map((due_on, at, all) => ({
      target_code,
      due_on,
      value: at === all.length - 1 ? 0.85 : Math.round((0.5 + (0.35 * (at + 1)) / all.length) * 100) / 100,
    })),
  );
  return { targets, milestones };
}

/** The unionisation rate as a baseline, to four decimals. */
function baselineOf(coverage: Coverage | undefined): number | null {
  return coverage ? rate(coverage.covered, coverage.enterprises) : null;
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}

/** Every 31 March and 30 September in the period. */
function halfYears(from: string, to: string): string[] {
  const days: string[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    for (const day of [`${year}-03-31`, `${year}-09-30`]) if (day > from && day <= to) days.push(day);
  }
  return days;
}
