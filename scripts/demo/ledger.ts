import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { CHART_2009, CHART_2021, CHART_CHANGE, successor } from './accounts.ts';
import { type Calendar, progress } from './calendar.ts';
import { type Enterprise, workersOn } from './enterprises.ts';
import { CITY, COUNTY, towns } from './places.ts';
import type { Random } from './random.ts';
import type { LedgerRow } from './tables.ts';
import type { Organisation, Union } from './unions/union.ts';

/** A holder of books: a federation, or a grassroots union. */
type Holder = { readonly union: Union } | { readonly federation: string };
type Beneficiary = 'frontline' | 'hardship' | 'cadre' | 'all_members' | 'union_self' | 'unclassified';
type Line = {
  /** Account of 2009; written under the chart that is in force on the day. */
  readonly account: string;
  readonly yuan: number;
  readonly beneficiary: Beneficiary;
  readonly purpose: string;
  readonly fund: string;
  readonly counterparty: Holder | undefined;
};

/** Funds are 2 % of wages; 60 % stay with the grassroots union, 40 % go up. */
const FUNDS_OF_WAGES = 0.02;
const KEPT_BELOW = 0.6;
const WAGES_A_YEAR = 62_000;
/** Share of the funds due that is really paid in. */
const COLLECTED = 0.72;
/** What the county spends itself in a quarter, in yuan. */
const COUNTY_SPENDING = 1_650_000;
/** The federations' books begin here, with a last quarter under the system of 2009. */
const OLDEST = '2021-10-01';

/**
 * Books of the county, its towns and about a hundred grassroots unions: by quarter from 1 January of the year in which
 * the story begins; before that, from the last quarter of 2021 on, the federations' books alone. The share that
 * reaches workers is too small at first, as document 003 complains, and grows.
 */
export function keepBooks(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  calendar: Calendar,
): LedgerRow[] {
  const random = seed.fork('ledger');
  const books = new Books(random);
  const detailFrom = `${calendar.start.slice(0, 4)}-01-01`;
  const townWorkers = new Map<string, number>();
  for (const one of enterprises) {
    const code = one.area.town.code;
    townWorkers.set(code, (townWorkers.get(code) ?? 0) + one.endSize);
  }
  const active = towns
    .map(({ code }) => ({ code, workers: townWorkers.get(code) ?? 0, lean: seed.fork(code).between(0.72, 1.12) }))
    .filter((town) => town.workers > 100);
  for (const quarter of quartersUntil(OLDEST, calendar.until)) {
    const direct = 0.44 + 0.16 * progress(detailFrom, calendar.until, quarter.first);
    const isDetailed = quarter.first >= detailFrom;
    const paid = isDetailed ? active : active.slice(0, 13);
    countyQuarter(random, books, quarter, direct);
    supportTowns(random, books, quarter, paid);
    for (const town of paid) townQuarter(random, books, quarter, direct * town.lean, town, isDetailed);
  }
  for (const { union, enterprise } of keepers(random, organisation, calendar)) {
    const lean = random.between(0.75, 1.1);
    for (const quarter of quartersUntil(detailFrom, calendar.until)) {
      if (quarter.first < addDays(union.approvedOn, 60)) continue;
      const towards = progress(detailFrom, calendar.until, quarter.first);
      unionQuarter(random, books, quarter, union, workersOn(enterprise, calendar, quarter.first), towards, lean);
    }
  }
  townsSupportUnions(random, books, organisation, calendar, detailFrom);
  reverseSome(random, books, calendar);
  return books.rows;
}

type Quarter = {
  readonly first: string;
  readonly last: string;
  /** 1 to 4. */
  readonly number: number;
  /** How much of the quarter has passed, 0 to 1: the last one ends at `until`. */
  readonly share: number;
};

/** Quarters from `first` on. */
function quartersUntil(first: string, until: string): Quarter[] {
  const quarters: Quarter[] = [];
  for (let day = first; day <= until; ) {
    const month = Number(day.slice(5, 7)) + 3;
    const year = Number(day.slice(0, 4));
    const next = month > 12 ? `${year + 1}-01-01` : `${year}-${String(month).padStart(2, '0')}-01`;
    const last = next <= until ? addDays(next, -1) : until;
    const share = (daysBetween(day, last) + 1) / daysBetween(day, next);
    quarters.push({ first: day, last, number: (month - 1) / 3, share });
    day = next;
  }
  return quarters;
}

function dayIn(random: Random, quarter: Quarter): string {
  return addDays(quarter.first, random.integer(0, daysBetween(quarter.first, quarter.last)));
}

class Books {
  readonly rows: LedgerRow[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  /** A line of about so many yuan. */
  line(
    account: string,
    about: number,
    beneficiary: Beneficiary,
    purpose: string,
    more: { fund?: string; counterparty?: Holder } = {},
  ): Line {
    const yuan = Math.max(50, Math.round(about * this.random.between(0.84, 1.16) * 10) / 10);
    return { account, yuan, beneficiary, purpose, fund: more.fund ?? 'union_funds', counterparty: more.counterparty };
  }

  /** Money that one holder passes to another on a day: 506 here, 403 there, the same amount. */
  pass(from: Holder, to: Holder, day: string, about: number, purpose: string): number {
    const sent = this.line('506', about, 'unclassified', purpose, { counterparty: to });
    this.voucher(from, day, [sent]);
    this.voucher(to, day, [{ ...sent, account: '403', fund: 'upper_subsidy', counterparty: from }]);
    return sent.yuan;
  }

  /** Writes a voucher of `day`. */
  voucher(holder: Holder, day: string, lines: readonly Line[]): void {
    const voucherNo = this.nextNumber('union' in holder ? holder.union.code : holder.federation, day);
    const isOld = day < CHART_CHANGE;
    for (const [at, { account, yuan, beneficiary, purpose, fund, counterparty }] of lines.entries()) {
      this.rows.push({
        union_code: 'union' in holder ? holder.union.code : null,
        federation_code: 'federation' in holder ? holder.federation : null,
        voucher_no: voucherNo,
        line_no: at + 1,
        posted_on: day,
        chart_code: isOld ? CHART_2009 : CHART_2021,
        account_code: isOld ? account : (successor[account] ?? account),
        amount_yuan: yuan,
        fund_source: fund,
        purpose,
        beneficiary_class: beneficiary,
        counterparty_union_code: counterparty && 'union' in counterparty ? counterparty.union.code : null,
        counterparty_federation_code: counterparty && 'federation' in counterparty ? counterparty.federation : null,
        reverses_voucher_no: null,
      });
    }
  }

  /** Writes a line again in red on `day`, as a voucher of its own. */
  reverse(row: LedgerRow, day: string): void {
    this.rows.push({
      ...row,
      voucher_no: this.nextNumber(row.union_code ?? row.federation_code ?? '', day),
      line_no: 1,
      posted_on: day,
      amount_yuan: -row.amount_yuan,
      purpose: `冲销：${row.purpose}`,
      reverses_voucher_no: row.voucher_no,
    });
  }

  private nextNumber(holder: string, day: string): string {
    const key = `${holder} ${day.slice(0, 7)}`;
    const number = (this.numbers.get(key) ?? 0) + 1;
    this.numbers.set(key, number);
    return `${day.slice(0, 4)}${day.slice(5, 7)}-记${String(number).padStart(3, '0')}`;
  }
}

function countyQuarter(random: Random, books: Books, quarter: Quarter, direct: number): void {
  const holder = { federation: COUNTY };
  const spend = COUNTY_SPENDING * quarter.share;
  const forWorkers = spend * direct;
  const line: Books['line'] = (...of) => books.line(...of);
  const write = (...lines: Line[]): void => books.voucher(holder, dayIn(random, quarter), lines);
  write(line('402', 3_400_000 * quarter.share, 'unclassified', '税务代收工会经费分成'));
  write(line('404', 320_000 * quarter.share, 'unclassified', '县财政帮扶专项', { fund: 'government' }));
  books.pass({ federation: CITY }, holder, dayIn(random, quarter), 180_000 * quarter.share, '市总专项补助');
  write(
    line('50101', forWorkers * 0.18, 'frontline', '一线职工技能培训'),
    line('50102', forWorkers * 0.2, 'all_members', '职工文体活动'),
    line('50103', forWorkers * 0.1, 'all_members', '劳模事迹宣讲'),
  );
  write(line('50104', forWorkers * 0.24, 'all_members', '职工服务中心、爱心驿站运行'));
  const warmth = quarter.number === 1 ? 0.16 : 0.05;
  write(
    line('50204', forWorkers * 0.1, 'hardship', '困难职工帮扶'),
    line('50205', forWorkers * warmth, quarter.number === 1 ? 'hardship' : 'frontline', '送温暖、送清凉'),
    line('50201', forWorkers * 0.06, 'frontline', '工资集体协商指导'),
    line('50203', forWorkers * 0.05, 'frontline', '农民工法律援助'),
  );
  write(line('50102', spend * 0.018, 'cadre', '机关工会干部活动'));
  write(
    line('50301', spend * 0.06, 'cadre', '工会干部培训'),
    line('50302', spend * 0.025, 'union_self', '全委会会议'),
    line('50304', spend * 0.07, 'union_self', '建会专项业务'),
  );
  write(line('504', spend * 0.24, 'union_self', '机关人员与公用支出'));
  if (quarter.number === 3) write(line('505', spend * 0.14, 'union_self', '职工服务中心设备'));
  write(line('508', spend * 0.05, 'unclassified', '其他支出'));
  if (random.chance(0.6)) write(line('50105', spend * 0.03, 'unclassified', '活动支出（待补明细）'));
}

type TownBooks = { readonly code: string; readonly workers: number };

/** 补助下级: the county shares out by workers. */
function supportTowns(random: Random, books: Books, quarter: Quarter, paid: readonly TownBooks[]): void {
  const all = paid.reduce((so, town) => so + town.workers, 0);
  for (const town of paid) {
    const about = ((560_000 * town.workers) / all + 6_000) * quarter.share;
    books.pass({ federation: COUNTY }, { federation: town.code }, dayIn(random, quarter), about, '补助镇级工会');
  }
}

function townQuarter(
  random: Random,
  books: Books,
  quarter: Quarter,
  direct: number,
  town: TownBooks,
  isDetailed: boolean,
): void {
  const holder = { federation: town.code };
  // What a town spends itself: its small share of the funds of its workers.
  const funds = ((town.workers * WAGES_A_YEAR * FUNDS_OF_WAGES) / 4) * COLLECTED;
  const spend = (14_000 + funds * 0.06) * quarter.share;
  const forWorkers = spend * direct;
  const write = (...lines: Line[]): void => books.voucher(holder, dayIn(random, quarter), lines);
  write(
    books.line('50102', forWorkers * 0.42, 'all_members', '职工文体活动'),
    books.line('50101', forWorkers * 0.2, 'frontline', '季度技术比武、技能培训'),
    books.line('50205', forWorkers * 0.14, quarter.number === 3 ? 'frontline' : 'hardship', '送温暖、送清凉'),
  );
  write(
    books.line('50204', forWorkers * 0.12, 'hardship', '困难职工帮扶'),
    books.line('50202', forWorkers * 0.12, 'frontline', '安康杯竞赛劳动保护'),
  );
  write(
    books.line('50304', (spend - forWorkers) * 0.5, 'union_self', '建会业务'),
    books.line('504', (spend - forWorkers) * 0.4, 'union_self', '办公支出'),
  );
  if (!isDetailed) return;
  if (random.chance(0.3)) write(books.line('508', spend * 0.08, 'unclassified', '其他支出'));
  if (random.chance(0.14)) write(books.line('50102', spend * 0.06, 'cadre', '工会干部慰问活动'));
}

/** Grassroots unions whose books the county keeps in its accounting centre. */
function keepers(
  random: Random,
  organisation: Organisation,
  calendar: Calendar,
): { union: Union; enterprise: Enterprise }[] {
  const own = organisation.links.filter(
    (link) =>
      link.kind === 'independent' &&
      link.enterprise.endSize >= 60 &&
      link.to === null &&
      link.union.approvedOn < addDays(calendar.until, -120) &&
      link.union.dissolvedOn === null,
  );
  return random.sample(own, 110).map((link) => ({ union: link.union, enterprise: link.enterprise }));
}

/** @param towards the way from the first books to `until`, 0 to 1. @param lean how much this union leans to workers, about 1. */
function unionQuarter(
  random: Random,
  books: Books,
  quarter: Quarter,
  union: Union,
  workers: number,
  towards: number,
  lean: number,
): void {
  const funds = ((workers * WAGES_A_YEAR * FUNDS_OF_WAGES) / 4) * COLLECTED * quarter.share;
  const kept = funds * KEPT_BELOW;
  const whom = (chance: number): Beneficiary => (random.chance(chance) ? 'frontline' : 'all_members');
  const lines: Line[] = [
    books.line('402', kept, 'unclassified', '拨缴经费留成（60%）'),
    books.line('50104', kept * lean * (0.22 + 0.08 * towards), whom(0.3 + 0.2 * towards), '节日慰问、职工福利'),
    books.line('50102', kept * lean * 0.17, whom(0.2 + 0.2 * towards), '职工运动会、文艺活动'),
    books.line('50304', kept * (0.24 - 0.06 * towards), 'union_self', '工会业务'),
  ];
  if (random.chance(0.3)) lines.push(books.line('50205', kept * 0.07, 'frontline', '送清凉到车间'));
  if (random.chance(0.2)) lines.push(books.line('50101', kept * 0.08, 'frontline', '班组岗位练兵'));
  if (random.chance(0.1)) lines.push(books.line('50105', kept * 0.1, 'unclassified', '活动支出（待补明细）'));
  if (random.chance(0.15)) lines.push(books.line('508', kept * 0.12, 'unclassified', '其他支出'));
  if (random.chance(0.06)) lines.push(books.line('50301', kept * 0.08, 'cadre', '工会干部外出培训'));
  // Paid up to the town outside the tax channel: leaves the union, and is eliminated inside the county.
  if (quarter.number === 4 && random.chance(0.12)) {
    const counterparty = { federation: union.federationCode };
    lines.push(books.line('508', funds * 0.05, 'unclassified', '补缴上级经费', { counterparty }));
  }
  books.voucher({ union }, dayIn(random, quarter), lines);
}

/** Towns pass money on to joint unions, which spend it on their members. */
function townsSupportUnions(
  random: Random,
  books: Books,
  organisation: Organisation,
  calendar: Calendar,
  detailFrom: string,
): void {
  const joint = organisation.unions.filter(
    (one) =>
      one.orgType === 'joint' &&
      one.dissolvedOn === null &&
      one.approvedOn < detailFrom &&
      one.federationCode.length === 9,
  );
  for (const union of random.sample(joint, 60)) {
    for (let times = 0; times < 2; times++) {
      const day = dayIn(random, random.pick(quartersUntil(detailFrom, calendar.until)));
      const yuan = books.pass({ federation: union.federationCode }, { union }, day, 4_500, '补助联合工会');
      books.voucher({ union }, day, [
        books.line('50102', yuan * 0.5, 'frontline', '联合工会职工活动', { fund: 'upper_subsidy' }),
        books.line('50205', yuan * 0.25, 'hardship', '走访慰问', { fund: 'upper_subsidy' }),
      ]);
    }
  }
}

/** Red-letter reversals of single spending lines, some days later, under the same chart. */
function reverseSome(random: Random, books: Books, calendar: Calendar): void {
  const candidates = books.rows.filter(
    (row) =>
      row.account_code.startsWith('5') &&
      row.posted_on < addDays(calendar.until, -45) &&
      row.amount_yuan < 60_000 &&
      row.counterparty_federation_code === null &&
      row.counterparty_union_code === null,
  );
  for (const row of random.sample(candidates, 40)) {
    const day = addDays(row.posted_on, random.integer(5, 40));
    if (day >= CHART_CHANGE === row.posted_on >= CHART_CHANGE) books.reverse(row, day);
  }
}
