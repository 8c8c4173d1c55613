import type { Db } from '@union/schema/db/database.ts';
import type { ProblemList } from './problems/problem-list.ts';
import { commonChecks } from './registers/common-checks.ts';
import { mergeEnterprises, planPeriods } from './registers/enterprise-register.ts';
import { mergeRegister } from './registers/merge.ts';
import { replaceRetiredRegions } from './registers/regions.ts';
import type { StagedSheets } from './registers/register.ts';
import { registers, steppedRegisters } from './registers/registers.ts';
import { runCheck } from './registers/run-check.ts';
import type { SheetReport } from './report.ts';
import type { Staged } from './staging/stage.ts';

/** Sheets that stand in temporary tables of one transaction, by key: what both files and single records become. */
export type StagedMap = ReadonlyMap<string, Staged>;

const known = [...registers, ...steppedRegisters];

/** Who brings the rows, as what, and why. */
export type ImportRecord = {
  readonly file: string;
  /** In hexadecimal; of a form any value that was not there before. */
  readonly sha256: string;
  readonly format: 'xlsx' | 'csv' | 'form';
  readonly by: string;
  /** What a form does; none for files. */
  readonly action?: string;
  readonly reason?: string | undefined;
};

const stagedSheets = (staged: StagedMap): StagedSheets => ({
  has: (key) => staged.has(key),
  hasColumn: (key, column) => staged.get(key)?.present.has(column) ?? false,
});

/** Holds the staged rows against every rule that needs more than one cell. */
export async function checkStaged(
  db: Db,
  staged: StagedMap,
  problems: ProblemList,
  onSheet: (sheet: string) => void = () => {},
): Promise<void> {
  const others = stagedSheets(staged);
  const present = known.filter(({ sheet }) => staged.has(sheet.key));
  for (const { sheet } of present) {
    const own = staged.get(sheet.key);
    if (own) await replaceRetiredRegions(db, own, problems);
  }
  if (staged.has('enterprise')) await planPeriods(db, others);
  for (const { sheet, checks } of present) {
    const own = staged.get(sheet.key);
    if (!own) continue;
    onSheet(sheet.zh);
    for (const check of [...commonChecks(sheet), ...checks]) await runCheck(db, check, own, problems, others);
  }
}

/** Begins an import; what it brings and changes bears its number. */
export async function openImport(db: Db, { file, sha256, format, by, action, reason }: ImportRecord): Promise<number> {
  const { import_id: importId } = await db
    .insertInto('import')
    .values({
      file_name: file,
      file_sha256: sha256,
      file_format: format,
      loaded_by: by,
      action: action ?? null,
      reason: reason ?? null,
      undone_at: null,
      undone_by: null,
    })
    .returning('import_id')
    .executeTakeFirstOrThrow();
  return importId;
}

/** Brings the staged rows into the registers under an import. Only after `checkStaged` found no error. */
export async function mergeStaged(
  db: Db,
  staged: StagedMap,
  importId: number,
  onSheet: (sheet: string) => void = () => {},
): Promise<{ importId: number; sheets: SheetReport[] }> {
  const others = stagedSheets(staged);
  const merged: SheetReport[] = [];
  for (const register of known) {
    const own = staged.get(register.sheet.key);
    if (!own) continue;
    onSheet(register.sheet.zh);
    const counts =
      register.sheet.key === 'enterprise'
        ? await mergeEnterprises(db, importId, others)
        : await mergeRegister(db, register, importId, others);
    merged.push({ sheet: register.sheet.key, name: own.name, rows: own.rows, ...counts });
  }
  const counts = merged.map(({ sheet, inserted, updated, unchanged }) => [sheet, { inserted, updated, unchanged }]);
  await db
    .updateTable('import')
    .set({ row_counts: JSON.stringify(Object.fromEntries(counts)) })
    .where('import_id', '=', importId)
    .execute();
  return { importId, sheets: merged };
}
