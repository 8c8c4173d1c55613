import { addDays } from '@union/schema/calendar.ts';
import { type Calendar, yearsBefore } from './calendar.ts';
import type { Random } from './random.ts';
import type { FindingRow } from './tables.ts';
import type { Organisation, Union } from './unions/union.ts';

const NOTES = {
  shell: '有批文、无活动，会员名册为空',
  zombie: '一年以上未开展活动，主席离岗未补选',
  problem: '经费收支台账不全',
  normal: null,
} as const;

/** The census of the unions (全面清查) a year and a half ago, its rectifications, and the re-check a year later. */
export function census(seed: Random, organisation: Organisation, calendar: Calendar): FindingRow[] {
  const random = seed.fork('census');
  const first = yearsBefore(calendar.until, 1.5);
  const unions = organisation.unions.filter(
    (one) => one.approvedOn < addDays(first, -200) && one.dissolvedOn === null && one.orgType !== 'federation',
  );
  const rows: FindingRow[] = [];
  for (const union of random.sample(unions, 640)) {
    const isSmall = union.orgType !== 'single';
    const result = random.weighted(
      isSmall ? { normal: 66, shell: 11, zombie: 10, problem: 13 } : { normal: 82, shell: 4, zombie: 5, problem: 9 },
    );
    const checkedOn = addDays(first, random.integer(0, 75));
    const isRectified = result !== 'normal' && random.chance(result === 'problem' ? 0.8 : 0.55);
    const rectifiedOn = isRectified ? addDays(checkedOn, random.integer(30, 300)) : null;
    rows.push(
      finding(union, checkedOn, result, rectifiedOn !== null && rectifiedOn <= calendar.until ? rectifiedOn : null),
    );
  }
  const bad = rows.filter((row) => row.result !== 'normal' && row.rectified_on === null);
  const recheck = yearsBefore(calendar.until, 0.45);
  for (const row of random.sample(bad, 40)) {
    const union = unions.find((one) => one.code === row.union_code) as Union;
    const result = random.chance(0.35) ? 'normal' : (row.result as keyof typeof NOTES);
    rows.push(finding(union, addDays(recheck, random.integer(0, 40)), result, null));
  }
  return rows;
}

function finding(union: Union, checkedOn: string, result: keyof typeof NOTES, rectifiedOn: string | null): FindingRow {
  return { union_code: union.code, checked_on: checkedOn, result, note: NOTES[result], rectified_on: rectifiedOn };
}
