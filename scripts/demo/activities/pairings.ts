import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import type { Random } from '../random.ts';
import type { PairingRow } from '../tables.ts';
import type { Organisation, Union } from '../unions/union.ts';
import { isThere } from './covering-union.ts';
import { HALF_YEAR_ACTIVITIES } from './half-year.ts';
import { byDay, Numbers } from './numbers.ts';

/** Unions that help several others; they are paired with a body of the county themselves. */
const STRONG = 14;
const BODIES = [
  '县供电公司工会',
  '县税务局机关工会',
  '县人民医院工会',
  '县中等专业学校工会',
  '县农商银行工会',
  '县邮政公司工会',
  '县自来水公司工会',
];

/** 联手兴家 covers exactly 87 unions at the end of the half-year; older programmes have ended, later pairs come after it. */
export function unionPairings(seed: Random, organisation: Organisation, calendar: Calendar): PairingRow[] {
  const random = seed.fork('pairings');
  const { year, last } = calendar.half;
  const drafts: Omit<PairingRow, 'pairing_code'>[] = [];
  const pair = (
    programme: string,
    union: Union,
    partner: Union | string,
    starts_on: string,
    ends_on: string | null = null,
  ): void => {
    const isUnion = typeof partner !== 'string';
    drafts.push({
      programme,
      union_code: union.code,
      partner_union_code: isUnion ? partner.code : null,
      partner_name: isUnion ? null : partner,
      starts_on,
      ends_on,
    });
  };
  const day = (): string => dayBetween(random, `${year}-02-20`, `${year}-06-16`) as string;

  const there = organisation.unions.filter(
    (one) =>
      one.orgType !== 'federation' &&
      isThere(one, `${year - 1}-02-01`) &&
      isThere(one, calendar.until) &&
      (one.termEndsOn === null || addDays(one.termEndsOn, 360) > calendar.until),
  );
  const unions = random.sample(there, HALF_YEAR_ACTIVITIES.pairedUnions);
  const strong = unions.slice(0, STRONG);
  for (const [at, union] of unions.entries()) {
    const partner = at < STRONG ? (BODIES[at % BODIES.length] as string) : (strong[at % STRONG] as Union);
    const ended = addDays(last, random.integer(40, 130));
    pair('joint_prosper', union, partner, day(), at % 17 === 16 && ended <= calendar.until ? ended : null);
  }
  for (const union of unions.slice(20, 34)) pair('party_union', union, '机关党工委', day());
  for (const union of unions.slice(40, 45)) pair('village_enterprise', union, '新民村村民委员会', day());
  const others = there.filter((one) => !unions.includes(one));
  for (const union of random.sample(others, 26)) {
    pair('joint_strengthen', union, random.pick(strong), `${year - 1}-03-${random.integer(10, 28)}`, `${year}-01-01`);
  }
  for (const union of random.sample(others, 11)) {
    const on = dayBetween(random, addDays(last, 10), addDays(last, 150)) as string;
    if (on <= calendar.until) pair('joint_prosper', union, random.pick(strong), on);
  }
  const numbers = new Numbers();
  return byDay(drafts, ({ starts_on }) => starts_on).map((draft) => ({
    pairing_code: numbers.next('SYJD', draft.starts_on, 3),
    ...draft,
  }));
}
