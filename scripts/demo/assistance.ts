import { addDays } from '@union/schema/calendar.ts';
import { type Calendar, yearsBefore } from './calendar.ts';
import { dayBetween } from './coverage.ts';
import { COUNTY, towns } from './places.ts';
import type { Random } from './random.ts';
import type { GrantRow, HouseholdRow } from './tables.ts';

/** Document 003: 300,000 yuan for 100 workers in special hardship, visited by seven teams at least every two months. */
export const HAND_IN_HAND = { households: 100, teams: 7, yuan: 300_000 };
export const VISITS = 3;
const TEAMS = ['第一组', '第二组', '第三组', '第四组', '第五组', '第六组', '第七组'];

/** Files outside the programme, by town; some towns have fewer than five in all, so that their cells are suppressed. */
const OTHER_FILES: Readonly<Record<string, number>> = {
  '320924100': 34,
  '320924101': 14,
  '320924102': 11,
  '320924104': 10,
  '320924106': 13,
  '320924108': 9,
  '320924109': 12,
  '320924110': 3,
  '320924111': 8,
  '320924112': 9,
  '320924113': 4,
  '320924114': 7,
  '320924117': 12,
  '320924400': 8,
  '320924401': 3,
  '320924402': 2,
  '320924403': 1,
  '320924404': 0,
  '320924406': 6,
};
/** Households of the programme by town; together 100. */
const PROGRAMME_FILES: Readonly<Record<string, number>> = {
  '320924100': 22,
  '320924101': 7,
  '320924102': 6,
  '320924104': 6,
  '320924106': 7,
  '320924108': 6,
  '320924109': 7,
  '320924110': 1,
  '320924111': 6,
  '320924112': 6,
  '320924113': 0,
  '320924114': 6,
  '320924117': 8,
  '320924400': 7,
  '320924406': 5,
};

/** Months without the warmth campaign and without school fees: help when it is needed. */
const ORDINARY_MONTHS = ['02', '03', '04', '05', '06', '07', '09', '10', '11', '12'] as const;

type Paid = { households: HouseholdRow[]; grants: GrantRow[] };

export function assist(seed: Random, calendar: Calendar): Paid {
  const random = seed.fork('assistance');
  const till = new Till(calendar);
  const programme = programmeHouseholds(random, calendar);
  const others = otherHouseholds(random, calendar);
  payProgramme(till, programme, calendar);
  for (const household of others) payFile(random, till, household, calendar);
  payFrontline(random, till, calendar);
  reverseSome(random, till, calendar);
  return {
    households: [...programme, ...others],
    grants: till.grants.toSorted((a, b) =>
      a.paid_on < b.paid_on ? -1 : a.paid_on > b.paid_on ? 1 : a.grant_no < b.grant_no ? -1 : 1,
    ),
  };
}

/** Numbers the payments and refuses those after `until`. */
class Till {
  readonly grants: GrantRow[] = [];
  private readonly calendar: Calendar;
  private readonly numbers = new Map<string, number>();

  constructor(calendar: Calendar) {
    this.calendar = calendar;
  }

  pay(prefix: string, grant: Omit<GrantRow, 'grant_no' | 'reverses_grant_no'>, reverses: string | null = null): void {
    if (grant.paid_on > this.calendar.until) return;
    const series = `${prefix}-${grant.paid_on.slice(0, 4)}`;
    const number = (this.numbers.get(series) ?? 0) + 1;
    this.numbers.set(series, number);
    this.grants.push({
      grant_no: `${series}-${String(number).padStart(4, '0')}`,
      ...grant,
      reverses_grant_no: reverses,
    });
  }
}

function programmeHouseholds(random: Random, calendar: Calendar): HouseholdRow[] {
  const { year } = calendar.half;
  const rows: HouseholdRow[] = [];
  for (const town of towns) {
    for (let count = 0; count < (PROGRAMME_FILES[town.code] ?? 0); count++) {
      rows.push({
        file_no: `SYKN-${year}-${String(rows.length + 1).padStart(3, '0')}`,
        federation_code: COUNTY,
        region_code: town.code,
        category: random.weighted({
          deep: 62,
          relative: 14,
          accident: 24,
        }),
        cause: random.weighted({
          illness: 50,
          disability: 16,
          accident: 14,
          schooling: 10,
          unemployment: 7,
          disaster: 3,
        }),
        rule_version: '2019-03',
        team: TEAMS[rows.length % TEAMS.length] as string,
        opened_on: dayBetween(random, `${year - 1}-11-10`, `${year}-01-12`) as string,
        closed_on: null,
        close_reason: null,
      });
    }
  }
  return rows;
}

function otherHouseholds(random: Random, calendar: Calendar): HouseholdRow[] {
  const rows: HouseholdRow[] = [];
  for (const town of towns) {
    for (let count = 0; count < (OTHER_FILES[town.code] ?? 0); count++) {
      const openedOn = dayBetween(random, yearsBefore(calendar.start, 3), addDays(calendar.until, -40), 0.9) as string;
      const closedOn = random.chance(0.34) ? addDays(openedOn, random.integer(380, 900)) : null;
      const isClosed = closedOn !== null && closedOn <= calendar.until;
      rows.push({
        file_no: `SYKN-${town.code.slice(6)}-${String(count + 1).padStart(3, '0')}`,
        federation_code: town.code,
        region_code: town.code,
        category: random.weighted({
          deep: 26,
          relative: 48,
          accident: 26,
        }),
        cause: random.weighted({
          illness: 44,
          disability: 12,
          accident: 12,
          schooling: 18,
          unemployment: 9,
          disaster: 2,
          other: 3,
        }),
        rule_version: openedOn < '2019-03-01' ? '2015-20' : '2019-03',
        team: null,
        opened_on: openedOn,
        closed_on: isClosed ? closedOn : null,
        close_reason: isClosed
          ? random.weighted({
              解困脱困: 70,
              退休转出: 18,
              迁出本县: 12,
            })
          : null,
      });
    }
  }
  return rows;
}

/** Three visits of 1,000 yuan, one every two months of the half-year: 3,000 yuan a household, 300,000 together. */
function payProgramme(till: Till, households: readonly HouseholdRow[], calendar: Calendar): void {
  const { year } = calendar.half;
  const each = HAND_IN_HAND.yuan / HAND_IN_HAND.households / VISITS;
  for (let visit = 0; visit < VISITS; visit++) {
    for (const [at, household] of households.entries()) {
      till.pay('SQS', {
        federation_code: COUNTY,
        file_no: household.file_no,
        beneficiary_class: 'hardship',
        assistance_type:
          visit === 0
            ? 'warmth'
            : household.cause === 'illness'
              ? 'medical'
              : household.cause === 'schooling'
                ? 'schooling'
                : 'living',
        amount_yuan: each,
        fund_source: visit === 0 ? 'government' : 'union_funds',
        paid_on: programmeDay(year, visit, at),
      });
    }
  }
}

/** When the team of the programme's household `at` makes the visit `visit` (0 to 2) of the half-year. */
export function programmeDay(year: number, visit: number, at: number): string {
  return addDays(`${year}-${['01-22', '03-18', '05-14'][visit]}`, (at % HAND_IN_HAND.teams) * 2);
}

/** A file's payments while it is open: warmth before the Spring Festival, schooling in August, medical when needed. */
function payFile(random: Random, till: Till, household: HouseholdRow, calendar: Calendar): void {
  const isOpen = (day: string): boolean =>
    household.opened_on <= day && (household.closed_on === null || day < household.closed_on);
  const lastYear = Number(calendar.until.slice(0, 4));
  for (let year = Number(calendar.start.slice(0, 4)) - 1; year <= lastYear; year++) {
    const base = {
      federation_code: household.federation_code,
      file_no: household.file_no,
      beneficiary_class: 'hardship',
    };
    const warmth = `${year}-01-${random.integer(12, 28)}`;
    if (isOpen(warmth) && random.chance(0.9)) {
      till.pay('SNW', {
        ...base,
        assistance_type: 'warmth',
        amount_yuan: random.pick([800, 1000, 1200, 1500]),
        fund_source: random.weighted({ government: 3, upper_subsidy: 3, union_funds: 4 }),
        paid_on: warmth,
      });
    }
    const august = `${year}-08-${random.integer(12, 28)}`;
    if (household.cause === 'schooling' && isOpen(august)) {
      till.pay('JQ', {
        ...base,
        assistance_type: 'schooling',
        amount_yuan: random.pick([2000, 3000, 4000]),
        fund_source: random.weighted({ upper_subsidy: 4, donation: 3, government: 3 }),
        paid_on: august,
      });
    }
    const other = `${year}-${random.pick(ORDINARY_MONTHS)}-${random.integer(10, 27)}`;
    if (household.cause !== 'schooling' && isOpen(other) && random.chance(0.5)) {
      till.pay('SYBF', {
        ...base,
        assistance_type:
          household.cause === 'illness' ? 'medical' : household.cause === 'unemployment' ? 'training' : 'living',
        amount_yuan: random.pick([1500, 2000, 2500, 3000]),
        fund_source: random.weighted({ government: 5, union_funds: 3, donation: 2 }),
        paid_on: other,
      });
    }
  }
}

/**
 * Payments without a file: frontline workers in summer and at festivals, training, legal aid; and what does not reach
 * the front line, or is not classified: more in some towns than in others.
 */
function payFrontline(random: Random, till: Till, calendar: Calendar): void {
  const lastYear = Number(calendar.until.slice(0, 4));
  for (let year = Number(calendar.start.slice(0, 4)) - 1; year <= lastYear; year++) {
    const dayOf = (month: string): string => `${year}-${month}-${random.integer(10, 27)}`;
    for (const [at, town] of towns.entries()) {
      // The salt works have nobody to pay.
      if (town.code === '320924404') continue;
      const size = (OTHER_FILES[town.code] ?? 1) + 4;
      const loose = 0.5 + ((at * 7) % 10) / 6;
      const pay = (prefix: string, whom: string, type: string, yuan: number, fund: string, month: string): void =>
        till.pay(prefix, {
          federation_code: town.code,
          file_no: null,
          beneficiary_class: whom,
          assistance_type: type,
          amount_yuan: Math.max(100, Math.round(yuan / 50) * 50),
          fund_source: fund,
          paid_on: dayOf(month),
        });
      pay('SQL', 'frontline', 'warmth', size * random.between(380, 440), 'union_funds', '07');
      if (random.chance(0.7)) pay('SNW', 'frontline', 'warmth', size * random.between(240, 280), 'union_funds', '02');
      if (random.chance(0.6)) pay('SYBF', 'all_members', 'training', 210 * size * loose, 'union_funds', '05');
      if (random.chance(0.5)) {
        const fund = random.pick(['donation', 'administration', 'other']);
        pay('SYBF', 'unclassified', 'living', 190 * size * loose, fund, '10');
      }
      if (random.chance(0.3)) pay('SNW', 'cadre', 'warmth', 120 * size * loose, 'administration', '01');
    }
    const county = (prefix: string, whom: string, type: string, yuan: number, fund: string, paidOn: string): void =>
      till.pay(prefix, {
        federation_code: COUNTY,
        file_no: null,
        beneficiary_class: whom,
        assistance_type: type,
        amount_yuan: Math.round(yuan / 100) * 100,
        fund_source: fund,
        paid_on: paidOn,
      });
    for (const month of ['03', '06', '09', '11']) {
      county('SYBF', 'frontline', 'legal', random.between(6_000, 10_000), 'government', dayOf(month));
      const service = random.pick(['training', 'job_placement']);
      county('SYBF', 'frontline', service, random.between(18_000, 24_000), 'government', dayOf(month));
    }
    county('SQL', 'frontline', 'warmth', random.between(72_000, 84_000), 'union_funds', dayOf('07'));
    county('SNW', 'cadre', 'warmth', 36_000, 'administration', dayOf('01'));
    county('SYBF', 'all_members', 'training', random.between(34_000, 42_000), 'union_funds', dayOf('04'));
    county('SYBF', 'unclassified', 'living', random.between(36_000, 44_000), 'donation', dayOf('10'));
  }
}

/** Payments taken back: the file was wrong, or the money came back. The programme's are left alone. */
function reverseSome(random: Random, till: Till, calendar: Calendar): void {
  const candidates = till.grants.filter(
    (grant) =>
      !grant.grant_no.startsWith('SQS') && grant.paid_on < addDays(calendar.until, -30) && grant.amount_yuan < 20_000,
  );
  for (const grant of random.sample(candidates, 9)) {
    const day = addDays(grant.paid_on, random.integer(3, 25));
    const { grant_no, reverses_grant_no: _, ...rest } = grant;
    till.pay('CX', { ...rest, amount_yuan: -grant.amount_yuan, paid_on: day }, grant_no);
  }
}
