import { type Kysely, sql } from 'kysely';

/** Campaigns (集中建会月, 突击月) with a goal a place, and the stages that an enterprise passes on its way to a union. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign (
      campaign_code text primary key check (campaign_code ~ '^[0-9A-Z-]{2,32}$'),
      name text not null,
      kind text not null check (kind in ('unionisation', 'bargaining', 'settlement', 'census')),
      federation_code text not null references federation,
      starts_on date not null,
      ends_on date not null check (ends_on >= starts_on),
      document text,
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table campaign is
      'Work done together in a window, [starts_on, ends_on], both days included. federation_code: who runs it, for its whole subtree.';
    create index campaign_import on campaign (import_id);

    create table campaign_goal (
      campaign_code text not null references campaign on delete cascade,
      scope_id text not null check (scope_id ~ '^(region|park|federation|union):[0-9A-Z-]+$'),
      goal_count integer not null check (goal_count > 0),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (campaign_code, scope_id)
    );
    comment on table campaign_goal is
      'How many a scope is to reach in a campaign: enterprises with their first union in a unionisation campaign, agreements in a bargaining one. Goals of a scope and of those below it are set apart, never added.';
    create index campaign_goal_import on campaign_goal (import_id);

    create table unionisation_event (
      enterprise_id bigint not null references enterprise,
      stage text not null check (stage in ('found', 'contacted', 'preparing', 'approved', 'established')),
      occurred_on date not null,
      officer text,
      next_action_on date check (next_action_on >= occurred_on),
      campaign_code text references campaign,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (enterprise_id, stage, occurred_on)
    );
    comment on table unionisation_event is
      'A stage that an enterprise reached on the way to a union. A stage may be reached again, after a refusal; the latest event says where the enterprise stands.';
    comment on column unionisation_event.next_action_on is 'When the next step is planned; null when none is.';
    create index unionisation_event_campaign on unionisation_event (campaign_code);
    create index unionisation_event_import on unionisation_event (import_id);
  `.execute(db);
}
