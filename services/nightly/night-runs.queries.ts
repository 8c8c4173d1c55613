import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { Run, RunStep } from './history.ts';

/** Queries on the run history; they need nothing but the database, so every process may ask them. */

/**
 * The latest runs, newest first, with their steps in order and their checks; `checks: 'failing'` leaves out those that found
 * nothing. `before`: only runs that began before this instant, for the next page.
 */
export async function listNightRuns(
  db: Db,
  { limit, before, checks = 'failing' }: { limit: number; before?: Date | undefined; checks?: 'all' | 'failing' },
): Promise<Run[]> {
  const runs = await db
    .selectFrom('night_run')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('started_at', '<', before as Date))
    .orderBy('started_at', 'desc')
    .orderBy('run_id')
    .limit(limit)
    .execute();
  if (runs.length === 0) return [];
  const ids = runs.map(({ run_id }) => run_id);
  const [steps, found] = await Promise.all([
    db.selectFrom('night_run_step').selectAll().where('run_id', 'in', ids).orderBy('position').execute(),
    db
      .selectFrom('night_run_check')
      .selectAll()
      .where('run_id', 'in', ids)
      .$if(checks === 'failing', (query) => query.where('failure_count', '>', 0))
      .orderBy('position')
      .execute(),
  ]);
  return runs.map((run) => ({
    runId: run.run_id,
    asOf: run.as_of,
    startedAt: run.started_at.toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
    outcome: run.outcome,
    publicationId: run.publication_id,
    reason: run.error_code ? { code: run.error_code, zh: run.error_zh ?? '', en: run.error_en ?? '' } : null,
    exitCode: run.exit_code,
    trigger: run.trigger,
    host: run.host,
    codeVersion: run.code_version,
    steps: steps
      .filter(({ run_id }) => run_id === run.run_id)
      .map(
        (step): RunStep => ({
          ...{
            step: step.step,
            durationMs: step.duration_ms,
            rowCount: step.row_count,
            rowsByTable: step.rows_by_table,
          },
        }),
      ),
    checks: found
      .filter(({ run_id }) => run_id === run.run_id)
      .map(({ name, severity, failure_count, sample }) => ({ name, severity, failures: failure_count, sample })),
  }));
}

/** Writes a run as it stands; called again with the same run it changes nothing, so nothing is ever twice. */
export async function recordRun(db: Db, run: Run): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const values = {
      as_of: run.asOf,
      started_at: new Date(run.startedAt),
      ended_at: run.endedAt === null ? null : new Date(run.endedAt),
      outcome: run.outcome,
      trigger: run.trigger,
      host: run.host,
      code_version: run.codeVersion,
      publication_id: run.outcome === 'published' ? run.publicationId : null,
      exit_code: run.exitCode,
      error_code: run.reason?.code ?? null,
      error_zh: run.reason?.zh ?? null,
      error_en: run.reason?.en ?? null,
    };
    await transaction
      .insertInto('night_run')
      .values({ run_id: run.runId, ...values })
      .onConflict((conflict) => conflict.column('run_id').doUpdateSet(values))
      .execute();
    await transaction.deleteFrom('night_run_step').where('run_id', '=', run.runId).execute();
    await transaction.deleteFrom('night_run_check').where('run_id', '=', run.runId).execute();
    if (run.steps.length > 0) {
      await transaction
        .insertInto('night_run_step')
        .values(
          run.steps.map((step, position) => ({
            ...{ run_id: run.runId, position, step: step.step, duration_ms: step.durationMs, row_count: step.rowCount },
            rows_by_table: JSON.stringify(step.rowsByTable),
          })),
        )
        .execute();
    }
    if (run.checks.length > 0) {
      await transaction
        .insertInto('night_run_check')
        .values(
          run.checks.map(({ name, severity, failures, sample }, position) => ({
            ...{ run_id: run.runId, position, name, severity, failure_count: failures, sample: JSON.stringify(sample) },
          })),
        )
        .execute();
    }
  });
}

/**
 * Brings runs into the database that it does not know, or does not know the end of, such as those of nights when it was away. Runs
 * that it believes to be running are interrupted ones: the caller alone holds the lock of the night.
 */
export async function carryOver(db: Db, runs: readonly Run[]): Promise<void> {
  await db.updateTable('night_run').set({ outcome: 'interrupted' }).where('outcome', '=', 'running').execute();
  if (runs.length === 0) return;
  const known = await db
    .selectFrom('night_run')
    .select(['run_id', 'outcome'])
    .where(
      'run_id',
      'in',
      runs.map(({ runId }) => runId),
    )
    .execute();
  const outcomes = new Map(known.map(({ run_id, outcome }) => [run_id, outcome]));
  for (const run of runs) {
    if (outcomes.get(run.runId) !== run.outcome) await recordRun(db, run);
  }
}

/** A drift that a reviewer answers for. */
export type DriftAcceptance = {
  readonly register: string;
  readonly before: number;
  readonly after: number;
  readonly acceptedBy: string;
  readonly reason: string;
  /** ISO instant. */
  readonly acceptedAt: string;
};

/** Every accepted drift, newest first, or the latest `limit`. */
export async function listDriftAcceptances(db: Db, limit?: number): Promise<DriftAcceptance[]> {
  const rows = await db
    .selectFrom('drift_acceptance')
    .selectAll()
    .orderBy('accepted_at', 'desc')
    .orderBy('drift_acceptance_id', 'desc')
    .$if(limit !== undefined, (query) => query.limit(limit as number))
    .execute();
  return rows.map((row) => ({
    ...{ register: row.register, before: row.rows_before, after: row.rows_after },
    ...{ acceptedBy: row.accepted_by, reason: row.reason, acceptedAt: row.accepted_at.toISOString() },
  }));
}

/** Records that a reviewer accepts exactly this change; it can never be changed or taken back. */
export async function insertDriftAcceptance(db: Db, acceptance: Omit<DriftAcceptance, 'acceptedAt'>): Promise<void> {
  await db
    .insertInto('drift_acceptance')
    .values({
      ...{ register: acceptance.register, rows_before: acceptance.before, rows_after: acceptance.after },
      ...{ accepted_by: acceptance.acceptedBy, reason: acceptance.reason },
    })
    .execute();
}

/** A drift that waits for a reviewer. */
export type OpenDrift = { readonly register: string; readonly before: number; readonly after: number };

/** The drifts that stopped the last run and that nobody has accepted since; `[]` when it was not stopped by any. */
export async function listOpenDrifts(db: Db): Promise<OpenDrift[]> {
  const { rows } = await sql<OpenDrift>`
    with last_run as (select run_id, error_code from night_run order by started_at desc limit 1),
    drift as (
      select sample -> 0 ->> 'register' as register,
        (sample -> 0 ->> 'before')::bigint as before, (sample -> 0 ->> 'after')::bigint as after
      from night_run_check join last_run using (run_id)
      where error_code = 'DRIFT_NOT_ACCEPTED' and failure_count > 0 and sample -> 0 ? 'before'
    )
    select register, before, after from drift
    where not exists (
      select from drift_acceptance as accepted
      where accepted.register = drift.register and rows_before = before and rows_after = after
    )
    order by register
  `.execute(db);
  return rows;
}
