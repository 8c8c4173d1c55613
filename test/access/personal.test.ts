import { randomBytes } from 'node:crypto';
import { verifyAudit } from '@union/access/audit/audit.ts';
import { checkOf, readIdNumber } from '@union/access/personal/id-number.ts';
import { eraseExpired, rotateKeys } from '@union/access/personal/keep.ts';
import {
  eraseHousehold,
  lookAtHousehold,
  lookAtMember,
  type PersonalWork,
  writeHousehold,
  writeMember,
} from '@union/access/personal/persons.ts';
import { sealerOf } from '@union/access/personal/seal.ts';
import { Reaches, reachesOf } from '@union/access/reach.ts';
import { type Role, roleNames } from '@union/access/roles.ts';
import { rolesOf } from '@union/access/rules.ts';
import { operator } from '@union/access/viewer.ts';
import type { Database } from '@union/schema/db/database.ts';
import { registers as extracted } from '@union/warehouse/extract/registers.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { giveTwoCounties } from './support/two-counties.ts';

const older = { id: 'k1', key: randomBytes(32) };
const newer = { id: 'k2', key: randomBytes(32) };
const hashKey = 'a key for the hashes of ID numbers';
/** An invented number of the county 320924. */
const ID = `32092419700101001${checkOf('32092419700101001')}`;

describe('an ID number', () => {
  test('is read in whatever way it is written, and refused when a digit is wrong', () => {
    expect(readIdNumber(` ${ID.slice(0, 6)} ${ID.slice(6)} `)).toBe(ID);
    expect(readIdNumber(ID.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)))).toBe(ID);
    expect(readIdNumber('11010519491231002x')).toBe('11010519491231002X');
    expect(readIdNumber('320924197002300011')).toBeUndefined();
  });

  test('with one digit changed is no ID number', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(ID[at]) + by) % 10;
        expect(readIdNumber(`${ID.slice(0, at)}${digit}${ID.slice(at + 1)}`)).toBeUndefined();
      }),
    );
  });
});

describe('sealed text', () => {
  const sealer = sealerOf({ keys: [older], hashKey });

  test('opens where it was sealed and nowhere else, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = sealer.seal(text, 'household_person:1:name');
        expect(sealer.open(sealed, 'household_person:1:name')).toBe(text);
        expect(() => sealer.open(sealed, 'household_person:2:name')).toThrow();
      }),
    );
  });

  test('is never the same twice, and is refused when a byte of it was changed', () => {
    const [one, two] = [sealer.seal('王', 'p'), sealer.seal('王', 'p')];
    expect(one).not.toBe(two);
    const last = one.endsWith('A') ? 'B' : 'A';
    expect(() => sealer.open(`${one.slice(0, -2)}${last}${one.slice(-1)}`, 'p')).toThrow();
  });

  test('needs its key', () => {
    const sealed = sealer.seal('王', 'p');
    expect(() => sealerOf({ keys: [newer], hashKey }).open(sealed, 'p')).toThrow(/k1/);
    expect(sealerOf({ keys: [newer, older], hashKey }).open(sealed, 'p')).toBe('王');
  });
});

test('the warehouse reads nothing that is sealed, hashed or part of an ID number', () => {
  const read = JSON.stringify(extracted);
  expect(read).not.toMatch(/household_person|member_person|sealed|id_hash|id_last4/);
});

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await giveTwoCounties(database);
  });
  afterAll(() => database.close());

  const work = async (role: Role, federationCode: string | null = '320924'): Promise<PersonalWork> => ({
    db: database.db,
    reaches: await reachesOf(database.db, { kind: 'account', id: '7', name: '陈', grants: [{ role, federationCode }] }),
    sealer: sealerOf({ keys: [older], hashKey }),
    requestId: 'request-1',
  });
  const persons = [
    { relationCode: '0', name: '张三', phone: '13800000000', idNumber: ID },
    { relationCode: '1', name: '李四' },
  ];

  test('who is in a file is kept sealed: no name, phone or ID number stands in the table', async () => {
    await writeHousehold(await work('assistance_officer'), 'F1', persons);
    const rows = JSON.stringify(await database.db.selectFrom('household_person').selectAll().execute());
    for (const secret of ['张三', '李四', '13800000000', ID, ID.slice(0, 14)]) expect(rows).not.toContain(secret);
    expect(rows).toContain(ID.slice(-4));
  });

  test('a look shows it to the assistance officer of the place, and is recorded with its purpose', async () => {
    const seen = await lookAtHousehold(await work('assistance_officer'), 'F1', '春节走访前核对电话');
    expect(seen.map(({ name, phone, idLast4 }) => [name, phone, idLast4])).toEqual([
      ['张三', '13800000000', ID.slice(-4)],
      ['李四', null, null],
    ]);
    const event = await database.db
      .selectFrom('audit_event')
      .selectAll()
      .orderBy('event_no', 'desc')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      action: 'look',
      purpose: '春节走访前核对电话',
      actor_id: '7',
      request_id: 'request-1',
    });
    expect(event.row_key).toEqual({ file_no: 'F1' });
    expect(JSON.stringify(event)).not.toMatch(/张三|13800000000/);
  });

  test('nobody looks without a purpose, beyond the own county, or in another role', async () => {
    const officer = await work('assistance_officer');
    await expect(lookAtHousehold(officer, 'F1', ' 看 ')).rejects.toMatchObject({ code: 'PURPOSE_MISSING' });
    await expect(lookAtHousehold(officer, 'F2', '例行核查')).rejects.toMatchObject({ code: 'PERSONAL_ROW_NOT_FOUND' });
    await expect(lookAtHousehold(officer, 'F9', '例行核查')).rejects.toMatchObject({ code: 'PERSONAL_ROW_NOT_FOUND' });
    for (const role of roleNames.filter((name) => !rolesOf('assistance', 'look').includes(name))) {
      const refused = lookAtHousehold(await work(role, null), 'F1', '例行核查');
      await expect(refused, role).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    }
  });

  test('a wrong ID number is refused without being repeated', async () => {
    const wrong = `${ID.slice(0, 17)}${ID[17] === '1' ? '2' : '1'}`;
    const refused = writeHousehold(await work('assistance_officer'), 'F1', [
      { relationCode: '0', name: '张三', idNumber: wrong },
    ]);
    await expect(refused).rejects.toSatisfy(
      (error: Error & { code: string }) => error.code === 'ID_NUMBER_WRONG' && !error.message.includes(wrong),
    );
    await writeHousehold(await work('assistance_officer'), 'F1', persons);
  });

  test('behind a pseudonym there is one person, found again by the hash of the ID number', async () => {
    await writeMember(await work('officer'), 'member-U1', { name: '王五', idNumber: ID });
    expect(await lookAtMember(await work('assistance_officer'), 'member-U1', '核对会员身份')).toEqual({
      ...{ name: '王五', phone: null, idLast4: ID.slice(-4) },
    });
    await expect(lookAtMember(await work('officer'), 'member-U1', '核对会员身份')).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  test('after a rotation everything opens with the new key alone', async () => {
    const both = sealerOf({ keys: [newer, older], hashKey });
    expect(await rotateKeys(database.db, operator('test'), both)).toBe(3);
    expect(await rotateKeys(database.db, operator('test'), both)).toBe(0);
    const after = { ...(await work('assistance_officer')), sealer: sealerOf({ keys: [newer], hashKey }) };
    expect((await lookAtHousehold(after, 'F1', '轮换后核对'))[0]?.name).toBe('张三');
  });

  test('who was erased is gone; the file stays', async () => {
    const { sealer: _, ...eraser } = await work('assistance_officer');
    expect(await eraseHousehold(eraser, 'F1', '本人申请删除')).toBe(2);
    const seen = await lookAtHousehold(await work('assistance_officer'), 'F1', '删除后核对');
    expect(seen.every(({ name, phone, idLast4 }) => name === null && phone === null && idLast4 === null)).toBe(true);
    const files = await database.db.selectFrom('hardship_household').select('file_no').execute();
    expect(files).toHaveLength(2);
  });

  test('years after a file was closed, or a member left, the person is taken out', async () => {
    const everywhere = new Reaches(operator('test'), new Map());
    const all = { db: database.db, reaches: everywhere, sealer: sealerOf({ keys: [newer], hashKey }) };
    await writeHousehold(all, 'F2', persons);
    await database.db
      .updateTable('hardship_household')
      .set({ closed_on: '2015-06-30' })
      .where('file_no', '=', 'F2')
      .execute();
    expect(await eraseExpired(database.db, operator('night'), 5, '2020-06-30')).toBe(0);
    expect(await eraseExpired(database.db, operator('night'), 5, '2020-07-01')).toBe(2);
    await database.db.updateTable('member').set({ left_on: '2015-06-30' }).execute();
    expect(await eraseExpired(database.db, operator('night'), 5, '2020-07-01')).toBe(1);
  });

  test('an event of the audit cannot be changed, taken out or swept away', async () => {
    const attempts = [
      sql`update audit_event set actor_name = '别人'`,
      sql`delete from audit_event`,
      sql`truncate audit_event`,
    ];
    for (const attempt of attempts) await expect(attempt.execute(database.db)).rejects.toThrow(/for ever/);
    expect(await verifyAudit(database.db)).toMatchObject({ brokenAt: null });
  });

  test('who goes round the triggers is found out: the chain names the first event that was changed, missing or added', async () => {
    const tamper = async (statement: ReturnType<typeof sql>) => {
      const found = database.session(async ({ db }) => {
        await sql`alter table audit_event disable trigger user`.execute(db);
        await statement.execute(db);
        const report = await verifyAudit(db);
        throw Object.assign(new Error('taken back'), { report });
      });
      return (await found.catch((error) => error)).report;
    };
    expect(await tamper(sql`update audit_event set purpose = '另有原因' where event_no = 3`)).toMatchObject({
      brokenAt: { eventNo: 3, reason: 'changed' },
    });
    expect(await tamper(sql`delete from audit_event where event_no = 2`)).toMatchObject({
      brokenAt: { eventNo: 3, reason: 'missing' },
    });
    const whole = sql`update audit_event set actor_name = '别人',
      hash = audit_hash(previous_hash, audit_content((event_no, at, actor_kind, actor_id, '别人', action, register,
        row_key, purpose, details, request_id, previous_hash, hash)::audit_event)) where event_no = 4`;
    expect(await tamper(whole)).toMatchObject({ brokenAt: { eventNo: 5, reason: 'unchained' } });
    expect(await verifyAudit(database.db)).toMatchObject({ brokenAt: null });
  });
});
