import { memberRate } from '@union/schema/metrics/coverage.ts';
import { expect, test } from 'vitest';
import type { Figure, FigureRow } from '../figure/figure.queries.ts';
import { rank } from './ranking.queries.ts';

const figure = (id: string, value: number | null): Figure => ({
  metric: memberRate,
  scope: { id } as Figure['scope'],
  period: 'day',
  asked: undefined,
  row: { value } as FigureRow,
});
const shown = (rows: ReturnType<typeof rank>) => rows.map((row) => `${row.rank ?? '-'} ${row.figure.scope.id}`);

test('equal values share a rank and the next one skips, in the usual order of scopes', () => {
  const figures = [figure('a', 0.5), figure('b', 0.9), figure('c', 0.5), figure('d', 0.1)];
  expect(shown(rank(figures, 'higher'))).toEqual(['1 b', '2 a', '2 c', '4 d']);
});

test('where less is better the smallest is first', () => {
  expect(shown(rank([figure('a', 0.5), figure('b', 0.1)], 'lower'))).toEqual(['1 b', '2 a']);
});

test('a scope without a value comes last and has no rank; zero is a value', () => {
  expect(shown(rank([figure('a', null), figure('b', 0)], 'higher'))).toEqual(['1 b', '- a']);
});
