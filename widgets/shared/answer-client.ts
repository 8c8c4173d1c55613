import { UnusableAnswer } from './answer.ts';

/** Fetches answers: one flight per address for all elements of a page, retries for what may pass, a copy for bad days. */

/** Waits before the second and the third try, in milliseconds; each is lengthened by up to a quarter. */
const WAITS = [400, 800];
const TIMEOUT = 8000;
const KEPT = 'union:';

/** Why there is no answer. `code` is HTTP_<status>, NETWORK, TIMEOUT, SCHEMA or a code of the API. */
export class AnswerUnavailable extends Error {
  readonly code: string;
  /** Whether a copy from an earlier visit may stand in: the service did not answer, rather than refuse. */
  readonly isPassing: boolean;
  /** Whether the service wants to know who asks. */
  readonly needsAuth: boolean;
  constructor(code: string, isPassing: boolean, status = 0) {
    super(code);
    this.code = code;
    this.needsAuth = status === 401 || status === 403;
    this.isPassing = isPassing;
  }
}

/** A body and whether it is a copy of an earlier visit because the service does not answer. */
export type Flight = { readonly body: unknown; readonly isCopy: boolean };

const flights = new Map<string, Promise<Flight>>();

/**
 * The body at `url`, from the flight under way if there is one. A plain GET without headers of its own, so that no
 * preflight is needed; `isFresh` asks the service even where the browser has an answer. A failed flight is dropped at once: asking again asks again.
 * @throws AnswerUnavailable
 */
export function fetchAnswer(url: string, isFresh = false): Promise<Flight> {
  let flight = flights.get(url);
  if (!flight) {
    flight = fly(url, isFresh).finally(() => flights.delete(url));
    flights.set(url, flight);
  }
  return flight;
}

async function fly(url: string, isFresh: boolean): Promise<Flight> {
  for (let attempt = 0; ; attempt++) {
    try {
      const body = await once(url, isFresh);
      keep(url, body);
      return { body: JSON.parse(body), isCopy: false };
    } catch (error) {
      const failure = error instanceof AnswerUnavailable ? error : new AnswerUnavailable('SCHEMA', false);
      if (!failure.isPassing) throw failure;
      const wait = WAITS[attempt];
      if (wait === undefined) {
        const copy = kept(url);
        if (copy === undefined) throw failure;
        return { body: JSON.parse(copy), isCopy: true };
      }
      await new Promise((resolve) => setTimeout(resolve, wait * (1 + Math.random() / 4)));
    }
  }
}

async function once(url: string, isFresh: boolean): Promise<string> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(url, {
      signal: AbortSignal.timeout(TIMEOUT),
      credentials: 'omit',
      cache: isFresh ? 'no-cache' : 'default',
    });
    body = await response.text();
  } catch (error) {
    throw new AnswerUnavailable((error as Error).name === 'TimeoutError' ? 'TIMEOUT' : 'NETWORK', true);
  }
  if (response.ok) return body;
  throw new AnswerUnavailable(codeOf(body) ?? `HTTP_${response.status}`, response.status >= 500, response.status);
}

/** The code of an error body, `{ errors: [{ extensions: { code } }] }`. */
function codeOf(body: string): string | undefined {
  try {
    return JSON.parse(body).errors[0].extensions.code;
  } catch {
    return undefined;
  }
}

// Storage may be full, forbidden or absent; the copy is a kindness, never a need.
function keep(url: string, body: string): void {
  try {
    sessionStorage.setItem(KEPT + url, body);
  } catch {}
}

function kept(url: string): string | undefined {
  try {
    return sessionStorage.getItem(KEPT + url) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The code of anything that `fetchAnswer` or a reader of answers throws. */
export function failureCode(error: unknown): string {
  return error instanceof AnswerUnavailable || error instanceof UnusableAnswer ? error.code : 'UNEXPECTED';
}
