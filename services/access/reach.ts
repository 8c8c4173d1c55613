import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { type Action, type GroupName, type Register, roleSets, ruleOf } from './rules.ts';
import { type Grant, permitsIn, type Viewer } from './viewer.ts';

/** The codes of a subtree as PostgreSQL writes arrays of text, ready to be bound: `{320924,320924100}`. */
export type Codes = {
  readonly federations: string;
  readonly regions: string;
  /** The same as runs of codes that stand one after the other in their tree; undefined where there are many. */
  readonly federationRuns?: Runs | undefined;
  readonly regionRuns?: Runs | undefined;
};

/** First and last code of each run, in the database's order of text. */
export type Runs = readonly { readonly first: string; readonly last: string }[];

/** Beyond so many runs a list is as good. */
const MOST_RUNS = 4;

/** How far a permission reaches: nothing, every row, or the rows of these federations and regions. */
export type Reach = 'nothing' | 'everything' | Codes;

/** How far each thing that a viewer may do reaches; made once a request by `reachesOf`. */
export class Reaches {
  readonly viewer: Viewer;
  private readonly codes: ReadonlyMap<string, 'everything' | Codes>;

  /** @param codes what the federations of the viewer's grants reach, by `keyOf`. */
  constructor(viewer: Viewer, codes: ReadonlyMap<string, 'everything' | Codes>) {
    this.viewer = viewer;
    this.codes = codes;
  }

  /** How far the viewer may do this with rows of the register. */
  of(register: Register, action: Action): Reach {
    const rule = ruleOf(register);
    const reach = this.ofGroup(rule.group, action);
    if (reach === 'nothing' || reach === 'everything') return reach;
    if (action === 'read' && (rule.isShared || rule.lies.at === 'nowhere')) return 'everything';
    // What belongs to the whole tree is changed by whom the whole tree was given.
    return rule.lies.at === 'nowhere' ? 'nothing' : reach;
  }

  /** The same for a whole group, before its registers are told apart by where their rows lie. */
  ofGroup(group: GroupName, action: Action): Reach {
    const grants = permitsIn(this.viewer, group, action);
    if (grants.length === 0) return 'nothing';
    return this.codes.get(keyOf(grants)) ?? 'everything';
  }
}

/** Reaches of viewers whose grants know no place, which never change; there are few such viewers, and they ask most. */
const placeless = new WeakMap<Viewer, Reaches>();

/**
 * How far a viewer's grants reach, as the trees are now. Subtrees are kept in memory until the trees change, which is
 * noticed within a second.
 */
export async function reachesOf(db: Db, viewer: Viewer): Promise<Reaches> {
  const kept = placeless.get(viewer);
  if (kept) return kept;
  const wanted = new Map<string, readonly string[]>();
  for (const roles of roleSets) {
    const grants = viewer.grants.filter(({ role }) => roles.includes(role));
    if (grants.length === 0 || grants.some(({ federationCode }) => federationCode === null)) continue;
    wanted.set(keyOf(grants), federationsOf(grants));
  }
  if (wanted.size === 0) {
    const reaches = new Reaches(viewer, new Map());
    placeless.set(viewer, reaches);
    return reaches;
  }
  const trees = await freshTrees(db);
  const codes = new Map<string, 'everything' | Codes>();
  for (const [key, federations] of wanted) codes.set(key, await trees.within(key, federations));
  return new Reaches(viewer, codes);
}

function federationsOf(grants: readonly Grant[]): readonly string[] {
  return [...new Set(grants.map(({ federationCode }) => federationCode ?? '*'))].sort();
}

const keyOf = (grants: readonly Grant[]): string => federationsOf(grants).join(' ');

/** Milliseconds for which the version of the trees is believed. */
const BELIEVED = 1000;

type Trees = {
  readonly version: string;
  readAt: number;
  readonly subtrees: Map<string, Promise<'everything' | Codes>>;
  within(key: string, federations: readonly string[]): Promise<'everything' | Codes>;
};

const treesOf = new WeakMap<object, Promise<Trees>>();

async function freshTrees(db: Db): Promise<Trees> {
  const known = await treesOf.get(db);
  if (known && performance.now() - known.readAt < BELIEVED) return known;
  const reading = readTrees(db, known);
  treesOf.set(db, reading);
  reading.catch(() => treesOf.delete(db));
  return reading;
}

async function readTrees(db: Db, known: Trees | undefined): Promise<Trees> {
  const found = await db.selectFrom('access_tree').select('version').executeTakeFirst();
  const version = found?.version ?? '';
  if (known?.version === version) {
    known.readAt = performance.now();
    return known;
  }
  const subtrees: Trees['subtrees'] = new Map();
  return {
    version,
    readAt: performance.now(),
    subtrees,
    within(key, federations) {
      let subtree = subtrees.get(key);
      if (!subtree) {
        subtree = findWithRuns(db, federations);
        subtree.catch(() => subtrees.delete(key));
        subtrees.set(key, subtree);
      }
      return subtree;
    },
  };
}

/**
 * The federations below these, and the regions of the territorial ones among them; a retired region belongs to the one
 * that it became. An industry federation has unions but no territory. `everything` when no federation lies outside.
 */
export async function findSubtree(db: Db, federations: readonly string[]): Promise<'everything' | Codes> {
  const { rows } = await sql<{ federations: string; regions: string; is_all: boolean }>`
    with recursive below (federation_code) as (
      select federation_code from federation where federation_code = any(${`{${federations.join(',')}}`}::text[])
      union
      select federation.federation_code from federation join below on federation.parent_code = below.federation_code
    ),
    belongs (region_code, above) as (
      select region_code, parent_code from region
      union all
      select region_code, successor_codes[1] from region where cardinality(successor_codes) = 1
    ),
    inside (region_code) as (
      select region_code from federation join below using (federation_code) where level <> 'industry'
      union
      select belongs.region_code from belongs join inside on belongs.above = inside.region_code
    )
    select
      (select coalesce(array_agg(federation_code order by federation_code collate "C"), '{}') from below)::text as federations,
      (select coalesce(array_agg(region_code order by region_code), '{}') from inside)::text as regions,
      exists (select from below) and not exists (
        select from federation where federation_code not in (select federation_code from below)
      ) as is_all
  `.execute(db);
  const [row] = rows;
  if (!row) return { federations: '{}', regions: '{}' };
  return row.is_all ? 'everything' : { federations: row.federations, regions: row.regions };
}

async function findWithRuns(db: Db, federations: readonly string[]): Promise<'everything' | Codes> {
  const found = await findSubtree(db, federations);
  return found === 'everything' ? found : withRuns(db, found);
}

/** The same codes, with their runs where they are few. Codes nest, so those of a county stand together among all. */
export async function withRuns(db: Db, { federations, regions }: Codes): Promise<Codes> {
  const runs = async (table: 'federation' | 'region', column: string, list: string) => {
    // Where a run goes on, its codes are counted alike among all codes and among its own.
    const { rows } = await sql<{ first: string; last: string }>`
      select min(code) as first, max(code) as last
      from (
        select code, place - row_number() over (order by place) as gap
        from (select ${sql.ref(column)} as code, row_number() over (order by ${sql.ref(column)}) as place from ${sql.table(table)}) as placed
        where code = any(${list}::text[])
      ) as numbered
      group by gap order by 1 limit ${MOST_RUNS + 1}`.execute(db);
    return rows.length > MOST_RUNS ? undefined : rows;
  };
  return {
    ...{ federations, regions },
    federationRuns: await runs('federation', 'federation_code', federations),
    regionRuns: await runs('region', 'region_code', regions),
  };
}
