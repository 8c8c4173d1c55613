import { KnownError } from '@union/schema/errors.ts';
import { DatabaseLost, DiskFull } from './errors.ts';

/** Codes of the system and of PostgreSQL for no room, too much for a quota, too large for a limit. */
const FULL_CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
/** DuckDB tells of the disk in words. */
const FULL_WORDS = /no space left on device|disk quota exceeded|file too large|failed to write.*(space|too large)/i;

/** Codes of the system and of PostgreSQL (classes 08 and 57P) for a server that is not there any more. */
const LOST_CODE =
  /^(08...|57P0.|ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/;
const LOST_WORDS =
  /connection terminated|terminating connection|connection error and is not queryable|server closed the connection/i;

/** The known error behind what was thrown: itself, a full disk, a lost database; undefined for anything else. */
export function knownFault(error: unknown, folder: string): KnownError | undefined {
  const chain = causesOf(error);
  const known = chain.find((cause) => cause instanceof KnownError);
  if (known) return known;
  const full = chain.find((cause) => FULL_CODES.has(codeOf(cause)) || FULL_WORDS.test(cause.message));
  if (full) return new DiskFull(folder, full);
  const lost = chain.find((cause) => LOST_CODE.test(codeOf(cause)) || LOST_WORDS.test(cause.message));
  return lost && new DatabaseLost(lost);
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && !chain.includes(next); next = next.cause) chain.push(next);
  return chain;
}

function codeOf(error: Error): string {
  return String((error as NodeJS.ErrnoException).code ?? '');
}
