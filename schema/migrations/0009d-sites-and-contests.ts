import { type Kysely, sql } from 'kysely';

/** Places that serve workers (studios, care stations, mother-and-baby rooms) with their stars, and contests with their entries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table service_site (
      site_code text primary key check (site_code ~ '^[0-9A-Z-]{2,32}$'),
      kind text not null check (kind in ('model_worker_studio', 'care_station', 'mother_baby_room')),
      name text not null,
      federation_code text not null references federation,
      region_code text not null references region,
      park_code text references park,
      enterprise_id bigint references enterprise,
      opened_on date not null,
      closed_on date check (closed_on > opened_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table service_site is 'One site, open in [opened_on, closed_on). enterprise_id: the enterprise it stands in.';
    create index service_site_federation on service_site (federation_code);
    create index service_site_enterprise on service_site (enterprise_id);
    create index service_site_import on service_site (import_id);

    create table service_site_rating (
      site_code text not null references service_site,
      decided_on date not null,
      level integer check (level between 1 and 5),
      outcome text not null check (outcome in ('first', 'keep', 'raise', 'lower', 'remove', 'not_rated')),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (site_code, decided_on),
      check ((level is not null) = (outcome in ('first', 'keep', 'raise', 'lower')))
    );
    comment on table service_site_rating is
      'Stars given to a site on a day; they hold until the next decision. level: null when removed or reviewed without a star.';
    create index service_site_rating_import on service_site_rating (import_id);

    create table contest (
      contest_code text primary key check (contest_code ~ '^[0-9A-Z-]{2,32}$'),
      kind text not null check (kind in ('ankang_cup', 'labour', 'skills', 'quarterly_match')),
      name text not null,
      federation_code text not null references federation,
      starts_on date not null,
      ends_on date not null check (ends_on >= starts_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table contest is 'One contest, held in [starts_on, ends_on], both days included.';
    create index contest_import on contest (import_id);

    create table contest_entry (
      contest_code text not null references contest on delete cascade,
      entry_no text not null check (entry_no ~ '^[0-9A-Z-]{1,32}$'),
      enterprise_id bigint references enterprise,
      union_id bigint references trade_union,
      entered_on date not null,
      entrant_count integer not null check (entrant_count >= 0),
      is_approximate boolean not null default false,
      honour text,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (contest_code, entry_no),
      constraint contest_entry_entrant check (num_nonnulls(enterprise_id, union_id) >= 1)
    );
    comment on table contest_entry is 'One enterprise or union that entered a contest, with how many workers.';
    comment on column contest_entry.is_approximate is 'entrant_count is 近 or 约: shown as about.';
    create index contest_entry_enterprise on contest_entry (enterprise_id);
    create index contest_entry_union on contest_entry (union_id);
    create index contest_entry_import on contest_entry (import_id);
  `.execute(db);
}
