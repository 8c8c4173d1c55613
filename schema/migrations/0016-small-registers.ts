import { type Kysely, sql } from 'kysely';

/**
 * Small registers that share a shape, a kind a row: activities, honours, enrolments, cases; and those that have one of
 * their own: suggestions, apprenticeships, start-up loans, visits to enterprises, star plans, rules of places.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table activity (
      activity_no text primary key check (activity_no ~ '^[0-9A-Z-]{2,40}$'),
      kind text not null check (kind in ('party_union', 'legal_outreach', 'model_worker_talk', 'adviser_training',
        'cadre_training', 'frontline_service', 'tripartite_meeting', 'democratic_meeting', 'satisfaction_vote',
        'employment_training', 'job_placement', 'startup_guidance', 'contact_card', 'study_session', 'study_essay',
        'information_report', 'publication', 'retired_cadre_service')),
      name text not null,
      federation_code text not null references federation,
      region_code text not null references region,
      union_id bigint references trade_union,
      enterprise_id bigint references enterprise,
      held_on date not null,
      session_count integer not null default 1 check (session_count > 0),
      attendee_count integer check (attendee_count >= 0),
      favourable_count integer check (favourable_count between 0 and attendee_count),
      item_count integer check (item_count >= 0),
      level text check (level in ('company', 'plant', 'team')),
      target_group text check (target_group in ('laid_off', 'hardship', 'migrant', 'other')),
      is_frontline boolean not null default false,
      is_approximate boolean not null default false,
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table activity is 'Something held or done on a day. Which columns a kind needs stands in schema/registers/kinds.ts.';
    comment on column activity.favourable_count is 'Of the attendees of a vote, those who are satisfied.';
    create index activity_federation on activity (federation_code, held_on);
    create index activity_union on activity (union_id);
    create index activity_enterprise on activity (enterprise_id);
    create index activity_import on activity (import_id);

    create table honour (
      honour_no text primary key check (honour_no ~ '^[0-9A-Z-]{2,40}$'),
      kind text not null check (kind in ('harmonious_unit', 'model_home', 'model_small_home', 'six_good', 'five_have',
        'finest_worker', 'learning_worker', 'model_worker')),
      level text not null check (level in ('nation', 'province', 'city', 'county', 'town')),
      federation_code text not null references federation,
      region_code text not null references region,
      enterprise_id bigint references enterprise,
      union_id bigint references trade_union,
      recipient_federation_code text references federation,
      person_key text check (person_key ~ '^[0-9A-Za-z_-]{8,64}$'),
      result text not null default 'awarded' check (result in ('awarded', 'nominated', 'not_reached')),
      criteria_met_count integer check (criteria_met_count between 0 and 20),
      awarded_on date not null,
      revoked_on date check (revoked_on > awarded_on),
      document text,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint honour_recipient check (num_nonnulls(enterprise_id, union_id, recipient_federation_code, person_key) >= 1)
    );
    comment on table honour is 'A title or award, held in [awarded_on, revoked_on).';
    comment on column honour.person_key is 'Pseudonym of a person, as in member; never a name.';
    create index honour_federation on honour (federation_code, awarded_on);
    create index honour_union on honour (union_id);
    create index honour_enterprise on honour (enterprise_id);
    create index honour_import on honour (import_id);

    create table enrolment (
      enrolment_no text primary key check (enrolment_no ~ '^[0-9A-Z-]{2,40}$'),
      kind text not null check (kind in ('joint_pledge', 'bargaining_adviser', 'bargaining_negotiator', 'full_time_officer',
        'part_time_officer', 'hired_chair', 'review_board', 'reform_pilot', 'village_enterprise_pilot')),
      federation_code text not null references federation,
      region_code text not null references region,
      enterprise_id bigint references enterprise,
      union_id bigint references trade_union,
      person_key text check (person_key ~ '^[0-9A-Za-z_-]{8,64}$'),
      starts_on date not null,
      ends_on date check (ends_on > starts_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint enrolment_one check (num_nonnulls(enterprise_id, union_id, person_key) >= 1)
    );
    comment on table enrolment is 'Who or what takes part in something, in [starts_on, ends_on).';
    create index enrolment_federation on enrolment (federation_code);
    create index enrolment_union on enrolment (union_id);
    create index enrolment_enterprise on enrolment (enterprise_id);
    create index enrolment_import on enrolment (import_id);

    create table rights_case (
      case_no text primary key check (case_no ~ '^[0-9A-Z-]{2,40}$'),
      kind text not null check (kind in ('dispute', 'appeal', 'wage_arrears', 'rights_platform', 'audit_finding')),
      channel text check (channel in ('visit', 'letter', 'hotline', 'online', 'outreach', 'transferred', 'audit')),
      federation_code text not null references federation,
      region_code text not null references region,
      enterprise_id bigint references enterprise,
      union_id bigint references trade_union,
      opened_on date not null,
      due_on date check (due_on >= opened_on),
      closed_on date check (closed_on >= opened_on),
      result text check (result in ('resolved', 'partly', 'unresolved', 'referred', 'withdrawn')),
      worker_count integer check (worker_count >= 0),
      claimed_cents bigint check (claimed_cents > 0),
      recovered_cents bigint check (recovered_cents > 0),
      is_approximate boolean not null default false,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint rights_case_result check ((closed_on is null) = (result is null)),
      constraint rights_case_recovered check (recovered_cents <= claimed_cents)
    );
    comment on table rights_case is 'A case from its opening to its closing. No person and no story is held.';
    create index rights_case_federation on rights_case (federation_code, opened_on);
    create index rights_case_enterprise on rights_case (enterprise_id);
    create index rights_case_union on rights_case (union_id);
    create index rights_case_import on rights_case (import_id);

    create table suggestion (
      suggestion_no text primary key check (suggestion_no ~ '^[0-9A-Z-]{2,40}$'),
      union_id bigint not null references trade_union,
      submitted_on date not null,
      decided_on date check (decided_on >= submitted_on),
      is_adopted boolean,
      implemented_on date check (implemented_on >= submitted_on),
      benefit_cents bigint check (benefit_cents > 0),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint suggestion_decided check ((decided_on is null) = (is_adopted is null)),
      constraint suggestion_implemented check (implemented_on is null or is_adopted)
    );
    comment on table suggestion is 'A rationalisation proposal (合理化建议) of workers. Its text is not held.';
    create index suggestion_union on suggestion (union_id);
    create index suggestion_import on suggestion (import_id);

    create table apprenticeship (
      apprenticeship_no text primary key check (apprenticeship_no ~ '^[0-9A-Z-]{2,40}$'),
      union_id bigint not null references trade_union,
      master_key text not null check (master_key ~ '^[0-9A-Za-z_-]{8,64}$'),
      apprentice_key text not null check (apprentice_key ~ '^[0-9A-Za-z_-]{8,64}$'),
      skill text not null,
      starts_on date not null,
      ends_on date check (ends_on > starts_on),
      graduated_on date check (graduated_on > starts_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      check (master_key <> apprentice_key)
    );
    comment on table apprenticeship is 'A master and an apprentice (师徒结对), in [starts_on, ends_on); both by pseudonym.';
    create index apprenticeship_union on apprenticeship (union_id);
    create index apprenticeship_import on apprenticeship (import_id);

    create table startup_loan (
      loan_no text primary key check (loan_no ~ '^[0-9A-Z-]{2,40}$'),
      federation_code text not null references federation,
      region_code text not null references region,
      borrower_kind text not null check (borrower_kind in ('enterprise', 'person')),
      enterprise_id bigint references enterprise,
      bank text not null,
      granted_on date not null,
      line_cents bigint not null check (line_cents > 0),
      closed_on date check (closed_on > granted_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint startup_loan_borrower check ((borrower_kind = 'enterprise') or enterprise_id is null)
    );
    comment on table startup_loan is 'A credit line of the May-Day start-up loan (五一创业贷), open in [granted_on, closed_on).';
    create index startup_loan_federation on startup_loan (federation_code);
    create index startup_loan_enterprise on startup_loan (enterprise_id);
    create index startup_loan_import on startup_loan (import_id);

    create table enterprise_visit (
      visit_no text primary key check (visit_no ~ '^[0-9A-Z-]{2,40}$'),
      federation_code text not null references federation,
      enterprise_id bigint not null references enterprise,
      visited_on date not null,
      team text,
      problem text not null default 'none' check (problem in ('none', 'labour', 'finance', 'market', 'policy', 'rights', 'other')),
      due_on date check (due_on >= visited_on),
      solved_on date check (solved_on >= visited_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint enterprise_visit_problem check (problem <> 'none' or num_nonnulls(due_on, solved_on) = 0)
    );
    comment on table enterprise_visit is 'A visit to an enterprise (进企业、解难题、促发展), and the problem that it raised.';
    create index enterprise_visit_enterprise on enterprise_visit (enterprise_id);
    create index enterprise_visit_federation on enterprise_visit (federation_code);
    create index enterprise_visit_import on enterprise_visit (import_id);

    create table star_plan (
      union_id bigint not null references trade_union,
      scheme_code text not null references rating_scheme,
      target_level integer not null check (target_level between 1 and 9),
      planned_on date not null,
      due_on date not null check (due_on >= planned_on),
      criteria_class text,
      withdrawn_on date check (withdrawn_on >= planned_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (union_id, scheme_code, due_on)
    );
    comment on table star_plan is 'The star that a union is to reach by a day. criteria_class: by which criteria it is screened (分类推进).';
    create index star_plan_import on star_plan (import_id);

    create table regional_rule (
      region_code text not null references region,
      kind text not null check (kind in ('union_eligibility_months', 'offer_reply_days', 'offer_reply_workdays',
        'renewal_notice_days', 'warmth_cap_per_time_yuan', 'warmth_cap_per_year_yuan', 'stage_idle_days')),
      value integer not null check (value > 0),
      valid_from date not null,
      valid_to date check (valid_to > valid_from),
      document text,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (region_code, kind, valid_from)
    );
    comment on table regional_rule is
      'A rule of a place, in [valid_from, valid_to); it holds for every place below that has none of its kind.';
    create index regional_rule_import on regional_rule (import_id);
  `.execute(db);
}
