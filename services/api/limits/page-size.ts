import { PageSizeInvalid } from '../errors.ts';

/** The most rows that a page may have. */
export const MAX_PAGE = 100;
/** The rows of a page when the caller names no number. */
export const DEFAULT_PAGE = 20;

/** A page size that was asked for, checked; the default when none was. @throws PageSizeInvalid outside 1 to 100. */
export function pageSize(asked: number | null | undefined): number {
  if (asked === null || asked === undefined) return DEFAULT_PAGE;
  if (!Number.isInteger(asked) || asked < 1 || asked > MAX_PAGE) throw new PageSizeInvalid(MAX_PAGE);
  return asked;
}
