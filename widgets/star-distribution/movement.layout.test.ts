import { expect, test } from 'vitest';
import { starDistributionAnswer } from '../fixtures/answers.ts';
import { layoutMovement } from './movement.layout.ts';
import { type MovementTable, starDistribution } from './star-distribution.model.ts';

const table = starDistribution(starDistributionAnswer(), 'zh-CN').tables[1] as MovementTable;
const box = { width: 820, height: 320, header: 40 };

test('there is a ribbon for each movement, in the path of its kind', () => {
  const { ribbons, stops } = layoutMovement(table, box);
  expect(stops).toHaveLength(20);
  expect([ribbons.raised, ribbons.same, ribbons.lowered].map((path) => path.match(/M/g)?.length)).toEqual([7, 8, 5]);
});

test('each movement is spoken with both levels and the number', () => {
  expect(layoutMovement(table, box).stops[1]?.spoken).toBe('五星级 → 四星级 2');
});

test('levels have room for their names even where few unions are', () => {
  const { labels } = layoutMovement(table, { ...box, height: 100 });
  const left = labels.filter(({ anchor }) => anchor === 'end').map(({ y }) => y);
  for (const [index, y] of left.slice(1).entries()) expect(y - (left[index] ?? 0)).toBeGreaterThanOrEqual(14);
});

test('in a narrow place the ribbons keep a third of the width', () => {
  const { stops } = layoutMovement(table, { ...box, width: 226 });
  expect(stops[0]?.width).toBeGreaterThan(70);
});
