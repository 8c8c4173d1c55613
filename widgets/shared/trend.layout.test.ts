import { describe, expect, test } from 'vitest';
import { assistanceShare } from '../assistance-share/assistance-share.model.ts';
import { assistanceShareAnswer, parkCoverageAnswer } from '../fixtures/answers.ts';
import { parkCoverage } from '../park-coverage/park-coverage.model.ts';
import { plotted } from './plot.ts';
import type { Table } from './table.ts';
import { layoutTrend } from './trend.layout.ts';

const months = parkCoverage(parkCoverageAnswer(), 'zh-CN').tables[1] as Table;
const assisted = assistanceShare(assistanceShareAnswer(), 'zh-CN').tables[1] as Table;
const box = { width: 820, height: 280, header: 40 };

describe('lines', () => {
  test('one path a series, one point a month', () => {
    const { lines, points } = layoutTrend(plotted(months, 'zh-CN'), box);
    expect(lines).toHaveLength(2);
    expect(lines[0]?.match(/L/g)).toHaveLength(23);
    expect(points).toHaveLength(24);
  });

  test('a month without a number interrupts the line', () => {
    const { lines, points } = layoutTrend(plotted(assisted, 'zh-CN'), box);
    expect(lines[0]?.match(/M/g)).toHaveLength(2);
    expect(points[6]?.[1]).toBeNull();
  });

  test('points on two sides of a change of definition are never joined', () => {
    const { lines } = layoutTrend(plotted({ ...months, breaks: ['2026-01-01'] }, 'zh-CN'), box);
    expect(lines[0]?.match(/M/g)).toHaveLength(2);
  });

  test('a running month stands where its day is, not at the end of its month', () => {
    const xs = layoutTrend(plotted(months, 'zh-CN'), box).points.map(([x]) => x);
    const steps = xs.slice(1).map((x, index) => x - (xs[index] ?? 0));
    expect(steps.at(-1)).toBeLessThan(0.8 * (steps[3] ?? 0));
  });
});

test('the values at the ends of two lines do not overlap', () => {
  const { labels } = layoutTrend(plotted(months, 'zh-CN'), box);
  const [a, b] = labels.filter(({ role }) => role === 'value').map(({ y }) => y);
  expect(Math.abs((a ?? 0) - (b ?? 0))).toBeGreaterThanOrEqual(15);
});

test('month names leave room between them at any width', () => {
  for (const width of [226, 306, 480, 820, 1200]) {
    const names = layoutTrend(plotted(months, 'zh-CN'), { ...box, width }).labels.filter(
      ({ anchor }) => anchor === 'middle',
    );
    expect(names.length).toBeGreaterThan(0);
    names.slice(1).forEach((label, index) => {
      expect(Math.abs(label.x - (names[index]?.x ?? 0))).toBeGreaterThan(62);
    });
  }
});

test('one month and months without a number draw without fault', () => {
  const [first] = months.rows;
  for (const rows of [
    first ? [first] : [],
    [{ day: '2026-01-31', cells: [{ text: '1月' }, { text: '–', share: null }] }],
  ]) {
    const layout = layoutTrend(plotted({ ...months, rows }, 'zh-CN'), box);
    expect(JSON.stringify(layout)).not.toMatch(/NaN|null\b.*M|Infinity/);
  }
});
