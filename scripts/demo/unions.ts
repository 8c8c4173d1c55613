import { addDays } from '@union/schema/calendar.ts';
import { type Calendar, latest, yearsBefore } from './calendar.ts';
import { type CoveragePlan, dayBetween, dayOutsideHalf, outsideHalf, sum } from './coverage.ts';
import { creditCode } from './credit-codes.ts';
import { areaOn, type Enterprise, isActive } from './enterprises.ts';
import { villageName } from './names.ts';
import { type Area, areaName, COUNTY, parks, towns } from './places.ts';
import { chooseBySum, type Random } from './random.ts';
import type { LinkRow, UnionRow } from './tables.ts';

export type Union = {
  code: string;
  name: string;
  readonly orgType: 'single' | 'joint' | 'regional' | 'industry' | 'federation' | 'park' | 'township';
  readonly federationCode: string;
  readonly regionCode: string;
  readonly parkCode: string | null;
  readonly approvedOn: string;
  termEndsOn: string | null;
  dissolvedOn: string | null;
  chairKind: 'full_time' | 'part_time' | 'hired' | null;
  approvalNo: string | null;
  creditCode: string | null;
  certificateNo: string | null;
  certificateOn: string | null;
};

export type Link = {
  readonly enterprise: Enterprise;
  readonly union: Union;
  readonly kind: 'independent' | 'joint' | 'regional_direct' | 'industry_direct' | 'organiser' | 'federation_secondary';
  readonly from: string;
  to: string | null;
};

export type Organisation = {
  readonly unions: readonly Union[];
  readonly links: readonly Link[];
  /** The unions approved in the half-year, and the enterprises they brought in. */
  readonly newUnions: ReadonlySet<Union>;
  readonly newcomers: readonly Enterprise[];
};

/** Document 003: 86 new unions in the half-year, 31 of them independent; near 60 unions got their certificate in it. */
export const HALF_YEAR = { unions: 86, single: 31, regional: 4, industry: 3, members: 3739, certificates: 58 };
/** Below this many workers a firm mostly joins a union with others. */
const OWN_UNION_FROM = 25;

/** Builds every union and coverage link so that the plan comes true. */
export function foundUnions(
  seed: Random,
  enterprises: readonly Enterprise[],
  plan: CoveragePlan,
  calendar: Calendar,
): Organisation {
  const founder = new Founder(seed.fork('unions'), calendar, plan);
  founder.foundPlaces();
  founder.foundBefore(enterprises);
  founder.foundLost();
  const newcomers = founder.foundHalfYear(enterprises);
  founder.foundAfter(enterprises);
  founder.growOutOfJoint();
  founder.foundFederations();
  founder.appointOrganisers();
  founder.endWithEnterprises();
  founder.register();
  const newUnions = new Set(
    founder.unions.filter((one) => one.approvedOn >= calendar.half.first && one.approvedOn <= calendar.half.last),
  );
  const singles = [...newUnions].filter((one) => one.orgType === 'single').length;
  if (newUnions.size !== HALF_YEAR.unions || singles !== HALF_YEAR.single) {
    throw new Error(`the half-year has ${newUnions.size} new unions, ${singles} of them single`);
  }
  return { unions: founder.unions, links: founder.links, newUnions, newcomers };
}

class Founder {
  readonly unions: Union[] = [];
  readonly links: Link[] = [];
  private readonly random: Random;
  private readonly calendar: Calendar;
  private readonly plan: CoveragePlan;
  private readonly townshipUnions: Union[] = [];
  /** Joint unions of an area that others may still join. */
  private readonly open = new Map<Area, Union[]>();
  private readonly placed = new Set<Enterprise>();
  private readonly names = new Map<string, number>();

  constructor(random: Random, calendar: Calendar, plan: CoveragePlan) {
    this.random = random;
    this.calendar = calendar;
    this.plan = plan;
  }

  /** Park unions and township unions. */
  foundPlaces(): void {
    for (const park of parks) {
      if (park.unionYears === undefined) continue;
      this.found(
        'park',
        `${park.name}工会委员会`,
        outsideHalf(this.calendar, yearsBefore(this.calendar.until, park.unionYears)),
        {
          federationCode: park.regionCode,
          regionCode: park.regionCode,
          parkCode: park.code,
        },
      );
    }
    for (const town of towns.slice(4, 10)) {
      const union = this.found(
        'township',
        `${town.name}工会委员会`,
        `${2009 + this.townshipUnions.length}-0${this.random.integer(3, 9)}-15`,
        {
          federationCode: town.code,
          regionCode: town.code,
          parkCode: null,
        },
      );
      this.townshipUnions.push(union);
    }
  }

  foundBefore(enterprises: readonly Enterprise[]): void {
    const { random, calendar } = this;
    const before = enterprises.filter((one) => this.plan.before.has(one) && !this.plan.lost.has(one));
    const pools = new Map<string, Enterprise[]>();
    const small = new Map<Area, Enterprise[]>();
    for (const one of before) {
      const area = areaOn(one, calendar.start);
      const isAlone = one.change !== undefined || random.chance(one.startSize >= OWN_UNION_FROM ? 0.92 : 0.1);
      const trade = industryOf(one);
      if (isAlone) this.foundSingle(one, this.dayBefore(one));
      else if (trade && !area.park && random.chance(0.16)) push(pools, trade, one);
      else push(small, area, one);
    }
    for (const [trade, members] of pools) {
      for (const group of chunks(random, members, 9, 14)) this.foundGroup('industry', group, trade);
    }
    for (const [area, members] of small) {
      const ordered = members.toSorted((a, b) => (a.settledOn < b.settledOn ? -1 : 1));
      for (const group of chunks(random, ordered, 3, 8)) {
        if (group.length === 1) this.foundSingle(group[0] as Enterprise, this.dayBefore(group[0] as Enterprise));
        else this.foundGroup(random.chance(0.16) ? 'regional' : 'joint', group, undefined, area);
      }
    }
    // Township unions take in a few of the smallest firms directly.
    for (const union of this.townshipUnions) {
      const near = this.links.filter(
        (link) => link.kind === 'joint' && link.enterprise.area.town.code === union.regionCode,
      );
      for (const link of random.sample(
        near.filter((one) => one.enterprise.startSize < 8),
        2,
      )) {
        this.links.splice(this.links.indexOf(link), 1);
        this.link(
          link.enterprise,
          union,
          'regional_direct',
          latest(union.approvedOn, addDays(link.enterprise.settledOn, 45)),
        );
      }
    }
  }

  /** Enterprises whose coverage ended: the link, the union, or its term. */
  foundLost(): void {
    const { random, calendar } = this;
    const dissolved = new Map<Area, Enterprise[]>();
    for (const [one, loss] of this.plan.lost) {
      const ended = dayBetween(random, addDays(calendar.start, 60), addDays(calendar.until, -25)) as string;
      if (loss === 'link_ended') {
        const union = this.openUnion(one.area, calendar.start) ?? this.foundGroup('joint', [one], undefined, one.area);
        const link = this.links.find((other) => other.enterprise === one && other.union === union);
        if (link) link.to = ended;
        else this.link(one, union, 'joint', latest(union.approvedOn, addDays(one.settledOn, 45)), ended);
      } else if (loss === 'union_dissolved') {
        push(dissolved, one.area, one);
      } else {
        const union = this.foundSingle(one, this.dayBefore(one));
        // With a grace of 12 months the union drops out between the beginning and the end of the story.
        union.termEndsOn = latest(
          dayBetween(random, addDays(calendar.start, -300), addDays(calendar.until, -400)) as string,
          addDays(union.approvedOn, 30),
        );
      }
    }
    for (const [area, members] of dissolved) {
      for (const [at, group] of chunks(random, members, 2, 3).entries()) {
        const union = this.foundGroup('joint', group, undefined, area, false);
        union.dissolvedOn = dayBetween(random, addDays(calendar.start, 60), addDays(calendar.until, -25)) as string;
        // Some offices forget to end the links of a dissolved union; the figures must not count them all the same.
        if (at % 2 === 0) for (const link of this.links) if (link.union === union) link.to = union.dissolvedOn;
      }
    }
  }

  /** The 86 unions of the half-year. @returns the enterprises they cover. */
  foundHalfYear(enterprises: readonly Enterprise[]): Enterprise[] {
    const { random, calendar } = this;
    const { first, last } = calendar.half;
    const free = enterprises.filter(
      (one) =>
        this.plan.after.has(one) && !this.plan.before.has(one) && !one.change && addDays(one.settledOn, 30) < first,
    );
    const small = free.filter((one) => one.endSize < OWN_UNION_FROM);
    const day = (): string => dayBetween(random, addDays(first, 8), addDays(last, -3)) as string;
    const taken: Enterprise[] = [];

    const groups: { kind: 'joint' | 'regional' | 'industry'; members: Enterprise[]; area?: Area; trade?: string }[] =
      [];
    for (const trade of ['320924-TRA', '320924-CON', '320924-COM']) {
      const members = random.sample(
        small.filter((one) => industryOf(one) === trade && !one.area.park),
        7,
      );
      if (members.length < 3) throw new Error(`too few firms left for an industry union ${trade}`);
      groups.push({ kind: 'industry', members, trade });
      taken.push(...members);
    }
    const byArea = Map.groupBy(random.shuffled(small.filter((one) => !taken.includes(one))), (one) => one.area);
    const wanted = HALF_YEAR.unions - HALF_YEAR.single - HALF_YEAR.industry;
    const shares = shareOut(
      wanted,
      [...byArea].map(([area, members]) => ({ area, most: Math.floor(members.length / 3), weight: members.length })),
    );
    for (const [area, count] of shares) {
      const members = byArea.get(area) ?? [];
      for (let at = 0; at < count; at++) {
        const spare = members.length - 3 * (count - at);
        const group = members.splice(0, 3 + Math.min(spare, random.integer(0, 2)));
        groups.push({ kind: 'joint', members: group, area });
        taken.push(...group);
      }
    }
    for (const group of random.sample(
      groups.filter((one) => one.kind === 'joint'),
      HALF_YEAR.regional,
    ))
      group.kind = 'regional';

    const wantedWorkers = HALF_YEAR.members / 0.84 - sum(taken.map((one) => one.endSize));
    const large = free.filter((one) => one.endSize >= OWN_UNION_FROM && one.endSize <= 240);
    const singles = chooseBySum(random, large, HALF_YEAR.single, (one) => one.endSize, wantedWorkers);
    taken.push(...singles);
    for (const group of groups) this.foundGroup(group.kind, group.members, group.trade, group.area, true, day());
    for (const one of singles) this.foundSingle(one, day());
    return taken;
  }

  /** What was unionised after the story begins, outside the half-year. */
  foundAfter(enterprises: readonly Enterprise[]): void {
    const { random, calendar } = this;
    const late = enterprises.filter(
      (one) => this.plan.after.has(one) && !this.plan.before.has(one) && !this.placed.has(one),
    );
    const waiting = new Map<Area, { one: Enterprise; on: string }[]>();
    for (const one of late) {
      const on = dayOutsideHalf(random, calendar, one.settledOn);
      const host = this.openUnion(one.area, on ?? calendar.half.first);
      // A firm that can only be unionised inside the half-year joins a union that was there before.
      if (on === undefined) {
        const joined = dayBetween(
          random,
          latest(addDays(one.settledOn, 25), calendar.half.first),
          calendar.until,
        ) as string;
        this.link(one, host ?? this.foundGroup('joint', [], undefined, one.area), 'joint', joined);
      } else if (one.change || random.chance(one.endSize >= OWN_UNION_FROM ? 0.93 : 0.1)) this.foundSingle(one, on);
      else if (host && random.chance(0.22)) this.link(one, host, 'joint', on);
      else push(waiting, one.area, { one, on });
    }
    for (const [area, members] of waiting) {
      const ordered = members.toSorted((a, b) => (a.on < b.on ? -1 : 1));
      for (const group of chunks(random, ordered, 3, 6)) {
        const opening = group[1] ?? group[0];
        if (!opening || group.length === 1) {
          for (const { one, on } of group) this.foundSingle(one, on);
          continue;
        }
        const union = this.foundGroup(
          random.chance(0.12) ? 'regional' : 'joint',
          [],
          undefined,
          area,
          true,
          opening.on,
        );
        for (const { one, on } of group) this.link(one, union, kindOf(union), latest(opening.on, on));
      }
    }
  }

  /** Firms of a joint union that grew and founded their own; some stay in both, and still count once. */
  growOutOfJoint(): void {
    const { random, calendar } = this;
    const grown = this.links.filter(
      (link) =>
        link.kind === 'joint' &&
        link.to === null &&
        link.from <= calendar.start &&
        link.enterprise.endSize >= 14 &&
        this.plan.after.has(link.enterprise) &&
        !link.enterprise.change,
    );
    for (const [at, link] of random.sample(grown, 12).entries()) {
      const on = dayOutsideHalf(random, calendar, link.enterprise.settledOn);
      if (!on) continue;
      this.foundSingle(link.enterprise, on);
      if (at % 4 !== 0) link.to = on;
    }
  }

  /** Federations of grassroots unions: second coverage over what is unionised, and over a few firms that are not. */
  foundFederations(): void {
    const { random, calendar } = this;
    const textile = (one: Enterprise): boolean => ['C17', 'C18'].includes(one.industryCode);
    const plans: [
      name: string,
      on: string,
      region: string,
      park: string | null,
      holds: (one: Enterprise) => boolean,
    ][] = [
      [
        '射阳经济开发区工会联合会',
        yearsBefore(calendar.until, 3),
        '320924400',
        '320924400',
        (one) => one.area.park?.code === '320924400',
      ],
      ['射阳县纺织行业工会联合会', outsideHalf(calendar, yearsBefore(calendar.until, 1.4)), COUNTY, null, textile],
      [
        '合德镇商贸服务业工会联合会',
        outsideHalf(calendar, yearsBefore(calendar.until, 2.3)),
        '320924100',
        null,
        (one) => one.area.key === 'town:320924100' && ['F', 'H', 'O'].includes(one.section),
      ],
    ];
    const federated = [...this.plan.uncounted]
      .filter(([, kind]) => kind === 'federation_secondary')
      .map(([one]) => one);
    for (const [at, [name, on, region, park, holds]] of plans.entries()) {
      const union = this.found('federation', name, on, {
        federationCode: region,
        regionCode: region,
        parkCode: park,
      });
      const first = new Map<Enterprise, string>();
      for (const link of this.links) {
        const { enterprise } = link;
        if (link.kind !== 'independent' && link.kind !== 'joint') continue;
        if (enterprise.change || !holds(enterprise) || !isActive(enterprise, calendar.until) || link.to !== null)
          continue;
        first.set(enterprise, link.from);
      }
      for (const [enterprise, since] of random.sample([...first], 38)) {
        this.link(enterprise, union, 'federation_secondary', latest(on, since));
      }
      for (const enterprise of at === 1 ? federated : []) {
        this.link(enterprise, union, 'federation_secondary', latest(on, addDays(enterprise.settledOn, 40)));
      }
    }
  }

  /** Organisers (组织员) look after firms too small for a union; they do not count as coverage. */
  appointOrganisers(): void {
    for (const [one, kind] of this.plan.uncounted) {
      if (kind !== 'organiser') continue;
      const union =
        this.townshipUnions.find((other) => other.regionCode === one.area.town.code) ??
        this.random.pick(this.townshipUnions);
      const on = latest(
        addDays(one.settledOn, 90),
        dayBetween(this.random, '2021-03-01', this.calendar.start) as string,
      );
      this.link(one, union, 'organiser', on);
    }
  }

  /** A closed enterprise leaves its unions; its own union is dissolved, mostly. */
  endWithEnterprises(): void {
    for (const link of this.links) {
      const { closedOn } = link.enterprise;
      if (closedOn === null) continue;
      if (link.to === null || link.to > closedOn) link.to = closedOn;
      if (link.kind !== 'independent') continue;
      const dissolvedOn = addDays(closedOn, this.random.integer(0, 80));
      if (dissolvedOn <= this.calendar.until && this.random.chance(0.8)) link.union.dissolvedOn = dissolvedOn;
    }
  }

  /** Codes, approval numbers, terms and certificates, once all unions are there. */
  register(): void {
    const { random, calendar } = this;
    this.unions.sort((a, b) =>
      a.approvedOn === b.approvedOn ? (a.name < b.name ? -1 : 1) : a.approvedOn < b.approvedOn ? -1 : 1,
    );
    const approvals = new Map<string, number>();
    for (const [at, union] of this.unions.entries()) {
      const year = union.approvedOn.slice(0, 4);
      const number = (approvals.get(year) ?? 0) + 1;
      approvals.set(year, number);
      union.code = `${COUNTY}${String(at + 1).padStart(5, '0')}`;
      union.approvalNo = random.chance(0.96) ? `射工组〔${year}〕${number}号` : null;
      union.termEndsOn ??= this.termOf(union);
    }
    const { first, last } = calendar.half;
    const inHalf = (day: string): boolean => day >= first && day <= last;
    for (const [at, union] of this.unions.entries()) {
      const on = addDays(union.approvedOn, random.integer(25, 160));
      if (on > calendar.until || inHalf(on) || union.dissolvedOn !== null || !random.chance(0.88)) continue;
      this.certify(union, on, at);
    }
    const uncertified = this.unions.filter(
      (one) => one.certificateNo === null && one.dissolvedOn === null && addDays(one.approvedOn, 20) < last,
    );
    for (const union of random.sample(uncertified, HALF_YEAR.certificates)) {
      const on = dayBetween(random, latest(first, addDays(union.approvedOn, 15)), last) as string;
      this.certify(union, on, this.unions.indexOf(union));
    }
  }

  private certify(union: Union, on: string, serial: number): void {
    union.creditCode = creditCode('81', COUNTY, serial);
    union.certificateNo = `32092400${String(serial + 1).padStart(5, '0')}`;
    union.certificateOn = on;
  }

  /** The end of the present term: elections every 3 or 5 years; a few are late, within the grace of 12 months. */
  private termOf(union: Union): string | null {
    const { random, calendar } = this;
    if (random.chance(0.04)) return null;
    const years = random.chance(0.6) ? 5 : 3;
    let end = yearsBefore(union.approvedOn, -years);
    if (union.dissolvedOn !== null && union.dissolvedOn < end) return end;
    while (end <= calendar.until) end = yearsBefore(end, -years);
    const late = yearsBefore(end, years);
    return late > addDays(calendar.until, -320) && late > union.approvedOn && random.chance(0.3) ? late : end;
  }

  private dayBefore(one: Enterprise): string {
    const { random, calendar } = this;
    const last = addDays(one.closedOn !== null && one.closedOn < calendar.start ? one.closedOn : calendar.start, -5);
    const first = latest('2004-06-01', addDays(one.settledOn, 40));
    return dayBetween(random, first, last, 0.75) ?? last;
  }

  private foundSingle(one: Enterprise, on: string): Union {
    const area = areaOn(one, on);
    const union = this.found('single', `${one.change?.formerName ?? one.name}工会委员会`, on, placeOf(area));
    union.chairKind = one.endSize >= 200 && this.random.chance(0.7) ? 'full_time' : 'part_time';
    this.link(one, union, 'independent', on);
    return union;
  }

  /** A union of several firms; its links begin when it is approved or when the firm was ready. */
  private foundGroup(
    kind: 'joint' | 'regional' | 'industry',
    members: readonly Enterprise[],
    trade?: string,
    area?: Area,
    isOpen = true,
    on?: string,
  ): Union {
    const { random, calendar } = this;
    const settled = members.map((one) => one.settledOn).toSorted();
    const ready = latest('2006-03-01', addDays(settled[Math.min(1, settled.length - 1)] ?? '2005-01-01', 50));
    const approvedOn =
      on ?? dayBetween(random, ready, addDays(calendar.start, -30), 0.8) ?? addDays(calendar.start, -6);
    const place = area ? placeOf(area) : { federationCode: trade ?? COUNTY, regionCode: COUNTY, parkCode: null };
    const union = this.found(kind, this.groupName(kind, area, trade), approvedOn, place);
    union.chairKind = random.chance(0.18) ? 'hired' : 'part_time';
    for (const one of members) {
      const from = on ?? latest(approvedOn, addDays(one.settledOn, 45));
      this.link(
        one,
        union,
        kindOf(union),
        one.closedOn !== null && from >= one.closedOn ? addDays(one.closedOn, -1) : from,
      );
    }
    if (isOpen && area && kind === 'joint') push(this.open, area, union);
    return union;
  }

  private groupName(
    kind: 'joint' | 'regional' | 'industry',
    area: Area | undefined,
    trade: string | undefined,
  ): string {
    const { random } = this;
    if (kind === 'industry' || !area) {
      const trades: Record<string, readonly string[]> = {
        '320924-TRA': ['物流行业', '货运行业', '快递行业'],
        '320924-CON': ['建筑装饰行业', '建筑安装行业', '市政工程行业'],
        '320924-COM': ['餐饮行业', '商贸零售行业', '家政服务行业'],
      };
      return this.unused(`射阳县${random.pick(trades[trade ?? ''] ?? ['综合行业'])}工会委员会`);
    }
    const town = areaName(area);
    if (area.park) return this.unused(`${town}${kind === 'regional' ? '小微企业区域性' : '企业联合'}工会委员会`);
    const village = villageName(random, area.character === 'seat');
    if (kind === 'regional') return this.unused(`${town}${village}区域性工会委员会`);
    return this.unused(
      random.chance(0.2) && area.character === 'rural'
        ? `${town}${village}村企联合工会委员会`.replace('村村企', '村企')
        : `${town}${village}企业联合工会委员会`,
    );
  }

  /** The name, numbered from the second time on: 第二, 第三 … */
  private unused(name: string): string {
    const count = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, count);
    return count === 1 ? name : name.replace('工会委员会', `第${chineseNumber(count)}工会委员会`);
  }

  private openUnion(area: Area, day: string): Union | undefined {
    const hosts = (this.open.get(area) ?? []).filter((union) => union.approvedOn < day);
    return hosts.length > 0 ? this.random.pick(hosts) : undefined;
  }

  private found(
    orgType: Union['orgType'],
    name: string,
    approvedOn: string,
    place: { federationCode: string; regionCode: string; parkCode: string | null },
  ): Union {
    const union: Union = {
      code: '',
      name,
      orgType,
      ...place,
      approvedOn,
      termEndsOn: null,
      dissolvedOn: null,
      chairKind: orgType === 'park' || orgType === 'federation' ? 'hired' : orgType === 'township' ? 'full_time' : null,
      approvalNo: null,
      creditCode: null,
      certificateNo: null,
      certificateOn: null,
    };
    this.unions.push(union);
    return union;
  }

  private link(enterprise: Enterprise, union: Union, kind: Link['kind'], from: string, to: string | null = null): void {
    this.placed.add(enterprise);
    this.links.push({ enterprise, union, kind, from, to });
  }
}

function placeOf(area: Area): { federationCode: string; regionCode: string; parkCode: string | null } {
  return { federationCode: area.town.code, regionCode: area.town.code, parkCode: area.park?.code ?? null };
}

function kindOf(union: Union): Link['kind'] {
  return union.orgType === 'regional' ? 'regional_direct' : union.orgType === 'industry' ? 'industry_direct' : 'joint';
}

/** The industry federation whose trade the firm plies, if any. */
function industryOf(one: Enterprise): string | undefined {
  if (one.section === 'G') return '320924-TRA';
  if (one.section === 'E') return '320924-CON';
  return one.section === 'F' || one.section === 'H' || one.section === 'O' ? '320924-COM' : undefined;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Cuts the list into pieces of `low` to `high`; the last may be shorter. */
function chunks<T>(random: Random, items: readonly T[], low: number, high: number): T[][] {
  const pieces: T[][] = [];
  for (let at = 0; at < items.length; ) {
    const size = random.integer(low, high);
    pieces.push(items.slice(at, at + size));
    at += size;
  }
  return pieces;
}

/** Shares `count` out by weight, no one above its `most`. @throws when there is not enough. */
function shareOut<A>(count: number, takers: { area: A; most: number; weight: number }[]): Map<A, number> {
  const shares = new Map(takers.map((one) => [one.area, 0]));
  for (let given = 0; given < count; given++) {
    const next = takers
      .filter((one) => (shares.get(one.area) ?? 0) < one.most)
      .toSorted((a, b) => b.weight / ((shares.get(b.area) ?? 0) + 1) - a.weight / ((shares.get(a.area) ?? 0) + 1))[0];
    if (!next) throw new Error(`only ${given} of ${count} groups can be made`);
    shares.set(next.area, (shares.get(next.area) ?? 0) + 1);
  }
  return shares;
}

function chineseNumber(number: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  if (number < 10) return digits[number] as string;
  const tens = Math.floor(number / 10);
  return `${tens > 1 ? digits[tens] : ''}十${digits[number % 10]}`;
}

export function unionRow(union: Union): UnionRow {
  return {
    union_code: union.code,
    credit_code: union.creditCode,
    name: union.name,
    org_type: union.orgType,
    federation_code: union.federationCode,
    region_code: union.regionCode,
    park_code: union.parkCode,
    approved_on: union.approvedOn,
    approval_no: union.approvalNo,
    term_ends_on: union.termEndsOn,
    dissolved_on: union.dissolvedOn,
    chair_kind: union.chairKind,
    certificate_no: union.certificateNo,
    certificate_issued_on: union.certificateOn,
  };
}

export function linkRow(link: Link): LinkRow {
  return {
    credit_code: link.enterprise.creditCode,
    union_code: link.union.code,
    kind: link.kind,
    valid_from: link.from,
    valid_to: link.to,
    evidence: link.union.approvalNo,
  };
}
