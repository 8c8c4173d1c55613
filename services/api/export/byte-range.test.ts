import { expect, test } from 'vitest';
import { allowsRange, rangeIn } from './byte-range.ts';

test('a range is from, to, or the last bytes, never beyond the end', () => {
  expect(rangeIn('bytes=0-99', 1000)).toEqual({ start: 0, end: 99 });
  expect(rangeIn('bytes=900-', 1000)).toEqual({ start: 900, end: 999 });
  expect(rangeIn('bytes=900-5000', 1000)).toEqual({ start: 900, end: 999 });
  expect(rangeIn('bytes=-100', 1000)).toEqual({ start: 900, end: 999 });
  expect(rangeIn('bytes=-5000', 1000)).toEqual({ start: 0, end: 999 });
});

test('what begins beyond the end cannot be sent', () => {
  expect(rangeIn('bytes=1000-', 1000)).toBe('unsatisfiable');
  expect(rangeIn('bytes=-0', 1000)).toBe('unsatisfiable');
});

test('several ranges, other units and nonsense get the whole', () => {
  for (const header of [undefined, 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=9-2', '']) {
    expect(rangeIn(header, 1000), String(header)).toBe('none');
  }
});

test('a range of another file is not sent', () => {
  expect([
    allowsRange(undefined, '"a"'),
    allowsRange('"a"', '"a"'),
    allowsRange('"b"', '"a"'),
    allowsRange('W/"a"', '"a"'),
  ]).toEqual([...[true, true, false, false]]);
});
