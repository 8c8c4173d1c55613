import { type Kysely, sql } from 'kysely';
import { addLightRules } from '../targets/add-light-rules.ts';

/** Lights that look back: red after months below the path, talks after yellow lights. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table light_rule
      add column red_after_months integer check (red_after_months > 0),
      add column talk_after_yellows integer check (talk_after_yellows > 0);
    comment on column light_rule.red_after_months is
      'Who is below the path at so many month ends in a row has the red light of the rule; null: each day by itself.';
    comment on column light_rule.talk_after_yellows is
      'Who had a yellow light at so many month ends of the period is called to talks (约谈); null: nobody is.';
  `.execute(db);
  await addLightRules(db);
}
