import { type Kysely, sql } from 'kysely';

/**
 * Who stands behind a hardship file or a member's pseudonym. Names and phones are sealed (AES-256-GCM); of an ID number a
 * keyed hash and its last four characters are kept. The warehouse never reads these tables.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table household_person (
      person_id bigint generated always as identity primary key,
      household_id bigint not null references hardship_household on delete cascade,
      relation_code text not null default '0' check (relation_code ~ '^[0-8]$'),
      name_sealed text check (name_sealed ~ '^v1[.]'),
      phone_sealed text check (phone_sealed ~ '^v1[.]'),
      id_hash text check (id_hash ~ '^[0-9a-f]{64}$'),
      id_last4 text check (id_last4 ~ '^[0-9]{3}[0-9X]$'),
      recorded_by text not null,
      recorded_at timestamptz not null default now(),
      erased_at timestamptz,
      check ((id_hash is null) = (id_last4 is null)),
      constraint household_person_erased check (erased_at is null or num_nonnulls(name_sealed, phone_sealed, id_hash, id_last4) = 0)
    );
    comment on column household_person.relation_code is 'GB/T 4761: 0 the person of the file, 1 spouse, 2 son, 3 daughter, 4 grandchild, 5 parent, 6 grandparent, 7 sibling, 8 other.';
    create index household_person_household on household_person (household_id);
    create index household_person_id on household_person (id_hash);

    create table member_person (
      member_key text primary key check (member_key ~ '^[0-9A-Za-z_-]{8,64}$'),
      name_sealed text check (name_sealed ~ '^v1[.]'),
      phone_sealed text check (phone_sealed ~ '^v1[.]'),
      id_hash text unique check (id_hash ~ '^[0-9a-f]{64}$'),
      id_last4 text check (id_last4 ~ '^[0-9]{3}[0-9X]$'),
      recorded_by text not null,
      recorded_at timestamptz not null default now(),
      erased_at timestamptz,
      check ((id_hash is null) = (id_last4 is null)),
      constraint member_person_erased check (erased_at is null or num_nonnulls(name_sealed, phone_sealed, id_hash, id_last4) = 0)
    );
    comment on table member_person is 'The person behind a pseudonym, once, wherever the person is a member.';
  `.execute(db);
}
