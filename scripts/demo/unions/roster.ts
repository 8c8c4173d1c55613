import { addDays } from '@union/schema/calendar.ts';
import { type Calendar, latest } from '../calendar.ts';
import { dayBetween } from '../coverage.ts';
import { areaOn, type Enterprise } from '../enterprises.ts';
import { type Area, COUNTY } from '../places.ts';
import type { Random } from '../random.ts';
import { GroupNames } from './group-names.ts';
import type { Link, LinkKind, OrgType, Place, Union } from './union.ts';

/** What a union of several firms is for: an area, or a trade across the county. */
export type Purpose =
  | { readonly kind: 'joint' | 'regional'; readonly area: Area }
  | { readonly kind: 'industry'; readonly trade: string };

/** The unions and links founded so far, and the acts of founding. */
export class Roster {
  readonly unions: Union[] = [];
  readonly links: Link[] = [];
  readonly random: Random;
  readonly calendar: Calendar;
  private readonly placed = new Set<Enterprise>();
  /** Joint unions that others may still join. */
  private readonly open = new Map<Area, Union[]>();
  private readonly names: GroupNames;

  constructor(random: Random, calendar: Calendar) {
    this.random = random;
    this.calendar = calendar;
    this.names = new GroupNames(random.fork('names'));
  }

  /** Whether any union covers the enterprise. */
  has(enterprise: Enterprise): boolean {
    return this.placed.has(enterprise);
  }

  found(orgType: OrgType, name: string, approvedOn: string, place: Place, chairKind: Union['chairKind']): Union {
    const union: Union = {
      code: '',
      name,
      orgType,
      federationCode: place.federationCode,
      regionCode: place.regionCode,
      parkCode: place.parkCode,
      approvedOn,
      termEndsOn: null,
      dissolvedOn: null,
      chairKind,
      approvalNo: null,
      creditCode: null,
      certificateNo: null,
      certificateOn: null,
    };
    this.unions.push(union);
    return union;
  }

  link(enterprise: Enterprise, union: Union, kind: LinkKind, from: string, to: string | null = null): void {
    this.placed.add(enterprise);
    this.links.push({ enterprise, union, kind, from, to });
  }

  /** A union of the enterprise alone. */
  foundSingle(one: Enterprise, on: string): Union {
    const chair = one.endSize >= 200 && this.random.chance(0.7) ? 'full_time' : 'part_time';
    const name = `${one.change?.formerName ?? one.name}工会委员会`;
    const union = this.found('single', name, on, placeOf(areaOn(one, on)), chair);
    this.link(one, union, 'independent', on);
    return union;
  }

  /**
   * A union of several firms, approved `on`; by default some day before the story begins, once two of them were there.
   * Links begin with it, or when the firm was ready.
   * @param isClosed nobody joins later.
   */
  foundGroup(purpose: Purpose, members: readonly Enterprise[], on?: string, isClosed = false): Union {
    const isTrade = purpose.kind === 'industry';
    const union = this.found(
      purpose.kind,
      isTrade ? this.names.ofTrade(purpose.trade) : this.names.ofArea(purpose.kind, purpose.area),
      on ?? this.someDayBefore(members),
      isTrade ? { federationCode: purpose.trade, regionCode: COUNTY, parkCode: null } : placeOf(purpose.area),
      this.random.chance(0.18) ? 'hired' : 'part_time',
    );
    for (const one of members) this.join(one, union, on ?? readyOn(one, union));
    if (purpose.kind === 'joint' && !isClosed) {
      const { area } = purpose;
      this.open.set(area, [...(this.open.get(area) ?? []), union]);
    }
    return union;
  }

  /** Brings the enterprise under a union of several, from a day on. */
  join(one: Enterprise, union: Union, from: string, to: string | null = null): void {
    const kind =
      union.orgType === 'joint' ? 'joint' : union.orgType === 'industry' ? 'industry_direct' : 'regional_direct';
    const { closedOn } = one;
    this.link(one, union, kind, closedOn !== null && from >= closedOn ? addDays(closedOn, -1) : from, to);
  }

  /** A joint union of the area that was there before `day`. */
  openUnion(area: Area, day: string): Union | undefined {
    const hosts = (this.open.get(area) ?? []).filter((union) => union.approvedOn < day);
    return hosts.length > 0 ? this.random.pick(hosts) : undefined;
  }

  private someDayBefore(members: readonly Enterprise[]): string {
    const { start } = this.calendar;
    const settled = members.map((one) => one.settledOn).toSorted();
    const second = settled[Math.min(1, settled.length - 1)] ?? '2005-01-01';
    return (
      dayBetween(this.random, latest('2006-03-01', addDays(second, 50)), addDays(start, -30), 0.8) ?? addDays(start, -6)
    );
  }
}

/** The day from which an older union covers the enterprise: some time after it settled. */
export function readyOn(one: Enterprise, union: Union): string {
  return latest(union.approvedOn, addDays(one.settledOn, 45));
}

function placeOf(area: Area): Place {
  return { federationCode: area.town.code, regionCode: area.town.code, parkCode: area.park?.code ?? null };
}

/** The industry federation whose trade the firm plies, if any. */
export function tradeOf(one: Enterprise): string | undefined {
  if (one.section === 'G') return '320924-TRA';
  if (one.section === 'E') return '320924-CON';
  return one.section === 'F' || one.section === 'H' || one.section === 'O' ? '320924-COM' : undefined;
}

/** Cuts the list into pieces of `low` to `high`; the last may be shorter. */
export function pieces<T>(random: Random, items: readonly T[], low: number, high: number): T[][] {
  const cut: T[][] = [];
  for (let at = 0; at < items.length; ) {
    const size = random.integer(low, high);
    cut.push(items.slice(at, at + size));
    at += size;
  }
  return cut;
}
