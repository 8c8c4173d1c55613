import { type Kysely, sql } from 'kysely';

/** What screens in halls show, and the tokens by which they show it without anybody signing in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wall (
      wall_code text primary key check (wall_code ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
      name text not null check (trim(name) <> ''),
      scope_id text not null check (scope_id ~ '^(region|park|federation):[0-9A-Za-z_-]{1,40}$'),
      views jsonb not null check (jsonb_typeof(views) = 'array'),
      language text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
      theme text not null default 'dark' check (theme in ('dark', 'light')),
      version integer not null default 1 check (version > 0),
      created_by text not null,
      created_at timestamptz not null default now(),
      changed_by text not null,
      changed_at timestamptz not null default now(),
      ended_by text,
      ended_at timestamptz,
      check ((ended_at is null) = (ended_by is null))
    );
    comment on table wall is 'A named list of views that a screen shows in turn: published figures of one scope.';
    comment on column wall.views is 'Each {kind, metrics, seconds}, in their order; services/access/display/views.ts says which there are.';

    create table display_token (
      display_id bigint generated always as identity primary key,
      wall_code text not null references wall,
      name text not null check (trim(name) <> ''),
      secret_sha256 text not null unique check (secret_sha256 ~ '^[0-9a-f]{64}$'),
      created_by text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      last_used_at timestamptz,
      revoked_by text,
      revoked_at timestamptz,
      check ((revoked_at is null) = (revoked_by is null))
    );
    comment on table display_token is
      'Lets one screen show one wall, and nothing else, until it expires or is taken back. name: where the screen hangs. The secret is kept as a hash.';
    create index display_token_wall on display_token (wall_code);
  `.execute(db);
}
