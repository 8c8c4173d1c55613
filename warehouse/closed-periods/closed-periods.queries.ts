import type { Db } from '@union/schema/db/database.ts';
import type { ClosedPeriodKind } from '@union/schema/tables.ts';

/** A period whose figures of its last day are final. */
export type ClosedPeriod = { readonly kind: ClosedPeriodKind; readonly start: string; readonly end: string };

/** Leave to change figures of a closed period, once: of one metric, or of all when `metricId` is null. */
export type Restatement = {
  readonly id: number;
  readonly kind: ClosedPeriodKind;
  readonly start: string;
  readonly metricId: string | null;
  readonly reason: string;
  readonly restatedAt: string;
};

/** What a night holds closed. */
export type Closed = { readonly periods: readonly ClosedPeriod[]; readonly restatements: readonly Restatement[] };

/** Every closed period and every restatement, the oldest first. */
export async function readClosed(db: Db): Promise<Closed> {
  const [periods, restatements] = await Promise.all([
    db
      .selectFrom('closed_period')
      .select(['period_kind as kind', 'period_start as start', 'ends_on as end'])
      .orderBy('ends_on')
      .orderBy('period_kind')
      .execute(),
    db
      .selectFrom('restatement')
      .select(['restatement_id', 'period_kind', 'period_start', 'metric_id', 'reason', 'restated_at'])
      .orderBy('restatement_id')
      .execute(),
  ]);
  return {
    periods,
    restatements: restatements.map((row) => ({
      ...{ id: row.restatement_id, kind: row.period_kind, start: row.period_start, metricId: row.metric_id },
      ...{ reason: row.reason, restatedAt: row.restated_at.toISOString() },
    })),
  };
}
