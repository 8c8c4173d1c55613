import { addDays } from '@union/schema/calendar.ts';
import type { Calendar } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { type Enterprise, isActive, workersOn } from '../enterprises.ts';
import { COUNTY } from '../places.ts';
import type { Random } from '../random.ts';
import type { ContestRow, EntryRow } from '../tables.ts';
import type { CoveringUnion } from './covering-union.ts';
import { HALF_YEAR_ACTIVITIES } from './half-year.ts';
import { byDay } from './numbers.ts';

type Contests = { contests: ContestRow[]; entries: EntryRow[] };
type Draft = { one: Enterprise; on: string; workers: number; isAbout: boolean };

const TRADES = ['焊工', '钳工', '缝纫', '电工', '叉车', '茶艺', '养老护理', '数控车'];

/**
 * The Ankang Cup of two years, a skills contest of the banking and service trades, a labour contest, and a skills match
 * a quarter, one of them missed. In the half-year 51 enterprises enter the Cup that never did before; those of the year
 * before entered again before it began.
 */
export function holdContests(
  seed: Random,
  enterprises: readonly Enterprise[],
  covering: CoveringUnion,
  calendar: Calendar,
): Contests {
  const random = seed.fork('contests');
  const { half, until } = calendar;
  const { year } = half;
  const contests: ContestRow[] = [];
  const entries: EntryRow[] = [];
  const hold = (
    kind: ContestRow['kind'],
    code: string,
    name: string,
    starts_on: string,
    ends_on: string,
    drafts: readonly Draft[],
  ): void => {
    const entered = byDay(
      drafts.filter(({ on }) => on <= until),
      ({ on }) => on,
    );
    if (starts_on > until || entered.length === 0) return;
    contests.push({ contest_code: code, kind, name, federation_code: COUNTY, starts_on, ends_on });
    const honoured = ends_on < until ? new Set(random.sample(entered, Math.ceil(entered.length / 9))) : new Set();
    for (const [at, draft] of entered.entries()) {
      entries.push({
        contest_code: code,
        entry_no: String(at + 1).padStart(3, '0'),
        credit_code: draft.one.creditCode,
        union_code: covering(draft.one, draft.on)?.code ?? null,
        entered_on: draft.on,
        entrant_count: draft.workers,
        is_approximate: draft.isAbout,
        honour: honoured.has(draft) ? random.pick(['一等奖', '二等奖', '优胜单位']) : null,
      });
    }
  };
  const pool = enterprises.filter((one) => isActive(one, `${year - 1}-01-15`) && isActive(one, until));
  const larger = random.shuffled(pool.filter((one) => one.endSize >= 36 && covering(one, half.first)));

  const veterans = larger.slice(0, 96);
  const newcomers = larger.slice(96, 96 + HALF_YEAR_ACTIVITIES.ankangEnterprises);
  const cup = (one: Enterprise, first: string, last: string): Draft => {
    const on = dayBetween(random, first, last) as string;
    return { one, on, workers: Math.ceil(workersOn(one, calendar, on) * random.between(0.3, 0.8)), isAbout: false };
  };
  const again = veterans.slice(0, 82).map((one) => cup(one, `${year - 1}-12-08`, `${year - 1}-12-29`));
  const fresh = shareOut(random, newcomers, HALF_YEAR_ACTIVITIES.ankangWorkers).map(([one, workers]) => ({
    one,
    on: dayBetween(random, addDays(half.first, 25), addDays(half.last, -6)) as string,
    workers,
    isAbout: true,
  }));
  const ankang = (at: number, drafts: readonly Draft[]): void =>
    hold('ankang_cup', `SY-AKB-${at}`, `${at}年“安康杯”竞赛`, `${at}-01-01`, `${at}-12-31`, drafts);
  ankang(
    year - 1,
    veterans.map((one) => cup(one, `${year - 1}-02-10`, `${year - 1}-05-30`)),
  );
  ankang(year, [...again, ...fresh]);

  const banking = [...pool.filter(({ section }) => section === 'J'), ...pool.filter(({ section }) => section === 'L')];
  hold(
    'skills',
    `SY-JN-${year}`,
    '金融服务业务技能竞赛（手工、机器两项）',
    `${year}-05-18`,
    `${year}-05-20`,
    banking.slice(0, 9).map((one) => ({ one, on: `${year}-05-06`, workers: 2, isAbout: false })),
  );
  hold(
    'labour',
    `SY-LD-${year}`,
    '重点工程劳动竞赛',
    `${year}-03-01`,
    `${year}-10-31`,
    larger.slice(150, 174).map((one) => cup(one, `${year}-02-12`, `${year}-03-20`)),
  );
  for (const [at, last] of calendar.quarterEnds.entries()) {
    // One quarter went by without its match.
    if (at === 3 || last > until) continue;
    const on = addDays(last, -random.integer(18, 50));
    const quarter = `${last.slice(0, 4)}-Q${Number(last.slice(5, 7)) / 3}`;
    const drafts = random.sample(larger, random.integer(8, 15)).map((one) => ({
      one,
      on: addDays(on, -random.integer(6, 14)),
      workers: random.integer(1, 6),
      isAbout: false,
    }));
    hold('quarterly_match', `SY-BW-${quarter}`, `${random.pick(TRADES)}季度技术比武`, on, addDays(on, 1), drafts);
  }
  return { contests, entries };
}

/** Shares `total` out over the enterprises by their size; the sum is exact. */
function shareOut(random: Random, ones: readonly Enterprise[], total: number): [Enterprise, number][] {
  const weights = ones.map((one) => one.endSize ** 0.6 * random.between(0.8, 1.2));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let given = 0;
  let passed = 0;
  return ones.map((one, at) => {
    passed += weights[at] as number;
    const upTo = Math.round((total * passed) / whole);
    const share = upTo - given;
    given = upTo;
    return [one, share];
  });
}
