import { rowsOf } from '../duckdb.ts';
import type { Model } from '../models/model.ts';
import { hidePrefixes } from './hide-prefixes.ts';
import { type FederationRow, HouseholdParts, type PartRow } from './household-parts.ts';

const reads = `
  select timeline, max(step_count) as steps, count(*) as parts, (select count(*) from raw_federation) as federations
  from stg_household_part
  group by timeline
  order by timeline`;

type Timeline = { timeline: string; steps: number; parts: number };

/** Parts that are held in memory at once, beside those of one more timeline. */
const BATCH_PARTS = 50_000;

/**
 * What disclosure control hides of the household figures: one row per timeline, step, federation_code and covers ('scope' or
 * 'part', see `HiddenPrefix`). Timelines are judged one after the other, so memory does not grow with their number.
 */
export const hiddenPrefix: Model = {
  name: 'hidden_prefix',
  kind: 'staging',
  sql: reads,
  checks: [],
  async make(connection, rules) {
    await connection.run(
      'create table hidden_prefix (timeline varchar, step integer, federation_code varchar, covers varchar)',
    );
    const federations = await rowsOf<FederationRow>(
      connection,
      `select federation_code as "federationCode", parent_code as "parentCode" from raw_federation order by federation_code`,
    );
    for (const batch of batchesOf(await rowsOf<Timeline>(connection, reads))) {
      const rows = await rowsOf<PartRow & { timeline: string }>(
        connection,
        `select timeline, federation_code as "federationCode", step, previous_step as "previousStep",
          household_count as households, household_payments as "householdPayments", payments
        from stg_household_part where timeline between $1 and $2
        order by timeline, federation_code, step, previous_step`,
        [batch[0]?.timeline ?? '', batch.at(-1)?.timeline ?? ''],
      );
      const partsOf = Map.groupBy(rows, ({ timeline }) => timeline);
      const appender = await connection.createAppender('hidden_prefix');
      for (const { timeline, steps } of batch) {
        const parts = new HouseholdParts(federations, partsOf.get(timeline) ?? [], steps);
        for (const { step, federationCode, of } of hidePrefixes(parts, rules.smallCellHouseholds)) {
          appender.appendVarchar(timeline);
          appender.appendInteger(step);
          appender.appendVarchar(federationCode);
          appender.appendVarchar(of);
          appender.endRow();
        }
      }
      appender.closeSync();
    }
  },
};

/** Timelines in their order, so many together that their parts just pass a batch. */
function batchesOf(timelines: readonly Timeline[]): Timeline[][] {
  const batches: Timeline[][] = [];
  let held = BATCH_PARTS;
  for (const timeline of timelines) {
    if (held >= BATCH_PARTS) {
      batches.push([]);
      held = 0;
    }
    batches.at(-1)?.push(timeline);
    held += timeline.parts;
  }
  return batches;
}
