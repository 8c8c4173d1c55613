import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import type { Viewer } from '../viewer.ts';
import { NOTHING } from './persons.ts';
import type { Sealer } from './seal.ts';

/** Rows that are sealed anew at a time. */
const BATCH = 500;

type Sealed = { key: string | number; name_sealed: string | null; phone_sealed: string | null };

/**
 * Seals everything under the newest key that an older one sealed, batch by batch; what is done stays done when it is
 * broken off. Afterwards the older keys can be taken from the ring. @returns persons that were sealed anew.
 */
export async function rotateKeys(db: Db, viewer: Viewer, sealer: Sealer): Promise<number> {
  const household = await rotateTable(db, sealer, 'household_person', 'person_id');
  const member = await rotateTable(db, sealer, 'member_person', 'member_key');
  const details = { household, member };
  await recordAudit(db, viewer, { action: 'rotate', register: 'hardship_household', details });
  return household + member;
}

async function rotateTable(
  db: Db,
  sealer: Sealer,
  table: 'household_person' | 'member_person',
  key: 'person_id' | 'member_key',
): Promise<number> {
  let count = 0;
  for (let after: string | number | undefined; ; ) {
    const { rows } = await sql<Sealed>`
      select ${sql.ref(key)} as key, name_sealed, phone_sealed from ${sql.table(table)}
      where erased_at is null ${after === undefined ? sql`` : sql`and ${sql.ref(key)} > ${after}`}
      order by ${sql.ref(key)} limit ${BATCH}
    `.execute(db);
    for (const row of rows) {
      const anew = (sealed: string | null, column: string) =>
        sealed !== null && sealer.isOld(sealed)
          ? sealer.seal(sealer.open(sealed, `${table}:${row.key}:${column}`), `${table}:${row.key}:${column}`)
          : sealed;
      const [name, phone] = [anew(row.name_sealed, 'name'), anew(row.phone_sealed, 'phone')];
      if (name === row.name_sealed && phone === row.phone_sealed) continue;
      await sql`
        update ${sql.table(table)} set name_sealed = ${name}, phone_sealed = ${phone}
        where ${sql.ref(key)} = ${row.key} and name_sealed is not distinct from ${row.name_sealed}
      `.execute(db);
      count++;
    }
    if (rows.length < BATCH) return count;
    after = rows.at(-1)?.key;
  }
}

/**
 * Takes out, for ever, who was in files closed and who were members so many years ago. Files and memberships stay, as
 * figures count them. @param today `YYYY-MM-DD`. @returns persons that were erased.
 */
export async function eraseExpired(db: Db, viewer: Viewer, years: number, today: string): Promise<number> {
  const before = sql`(${today}::date - make_interval(years => ${years}))`;
  const households = await db
    .updateTable('household_person')
    .set(NOTHING)
    .where('erased_at', 'is', null)
    .where('household_id', 'in', (eb) =>
      eb.selectFrom('hardship_household').select('household_id').where('closed_on', '<', sql<string>`${before}`),
    )
    .executeTakeFirstOrThrow();
  const members = await db
    .updateTable('member_person')
    .set(NOTHING)
    .where('erased_at', 'is', null)
    .where(
      sql<boolean>`not exists (
        select from member where member.member_key = member_person.member_key
          and (member.left_on is null or member.left_on >= ${before}))`,
    )
    .executeTakeFirstOrThrow();
  const details = {
    ...{ years, today },
    ...{ households: Number(households.numUpdatedRows), members: Number(members.numUpdatedRows) },
  };
  await recordAudit(db, viewer, { action: 'erase', register: 'hardship_household', details });
  return details.households + details.members;
}
