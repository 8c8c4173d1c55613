import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eachEngine, emptyRegisters, openTestDatabase } from '../support/database.ts';
import { county, creditCode, mill, pick } from './support/county.ts';
import { broken, take, workbookOf } from './support/files.ts';

type Row = Record<string, string | number | boolean | null>;

const named = (name: string, rest: Row): Row => ({
  credit_code: mill,
  name,
  region_code: '320924100',
  is_non_public: true,
  ...rest,
});

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  beforeEach(async () => {
    await emptyRegisters(database);
    await take(database, await workbookOf(pick(county(), 'federation', 'park')));
  });
  afterAll(() => database.close());

  const load = async (...enterprise: Row[]) => take(database, await workbookOf({ enterprise }));
  const periods = () =>
    database.db
      .selectFrom('enterprise_period')
      .innerJoin('enterprise', 'enterprise.enterprise_id', 'enterprise_period.enterprise_id')
      .select(['name', 'valid_from', 'valid_to'])
      .where('credit_code', '=', mill)
      .orderBy('valid_from')
      .execute()
      .then((rows) => rows.map(({ name, valid_from, valid_to }) => `${name} ${valid_from} ${valid_to ?? ''}`.trim()));

  test('a row without effective day registers an enterprise from its settlement', async () => {
    await load(named('甲', { settled_on: '2010-03-01' }));
    expect(await periods()).toEqual(['甲 2010-03-01']);
  });

  test('a change ends the period that covers its day and opens another, in one file or in two', async () => {
    await load(named('甲', { settled_on: '2010-03-01' }), named('乙', { effective_on: '2014-01-01' }));
    expect(await periods()).toEqual(['甲 2010-03-01 2014-01-01', '乙 2014-01-01']);
    await load(named('丙', { effective_on: '2012-01-01' }));
    expect(await periods()).toEqual(['甲 2010-03-01 2012-01-01', '丙 2012-01-01 2014-01-01', '乙 2014-01-01']);
  });

  test('a row without effective day corrects the latest period, its settlement the first', async () => {
    await load(named('甲', { settled_on: '2010-03-01' }), named('乙', { effective_on: '2014-01-01' }));
    const report = await load(named('乙改', { settled_on: '2009-01-01' }));
    expect(report.sheets[0]).toMatchObject({ inserted: 0, updated: 1, unchanged: 0 });
    expect(await periods()).toEqual(['甲 2009-01-01 2014-01-01', '乙改 2014-01-01']);
  });

  test('the same rows in a corrected file stand for the same periods', async () => {
    const rows = [named('甲', { settled_on: '2010-03-01' }), named('乙', { effective_on: '2014-01-01' })];
    await load(...rows);
    const report = await load(...rows, {
      ...named('丁', { settled_on: '2011-01-01' }),
      credit_code: creditCode('91320924MA0000009'),
    });
    expect(report.sheets[0]).toMatchObject({ inserted: 1, updated: 0, unchanged: 2 });
    expect(await periods()).toEqual(['甲 2010-03-01 2014-01-01', '乙 2014-01-01']);
  });

  test('a change that begins on the day of a known one corrects it', async () => {
    await load(named('甲', { settled_on: '2010-03-01' }), named('乙', { effective_on: '2014-01-01' }));
    await load(named('乙改', { effective_on: '2014-01-01' }));
    expect(await periods()).toEqual(['甲 2010-03-01 2014-01-01', '乙改 2014-01-01']);
  });

  test('an enterprise that ended is ended in its last period, and a change after that opens one after a gap', async () => {
    await load(
      named('甲', { settled_on: '2010-03-01', closed_on: '2013-01-01' }),
      named('乙', { effective_on: '2012-01-01' }),
    );
    expect(await periods()).toEqual(['甲 2010-03-01 2012-01-01', '乙 2012-01-01 2013-01-01']);
    await load(named('丙', { effective_on: '2015-01-01' }));
    expect(await periods()).toEqual(['甲 2010-03-01 2012-01-01', '乙 2012-01-01 2013-01-01', '丙 2015-01-01']);
  });

  test('a change inside an ended period keeps its end; a correction that leaves the end empty takes it away', async () => {
    await load(named('甲', { settled_on: '2010-03-01', closed_on: '2013-01-01' }));
    await load(named('乙', { effective_on: '2012-01-01' }));
    expect(await periods()).toEqual(['甲 2010-03-01 2012-01-01', '乙 2012-01-01 2013-01-01']);
    await load(named('乙', {}));
    expect(await periods()).toEqual(['甲 2010-03-01 2012-01-01', '乙 2012-01-01']);
  });

  test('a settlement moved to before a change of the same file becomes a period of its own', async () => {
    await load(named('甲', { settled_on: '2010-03-01' }));
    await load(named('早', { settled_on: '2008-01-01' }), named('甲', { effective_on: '2010-03-01' }));
    expect(await periods()).toEqual(['早 2008-01-01 2010-03-01', '甲 2010-03-01']);
  });

  test.each<[string, Row[], string[]]>([
    ['a new enterprise without its settlement', [named('甲', {})], ['SETTLED_MISSING I2']],
    [
      'a change of an enterprise that nobody registered',
      [named('甲', { effective_on: '2012-01-01' })],
      ['REFERENCE_UNKNOWN A2'],
    ],
    [
      'a change on or before the settlement',
      [named('甲', { settled_on: '2012-01-01' }), named('乙', { effective_on: '2012-01-01' })],
      ['CHANGE_BEFORE_SETTLED J3'],
    ],
    [
      'an end before a later change',
      [named('甲', { settled_on: '2010-01-01', closed_on: '2012-01-01' }), named('乙', { effective_on: '2013-01-01' })],
      ['CLOSED_BEFORE_CHANGE K2'],
    ],
    [
      'an end before the settlement',
      [named('甲', { settled_on: '2010-01-01', closed_on: '2010-01-01' })],
      ['CLOSED_BEFORE_CHANGE K2'],
    ],
    [
      'two different settlements',
      [
        named('甲', { settled_on: '2010-01-01' }),
        named('乙', { effective_on: '2013-01-01', settled_on: '2011-01-01' }),
      ],
      ['FACTS_DIFFER I3'],
    ],
    [
      'two rows of one day',
      [named('甲', { settled_on: '2010-01-01' }), named('乙', { settled_on: '2010-01-01' })],
      ['KEY_DUPLICATE A3'],
    ],
  ])('refused: %s', async (_, rows, expected) => {
    expect(broken(await load(...rows))).toEqual(expected);
  });

  test('refused: a settlement moved past a known change', async () => {
    await load(named('甲', { settled_on: '2010-03-01' }), named('乙', { effective_on: '2014-01-01' }));
    expect(broken(await load(named('乙', { settled_on: '2014-01-01' })))).toEqual(['CHANGE_BEFORE_SETTLED I2']);
  });
});
