import { type Kysely, sql } from 'kysely';

/** Grassroots unions, what they cover, who their registered members are, and what a census found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table trade_union (
      union_id bigint generated always as identity primary key,
      union_code text not null unique check (union_code ~ '^[0-9A-Z-]{2,32}$'),
      credit_code text unique check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
      name text not null,
      org_type text not null check (org_type in ('single', 'joint', 'regional', 'industry', 'federation', 'park', 'township')),
      federation_code text not null references federation,
      region_code text not null references region,
      park_code text references park,
      approved_on date not null,
      approval_no text,
      term_ends_on date check (term_ends_on > approved_on),
      dissolved_on date check (dissolved_on > approved_on),
      chair_kind text check (chair_kind in ('full_time', 'part_time', 'hired')),
      certificate_no text,
      certificate_issued_on date,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      check ((certificate_no is null) = (certificate_issued_on is null))
    );
    comment on table trade_union is
      'Grassroots unions (基层工会) and federations of them. union_code: item 901 of the statistical return. credit_code: the union''s own, beginning with 81.';
    comment on column trade_union.park_code is 'The park whose union this is (org_type park), or in which it sits.';
    create index trade_union_federation on trade_union (federation_code);
    create index trade_union_park on trade_union (park_code);
    create index trade_union_region on trade_union (region_code);
    create index trade_union_import on trade_union (import_id);

    create table coverage_link (
      coverage_link_id bigint generated always as identity primary key,
      enterprise_id bigint not null references enterprise,
      union_id bigint not null references trade_union,
      kind text not null check (kind in
        ('independent', 'joint', 'regional_direct', 'industry_direct', 'organiser', 'federation_secondary')),
      valid_from date not null,
      valid_to date check (valid_to > valid_from),
      evidence text,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint coverage_link_key unique (enterprise_id, union_id, valid_from),
      constraint coverage_link_overlap exclude using gist
        (int8range(enterprise_id, enterprise_id, '[]') with &&, int8range(union_id, union_id, '[]') with &&,
         daterange(valid_from, valid_to) with &&),
      constraint coverage_link_one_independent exclude using gist
        (int8range(enterprise_id, enterprise_id, '[]') with &&, daterange(valid_from, valid_to) with &&)
        where (kind = 'independent')
    );
    comment on table coverage_link is 'Which union covers which enterprise and how, in [valid_from, valid_to).';
    create index coverage_link_union on coverage_link (union_id);
    create index coverage_link_import on coverage_link (import_id);

    create table member (
      member_id bigint generated always as identity primary key,
      member_key text not null check (member_key ~ '^[0-9A-Za-z_-]{8,64}$'),
      enterprise_id bigint not null references enterprise,
      union_id bigint not null references trade_union,
      joined_on date not null,
      left_on date check (left_on > joined_on),
      validity text not null default 'valid' check (validity in ('valid', 'duplicate', 'incomplete')),
      sex_code text not null default '9' check (sex_code in ('0', '1', '2', '9')),
      is_migrant boolean,
      is_frontline boolean,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint member_key_unique unique (member_key, enterprise_id, union_id, joined_on)
    );
    comment on column member.member_key is 'Pseudonym of one person, the same wherever the person is a member; never an ID number or a name.';
    create index member_enterprise on member (enterprise_id);
    create index member_union on member (union_id);
    create index member_import on member (import_id);

    create table census_finding (
      union_id bigint not null references trade_union,
      checked_on date not null,
      result text not null check (result in ('normal', 'shell', 'zombie', 'problem')),
      note text,
      rectified_on date check (rectified_on >= checked_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (union_id, checked_on)
    );
    create index census_finding_import on census_finding (import_id);
  `.execute(db);
}
