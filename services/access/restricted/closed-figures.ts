import { setTimeout } from 'node:timers/promises';
import type { Db } from '@union/schema/db/database.ts';
import { type Codes, findSubtree, type Reach, type Reaches } from '../reach.ts';

/** Scopes at the top of what a restriction holds for; `everywhere`: of all. */
type Roots = 'everywhere' | ReadonlySet<string>;
type Rule = { readonly metricId: string | null; readonly roots: Roots };

/**
 * Which published figures are closed to a viewer: those that some restriction holds for, less those of scopes that a grant
 * or token reaches. There is one such object for all viewers to whom the same is closed, so that what is made for it is kept by it.
 */
export class ClosedFigures {
  /** Nobody signed in: told to do so, rather than that it is not theirs. */
  readonly isAnonymous: boolean;
  /** Tells apart to whom other things are closed; empty where nothing is. */
  readonly key: string;
  private readonly rules: readonly Rule[];
  private readonly open: ReadonlySet<string>;

  constructor(rules: readonly Rule[], open: ReadonlySet<string>, isAnonymous: boolean, key: string) {
    this.rules = rules;
    this.open = open;
    this.isAnonymous = isAnonymous;
    this.key = key;
  }

  /** Whether nothing at all is closed. */
  get isNothing(): boolean {
    return this.rules.length === 0;
  }

  /** The metrics that something is closed of; null among them: some restriction holds for all of them. */
  get metrics(): readonly (string | null)[] {
    return [...new Set(this.rules.map(({ metricId }) => metricId))];
  }

  /**
   * Whether the figures of a metric in a scope are closed.
   * @param metricId null: whether all metrics of the scope are.
   * @param line the scope and every scope above it.
   */
  isClosed(metricId: string | null, line: readonly string[]): boolean {
    if (line.some((scope) => this.open.has(scope))) return false;
    return this.rules.some(
      (rule) =>
        (rule.metricId === null || rule.metricId === metricId) &&
        (rule.roots === 'everywhere' || line.some((scope) => (rule.roots as ReadonlySet<string>).has(scope))),
    );
  }
}

/** What is closed where nothing is restricted, and to who may see everything. */
export const NOTHING_CLOSED = new ClosedFigures([], new Set(), false, '');

/** Milliseconds for which the list of restrictions is believed. */
const BELIEVED = 1000;
/** Viewers' shares of a list that are kept. */
const KEPT = 500;

type Live = {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly shares: Map<string, ClosedFigures>;
  readAt: number;
};

/** What a process knows of one database's restrictions, and the reading that is under way. */
type Known = { live?: Live; reading?: Promise<Live> | undefined };
const knownOf = new WeakMap<object, Known>();
/** Milliseconds for which a database that does not answer is waited for; then what was known last holds. */
const PATIENCE = 1000;

/** What is closed to a viewer now; a change of the restrictions is noticed within a second. */
export async function closedFigures(db: Db, reaches: Reaches): Promise<ClosedFigures> {
  const live = await freshRestrictions(db);
  if (live.rules.length === 0) return NOTHING_CLOSED;
  const isAnonymous = reaches.viewer.kind === 'anonymous';
  // Whoever has no name sees what the public sees, also the visitor of a demo who may read its rows.
  const reach: Reach = isAnonymous ? 'nothing' : reaches.ofGroup('restricted', 'read');
  if (reach === 'everything') return NOTHING_CLOSED;
  const codes = reach === 'nothing' ? '' : `${reach.federations} ${reach.regions}`;
  const key = `${live.version} ${isAnonymous} ${codes}`;
  let share = live.shares.get(key);
  if (!share) {
    share = new ClosedFigures(live.rules, reach === 'nothing' ? new Set() : scopesOf(reach), isAnonymous, key);
    live.shares.set(key, share);
    for (const oldest of live.shares.keys()) {
      if (live.shares.size <= KEPT) break;
      live.shares.delete(oldest);
    }
  }
  return share;
}

/** Whether anything at all is restricted: asked before it is looked up who asks. */
export async function isAnythingRestricted(db: Db): Promise<boolean> {
  return (await freshRestrictions(db)).rules.length > 0;
}

/** Whether it is known, without asking, that nothing is restricted; false where that would have to be read first. */
export function isSurelyOpen(db: Db): boolean {
  const live = knownOf.get(db)?.live;
  return live !== undefined && live.rules.length === 0 && performance.now() - live.readAt < BELIEVED;
}

async function freshRestrictions(db: Db): Promise<Live> {
  const known = knownOf.get(db) ?? {};
  knownOf.set(db, known);
  const { live } = known;
  if (live && performance.now() - live.readAt < BELIEVED) return live;
  known.reading ??= readRestrictions(db, live)
    .then((read) => {
      known.live = read;
      return read;
    })
    .finally(() => {
      known.reading = undefined;
    });
  if (!live) return known.reading;
  // Published figures are served while the registers are away; what is closed stays closed.
  return Promise.race([known.reading.catch(() => live), setTimeout(PATIENCE, live, { ref: false })]);
}

async function readRestrictions(db: Db, known: Live | undefined): Promise<Live> {
  const rows = await db
    .selectFrom('figure_restriction')
    .select(['restriction_id', 'metric_id', 'scope_id'])
    .where('lifted_at', 'is', null)
    .orderBy('restriction_id')
    .execute();
  const tree =
    rows.length > 0 ? await db.selectFrom('access_tree').select('version').executeTakeFirst() : { version: '' };
  const version = `${tree?.version ?? ''} ${rows.map(({ restriction_id }) => restriction_id).join()}`;
  const readAt = performance.now();
  if (known?.version === version) {
    known.readAt = readAt;
    return known;
  }
  const rules = await Promise.all(
    rows.map(async ({ metric_id, scope_id }): Promise<Rule> => {
      return { metricId: metric_id, roots: scope_id === null ? 'everywhere' : await rootsOf(db, scope_id) };
    }),
  );
  return { version, rules, shares: new Map(), readAt };
}

/** The scopes that one names: a federation those below it and its territory; a region or a park itself. */
async function rootsOf(db: Db, scopeId: string): Promise<Roots> {
  const [kind, code = ''] = scopeId.split(':', 2);
  if (kind !== 'federation') return new Set([scopeId]);
  const subtree = await findSubtree(db, [code]);
  return subtree === 'everything' ? 'everywhere' : scopesOf(subtree);
}

function scopesOf({ federations, regions }: Codes): ReadonlySet<string> {
  const named = (kind: string, codes: string) =>
    codes
      .slice(1, -1)
      .split(',')
      .filter(Boolean)
      .map((code) => `${kind}:${code}`);
  return new Set([...named('federation', federations), ...named('region', regions)]);
}
