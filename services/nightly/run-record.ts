import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database } from '@union/schema/db/database.ts';
import type { Progress, Step } from '@union/warehouse/build.ts';
import type { CheckResult } from '@union/warehouse/models/model.ts';
import {
  appendRun,
  type Run,
  type RunEnd,
  type RunStep,
  readRuns,
  settleRuns,
  type Trigger,
  trimRuns,
} from './history.ts';
import { carryOver, recordRun } from './night-runs.queries.ts';

/** A database that does not answer for this long keeps no night from ending. */
const PATIENCE_MS = 10_000;

/**
 * The record of one run while it runs: every step goes to the file of the publications folder at once and, beside the
 * work, to the database when there is one. Neither a full disk nor a lost database fails the night here: what could not be
 * written to the database is carried over by the next run.
 */
export class RunRecord {
  run: Run;
  private readonly folder: string;
  private readonly database: Database | undefined;
  private writes: Promise<unknown> = Promise.resolve();
  private current: { step: Step; began: number } | undefined;
  private rows: Readonly<Record<string, number>> = {};

  private constructor(
    folder: string,
    database: Database | undefined,
    start: { asOf: string; trigger: Trigger; codeVersion: string },
  ) {
    this.folder = folder;
    this.database = database;
    this.run = {
      ...{ ...start, runId: randomUUID(), startedAt: new Date().toISOString(), host: hostname(), endedAt: null },
      ...{ outcome: 'running', publicationId: null, reason: null, exitCode: null, steps: [], checks: [] },
    };
  }

  /** Begins a record. Runs before it that were killed are settled, and those that the database lacks go there now. */
  static async begin(
    folder: string,
    database: Database | undefined,
    start: { asOf: string; trigger: Trigger; codeVersion: string },
  ): Promise<RunRecord> {
    const record = new RunRecord(folder, database, start);
    record.keep(() => settleRuns(folder));
    const { runId, asOf, startedAt, trigger, host, codeVersion } = record.run;
    const past = readRuns(folder);
    record.keep(() => appendRun(folder, { event: 'started', runId, asOf, startedAt, trigger, host, codeVersion }));
    if (database) {
      const isCarried = await within(PATIENCE_MS, async () => {
        // The oldest first, so that the newest is recorded last.
        await carryOver(database.db, past.filter(({ outcome }) => outcome !== 'running').toReversed());
        await recordRun(database.db, record.run);
      });
      if (isCarried) record.keep(() => trimRuns(folder));
    }
    return record;
  }

  /** The step that runs now, or ran last; undefined before the first. */
  get step(): Step | undefined {
    return this.current?.step;
  }

  /** Told of progress: a step ends when another begins. */
  onProgress({ step, name }: Progress): void {
    // A step may come back: files are written before the static ones and described after.
    if (this.current?.step === step) return;
    this.endStep();
    this.current = { step, began: performance.now() };
    if (step === 'publish') {
      this.keep(() => appendRun(this.folder, { event: 'publishing', runId: this.run.runId, publicationId: name }));
    }
  }

  /** Told how many rows of each register were read. */
  onRows(rows: Readonly<Record<string, number>>): void {
    this.rows = rows;
    this.run = {
      ...this.run,
      steps: this.run.steps.map((step) => (step.step === 'extract' ? counted(step, rows) : step)),
    };
  }

  /** Told what checks found, as far as the night came. */
  onChecks(results: readonly CheckResult[]): void {
    this.run = { ...this.run, checks: [...this.run.checks, ...results] };
  }

  /** Writes how the run ended; waits for the database no longer than it takes. */
  async end(end: Omit<RunEnd, 'steps' | 'endedAt'>, published?: Readonly<Record<string, number>>): Promise<void> {
    this.endStep();
    const steps = this.run.steps.map((step) => (step.step === 'files' && published ? counted(step, published) : step));
    this.run = { ...this.run, ...end, steps, endedAt: new Date().toISOString() };
    const { publicationId, reason, exitCode, checks, endedAt, outcome } = this.run;
    this.keep(() =>
      appendRun(this.folder, {
        ...{ event: 'ended', runId: this.run.runId, endedAt, outcome: outcome as RunEnd['outcome'] },
        ...{ publicationId, reason, exitCode, steps, checks },
      }),
    );
    const { database } = this;
    if (!database) return;
    await within(PATIENCE_MS, async () => {
      await this.writes;
      await recordRun(database.db, this.run);
    });
  }

  private endStep(): void {
    if (!this.current) return;
    const { step, began } = this.current;
    const bare: RunStep = { step, durationMs: Math.round(performance.now() - began), rowCount: null, rowsByTable: {} };
    const done = step === 'extract' ? counted(bare, this.rows) : bare;
    this.current = undefined;
    this.run = { ...this.run, steps: [...this.run.steps, done] };
    this.keep(() => appendRun(this.folder, { event: 'step', runId: this.run.runId, step: done }));
    const { database, run } = this;
    if (database) this.writes = this.writes.then(() => recordRun(database.db, run)).catch(() => {});
  }

  /** Writes to the folder if it can be written. */
  private keep(write: () => void): void {
    try {
      write();
    } catch {
      // The database has the record as well, or the next run tells that this one was interrupted.
    }
  }
}

function counted(step: RunStep, rowsByTable: Readonly<Record<string, number>>): RunStep {
  const counts = Object.values(rowsByTable);
  return counts.length === 0 ? step : { ...step, rowsByTable, rowCount: counts.reduce((sum, count) => sum + count, 0) };
}

/** Whether `work` succeeded within `ms`. */
async function within(ms: number, work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const done = work().then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
