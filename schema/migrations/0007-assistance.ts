import { type Kysely, sql } from 'kysely';

/** Hardship households (困难职工档案) and the assistance they and other workers were given. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hardship_household (
      household_id bigint generated always as identity primary key,
      file_no text not null unique check (file_no ~ '^[0-9A-Z-]{2,32}$'),
      federation_code text not null references federation,
      region_code text not null references region,
      category text not null check (category in ('deep', 'relative', 'accident')),
      cause text check (cause in ('illness', 'disability', 'accident', 'schooling', 'unemployment', 'disaster', 'other')),
      rule_version text not null,
      team text,
      opened_on date not null,
      closed_on date check (closed_on > opened_on),
      close_reason text,
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table hardship_household is 'A file, not a person: no name, no ID number, no address is held here.';
    create index hardship_household_federation on hardship_household (federation_code);
    create index hardship_household_import on hardship_household (import_id);

    create table assistance_grant (
      grant_no text primary key check (grant_no ~ '^[0-9A-Z-]{2,40}$'),
      federation_code text not null references federation,
      household_id bigint references hardship_household,
      beneficiary_class text not null check (beneficiary_class in
        ('frontline', 'hardship', 'cadre', 'all_members', 'unclassified')),
      assistance_type text not null check (assistance_type in
        ('living', 'medical', 'schooling', 'legal', 'training', 'job_placement', 'warmth')),
      amount_cents bigint not null check (amount_cents <> 0),
      fund_source text not null check (fund_source in
        ('union_funds', 'upper_subsidy', 'government', 'donation', 'administration', 'other')),
      paid_on date not null,
      reverses_grant_no text references assistance_grant,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint assistance_grant_file check (beneficiary_class <> 'hardship' or household_id is not null),
      constraint assistance_grant_reversal check ((amount_cents < 0) = (reverses_grant_no is not null))
    );
    comment on table assistance_grant is
      'One payment of assistance by a federation. beneficiary_class hardship needs a file (先建档、后帮扶); amount_cents is negative for a reversal.';
    create index assistance_grant_household on assistance_grant (household_id);
    create index assistance_grant_federation on assistance_grant (federation_code);
    create index assistance_grant_import on assistance_grant (import_id);
  `.execute(db);
}
