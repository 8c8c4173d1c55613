import { type Kysely, sql } from 'kysely';

/** The days of the State Council's yearly notice: by which working days are counted, where a place counts so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table public_holiday (
      day date primary key,
      is_workday boolean not null default false,
      name text not null check (trim(name) <> ''),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      record_id bigint generated always as identity
    );
    comment on table public_holiday is
      'A day off that is no weekend, or (is_workday) a weekend on which people work. A year without a row is one whose notice was not entered.';
    create unique index public_holiday_record on public_holiday (record_id);
    create index public_holiday_import on public_holiday (import_id);
  `.execute(db);
}
