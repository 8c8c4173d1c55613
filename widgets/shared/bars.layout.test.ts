import { describe, expect, test } from 'vitest';
import { counts, parkCoverageAnswer, starDistributionAnswer } from '../fixtures/answers.ts';
import { parkCoverage } from '../park-coverage/park-coverage.model.ts';
import { starDistribution } from '../star-distribution/star-distribution.model.ts';
import { type BarsLayout, layoutBars } from './bars.layout.ts';
import { textWidth } from './geometry.ts';
import { plotted } from './plot.ts';
import type { Table } from './table.ts';

const tableOf = (page: { tables: readonly Table[] }) => page.tables[0] as Table;
const parks = tableOf(parkCoverage(parkCoverageAnswer(), 'zh-CN'));
const levels = tableOf(starDistribution(starDistributionAnswer(), 'zh-CN'));
const box = (width: number, rows: number) => ({ width, height: 40 + rows * 41, header: 40 });

/** Widths of the rectangles of a path, in order. */
const widths = (path: string) => [...path.matchAll(/M[\d.]+ [\d.]+h([\d.]+)v/g)].map((match) => Number(match[1]));

function extent({ labels }: BarsLayout): readonly [left: number, right: number] {
  const sides = labels.map(({ x, text, anchor }) => {
    const width = textWidth(text);
    return anchor === 'end' ? [x - width, x] : [x, x + width];
  });
  return [Math.min(...sides.map(([left = 0]) => left)), Math.max(...sides.map(([, right = 0]) => right))];
}

describe('bars', () => {
  test('are as long as their share of the lane', () => {
    const { bars, lanes } = layoutBars(plotted(parks, 'zh-CN'), box(820, 10));
    const [lane = 0] = widths(lanes);
    expect(widths(bars[0] ?? '')[0]).toBeCloseTo((191 / 214) * lane, 0);
    expect(widths(bars[1] ?? '')[1]).toBeCloseTo((17_830 / 21_114) * lane, 0);
  });

  test('a share of zero has a lane and no bar; a figure without a number has neither', () => {
    const { bars, lanes } = layoutBars(plotted(parks, 'zh-CN'), box(820, 10));
    expect(widths(bars[0] ?? '')).toHaveLength(9);
    expect(widths(bars[0] ?? '').at(-1)).toBe(0);
    expect(widths(lanes)).toHaveLength(18);
  });

  test('the target line stands where a bar of that share would end', () => {
    const { bars, targets } = layoutBars(
      plotted(
        tableOf(parkCoverage(parkCoverageAnswer([['园区', counts(85, 100), counts(85, 100)]]), 'zh-CN')),
        'zh-CN',
      ),
      box(820, 1),
    );
    const [, left = 0, width = 0] = (/M([\d.]+) [\d.]+h([\d.]+)/.exec(bars[0] ?? '') ?? []).map(Number);
    expect(Number(/^M([\d.]+)/.exec(targets)?.[1])).toBeCloseTo(left + width, 0);
  });

  test('a place with a target of its own has its own piece of the line', () => {
    const rows = parks.rows.map((row, index) => ({
      cells: row.cells.map((cell, at) =>
        index === 1 && at === 1 ? { ...cell, goal: { share: 0.5, text: '' } } : cell,
      ),
    }));
    const { targets } = layoutBars(plotted({ ...parks, rows }, 'zh-CN'), box(820, 10));
    const xs = [...targets.matchAll(/M([\d.]+)/g)].map((match) => match[1]);
    expect(new Set(xs).size).toBe(2);
    expect(xs[1]).not.toBe(xs[0]);
    expect(xs[2]).toBe(xs[0]);
  });

  test('without a target and with small shares the longest fills its lane', () => {
    const { bars, lanes } = layoutBars(plotted(levels, 'zh-CN'), box(820, 8));
    expect(Math.max(...widths(bars[0] ?? ''))).toBeCloseTo(widths(lanes)[0] ?? 0, 0);
  });
});

test('rows fill the box of the table exactly, one stop each', () => {
  const layout = layoutBars(plotted(parks, 'zh-CN'), box(820, 10));
  expect(layout.height).toBe(450);
  expect(layout.stops.map(({ y }) => y)).toEqual(Array.from({ length: 10 }, (_, index) => 40 + index * 41));
  expect(layout.stops[0]?.spoken).toContain('射阳港经济开发区：企业建会率 89.25%');
});

test('a box that is too low makes the drawing higher, not the text smaller', () => {
  expect(layoutBars(plotted(parks, 'zh-CN'), { width: 820, height: 100, header: 40 }).height).toBe(40 + 10 * 40);
});

test.each([226, 306, 480, 714, 838, 1200])('nothing lies outside %i pixels', (width) => {
  for (const [table, rows] of [
    [parks, 10],
    [levels, 8],
  ] as const) {
    const [left, right] = extent(layoutBars(plotted(table, 'zh-CN'), { width, height: 40 + rows * 70, header: 40 }));
    expect(left).toBeGreaterThanOrEqual(-1);
    expect(right).toBeLessThanOrEqual(width + 1);
  }
});

test('a table without rows has nothing to draw', () => {
  expect(plotted({ ...parks, rows: [] }, 'zh-CN').plot).toBeUndefined();
});
