import { expect, test } from 'vitest';
import { ProgressLine } from './progress-line.ts';

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, out: { isTTY, columns, write: (text: string) => written.push(text) > 0 } };
}

test('a terminal shows one line with a bar, rewritten, and a line that is said takes its place', () => {
  const { written, out } = stream(true);
  const line = new ProgressLine(out);
  line.show(0.5, '抽取 extract');
  // Too soon to be drawn again.
  line.show(0.6, '抽取 extract');
  line.say('✓ 抽取 extract');
  line.show(undefined, '发布 publish');
  expect(written).toEqual([
    '\r\x1b[K████████████░░░░░░░░░░░░  50 %  抽取 extract',
    '\r\x1b[K',
    '✓ 抽取 extract\n',
    '\r\x1b[K…  发布 publish',
  ]);
});

test('without a terminal there are plain lines alone, as often as asked for', () => {
  const quiet = stream(false);
  const line = new ProgressLine(quiet.out);
  line.show(0.5, 'x');
  line.say('✓ x');
  line.clear();
  expect(quiet.written).toEqual(['✓ x\n']);
  const told = stream(false);
  new ProgressLine(told.out, { plainEveryMs: 3_600_000 }).show(0.25, 'x');
  expect(told.written).toEqual([]);
  new ProgressLine(told.out, { plainEveryMs: 0 }).show(0.25, 'x');
  expect(told.written).toEqual(['  … 25 % x\n']);
});

test('a line is cut where the terminal ends, Chinese characters taking two columns', () => {
  const { written, out } = stream(true, 10);
  new ProgressLine(out).show(undefined, '工会工会工会');
  expect(written).toEqual(['\r\x1b[K…  工会工']);
});
