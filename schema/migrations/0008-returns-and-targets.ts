import { type Kysely, sql } from 'kysely';

/** Aggregate returns (a park or town that reports counts only) and targets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table aggregate_return (
      aggregate_return_id bigint generated always as identity primary key,
      park_code text references park,
      region_code text references region,
      reported_on date not null,
      enterprise_count integer not null check (enterprise_count >= 0),
      covered_count integer not null check (covered_count between 0 and enterprise_count),
      worker_count integer not null check (worker_count >= 0),
      member_count integer not null check (member_count >= 0),
      union_count integer check (union_count >= 0),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      constraint aggregate_return_one_place check (num_nonnulls(park_code, region_code) = 1),
      constraint aggregate_return_key unique nulls not distinct (park_code, region_code, reported_on)
    );
    comment on table aggregate_return is
      'Counts reported by a park or a town for a day. They are used where the register holds no enterprise of that place.';
    create index aggregate_return_import on aggregate_return (import_id);

    create table target (
      target_code text primary key check (target_code ~ '^[0-9A-Z-]{2,48}$'),
      metric_id text not null check (metric_id ~ '^[a-z][a-z0-9_]*$'),
      scope_id text not null check (scope_id ~ '^(region|park|federation|union):[0-9A-Z-]+$'),
      starts_on date not null,
      ends_on date not null,
      baseline_value numeric(12, 6),
      target_value numeric(12, 6) not null,
      comparison text not null check (comparison in ('>', '>=')),
      calendar_method text not null default 'day' check (calendar_method in ('day', 'month')),
      is_inherited boolean not null default true,
      document text,
      clause text,
      approved_by text,
      supersedes_code text references target,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      check (ends_on > starts_on),
      check (supersedes_code is distinct from target_code)
    );
    comment on table target is
      'A target of one metric for one scope, in [starts_on, ends_on], both days included. is_inherited: holds for every scope below unless one has its own.';
    create index target_metric_scope on target (metric_id, scope_id);
    create index target_import on target (import_id);

    create table target_milestone (
      target_code text not null references target on delete cascade,
      due_on date not null,
      value numeric(12, 6) not null,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (target_code, due_on)
    );
    create index target_milestone_import on target_milestone (import_id);
  `.execute(db);
}
