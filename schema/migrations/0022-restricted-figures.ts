import { type Kysely, sql } from 'kysely';

/** Which published figures are not for everybody, what embed tokens are signed with, and where an import lies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table figure_restriction (
      restriction_id bigint generated always as identity primary key,
      metric_id text check (metric_id ~ '^[a-z0-9_]+$'),
      scope_id text check (scope_id ~ '^(region|park|federation):[0-9A-Za-z-]+$'),
      reason text not null check (trim(reason) <> ''),
      set_at timestamptz not null default now(),
      set_by text not null,
      lifted_at timestamptz,
      lifted_by text,
      check (num_nonnulls(metric_id, scope_id) >= 1),
      check ((lifted_at is null) = (lifted_by is null))
    );
    comment on table figure_restriction is
      'Published figures that a federation keeps from the public: of a metric (null: of all), in a scope and below it (null: everywhere). Who may see them says services/access/rules.ts. A row is lifted, never deleted.';
    create unique index figure_restriction_live on figure_restriction (coalesce(metric_id, ''), coalesce(scope_id, ''))
      where lifted_at is null;

    create table embed_token_key (
      key_id text primary key check (key_id ~ '^[0-9a-z]{8}$'),
      secret text not null check (length(secret) >= 43),
      created_at timestamptz not null default now()
    );
    comment on table embed_token_key is
      'What embed tokens are signed with, the newest; older ones are good for as long as a token lives. Made when first needed.';

    alter table import add column federation_code text references federation;
    comment on column import.federation_code is
      'Where who loaded it may load: the lowest federation above all such grants; null: everywhere, or not known. Names of files are shown within it alone.';
    create index import_federation on import (federation_code);
    create index audit_event_looks on audit_event (action, event_no) where purpose is not null;
  `.execute(db);
}
