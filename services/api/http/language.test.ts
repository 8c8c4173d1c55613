import { expect, test } from 'vitest';
import { inLanguage, languageOf } from './language.ts';

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['fr-FR, de;q=0.9', 'en'],
  ['zh', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-GB,en;q=0.9,zh-CN;q=0.8', 'en'],
  ['en;q=0.5, zh-Hans-CN;q=0.7', 'zh'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['ZH-cn ; q=0.4', 'zh'],
  ['zhx, enormous', 'en'],
] as const)('of %j the language is %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test('an error is worded as asked, and keeps the other wording beside it', () => {
  const errors = [
    { message: 'no scope', extensions: { code: 'SCOPE_NOT_FOUND', messageZh: '没有该范围' } },
    { message: 'unknown' },
  ];
  expect(inLanguage(errors, 'en')).toEqual(errors);
  expect(inLanguage(errors, 'zh')).toEqual([
    { message: '没有该范围', extensions: { code: 'SCOPE_NOT_FOUND', messageZh: '没有该范围', messageEn: 'no scope' } },
    { message: 'unknown' },
  ]);
});
