import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import type { Viewer } from '../viewer.ts';
import { NOTHING } from './persons.ts';
import type { Sealer } from './seal.ts';

/** Rows that are sealed anew at a time. */
const BATCH = 500;

type SealedRow = { key: string | number; first: string | null; second: string | null };

/** What is sealed: tables, their keys, their two sealed columns by the names that they were sealed under, and which rows. */
const sealedTables = {
  household_person: { key: 'person_id', columns: ['name', 'phone'], rows: sql`erased_at is null` },
  member_person: { key: 'member_key', columns: ['name', 'phone'], rows: sql`erased_at is null` },
  subscription: { key: 'subscription_id', columns: ['address', 'secret'], rows: sql`address_sealed is not null` },
} as const;

/**
 * Seals everything under the newest key that an older one sealed, batch by batch; what is done stays done when it is
 * broken off. Afterwards the older keys can be taken from the ring. @returns persons that were sealed anew.
 */
export async function rotateKeys(db: Db, viewer: Viewer, sealer: Sealer): Promise<number> {
  const household = await rotateTable(db, sealer, 'household_person');
  const member = await rotateTable(db, sealer, 'member_person');
  const subscription = await rotateTable(db, sealer, 'subscription');
  const details = { household, member, subscription };
  await recordAudit(db, viewer, { action: 'rotate', register: 'hardship_household', details });
  return household + member;
}

async function rotateTable(db: Db, sealer: Sealer, table: keyof typeof sealedTables): Promise<number> {
  const { key, columns, rows: which } = sealedTables[table];
  const [first, second] = columns.map((column) => sql.ref(`${column}_sealed`));
  let count = 0;
  for (let after: string | number | undefined; ; ) {
    const { rows } = await sql<SealedRow>`
      select ${sql.ref(key)} as key, ${first} as first, ${second} as second from ${sql.table(table)}
      where ${which} ${after === undefined ? sql`` : sql`and ${sql.ref(key)} > ${after}`}
      order by ${sql.ref(key)} limit ${BATCH}
    `.execute(db);
    for (const row of rows) {
      const anew = (sealed: string | null, column: string) =>
        sealed !== null && sealer.isOld(sealed)
          ? sealer.seal(sealer.open(sealed, `${table}:${row.key}:${column}`), `${table}:${row.key}:${column}`)
          : sealed;
      const [one, other] = [anew(row.first, columns[0]), anew(row.second, columns[1])];
      if (one === row.first && other === row.second) continue;
      await sql`
        update ${sql.table(table)} set ${first} = ${one}, ${second} = ${other}
        where ${sql.ref(key)} = ${row.key} and ${first} is not distinct from ${row.first}
          and ${second} is not distinct from ${row.second}
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
