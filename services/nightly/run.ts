import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dayIn, isDay, lastFullDay } from '@union/schema/calendar.ts';
import type { Config } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type BuildOptions, buildPublication, codeVersion, type Progress, steps } from '@union/warehouse/build.ts';
import { readTolerances } from '@union/warehouse/contract/drift.ts';
import { coarseRows } from '@union/warehouse/disclosure/coarse-inputs.ts';
import { ClosedPeriodChanged, DriftNotAccepted, InputContractBroken, InvalidNight } from '@union/warehouse/errors.ts';
import type { CheckResult } from '@union/warehouse/models/model.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { lastManifest } from '@union/warehouse/publication/publications.ts';
import { applyRetention, removeLeftovers } from '@union/warehouse/publication/publish.ts';
import { settleWithdrawals } from '@union/warehouse/publication/withdraw.ts';
import { type RuleSettings, rulesFor } from '@union/warehouse/rules.ts';
import { ClockBehind, NightAlreadyRunning } from './errors.ts';
import { exitCodeOf } from './exit-codes.ts';
import { knownFault } from './faults.ts';
import type { Reason, Trigger } from './history.ts';
import { withAdvisoryLock, withLockFile } from './lock.ts';
import { listDriftAcceptances } from './night-runs.queries.ts';
import { outboxFolder } from './notices/outbox.ts';
import { tellSubscribers } from './notices/subscribers.ts';
import { servingNow, type Teller, tellFailure, tellSuccess } from './notices/tell.ts';
import { RunRecord } from './run-record.ts';

export type NightOptions = {
  readonly config: Pick<Config, 'dataDir' | 'timeZone'> &
    Partial<Pick<Config, 'driftTolerance' | 'duckdb' | 'notices' | 'access' | 'publicUrl' | 'host' | 'port'>> &
    RuleSettings;
  /** Open, or what opens it: then it is closed again, and a database that is away is a failed night with a record. */
  readonly database: Database | (() => Promise<Database>);
  /** The day to speak of; default: the last day that is over in the report's time zone. */
  readonly asOf?: string | undefined;
  /** `done`: 0 to 1 of the whole night; `note`: the step and its part. */
  readonly onProgress?: ((progress: { done: number; note: string; detail: Progress }) => void) | undefined;
  /** Figures of these metrics alone, for which documents of others cannot be written; default: the whole catalogue. */
  readonly metrics?: BuildOptions['metrics'];
  /** Default: the API's trusted documents for every scope. */
  readonly writeStatic?: BuildOptions['writeStatic'];
  /** Default: `command`. */
  readonly trigger?: Trigger | undefined;
  readonly now?: Date | undefined;
};

export type NightResult = {
  readonly manifest: Manifest;
  /** Names of what killed runs had left behind, now gone. */
  readonly removedLeftovers: readonly string[];
  /** Ids of old publications that the retention rule let go. */
  readonly retired: readonly string[];
};

/** A night that has ended waits this long for receivers of subscriptions; the clock goes on a minute later. */
const PATIENCE_MS = 12_000;

/** Clocks of two machines may differ by this much without either being wrong. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** The publications folder of a data folder. */
export function publicationsFolder(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'publications');
}

/** Where notices of a data folder lie and go; nowhere when nothing is set. */
export function tellerOf(config: NightOptions['config']): Teller {
  const nowhere = { email: undefined, webhook: undefined, heartbeatUrl: undefined };
  return { outbox: outboxFolder(config), folder: publicationsFolder(config), settings: config.notices ?? nowhere };
}

/**
 * Builds and publishes one night, alone: takes the lock, cleans up after killed runs, builds, publishes, lets old
 * publications go, writes the run history and tells people. When it throws, the publication before still serves.
 * @throws InvalidNight, NightAlreadyRunning, InputContractBroken, DriftNotAccepted, ChecksFailed, ClosedPeriodChanged, DatabaseUnreachable,
 * DatabaseLost, DiskFull, ClockBehind, and whatever else ended it.
 */
export async function runNight(options: NightOptions): Promise<NightResult> {
  const { config, database, now = new Date() } = options;
  const lastDay = lastFullDay(config.timeZone, now);
  const asOf = options.asOf ?? lastDay;
  if (!isDay(asOf) || asOf > lastDay) throw new InvalidNight(asOf, lastDay);
  // A wrong setting is told before anything is tried.
  const tolerances = readTolerances(config.driftTolerance);
  const folder = publicationsFolder(config);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw knownFault(error, folder) ?? error;
  }
  const night: Night = { ...options, asOf, now, folder, tolerances };

  return withLockFile(folder, async () => {
    if (typeof database !== 'function') return withAdvisoryLock(database, () => runRecorded(night, database));
    const opened = await openOrFail(night, database);
    try {
      return await withAdvisoryLock(opened, () => runRecorded(night, opened));
    } finally {
      await opened.close();
    }
  });
}

type Night = NightOptions & {
  readonly asOf: string;
  readonly now: Date;
  readonly folder: string;
  readonly tolerances: ReturnType<typeof readTolerances>;
};

/** Opens the database; one that is away leaves a record and a notice like any other failure. */
async function openOrFail(night: Night, open: () => Promise<Database>): Promise<Database> {
  try {
    return await open();
  } catch (error) {
    throw await fail(night, await beginRecord(night, undefined), error);
  }
}

async function runRecorded(night: Night, database: Database): Promise<NightResult> {
  const { config, asOf, folder } = night;
  const record = await beginRecord(night, database);
  try {
    await settleWithdrawals(folder);
    const removedLeftovers = removeLeftovers(folder);
    const last = lastManifest(folder);
    refuseClockBehind(night);
    const rules = rulesFor(config);
    const manifest = await buildPublication({
      ...{ database, folder, asOf, writeStatic: night.writeStatic ?? writeDocuments, resources: config.duckdb, rules },
      metrics: night.metrics,
      contract: {
        rowsBefore: last?.inputs.rows,
        tolerances: night.tolerances,
        acceptances: await listDriftAcceptances(database.db),
        today: dayIn(config.timeZone, night.now),
        onRows: (rows) => record.onRows(coarseRows(rows, rules.smallCellHouseholds)),
      },
      onChecks: (results) => record.onChecks(results),
      onProgress: (detail) => {
        record.onProgress(detail);
        night.onProgress?.({ ...overall(detail), detail });
      },
    });
    const { publicationId, checks } = manifest;
    await record.end(
      { outcome: 'published', publicationId, reason: null, exitCode: 0, checks },
      publishedRows(manifest),
    );
    await tellSuccess(tellerOf(config));
    await tellThem(night, database);
    return { manifest, removedLeftovers, retired: retire(folder, night.now) };
  } catch (error) {
    const thrown = await fail(night, record, error);
    if (!(error instanceof NightAlreadyRunning)) await tellThem(night, database);
    throw thrown;
  }
}

/** Tells subscribers; a night is what it is whatever becomes of that, and the clock tries again within a minute. */
async function tellThem({ config }: Night, { db }: Database): Promise<void> {
  const { notices } = config;
  if (notices)
    await tellSubscribers(db, tellerOf(config), { ...config, notices }, new Date(), PATIENCE_MS).catch(() => {});
}

/** Loaded when a night comes to it: commands that tell of nights have no use for the whole API. */
const writeDocuments: NonNullable<BuildOptions['writeStatic']> = async (candidate, staticFolder) => {
  const { writeStatic } = await import('@union/api/documents/write-static.ts');
  return writeStatic(candidate, staticFolder);
};

/** Old publications that cannot be deleted now go another night; this one has published. */
function retire(folder: string, now: Date): string[] {
  try {
    return applyRetention(folder, now);
  } catch {
    return [];
  }
}

function beginRecord({ folder, asOf, trigger = 'command' }: Night, database: Database | undefined): Promise<RunRecord> {
  return RunRecord.begin(folder, database, { asOf, trigger, codeVersion: codeVersion() });
}

/** Records and tells a failure. @returns the error to throw. */
async function fail({ config, asOf, folder }: Night, record: RunRecord, thrown: unknown): Promise<unknown> {
  if (thrown instanceof NightAlreadyRunning) return thrown;
  const { step, run } = record;
  const error = knownFault(thrown, folder) ?? thrown;
  const reason = reasonOf(error);
  await record.end({
    ...{ outcome: 'failed', publicationId: null, reason, exitCode: exitCodeOf(error) },
    checks: [...run.checks, ...checksOf(error)],
  });
  await tellFailure(tellerOf(config), { asOf, reason, place: { folder, runId: run.runId, step } }).catch(() => {});
  return error;
}

/**
 * A night by a wrong clock would be filed under a wrong day: beside the current publication for ever, or before it.
 * @throws ClockBehind
 */
function refuseClockBehind({ folder, now, config }: Night): void {
  const serving = servingNow(folder);
  if (!serving) return;
  const isBefore = now.getTime() + CLOCK_SKEW_MS < Date.parse(serving.publishedAt);
  if (isBefore || serving.asOf > lastFullDay(config.timeZone, new Date(now.getTime() + CLOCK_SKEW_MS))) {
    throw new ClockBehind(now, serving);
  }
}

function publishedRows({ files }: Manifest): Record<string, number> {
  return Object.fromEntries(
    files.flatMap(({ path, rows }) => {
      const table = /^parquet\/(\w+)\.parquet$/.exec(path)?.[1];
      return table === undefined || rows === null ? [] : [[table, rows] as const];
    }),
  );
}

/** The checks of the inputs or of closed periods, when they ended the night; whatever else was checked was told as it went. */
function checksOf(error: unknown): readonly CheckResult[] {
  const hasChecks =
    error instanceof InputContractBroken || error instanceof DriftNotAccepted || error instanceof ClosedPeriodChanged;
  return hasChecks ? error.checks : [];
}

/** Shares of the whole night that steps usually take, for a steady progress bar. */
const WEIGHTS: Readonly<Record<Progress['step'], number>> = {
  extract: 20,
  contract: 5,
  models: 30,
  checks: 15,
  files: 10,
  static: 15,
  publish: 5,
};

function overall({ step, name, done, of }: Progress): { done: number; note: string } {
  const before = steps.slice(0, steps.indexOf(step)).reduce((sum, earlier) => sum + WEIGHTS[earlier], 0);
  return { done: (before + (WEIGHTS[step] * done) / Math.max(1, of)) / 100, note: `${stepNames[step]} ${name}` };
}

/** Steps in words. */
export const stepNames: Readonly<Record<Progress['step'], string>> = {
  extract: '抽取 extract',
  contract: '查验输入 input contract',
  models: '计算 models',
  checks: '校验 checks',
  files: '文件 files',
  static: '静态文件 static files',
  publish: '发布 publish',
};

function reasonOf(error: unknown): Reason {
  const known = knownFault(error, '');
  if (known) return { code: known.code, zh: known.messageZh, en: known.message };
  const text = error instanceof Error ? error.message : String(error);
  return { code: 'NIGHT_FAILED', zh: `夜间计算失败：${text}`, en: `the night failed: ${text}` };
}
