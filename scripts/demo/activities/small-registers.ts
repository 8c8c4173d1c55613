import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import type { Enterprise } from '../enterprises.ts';
import { CITY, COUNTY, towns } from '../places.ts';
import type { Random } from '../random.ts';
import { FIVE } from '../ratings.ts';
import type { SmallRow, SmallTables } from '../tables.ts';
import type { Organisation, Union } from '../unions/union.ts';
import { isThere } from './covering-union.ts';
import { byDay, Numbers } from './numbers.ts';

const county = { federation_code: COUNTY, region_code: COUNTY };
const PROBLEMS = ['labour', 'finance', 'market', 'policy', 'rights'];
const TEAMS = ['第一组', '第二组', '第三组', '第四组', '第五组', '第六组', '第七组'];
const SKILLS = ['挡车工', '电焊工', '钳工', '数控车工', '化验员', '电工'];

/** What the small registers hold: the counts of the half-year that document 003 names, and a year around them. */
export function smallRegisters(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  calendar: Calendar,
): SmallTables {
  const random = seed.fork('small registers');
  const { year } = calendar.half;
  const there = organisation.unions.filter(
    (one) => one.orgType === 'single' && isThere(one, `${year}-01-01`) && isThere(one, calendar.until),
  );
  const active = enterprises.filter((one) => one.closedOn === null && one.settledOn < `${year}-01-01`);
  const spring = (): string => dayBetween(random, `${year}-01-10`, `${year}-06-25`) as string;
  const past = (day: string): boolean => day <= calendar.until;
  const numbered = (series: string, key: string, day: string, rows: readonly SmallRow[]): SmallRow[] => {
    const numbers = new Numbers();
    return byDay(rows, (row) => String(row[day])).map((row) => ({
      [key]: numbers.next(series, String(row[day])),
      ...row,
    }));
  };
  let persons = 0;
  const person = (): string => `demo-p-${String(++persons).padStart(5, '0')}`;
  const at = (union: Union): SmallRow => ({
    federation_code: union.federationCode,
    region_code: union.regionCode,
    union_code: union.code,
  });
  const of = (enterprise: Enterprise): SmallRow => ({ ...county, credit_code: enterprise.creditCode });

  return {
    activity: numbered(
      'SYHD',
      'activity_no',
      'held_on',
      [
        ...activities(random, there, year, spring, at),
        ...towns.map((town) => ({
          kind: 'legal_outreach',
          name: `${town.name}送法下乡`,
          federation_code: town.code,
          region_code: town.code,
          held_on: spring(),
          attendee_count: random.integer(60, 320),
          is_approximate: true,
        })),
      ].filter((row) => past(String(row.held_on))),
    ),
    honour: numbered('SYRY', 'honour_no', 'awarded_on', [
      ...random.sample(active, 20).map((one) => ({
        ...of(one),
        kind: 'harmonious_unit',
        level: 'county',
        awarded_on: `${year}-06-20`,
      })),
      ...Array.from({ length: 20 }, (_, at20) => ({
        ...county,
        kind: 'finest_worker',
        level: 'county',
        person_key: person(),
        awarded_on: `${year}-04-28`,
        result: at20 < 10 ? 'awarded' : 'nominated',
      })),
      ...Array.from({ length: 46 }, () => ({
        ...county,
        kind: 'model_worker',
        level: random.pick(['county', 'county', 'city', 'province']),
        person_key: person(),
        awarded_on: dayBetween(random, `${year - 9}-04-20`, `${year}-04-29`) as string,
      })),
      ...random.sample(there, 12).map((one, place) => ({
        ...at(one),
        kind: place < 8 ? 'model_home' : 'model_small_home',
        level: 'county',
        awarded_on: `${year - 1}-12-18`,
      })),
      ...towns.slice(0, 8).map((town, place) => ({
        ...county,
        kind: 'six_good',
        level: 'city',
        recipient_federation_code: town.code,
        criteria_met_count: place < 6 ? 6 : 5,
        result: place < 6 ? 'awarded' : 'not_reached',
        awarded_on: `${year - 1}-12-20`,
      })),
    ]),
    enrolment: numbered('SYMC', 'enrolment_no', 'starts_on', [
      ...random.sample(active, 160).map((one) => ({ ...of(one), kind: 'joint_pledge', starts_on: spring() })),
      ...Array.from({ length: 34 }, (_, place) => ({
        ...county,
        kind: place < 22 ? 'bargaining_adviser' : 'bargaining_negotiator',
        person_key: person(),
        starts_on: `${year}-03-0${1 + (place % 9)}`,
      })),
      ...random.sample(there, 40).map((one, place) => ({
        ...at(one),
        kind: place < 12 ? 'full_time_officer' : place < 34 ? 'part_time_officer' : 'hired_chair',
        person_key: person(),
        starts_on: dayBetween(random, `${year - 2}-01-01`, `${year}-05-01`) as string,
      })),
      ...Array.from({ length: 9 }, () => ({
        ...county,
        kind: 'review_board',
        person_key: person(),
        starts_on: `${year}-02-10`,
      })),
      ...random.sample(active, 5).map((one) => ({ ...of(one), kind: 'reform_pilot', starts_on: `${year}-04-15` })),
    ]),
    rights_case: numbered(
      'SYWQ',
      'case_no',
      'opened_on',
      Array.from({ length: 150 }, () => rightsCase(random, active, calendar)),
    ),
    suggestion: numbered(
      'SYJY',
      'suggestion_no',
      'submitted_on',
      random.sample(there, 60).flatMap((one) =>
        Array.from({ length: random.integer(1, 6) }, () => {
          const submitted = spring();
          const decided = addDays(submitted, random.integer(10, 40));
          const isDecided = past(decided) && random.chance(0.9);
          return {
            union_code: one.code,
            submitted_on: submitted,
            decided_on: isDecided ? decided : null,
            is_adopted: isDecided ? random.chance(0.55) : null,
          };
        }),
      ),
    ),
    apprenticeship: numbered(
      'SYST',
      'apprenticeship_no',
      'starts_on',
      random.sample(there, 48).map((one, place) => ({
        union_code: one.code,
        master_key: person(),
        apprentice_key: person(),
        skill: random.pick(SKILLS),
        starts_on: `${year - (place % 2)}-03-0${1 + (place % 8)}`,
        graduated_on: place % 2 === 1 && past(`${year}-03-20`) ? `${year}-03-20` : null,
      })),
    ),
    // 五一创业贷: eleven at the first signing on 26 June.
    startup_loan: numbered(
      'SYCYD',
      'loan_no',
      'granted_on',
      random.sample(active, 11).map((one, place) => ({
        ...county,
        borrower_kind: place < 7 ? 'enterprise' : 'person',
        credit_code: place < 7 ? one.creditCode : null,
        bank: '射阳农村商业银行',
        granted_on: `${year}-06-26`,
        line_yuan: random.pick([100000, 150000, 200000, 300000]),
      })),
    ),
    enterprise_visit: numbered(
      'SYZF',
      'visit_no',
      'visited_on',
      random.sample(active, 90).map((one) => {
        const visited = spring();
        const hasProblem = random.chance(0.6);
        const solved = addDays(visited, random.integer(8, 120));
        return {
          federation_code: COUNTY,
          credit_code: one.creditCode,
          visited_on: visited,
          team: random.pick(TEAMS),
          problem: hasProblem ? random.pick(PROBLEMS) : 'none',
          due_on: hasProblem ? addDays(visited, 90) : null,
          solved_on: hasProblem && past(solved) && random.chance(0.8) ? solved : null,
        };
      }),
    ),
    star_plan: random.sample(there, 36).map((one) => ({
      union_code: one.code,
      scheme_code: FIVE,
      target_level: random.integer(3, 5),
      planned_on: `${year}-01-15`,
      due_on: `${year}-12-31`,
    })),
    regional_rule: [
      { region_code: CITY, kind: 'offer_reply_days', value: 20, valid_from: `${year - 3}-01-01` },
      { region_code: COUNTY, kind: 'union_eligibility_months', value: 6, valid_from: `${year - 3}-01-01` },
    ],
  };
}

function activities(
  random: Random,
  unions: readonly Union[],
  year: number,
  spring: () => string,
  at: (union: Union) => SmallRow,
): SmallRow[] {
  const one = (kind: string, name: string, more: SmallRow): SmallRow => ({
    ...county,
    kind,
    name,
    held_on: spring(),
    ...more,
  });
  return [
    one('party_union', '党工共建座谈', { attendee_count: 60, is_approximate: true }),
    one('legal_outreach', '法制宣传月广场咨询', {
      held_on: `${year}-05-12`,
      attendee_count: 600,
      is_approximate: true,
    }),
    // Eight talks before 5,000 workers.
    one('model_worker_talk', '劳模事迹巡回宣讲', { held_on: `${year}-05-06`, session_count: 8, attendee_count: 5000 }),
    one('adviser_training', '协商指导员、谈判员培训班', {
      held_on: `${year}-03-18`,
      attendee_count: 60,
      is_approximate: true,
    }),
    one('cadre_training', '基层工会主席培训班', { attendee_count: 120 }),
    one('study_session', '教育实践活动集中学习', { session_count: 6 }),
    one('study_essay', '心得体会', { item_count: 26 }),
    one('information_report', '信息报送', { item_count: 3 }),
    one('publication', '门户网站、内刊稿件', { item_count: 84 }),
    one('contact_card', '发放工作联系卡', { item_count: 1200, is_approximate: true }),
    one('tripartite_meeting', '劳动关系三方联席会议', {}),
    one('retired_cadre_service', '走访离退休干部', {}),
    ...['employment_training', 'job_placement', 'startup_guidance'].flatMap((kind) =>
      ['laid_off', 'hardship', 'migrant'].map((group) =>
        one(kind, '就业创业帮扶', { attendee_count: random.integer(18, 160), target_group: group }),
      ),
    ),
    ...Array.from({ length: 40 }, () => one('frontline_service', '服务到一线', { is_frontline: random.chance(0.62) })),
    ...random.sample(unions, 15).flatMap((union) =>
      ['company', 'plant', 'team'].slice(0, random.integer(1, 3)).map((level) => ({
        ...at(union),
        kind: 'democratic_meeting',
        name: '民主管理会议',
        held_on: spring(),
        level,
      })),
    ),
    ...random.sample(unions, 24).map((union) => {
      const voters = random.integer(40, 260);
      return {
        ...at(union),
        kind: 'satisfaction_vote',
        name: '职工之家会员评议',
        held_on: spring(),
        attendee_count: voters,
        favourable_count: Math.round(voters * random.between(0.68, 0.99)),
      };
    }),
  ];
}

function rightsCase(random: Random, enterprises: readonly Enterprise[], calendar: Calendar): SmallRow {
  const { year } = calendar.half;
  const kind = random.pick(['dispute', 'appeal', 'appeal', 'wage_arrears', 'rights_platform', 'audit_finding']);
  const opened = dayBetween(random, `${year - 1}-07-01`, calendar.until) as string;
  const closed = addDays(opened, random.integer(5, 80));
  const isClosed = closed <= calendar.until && random.chance(0.88);
  const claimed = kind === 'wage_arrears' ? random.integer(20, 480) * 1000 : null;
  return {
    ...county,
    kind,
    channel: kind === 'audit_finding' ? 'audit' : random.pick(['visit', 'hotline', 'online', 'letter']),
    credit_code: random.pick(enterprises).creditCode,
    opened_on: opened,
    due_on: addDays(opened, 60),
    closed_on: isClosed ? closed : null,
    result: isClosed ? random.pick(['resolved', 'resolved', 'resolved', 'partly', 'referred']) : null,
    worker_count: random.integer(1, 40),
    claimed_yuan: claimed,
    recovered_yuan: claimed !== null && isClosed ? Math.round(claimed * random.pick([1, 1, 0.8])) : null,
  };
}
