import { type Kysely, sql } from 'kysely';

/**
 * Enterprises and what is observed of them. Periods are half-open, `[valid_from, valid_to)`; the trick of
 * `int8range(id, id, '[]')` lets a plain GiST index exclude overlaps for one id without an extension.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table enterprise (
      enterprise_id bigint generated always as identity primary key,
      credit_code text not null unique check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
      members_registered_on date,
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on column enterprise.members_registered_on is
      'Day from which the real-name member register of this enterprise is complete; null: members are counted from membership_observation.';
    create index enterprise_import on enterprise (import_id);

    create table enterprise_period (
      enterprise_id bigint not null references enterprise on delete cascade,
      valid_from date not null,
      valid_to date check (valid_to > valid_from),
      name text not null,
      region_code text not null references region,
      park_code text references park,
      unit_type_code text check (unit_type_code ~ '^[0-9]{3}$'),
      industry_code text check (industry_code ~ '^[A-T]([0-9]{2,4})?$'),
      industry_edition text not null default '2017' check (industry_edition in ('2011', '2017')),
      is_non_public boolean not null,
      is_above_scale boolean not null default false,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (enterprise_id, valid_from),
      constraint enterprise_period_overlap exclude using gist
        (int8range(enterprise_id, enterprise_id, '[]') with &&, daterange(valid_from, valid_to) with &&)
    );
    comment on table enterprise_period is
      'Where and what an enterprise was: active while a period covers the day; the first valid_from is the settlement day, an ended last period means closed or moved away.';
    create index enterprise_period_park on enterprise_period (park_code);
    create index enterprise_period_region on enterprise_period (region_code);
    create index enterprise_period_import on enterprise_period (import_id);

    create table headcount_observation (
      enterprise_id bigint not null references enterprise,
      observed_on date not null,
      source text not null check (source in ('census', 'return', 'social_insurance', 'register')),
      worker_count integer not null check (worker_count >= 0),
      female_count integer check (female_count between 0 and worker_count),
      migrant_count integer check (migrant_count between 0 and worker_count),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (enterprise_id, observed_on, source)
    );
    create index headcount_observation_import on headcount_observation (import_id);

    create table membership_observation (
      enterprise_id bigint not null references enterprise,
      observed_on date not null,
      source text not null check (source in ('census', 'return', 'register')),
      member_count integer not null check (member_count >= 0),
      female_count integer check (female_count between 0 and member_count),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (enterprise_id, observed_on, source)
    );
    comment on table membership_observation is
      'Members of one enterprise as counted on a day, whatever number of unions cover it. More members than workers is a warning, not an error.';
    create index membership_observation_import on membership_observation (import_id);
  `.execute(db);
}
