import { type Kysely, sql } from 'kysely';

/** What whoever answers for a target says of it at a meeting, and what is promised until when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table check_in (
      record_id bigint generated always as identity unique,
      target_code text not null references target,
      scope_id text not null check (scope_id ~ '^(region|park|federation|union):[0-9A-Z-]+$'),
      made_on date not null,
      owner text not null,
      interpretation text not null,
      commitment text not null,
      due_on date not null check (due_on > made_on),
      promised_value numeric(20, 6) not null check (promised_value >= 0),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (target_code, scope_id, made_on)
    );
    comment on table check_in is
      'A check-in on a target of a scope: who answers for it, how the figure is to be read, what is promised by due_on. Whether it held is read off published figures of that day and stored nowhere.';
    comment on column check_in.promised_value is 'As target.target_value: a fraction for a rate, the count itself for a count.';
    create index check_in_scope on check_in (scope_id, made_on);
    create index check_in_import on check_in (import_id);
  `.execute(db);
}
