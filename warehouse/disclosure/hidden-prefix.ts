import { VARCHAR } from '@duckdb/node-api';
import { rowsOf } from '../duckdb.ts';
import type { Model } from '../models/model.ts';
import { hidePrefixes } from './hide-prefixes.ts';
import { type FederationRow, HouseholdParts, type PartRow } from './household-parts.ts';

const reads = `
  select timeline, max(step_count) as steps, (select count(*) from raw_federation) as federations
  from stg_household_part
  group by timeline
  order by timeline`;

/**
 * What disclosure control hides of the household figures: one row per timeline, step, federation_code and covers ('scope' or
 * 'part', see `HiddenPrefix`). Timelines are judged one after the other, so memory holds the federations of one.
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
    const timelines = await rowsOf<{ timeline: string; steps: number }>(connection, reads);
    const federations = await rowsOf<FederationRow>(
      connection,
      `select federation_code as "federationCode", parent_code as "parentCode" from raw_federation order by federation_code`,
    );
    for (const { timeline, steps } of timelines) {
      const parts = await rowsOf<PartRow>(
        connection,
        `select federation_code as "federationCode", step, previous_step as "previousStep", household_count as households,
          household_payments as "householdPayments", payments
        from stg_household_part where timeline = $1 order by federation_code, step, previous_step`,
        [timeline],
      );
      const hidden = hidePrefixes(new HouseholdParts(federations, parts, steps), rules.smallCellHouseholds);
      for (const [at, members] of Map.groupBy(hidden, ({ step, of }) => `${step} ${of}`)) {
        await connection.run(
          `insert into hidden_prefix
           select $1, split_part($2, ' ', 1)::integer, unnest(string_split($3, ' ')), split_part($2, ' ', 2)`,
          [timeline, at, members.map(({ federationCode }) => federationCode).join(' ')],
          [VARCHAR, VARCHAR, VARCHAR],
        );
      }
    }
  },
};
