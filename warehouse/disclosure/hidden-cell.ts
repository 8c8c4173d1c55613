import { VARCHAR } from '@duckdb/node-api';
import { rowsOf } from '../duckdb.ts';
import type { Model } from '../models/model.ts';
import { hideHistory } from './hide-history.ts';
import type { PeriodCell } from './scope-year.ts';

const cells = `
  select cell.as_of as "asOf", cell.period_kind as "periodKind", cell.period_start as "periodStart",
    cell.scope_id as "scopeId", scope.parent_scope_id as "parentScopeId", cell.household_count as households,
    -- A reversal without a payment counts too: its amount is as telling.
    greatest(cell.grant_count, if(cell.paid_cents <> 0, 1, 0)) as grants,
    cell.direct_household_count as "directHouseholds", cell.direct_grant_count as "directGrants",
    twin.scope_id as "twinScopeId"
  from stg_assistance_cell as cell
    join scope using (scope_id)
    left join (
      -- The federation of a region pays what the region shows.
      select region_code, min(scope_id) as scope_id
      from scope
      where kind = 'federation' and level <> 'industry'
      group by region_code
    ) as twin on scope.kind = 'region' and twin.region_code = scope.region_code
  order by cell.as_of, cell.period_kind, scope.sort_no`;

/** What `assistance_share` suppresses: one row per as_of, period_kind and scope_id. */
export const hiddenCell: Model = {
  name: 'hidden_cell',
  kind: 'staging',
  sql: cells,
  checks: [],
  async make(connection, rules) {
    const rows = await rowsOf<PeriodCell>(connection, cells);
    await connection.run('create table hidden_cell (as_of date, period_kind varchar, scope_id varchar)');
    const hidden = hideHistory(rows, rules.smallCellHouseholds);
    for (const [period, members] of Map.groupBy(hidden, (cell) => `${cell.asOf} ${cell.periodKind}`)) {
      await connection.run(
        `insert into hidden_cell
         select split_part($1, ' ', 1)::date, split_part($1, ' ', 2), unnest(string_split($2, ' '))`,
        [period, members.map((cell) => cell.scopeId).join(' ')],
        [VARCHAR, VARCHAR],
      );
    }
  },
};
