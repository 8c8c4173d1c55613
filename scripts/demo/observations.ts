import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { type Calendar, latest, progress } from './calendar.ts';
import type { CoveragePlan } from './coverage.ts';
import { areaOn, type Enterprise, isActive, workersOn } from './enterprises.ts';
import { areas } from './places.ts';
import type { Random } from './random.ts';
import type { HeadcountRow, MembershipRow } from './tables.ts';
import { HALF_YEAR, type Organisation } from './unions/union.ts';

/** Members and workers of each enterprise on each day they were counted. */
export type Observations = {
  readonly headcounts: HeadcountRow[];
  readonly memberships: MembershipRow[];
  /** Members of an enterprise on a day, by the same course that the observations follow. */
  membersOn(one: Enterprise, day: string): number;
};

/** From when to when an enterprise is unionised, and how its membership grows. */
type Course = {
  readonly from: string;
  /** Day on which the last coverage ended though the enterprise went on. */
  readonly until: string | null;
  startRatio: number;
  endRatio: number;
  /** Members on the last day of the half-year, for the newcomers of it: exact. */
  atHalf: number | undefined;
};

/** Below this many workers a firm is counted every half-year only. */
const QUARTERLY_FROM = 15;
/** A new union needs this many days to reach its level of membership. */
const RAMP_DAYS = 270;

export function observe(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  plan: CoveragePlan,
  calendar: Calendar,
): Observations {
  const random = seed.fork('observations');
  const courses = coursesOf(random, organisation, plan);
  fitHalfYear(courses, organisation.newcomers, calendar);
  fitArea(enterprises, courses, calendar, 'start');
  fitArea(enterprises, courses, calendar, 'end');

  const headcounts: HeadcountRow[] = [];
  const memberships: MembershipRow[] = [];
  for (const one of enterprises) {
    for (const [at, day] of headcountDays(one, calendar).entries()) {
      const workers = workersOn(one, calendar, day);
      headcounts.push({
        credit_code: one.creditCode,
        observed_on: day,
        source:
          at === 0
            ? day === one.settledOn
              ? 'register'
              : 'census'
            : one.isAboveScale && day.endsWith('12-31')
              ? 'social_insurance'
              : 'return',
        worker_count: workers,
        female_count: Math.round(workers * one.femaleShare),
        migrant_count: workers >= QUARTERLY_FROM ? Math.round(workers * one.migrantShare) : null,
      });
    }
    const course = courses.get(one);
    if (!course) continue;
    for (const day of membershipDays(one, course, calendar)) {
      const members = membersAt(one, course, calendar, day);
      memberships.push({
        credit_code: one.creditCode,
        observed_on: day,
        source: calendar.quarterEnds.includes(day)
          ? day === calendar.quarterEnds[0]
            ? 'census'
            : 'return'
          : 'register',
        member_count: members,
        female_count: members >= QUARTERLY_FROM ? Math.round(members * one.femaleShare) : null,
      });
    }
  }
  overstate(random, memberships, enterprises, organisation, calendar);
  return {
    headcounts,
    memberships,
    membersOn(one, day) {
      const course = courses.get(one);
      return course && course.from <= day ? membersAt(one, course, calendar, day) : 0;
    },
  };
}

function coursesOf(random: Random, organisation: Organisation, plan: CoveragePlan): Map<Enterprise, Course> {
  const courses = new Map<Enterprise, Course>();
  for (const link of organisation.links) {
    const { enterprise } = link;
    if (link.kind === 'federation_secondary') continue;
    const known = courses.get(enterprise);
    const loss = plan.lost.get(enterprise);
    courses.set(enterprise, {
      from: known && known.from < link.from ? known.from : link.from,
      until: loss === 'link_ended' || loss === 'union_dissolved' ? (link.to ?? link.union.dissolvedOn) : null,
      startRatio: Math.min(Math.max(random.normal(0.86, 0.08), 0.45), 1),
      endRatio: Math.min(Math.max(random.normal(0.93, 0.06), 0.5), 1) * (link.kind === 'organiser' ? 0.5 : 1),
      atHalf: undefined,
    });
  }
  return courses;
}

/** The newcomers of the half-year together have exactly the members that document 003 counts. */
function fitHalfYear(
  courses: ReadonlyMap<Enterprise, Course>,
  newcomers: readonly Enterprise[],
  calendar: Calendar,
): void {
  const { last } = calendar.half;
  const workers = new Map(newcomers.map((one) => [one, workersOn(one, calendar, last)]));
  const all = [...workers.values()].reduce((so, count) => so + count, 0);
  const share = HALF_YEAR.members / all;
  if (share > 0.97 || share < 0.6)
    throw new Error(`3,739 members of ${all} workers of the half-year's newcomers is not believable`);
  let left = HALF_YEAR.members;
  for (const [one, count] of workers) {
    const course = courses.get(one);
    if (!course) throw new Error('a newcomer has no union');
    course.atHalf = Math.min(count, Math.floor(share * course.endRatio * count));
    left -= course.atHalf;
  }
  while (left > 0) {
    const before = left;
    for (const [one, count] of workers) {
      const course = courses.get(one) as Course;
      if (left === 0 || (course.atHalf as number) >= count) continue;
      course.atHalf = (course.atHalf as number) + 1;
      left -= 1;
    }
    if (left === before) throw new Error('the newcomers of the half-year have too few workers');
  }
}

/** Scales the membership ratios of each area until its member rate is the one of its story. */
function fitArea(
  enterprises: readonly Enterprise[],
  courses: ReadonlyMap<Enterprise, Course>,
  calendar: Calendar,
  end: 'start' | 'end',
): void {
  const day = end === 'start' ? calendar.start : calendar.until;
  const byArea = Map.groupBy(
    enterprises.filter((one) => isActive(one, day)),
    (one) => areaOn(one, day),
  );
  for (const area of areas) {
    const active = byArea.get(area) ?? [];
    const wanted =
      (end === 'start' ? area.startMemberRate : area.endMemberRate) *
      total(active, (one) => lastWorkers(one, calendar, day));
    const members = active.filter((one) => (courses.get(one)?.from ?? '9999') <= day);
    const ratios = new Map(members.map((one) => [one, ratioOf(courses.get(one) as Course, end)]));
    let low = 0.4;
    let high = 1.6;
    for (let step = 0; step < 24; step++) {
      const factor = (low + high) / 2;
      for (const [one, ratio] of ratios) setRatio(courses.get(one) as Course, end, Math.min(1, ratio * factor));
      if (total(members, (one) => lastMembers(one, courses.get(one) as Course, calendar, day)) > wanted) high = factor;
      else low = factor;
    }
  }
}

function total(enterprises: readonly Enterprise[], count: (one: Enterprise) => number): number {
  return enterprises.reduce((so, one) => so + count(one), 0);
}

function ratioOf(course: Course, end: 'start' | 'end'): number {
  return end === 'start' ? course.startRatio : course.endRatio;
}

function setRatio(course: Course, end: 'start' | 'end', ratio: number): void {
  if (end === 'start') course.startRatio = ratio;
  else course.endRatio = ratio;
}

function membersAt(one: Enterprise, course: Course, calendar: Calendar, day: string): number {
  if (course.until !== null && day >= course.until) return 0;
  // No more than the workers last counted, so that a day between two counts does not overstate.
  const workers = Math.min(workersOn(one, calendar, day), lastWorkers(one, calendar, day) || Number.POSITIVE_INFINITY);
  if (course.atHalf !== undefined) {
    const { last } = calendar.half;
    if (day <= last) {
      // On the day of approval most have joined; by the end of the half-year exactly `atHalf`.
      return day === last
        ? course.atHalf
        : Math.min(course.atHalf, Math.round(course.atHalf * (0.8 + 0.2 * progress(course.from, last, day))));
    }
    const later = Math.round(workers * course.endRatio);
    const grown = course.atHalf + (later - course.atHalf) * progress(last, calendar.until, day);
    return Math.min(workers, Math.max(1, Math.round(grown)));
  }
  const ratio =
    course.from <= calendar.start
      ? course.startRatio + (course.endRatio - course.startRatio) * progress(calendar.start, calendar.until, day)
      : course.endRatio * (0.82 + 0.18 * Math.min(1, daysBetween(course.from, day) / RAMP_DAYS));
  return Math.min(workers, Math.max(1, Math.round(workers * ratio)));
}

function headcountDays(one: Enterprise, calendar: Calendar): string[] {
  const isSmall = Math.max(one.startSize, one.endSize) < QUARTERLY_FROM && one.endSize !== 0;
  const days = calendar.quarterEnds.filter(
    (day, at) => isActive(one, day) && (!isSmall || at === 0 || day.endsWith('06-30') || day.endsWith('12-31')),
  );
  return one.settledOn > (calendar.quarterEnds[0] as string) &&
    isActive(one, calendar.start) === false &&
    one.closedOn === null
    ? [one.settledOn, ...days.filter((day) => day > one.settledOn)]
    : days;
}

function membershipDays(one: Enterprise, course: Course, calendar: Calendar): string[] {
  const first = calendar.quarterEnds[0] as string;
  const days = headcountDays(one, calendar).filter(
    (day) => day >= course.from && (course.until === null || day < course.until),
  );
  const began = course.from > first ? [course.from] : [];
  const half = course.atHalf === undefined ? [] : [calendar.half.last];
  const ended = course.until === null ? [] : [course.until];
  const registered = one.membersRegisteredOn;
  return [...new Set([...began, ...days, ...half, ...ended])]
    .filter((day) => registered === null || day < registered)
    .toSorted();
}

/** Workers as last counted on or before `day`; what the figures of that day use. */
function lastWorkers(one: Enterprise, calendar: Calendar, day: string): number {
  const counted = headcountDays(one, calendar).findLast((other) => other <= day);
  return counted ? workersOn(one, calendar, counted) : 0;
}

function lastMembers(one: Enterprise, course: Course, calendar: Calendar, day: string): number {
  const counted = membershipDays(one, course, calendar).findLast((other) => other <= day);
  return counted ? membersAt(one, course, calendar, counted) : 0;
}

/** Two returns that count more members than workers, as sloppy returns do: the intake warns and takes them. */
function overstate(
  random: Random,
  rows: readonly MembershipRow[],
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  calendar: Calendar,
): void {
  const spared = new Set(organisation.newcomers.map((one) => one.creditCode));
  const byCode = new Map(enterprises.map((one) => [one.creditCode, one]));
  const day = calendar.quarterEnds[3] as string;
  const candidates = rows.filter(
    (row) => row.observed_on === day && row.member_count >= 40 && !spared.has(row.credit_code),
  );
  for (const row of random.sample(candidates, 2)) {
    row.member_count = workersOn(byCode.get(row.credit_code) as Enterprise, calendar, day) + random.integer(3, 9);
  }
}

/** Keeps a real-name register from `on` for some enterprises; must run before the observations are made. */
export function chooseRegistered(
  seed: Random,
  organisation: Organisation,
  plan: CoveragePlan,
  calendar: Calendar,
): Enterprise[] {
  const random = seed.fork('registered');
  const spared = new Set(organisation.newcomers);
  const candidates = organisation.links.filter(
    (link) =>
      link.kind === 'independent' &&
      link.from <= addDays(calendar.start, -400) &&
      link.to === null &&
      link.enterprise.endSize >= 18 &&
      link.enterprise.endSize <= 84 &&
      plan.after.has(link.enterprise) &&
      plan.before.has(link.enterprise) &&
      !link.enterprise.change &&
      !spared.has(link.enterprise),
  );
  const chosen = random.sample(candidates, 100).map((link) => link.enterprise);
  for (const one of chosen) {
    // A wave of real-name registration in each half-year after the first.
    one.membersRegisteredOn = latest(calendar.quarterEnds[random.integer(2, 4)] as string, addDays(calendar.start, 30));
  }
  return chosen;
}
