import { expect, test } from 'vitest';
import { metricAnswer, unionisation, without } from '../fixtures/answers.ts';
import { metric } from '../metric/metric.model.ts';
import type { Counts, Metric } from './answer.ts';
import { measureOf } from './measure.ts';
import { inWan } from './numbers.ts';
import { axisText } from './series.ts';

const figure = (value: number, numerator = 1, denominator: number | null = 1): Counts => ({
  numerator,
  denominator,
  value,
  state: 'REPORTED',
});
const of = (changes: Partial<Metric>) => measureOf({ ...unionisation, ...changes }, 'zh-CN');

test('each unit is written as people read it', () => {
  expect(of({}).text(figure(0.5, 1, 2))).toBe('50.00%');
  expect(of({ unit: 'COUNT', numeratorCounts: 'WORKERS' }).text(figure(12_345))).toBe('12,345人');
  expect(of({ unit: 'COUNT', numeratorCounts: 'CENTS' }).text(figure(128_400_00))).toBe('12.84万元');
  expect(of({ unit: 'CENTS' }).text(figure(1_250_50))).toBe('1,250.50元');
  expect(of({ unit: 'DAYS' }).text(figure(12.345))).toBe('12.35天');
  expect(of({ unit: 'AVERAGE' }).text(figure(2.5))).toBe('2.50');
  expect(measureOf({ ...unionisation, unit: 'DAYS' }, 'en').text(figure(3))).toBe('3.00 days');
});

test('a number that is stated as about is said so, in figure, sentence and table, and what came late is named', () => {
  const about = { ...figure(3_302, 3_302, null), isApproximate: true };
  expect(of({ unit: 'COUNT', numeratorCounts: 'ENTRANTS' }).text(about)).toBe('约3,302人');
  expect(measureOf({ ...unionisation, unit: 'COUNT', numeratorCounts: 'ENTRANTS' }, 'en').text(about)).toBe(
    'about 3,302',
  );
  expect(of({ unit: 'COUNT' }).text({ ...about, value: 0, state: 'ZERO' })).not.toContain('约');
  const answer = metricAnswer();
  const shown = metric(
    { ...answer, figure: { ...answer.figure, isApproximate: true, includesLate: true } } as typeof answer,
    'zh-CN',
  );
  expect(shown.sentence).toContain('：约12,346家');
  expect(shown.sentence).toContain('含补录');
  expect(shown.headline?.[0]?.value).toBe('约12,346家');
});

test('a fraction names what its whole counts, and a count has none', () => {
  expect(of({ numeratorCounts: 'MEMBERS', denominatorCounts: 'WORKERS' }).fraction(figure(0.5, 1, 2))).toBe(
    '1人 / 2人',
  );
  expect(of({ numeratorCounts: 'PARKS', denominatorCounts: 'PARKS' }).fraction(figure(0.5, 1, 2))).toBe('1 / 2个');
  expect(of({ denominatorCounts: null }).fraction(figure(7, 7, null))).toBe('');
});

test('a figure without a number is said in words, whatever its unit', () => {
  expect(of({ unit: 'COUNT' }).text(without('SUPPRESSED'))).toBe('数据量过小，不予公布');
});

test('万 and 亿 never round up to what was not reached, and leave money and small counts alone', () => {
  const counts = ['9,999', '10,000', '12,999', '99,999,999', '123,456,789', '\u221212,345'];
  expect(counts.map(inWan)).toEqual(['9,999', '1.00万', '1.29万', '9,999.99万', '1.23亿', '\u22121.23万']);
  expect(inWan('共12,345家，1,234人，128,400.00元，2026年')).toBe('共1.23万家，1,234人，128,400.00元，2026年');
});

test('an axis says its unit, and money from ten thousand yuan is in 万元', () => {
  const text = (changes: Partial<Metric>, most: number, value: number) =>
    axisText({ ...table, axis: of(changes).axis(most) }, value);
  const table = { key: '', caption: '', columns: [], rows: [], none: '' };
  expect(axisText(table, 0.85)).toBe('85%');
  expect(text({ unit: 'COUNT', numeratorCounts: 'UNIONS' }, 4000, 1200)).toBe('1,200家');
  expect(text({ unit: 'CENTS' }, 9_000_000, 3_500_000)).toBe('3.5万元');
  expect(text({ unit: 'CENTS' }, 90_000, 35_000)).toBe('350元');
  expect(text({ unit: 'DAYS' }, 9, -0.5)).toBe('\u22120.5天');
});

test('a sum over a period names its first day and is not compared with the month before', () => {
  expect(metric(metricAnswer(), 'zh-CN').sentence).toBe('2026年1月1日至2026年11月20日，射阳县新建工会数：12,346家。');
  expect(metric(metricAnswer(), 'en').sentence).toMatch(
    /^射阳县, 1 January 2026 to 20 November 2026: new unions 12,346\.$/,
  );
});
