import { expect, test } from 'vitest';
import { allInPageWords } from './page-words.ts';

test('words of the page take the place of ours in texts, and leave ids and addresses as they are', () => {
  const page = {
    id: '园区-1',
    title: '各园区两率',
    definitions: [['园区覆盖', ' 园区', 'https://figures.example/catalogue/member_rate']],
  };
  expect(allInPageWords(page, { 园区: '产业园区', 园: '院', member: 'person' })).toEqual({
    id: '园区-1',
    title: '各产业园区两率',
    definitions: [['产业园区覆盖', ' 产业园区', 'https://figures.example/catalogue/member_rate']],
  });
});
