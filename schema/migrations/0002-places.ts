import { type Kysely, sql } from 'kysely';

/** Places and the federation tree: regions, federations, parks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table region (
      region_code text primary key check (region_code ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
      name text not null,
      level text not null check (level in ('nation', 'province', 'city', 'county', 'town', 'village')),
      parent_code text references region,
      retired_on date,
      successor_codes text[] not null default '{}',
      check ((level = 'nation') = (parent_code is null and retired_on is null)),
      check (retired_on is not null or successor_codes = '{}')
    );
    comment on table region is 'GB/T 2260 codes and the NBS town level. retired_on: null while in use; the first revision without the code otherwise.';
    create index region_parent on region (parent_code);

    create table federation (
      federation_code text primary key check (federation_code ~ '^[0-9A-Z-]{2,32}$'),
      name text not null,
      level text not null check (level in ('nation', 'province', 'city', 'county', 'town', 'industry')),
      parent_code text references federation,
      region_code text not null references region,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      check (parent_code is distinct from federation_code)
    );
    comment on table federation is 'The tree of federations above the grassroots (总工会 of each level, 产业工会).';
    create index federation_parent on federation (parent_code);
    create index federation_import on federation (import_id);

    create table park (
      park_code text primary key check (park_code ~ '^[0-9A-Z-]{2,32}$'),
      official_catalogue_no text,
      name text not null,
      level text not null check (level in ('national', 'province', 'city', 'county')),
      region_code text not null references region,
      opened_on date not null,
      closed_on date check (closed_on > opened_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table park is 'Industrial parks (园区). park_code: the NBS town-level code where the park has one, otherwise a local code.';
    create index park_region on park (region_code);
    create index park_import on park (import_id);
  `.execute(db);
}
