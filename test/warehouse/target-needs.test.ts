import { readFileSync } from 'node:fs';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/**
 * The models themselves over made scopes, each with its own target: what they say is missing is what one finds by adding (or
 * taking away) one at a time.
 */
const [standing, status] = ['staging/stg_target_standing', 'marts/target_status'].map((name) =>
  readFileSync(new URL(`../../warehouse/models/${name}.sql`, import.meta.url), 'utf8'),
);

type Sample = { numerator: number; denominator: number; ppm: number; comparison: '>' | '>=' | '<' | '<=' };

const sample: fc.Arbitrary<Sample> = fc
  .record({
    denominator: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5_000 })),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    ppm: fc.oneof(
      fc.integer({ min: 1, max: 999_999 }),
      fc.constantFrom(1, 50_000, 333_333, 500_000, 666_667, 850_000, 900_000, 999_999),
    ),
    comparison: fc.constantFrom('>', '>=', '<', '<='),
  })
  .map(({ denominator, part, ppm, comparison }) => ({
    numerator: Math.round(part * denominator),
    denominator,
    ppm,
    comparison,
  }));

/** `numerator / denominator` against `ppm / 1000000`, in whole numbers. */
function holds(numerator: number, { denominator, ppm }: Sample, comparison: Sample['comparison']): boolean {
  const difference = BigInt(numerator) * 1_000_000n - BigInt(ppm) * BigInt(denominator);
  if (comparison === '>') return difference > 0n;
  if (comparison === '>=') return difference >= 0n;
  return comparison === '<' ? difference < 0n : difference <= 0n;
}

function searched(given: Sample, comparison: Sample['comparison']): number {
  const step = comparison.startsWith('<') ? -1 : 1;
  let moved = 0;
  while (!holds(given.numerator + step * moved, given, comparison)) moved += 1;
  return moved;
}

test('what is missing is the smallest number that meets the target, either way round', async () => {
  const samples = fc.sample(sample, { numRuns: 3_000, seed: 20_121_231 });
  const instance = await openDuckDb(':memory:', { threads: 1 });
  const connection = await instance.connect();
  const values = samples.map(
    ({ numerator, denominator, ppm, comparison }, at) =>
      `(${at}, ${numerator}, ${denominator}, ${ppm}, '${comparison}')`,
  );
  await connection.run(`
    create table sample as select * from (values ${values.join(', ')}) as rows (sample_no, numerator, denominator, ppm, comparison);
    create table night as select date '2024-06-30' as as_of, 10 as rank_min_denominator;
    create table stg_target as select 'T' || sample_no as target_code, 'm' as metric_id, 'S' || sample_no as scope_id,
      date '2024-01-01' as starts_on, date '2024-12-31' as ends_on, null::bigint as baseline_ppm, ppm::bigint as target_ppm,
      comparison, 'day' as calendar_method, null::varchar as light_rule_code, null::varchar as document, null::varchar as clause, null::varchar as approved_by,
      null::varchar as group_code, null::varchar as supersedes_code, date '2024-06-30' as as_of, date '2024-06-30' as counted_on,
      date '2024-06-30' as figure_day, true as is_running, false as is_count, true as is_rate, comparison in ('<', '<=') as is_lower, 'day' as period
    from sample;
    create table stg_scope_target as select *, scope_id as target_scope_id, true as is_own from stg_target;
    create table raw_target_milestone (target_code varchar, due_on date, value_ppm bigint);
    create table stg_target_day as select as_of as day, true as is_night, false as is_month_before, false as is_year_before, true as is_month_end from night;
    create table stg_target_figure as select 'm' as metric_id, 'day' as period, null::date as period_from, 'S' || sample_no as scope_id,
      date '2024-06-30' as day, null::date as period_start, true as is_of_day, numerator::bigint as numerator, denominator::bigint as denominator,
      numerator / denominator as value, 'reported' as state, 1 as definition_version
    from sample;
    create table stg_target_rank (metric_id varchar, period varchar, period_from date, scope_id varchar, day date, rank integer, rank_of integer);
    create table raw_light_rule (light_rule_code varchar, red_after_months integer, talk_after_yellows integer);
    create table light_band (light_rule_code varchar, red_after_months integer, talk_after_yellows integer, band_no integer, measure varchar, applies_to varchar, from_bp integer,
      from_included boolean, to_bp integer, to_included boolean, light varchar, status varchar, word_zh varchar, word_en varchar,
      shape varchar, colour_token varchar);
    create table stg_target_standing as ${standing}`);
  const rows = await rowsOf<{ scope_id: string; need: number; need_strict: number; need_weak: number; status: string }>(
    connection,
    `select scope_id, need, need_strict, need_weak, status from (${status})`,
  );
  instance.closeSync();
  expect(rows).toHaveLength(samples.length);
  for (const row of rows) {
    const given = samples[Number(row.scope_id.slice(1))] as Sample;
    const lower = given.comparison.startsWith('<');
    expect({ given, ...row }).toMatchObject({
      need: searched(given, given.comparison),
      need_strict: searched(given, lower ? '<' : '>'),
      need_weak: searched(given, lower ? '<=' : '>='),
      // No band is given here, so whatever is not met is undefined and never green.
      status: holds(given.numerator, given, given.comparison) ? 'met' : 'undefined',
    });
  }
});
