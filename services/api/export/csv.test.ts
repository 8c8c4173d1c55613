import { expect, test } from 'vitest';
import { cellOf, writeCsv } from './csv.ts';
import { attachment } from './file-name.ts';
import { splitName } from './formats.ts';
import type { ExportRows } from './rows.ts';

test('a text that a spreadsheet would run gets an apostrophe, numbers below zero do not', () => {
  for (const text of ['=1+1', '+86', '-x', '@cmd', '\t=1'])
    expect(cellOf(text, true).replace(/^"/, '').startsWith("'")).toBe(true);
  expect(cellOf(-3, false)).toBe('-3');
  expect(cellOf('正常', true)).toBe('正常');
});

test('commas, quotes and line ends are quoted as RFC 4180 has it', () => {
  expect(cellOf('a,"b"\r\nc', true)).toBe('"a,""b""\r\nc"');
  expect(cellOf(null, true)).toBe('');
});

test('a limit that left rows out is told in the last line, in a column of texts', async () => {
  async function* batches() {
    yield { rowCount: 1, columns: [['甲'], [1]] };
  }
  const words = { zh: '甲', en: 'a' };
  const rows: ExportRows = {
    columns: [
      { name: 'name', type: 'text', words },
      { name: 'count', type: 'integer', words },
    ],
    batches: batches(),
    notice: () => ({ zh: '仅含前 1 行', en: 'the first row alone' }),
    about: { title: '', definitions: [], origin: [], createdAt: '2024-01-01T00:00:00Z' },
  };
  let text = '';
  for await (const part of writeCsv(rows, true)) text += part;
  expect(text).toBe('\uFEFFname,count\r\n甲,1\r\n仅含前 1 行 · the first row alone,\r\n');
});

test('a Chinese name survives in a header of plain letters', () => {
  expect(attachment('建会率/2024.csv', '建会率 rate.csv')).toBe(
    `attachment; filename="-rate.csv"; filename*=UTF-8''%E5%BB%BA%E4%BC%9A%E7%8E%87-2024.csv`,
  );
});

test('the form of an address is its longest known ending', () => {
  expect(splitName('abc.plain.csv')).toEqual({ name: 'abc', format: 'plain.csv' });
  expect(splitName('abc.csv')).toEqual({ name: 'abc', format: 'csv' });
  expect(splitName('abc')).toBeUndefined();
});
