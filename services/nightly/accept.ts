import type { Db } from '@union/schema/db/database.ts';
import { isDrift, isRegister, type Tolerances } from '@union/warehouse/contract/drift.ts';
import { lastManifest } from '@union/warehouse/publication/publications.ts';
import { NothingToAccept } from './errors.ts';
import { insertDriftAcceptance } from './night-runs.queries.ts';

/** What a reviewer says: the register may have `rows` rows, by whom and why. */
export type Acceptance = {
  readonly register: string;
  readonly rows: number;
  readonly by: string;
  readonly reason: string;
};

/**
 * Records for ever that a reviewer accepts the change of one register from the rows of the last publication to exactly
 * `rows`; the next night then lets this change through, and no other.
 * @returns the rows before.
 * @throws NothingToAccept when there is no such register, nothing to compare with, or no drift in that change.
 */
export async function acceptDrift(
  db: Db,
  folder: string,
  tolerances: Tolerances,
  { register, rows, by, reason }: Acceptance,
): Promise<number> {
  if (!isRegister(register))
    throw new NothingToAccept(`no register is called ${register}`, `没有名为 ${register} 的登记簿`);
  const before = lastManifest(folder)?.inputs.rows[register];
  if (before === undefined) {
    throw new NothingToAccept(
      `no publication tells how many rows ${register} had; nothing can have drifted`,
      `没有任何发布记录 ${register} 的行数，无从比较`,
    );
  }
  if (!isDrift(before, rows, tolerances(register))) {
    throw new NothingToAccept(
      `${register} from ${before} to ${rows} rows is within its tolerance; nothing needs accepting`,
      `${register} 由 ${before} 行变为 ${rows} 行在允许范围内，无需确认`,
    );
  }
  await insertDriftAcceptance(db, { register, before, after: rows, acceptedBy: by, reason });
  return before;
}
