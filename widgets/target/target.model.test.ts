import { expect, test } from 'vitest';
import { targetAnswer } from '../fixtures/answers.ts';
import { target } from './target.model.ts';

const answer = targetAnswer();
const status = answer.target;
if (!status) throw new Error('the fixture has a target');

test('one sentence says value, target, gap, need, path, expectation and status', () => {
  expect(target(answer, 'zh-CN').sentence).toBe(
    '截至2026年11月20日，射阳县企业建会率47.25%，目标为2027年9月30日前超过85%，相差37.75个百分点，还差1,133家，平均每月110家；' +
      '今日应到51.97%，落后4.72个百分点；到期预计53.21%，可能范围51.02%至56.34%。状态：落后序时。',
  );
});

test('without a projection or a baseline nothing is said of them', () => {
  const page = target(
    {
      ...answer,
      target: { ...status, projection: null, pathValue: null, target: { ...status.target, baselineValue: null } },
    },
    'zh-CN',
  );
  expect(page.sentence).not.toMatch(/预计|应到/);
  expect(page.sentence).toContain('状态：未达标。');
  expect(page.tables[0]?.columns.map(({ name }) => name)).toEqual(['月份', '实际']);
});

test('a target from above is said to come from there', () => {
  const page = target(
    { ...answer, target: { ...status, target: { ...status.target, scope: { id: 'region:320900', name: '盐城市' } } } },
    'zh-CN',
  );
  expect(page.sentence).toContain('目标（盐城市下达）为');
});

test('the last day carries path and expectation, today the value and its path', () => {
  const rows = target(answer, 'zh-CN').tables[0]?.rows ?? [];
  expect(rows[0]?.cells.map(({ text }) => text)).toEqual(['2027年9月', '–', '85%', '53.21%']);
  expect(rows[1]?.cells.map(({ text }) => text)).toEqual(['2026年11月20日', '47.25%', '51.97%', '–']);
});

test('in English the gap is on the right side of the path', () => {
  expect(target(answer, 'en').sentence).toContain('the path stands at 51.97% today, 4.72 points ahead of the value');
});

test('where less is better, to be below the path is to be ahead of it, and what is missing is to become fewer', () => {
  const { sentence } = target(
    { ...answer, metric: { ...answer.metric, better: 'LOWER' }, target: { ...status, gapToPathPoints: 4.72 } },
    'zh-CN',
  );
  expect(sentence).toContain('超前4.72个百分点');
  expect(sentence).toContain('还须减少1,133家');
});

test('the path bends at its milestones', () => {
  const rows =
    target(
      {
        ...answer,
        target: { ...status, target: { ...status.target, milestones: [{ dueOn: '2027-03-31', value: 0.6 }] } },
      },
      'zh-CN',
    ).tables[0]?.rows ?? [];
  expect(rows[1]?.cells.map(({ text }) => text)).toEqual(['2027年3月', '–', '60%', '–']);
});
