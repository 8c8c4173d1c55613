import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counts, mapAnswer } from '../fixtures/answers.ts';
import { addressOf } from '../shared/attributes.ts';
import { kindBelow } from '../shared/kinds.ts';
import { plotted } from '../shared/plot.ts';
import type { Table } from '../shared/table.ts';
import { map } from './map.model.ts';
import { fifth, layoutTiles } from './tiles.layout.ts';

const answer = mapAnswer();
const [first] = answer.ranking.rows;
if (!first) throw new Error('the fixture has regions');

const tableOf = (count: number) =>
  map(
    {
      ...answer,
      ranking: {
        ...answer.ranking,
        rows: Array.from({ length: count }, (_, at) => ({
          ...first,
          scope: { id: `region:${1000 + at}`, name: `地区${at}` },
          figure: counts(at, count),
        })),
      },
    },
    'zh-CN',
  ).tables[0] as Table;

test('every region has a tile of its own inside the width, and none lies over another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 240, max: 1600 }), (count, width) => {
      const { stops } = layoutTiles(plotted(tableOf(count), 'zh-CN'), { width, height: 40 + count * 40, header: 40 });
      expect(stops).toHaveLength(count);
      const corners = new Set(stops.map(({ x, y }) => `${x} ${y}`));
      expect(corners.size).toBe(count);
      for (const { x, width: size } of stops) {
        expect(size).toBeGreaterThanOrEqual(Math.min(width, 90));
        expect(x + size).toBeLessThanOrEqual(width + 0.5);
      }
    }),
  );
});

test('the shapes on the tiles stand with their words below them, once each, inside the box', () => {
  const { labels, marks, stops, height } = layoutTiles(plotted(map(answer, 'zh-CN').tables[0] as Table, 'zh-CN'), {
    width: 700,
    height: 600,
    header: 40,
  });
  const bottom = Math.max(...stops.map(({ y, height: tall }) => y + tall));
  const key = labels.filter(({ y }) => y > bottom);
  expect(key.length).toBeGreaterThan(1);
  expect(new Set(key.map(({ text }) => text)).size).toBe(key.length);
  expect(marks.filter(({ y }) => y > bottom)).toHaveLength(key.length);
  expect(height).toBeLessThanOrEqual(600);
});

test('shades run in fifths from the least to the most, and equal values share the middle one', () => {
  expect([0, 0.19, 0.2, 0.5, 0.99, 1].map((value) => fifth(value, 0, 1))).toEqual([0, 0, 1, 2, 4, 4]);
  expect(fifth(0.5, 0.5, 0.5)).toBe(2);
});

test('below the nation lie provinces, below a province cities, below a city counties, below a county towns', () => {
  expect(['region:000000', 'region:320000', 'region:320900', 'region:320924', 'federation:F1'].map(kindBelow)).toEqual([
    'PROVINCE',
    'CITY',
    'COUNTY',
    'TOWN',
    'FEDERATION',
  ]);
});

test('a static address names what it speaks of beyond the default', () => {
  const asked = { scope: 'region:320924', source: 'static', metric: 'member_rate' };
  expect(addressOf('', 'ranking', asked)).toBe('/publications/current/static/ranking/region-320924.member_rate.json');
});
