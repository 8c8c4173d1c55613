import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePublicationId } from './manifest.ts';

/** That a publication was taken out of service, and why; kept for ever, its files for a time. */
export type Withdrawal = {
  readonly publicationId: string;
  /** ISO instants. */
  readonly publishedAt: string;
  readonly withdrawnAt: string;
  readonly by: string;
  readonly reason: string;
};

/** Folder below the publications: `<id>.json` says why, and `<id>/` holds the publication. */
export const WITHDRAWN = 'withdrawn';

/** Ids of the publications that were taken out of service, in no particular order. */
export function listWithdrawnIds(folder: string): string[] {
  const withdrawn = join(folder, WITHDRAWN);
  if (!existsSync(withdrawn)) return [];
  return readdirSync(withdrawn)
    .filter((name) => name.endsWith('.json') && parsePublicationId(name.slice(0, -5)))
    .map((name) => name.slice(0, -5));
}

/** The withdrawals of a publications folder, latest first. */
export function listWithdrawals(folder: string): Withdrawal[] {
  return listWithdrawnIds(folder)
    .map((id) => JSON.parse(readFileSync(join(folder, WITHDRAWN, `${id}.json`), 'utf8')) as Withdrawal)
    .toSorted((a, b) => (a.withdrawnAt < b.withdrawnAt ? 1 : -1));
}
