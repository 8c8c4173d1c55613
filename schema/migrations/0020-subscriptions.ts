import { type Kysely, sql } from 'kysely';

/**
 * What accounts want to be told of, and what they were told. A notice is put down once by its id, in the transaction that
 * says its publication was judged; sending it is another matter, which may fail and is tried again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscription (
      subscription_id bigint generated always as identity primary key,
      account_id bigint not null references account,
      name text not null check (trim(name) <> ''),
      event text not null check (event in ('threshold', 'behind', 'stale', 'briefing', 'night')),
      metric_id text,
      scope_id text,
      comparison text check (comparison in ('>', '>=', '<', '<=')),
      threshold double precision,
      months integer check (months between 1 and 12),
      channel text not null check (channel in ('email', 'wecom', 'dingtalk', 'webhook')),
      address_sealed text check (address_sealed ~ '^v1[.]'),
      secret_sealed text check (secret_sealed ~ '^v1[.]'),
      address_shown text,
      language text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
      version integer not null default 1 check (version > 0),
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      ended_at timestamptz,
      ended_by text,
      check ((ended_at is null) = (ended_by is null)),
      constraint subscription_address check ((channel = 'email') = (address_sealed is null)),
      constraint subscription_threshold check ((threshold is null) = (comparison is null)),
      constraint subscription_subject check (
        (event in ('threshold', 'behind', 'stale') and metric_id is not null and scope_id is not null)
        or (event = 'briefing' and metric_id is null and scope_id is not null)
        or (event = 'night' and metric_id is null and scope_id is null)
      )
    );
    comment on table subscription is
      'What an account wants to be told of, and how. E-mail goes to the address of the account. Addresses and secrets of webhooks are sealed; address_shown names the host alone.';
    comment on column subscription.threshold is 'In the unit of the metric, a fraction for a rate; null: the target that holds for the scope.';
    comment on column subscription.months is 'behind: so many months running; null: 2.';
    create index subscription_account on subscription (account_id);
    create index subscription_running on subscription (event) where ended_at is null;

    create table subscription_notice (
      notice_id text primary key,
      subscription_id bigint not null references subscription,
      event text not null check (event in ('threshold', 'behind', 'stale', 'briefing', 'night', 'test')),
      publication_id text,
      as_of date,
      content jsonb not null,
      state text not null default 'waiting' check (state in ('waiting', 'sent', 'given_up', 'stopped')),
      attempts integer not null default 0 check (attempts >= 0),
      next_at timestamptz not null default now(),
      claimed_until timestamptz,
      last_error text,
      created_at timestamptz not null default now(),
      settled_at timestamptz,
      check ((settled_at is null) = (state = 'waiting'))
    );
    comment on table subscription_notice is
      'Something a subscription is told, once: the id is made of the subscription, the event and the publication or month. stopped: the account could not read it any more when it was to be sent.';
    create index subscription_notice_subscription on subscription_notice (subscription_id, created_at desc);
    create index subscription_notice_waiting on subscription_notice (next_at) where state = 'waiting';

    create table subscription_judgement (
      publication_id text primary key,
      judged_at timestamptz not null default now(),
      fired_count integer not null check (fired_count >= 0)
    );
    comment on table subscription_judgement is 'The publications that were held against every subscription.';
  `.execute(db);
}
