import { type Kysely, sql } from 'kysely';

/** Periods whose figures are final, and the reasons for which they may change all the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table closed_period (
      period_kind text not null check (period_kind in ('month', 'calendar_year', 'union_year')),
      period_start date not null,
      ends_on date not null,
      closed_by text not null check (trim(closed_by) <> ''),
      closed_at timestamptz not null default now(),
      note text,
      primary key (period_kind, period_start),
      check (ends_on = (period_start + case period_kind when 'month' then interval '1 month' else interval '1 year' end)::date - 1),
      check (extract(day from period_start) = 1),
      check (period_kind <> 'calendar_year' or extract(month from period_start) = 1),
      check (period_kind <> 'union_year' or extract(month from period_start) = 10)
    );
    comment on table closed_period is
      'A period whose figures of its last day no night may change without a restatement.';

    create table restatement (
      restatement_id bigint generated always as identity primary key,
      period_kind text not null,
      period_start date not null,
      metric_id text,
      reason text not null check (trim(reason) <> ''),
      restated_by text not null check (trim(restated_by) <> ''),
      restated_at timestamptz not null default now(),
      foreign key (period_kind, period_start) references closed_period
    );
    comment on table restatement is
      'Lets the next night that finds figures of a closed period changed publish them, with the reason; once, for one metric or (metric_id null) all.';

    create trigger closed_period_for_ever before update or delete on closed_period
      for each row execute function refuse_change();
    create trigger restatement_for_ever before update or delete on restatement
      for each row execute function refuse_change();
  `.execute(db);
}
