import DataLoader from 'dataloader';
import { type AbortableQueryOptions, type SelectQueryBuilder, sql } from 'kysely';
import { parameterOf, type Reached, ruleOf, type Viewer } from '../access.ts';
import type { Refusals } from '../errors.ts';
import type { PageRule } from '../keyset.ts';
import { type AnyDb, type ColumnOf, type Row, refOf, type Source } from '../source.ts';

/** What both lanes take from the builder's options. */
export type Runtime = {
  readonly db: (context: object) => AnyDb;
  readonly abort: (context: object) => AbortableQueryOptions | undefined;
  readonly viewer: (context: object) => KnownViewer | undefined;
  readonly refusals: Refusals<object>;
  readonly page: PageRule;
};

/** The viewer of a request. `key` is the same for viewers of the same shape. */
export type KnownViewer = { readonly viewer: Viewer; readonly key: string };

/** Asks for the viewer once a request. */
export function knownViewers(find: (context: object) => Viewer | undefined): Runtime['viewer'] {
  const known = new WeakMap<object, KnownViewer | undefined>();
  const keys = new WeakMap<object, string>();
  const keyOf = (shape: unknown): string => {
    if (typeof shape !== 'object' || shape === null) return JSON.stringify(shape) ?? '';
    let key = keys.get(shape);
    if (key === undefined) {
      key = JSON.stringify(shape);
      keys.set(shape, key);
    }
    return key;
  };
  return (context) => {
    const seen = known.get(context);
    if (seen) return seen;
    const viewer = find(context);
    const made = viewer && { viewer, key: keyOf(viewer.shape) };
    if (made) known.set(context, made);
    return made;
  };
}

/** The alias of the rows in every statement of the plain lane. */
export const ROW = 'row';

/** A column of the rows of a plain statement. */
export const column: ColumnOf<Row> = (name) => refOf(ROW, name);

/**
 * The rows of a type that the viewer of the request sees: the one place where the plain lane reads a table.
 * @throws the refusal `denied` when the type is closed to it.
 */
export function visibleRows(
  runtime: Runtime,
  context: object,
  source: Source,
  reached: Reached = 'found',
): { db: AnyDb; rows: SelectQueryBuilder<{ [ROW]: Row }, typeof ROW, object> } {
  const viewer = runtime.viewer(context)?.viewer;
  const rule = ruleOf(source, viewer);
  if (!rule) throw runtime.refusals.denied(context, source.typeName);
  const db = runtime.db(context);
  const rows = db.selectFrom(source.rows(db).as(ROW)) as unknown as SelectQueryBuilder<
    { [ROW]: Row },
    typeof ROW,
    object
  >;
  return {
    db,
    rows:
      rule === true ? rows : rows.where(rule(column, (name) => sql.val(parameterOf(viewer, name) as never), reached)),
  };
}

const loadersOf = new WeakMap<object, Map<unknown, DataLoader<unknown, unknown, string>>>();

/** The request's loader of a batch function: keys asked for in one turn of the event loop reach `load` together. */
export function loaderOf<K, V>(
  context: object,
  identity: unknown,
  load: (keys: readonly K[]) => Promise<readonly V[]>,
): DataLoader<K, V, string> {
  let loaders = loadersOf.get(context);
  if (!loaders) {
    loaders = new Map();
    loadersOf.set(context, loaders);
  }
  let loader = loaders.get(identity) as DataLoader<K, V, string> | undefined;
  if (!loader) {
    loader = new DataLoader<K, V, string>(load as never, {
      cacheKeyFn: (key) => JSON.stringify(key),
      maxBatchSize: 1000,
    });
    loaders.set(identity, loader as never);
  }
  return loader;
}
