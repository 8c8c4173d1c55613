import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { IdNumberWrong, NotPermitted, PersonalRowNotFound, PurposeMissing } from '../errors.ts';
import { isPermitted } from '../permission.ts';
import type { Reaches } from '../reach.ts';
import type { Action } from '../rules.ts';
import { readIdNumber } from './id-number.ts';
import type { Sealer } from './seal.ts';

/** What is written of a person; what is absent is not known. */
export type PersonInput = {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
};

/** What a look shows. `idLast4` is all that is left of an ID number. */
export type Person = { readonly name: string | null; readonly phone: string | null; readonly idLast4: string | null };

export type HouseholdPerson = Person & { readonly personId: number; readonly relationCode: string };

/** What is needed to touch personal data: the transaction, who does it, and the keys. */
export type PersonalWork = {
  readonly db: Db;
  readonly reaches: Reaches;
  readonly sealer: Sealer;
  readonly requestId?: string;
};

type Row = { name_sealed: string | null; phone_sealed: string | null; id_hash: string | null; id_last4: string | null };

/** Writes who is in a hardship file, in the place of who was. @throws NotPermitted, PersonalRowNotFound, IdNumberWrong */
export async function writeHousehold(
  work: PersonalWork,
  fileNo: string,
  persons: readonly (PersonInput & { readonly relationCode: string })[],
): Promise<void> {
  const { db, reaches, sealer } = work;
  const householdId = await requireHousehold(work, fileNo, 'correct');
  await db.deleteFrom('household_person').where('household_id', '=', householdId).execute();
  for (const [at, person] of persons.entries()) {
    // The number of the row is part of what seals it, so the row is there first.
    const { person_id } = await db
      .insertInto('household_person')
      .values({ household_id: householdId, relation_code: person.relationCode, recorded_by: reaches.viewer.name })
      .returning('person_id')
      .executeTakeFirstOrThrow();
    const sealed = sealPerson(sealer, person, `household_person:${person_id}`, at);
    await db.updateTable('household_person').set(sealed).where('person_id', '=', person_id).execute();
  }
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'correct', register: 'hardship_household', key: { file_no: fileNo } },
    ...{ details: { persons: persons.length }, ...requestOf(work) },
  });
}

/**
 * Who is in a hardship file. The look is recorded with its purpose before anything is opened.
 * @throws PurposeMissing, NotPermitted, PersonalRowNotFound
 */
export async function lookAtHousehold(work: PersonalWork, fileNo: string, purpose: string): Promise<HouseholdPerson[]> {
  const { db, reaches, sealer } = work;
  const why = readPurpose(purpose);
  const householdId = await requireHousehold(work, fileNo, 'look');
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'look', register: 'hardship_household', key: { file_no: fileNo }, purpose: why },
    ...requestOf(work),
  });
  const rows = await db
    .selectFrom('household_person')
    .selectAll()
    .where('household_id', '=', householdId)
    .orderBy('relation_code')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({
    ...{ personId: row.person_id, relationCode: row.relation_code },
    ...openPerson(sealer, row, `household_person:${row.person_id}`),
  }));
}

/** Writes who a member's pseudonym stands for. @throws NotPermitted, PersonalRowNotFound, IdNumberWrong */
export async function writeMember(work: PersonalWork, memberKey: string, person: PersonInput): Promise<void> {
  const { db, reaches, sealer } = work;
  await requireMember(work, memberKey, 'correct');
  const sealed = sealPerson(sealer, person, `member_person:${memberKey}`, 0);
  const values = { ...sealed, recorded_by: reaches.viewer.name, erased_at: null };
  await db
    .insertInto('member_person')
    .values({ member_key: memberKey, ...values })
    .onConflict((conflict) => conflict.column('member_key').doUpdateSet(values))
    .execute();
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'correct', register: 'member', key: { member_key: memberKey }, ...requestOf(work) },
  });
}

/** Who a member's pseudonym stands for; null when nobody wrote it down. @throws PurposeMissing, NotPermitted, PersonalRowNotFound */
export async function lookAtMember(work: PersonalWork, memberKey: string, purpose: string): Promise<Person | null> {
  const { db, reaches, sealer } = work;
  const why = readPurpose(purpose);
  await requireMember(work, memberKey, 'look');
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'look', register: 'member', key: { member_key: memberKey }, purpose: why, ...requestOf(work) },
  });
  const row = await db.selectFrom('member_person').selectAll().where('member_key', '=', memberKey).executeTakeFirst();
  return row ? openPerson(sealer, row, `member_person:${memberKey}`) : null;
}

/** Takes out who is in a hardship file, for ever; the file itself stays, as figures count it. @throws NotPermitted, PersonalRowNotFound */
export async function eraseHousehold(
  work: Omit<PersonalWork, 'sealer'>,
  fileNo: string,
  reason: string,
): Promise<number> {
  const { db, reaches } = work;
  const householdId = await requireHousehold(work, fileNo, 'void');
  const { numUpdatedRows } = await db
    .updateTable('household_person')
    .set(NOTHING)
    .where('household_id', '=', householdId)
    .where('erased_at', 'is', null)
    .executeTakeFirstOrThrow();
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'erase', register: 'hardship_household', key: { file_no: fileNo }, purpose: reason },
    ...{ details: { persons: Number(numUpdatedRows) }, ...requestOf(work) },
  });
  return Number(numUpdatedRows);
}

/** What is left of a person who was erased. */
export const NOTHING = {
  ...{ name_sealed: null, phone_sealed: null, id_hash: null, id_last4: null },
  erased_at: sql<Date>`now()`,
};

function sealPerson(sealer: Sealer, person: PersonInput, place: string, at: number): Row {
  const idNumber = person.idNumber ? readIdNumber(person.idNumber) : undefined;
  if (person.idNumber && !idNumber) throw new IdNumberWrong(at + 1);
  return {
    name_sealed: sealer.seal(person.name, `${place}:name`),
    phone_sealed: person.phone ? sealer.seal(person.phone, `${place}:phone`) : null,
    id_hash: idNumber ? sealer.hashOf(idNumber) : null,
    id_last4: idNumber ? idNumber.slice(-4) : null,
  };
}

function openPerson(sealer: Sealer, row: Row, place: string): Person {
  return {
    name: row.name_sealed === null ? null : sealer.open(row.name_sealed, `${place}:name`),
    phone: row.phone_sealed === null ? null : sealer.open(row.phone_sealed, `${place}:phone`),
    idLast4: row.id_last4,
  };
}

/** A file that is not there and one that is not theirs are the same to who asks. @throws NotPermitted, PersonalRowNotFound */
async function requireHousehold(work: Omit<PersonalWork, 'sealer'>, fileNo: string, action: Action): Promise<number> {
  const { db, reaches } = work;
  if (reaches.of('hardship_household', action) === 'nothing') throw new NotPermitted('hardship_household', action);
  const found = await db
    .selectFrom('hardship_household')
    .select(['household_id', 'federation_code'])
    .where('file_no', '=', fileNo)
    .executeTakeFirst();
  const place = { federation_code: found?.federation_code };
  if (!found || !(await isPermitted(db, reaches, 'hardship_household', action, place))) {
    throw new PersonalRowNotFound(fileNo);
  }
  return found.household_id;
}

async function requireMember({ db, reaches }: PersonalWork, memberKey: string, action: Action): Promise<void> {
  if (reaches.of('member', action) === 'nothing') throw new NotPermitted('member', action);
  const rows = await db
    .selectFrom('member')
    .select(['enterprise_id', 'union_id'])
    .where('member_key', '=', memberKey)
    .execute();
  for (const place of rows) if (await isPermitted(db, reaches, 'member', action, place)) return;
  throw new PersonalRowNotFound(memberKey);
}

function readPurpose(purpose: string): string {
  const why = purpose.trim();
  if (why.length < 4 || why.length > 200) throw new PurposeMissing();
  return why;
}

const requestOf = ({ requestId }: Omit<PersonalWork, 'sealer'>) => (requestId === undefined ? {} : { requestId });
