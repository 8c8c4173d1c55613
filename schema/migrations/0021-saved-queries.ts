import { type Kysely, sql } from 'kysely';

/** Queries that people keep under a name, on their way to being reviewed; and which portals ask for which widgets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table saved_query (
      saved_query_id bigint generated always as identity primary key,
      name text not null check (name ~ '^[a-z][a-z0-9-]{2,59}$'),
      title text not null check (trim(title) <> '' and length(title) <= 100),
      description text not null default '' check (length(description) <= 2000),
      federation_code text not null references federation,
      owner_kind text not null,
      owner_id text not null,
      owner_name text not null,
      query text not null,
      variables jsonb not null default '{}',
      reads text not null check (reads in ('published', 'registers')),
      state text not null default 'draft' check (state in ('draft', 'submitted', 'reviewed', 'withdrawn')),
      row_version integer not null default 1,
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      submitted_at timestamptz,
      reviewed_at timestamptz,
      reviewed_by text,
      review_note text,
      reviewed_query text,
      reviewed_variables jsonb,
      reviewed_reads text check (reviewed_reads in ('published', 'registers')),
      reviewed_sha256 text check (reviewed_sha256 ~ '^[0-9a-f]{64}$'),
      withdrawn_at timestamptz,
      withdrawn_by text,
      constraint saved_query_name unique (name),
      check (num_nulls(reviewed_query, reviewed_variables, reviewed_reads, reviewed_sha256) in (0, 4)),
      check (state <> 'reviewed' or reviewed_query is not null),
      check ((state = 'withdrawn') = (withdrawn_at is not null))
    );
    comment on table saved_query is
      'A GraphQL query kept under a name. reviewed_…: the text that somebody else than its owner approved; it stays served under its name while a correction waits for review, until the query is withdrawn.';
    comment on column saved_query.reads is 'published: published figures alone, so that anyone may run it once it is reviewed; registers: whoever may see those rows.';
    create index saved_query_federation on saved_query (federation_code);
    create index saved_query_sha256 on saved_query (reviewed_sha256) where reviewed_sha256 is not null;

    create table embed_use (
      used_on date not null,
      host text not null check (length(host) <= 253),
      document text not null,
      metric_id text not null default '',
      request_count bigint not null check (request_count > 0),
      primary key (used_on, host, document, metric_id)
    );
    comment on table embed_use is
      'How often pages of a host asked for the data of a widget on a day, as far as no cache answered. Nothing of who looked: no address, no path, no time. metric_id is empty where the widget has metrics of its own.';
  `.execute(db);
}
