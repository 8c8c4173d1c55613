import { schema } from '@union/api/schema.ts';
import { count, filled, type SheetSpec, text } from '@union/intake/sheets/column.ts';
import { recordRegisters } from '@union/registers/record-registers.ts';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { undescribed, unexplained, withoutSource } from './support/description-rules.ts';

test('every description says what docs/explorer.md promises: unit, range, null, absence and source', () => {
  expect(undescribed(schema)).toEqual([]);
});

/** Types that hold columns of a register beside its own. */
const more: Readonly<Record<string, readonly string[]>> = { enterprise: ['EnterprisePeriod'] };

test('every column of a register says unit, range and what an empty cell means, and is the source of a field', () => {
  const sheets = recordRegisters.map(({ register }) => register.sheet);
  expect(sheets.flatMap(unexplained)).toEqual([]);
  const missing = recordRegisters.flatMap(({ name, register, typeName }) =>
    withoutSource(schema, register.sheet, [typeName, ...(more[name] ?? [])]),
  );
  expect(missing).toEqual([]);
});

const sound = `
  """Asks nothing. """
  directive @sound("Why. Absent: no reason." reason: String) on FIELD
  "What is asked. Source: nowhere."
  type Query {
    "A hall; null when there is none."
    hall("Which. Absent: any." kind: Kind, "Unit: rows, 1 to 100. Absent: 20." first: Int = 20): Hall
  }
  "A hall. Source: the registers, as of now."
  type Hall {
    "How many sit in it. Unit: people, 0 and more. Null: nobody counted."
    seats: Int
    "What it cost; null while it is being built. 单位 unit: 分 hundredths of a yuan, of either sign, never 0."
    cost: Float
  }
  "Kinds of halls."
  enum Kind { "For meetings." MEETING }
  "A hall as it is given."
  input HallInput {
    "Its kind; MEETING when absent."
    kind: Kind
  }
`;

test('a schema that says it all has no fault', () => {
  expect(undescribed(buildSchema(sound))).toEqual([]);
});

/** A fault is planted by taking words out of the sound schema. */
test.each([
  ['a type without a description', '"Kinds of halls."', '', ['Kind: no description']],
  ['an enum value without a description', '"For meetings."', '', ['Kind.MEETING: no description']],
  ['a directive without a description', '"""Asks nothing. """', '', ['@sound: no description']],
  [
    'an argument of a directive without the meaning of absence',
    ' Absent: no reason.',
    '',
    ['@sound(reason): no meaning of absence'],
  ],
  [
    'a field without a description',
    '"A hall; null when there is none."',
    '',
    ['Query.hall: no description', 'Query.hall: no meaning of null'],
  ],
  [
    'an argument without a description',
    '"Which. Absent: any."',
    '',
    ['Query.hall(kind): no description', 'Query.hall(kind): no meaning of absence'],
  ],
  [
    'an argument with a default but no meaning of absence',
    ' Absent: 20.',
    '',
    ['Query.hall(first): no meaning of absence'],
  ],
  [
    'an optional input field without the meaning of absence',
    '; MEETING when absent',
    '',
    ['HallInput.kind: no meaning of absence'],
  ],
  ['a nullable field without the meaning of null', ' Null: nobody counted.', '', ['Hall.seats: no meaning of null']],
  [
    'a null that is named but not explained',
    '; null while it is being built',
    ', or null',
    ['Hall.cost: no meaning of null'],
  ],
  ['a number without a unit', 'Unit: people, 0', 'From 0', ['Hall.seats: no unit', 'Hall.seats: no range']],
  ['a unit of another vocabulary', 'Unit: people', 'Unit: bums', ['Hall.seats: no unit']],
  [
    'a number without a range',
    'Unit: people, 0 and more.',
    'Unit: people.',
    ['Hall.seats: no unit', 'Hall.seats: no range'],
  ],
  ['a range that says nothing', 'never 0', 'seldom 0', ['Hall.cost: no range']],
  [
    'a number of an argument without a range',
    'Unit: rows, 1 to 100.',
    'Unit: rows, 1 to.',
    ['Query.hall(first): no range'],
  ],
  ['a type without a source', ' Source: the registers, as of now.', '', ['Hall: no source']],
  ['a source of another vocabulary', 'Source: the registers', 'Source: hearsay', ['Hall: no source']],
])('%s is found', (_, words, instead, faults) => {
  expect(sound).toContain(words);
  expect(undescribed(buildSchema(sound.replace(words, instead)))).toEqual(faults);
});

const sheet: SheetSpec = {
  ...{ key: 'hall', zh: '会堂', en: 'halls', note: { zh: '一行一座。', en: 'One a row.' }, rowKey: ['name'] },
  columns: [
    text('name', '名称', 'name', { required: true }),
    count('seat_count', '座位数', 'seats', { unit: 'people', empty: { zh: '未统计', en: 'not counted' } }),
  ],
};

test('a column without unit, range or the meaning of an empty cell is found', () => {
  const [name, seats] = sheet.columns as [SheetSpec['columns'][number], SheetSpec['columns'][number]];
  expect(unexplained(sheet)).toEqual([]);
  const of = (column: unknown) => unexplained({ ...sheet, columns: [name, column as typeof seats] });
  expect(of({ ...seats, empty: { zh: '', en: '' } })).toEqual(['hall.seat_count: no meaning of an empty cell']);
  expect(of({ ...filled(seats), empty: undefined })).toEqual([]);
  expect(of({ ...seats, type: { ...seats.type, unit: 'nothing' } })).toEqual(['hall.seat_count: no unit']);
  expect(of({ ...seats, type: { kind: 'integer', unit: 'people', min: Number.NaN, max: 9 } })).toEqual([
    'hall.seat_count: no range',
  ]);
});

test('a column that no field names as its source is found', () => {
  const typed = (source: string) =>
    buildSchema(`type Query { hall: Hall } type Hall {
      "来源 source: form 会堂 · field 名称." name: String!
      "${source}" seats: Int
    }`);
  expect(withoutSource(typed('座位数 · seats. 来源 source: form 会堂 · field 座位数.'), sheet, ['Hall'])).toEqual([]);
  expect(withoutSource(typed('座位数 · seats.'), sheet, ['Hall'])).toEqual(['hall.seat_count: no source']);
  expect(withoutSource(typed('来源 source: form 会堂 · field 座位.'), sheet, ['Hall'])).toEqual([
    'hall.seat_count: no source',
  ]);
});
