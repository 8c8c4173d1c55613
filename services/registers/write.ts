import { randomBytes } from 'node:crypto';
import { recordAudit } from '@union/access/audit/audit.ts';
import { commonFederation } from '@union/access/common-federation.ts';
import { NotPermitted } from '@union/access/errors.ts';
import { isPermitted, requireAny } from '@union/access/permission.ts';
import type { Reaches } from '@union/access/reach.ts';
import type { Action } from '@union/access/rules.ts';
import { type constraintReason, isConstraintError } from '@union/intake/errors.ts';
import { keysBeyond } from '@union/intake/hidden-rows.ts';
import { ProblemList } from '@union/intake/problems/problem-list.ts';
import { readRegionCodes } from '@union/intake/registers/regions.ts';
import { undoTables } from '@union/intake/registers/undo-tables.ts';
import { checkStaged, mergeStaged, openImport } from '@union/intake/staged.ts';
import { type Staged, stageSheet, stageTable } from '@union/intake/staging/stage.ts';
import { dayIn } from '@union/schema/calendar.ts';
import type { Database, Db, Session } from '@union/schema/db/database.ts';
import { CompiledQuery, sql } from 'kysely';
import { RecordNotFound, RuleBroken, type RuleProblem, VersionConflict } from './errors.ts';
import { findRecord, type KnownRecord, selectRecords, type Values } from './known-record.ts';
import { type RecordRegister, recordRegisters } from './record-registers.ts';

/** One thing to do with one row. `permission`: what the rule table must allow; by default the action itself. */
export type Change = { readonly register: RecordRegister; readonly permission?: Action } & (
  | { readonly action: 'create'; readonly values: Values }
  | {
      readonly action: 'correct';
      readonly id: string;
      /** As it was read; undefined: whatever it is, for steps that read the row in the same transaction. */
      readonly version: string | undefined;
      /** The columns that change. */
      readonly values: Values;
      /** From this day on; undefined: it always was so. */
      readonly effectiveOn?: string | undefined;
    }
  | {
      readonly action: 'end';
      readonly id: string;
      readonly version: string | undefined;
      /** First day on which it no longer holds. */
      readonly on: string;
      readonly values?: Values;
    }
  | { readonly action: 'void'; readonly id: string; readonly version: string | undefined }
);

export type WriteOptions = {
  /** Say what would change and write nothing. */
  readonly dryRun?: boolean;
  /** Write although rules warn. */
  readonly acceptWarnings?: boolean;
  /** Why, in the words of whoever writes; kept beside the change. */
  readonly reason?: string | undefined;
  /** What it is called beside the change; by default the action of the first change. */
  readonly action?: string;
  /** `YYYY-MM-DD`; default: today in Asia/Shanghai. */
  readonly today?: string;
};

/** What became of one row; null before: there was none; null after: there is none. */
export type Outcome = {
  readonly register: RecordRegister;
  readonly id: string;
  readonly before: KnownRecord | null;
  readonly after: KnownRecord | null;
};

export type Written = {
  /** By which the change can be undone; null when nothing was written. */
  readonly importId: number | null;
  readonly outcomes: readonly Outcome[];
  readonly warnings: readonly RuleProblem[];
};

/** What a plan may read, in the transaction in which it will be written. */
export type PlanContext = { readonly db: Db; readonly reaches: Reaches; readonly today: string };

/**
 * Writes records by the rules of the intake, all of them or none, as one import that can be undone. What is to be done
 * may be planned from the rows as they stand, as writers wait for each other.
 * @throws RuleBroken, VersionConflict, RecordNotFound, NotPermitted, and whatever the plan throws.
 */
export async function writeRecords(
  database: Database,
  reaches: Reaches,
  plan: readonly Change[] | ((context: PlanContext) => Promise<readonly Change[]>),
  options: WriteOptions = {},
): Promise<Written> {
  const today = options.today ?? dayIn('Asia/Shanghai');
  try {
    return await database.session(async (session) => {
      await sql`select pg_advisory_xact_lock(hashtext('union-intake'))`.execute(session.db);
      const changes = typeof plan === 'function' ? await plan({ db: session.db, reaches, today }) : plan;
      const written = await write(session, reaches, changes, options, today);
      if (options.dryRun || written.importId === null) throw new TakenBack({ ...written, importId: null });
      return written;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.written;
    if (isConstraintError(error) && undoTables.some(({ table }) => table === error.table)) {
      throw new RuleBroken([refusedBy(error)]);
    }
    throw error;
  }
}

/** Carries what would have been written out of a transaction that is taken back. */
class TakenBack extends Error {
  readonly written: Written;
  constructor(written: Written) {
    super('taken back');
    this.written = written;
  }
}

type Row = { readonly change: Change; readonly before: KnownRecord | null; readonly values: Values };

async function write(
  session: Session,
  reaches: Reaches,
  changes: readonly Change[],
  options: WriteOptions,
  today: string,
): Promise<Written> {
  const { db } = session;
  const rows: Row[] = [];
  const voided: { change: Change; before: KnownRecord }[] = [];
  for (const change of changes) {
    // Before any rule is held against it: what a rule says of a row is told to nobody who may not write.
    requireAny(reaches, change.register.name, change.permission ?? change.action);
    const before = change.action === 'create' ? null : await readPermitted(db, reaches, change);
    if (change.action === 'void') voided.push({ change, before: before as KnownRecord });
    else rows.push(...rowsOf(change, before, today));
  }
  const problems = new ProblemList('');
  const staged = await stageRows(session, rows, today, problems);
  throwBroken(problems, staged, options);
  // Without a word of which rule it would break: the row is not the viewer's.
  const [beyond] = await keysBeyond(db, reaches, staged);
  if (beyond) throw new NotPermitted(beyond.register, changes[0]?.action ?? 'correct');
  await checkStaged(db, staged, problems, () => {}, reaches);
  throwBroken(problems, staged, options);

  const record = {
    file: changes
      .map((change) => `${change.register.name} ${'id' in change ? change.id : ''}`.trim())
      .join(', ')
      .slice(0, 200),
    sha256: randomBytes(32).toString('hex'),
    format: 'form' as const,
    by: reaches.viewer.name,
    action: options.action ?? changes[0]?.action ?? 'correct',
    reason: options.reason,
    federation: await commonFederation(db, reaches, 'load'),
  };
  const importId = await openImport(db, record);
  for (const { change, before } of voided) await voidRow(db, change.register, before, importId);
  const { sheets } = await mergeStaged(db, staged, importId);

  const outcomes: Outcome[] = voided.map(({ change, before }) => ({
    register: change.register,
    id: before.id,
    before,
    after: null,
  }));
  for (const described of recordRegisters) {
    const own = rows.filter(({ change }) => change.register === described);
    if (own.length === 0) continue;
    const created = own.filter(({ before }) => before === null).length;
    const counts = sheets.find(({ sheet }) => sheet === described.register.sheet.key);
    if (counts && counts.inserted < created) throw new RuleBroken([existsAlready(described, own)]);
    const after = await readStaged(db, described);
    for (const [at, row] of own.entries()) {
      const now = after[at];
      if (!now) throw new Error(`${described.name} was merged without its row`);
      if (!(await isPermitted(db, reaches, described.name, row.change.permission ?? row.change.action, now.place))) {
        throw new NotPermitted(described.name, row.change.permission ?? row.change.action);
      }
      outcomes.push({ register: described, id: now.id, before: row.before, after: now });
    }
  }
  for (const { register, id, before, after } of outcomes) {
    await recordAudit(db, reaches.viewer, {
      action: record.action.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      register: register.name,
      key: { [register.id]: id },
      details: { changeId: importId, columns: changedColumns(before, after), reason: options.reason ?? null },
    });
  }
  const hasChanged = voided.length > 0 || sheets.some(({ inserted, updated }) => inserted + updated > 0);
  return { importId: hasChanged ? importId : null, outcomes, warnings: warningsOf(problems, staged) };
}

/** The columns that differ; their values are kept with the import, not in the audit. */
function changedColumns(before: KnownRecord | null, after: KnownRecord | null): string[] {
  const keys = Object.keys(after?.values ?? before?.values ?? {});
  return keys.filter((key) => (before?.values[key] ?? null) !== (after?.values[key] ?? null));
}

/** The row that a change speaks of, checked for its version and for what the viewer may do with it. */
async function readPermitted(
  db: Db,
  reaches: Reaches,
  change: Exclude<Change, { action: 'create' }>,
): Promise<KnownRecord> {
  const { register: described, id } = change;
  const known = await findRecord(db, described, id);
  const permission = change.permission ?? change.action;
  if (!known) throw new RecordNotFound(described, id);
  if (!(await isPermitted(db, reaches, described.name, permission, known.place))) {
    // Whoever may not look learns nothing of a row, not even that it is there.
    if (!(await isPermitted(db, reaches, described.name, 'read', known.place))) throw new RecordNotFound(described, id);
    throw new NotPermitted(described.name, permission);
  }
  if (change.version !== undefined && change.version !== known.version) {
    const yours = 'values' in change ? { ...known.values, ...change.values } : known.values;
    throw new VersionConflict(described.name, id, known.version, known.values, yours);
  }
  return known;
}

/** The rows of the sheet that a change becomes. */
function rowsOf(change: Exclude<Change, { action: 'void' }>, before: KnownRecord | null, today: string): Row[] {
  const { register: described } = change;
  if (change.action === 'create') return [{ change, before, values: change.values }];
  const known = (before as KnownRecord).values;
  if (change.action === 'end') {
    const ends = described.ends;
    if (!ends) throw new Error(`rows of ${described.name} do not end`);
    return [{ change, before, values: { ...known, ...change.values, [ends]: change.on } }];
  }
  const fixed = described.register.sheet.rowKey.filter(
    (key) => key in change.values && change.values[key] !== known[key] && key !== 'effective_on',
  );
  if (fixed.length > 0) throw new RuleBroken(fixed.map((key) => keyIsFixed(described, key, change.values[key])));
  const values = { ...known, ...change.values };
  const { effectiveOn } = change;
  if (effectiveOn === undefined) return [{ change, before, values }];
  if (described.name === 'enterprise') {
    return [{ change, before, values: { ...values, settled_on: null, effective_on: effectiveOn } }];
  }
  const { begins, ends } = described;
  if (!begins || !ends) throw new RuleBroken([noValidity(described, effectiveOn, today)]);
  // The past stays as it was: the row ends where the other begins.
  return [
    { change, before, values: { ...known, [ends]: effectiveOn } },
    { change, before: null, values: { ...values, [begins]: effectiveOn } },
  ];
}

let regionCodes = new WeakMap<object, Promise<ReadonlySet<string>>>();

/** Regions come with the platform, so they are read once a database. */
function regionsOf(db: Db, key: object): Promise<ReadonlySet<string>> {
  let known = regionCodes.get(key);
  if (!known) {
    known = readRegionCodes(db);
    regionCodes.set(key, known);
    known.catch(() => {
      regionCodes = new WeakMap();
    });
  }
  return known;
}

const processKey = {};

/** Puts the rows where the intake puts those of a file. */
async function stageRows(
  session: Session,
  rows: readonly Row[],
  today: string,
  problems: ProblemList,
): Promise<Map<string, Staged>> {
  const regions = await regionsOf(session.db, processKey);
  const context = { today, isRegion: (code: string) => regions.has(code) };
  const staged = new Map<string, Staged>();
  for (const described of recordRegisters) {
    const own = rows.filter(({ change }) => change.register === described);
    if (own.length === 0) continue;
    const { sheet } = described.register;
    const keys = sheet.columns.map(({ key }) => key);
    async function* batches() {
      yield [
        { number: 1, values: keys },
        ...own.map(({ values }, at) => ({ number: at + 2, values: keys.map((key) => values[key] ?? null) })),
      ];
    }
    // Its name is the key here, so that problems say which register they are of.
    const source = { name: sheet.key, rows: batches(), merged: [] };
    const result = await stageSheet(session, sheet, source, context, problems, () => {});
    if (result) staged.set(sheet.key, result);
  }
  return staged;
}

/** The staged rows as they stand in the register now, in their order. */
async function readStaged(db: Db, described: RecordRegister): Promise<readonly KnownRecord[]> {
  const { register } = described;
  const { rows } = await db.executeQuery<KnownRecord>(
    CompiledQuery.raw(
      register.table === 'enterprise'
        ? `${selectRecords(described)} join pg_temp.${stageTable('enterprise')} s on s.credit_code = known.credit_code order by s.row_no`
        : `${selectRecords(described)} join pg_temp.ready_${register.table} ready on ${register.columns
            .filter(({ isKey }) => isKey)
            .map(({ name }) => `known.${name} is not distinct from ready.${name}`)
            .join(' and ')} order by ready.row_no`,
    ),
  );
  return rows;
}

/** Takes a row out of its register and keeps it, so that undoing brings it back. */
async function voidRow(
  db: Db,
  { register, id, idKind }: RecordRegister,
  before: KnownRecord,
  importId: number,
): Promise<void> {
  const tables = register.table === 'enterprise' ? ['enterprise_period', 'enterprise'] : [register.table];
  for (const table of tables) {
    const keys = undoTables.find((each) => each.table === table)?.key ?? [];
    const named = keys.map(({ name }) => `'${name}', known.${name}`).join(', ');
    const condition =
      table === 'enterprise_period'
        ? 'known.enterprise_id = (select enterprise_id from enterprise where credit_code = $1)'
        : `known.${id} = $1::${idKind === 'integer' ? 'bigint' : 'text'}`;
    await db.executeQuery(
      CompiledQuery.raw(
        `insert into import_change (import_id, register, row_key, before)
        select ${importId}, '${table}', jsonb_build_object(${named}), to_jsonb(known) from ${table} known where ${condition}`,
        [before.id],
      ),
    );
    await db.executeQuery(CompiledQuery.raw(`delete from ${table} known where ${condition}`, [before.id]));
  }
}

function throwBroken(problems: ProblemList, staged: ReadonlyMap<string, Staged>, options: WriteOptions): void {
  const broken = problems.kept.filter(({ severity }) => severity === 'error');
  const warned = problems.kept.filter(({ severity }) => severity === 'warning');
  if (broken.length > 0) throw new RuleBroken([...broken, ...warned].map((problem) => problemOf(problem, staged)));
  if (warned.length > 0 && !options.acceptWarnings && !options.dryRun) {
    throw new RuleBroken(warned.map((problem) => problemOf(problem, staged)));
  }
}

function warningsOf(problems: ProblemList, staged: ReadonlyMap<string, Staged>): RuleProblem[] {
  return problems.kept.filter(({ severity }) => severity !== 'error').map((problem) => problemOf(problem, staged));
}

function problemOf(problem: ProblemList['kept'][number], staged: ReadonlyMap<string, Staged>): RuleProblem {
  const { code, severity, value, zh, en, sheet, column } = problem;
  const spec = staged.get(sheet ?? '')?.spec ?? recordRegisters.find(({ name }) => name === sheet)?.register.sheet;
  const named = spec?.columns.find((each) => each.zh === column);
  return { register: spec?.key ?? '', column: named?.key ?? null, code, severity, value, zh, en };
}

const ownProblem = (
  register: RecordRegister,
  column: string | null,
  value: unknown,
  code: string,
  zh: string,
  en: string,
) =>
  ({
    register: register.name,
    column,
    code: code as RuleProblem['code'],
    severity: 'error',
    value: value === null || value === undefined ? null : String(value),
    zh,
    en,
  }) satisfies RuleProblem;

function existsAlready(described: RecordRegister, rows: readonly Row[]): RuleProblem {
  const key = described.register.sheet.rowKey[0] ?? null;
  const value = key ? rows.find(({ before }) => before === null)?.values[key] : null;
  return ownProblem(
    described,
    key,
    value,
    'RECORD_EXISTS',
    '已有这一条；请更正它，不要新增',
    'it is there already; correct it rather than create it',
  );
}

const keyIsFixed = (described: RecordRegister, key: string, value: unknown) =>
  ownProblem(
    described,
    key,
    value,
    'KEY_FIXED',
    '编号不能更正；请作废后新增',
    'what names a record cannot be corrected; void it and create another',
  );

const noValidity = (described: RecordRegister, on: string, _today: string) =>
  ownProblem(
    described,
    null,
    on,
    'NO_VALIDITY',
    '这类记录没有时段；更正时不填生效日期',
    'records of this kind have no periods; correct them without a day',
  );

/** A constraint that no rule names before: it is said without the row, which may hold what is not for everybody. */
function refusedBy(error: Parameters<typeof constraintReason>[0]): RuleProblem {
  const described = recordRegisters.find(({ name }) => name === error.table);
  const isReferred = error.code === '23503';
  const title = described ? described.register.sheet : { zh: error.table ?? '', en: error.table ?? '' };
  return {
    register: error.table ?? '',
    column: null,
    code: (isReferred ? 'RECORD_IN_USE' : 'DATABASE_REFUSED') as RuleProblem['code'],
    severity: 'error',
    value: null,
    zh: isReferred ? `「${title.zh}」中有记录引用它` : `数据库约束不允许：${error.constraint ?? error.table}`,
    en: isReferred
      ? `rows of ${title.en} refer to it`
      : `a constraint of the database refused it: ${error.constraint ?? error.table}`,
  };
}
