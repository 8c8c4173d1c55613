import { expect, test } from 'vitest';
import type { FigureRow } from '../figure/figure.queries.ts';
import { restOf } from './breakdown.queries.ts';

const figure = (numerator: number | null, denominator: number | null) => ({
  row: { numerator, denominator } as FigureRow,
});

test('the rest is what no part holds', () => {
  expect(restOf(figure(10, 20), [figure(4, 8), figure(5, 10)])).toEqual({ numerator: 1, denominator: 2 });
});

test('a part that reports nothing holds nothing', () => {
  expect(restOf(figure(10, 20), [figure(4, 8), { row: undefined }])).toEqual({ numerator: 6, denominator: 12 });
});

test('where a part is withheld nobody subtracts', () => {
  expect(restOf(figure(10, 20), [figure(4, 8), figure(null, null)])).toBeUndefined();
});

test('counts have no denominator', () => {
  expect(restOf(figure(10, null), [figure(4, null)])).toEqual({ numerator: 6, denominator: null });
});
