/** Waits after attempts: 5 seconds, doubling, an hour at most. */
export const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 3_600_000;
/** About a day. */
const MOST_ATTEMPTS = 34;

/** What becomes of a notice that was not taken: tried again later, or given up after about a day. */
export function afterFailure(
  attempts: number,
  error: unknown,
  now: number = Date.now(),
): { readonly state: 'waiting' | 'given_up'; readonly nextAt: string; readonly lastError: string } {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  return {
    state: attempts >= MOST_ATTEMPTS ? 'given_up' : 'waiting',
    nextAt: new Date(now + wait).toISOString(),
    lastError: reasonOf(error),
  };
}

/** `fetch failed` alone tells nothing: its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.slice(0, 300);
}
