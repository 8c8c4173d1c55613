import { type Kysely, sql } from 'kysely';

/** Imports: one row a loaded file, and what each file changed in rows that were there before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table import (
      import_id bigint generated always as identity primary key,
      file_name text not null,
      file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
      file_format text not null check (file_format in ('xlsx', 'csv')),
      status text not null default 'loaded' check (status in ('loaded', 'undone')),
      loaded_at timestamptz not null default now(),
      loaded_by text not null,
      undone_at timestamptz,
      undone_by text,
      row_counts jsonb not null default '{}',
      check ((status = 'undone') = (undone_at is not null))
    );
    comment on table import is 'One loaded file. row_counts: {register: {inserted, updated, unchanged}}.';

    -- Loading the same bytes again changes nothing: only one live import may carry them.
    create unique index import_live_file on import (file_sha256) where status = 'loaded';

    -- What a row looked like before an import changed it; inserted rows need no entry, they carry import_id.
    create table import_change (
      import_id bigint not null references import,
      register text not null,
      row_key jsonb not null,
      before jsonb not null,
      primary key (import_id, register, row_key)
    );
  `.execute(db);
}
