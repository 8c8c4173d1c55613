import { type Kysely, sql } from 'kysely';
import { addLightRules } from '../targets/add-light-rules.ts';

/** Light rules as data; targets where less is better, of counts, in groups that are judged together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table light_rule (
      light_rule_code text primary key check (light_rule_code ~ '^[0-9A-Z-]{2,48}$'),
      name_zh text not null,
      name_en text not null,
      measure text not null check (measure in ('points', 'relative')),
      federation_code text references federation,
      source text,
      note text,
      import_id bigint references import,
      recorded_at timestamptz not null default now()
    );
    comment on table light_rule is
      'How a gap to the path becomes a light. measure: points of a rate (of the target, for a count), or relative to the path. federation_code: whose own rule it is; null: came with the platform.';
    create index light_rule_import on light_rule (import_id);

    create table light_band (
      light_rule_code text not null references light_rule on delete cascade,
      band_no integer not null check (band_no > 0),
      applies_to text not null default 'any' check (applies_to in ('any', 'met', 'leader')),
      from_bp integer,
      from_included boolean not null default true,
      to_bp integer,
      to_included boolean not null default true,
      light text not null check (light in ('green', 'yellow', 'red', 'blue', 'none')),
      status text not null check (status in ('met', 'on_track', 'behind', 'far_behind')),
      word_zh text not null,
      word_en text not null,
      shape text not null check (shape in ('circle', 'diamond', 'triangle', 'square', 'star', 'ring')),
      colour_token text not null check (colour_token ~ '^[a-z][a-z-]*$'),
      import_id bigint references import,
      recorded_at timestamptz not null default now(),
      primary key (light_rule_code, band_no),
      check (from_bp < to_bp or (from_bp = to_bp and from_included and to_included))
    );
    comment on table light_band is
      'A light of a rule for gaps from from_bp to to_bp in hundredths of a point or of a per cent, negative when behind; null: without end. The first band by number that holds counts; a gap that none holds is undefined.';
    create index light_band_import on light_band (import_id);

    alter table target
      drop constraint target_comparison_check,
      add constraint target_comparison_check check (comparison in ('>', '>=', '<', '<=')),
      alter column baseline_value type numeric(20, 6),
      alter column target_value type numeric(20, 6),
      add constraint target_value_not_negative check (target_value >= 0),
      add column light_rule_code text references light_rule,
      add column group_code text check (group_code ~ '^[0-9A-Z-]{2,48}$');
    comment on column target.target_value is 'A fraction for a rate, the count itself for a metric without a denominator.';
    comment on column target.light_rule_code is 'The rule of its lights; null: DEFAULT-1.';
    comment on column target.group_code is
      'Targets of one group are judged together: a scope passes only when it meets all of them.';
    alter table target_milestone alter column value type numeric(20, 6);
  `.execute(db);
  await addLightRules(db, { looksBack: false });
}
