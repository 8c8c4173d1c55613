import { type Kysely, sql } from 'kysely';

/** What became of each night: runs, their steps and checks, and the drifts that a reviewer accepted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table night_run (
      run_id uuid primary key,
      as_of date not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      outcome text not null check (outcome in ('running', 'published', 'failed', 'interrupted')),
      trigger text not null check (trigger in ('command', 'clock', 'start')),
      host text not null,
      code_version text not null,
      publication_id text,
      exit_code integer,
      error_code text,
      error_zh text,
      error_en text,
      check ((outcome = 'failed') = (error_code is not null)),
      check ((outcome = 'published') = (publication_id is not null))
    );
    comment on table night_run is
      'One attempt to build and publish the figures of a day. interrupted: it was killed and never said how it ended.';
    comment on column night_run.exit_code is 'Exit code of its process by the table in docs/operate.md; null while it runs and when it was killed.';
    create index night_run_started on night_run (started_at desc);

    create table night_run_step (
      run_id uuid not null references night_run on delete cascade,
      position integer not null,
      step text not null,
      duration_ms integer not null check (duration_ms >= 0),
      row_count bigint check (row_count >= 0),
      rows_by_table jsonb not null default '{}',
      primary key (run_id, position)
    );
    comment on column night_run_step.row_count is
      'Rows that the step read (extract) or published (files); null for steps that count none.';

    create table night_run_check (
      run_id uuid not null references night_run on delete cascade,
      position integer not null,
      name text not null,
      severity text not null check (severity in ('block', 'warn')),
      failure_count bigint not null check (failure_count >= 0),
      sample jsonb not null default '[]',
      primary key (run_id, position)
    );
    comment on table night_run_check is 'What each check of a run found: how many rows break the promise, and the first few of them.';

    create table drift_acceptance (
      drift_acceptance_id bigint generated always as identity primary key,
      register text not null,
      rows_before bigint not null check (rows_before >= 0),
      rows_after bigint not null check (rows_after >= 0),
      accepted_by text not null check (trim(accepted_by) <> ''),
      reason text not null check (trim(reason) <> ''),
      accepted_at timestamptz not null default now(),
      check (rows_before <> rows_after)
    );
    comment on table drift_acceptance is
      'A change of the row count of a register beyond its tolerance that a reviewer answers for: exactly this one, for ever.';

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is kept for ever', tg_table_name;
    end $$;
    create trigger drift_acceptance_for_ever before update or delete on drift_acceptance
      for each row execute function refuse_change();
  `.execute(db);
}
