import { describe, expect, test } from 'vitest';
import { starDistributionAnswer } from '../fixtures/answers.ts';
import { type MovementTable, starDistribution } from './star-distribution.model.ts';

const answer = starDistributionAnswer();

test('the sentence has both wholes, the highest level and the movement', () => {
  expect(starDistribution(answer, 'zh-CN').sentence).toBe(
    '截至2026年11月20日，射阳县在任工会827家，其中398家已评星，占48.13%；五星级24家，占已评星工会6.03%。' +
      '与2025年评定相比，升星101家（含首次命名），降星或撤销26家，不变700家。',
  );
});

test('each level has its count and its share of both wholes; levels without a star have none of the rated', () => {
  const rows = starDistribution(answer, 'zh-CN').tables[0]?.rows.map((row) => row.cells.map((cell) => cell.text));
  expect(rows?.[0]).toEqual(['五星级', '24', '2.90%', '6.03%']);
  expect(rows?.[6]).toEqual(['未评', '329', '39.78%', '–']);
});

test('the shares of all levels total 100.00 in both columns', () => {
  const rows = starDistribution(answer, 'zh-CN').tables[0]?.rows ?? [];
  for (const column of [2, 3]) {
    const total = rows.reduce((sum, row) => sum + (Number.parseFloat(row.cells[column]?.text ?? '') || 0), 0);
    expect(total.toFixed(2)).toBe('100.00');
  }
});

describe('movement', () => {
  test('every union is in one cell; a star gained is raised, a star lost is lowered, without stars nothing changed', () => {
    const table = starDistribution(answer, 'zh-CN').tables[1] as MovementTable;
    expect(table.moves.flat().reduce((sum, { count }) => sum + count, 0)).toBe(827);
    expect(table.kinds).toEqual({ raised: '升星 101', same: '不变 700', lowered: '降星 26' });
  });

  test('without two closed rounds there is no table and no word of it', () => {
    const page = starDistribution({ ...answer, movement: null }, 'zh-CN');
    expect(page.tables).toHaveLength(1);
    expect(page.headline).toHaveLength(2);
    expect(page.sentence).not.toContain('相比');
  });
});

test('a scope without unions is not applicable, not 0%', () => {
  const none = { ...answer.distribution, state: 'NOT_APPLICABLE' as const, activeUnionCount: 0, levels: [] };
  const page = starDistribution({ ...answer, distribution: none, movement: null }, 'zh-CN');
  expect(page.sentence).toBe('截至2026年11月20日，射阳县星级工会分布：不适用。');
  expect(page.headline[0]).toMatchObject({ value: '不适用', isNumber: false });
});
