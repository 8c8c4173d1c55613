import { type Kysely, sql } from 'kysely';

/** Star rating: versions of the scheme, its levels, the rounds, and one rating a union and round. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rating_scheme (
      scheme_code text primary key check (scheme_code ~ '^[0-9A-Z-]{2,32}$'),
      name text not null,
      federation_code text not null references federation,
      valid_from date not null,
      valid_to date check (valid_to > valid_from),
      document text,
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table rating_scheme is 'One version of one place''s star rules; unions of the subtree of federation_code are rated by it. Schemes are never added together.';
    create index rating_scheme_import on rating_scheme (import_id);

    create table rating_level (
      scheme_code text not null references rating_scheme on delete cascade,
      level integer not null check (level between 1 and 9),
      name text not null,
      min_score numeric(6, 2),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (scheme_code, level)
    );
    create index rating_level_import on rating_level (import_id);

    create table rating_round (
      round_code text primary key check (round_code ~ '^[0-9A-Z-]{2,32}$'),
      scheme_code text not null references rating_scheme,
      name text not null,
      opened_on date not null,
      closed_on date check (closed_on >= opened_on),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      unique (round_code, scheme_code)
    );
    create index rating_round_import on rating_round (import_id);

    create table star_rating (
      round_code text not null,
      scheme_code text not null,
      union_id bigint not null references trade_union,
      self_score numeric(6, 2),
      review_score numeric(6, 2),
      level integer,
      outcome text check (outcome in ('first', 'keep', 'raise', 'lower', 'remove', 'not_rated')),
      decided_by text,
      decided_on date,
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (round_code, union_id),
      foreign key (round_code, scheme_code) references rating_round (round_code, scheme_code),
      foreign key (scheme_code, level) references rating_level,
      check ((outcome is null) = (decided_on is null)),
      check ((level is not null) = coalesce(outcome in ('first', 'keep', 'raise', 'lower'), false))
    );
    comment on table star_rating is
      'One union in one round. level: stars given; null while undecided, when removed and when reviewed without reaching a star.';
    create index star_rating_union on star_rating (union_id);
    create index star_rating_import on star_rating (import_id);
  `.execute(db);
}
