import { type Kysely, sql } from 'kysely';

/** Collective bargaining: offers (要约书), agreements of every kind and the enterprises that an agreement covers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table bargaining_offer (
      offer_no text primary key check (offer_no ~ '^[0-9A-Z-]{2,40}$'),
      federation_code text not null references federation,
      region_code text not null references region,
      enterprise_id bigint references enterprise,
      sent_on date not null,
      reply_due_on date not null check (reply_due_on > sent_on),
      replied_on date check (replied_on >= sent_on),
      reply text check (reply in ('accepted', 'refused', 'negotiating')),
      campaign_code text references campaign,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      check ((reply is null) = (replied_on is null))
    );
    comment on table bargaining_offer is
      'One offer to bargain over wages. enterprise_id: null when it went to the employers of a region or an industry.';
    comment on column bargaining_offer.reply_due_on is
      'Last day on which a reply is in time; the number of days differs from place to place, so the day itself is held.';
    create index bargaining_offer_federation on bargaining_offer (federation_code);
    create index bargaining_offer_enterprise on bargaining_offer (enterprise_id);
    create index bargaining_offer_campaign on bargaining_offer (campaign_code);
    create index bargaining_offer_import on bargaining_offer (import_id);

    create table agreement (
      agreement_no text primary key check (agreement_no ~ '^[0-9A-Z-]{2,40}$'),
      kind text not null check (kind in ('wage', 'collective', 'skill_grade', 'regional_wage', 'female_special')),
      federation_code text not null references federation,
      region_code text not null references region,
      union_id bigint references trade_union,
      offer_no text references bargaining_offer,
      signed_on date not null,
      valid_from date not null,
      expires_on date not null check (expires_on > valid_from),
      terminated_on date,
      renews_agreement_no text references agreement,
      covered_enterprise_count integer check (covered_enterprise_count >= 0),
      covered_worker_count integer check (covered_worker_count >= 0),
      covered_female_count integer check (covered_female_count >= 0),
      is_approximate boolean not null default false,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      check (expires_on > signed_on),
      check (terminated_on > valid_from and terminated_on < expires_on),
      check (covered_female_count <= covered_worker_count),
      check (renews_agreement_no is distinct from agreement_no)
    );
    comment on table agreement is
      'One signed agreement, in force in [valid_from, expires_on), or until terminated_on when it was ended early.';
    comment on column agreement.expires_on is 'First day on which it no longer holds.';
    comment on column agreement.renews_agreement_no is 'The agreement that this one follows; null for a first one.';
    comment on column agreement.offer_no is 'The offer that led to it; only such agreements count as the result of an offer.';
    comment on column agreement.is_approximate is 'The covered counts are 近 or 约: shown as about.';
    create index agreement_federation on agreement (federation_code);
    create index agreement_union on agreement (union_id);
    create index agreement_offer on agreement (offer_no);
    create index agreement_renews on agreement (renews_agreement_no);
    create index agreement_import on agreement (import_id);

    create table agreement_enterprise (
      agreement_no text not null references agreement on delete cascade,
      enterprise_id bigint not null references enterprise,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (agreement_no, enterprise_id)
    );
    comment on table agreement_enterprise is
      'Which enterprises an agreement covers by name; its covered counts may be larger where the list is not whole.';
    create index agreement_enterprise_enterprise on agreement_enterprise (enterprise_id);
    create index agreement_enterprise_import on agreement_enterprise (import_id);
  `.execute(db);
}
