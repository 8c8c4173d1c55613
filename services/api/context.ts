import type { Codes, Reaches } from '@union/access/reach.ts';
import type { Register } from '@union/access/rules.ts';
import type { Viewer } from '@union/access/viewer.ts';
import type { AccessSettings } from '@union/schema/config.ts';
import type { Database, Db } from '@union/schema/db/database.ts';
import DataLoader from 'dataloader';
import type { AbortableQueryOptions } from 'kysely';
import { RegisterClosed } from './errors.ts';
import type { FreshnessRule } from './freshness/freshness.queries.ts';
import type { Language } from './http/language.ts';
import type { Timings } from './http/server-timing.ts';
import type { NoticeEntry } from './notice/notices.ts';
import type { RequestPublications } from './publication/request-publications.ts';

/** What the resolvers of one request share. Apollo copies it shallowly, so it holds references only. */
export type Context = {
  /** Stands in the answer's `x-request-id`, in masked errors and in the log. */
  readonly requestId: string;
  /** The publications as this request sees them: `current` stays the same from its first figure to its last. */
  readonly publications: RequestPublications;
  /** The registers; undefined where only published figures are served (static files). */
  readonly registers: Registers | undefined;
  /** Who asks, and with which grants. */
  readonly viewer: Viewer;
  /** How far each thing that the viewer may do reaches. */
  readonly reaches: Reaches;
  /** Takes what an operation costs from what the viewer may ask in a minute. @throws TooManyRequests */
  readonly charge: (cost: number) => void;
  /** Undefined where answers must not depend on the clock (trusted documents). */
  readonly freshness: FreshnessRule | undefined;
  /** Notices to operators, newest first; for those alone who may see the registers. */
  readonly notices: () => readonly NoticeEntry[];
  /** The address under which others reach this server, for links in answers; undefined where none is known. */
  readonly base?: string | undefined;
  readonly loaders: Map<unknown, unknown>;
  /** What metric queries of the operation cost by their plans, beside its own cost; undefined where nobody is told. */
  readonly planned?: { cost: number };
  /** How long its steps take, for `Server-Timing`; undefined where nobody is told. */
  readonly timings?: Timings;
  /** How errors are worded; undefined (English) where answers are kept for everybody. */
  readonly language?: Language;
};

/** The operational database of a request, and how its statements end when the request does. */
export type Registers = {
  readonly db: Db;
  readonly abort: AbortableQueryOptions;
  /** For what is written, in transactions of its own; undefined where nothing is. */
  readonly database?: Database;
  /** The keys of personal data; undefined where it stays closed. */
  readonly personal?: AccessSettings['personal'];
  /** Hosts of the own network that webhooks may go to; none when absent. */
  readonly ownHosts?: readonly string[];
};

/** The registers of the request. @throws RegisterClosed where only published figures are served. */
export function registersOf({ registers }: Context): Registers {
  if (!registers) throw new RegisterClosed();
  return registers;
}

/** The registers as they are written. @throws RegisterClosed where nothing is. */
export function writableRegisters(context: Context): Database {
  const { database } = registersOf(context);
  if (!database) throw new RegisterClosed();
  return database;
}

/** How far the viewer reads a register, and the registers. @throws RegisterClosed when it is closed to the viewer. */
export function requireRead(context: Context, register: Register): { reach: 'everything' | Codes } & Registers {
  const reach = context.reaches.of(register, 'read');
  if (reach === 'nothing') throw new RegisterClosed();
  return { ...registersOf(context), reach };
}

/**
 * The request's loader of a batch function: keys asked for in one turn of the event loop reach `load` together.
 * @param load answers one value a key, in the order of the keys.
 * @param cacheKey tells keys apart; by default their JSON.
 */
export function loaderOf<K, V>(
  context: Context,
  load: (context: Context, keys: readonly K[]) => Promise<readonly V[]>,
  cacheKey: (key: K) => string = (key) => JSON.stringify(key),
): DataLoader<K, V, string> {
  let loader = context.loaders.get(load) as DataLoader<K, V, string> | undefined;
  if (!loader) {
    loader = new DataLoader<K, V, string>(async (keys) => load(context, keys), {
      cacheKeyFn: cacheKey,
      maxBatchSize: 1000,
    });
    context.loaders.set(load, loader);
  }
  return loader;
}
