import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TemplateInvalid, TemplateUnreadable } from '@union/briefing/errors.ts';
import { officialTemplate, parseTemplate, readTemplate } from '@union/briefing/template/read-template.ts';
import { slots, slotsOf } from '@union/briefing/template/slots.ts';
import { expect, test } from 'vitest';

const path = (language: string) =>
  fileURLToPath(new URL(`../../services/briefing/templates/official.${language}.yaml`, import.meta.url));
const chinese = readFileSync(path('zh-CN'), 'utf8');

/** What is said against the Chinese template after a change, as `line key: rule`. */
function faults(change: (text: string) => string): string[] {
  try {
    parseTemplate(change(chinese), 'mine.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof TemplateInvalid)) throw error;
    return error.problems.map(({ file, line, key, rule }) => `${file}:${line} ${key}: ${rule}`);
  }
}
/** The line that begins with these words, from 1. */
const lineOf = (words: string) => chinese.split('\n').findIndex((line) => line.includes(words)) + 1;

test.each(['zh-CN', 'en'] as const)('the words that come with the platform (%s) keep every rule', (language) => {
  const template = officialTemplate(language);
  expect(template.language).toBe(language);
  const count = Object.values(slots).reduce((sum, group) => sum + Object.keys(group).length, 0);
  expect(template.sentences.size).toBe(count);
});

test('a slot that there is not is refused with file, line, key and what there is', () => {
  const line = lineOf('  all_met: 截至{asOf}，{scope}');
  expect(
    faults((text) => text.replace('{targetCount}项目标任务全部完成', '{targetCount}项目标任务（{winner}）全部完成')),
  ).toEqual([`mine.yaml:${line} overview.all_met: no slot {winner} here; there are: asOf, scope, targetCount`]);
});

test('a slot without which a sentence would say something else must stay', () => {
  const line = lineOf('  part_behind: 未达到序时进度的{count}项');
  expect(
    faults((text) => text.replace('part_behind: 未达到序时进度的{count}项（{names}）', 'part_behind: 个别未达到')),
  ).toEqual([
    `mine.yaml:${line} overview.part_behind: the slot {count} must occur`,
    `mine.yaml:${line} overview.part_behind: the slot {names} must occur`,
  ]);
});

test('digits may not be written into a sentence, in whatever script', () => {
  const line = lineOf('  no_path: 时间已过');
  for (const digits of ['85', '８５', '८']) {
    expect(faults((text) => text.replace('，未设序时进度', `，未设序时进度${digits}`))).toEqual([
      `mine.yaml:${line} target.no_path: digits may not be written here: numbers come from figures alone`,
    ]);
  }
});

test('a sentence that is used when some are behind may not speak of all', () => {
  const line = lineOf('  passes:');
  for (const [words, claim] of [
    ['全部达标{scope}', '全部'],
    ['{scope}均已完成', '均已'],
    ['所有任务完成{scope}', '所有'],
  ] as const) {
    expect(faults((text) => text.replace(/ {2}passes: .*/, `  passes: '${words}'`))).toEqual([
      `mine.yaml:${line} coverage.passes: "${claim}" speaks of all and may stand only in sentences that begin with all_`,
    ]);
  }
});

test('a sentence that is missing and one that nobody knows are named', () => {
  expect(faults((text) => text.replace(/\n {2}no_path: .*/, '\n  no_way: 无'))).toEqual([
    expect.stringMatching(/^mine\.yaml:\d+ target\.no_path: is missing$/),
    `mine.yaml:${lineOf('  no_path: 时间已过')} target.no_way: no such key in a template`,
  ]);
});

test('what is no YAML is refused with its line, and a file that is not there with its name', () => {
  expect(faults((text) => text.replace('language: zh-CN', 'language: "zh-CN'))).toEqual([
    expect.stringContaining('mine.yaml:'),
  ]);
  expect(() => readTemplate('/nowhere/mine.yaml')).toThrow(TemplateUnreadable);
});

test('the rule of what is uneven is part of the template, within its bounds', () => {
  const template = parseTemplate(chinese.replace(/uneven_range_points: \S+/, 'uneven_range_points: 25'), 'mine.yaml');
  expect(template.rules.uneven_range_points).toBe(25);
  expect(faults((text) => text.replace(/uneven_behind_share: \S+/, 'uneven_behind_share: 30'))).toEqual([
    expect.stringMatching(/rules\.uneven_behind_share/),
  ]);
});

test('every slot has a place in the words of both languages that come with the platform', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    const { sentences } = officialTemplate(language);
    for (const [group, keys] of Object.entries(slots)) {
      for (const [key, given] of Object.entries(keys)) {
        for (const name of slotsOf(given).required) expect(sentences.get(`${group}.${key}`)).toContain(`{${name}}`);
      }
    }
  }
});
