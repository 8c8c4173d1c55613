import { expect, test } from 'vitest';
import { allRegions } from './regions.ts';

const regions = allRegions();
const byCode = new Map(regions.map((region) => [region.region_code, region]));

test('every code stands once, and its parent before it', () => {
  const seen = new Set<string>();
  for (const region of regions) {
    expect(seen.has(region.region_code), region.region_code).toBe(false);
    if (region.parent_code) expect(seen.has(region.parent_code), region.region_code).toBe(true);
    seen.add(region.region_code);
  }
});

test('every successor is in use', () => {
  const lost = regions.flatMap((region) =>
    region.successor_codes.filter((code) => byCode.get(code)?.retired_on !== null),
  );
  expect(lost).toEqual([]);
});

test.each([
  ['110103', ['110101']], // 崇文区, merged into 东城区
  ['322324', ['320924']], // 射阳县 under its code of before 1983
  ['130103', ['130102', '130104']], // 桥东区 of 石家庄, split; not the 桥东区 of 张家口
  ['341400', ['340100', '340200', '340500']], // 巢湖市, split among three cities
])('the retired code %s goes on as %j', (code, successors) => {
  expect(byCode.get(code)).toMatchObject({ successor_codes: successors });
});

test('every retired place has a successor', () => {
  expect(regions.filter((region) => region.retired_on && region.successor_codes.length === 0)).toEqual([]);
});

test('射阳县 has its nineteen towns', () => {
  const towns = regions.filter((region) => region.parent_code === '320924');
  expect(towns).toHaveLength(19);
  expect(towns.map((town) => town.name)).toContain('射阳港经济区');
});
