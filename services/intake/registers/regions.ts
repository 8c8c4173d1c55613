import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { ProblemList } from '../problems/problem-list.ts';
import type { SheetSpec } from '../sheets/column.ts';
import type { Staged } from '../staging/stage.ts';
import { stageTable } from '../staging/stage.ts';
import type { Check } from './register.ts';
import { runCheck } from './run-check.ts';

/** Every six-digit region code, in use or retired. */
export async function readRegionCodes(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('region')
    .select('region_code')
    .where(sql<number>`length(region_code)`, '=', 6)
    .execute();
  return new Set(rows.map((row) => row.region_code));
}

/**
 * Puts the successor in the place of a retired region code, with a notice; reports codes that were split. Successors
 * are followed until one is in use.
 */
export async function replaceRetiredRegions(db: Db, staged: Staged, problems: ProblemList): Promise<void> {
  for (const column of staged.spec.columns) {
    if (column.type.kind !== 'reference' || column.type.to !== 'region') continue;
    for (const check of regionChecks(staged.spec, column.key)) await runCheck(db, check, staged, problems);
    await sql
      .raw(`
        update ${stageTable(staged.spec.key)} s set ${column.key} = last.code
        from (${lastSuccessors(staged.spec, column.key)}) last
        where last.origin = s.${column.key} and last.code <> last.origin`)
      .execute(db);
  }
}

/** Follows each retired code of the column while it has exactly one successor: `origin`, `code` at the end of the walk. */
function lastSuccessors(sheet: SheetSpec, column: string): string {
  return `
    with recursive walk as (
      select region_code as origin, region_code as code, retired_on, successor_codes, 0 as steps from region
      where retired_on is not null
        and exists (select from ${stageTable(sheet.key)} where ${column} = region.region_code)
      union all
      select walk.origin, next.region_code, next.retired_on, next.successor_codes, walk.steps + 1
      from walk join region next on next.region_code = walk.successor_codes[1]
      where walk.retired_on is not null and cardinality(walk.successor_codes) = 1 and walk.steps < 20
    )
    select distinct on (origin) origin, code, retired_on, successor_codes from walk order by origin, steps desc`;
}

function regionChecks(sheet: SheetSpec, column: string): Check[] {
  const rows = (detail: string, condition: string) => () =>
    `
    select s.row_no, s.${column} as value ${detail}
    from ${stageTable(sheet.key)} s join (${lastSuccessors(sheet, column)}) last on last.origin = s.${column}
    where ${condition}`;
  return [
    {
      code: 'REGION_RETIRED',
      column,
      query: rows(', last.code as successor', 'last.code <> last.origin and last.retired_on is null'),
    },
    {
      code: 'REGION_SPLIT',
      column,
      query: rows(
        `, array_to_string(last.successor_codes, '、') as successors, array_to_string(last.successor_codes, ', ') as "successorsEn"`,
        'last.retired_on is not null and cardinality(last.successor_codes) > 1',
      ),
    },
    {
      code: 'REGION_ENDED',
      column,
      query: rows('', 'last.retired_on is not null and cardinality(last.successor_codes) = 0'),
    },
  ];
}
