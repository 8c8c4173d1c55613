import DataLoader from 'dataloader';
import { type AbortableQueryOptions, type SelectQueryBuilder, sql } from 'kysely';
import type { Refusals } from '../errors.ts';
import type { PageRule } from '../keyset.ts';
import { type AnyDb, type ColumnOf, type Row, refOf, ruleOf, type Source } from '../source.ts';

/** What both lanes take from the builder's options. */
export type Runtime = {
  readonly db: (context: object) => AnyDb;
  readonly abort: (context: object) => AbortableQueryOptions | undefined;
  readonly role: (context: object) => string | undefined;
  readonly refusals: Refusals<object>;
  readonly page: PageRule;
};

/** The alias of the rows in every statement of the plain lane. */
export const ROW = 'row';

/** A column of the rows of a plain statement. */
export const column: ColumnOf<Row> = (name) => refOf(ROW, name);

/**
 * The rows of a type that the role of the request sees: the one place where the plain lane reads a table.
 * @throws the refusal `denied` when the type is closed to the role.
 */
export function visibleRows(
  runtime: Runtime,
  context: object,
  source: Source,
): { db: AnyDb; rows: SelectQueryBuilder<{ [ROW]: Row }, typeof ROW, object> } {
  const rule = ruleOf(source, runtime.role(context));
  if (!rule) throw runtime.refusals.denied(context, source.typeName);
  const db = runtime.db(context);
  const rows = db.selectFrom(source.rows(db).as(ROW)) as unknown as SelectQueryBuilder<
    { [ROW]: Row },
    typeof ROW,
    object
  >;
  return { db, rows: rule === true ? rows : rows.where(rule(column, (read) => sql.val(read(context as never)))) };
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
