import { type QueryExecutorProvider, sql } from 'kysely';
import { lightRules } from './light-rules.ts';

/**
 * Adds the light rules that come with the platform, or brings them to what stands in `light-rules.ts`; others stay.
 * @param options.looksBack false for a database whose rules cannot look back yet.
 */
export async function addLightRules(db: QueryExecutorProvider, { looksBack = true } = {}): Promise<void> {
  for (const { code, name, measure, source, note, bands, redAfterMonths, talkAfterYellows } of lightRules) {
    await sql`
      insert into light_rule (light_rule_code, name_zh, name_en, measure, source, note)
      values (${code}, ${name.zh}, ${name.en}, ${measure}, ${source}, ${note})
      on conflict (light_rule_code) do update
        set name_zh = excluded.name_zh, name_en = excluded.name_en, measure = excluded.measure,
          source = excluded.source, note = excluded.note
    `.execute(db);
    if (looksBack) {
      await sql`
        update light_rule
        set red_after_months = ${redAfterMonths ?? null}::integer, talk_after_yellows = ${talkAfterYellows ?? null}::integer
        where light_rule_code = ${code}
      `.execute(db);
    }
    await sql`delete from light_band where light_rule_code = ${code}`.execute(db);
    const rows = bands.map(
      ({ appliesTo, from, to, light, status, word, shape, colour }, index) => sql`(
        ${code}, ${index + 1}::integer, ${appliesTo}, ${from?.bp ?? null}::integer, ${from?.included ?? true}::boolean,
        ${to?.bp ?? null}::integer, ${to?.included ?? true}::boolean, ${light}, ${status}, ${word.zh}, ${word.en},
        ${shape}, ${colour})`,
    );
    await sql`
      insert into light_band (light_rule_code, band_no, applies_to, from_bp, from_included, to_bp, to_included, light,
        status, word_zh, word_en, shape, colour_token)
      values ${sql.join(rows)}
    `.execute(db);
  }
}
