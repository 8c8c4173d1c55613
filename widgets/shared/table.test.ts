import { describe, expect, test } from 'vitest';
import { counts, strictTarget, without } from '../fixtures/answers.ts';
import { byDay, figureCell, spoken, statusCell, type Table } from './table.ts';

describe('cells', () => {
  test('zero is a number; suppressed, not applicable and not reported are different words without one', () => {
    expect(figureCell(counts(0, 12), 'zh-CN')).toMatchObject({ text: '0.00%', share: 0 });
    expect(figureCell(counts(0, 0), 'zh-CN')).toMatchObject({ text: '不适用', share: null });
    expect(figureCell(without('SUPPRESSED'), 'zh-CN')).toMatchObject({ text: '数据量过小，不予公布', share: null });
    expect(figureCell(without('NOT_REPORTED'), 'zh-CN')).toMatchObject({ text: '未报送', share: null });
  });

  test('the unclassified band never reaches beyond the whole', () => {
    expect(figureCell(counts(60, 100, 25), 'zh-CN').band).toBe(0.25);
    expect(figureCell(counts(90, 100, 25), 'zh-CN').band).toBeCloseTo(0.1);
    expect(figureCell(counts(60, 100, -5), 'zh-CN').band).toBeUndefined();
  });

  test('a place passes only when all its rates pass', () => {
    const [met, behind] = [strictTarget(counts(90, 100)), strictTarget(counts(70, 100))];
    expect(statusCell([met, met], 'zh-CN')).toEqual({ text: '已达标', status: 'MET' });
    expect(statusCell([met, behind], 'zh-CN')).toEqual({ text: '落后序时', status: 'BEHIND' });
    expect(statusCell([null, undefined], 'zh-CN')).toEqual({ text: '–' });
  });

  test('without a path nothing is behind schedule, it is only not met', () => {
    const behind = strictTarget(counts(70, 100));
    expect(statusCell([{ ...behind, pathValue: null }], 'zh-CN').text).toBe('未达标');
  });
});

test('a row is spoken in the words of the table', () => {
  const table: Table = {
    key: 't',
    caption: '',
    columns: [{ name: '园区' }, { name: '企业建会率', role: 'bar' }, { name: '还差（家）' }],
    rows: [],
    none: '',
  };
  const row = { cells: [{ text: '港口' }, { text: '78.43%' }, { text: '31' }] };
  expect(spoken(table, row, 'zh-CN')).toBe('港口：企业建会率 78.43%，还差（家） 31');
});

test('series are joined by day; what one lacks is not reported, and only the last 24 days stay, newest first', () => {
  const day = (index: number) => `20${10 + index}-01-31`;
  const points = Array.from({ length: 30 }, (_, index) => ({ asOf: day(index), ...counts(index, 30) }));
  const joined = byDay(points, points.slice(0, 29));
  expect(joined.map((one) => one.day)).toEqual(Array.from({ length: 24 }, (_, index) => day(29 - index)));
  expect(joined[0]?.figures.map((figure) => figure.state)).toEqual(['REPORTED', 'NOT_REPORTED']);
});
