import type { BarsPlot, PlottedTable } from '@union/widgets/shared/table.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { waitAfter } from '../../services/api/wall/app/feed.ts';
import { driftAt, ownBox, partsOf, ROWS, roomOf, scaleOf, stageOf } from '../../services/api/wall/app/layout.ts';
import { drawBars } from '../../widgets/shared/drawing.ts';

const screens = fc.record({
  width: fc.integer({ min: 320, max: 15360 }),
  height: fc.integer({ min: 320, max: 4320 }),
});
const wants = fc.record({ headline: fc.boolean(), sentence: fc.boolean() });

test.each([
  [1920, 1080, 2, 24],
  [3840, 2160, 2, 48],
  [6656, 1792, 4, 39.82],
  [1280, 720, 2, 16],
  [1080, 1920, 1, 42.67],
  [360, 740, 1, 16.36],
])('%i × %i shows %i columns in type of %f pixels', (width, height, columns, unit) => {
  expect(stageOf(width, height)).toMatchObject({ columns, unit });
});

test('type is never below 14 pixels, and letters of drawings not below nine tenths of it', () => {
  fc.assert(
    fc.property(screens, ({ width, height }) => {
      const stage = stageOf(width, height);
      expect(stage.unit).toBeGreaterThanOrEqual(14);
      expect(12 * scaleOf(stage)).toBeCloseTo(stage.unit * 0.9);
    }),
  );
});

test('all rows of a panel together are never higher than the panel, nor a chart wider', () => {
  fc.assert(
    fc.property(screens, wants, fc.integer({ min: 1, max: 4 }), ({ width, height }, wanted, shown) => {
      const stage = stageOf(width, height);
      const { hasHeadline, hasSentence, chart } = roomOf(stage, shown, wanted);
      const { unit } = stage;
      const panel = height / unit - 2 * ROWS.edge - ROWS.head - ROWS.foot;
      const used =
        2 * ROWS.padding +
        ROWS.title +
        (hasHeadline ? ROWS.headline : 0) +
        (hasSentence ? ROWS.sentence : 0) +
        (chart ? chart.height / unit : 0);
      if (chart || hasHeadline) expect(used).toBeLessThanOrEqual(panel + 1e-6);
      if (chart) expect(chart.width * shown).toBeLessThanOrEqual(width);
    }),
  );
});

/** A ranking of so many places. */
function places(count: number): PlottedTable {
  const names = Array.from({ length: count }, (_, at) => `${at + 1}. 某某镇`);
  const plot: BarsPlot = {
    ...{ key: [], goals: [0.85], spoken: names, at: [[1]], heads: ['比例'], full: 1, statuses: [] },
  };
  return {
    ...{ key: 'ranks', caption: '排名', none: '', plot },
    columns: [{ name: '单位' }, { name: '比例', role: 'bar' }],
    rows: names.map((name, at) => ({ cells: [{ text: name }, { text: '50.00%', share: at / count }] })),
  };
}

test('a table that is too long is shown in parts that each fit, with every row in one of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), screens, (count, { width, height }) => {
      const stage = stageOf(width, height);
      const { chart } = roomOf(stage, stage.columns, { headline: false, sentence: true });
      if (!chart) return;
      const scale = scaleOf(stage);
      const own = ownBox(chart, scale);
      const parts = partsOf(places(count), drawBars, chart, scale);
      for (const { table } of parts) {
        if (table.rows.length > 1) expect(drawBars(table, own).height).toBeLessThanOrEqual(own.height + 1);
      }
      const shown = parts.flatMap(({ table }) => table.rows.map(({ cells }) => cells[0]?.text));
      // Eight parts at most: what a hall has no patience for is left to the panels.
      expect(shown).toEqual(
        places(count)
          .rows.slice(0, shown.length)
          .map(({ cells }) => cells[0]?.text),
      );
      if (parts.length < 8) expect(shown).toHaveLength(count);
    }),
    { numRuns: 60 },
  );
});

test('the picture wanders within the free edge and comes back', () => {
  for (let minute = 0; minute < 48; minute++) {
    const [x, y] = driftAt(minute);
    expect(Math.hypot(x, y)).toBeLessThanOrEqual(ROWS.edge / 2);
  }
  expect(driftAt(24)).toEqual(driftAt(0));
});

test('after failures it asks again after 5 seconds, then longer, five minutes at most and a quarter more by chance', () => {
  expect([1, 2, 3, 4].map((failures) => waitAfter(failures, 0))).toEqual([5000, 10_000, 20_000, 40_000]);
  expect(waitAfter(50, 0)).toBe(300_000);
  expect(waitAfter(50, 1)).toBe(375_000);
  expect(waitAfter(0, 0)).toBe(60_000);
});
