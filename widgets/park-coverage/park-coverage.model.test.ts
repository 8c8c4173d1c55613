import { describe, expect, test } from 'vitest';
import { counts, ownTarget, parkCoverageAnswer, strictTarget, without } from '../fixtures/answers.ts';
import type { ParkCoverageAnswer } from './park-coverage.answer.ts';
import { readParkCoverage } from './park-coverage.answer.ts';
import { parkCoverage } from './park-coverage.model.ts';

const answer = parkCoverageAnswer();
const withEnterprises = (part: number, whole: number): ParkCoverageAnswer => {
  const figure = counts(part, whole);
  return { ...answer, enterprises: { ...answer.enterprises, ...figure, target: strictTarget(figure) } };
};
const texts = (rows: readonly { cells: readonly { text: string }[] }[]) =>
  rows.map((row) => row.cells.map((cell) => cell.text));

describe('the sentence', () => {
  test('says value, counts, target, gap, need, and how many parks pass with both rates', () => {
    expect(parkCoverage(answer, 'zh-CN').sentence).toBe(
      '截至2026年11月20日，射阳县企业建会率47.25%（1,417 / 2,999家），比“超过85%”的目标低37.75个百分点，还差1,133家；' +
        '职工入会率44.40%（58,904 / 132,660人），比“超过85%”的目标低40.60个百分点，还差53,858人。10个园区中，1个两率均超过85%。',
    );
  });

  test('says the same in English', () => {
    expect(parkCoverage(answer, 'en').sentence).toBe(
      '射阳县, 20 November 2026: enterprise unionisation rate 47.25% (1,417 / 2,999), 37.75 points short of the target ' +
        '(above 85%); 1,133 more needed; member rate 44.40% (58,904 / 132,660), 40.60 points short of the target ' +
        '(above 85%); 53,858 more needed. 1 of 10 parks have both rates above 85%.',
    );
  });

  test('85.00% does not pass a target that must be exceeded, and says so', () => {
    expect(parkCoverage(withEnterprises(68, 80), 'zh-CN').sentence).toContain(
      '企业建会率85.00%（68 / 80家），恰在目标线上，未达到“超过85%”，还差1家',
    );
  });

  test('a rate just under the target shows the decimals that tell it from the target', () => {
    expect(parkCoverage(withEnterprises(84_997, 100_000), 'zh-CN').sentence).toContain('85%”的目标低0.003个百分点');
  });

  test('a rate that passes is past the target', () => {
    expect(parkCoverage(withEnterprises(86, 100), 'zh-CN').sentence).toContain('高出“超过85%”的目标1.00个百分点');
  });

  test('a rate without a number is its state, without gap or need', () => {
    const suppressed = { ...answer, enterprises: { ...answer.enterprises, ...without('SUPPRESSED'), target: null } };
    expect(parkCoverage(suppressed, 'zh-CN').sentence).toContain(
      '射阳县企业建会率数据量过小，不予公布；职工入会率44.40%',
    );
  });
});

describe('the park table', () => {
  test('has both rates of each park in one row, joined by park, with counts, need and status', () => {
    const rows = texts(parkCoverage(answer, 'zh-CN').tables[0]?.rows ?? []);
    expect(rows[1]).toEqual([
      '射阳经济开发区',
      '85.96%',
      '398 / 463',
      '0',
      '84.45%',
      '17,830 / 21,114',
      '117',
      '符合序时',
    ]);
  });

  test('keeps zero apart from not applicable', () => {
    const rows = texts(parkCoverage(answer, 'zh-CN').tables[0]?.rows ?? []);
    expect(rows[8]?.slice(1, 4)).toEqual(['0.00%', '0 / 12', '11']);
    expect(rows[9]?.slice(1, 4)).toEqual(['不适用', '0 / 0', '–']);
  });

  test('a park that only one ranking knows is not reported in the other', () => {
    const without2 = { ...answer, parksByMembers: { rows: answer.parksByMembers.rows.slice(1) } };
    const name = answer.parksByMembers.rows[0]?.scope.name;
    const row = texts(parkCoverage(without2, 'zh-CN').tables[0]?.rows ?? []).find(([first]) => first === name);
    expect(row?.[4]).toBe('未报送');
  });

  test('a park as scope is its own only row', () => {
    const park = parkCoverage({ ...answer, scope: { id: 'park:S1', kind: 'PARK', name: '港口园区' } }, 'zh-CN');
    expect(texts(park.tables[0]?.rows ?? []).map(([name]) => name)).toEqual(['港口园区']);
  });

  test('without parks it has no rows and words instead', () => {
    const empty = { ...answer, parksByEnterprises: { rows: [] }, parksByMembers: { rows: [] } };
    expect(parkCoverage(empty, 'zh-CN').tables[0]).toMatchObject({ rows: [], none: '本范围内没有园区数据' });
  });
});

describe('a park with a target of its own', () => {
  const [, firms, people] = ['园区', counts(80, 100), counts(863, 1000)] as const;
  const own = parkCoverageAnswer([
    ['甲园区', counts(90, 100), counts(90, 100)],
    ['乙园区', firms, people],
  ]);
  const giveOwn = (rows: typeof own.parksByMembers.rows) => ({
    rows: rows.map((row) => (row.scope.name === '乙园区' ? { ...row, target: ownTarget(row.figure) } : row)),
  });
  const page = parkCoverage(
    {
      ...own,
      parksByEnterprises: giveOwn(own.parksByEnterprises.rows),
      parksByMembers: giveOwn(own.parksByMembers.rows),
    },
    'zh-CN',
  );

  test('says that target under its name', () => {
    const [first, second] = page.tables[0]?.rows ?? [];
    expect(second?.cells[0]).toEqual({ text: '乙园区', note: '目标达到80%' });
    expect(second?.cells.at(-1)?.text).toBe('已达标');
    expect(first?.cells[0]).toEqual({ text: '甲园区' });
  });

  test('is not said to have passed the common target', () => {
    expect(page.sentence).toContain('2个园区中，2个两率均达到各自的目标。');
  });
});

describe('reading', () => {
  test('an error keeps the code of the API', () => {
    const body = { errors: [{ message: 'no', extensions: { code: 'SCOPE_NOT_FOUND' } }] };
    expect(() => readParkCoverage(body)).toThrow(expect.objectContaining({ code: 'SCOPE_NOT_FOUND' }));
  });

  test('another shape is refused before anything is shown', () => {
    for (const body of [null, 1, {}, { data: null }, { data: { scope: {} } }]) {
      expect(() => readParkCoverage(body)).toThrow(expect.objectContaining({ code: 'SCHEMA' }));
    }
  });
});
