import { addDays } from '@union/schema/calendar.ts';
import { CHART_2009, CHART_2021, CHART_CHANGE, successor } from './accounts.ts';
import { type Calendar, progress } from './calendar.ts';
import { type Enterprise, workersOn } from './enterprises.ts';
import { CITY, COUNTY, towns } from './places.ts';
import type { Random } from './random.ts';
import type { LedgerRow } from './tables.ts';
import type { Organisation, Union } from './unions.ts';

/** A holder of books: a federation, or a grassroots union. */
type Holder = { readonly union: Union } | { readonly federation: string };
type Beneficiary = 'frontline' | 'hardship' | 'cadre' | 'all_members' | 'union_self' | 'unclassified';
type Line = {
  /** Account of 2009; written under the chart that is in force on the day. */
  account: string;
  yuan: number;
  beneficiary: Beneficiary;
  purpose: string;
  fund?: string;
  counterparty?: Holder;
};

/** Funds are 2 % of wages; 60 % stay with the grassroots union, 40 % go up. */
const FUNDS_OF_WAGES = 0.02;
const KEPT_BELOW = 0.6;
const WAGES_A_YEAR = 62_000;
/** Share of the funds due that is really paid in. */
const COLLECTED = 0.72;

/**
 * Books of the county, its towns and about a hundred grassroots unions: by quarter from 1 January of the year in which
 * the story begins; before that, from the last quarter of 2021 on, the federations' books alone.
 */
export function keepBooks(
  seed: Random,
  enterprises: readonly Enterprise[],
  organisation: Organisation,
  calendar: Calendar,
): LedgerRow[] {
  const random = seed.fork('ledger');
  const books = new Books();
  const detailFrom = `${calendar.start.slice(0, 4)}-01-01`;
  const townWorkers = new Map<string, number>();
  for (const one of enterprises) {
    const code = one.area.town.code;
    townWorkers.set(code, (townWorkers.get(code) ?? 0) + one.endSize);
  }
  const active = towns.filter((town) => (townWorkers.get(town.code) ?? 0) > 100);
  for (const quarter of quartersUntil('2021-10-01', calendar.until)) {
    const direct = 0.5 + 0.2 * progress(`${Number(detailFrom.slice(0, 4)) - 1}-01-01`, calendar.until, quarter.first);
    const isDetailed = quarter.first >= detailFrom;
    countyQuarter(random, books, quarter, direct, active, townWorkers, isDetailed);
    for (const town of isDetailed ? active : active.slice(0, 13)) {
      townQuarter(random, books, quarter, direct, town.code, townWorkers.get(town.code) ?? 0, isDetailed);
    }
  }
  for (const { union, enterprise } of keepers(random, organisation, calendar)) {
    for (const quarter of quartersUntil(detailFrom, calendar.until)) {
      if (quarter.first < addDays(union.approvedOn, 60)) continue;
      unionQuarter(random, books, quarter, union, workersOn(enterprise, calendar, quarter.first), calendar);
    }
  }
  townsSupportUnions(random, books, organisation, calendar, detailFrom);
  reverseSome(random, books, calendar);
  return books.rows;
}

type Quarter = { readonly first: string; readonly last: string; readonly number: number };

/** Quarters from `first` on; the last one ends at `until`. */
function quartersUntil(first: string, until: string): Quarter[] {
  const quarters: Quarter[] = [];
  for (let day = first; day <= until; ) {
    const month = Number(day.slice(5, 7)) + 3;
    const next =
      month > 12 ? `${Number(day.slice(0, 4)) + 1}-01-01` : `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
    const last = addDays(next, -1);
    quarters.push({ first: day, last: last < until ? last : until, number: Math.ceil(Number(day.slice(5, 7)) / 3) });
    day = next;
  }
  return quarters;
}

class Books {
  readonly rows: LedgerRow[] = [];
  private readonly numbers = new Map<string, number>();

  /** Writes a voucher of `day`. */
  voucher(holder: Holder, day: string, lines: readonly Line[]): void {
    const voucherNo = this.nextNumber(keyOf(holder), day);
    const isOld = day < CHART_CHANGE;
    for (const [at, line] of lines.entries()) {
      this.rows.push({
        union_code: 'union' in holder ? holder.union.code : null,
        federation_code: 'federation' in holder ? holder.federation : null,
        voucher_no: voucherNo,
        line_no: at + 1,
        posted_on: day,
        chart_code: isOld ? CHART_2009 : CHART_2021,
        account_code: isOld ? line.account : (successor[line.account] ?? line.account),
        amount_yuan: line.yuan,
        fund_source: line.fund ?? 'union_funds',
        purpose: line.purpose,
        beneficiary_class: line.beneficiary,
        counterparty_union_code:
          line.counterparty && 'union' in line.counterparty ? line.counterparty.union.code : null,
        counterparty_federation_code:
          line.counterparty && 'federation' in line.counterparty ? line.counterparty.federation : null,
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

function keyOf(holder: Holder): string {
  return 'union' in holder ? holder.union.code : holder.federation;
}

function dayIn(random: Random, quarter: Quarter, share = random.next()): string {
  const days = Math.round((Date.parse(quarter.last) - Date.parse(quarter.first)) / 86_400_000);
  return addDays(quarter.first, Math.floor(share * (days + 0.999)));
}

function money(random: Random, about: number, spread = 0.18): number {
  return Math.max(50, Math.round(about * random.between(1 - spread, 1 + spread) * 10) / 10);
}

function countyQuarter(
  random: Random,
  books: Books,
  quarter: Quarter,
  direct: number,
  active: readonly { code: string }[],
  workers: ReadonlyMap<string, number>,
  isDetailed: boolean,
): void {
  const holder = { federation: COUNTY };
  const spend = 1_650_000;
  const write = (lines: Line[]): void => books.voucher(holder, dayIn(random, quarter), lines);
  write([
    { account: '402', yuan: money(random, 3_400_000), beneficiary: 'unclassified', purpose: '税务代收工会经费分成' },
  ]);
  write([
    {
      account: '404',
      yuan: money(random, 320_000),
      beneficiary: 'unclassified',
      purpose: '县财政帮扶专项',
      fund: 'government',
    },
  ]);
  const city = money(random, 180_000);
  const cityDay = dayIn(random, quarter, 0.3);
  const cityFederation = { federation: CITY };
  books.voucher(cityFederation, cityDay, [
    { account: '506', yuan: city, beneficiary: 'unclassified', purpose: '市总专项补助下拨', counterparty: holder },
  ]);
  books.voucher(holder, cityDay, [
    {
      account: '403',
      yuan: city,
      beneficiary: 'unclassified',
      purpose: '市总专项补助',
      fund: 'upper_subsidy',
      counterparty: cityFederation,
    },
  ]);
  write([
    {
      account: '50101',
      yuan: money(random, spend * direct * 0.2),
      beneficiary: 'frontline',
      purpose: '一线职工技能培训',
    },
    {
      account: '50102',
      yuan: money(random, spend * direct * 0.16),
      beneficiary: 'all_members',
      purpose: '职工文体活动',
    },
    {
      account: '50103',
      yuan: money(random, spend * direct * 0.07),
      beneficiary: 'all_members',
      purpose: '劳模事迹宣讲',
    },
  ]);
  write([
    {
      account: '50104',
      yuan: money(random, spend * direct * 0.19),
      beneficiary: 'frontline',
      purpose: '职工服务中心、爱心驿站运行',
    },
  ]);
  write([
    { account: '50204', yuan: money(random, spend * direct * 0.12), beneficiary: 'hardship', purpose: '困难职工帮扶' },
    {
      account: '50205',
      yuan: money(random, spend * direct * (quarter.number === 1 ? 0.2 : 0.06)),
      beneficiary: quarter.number === 1 ? 'hardship' : 'frontline',
      purpose: '送温暖、送清凉',
    },
    {
      account: '50201',
      yuan: money(random, spend * direct * 0.05),
      beneficiary: 'frontline',
      purpose: '工资集体协商指导',
    },
    {
      account: '50203',
      yuan: money(random, spend * direct * 0.04),
      beneficiary: 'frontline',
      purpose: '农民工法律援助',
    },
  ]);
  write([{ account: '50102', yuan: money(random, spend * 0.018), beneficiary: 'cadre', purpose: '机关工会干部活动' }]);
  write([
    { account: '50301', yuan: money(random, spend * 0.05), beneficiary: 'cadre', purpose: '工会干部培训' },
    { account: '50302', yuan: money(random, spend * 0.02), beneficiary: 'union_self', purpose: '全委会会议' },
    { account: '50304', yuan: money(random, spend * 0.05), beneficiary: 'union_self', purpose: '建会专项业务' },
  ]);
  write([
    {
      account: '504',
      yuan: money(random, spend * 0.2, 0.05),
      beneficiary: 'union_self',
      purpose: '机关人员与公用支出',
    },
  ]);
  if (quarter.number === 3)
    write([
      { account: '505', yuan: money(random, spend * 0.12), beneficiary: 'union_self', purpose: '职工服务中心设备' },
    ]);
  write([
    {
      account: '508',
      yuan: money(random, spend * (0.09 - 0.09 * direct)),
      beneficiary: 'unclassified',
      purpose: '其他支出',
    },
  ]);
  if (random.chance(0.6))
    write([
      {
        account: '50105',
        yuan: money(random, spend * 0.03),
        beneficiary: 'unclassified',
        purpose: '活动支出（待补明细）',
      },
    ]);

  // 补助下级: the county's 506 meets the town's 403.
  const all = active.reduce((so, town) => so + (workers.get(town.code) ?? 0), 0);
  for (const town of isDetailed ? active : active.slice(0, 13)) {
    const yuan = money(random, (560_000 * (workers.get(town.code) ?? 0)) / all + 6_000);
    const day = dayIn(random, quarter, random.between(0.2, 0.9));
    books.voucher(holder, day, [
      {
        account: '506',
        yuan,
        beneficiary: 'unclassified',
        purpose: '补助镇级工会',
        counterparty: { federation: town.code },
      },
    ]);
    books.voucher({ federation: town.code }, day, [
      {
        account: '403',
        yuan,
        beneficiary: 'unclassified',
        purpose: '县总补助',
        fund: 'upper_subsidy',
        counterparty: holder,
      },
    ]);
  }
}

function townQuarter(
  random: Random,
  books: Books,
  quarter: Quarter,
  direct: number,
  town: string,
  workers: number,
  isDetailed: boolean,
): void {
  const holder = { federation: town };
  // What a town spends itself: its small share of the funds of its workers.
  const spend = 14_000 + ((workers * WAGES_A_YEAR * FUNDS_OF_WAGES) / 4) * COLLECTED * 0.06;
  const lean = direct * random.between(0.85, 1.1);
  books.voucher(holder, dayIn(random, quarter), [
    { account: '50102', yuan: money(random, spend * lean * 0.3), beneficiary: 'all_members', purpose: '职工文体活动' },
    {
      account: '50101',
      yuan: money(random, spend * lean * 0.22),
      beneficiary: 'frontline',
      purpose: '季度技术比武、技能培训',
    },
    {
      account: '50205',
      yuan: money(random, spend * lean * 0.2),
      beneficiary: quarter.number === 3 ? 'frontline' : 'hardship',
      purpose: '送温暖、送清凉',
    },
  ]);
  books.voucher(holder, dayIn(random, quarter), [
    { account: '50204', yuan: money(random, spend * lean * 0.16), beneficiary: 'hardship', purpose: '困难职工帮扶' },
    {
      account: '50202',
      yuan: money(random, spend * lean * 0.12),
      beneficiary: 'frontline',
      purpose: '安康杯竞赛劳动保护',
    },
  ]);
  books.voucher(holder, dayIn(random, quarter), [
    { account: '50304', yuan: money(random, spend * 0.14), beneficiary: 'union_self', purpose: '建会业务' },
    { account: '504', yuan: money(random, spend * 0.13), beneficiary: 'union_self', purpose: '办公支出' },
  ]);
  if (!isDetailed) return;
  if (random.chance(0.3)) {
    books.voucher(holder, dayIn(random, quarter), [
      { account: '508', yuan: money(random, spend * 0.08), beneficiary: 'unclassified', purpose: '其他支出' },
    ]);
  }
  if (random.chance(0.14)) {
    books.voucher(holder, dayIn(random, quarter), [
      { account: '50102', yuan: money(random, spend * 0.06), beneficiary: 'cadre', purpose: '工会干部慰问活动' },
    ]);
  }
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

function unionQuarter(
  random: Random,
  books: Books,
  quarter: Quarter,
  union: Union,
  workers: number,
  calendar: Calendar,
): void {
  const holder = { union };
  const funds = ((workers * WAGES_A_YEAR * FUNDS_OF_WAGES) / 4) * COLLECTED;
  const kept = funds * KEPT_BELOW;
  const towards = progress(`${calendar.start.slice(0, 4)}-01-01`, calendar.until, quarter.first);
  const lines: Line[] = [
    { account: '402', yuan: money(random, kept, 0.04), beneficiary: 'unclassified', purpose: '拨缴经费留成（60%）' },
    {
      account: '50104',
      yuan: money(random, kept * (0.3 + 0.04 * towards)),
      beneficiary: random.chance(0.62 + 0.2 * towards) ? 'frontline' : 'all_members',
      purpose: '节日慰问、职工福利',
    },
    {
      account: '50102',
      yuan: money(random, kept * 0.2),
      beneficiary: random.chance(0.25 + 0.2 * towards) ? 'frontline' : 'all_members',
      purpose: '职工运动会、文艺活动',
    },
    {
      account: '50304',
      yuan: money(random, kept * (0.14 - 0.04 * towards)),
      beneficiary: 'union_self',
      purpose: '工会业务',
    },
  ];
  if (random.chance(0.4))
    lines.push({
      account: '50205',
      yuan: money(random, kept * 0.08),
      beneficiary: 'frontline',
      purpose: '送清凉到车间',
    });
  if (random.chance(0.3))
    lines.push({
      account: '50101',
      yuan: money(random, kept * 0.1),
      beneficiary: 'frontline',
      purpose: '班组岗位练兵',
    });
  if (random.chance(0.08))
    lines.push({
      account: '50105',
      yuan: money(random, kept * 0.09),
      beneficiary: 'unclassified',
      purpose: '活动支出（待补明细）',
    });
  if (random.chance(0.03))
    lines.push({
      account: '50301',
      yuan: money(random, kept * 0.06),
      beneficiary: 'cadre',
      purpose: '工会干部外出培训',
    });
  // Paid up to the town outside the tax channel: leaves the union, and is eliminated inside the county.
  if (quarter.number === 4 && random.chance(0.12)) {
    lines.push({
      account: '508',
      yuan: money(random, funds * 0.05),
      beneficiary: 'unclassified',
      purpose: '补缴上级经费',
      counterparty: { federation: union.federationCode },
    });
  }
  books.voucher(holder, dayIn(random, quarter), lines);
}

/** Towns pass money on to their grassroots unions: 506 of the town, 403 of the union. */
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
      one.approvedOn < calendar.start &&
      one.federationCode.length === 9,
  );
  for (const union of random.sample(joint, 60)) {
    for (let times = 0; times < 2; times++) {
      const quarter = random.pick(quartersUntil(detailFrom, calendar.until));
      const day = dayIn(random, quarter);
      const yuan = money(random, 4_500, 0.4);
      const town = { federation: union.federationCode };
      books.voucher(town, day, [
        { account: '506', yuan, beneficiary: 'unclassified', purpose: '补助联合工会', counterparty: { union } },
      ]);
      books.voucher({ union }, day, [
        {
          account: '403',
          yuan,
          beneficiary: 'unclassified',
          purpose: '镇总补助',
          fund: 'upper_subsidy',
          counterparty: town,
        },
        {
          account: '50102',
          yuan: money(random, yuan * 0.55),
          beneficiary: 'frontline',
          purpose: '联合工会职工活动',
          fund: 'upper_subsidy',
        },
        {
          account: '50205',
          yuan: money(random, yuan * 0.25),
          beneficiary: 'hardship',
          purpose: '走访慰问',
          fund: 'upper_subsidy',
        },
      ]);
    }
  }
}

/** Red-letter reversals: the whole voucher again with negative amounts, some days later. */
function reverseSome(random: Random, books: Books, calendar: Calendar): void {
  const openings = books.rows.filter(
    (row) =>
      row.line_no === 1 &&
      row.posted_on < addDays(calendar.until, -45) &&
      row.amount_yuan < 60_000 &&
      row.counterparty_federation_code === null,
  );
  for (const opening of random.sample(openings, 36)) {
    const voucher = books.rows.filter(
      (row) =>
        row.voucher_no === opening.voucher_no &&
        row.union_code === opening.union_code &&
        row.federation_code === opening.federation_code,
    );
    const spending = voucher.filter(
      (row) =>
        row.account_code.startsWith('5') &&
        row.counterparty_union_code === null &&
        row.counterparty_federation_code === null,
    );
    const row = spending.at(-1);
    if (!row) continue;
    const day = addDays(row.posted_on, random.integer(5, 40));
    const same = day < CHART_CHANGE === row.posted_on < CHART_CHANGE;
    if (!same) continue;
    books.reverse(row, day);
  }
}
