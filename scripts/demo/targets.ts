import { addDays, daysBetween, unionYearStart } from '@union/schema/calendar.ts';
import type { Calendar } from './calendar.ts';
import type { Coverage } from './measure.ts';
import type { MilestoneRow, TargetRow } from './tables.ts';

type Targets = { targets: TargetRow[]; milestones: MilestoneRow[] };

/**
 * The targets of the county: more than 85 % for both rates of every park, judged together, from the union year in which the
 * story begins to the end of the union year after `until`; what parks set themselves; spending and assistance; a count
 * by three calendars, as the notice of a city has them, under the rule that leaves a hole; counts of towns below the
 * county's; a share that is to fall; and the other cities' light rules.
 * @param beginning coverage by place on the first day of the story.
 * @param thisYear the same on 1 January of the year of `until`.
 * @param approvedOn the day of approval of every union.
 */
export function setTargets(
  beginning: ReadonlyMap<string, Coverage>,
  thisYear: ReadonlyMap<string, Coverage>,
  calendar: Calendar,
  approvedOn: readonly string[],
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
    light_rule_code: null,
    group_code: null,
  };
  const ownYear = { ...base, starts_on: `${year}-01-01`, ends_on: `${year}-12-31`, comparison: '>=' as const };
  const bothRates = `SY-${issued}-SHUANG-LV`;
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
      group_code: bothRates,
    },
    {
      ...base,
      target_code: `SY-${issued}-RH`,
      metric_id: 'member_rate',
      scope_id: 'region:320924',
      baseline_value: rate(county.members, county.workers),
      target_value: 0.85,
      group_code: bothRates,
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
    // The same count by three calendars: the county's year, its federation's union year, the city's deadline.
    ...newUnionTargets(ownYear, calendar, approvedOn),
    // Less is better: under 5 % of the unions that were checked.
    {
      ...ownYear,
      target_code: `SY-${year}-KONGKE`,
      metric_id: 'union_shell_zombie_share',
      scope_id: 'region:320924',
      baseline_value: 0.12,
      target_value: 0.05,
      comparison: '<',
      document: '空壳工会、僵尸工会清查方案（演示）',
      clause: '空壳、僵尸工会占比降到5%以下',
    },
    // Relative to the path, as one city judges; cards and a leader, as another does.
    {
      ...ownYear,
      target_code: `SY-${year}-ZHENG`,
      metric_id: 'union_certificate_share',
      scope_id: 'region:320924',
      baseline_value: 0.4,
      target_value: 0.9,
      light_rule_code: 'SANYA-2022',
      document: '工会法人资格登记工作通知（演示）',
      clause: '年底前登记率达到90%',
    },
    {
      ...ownYear,
      target_code: `SY-${year}-YOUXIAO`,
      metric_id: 'enterprise_unionisation_rate_effective',
      scope_id: 'region:320924',
      baseline_value: 0.5,
      target_value: 0.8,
      light_rule_code: 'ZAOZHUANG-2022',
      document: '园区工会规范化建设通报办法（演示）',
      clause: '有效建会率达到80%',
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

/**
 * New unions in three periods of different length, each behind by about what a city's notice had: 2.8 points of the
 * calendar year (where the rule says nothing), 27.9 of the union year, 23.7 of a period of its own; and what towns took on.
 */
function newUnionTargets(
  ownYear: Omit<TargetRow, 'target_code' | 'metric_id' | 'scope_id' | 'baseline_value' | 'target_value'>,
  { until }: Calendar,
  approvedOn: readonly string[],
): TargetRow[] {
  const year = until.slice(0, 4);
  const unionYear = unionYearStart(until);
  const count = {
    ...ownYear,
    metric_id: 'new_union_count',
    baseline_value: null,
    is_inherited: false,
    light_rule_code: 'YINCHUAN-2025',
    document: '集中建会工作通报（演示）',
  };
  /** The goal that the unions approved so far are `behind` of, as a share of it. */
  const goal = (from: string, to: string, behind: number): number => {
    const approved = approvedOn.filter((day) => day >= from && day <= until).length;
    const passed = (daysBetween(from, until) + 1) / (daysBetween(from, to) + 1);
    return Math.max(10, Math.round(approved / Math.max(passed - behind, passed * 0.8)));
  };
  const period = (code: string, scope_id: string, starts_on: string, ends_on: string, behind: number): TargetRow => {
    const target_value = goal(starts_on, ends_on, behind);
    return {
      ...count,
      target_code: code,
      scope_id,
      starts_on,
      ends_on,
      target_value,
      clause: `新建工会${target_value}家`,
    };
  };
  const unionYearEnd = addDays(`${Number(unionYear.slice(0, 4)) + 1}-10-01`, -1);
  const whole = goal(ownYear.starts_on, ownYear.ends_on, 0.028);
  return [
    period(`SY-${year}-XJ`, 'region:320924', ownYear.starts_on, ownYear.ends_on, 0.028),
    period(`SY-${year}-XJ-UY`, 'federation:320924', unionYear, unionYearEnd, 0.279),
    period(`YC-${year}-XJ`, 'region:320900', `${Number(year) - 1}-07-01`, `${year}-12-20`, 0.237),
    ...[
      ['320924100', 0.2],
      ['320924101', 0.15],
      ['320924102', 0.1],
    ].map(([town, share]): TargetRow => {
      const target_value = Math.max(1, Math.round(whole * Number(share)));
      const clause = `承担新建工会${target_value}家`;
      return { ...count, target_code: `SY-${year}-XJ-${town}`, scope_id: `region:${town}`, target_value, clause };
    }),
  ];
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
