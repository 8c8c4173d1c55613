import type { Reaches } from '@union/access/reach.ts';
import type { Db } from '@union/schema/db/database.ts';
import { hideRows } from './hidden-rows.ts';
import type { ProblemList } from './problems/problem-list.ts';
import { commonChecks } from './registers/common-checks.ts';
import { mergeEnterprises, planPeriods } from './registers/enterprise-register.ts';
import { mergeRegister } from './registers/merge.ts';
import { replaceRetiredRegions } from './registers/regions.ts';
import type { Check, StagedSheets } from './registers/register.ts';
import { registers, steppedRegisters } from './registers/registers.ts';
import { type Broken, findBroken, report, runCheck } from './registers/run-check.ts';
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
  /** Where who brings them may load; none: everywhere, or not known. */
  readonly federation?: string | undefined;
};

const stagedSheets = (staged: StagedMap): StagedSheets => ({
  has: (key) => staged.has(key),
  hasColumn: (key, column) => staged.get(key)?.present.has(column) ?? false,
});

/**
 * Holds the staged rows against every rule that needs more than one cell. A viewer who does not see everything is told
 * nothing of rows elsewhere: what refers to one of them is answered as if it were not there, and where a rule that must
 * hold in the whole register is broken by one, it is not named.
 * @param reaches what the viewer sees; absent: everything.
 */
export async function checkStaged(
  db: Db,
  staged: StagedMap,
  problems: ProblemList,
  onSheet: (sheet: string) => void = () => {},
  reaches?: Reaches,
): Promise<void> {
  const others = stagedSheets(staged);
  const present = known.filter(({ sheet }) => staged.has(sheet.key));
  for (const { sheet } of present) {
    const own = staged.get(sheet.key);
    if (own) await replaceRetiredRegions(db, own, problems);
  }
  if (staged.has('enterprise')) await planPeriods(db, others);
  const all = present.flatMap(({ sheet, checks }) => {
    const own = staged.get(sheet.key);
    return own ? [...commonChecks(sheet), ...checks].map((check) => ({ check, own })) : [];
  });
  if (reaches) return checkForViewer(db, reaches, all, problems, others, onSheet);
  for (const { check, own } of all) {
    onSheet(own.spec.zh);
    await runCheck(db, check, own, problems, others);
  }
}

type OwnCheck = { readonly check: Check; readonly own: Staged };

async function checkForViewer(
  db: Db,
  reaches: Reaches,
  all: readonly OwnCheck[],
  problems: ProblemList,
  others: StagedSheets,
  onSheet: (sheet: string) => void,
): Promise<void> {
  const hide = (checks: readonly OwnCheck[]) =>
    hideRows(
      db,
      reaches,
      checks.map(({ check }) => check.query(others)),
    );
  const asksWhatIsThere = ({ check }: OwnCheck) => check.code.endsWith('_UNKNOWN');
  const [referring, ruling] = [all.filter(asksWhatIsThere), all.filter((one) => !asksWhatIsThere(one))];
  const hidden = await hide(all);
  const faults = problems.counts.errors;
  for (const { check, own } of referring) await runCheck(db, check, own, problems, others);
  const isAllSeen = problems.counts.errors === faults;
  if (!isAllSeen) for (const { check, own } of ruling) await runCheck(db, check, own, problems, others);
  await hidden.show();
  if (!isAllSeen) return;
  // All that is referred to is the viewer's, so the rules may look at everything; what they name may still not be.
  const naming: (OwnCheck & { readonly rows: Broken[] })[] = [];
  for (const { check, own } of ruling) {
    onSheet(own.spec.zh);
    const rows = await findBroken(db, check, problems, others);
    if (rows.some(namesSomething)) naming.push({ check, own, rows });
    else report(check, own, problems, rows);
  }
  if (naming.length === 0) return;
  const again = await hide(naming);
  for (const { check, own, rows } of naming) {
    const seen = new Set((await findBroken(db, check, problems, others)).map((row) => JSON.stringify(row)));
    report(check, own, problems, rows, (row) => seen.has(JSON.stringify(row)));
  }
  await again.show();
}

/** Whether a rule's sentence names more than the row itself. */
const namesSomething = ({ row_no: _, value: __, total: ___, ...details }: Broken): boolean =>
  Object.values(details).some((detail) => detail !== null);

/** Begins an import; what it brings and changes bears its number. */
export async function openImport(db: Db, record: ImportRecord): Promise<number> {
  const { file, sha256, format, by, action, reason, federation } = record;
  const { import_id: importId } = await db
    .insertInto('import')
    .values({
      file_name: file,
      file_sha256: sha256,
      file_format: format,
      loaded_by: by,
      action: action ?? null,
      reason: reason ?? null,
      federation_code: federation ?? null,
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
