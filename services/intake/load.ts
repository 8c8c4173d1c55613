import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { recordAudit } from '@union/access/audit/audit.ts';
import { commonFederation } from '@union/access/common-federation.ts';
import type { Reaches } from '@union/access/reach.ts';
import { operator } from '@union/access/viewer.ts';
import { dayIn } from '@union/schema/calendar.ts';
import type { Database, Db, Session } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { constraintReason, ImportRefused, isConstraintError } from './errors.ts';
import { keysBeyond } from './hidden-rows.ts';
import { rowsBeyond } from './permitted-rows.ts';
import { ProblemList } from './problems/problem-list.ts';
import { readRegionCodes } from './registers/regions.ts';
import type { LoadReport, Progress, SheetReport } from './report.ts';
import { sheets } from './sheets/sheets.ts';
import { openSource } from './source/open-source.ts';
import { type Source, UnreadableFile } from './source/source.ts';
import { checkStaged, mergeStaged, openImport } from './staged.ts';
import { showAsWritten } from './staging/as-written.ts';
import { inLoadOrder } from './staging/file-order.ts';
import type { Staged } from './staging/stage.ts';
import { stageFile } from './staging/stage-file.ts';
import type { ParseContext } from './values/parse-cell.ts';

export type LoadOptions = {
  /** Who loads: a name of an account or of the user of this machine. */
  loadedBy: string;
  /** What the loader may load, where; absent: everything, for the command line. */
  reaches?: Reaches;
  /** The day of loading, `YYYY-MM-DD`: no fact may lie after it. Default: today in Asia/Shanghai. */
  today?: string;
  /** `check` does everything and takes it all back. Default `load`. */
  mode?: 'load' | 'check';
  /** Key of the sheet that CSV files hold; otherwise header and file name tell. */
  sheet?: string;
  onProgress?: (progress: Progress) => void;
};

type Run = LoadOptions & { context: ParseContext };

/**
 * Loads workbooks and CSV files into the registers, each in one transaction: all of it or nothing. Files are taken
 * in the order of the registers they hold, so that later ones may refer to earlier ones; in a check too, where all of
 * them are taken back at the end. Loads wait for each other.
 * @returns one report a file, in the order in which they were taken; a file with problems is a report, not an error.
 */
export async function loadFiles(
  database: Database,
  files: readonly string[],
  options: LoadOptions,
): Promise<LoadReport[]> {
  const regions = await readRegionCodes(database.db);
  const run: Run = {
    ...options,
    context: { today: options.today ?? dayIn('Asia/Shanghai'), isRegion: (code) => regions.has(code) },
  };
  const ordered = await inLoadOrder(files, options.sheet);
  if (options.mode === 'check') return checkAll(database, ordered, run);
  const reports: LoadReport[] = [];
  for (const file of ordered) reports.push(await loadOne(database, file, run));
  return reports;
}

/** Carries the reports out of a transaction that is taken back. */
class TakenBack extends ImportRefused {
  readonly reports: LoadReport[];
  constructor(reports: LoadReport[]) {
    super();
    this.reports = reports;
  }
}

async function loadOne(database: Database, file: string, run: Run): Promise<LoadReport> {
  try {
    return await database.session(async (session) => {
      const report = await takeFile(session, file, run);
      if (report.status !== 'loaded') throw new TakenBack([report]);
      return report;
    });
  } catch (error) {
    if (error instanceof TakenBack && error.reports[0]) return error.reports[0];
    throw error;
  }
}

async function checkAll(database: Database, files: readonly string[], run: Run): Promise<LoadReport[]> {
  try {
    return await database.session(async (session) => {
      const reports: LoadReport[] = [];
      for (const file of files) {
        await sql`savepoint one_file`.execute(session.db);
        const report = await takeFile(session, file, run);
        if (report.status !== 'loaded') await sql`rollback to savepoint one_file`.execute(session.db);
        await sql`release savepoint one_file`.execute(session.db);
        reports.push(report.status === 'loaded' ? { ...report, status: 'fine', importId: null } : report);
      }
      throw new TakenBack(reports);
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.reports;
    throw error;
  }
}

/** Reads, checks and merges one file within the transaction. A report other than `loaded` asks the caller to take it back. */
async function takeFile(session: Session, path: string, run: Run): Promise<LoadReport> {
  const started = performance.now();
  const file = basename(path);
  const problems = new ProblemList(file);
  let source: Source | undefined;
  let sha256: string | null = null;
  const report = (rest: Partial<LoadReport>): LoadReport => ({
    file: path,
    format: source?.format ?? null,
    sha256,
    status: 'refused',
    importId: null,
    earlier: null,
    sheets: [],
    counts: problems.counts,
    problems: problems.sorted(),
    milliseconds: Math.round(performance.now() - started),
    ...rest,
  });
  try {
    source = await openSource(path);
    sha256 = await hashOf(path);
    // One intake at a time: what one file was checked against must still hold when it is merged.
    await sql`select pg_advisory_xact_lock(hashtext('union-intake'))`.execute(session.db);
    const earlier = await findLoaded(session.db, sha256);
    if (earlier) return report({ status: 'already_loaded', importId: earlier.import_id, earlier: whenLoaded(earlier) });

    const staged = await stageFile(session, source, run.sheet, run.context, problems, (sheet, rows, read) =>
      run.onProgress?.({ file, phase: 'reading', sheet, rows, read }),
    );
    if (![...staged.values()].some(({ rows }) => rows > 0) && !problems.hasErrors) problems.add('FILE_EMPTY', {});
    const found = problems.kept.length;
    const { reaches } = run;
    for (const { staged: own, rows } of reaches ? await keysBeyond(session.db, reaches, staged) : []) {
      problems.add('NOT_PERMITTED', { sheet: own.name }, { rows: String(rows) });
    }
    if (problems.kept.some(({ code }) => code === 'NOT_PERMITTED')) return report({ sheets: unmerged(staged) });
    const checking = (sheet: string) => progress(run, file, 'checking', sheet, staged);
    await checkStaged(session.db, staged, problems, checking, reaches);
    if (problems.hasErrors) {
      // Worth a second reading only when somebody has to look for the cell.
      if (problems.kept.length > found) await showAsWritten(path, problems, found);
      return report({ sheets: unmerged(staged) });
    }
    const importId = await openImport(session.db, {
      ...{ file, sha256, format: source.format, by: run.loadedBy },
      federation: reaches && (await commonFederation(session.db, reaches, 'load')),
    });
    const { sheets: merged } = await mergeStaged(session.db, staged, importId, (sheet) =>
      progress(run, file, 'merging', sheet, staged),
    );
    for (const { table, rows } of reaches ? await rowsBeyond(session.db, reaches, importId, 'load') : []) {
      problems.add('NOT_PERMITTED', { sheet: table.title.zh }, { rows: String(rows) });
    }
    if (problems.hasErrors) return report({ sheets: unmerged(staged) });
    await recordAudit(session.db, reaches?.viewer ?? operator(run.loadedBy), {
      ...{ action: 'load', register: 'import', key: { import_id: importId } },
      details: { sheets: Object.fromEntries(merged.map(({ sheet, rows }) => [sheet, rows])) },
    });
    return report({ status: 'loaded', importId, sheets: merged });
  } catch (error) {
    if (error instanceof UnreadableFile) problems.add(error.code, {}, error.details);
    else if (isConstraintError(error)) problems.add('DATABASE_REFUSED', {}, { reason: constraintReason(error) });
    else throw error;
    return report({});
  } finally {
    await source?.close();
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

function findLoaded(db: Db, sha256: string) {
  return db
    .selectFrom('import')
    .select(['import_id', 'loaded_at', 'loaded_by'])
    .where('file_sha256', '=', sha256)
    .where('status', '=', 'loaded')
    .executeTakeFirst();
}

const whenLoaded = (row: { loaded_at: Date; loaded_by: string }) => ({
  loadedAt: row.loaded_at,
  loadedBy: row.loaded_by,
});

const unmerged = (staged: ReadonlyMap<string, Staged>): SheetReport[] =>
  sheets.flatMap(({ key }) => {
    const own = staged.get(key);
    return own ? [{ sheet: key, name: own.name, rows: own.rows, inserted: 0, updated: 0, unchanged: 0 }] : [];
  });

function progress(
  run: Run,
  file: string,
  phase: Progress['phase'],
  sheet: string,
  staged: ReadonlyMap<string, Staged>,
) {
  const rows = [...staged.values()].reduce((sum, own) => sum + own.rows, 0);
  run.onProgress?.({ file, phase, sheet, rows, read: 1 });
}
