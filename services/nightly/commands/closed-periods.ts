import type { Db } from '@union/schema/db/database.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { ClosedPeriod } from '@union/warehouse/closed-periods/closed-periods.queries.ts';
import { readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { NoSuchMetric, PeriodNotClosable, PeriodNotClosed } from './errors.ts';

/**
 * Closes a period: from now on no night changes the figures of its last day without a restatement. Only a period whose
 * last day is published can be closed, and each once.
 * @throws PeriodNotClosable
 */
export async function closePeriod(
  db: Db,
  folder: string,
  { period, by, note }: { period: ClosedPeriod; by: string; note: string | undefined },
): Promise<void> {
  const pointer = readPointer(folder);
  const asOf = pointer && readManifest(folder, pointer.publicationId, pointer.manifestSha256).asOf;
  if (asOf === undefined || period.end > asOf) {
    throw new PeriodNotClosable(
      `the period ends on ${period.end}, which no publication that is served speaks of yet`,
      `该期间截止于 ${period.end}，当前发布尚未包含该日`,
    );
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('closed_period')
    .values({
      ...{ period_kind: period.kind, period_start: period.start, ends_on: period.end },
      ...{ closed_by: by, note: note ?? null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) {
    throw new PeriodNotClosable(
      `the ${period.kind} from ${period.start} is closed already`,
      `自 ${period.start} 起的期间（${period.kind}）已经关账`,
    );
  }
}

/**
 * Lets the next night that finds figures of a closed period changed publish them, once, with the reason: those of one
 * metric, or of all. @throws PeriodNotClosed, NoSuchMetric
 */
export async function restate(
  db: Db,
  asked: { period: ClosedPeriod; metric: string | undefined; by: string; reason: string },
): Promise<number> {
  const { period, metric, by, reason } = asked;
  if (metric !== undefined && !findMetric(metric)) throw new NoSuchMetric(metric);
  const closed = await db
    .selectFrom('closed_period')
    .select('ends_on')
    .where('period_kind', '=', period.kind)
    .where('period_start', '=', period.start)
    .executeTakeFirst();
  if (!closed) throw new PeriodNotClosed(`${period.kind} ${period.start}`);
  const { restatement_id } = await db
    .insertInto('restatement')
    .values({
      ...{ period_kind: period.kind, period_start: period.start, metric_id: metric ?? null, reason, restated_by: by },
    })
    .returning('restatement_id')
    .executeTakeFirstOrThrow();
  return restatement_id;
}
