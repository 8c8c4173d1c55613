import { type Kysely, sql } from 'kysely';

/** What is followed to its end: proposals of workers' congresses, visits to households in hardship, pairs of unions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table congress_proposal (
      proposal_no text primary key check (proposal_no ~ '^[0-9A-Z-]{2,40}$'),
      union_id bigint references trade_union,
      federation_code text references federation,
      owner_unit text not null,
      accepted_on date not null,
      due_on date not null check (due_on >= accepted_on),
      feedback_on date check (feedback_on >= accepted_on),
      needs_rectification boolean not null default false,
      rectified_on date check (rectified_on >= accepted_on),
      satisfaction text check (satisfaction in ('satisfied', 'basically_satisfied', 'dissatisfied')),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint congress_proposal_one_holder check (num_nonnulls(union_id, federation_code) = 1),
      check (rectified_on is null or needs_rectification),
      check (satisfaction is null or feedback_on is not null)
    );
    comment on table congress_proposal is
      'One proposal that the workers'' congress of a union, or of a federation''s area, accepted. Its text is not held.';
    comment on column congress_proposal.due_on is 'Last day on which feedback is in time.';
    create index congress_proposal_union on congress_proposal (union_id);
    create index congress_proposal_federation on congress_proposal (federation_code);
    create index congress_proposal_import on congress_proposal (import_id);

    create table household_visit (
      household_id bigint not null references hardship_household,
      visited_on date not null,
      programme text not null check (programme in ('two_month', 'quarterly', 'festival')),
      team text,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (household_id, visited_on, programme)
    );
    comment on table household_visit is
      'One visit to a household under one programme; a visit that serves two is two rows. No diary and no name is held.';
    create index household_visit_import on household_visit (import_id);

    create table union_pairing (
      pairing_code text primary key check (pairing_code ~ '^[0-9A-Z-]{2,32}$'),
      programme text not null check (programme in
        ('joint_prosper', 'joint_strengthen', 'pairing', 'village_enterprise', 'party_union')),
      union_id bigint not null references trade_union,
      partner_union_id bigint references trade_union,
      partner_name text,
      starts_on date not null,
      ends_on date check (ends_on > starts_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint union_pairing_one_partner check (num_nonnulls(partner_union_id, partner_name) = 1),
      check (partner_union_id <> union_id)
    );
    comment on table union_pairing is
      'Two that work together, in [starts_on, ends_on): a union, and either another union or a partner named only.';
    create index union_pairing_union on union_pairing (union_id);
    create index union_pairing_partner on union_pairing (partner_union_id);
    create index union_pairing_import on union_pairing (import_id);
  `.execute(db);
}
