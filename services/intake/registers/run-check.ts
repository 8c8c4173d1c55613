import type { Db } from '@union/schema/db/database.ts';
import { CompiledQuery } from 'kysely';
import type { Place, ProblemList } from '../problems/problem-list.ts';
import type { Staged } from '../staging/stage.ts';
import type { Check, StagedSheets } from './register.ts';

/** A row that breaks a rule, with what the rule's sentence names beside it. */
export type Broken = { row_no: number; value: string | null; total: number } & Record<string, string | number | null>;

const nothingElse: StagedSheets = { has: () => false, hasColumn: () => false };

/** Runs one check and reports the rows that break it: all are counted, as many as are kept are fetched. */
export async function runCheck(
  db: Db,
  check: Check,
  staged: Staged,
  problems: ProblemList,
  others: StagedSheets = nothingElse,
): Promise<void> {
  report(check, staged, problems, await findBroken(db, check, problems, others));
}

/** The rows that break a check, as many as the list has room for; each says how many there are. */
export async function findBroken(
  db: Db,
  check: Check,
  problems: ProblemList,
  others: StagedSheets = nothingElse,
): Promise<Broken[]> {
  const limit = Math.max(1, problems.room(check.code));
  const { rows } = await db.executeQuery<Broken>(
    CompiledQuery.raw(
      `select broken.*, count(*) over () as total from (${check.query(others)}) broken order by row_no limit ${limit}`,
    ),
  );
  return rows;
}

/** What stands for a detail that is not the viewer's to see. */
const WITHHELD = '（您无权查看 not yours to see）';

/** @param isSeen whether what a row's details name may be told; by default all of it may. */
export function report(
  check: Check,
  staged: Staged,
  problems: ProblemList,
  rows: readonly Broken[],
  isSeen: (row: Broken) => boolean = () => true,
): void {
  const column = staged.spec.columns.find(({ key }) => key === check.column);
  for (const row of rows) {
    const { row_no, value, total: _, ...details } = row;
    const letter = staged.letters.get(check.column ?? '');
    const place: Place = {
      sheet: staged.name,
      row: row_no,
      ...(column ? { column: column.zh } : {}),
      ...(letter ? { cell: `${letter}${row_no}` } : {}),
      ...(value === null ? {} : { value: String(value) }),
    };
    const known = Object.entries(details).flatMap(([name, detail]) =>
      detail === null ? [] : [[name, isSeen(row) ? detail : WITHHELD] as const],
    );
    problems.add(check.code, place, { ...check.details, ...Object.fromEntries(known) });
  }
  const total = rows[0]?.total ?? 0;
  if (total > rows.length) problems.countUnkept(check.code, total - rows.length);
}
