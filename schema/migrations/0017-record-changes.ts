import { type Kysely, sql } from 'kysely';

/** Tables whose rows are named by several columns: each row gets a number of its own, so that it can be asked for by one. */
const namedByMany = [
  'enterprise_period',
  'headcount_observation',
  'membership_observation',
  'census_finding',
  'rating_level',
  'star_rating',
  'star_plan',
  'ledger_account',
  'frontline_rule_account',
  'light_band',
  'target_milestone',
  'campaign_goal',
  'unionisation_event',
  'agreement_enterprise',
  'household_visit',
  'service_site_rating',
  'contest_entry',
  'regional_rule',
];

/** Single records are written like files: an import each, with what was done and why. And returns on their way up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import drop constraint import_file_format_check;
    alter table import add constraint import_file_format_check check (file_format in ('xlsx', 'csv', 'form'));
    alter table import add column action text;
    alter table import add column reason text;
    comment on column import.file_format is 'form: one step of an officer rather than a file; file_name then names the records.';
    comment on column import.action is 'What a form did: create, correct, end, void, or a step of a workflow; null for files.';

    create table return_filing (
      filing_no text primary key check (filing_no ~ '^[0-9A-Z-]{2,40}$'),
      federation_code text not null references federation,
      park_code text references park,
      region_code text references region,
      reported_on date not null,
      enterprise_count integer not null check (enterprise_count >= 0),
      covered_count integer not null check (covered_count between 0 and enterprise_count),
      worker_count integer not null check (worker_count >= 0),
      member_count integer not null check (member_count >= 0),
      union_count integer check (union_count >= 0),
      drafted_on date not null,
      submitted_on date check (submitted_on >= drafted_on),
      returned_on date check (returned_on >= submitted_on),
      return_reason text,
      accepted_on date check (accepted_on >= submitted_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint return_filing_one_place check (num_nonnulls(park_code, region_code) = 1),
      constraint return_filing_reason check ((returned_on is null) = (return_reason is null)),
      constraint return_filing_decided check (num_nonnulls(returned_on, accepted_on) <= 1)
    );
    comment on table return_filing is
      'An aggregate return on its way: drafted, submitted, returned with a reason or accepted. federation_code: who files it; the federation above decides. Only an accepted one becomes an aggregate_return, and so a figure.';
    create index return_filing_federation on return_filing (federation_code);
    create index return_filing_import on return_filing (import_id);
  `.execute(db);
  for (const table of namedByMany) {
    await sql`alter table ${sql.table(table)} add column record_id bigint generated always as identity`.execute(db);
    await sql`create unique index ${sql.ref(`${table}_record`)} on ${sql.table(table)} (record_id)`.execute(db);
  }
}
