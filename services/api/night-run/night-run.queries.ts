import { coarseChecks } from '@union/warehouse/disclosure/coarse-inputs.ts';
import type { CheckResult } from '@union/warehouse/models/model.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import type { Registers } from '../context.ts';

/** A night with its steps in order and the checks that found something. */
export type NightRun = {
  readonly id: string;
  readonly asOf: string;
  /** ISO instants. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: 'running' | 'published' | 'failed' | 'interrupted';
  readonly trigger: string;
  readonly publicationId: string | null;
  readonly errorCode: string | null;
  readonly errorZh: string | null;
  readonly errorEn: string | null;
  readonly steps: readonly { readonly name: string; readonly durationMs: number; readonly rowCount: number | null }[];
  readonly checks: readonly CheckResult[];
};

/** The latest nights, newest first, checks on households as coarse as in a manifest; `before`: only those that began before this instant. */
export async function listNightRuns(
  { db, abort }: Registers,
  { first, before }: { readonly first: number; readonly before?: string | undefined },
): Promise<NightRun[]> {
  const runs = await db
    .selectFrom('night_run')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('started_at', '<', new Date(before as string)))
    .orderBy('started_at', 'desc')
    .orderBy('run_id')
    .limit(first)
    .execute(abort);
  if (runs.length === 0) return [];
  const ids = runs.map(({ run_id }) => run_id);
  const [steps, checks] = await Promise.all([
    db.selectFrom('night_run_step').selectAll().where('run_id', 'in', ids).orderBy('position').execute(abort),
    db
      .selectFrom('night_run_check')
      .selectAll()
      .where('run_id', 'in', ids)
      .where('failure_count', '>', 0)
      .orderBy('position')
      .execute(abort),
  ]);
  return runs.map((run) => ({
    ...{ id: run.run_id, asOf: run.as_of, startedAt: run.started_at.toISOString() },
    ...{ endedAt: run.ended_at?.toISOString() ?? null, outcome: run.outcome, trigger: run.trigger },
    ...{ publicationId: run.publication_id, errorCode: run.error_code, errorZh: run.error_zh, errorEn: run.error_en },
    steps: steps
      .filter(({ run_id }) => run_id === run.run_id)
      .map(({ step, duration_ms, row_count }) => ({ name: step, durationMs: duration_ms, rowCount: row_count })),
    // The rows of households stay with whoever runs the night.
    checks: coarseChecks(
      checks
        .filter(({ run_id }) => run_id === run.run_id)
        .map(({ name, severity, failure_count, sample }) => ({ name, severity, failures: failure_count, sample })),
      defaultRules.smallCellHouseholds,
    ),
  }));
}
