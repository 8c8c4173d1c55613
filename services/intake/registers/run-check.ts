import type { Db } from '@union/schema/db/database.ts';
import { CompiledQuery } from 'kysely';
import type { Place, ProblemList } from '../problems/problem-list.ts';
import type { Staged } from '../staging/stage.ts';
import type { Check, StagedSheets } from './register.ts';

type Broken = { row_no: number; value: string | null; total: number } & Record<string, string | number | null>;

const nothingElse: StagedSheets = { has: () => false, hasColumn: () => false };

/** Runs one check and reports the rows that break it: all are counted, as many as are kept are fetched. */
export async function runCheck(
  db: Db,
  check: Check,
  staged: Staged,
  problems: ProblemList,
  others: StagedSheets = nothingElse,
): Promise<void> {
  const limit = Math.max(1, problems.room(check.code));
  const { rows } = await db.executeQuery<Broken>(
    CompiledQuery.raw(
      `select broken.*, count(*) over () as total from (${check.query(others)}) broken order by row_no limit ${limit}`,
    ),
  );
  const column = staged.spec.columns.find(({ key }) => key === check.column);
  for (const { row_no, value, total: _, ...details } of rows) {
    const letter = staged.letters.get(check.column ?? '');
    const place: Place = {
      sheet: staged.name,
      row: row_no,
      ...(column ? { column: column.zh } : {}),
      ...(letter ? { cell: `${letter}${row_no}` } : {}),
      ...(value === null ? {} : { value: String(value) }),
    };
    const known = Object.entries(details).flatMap(([name, detail]) =>
      detail === null ? [] : [[name, detail] as const],
    );
    problems.add(check.code, place, { ...check.details, ...Object.fromEntries(known) });
  }
  const total = rows[0]?.total ?? 0;
  if (total > rows.length) problems.countUnkept(check.code, total - rows.length);
}
