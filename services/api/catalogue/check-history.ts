import type { Db } from '@union/schema/db/database.ts';
import { coarseChecks } from '@union/warehouse/disclosure/coarse-inputs.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { sql } from 'kysely';

/** A night as the history of checks heads it. */
export type CheckedNight = {
  readonly runId: string;
  readonly asOf: string;
  readonly startedAt: string;
  readonly outcome: 'running' | 'published' | 'failed' | 'interrupted';
};

/** What a promise came to in each night, in the order of the nights: rows that broke it; null where it was not reached. */
export type CheckLine = {
  readonly name: string;
  readonly severity: 'block' | 'warn';
  readonly failures: readonly (number | null)[];
};

export type CheckHistory = { readonly nights: readonly CheckedNight[]; readonly lines: readonly CheckLine[] };

/** Nights that the history shows. */
const NIGHTS = 14;

/** The promises of some models over the last nights, the newest night first; counts of household models are as coarse as elsewhere. */
export async function readCheckHistory(db: Db, models: readonly string[]): Promise<CheckHistory> {
  const nights = await db
    .selectFrom('night_run')
    .select(['run_id', 'as_of', 'started_at', 'outcome'])
    .orderBy('started_at', 'desc')
    .orderBy('run_id')
    .limit(NIGHTS)
    .execute();
  if (nights.length === 0) return { nights: [], lines: [] };
  const found = await db
    .selectFrom('night_run_check')
    .select(['run_id', 'position', 'name', 'severity', 'failure_count'])
    .where(
      'run_id',
      'in',
      nights.map(({ run_id }) => run_id),
    )
    .where(sql<string>`split_part(name, ':', 1)`, 'in', [...models, ''])
    .orderBy('position')
    .execute();
  const at = new Map(nights.map(({ run_id }, place) => [run_id, place]));
  const lines = new Map<string, { severity: 'block' | 'warn'; failures: (number | null)[] }>();
  for (const { run_id, name, severity, failure_count } of found) {
    const line = lines.get(name) ?? { severity, failures: nights.map(() => null) };
    lines.set(name, line);
    const [coarse] = coarseChecks(
      [{ name, severity, failures: failure_count, sample: [] }],
      defaultRules.smallCellHouseholds,
    );
    line.failures[at.get(run_id) ?? 0] = coarse?.failures ?? null;
  }
  return {
    nights: nights.map(({ run_id, as_of, started_at, outcome }) => {
      return { runId: run_id, asOf: as_of, startedAt: started_at.toISOString(), outcome };
    }),
    lines: [...lines].map(([name, line]) => ({ name, ...line })),
  };
}
