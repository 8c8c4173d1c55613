import { addDays, daysBetween } from '@union/schema/calendar.ts';
import { type Calendar, latest, progress, yearsBefore } from './calendar.ts';
import { creditCode } from './credit-codes.ts';
import { Brands, companyName, trades } from './names.ts';
import { type Area, areas, COUNTY, saltWorks } from './places.ts';
import type { Random } from './random.ts';
import type { EnterpriseRow } from './tables.ts';

/** One enterprise of the demo, with what the other modules need to know of it. */
export type Enterprise = {
  readonly creditCode: string;
  readonly name: string;
  /** Where it is on `until` (or was when it closed). */
  readonly area: Area;
  readonly section: string;
  readonly industryCode: string;
  readonly unitType: string;
  readonly isNonPublic: boolean;
  readonly isAboveScale: boolean;
  readonly settledOn: string;
  readonly closedOn: string | null;
  /** Workers two years before `until`, and on `until`. */
  readonly startSize: number;
  readonly endSize: number;
  readonly femaleShare: number;
  readonly migrantShare: number;
  /** Moved from another area, or renamed, on a day. */
  readonly change: { readonly on: string; readonly fromArea?: Area; readonly formerName?: string } | undefined;
  /** Set when a real-name member register is kept. */
  membersRegisteredOn: string | null;
};

/** Workers when all have their final size: about 100,000 in the county, as document 003 says of it. */
const WORKERS = 103_000;
const LARGEST = 900;
const SMALLEST = 3;

/** Weights of industry sections by the character of an area. */
const sectionWeights: Readonly<Record<Area['character'], Readonly<Record<string, number>>>> = {
  industry: { C: 86, D: 1, E: 2, F: 3, G: 4, I: 2, L: 1, M: 1 },
  harbour: { A: 6, C: 62, D: 4, E: 4, F: 6, G: 14, H: 2, L: 2 },
  seat: {
    A: 1,
    C: 24,
    D: 1,
    E: 11,
    F: 25,
    G: 6,
    H: 7,
    I: 4,
    J: 1,
    K: 4,
    L: 6,
    M: 2,
    N: 1,
    O: 3,
    P: 2,
    Q: 1,
    R: 1,
  },
  rural: { A: 9, C: 48, D: 1, E: 7, F: 15, G: 5, H: 4, L: 2, N: 2, O: 3, P: 1, Q: 2, R: 1 },
  farm: { A: 34, C: 28, D: 2, E: 6, F: 12, G: 6, H: 3, L: 2, N: 4, O: 3 },
};

const femaleShares: Readonly<Record<string, number>> = {
  C17: 0.64,
  C18: 0.78,
  C39: 0.55,
  C13: 0.5,
  F52: 0.6,
  H62: 0.62,
  Q84: 0.7,
  O80: 0.75,
};

type Draft = {
  area: Area;
  section: string;
  industryCode: string;
  trade: string;
  rawSize: number;
  settledOn: string;
  closedOn: string | null;
};

/** Every enterprise that was active on some day of the last three years, in an order without meaning. */
export function drawEnterprises(seed: Random, calendar: Calendar): Enterprise[] {
  const random = seed.fork('enterprises');
  const brands = new Brands(random.fork('brands'));
  const drafts = areas.flatMap((area) => draftsOf(random, area, calendar));
  const active = drafts.filter((draft) => draft.closedOn === null);
  const factor = WORKERS / active.reduce((sum, draft) => sum + draft.rawSize, 0);
  const enterprises = drafts.map((draft, index) =>
    finish(random, brands, draft, draft.rawSize * factor, index, calendar),
  );
  return [...enterprises, ...saltWorksOf(random, brands, enterprises.length, calendar)];
}

function draftsOf(random: Random, area: Area, calendar: Calendar): Draft[] {
  const opened = area.park?.openedOn ?? '1998-01-01';
  const drafts: Draft[] = [];
  const draw = (settledOn: string, closedOn: string | null): void => {
    const section = random.weighted(sectionWeights[area.character]);
    const industryCode = random.weighted(Object.fromEntries(Object.keys(trades[section] ?? {}).map((key) => [key, 1])));
    const trade = random.pick(trades[section]?.[industryCode] ?? ['实业']);
    const spread = area.park ? 1.2 : 1.12;
    const bySection = section === 'C' ? 1.25 : section === 'F' || section === 'H' ? 0.7 : 1;
    drafts.push({
      area,
      section,
      industryCode,
      trade,
      rawSize: area.medianSize * bySection * Math.exp(random.normal(0, spread)),
      settledOn,
      closedOn,
    });
  };
  const settlers = Math.round(area.enterprises * (area.park ? 0.13 : 0.1));
  for (let count = 0; count < area.enterprises - settlers; count++) {
    draw(dayBetween(random, latest(opened, '2002-03-01'), addDays(calendar.start, -60), 0.8), null);
  }
  for (let count = 0; count < settlers; count++) {
    draw(dayBetween(random, addDays(calendar.start, 10), addDays(calendar.until, -12)), null);
  }
  const closures = Math.max(1, Math.round(area.enterprises * 0.055));
  for (let count = 0; count < closures; count++) {
    const closedOn = dayBetween(random, yearsBefore(calendar.start, 1), addDays(calendar.until, -5));
    draw(dayBetween(random, latest(opened, '2002-03-01'), addDays(yearsBefore(calendar.start, 1), -300)), closedOn);
  }
  return drafts;
}

/** A day in [first, last]; a `bias` below 1 draws later days more often. */
function dayBetween(random: Random, first: string, last: string, bias = 1): string {
  return addDays(first, Math.floor(random.next() ** bias * (daysBetween(first, last) + 1)));
}

function finish(
  random: Random,
  brands: Brands,
  draft: Draft,
  size: number,
  index: number,
  calendar: Calendar,
): Enterprise {
  const endSize = Math.round(Math.min(Math.max(size, SMALLEST), LARGEST - random.integer(0, 90)));
  const grown = draft.settledOn > calendar.start ? random.between(0.45, 0.9) : random.between(0.86, 1.07);
  const name = companyName(random, brands, draft.trade, endSize, draft.section);
  const state = endSize >= 60 && random.chance(0.06);
  const foreign = !state && draft.section === 'C' && endSize >= 40 && random.chance(0.12);
  const unitType = state
    ? random.weighted({ '151': 3, '161': 2, '110': 2 })
    : foreign
      ? random.weighted({ '200': 5, '300': 4 })
      : name.endsWith('股份有限公司')
        ? '169'
        : random.weighted({ '170': 74, '159': 22, '120': 2, '130': 1, '190': 1 });
  const female = (femaleShares[draft.industryCode] ?? 0.36) + random.normal(0, 0.06);
  return {
    creditCode: creditCode('91', registeredIn(draft, index), index),
    name,
    area: draft.area,
    section: draft.section,
    industryCode: draft.industryCode,
    unitType,
    isNonPublic: !state && unitType !== '120',
    isAboveScale: endSize >= (draft.section === 'C' ? 42 : 70),
    settledOn: draft.settledOn,
    closedOn: draft.closedOn,
    startSize: Math.max(SMALLEST, Math.round(endSize * grown)),
    endSize,
    femaleShare: Math.min(Math.max(female, 0.05), 0.92),
    migrantShare: Math.min(Math.max(random.normal(draft.area.park ? 0.46 : 0.34, 0.12), 0.02), 0.9),
    change: changeOf(random, brands, draft, name, calendar),
    membersRegisteredOn: null,
  };
}

/**
 * The region in the credit code: the county, save for a few firms that came from elsewhere and kept their code, some
 * of them from 大丰市 (320982), whose region code is retired.
 */
function registeredIn(draft: Draft, index: number): string {
  if (draft.area.park && draft.section === 'C' && index % 61 === 7) return index % 2 === 0 ? '320982' : '320902';
  return COUNTY;
}

function changeOf(
  random: Random,
  brands: Brands,
  draft: Draft,
  name: string,
  calendar: Calendar,
): Enterprise['change'] {
  if (draft.closedOn !== null || draft.settledOn > yearsBefore(calendar.start, 1)) return undefined;
  const on = dayBetween(random, addDays(calendar.start, 20), addDays(calendar.until, -20));
  const roll = random.next();
  if (draft.area.park && roll < 0.025) {
    const fromArea = random.pick(areas.filter((area) => area.key !== draft.area.key && area.key !== 'park:320924-P03'));
    return { on, fromArea };
  }
  const brand = /^(?:江苏|盐城|射阳县?)/u.exec(name)?.[0] ?? '';
  if (roll > 0.994) return { on, formerName: `${brand}${brands.draw()}${draft.trade}有限公司` };
  return undefined;
}

/** The salt works: one enterprise idle without workers and without a union, one closed. */
function saltWorksOf(random: Random, brands: Brands, from: number, calendar: Calendar): Enterprise[] {
  return [null, yearsBefore(calendar.until, 0.6)].map((closedOn, at) => ({
    creditCode: creditCode('91', COUNTY, from + at),
    name: `射阳${brands.draw()}盐业有限公司`,
    area: saltWorks,
    section: 'C',
    industryCode: 'C14',
    unitType: '170',
    isNonPublic: true,
    isAboveScale: false,
    settledOn: `200${at + 6}-0${random.integer(3, 9)}-12`,
    closedOn,
    startSize: closedOn ? 14 : 9,
    endSize: closedOn ? 11 : 0,
    femaleShare: 0.3,
    migrantShare: 0.1,
    change: undefined,
    membersRegisteredOn: null,
  }));
}

/** Whether the enterprise is active on `day`. */
export function isActive(enterprise: Enterprise, day: string): boolean {
  return enterprise.settledOn <= day && (enterprise.closedOn === null || enterprise.closedOn > day);
}

/** Where the enterprise is on `day`. */
export function areaOn(enterprise: Enterprise, day: string): Area {
  const { change } = enterprise;
  return change?.fromArea && day < change.on ? change.fromArea : enterprise.area;
}

/** Workers on `day`, on the way from the start size to the end size. */
export function workersOn(enterprise: Enterprise, calendar: Calendar, day: string): number {
  const { startSize, endSize } = enterprise;
  // The idle salt works stopped at once, not by degrees.
  if (endSize === 0) return day < yearsBefore(calendar.until, 0.55) ? startSize : 0;
  const from = latest(calendar.start, enterprise.settledOn);
  return Math.round(startSize + (endSize - startSize) * progress(from, calendar.until, day));
}

/** The rows of the sheet: a creation row each, and behind it a row that changes it on a day. */
export function enterpriseRows(enterprise: Enterprise): EnterpriseRow[] {
  const { change } = enterprise;
  const row = (area: Area, name: string): EnterpriseRow => ({
    credit_code: enterprise.creditCode,
    name,
    region_code: area.town.code,
    park_code: area.park?.code ?? null,
    unit_type_code: enterprise.unitType,
    industry_code: enterprise.industryCode,
    is_non_public: enterprise.isNonPublic,
    is_above_scale: enterprise.isAboveScale,
    settled_on: enterprise.settledOn,
    effective_on: null,
    closed_on: enterprise.closedOn,
    members_registered_on: enterprise.membersRegisteredOn,
  });
  if (!change) return [row(enterprise.area, enterprise.name)];
  return [
    row(change.fromArea ?? enterprise.area, change.formerName ?? enterprise.name),
    {
      ...row(enterprise.area, enterprise.name),
      settled_on: null,
      effective_on: change.on,
      members_registered_on: null,
    },
  ];
}
