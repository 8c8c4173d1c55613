import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { COUNTY, towns } from '../places.ts';
import type { Random } from '../random.ts';
import type { ProposalRow } from '../tables.ts';
import type { Organisation, Union } from '../unions/union.ts';
import { isThere } from './covering-union.ts';
import { byDay, Numbers } from './numbers.ts';

const OWNERS = ['生产部', '后勤部', '人力资源部', '安全环保部', '财务部', '工会委员会'];
const COUNTY_OWNERS = ['权益保障部', '组织部', '职工服务中心', '财务资产部', '镇总工会'];
/** Days that an owner unit has for its answer. */
const ANSWER_DAYS = 90;

/** What workers' congresses of spring accepted in two years: in unions of larger firms, in two towns, in the county. */
export function proposals(seed: Random, organisation: Organisation, calendar: Calendar): ProposalRow[] {
  const random = seed.fork('proposals');
  const drafts: Omit<ProposalRow, 'proposal_no'>[] = [];
  for (const year of [calendar.half.year - 1, calendar.half.year]) {
    const unions = organisation.unions.filter(
      (one) => one.orgType === 'single' && isThere(one, `${year}-01-10`) && isThere(one, calendar.until),
    );
    for (const union of random.sample(unions, 42)) {
      const day = dayBetween(random, `${year}-01-12`, `${year}-04-10`) as string;
      for (let count = random.integer(3, 9); count > 0; count--) drafts.push(follow(day, { union }));
    }
    for (const town of [towns[0], towns[6]]) {
      for (let count = 0; town && count < 6; count++) {
        drafts.push(follow(`${year}-02-26`, { federation: town.code }));
      }
    }
    for (let count = 0; count < 22; count++) drafts.push(follow(`${year}-03-12`, { federation: COUNTY }));
  }
  const numbers = new Numbers();
  return byDay(drafts, ({ accepted_on }) => accepted_on).map((draft) => ({
    proposal_no: numbers.next('SYTA', draft.accepted_on),
    ...draft,
  }));

  /** Most are answered in time; a few late, some not at all. */
  function follow(
    acceptedOn: string,
    holder: { union: Union } | { federation: string },
  ): Omit<ProposalRow, 'proposal_no'> {
    const isLate = random.chance(0.09);
    const answered = addDays(
      acceptedOn,
      isLate ? ANSWER_DAYS + random.integer(1, 40) : random.integer(12, ANSWER_DAYS),
    );
    const feedback = random.chance(0.06) || answered > calendar.until ? null : answered;
    const needs = random.chance(0.34);
    const rectified = addDays(answered, random.integer(10, 120));
    const isRectified = needs && feedback !== null && random.chance(0.84) && rectified <= calendar.until;
    return {
      union_code: 'union' in holder ? holder.union.code : null,
      federation_code: 'federation' in holder ? holder.federation : null,
      owner_unit: random.pick('union' in holder ? OWNERS : COUNTY_OWNERS),
      accepted_on: acceptedOn,
      due_on: addDays(acceptedOn, ANSWER_DAYS),
      feedback_on: feedback,
      needs_rectification: needs,
      rectified_on: isRectified ? rectified : null,
      satisfaction:
        feedback === null || random.chance(0.08)
          ? null
          : random.weighted({ satisfied: isLate ? 4 : 15, basically_satisfied: 4, dissatisfied: isLate ? 3 : 1 }),
    };
  }
}
