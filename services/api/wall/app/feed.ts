import type { WallAnswer } from '../wall-answer.ts';

/** Why a screen may not show its wall. */
export type Closed = { readonly why: string; readonly zh: string; readonly en: string };

export type Fetched =
  | { readonly kind: 'answer'; readonly text: string; readonly answer: WallAnswer }
  | { readonly kind: 'closed'; readonly closed: Closed }
  /** The network or the server is away; what is shown stays. */
  | { readonly kind: 'away'; readonly reason: string };

/** A request that neither ends nor fails is given up, in milliseconds. */
const PATIENCE = 20_000;
/** Between two questions while all is well. */
export const EVERY = 60_000;
/** Waits after failures: 5 seconds, doubling, five minutes at most. */
const FIRST_WAIT = 5000;
const LONGEST_WAIT = 300_000;

/** Milliseconds until the next question, after so many failures in a row. A quarter of it by chance, so that screens do not come all at once. */
export function waitAfter(failures: number, chance: number = Math.random()): number {
  const wait = failures === 0 ? EVERY : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return Math.round(wait * (1 + chance / 4));
}

/** Exchanges the token of the address for a cookie. */
export async function exchange(token: string): Promise<Fetched | undefined> {
  try {
    const response = await fetch('/wall/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return response.ok ? undefined : await refusalOf(response);
  } catch (error) {
    return { kind: 'away', reason: String((error as Error).name) };
  }
}

/** Asks for the wall as it is now. */
export async function fetchWall(): Promise<Fetched> {
  try {
    const response = await fetch('/wall/data', { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return await refusalOf(response);
    const text = await response.text();
    return { kind: 'answer', text, answer: JSON.parse(text) as WallAnswer };
  } catch (error) {
    return { kind: 'away', reason: String((error as Error).name) };
  }
}

/** A refusal of the token closes the screen; everything else is a bad day of the server. */
async function refusalOf(response: Response): Promise<Fetched> {
  const away: Fetched = { kind: 'away', reason: `HTTP ${response.status}` };
  if (response.status !== 401) return away;
  try {
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { code: string; why: string; messageZh: string } }[];
    };
    const [error] = errors;
    if (error?.extensions.code !== 'DISPLAY_CLOSED') return away;
    const { why, messageZh } = error.extensions;
    return { kind: 'closed', closed: { why, zh: messageZh, en: error.message } };
  } catch {
    return away;
  }
}
