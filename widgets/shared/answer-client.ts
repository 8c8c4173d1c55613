/**
 * Fetches answers: what the elements of a page ask for in one turn goes in one request, one flight per address, retries
 * for what may pass, a copy for bad days.
 */

/** Waits before the second and the third try, in milliseconds; each is lengthened by up to a quarter. */
const WAITS = [400, 800];
const TIMEOUT = 8000;
const KEPT = 'union:';
/** So many answers go into one address; the service takes as many. A page with more asks for all lists at once. */
const MOST = 40;

/** What the service says of its refusal, in Chinese and English; absent where it says nothing that a page should show. */
export type Reason = readonly [zh: string | undefined, en: string | undefined] | undefined;

/** Why there is no answer. `code` is HTTP_<status>, NETWORK, TIMEOUT, SCHEMA or a code of the API. */
export class AnswerUnavailable extends Error {
  readonly code: string;
  readonly status: number;
  readonly reason: Reason;
  constructor(code: string, status = 0, reason?: Reason) {
    super(code);
    this.code = code;
    this.status = status;
    this.reason = reason;
  }
}

/** A body and whether it is a copy of an earlier visit because the service does not answer. */
export type Flight = { readonly body: Body; readonly isCopy: boolean };

/** What is read of a body. */
export type Body = {
  readonly page?: unknown;
  readonly extensions?: { readonly pages?: Readonly<Record<string, unknown>> };
  readonly errors?: readonly {
    readonly message?: string;
    readonly extensions?: { readonly code?: string; readonly messageZh?: string };
  }[];
  /** Of one answer among several. */
  readonly status?: number;
};

/** Whether the current publication is late, as `/freshness` tells it. */
export type Freshness = {
  readonly isStale: boolean;
  readonly reason: { readonly zh: string; readonly en: string } | null;
};

const flights = new Map<string, Promise<Flight>>();
const ages = new Map<string, Promise<Freshness | undefined>>();
/** By the part of an address before `/w/`: what waits for the end of this turn, by the part behind it. */
const turns = new Map<string, Map<string, (answer?: Body) => void>>();

/**
 * The body at `url`, from the flight under way if there is one. A plain GET without headers of its own, so that no
 * preflight is needed; `isFresh` asks the service even where the browser has an answer. A failed flight is dropped at once: asking again asks again.
 * @throws AnswerUnavailable
 */
export function fetchAnswer(url: string, isFresh?: boolean): Promise<Flight> {
  let flight = flights.get(url);
  if (!flight) {
    flight = fly(url, isFresh).finally(() => flights.delete(url));
    flights.set(url, flight);
  }
  return flight;
}

/** How fresh the service at `base` is; asked once a page. Undefined when it does not say. */
export function fetchFreshness(base: string): Promise<Freshness | undefined> {
  let age = ages.get(base);
  if (!age) {
    age = get(`${base}/freshness`)
      .then(JSON.parse)
      .catch(() => undefined);
    ages.set(base, age);
  }
  return age;
}

async function fly(url: string, isFresh?: boolean): Promise<Flight> {
  for (let attempt = 0; ; attempt++) {
    try {
      const body: Body = (!attempt && !isFresh && (await together(url))) || JSON.parse(await get(url, isFresh));
      if (body.errors) throw refusalOf(body, body.status ?? 400);
      keep(url, body);
      return { body, isCopy: false };
    } catch (error) {
      const failure = error instanceof AnswerUnavailable ? error : new AnswerUnavailable('SCHEMA', 400);
      // Without a status the service was not reached.
      if (failure.status && failure.status < 500) throw failure;
      const wait = WAITS[attempt];
      if (!wait) {
        const copy = stored((storage) => storage.getItem(KEPT + url));
        if (!copy) throw failure;
        return { body: JSON.parse(copy), isCopy: true };
      }
      await new Promise((resolve) => setTimeout(resolve, wait * (1 + Math.random() / 4)));
    }
  }
}

/** The answer at `url` out of one request for all that this turn asks for; undefined when it is to be asked for alone. */
function together(url: string): Promise<Body | undefined> | undefined {
  // Of the service, or of the files of one scope.
  const [, base = '', one = ''] =
    /^(.*)\/w\/(.+)/.exec(url.replace(/\/static\/([\w-]+)\/([\w-]+\.json)$/, '/static/scope/$2/w/$1')) ?? [];
  return one
    ? new Promise((resolve) => {
        const turn = turns.get(base) ?? new Map();
        turns.set(base, turn.set(one, resolve));
        if (turn.size > 1) return;
        const go = () => ask(base, turn);
        // While the page is still being read, more elements are on their way; later all of a turn stand in line already.
        if (document.readyState === 'loading') {
          document.addEventListener('DOMContentLoaded', go);
          setTimeout(go, 30);
        } else queueMicrotask(go);
      })
    : undefined;
}

function ask(base: string, turn: ReadonlyMap<string, (answer?: Body) => void>): void {
  if (turns.get(base) !== turn) return;
  turns.delete(base);
  // Sorted, so that pages with the same elements have the same address.
  const all = [...turn.keys()].sort();
  while (all[0]) {
    const asked = all.splice(0, MOST);
    const query = asked.map((one) => `of=${encodeURIComponent(one)}`).join('&');
    const isFile = base.endsWith('.json');
    const list = asked[1] ? get(isFile ? base : `${base}/w?${query}`).then(JSON.parse) : Promise.resolve();
    const give = (answers?: Readonly<Record<string, Body>>) => {
      for (const [index, one] of asked.entries()) turn.get(one)?.(answers?.[isFile ? one : index]);
    };
    list.then((body) => give(body?.answers)).catch(() => give());
  }
}

async function get(url: string, isFresh?: boolean): Promise<string> {
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
    throw new AnswerUnavailable((error as Error).name === 'TimeoutError' ? 'TIMEOUT' : 'NETWORK');
  }
  if (response.ok) return body;
  let refusal: Body = {};
  try {
    refusal = JSON.parse(body);
  } catch {}
  throw refusalOf(refusal, response.status);
}

/** What an error body says. Failures of the service are no news for readers, and who has to sign in is told so. */
function refusalOf({ errors }: Body, status: number): AnswerUnavailable {
  const { message, extensions: { code = `HTTP_${status}`, messageZh } = {} } = errors?.[0] ?? {};
  return new AnswerUnavailable(code, status, status < 500 ? [messageZh, message] : undefined);
}

// Storage may be full, forbidden or absent; the copy is a kindness, never a need. Opening it takes long, so not before the drawing.
function keep(url: string, body: Body): void {
  setTimeout(() => stored((storage) => storage.setItem(KEPT + url, JSON.stringify(body))), 500);
}

function stored<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(sessionStorage);
  } catch {
    return undefined;
  }
}
