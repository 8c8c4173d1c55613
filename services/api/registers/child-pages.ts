import type { Db } from '@union/schema/db/database.ts';
import type { AbortableQueryOptions } from 'kysely';
import { type Context, loaderOf, openRegisters } from '../context.ts';
import {
  type Connection,
  type CountedConnection,
  countPerParent,
  findPages,
  type Order,
  type Page,
  type PageArguments,
  type RowsQuery,
  readPage,
} from './keyset.ts';

type Parent = string | number;

/** A list that stands under many parents, such as the enterprises of parks. */
export type ChildList<R extends { parent_key: Parent }, F> = {
  readonly order: Order<R>;
  /** Rows of all these parents that fit the filter, each with its `parent_key`. */
  rows(db: Db, parents: readonly Parent[], filter: F): RowsQuery<R>;
};

type PageKey<F> = { readonly parent: Parent; readonly page: Page; readonly filter: F };

/**
 * A resolver's page of one parent. Equal pages of many parents come by one statement, and so do their totals.
 * Make it once, outside of resolvers. @throws RegisterClosed, PageSizeInvalid, CursorInvalid
 */
export function childPages<R extends { parent_key: Parent }, F>(list: ChildList<R, F>) {
  const perGroup = async <V>(
    context: Context,
    keys: readonly PageKey<F>[],
    find: (db: Db, parents: Parent[], page: Page, filter: F, abort: AbortableQueryOptions) => Promise<V[]>,
  ): Promise<V[]> => {
    const { db, abort } = openRegisters(context);
    const values = new Map<PageKey<F>, V>();
    const groups = Map.groupBy(keys, ({ page, filter }) => JSON.stringify([page, filter]));
    for (const members of groups.values()) {
      const { page, filter } = members[0] as PageKey<F>;
      const found = await find(
        db,
        members.map((key) => key.parent),
        page,
        filter,
        abort,
      );
      members.forEach((key, at) => {
        values.set(key, found[at] as V);
      });
    }
    return keys.map((key) => values.get(key) as V);
  };
  const loadPages = (context: Context, keys: readonly PageKey<F>[]): Promise<Connection<R>[]> =>
    perGroup(context, keys, (db, parents, page, filter, abort) =>
      findPages(db, list.rows(db, parents, filter), parents, list.order, page, abort),
    );
  const loadCounts = (context: Context, keys: readonly PageKey<F>[]): Promise<number[]> =>
    perGroup(context, keys, (db, parents, _, filter, abort) =>
      countPerParent(db, list.rows(db, parents, filter) as never, parents, abort),
    );
  return async (context: Context, parent: Parent, args: PageArguments, filter: F): Promise<CountedConnection<R>> => {
    openRegisters(context);
    const page = readPage(list.order, args);
    const found = await loaderOf(context, loadPages).load({ parent, page, filter });
    // The page does not matter to the total; leaving it out lets totals of several pages share a statement.
    const whole: Page = { size: 1, backward: false, after: undefined, before: undefined };
    return { ...found, count: () => loaderOf(context, loadCounts).load({ parent, page: whole, filter }) };
  };
}
