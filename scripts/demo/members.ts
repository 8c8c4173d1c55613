import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from './calendar.ts';
import { dayBetween } from './coverage.ts';
import type { Enterprise } from './enterprises.ts';
import type { Observations } from './observations.ts';
import type { Random } from './random.ts';
import type { MemberRow } from './tables.ts';
import type { Link, Organisation } from './unions/union.ts';

/** Pseudonyms and nothing else of a person. */
const KEY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The real-name register: a row a member of each registered enterprise, so that the valid ones follow the same course
 * as the returns before; with people who left, records that are incomplete, and people recorded in two enterprises.
 */
export function registerMembers(
  seed: Random,
  registered: readonly Enterprise[],
  organisation: Organisation,
  observations: Observations,
  calendar: Calendar,
): MemberRow[] {
  const random = seed.fork('members');
  const ownUnion = new Map(
    organisation.links
      .filter((link) => link.kind === 'independent' && link.to === null)
      .map((link) => [link.enterprise, link]),
  );
  const rows: MemberRow[] = [];
  for (const one of registered) {
    const link = ownUnion.get(one);
    if (!link || one.membersRegisteredOn === null) throw new Error('a registered enterprise has no union of its own');
    rows.push(...membersOf(random, one, link, one.membersRegisteredOn, observations, calendar));
  }
  return [...rows, ...seenTwice(random, rows)];
}

function membersOf(
  random: Random,
  one: Enterprise,
  link: Link,
  registeredOn: string,
  observations: Observations,
  calendar: Calendar,
): MemberRow[] {
  const then = observations.membersOn(one, registeredOn);
  const now = observations.membersOn(one, calendar.until);
  const leavers = Math.round(then * 0.06) + Math.max(0, then - now);
  const row = (joinedOn: string, leftOn: string | null, validity = 'valid'): MemberRow => ({
    member_key: memberKey(random),
    credit_code: one.creditCode,
    union_code: link.union.code,
    joined_on: joinedOn,
    left_on: leftOn,
    validity,
    sex_code: random.chance(one.femaleShare) ? '2' : '1',
    is_migrant: random.chance(one.migrantShare),
    is_frontline: random.chance(one.section === 'C' ? 0.78 : 0.6),
  });
  const earlier = (): string => dayBetween(random, addDays(link.from, 1), registeredOn, 0.7) as string;
  const later = (): string => dayBetween(random, addDays(registeredOn, 20), addDays(calendar.until, -10)) as string;
  const rows: MemberRow[] = [];
  for (let count = 0; count < then; count++) rows.push(row(earlier(), count < leavers ? later() : null));
  for (let count = 0; count < now - then + leavers; count++) rows.push(row(later(), null));
  const incomplete = random.integer(0, Math.ceil(now / 22));
  for (let count = 0; count < incomplete; count++) {
    rows.push({ ...row(earlier(), null, 'incomplete'), sex_code: random.pick(['0', '9']) });
  }
  return rows;
}

/** One person in two enterprises: marked as a duplicate in one of them, or not found out yet and valid in both. */
function seenTwice(random: Random, rows: readonly MemberRow[]): MemberRow[] {
  const current = rows.filter((row) => row.left_on === null && row.validity === 'valid');
  return random.sample(current, 46).flatMap((row, at) => {
    const other = random.pick(current);
    if (other.credit_code === row.credit_code) return [];
    const second = { ...row, credit_code: other.credit_code, union_code: other.union_code, joined_on: other.joined_on };
    return [{ ...second, validity: at % 3 === 0 ? 'valid' : 'duplicate' }];
  });
}

function memberKey(random: Random): string {
  let key = 'm_';
  for (let at = 0; at < 14; at++) key += KEY_ALPHABET[random.integer(0, 31)];
  return key;
}
