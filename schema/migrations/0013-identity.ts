import { type Kysely, sql } from 'kysely';

/**
 * Who may come in, and as what: accounts, their grants, sessions, links, keys. Secrets are kept as sha256 of 256 random
 * bits alone. `access_tree` changes with every change of the trees that grants reach down.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table account (
      account_id bigint generated always as identity primary key,
      kind text not null default 'person' check (kind in ('person', 'service')),
      name text not null check (trim(name) <> ''),
      email text check (email = lower(email)),
      issuer text,
      subject text,
      created_at timestamptz not null default now(),
      created_by text not null,
      last_signed_in_at timestamptz,
      disabled_at timestamptz,
      disabled_by text,
      check ((issuer is null) = (subject is null)),
      check ((disabled_at is null) = (disabled_by is null)),
      constraint account_subject unique (issuer, subject)
    );
    comment on table account is
      'Somebody who signs in, or a program. issuer and subject: as the OpenID provider names them; null until the first sign-in. email: by which the first sign-in finds the account.';
    create unique index account_email on account (email) where email is not null;

    create table access_grant (
      grant_id bigint generated always as identity primary key,
      account_id bigint not null references account,
      role text not null check (role in
        ('portal', 'analyst', 'officer', 'assistance_officer', 'reviewer', 'leader', 'administrator')),
      federation_code text references federation,
      granted_at timestamptz not null default now(),
      granted_by text not null,
      expires_at timestamptz,
      revoked_at timestamptz,
      revoked_by text,
      check ((revoked_at is null) = (revoked_by is null))
    );
    comment on column access_grant.federation_code is 'The grant holds in the subtree of this federation; null: everywhere.';
    create index access_grant_account on access_grant (account_id);

    create table sign_in_link (
      token_sha256 text primary key check (token_sha256 ~ '^[0-9a-f]{64}$'),
      account_id bigint not null references account,
      created_at timestamptz not null default now(),
      created_by text not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    comment on table sign_in_link is 'A link that signs in once, for the first administrator and for who has lost the way in.';

    create table account_session (
      session_sha256 text primary key check (session_sha256 ~ '^[0-9a-f]{64}$'),
      account_id bigint not null references account,
      method text not null check (method in ('oidc', 'link')),
      created_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    comment on table account_session is 'Signed-in browsers. A row that is gone is a session that has ended.';
    create index account_session_account on account_session (account_id);

    create table sign_in_attempt (
      state_sha256 text primary key check (state_sha256 ~ '^[0-9a-f]{64}$'),
      code_verifier text not null,
      nonce text not null,
      return_to text not null,
      expires_at timestamptz not null
    );
    comment on table sign_in_attempt is 'Sign-ins on their way through the OpenID provider; each is used once.';

    create table api_key (
      key_prefix text primary key check (key_prefix ~ '^[0-9a-z]{12}$'),
      secret_sha256 text not null check (secret_sha256 ~ '^[0-9a-f]{64}$'),
      account_id bigint not null references account,
      name text not null check (trim(name) <> ''),
      role text not null check (role in ('portal', 'analyst', 'officer', 'reviewer', 'leader')),
      federation_code text references federation,
      created_at timestamptz not null default now(),
      created_by text not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      revoked_by text,
      last_used_at timestamptz,
      check ((revoked_at is null) = (revoked_by is null))
    );
    comment on table api_key is
      'A key of an account, for one role in one subtree; good as long as the account itself holds that role there. No key administers or looks at personal data.';
    create index api_key_account on api_key (account_id);

    create table access_tree (
      only_row boolean primary key default true check (only_row),
      version uuid not null default gen_random_uuid()
    );
    comment on table access_tree is 'A new version after every change of federations or regions, so that who keeps subtrees in memory reads them again.';
    insert into access_tree default values;
    create function renew_access_tree() returns trigger language plpgsql as $$
    begin
      insert into access_tree default values
        on conflict (only_row) do update set version = gen_random_uuid();
      return null;
    end $$;
    create trigger federation_renews_tree after insert or update or delete or truncate on federation
      for each statement execute function renew_access_tree();
    create trigger region_renews_tree after insert or update or delete or truncate on region
      for each statement execute function renew_access_tree();
  `.execute(db);
}
