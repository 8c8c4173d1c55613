import { isDay } from '@union/schema/calendar.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type AbortableQueryOptions, type SelectQueryBuilder, sql } from 'kysely';
import { CursorInvalid, PageSizeInvalid } from '../errors.ts';
import { MAX_PAGE, pageSize } from '../limits/page-size.ts';

/**
 * How a list is ordered: by columns of its query that together are unique, all in one direction. Cursors hold their
 * values, so a page stays right while rows come and go.
 */
export type Order<R> = {
  readonly columns: readonly { readonly name: string & keyof R; readonly kind: 'text' | 'day' | 'integer' }[];
  readonly direction: 'asc' | 'desc';
};

/** The arguments of a connection, as GraphQL gives them. */
export type PageArguments = {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
};

/** A page as asked for, checked. */
export type Page = {
  readonly size: number;
  readonly backward: boolean;
  readonly after: readonly string[] | undefined;
  readonly before: readonly string[] | undefined;
};

export type Connection<R> = {
  readonly edges: { readonly cursor: string; readonly node: R }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

/** A connection that can say how many rows there are beyond the page. */
export type CountedConnection<R> = Connection<R> & { readonly count: () => Promise<number> };

/** A query of some tables that gives rows `R`. */
// biome-ignore lint/suspicious/noExplicitAny: a list works on queries of whatever tables, and Kysely's builder is invariant in them
export type RowsQuery<R> = SelectQueryBuilder<any, any, R>;

/** Checks the arguments of a page. @throws PageSizeInvalid, CursorInvalid */
export function readPage<R>(order: Order<R>, args: PageArguments): Page {
  const backward = args.last !== null && args.last !== undefined;
  if (backward && args.first !== null && args.first !== undefined) throw new PageSizeInvalid(MAX_PAGE);
  return {
    size: pageSize(backward ? args.last : args.first),
    backward,
    after: readCursor(order, args.after),
    before: readCursor(order, args.before),
  };
}

/** One page of `query`. */
export async function findPage<R>(
  query: RowsQuery<R>,
  order: Order<R>,
  page: Page,
  abort?: AbortableQueryOptions,
): Promise<Connection<R>> {
  const sorted = directionOf(order, page);
  let rows = bounded(query, order, page).limit(page.size + 1);
  for (const { name } of order.columns) rows = rows.orderBy(sql.ref(name), sorted);
  return connectionOf(await rows.execute(abort), order, page);
}

/**
 * The same page of many lists by one statement: `query` gives rows of all parents, each with its `parent_key`.
 * @returns one connection a parent, in the order of `parents`; an empty one where there is no row.
 */
export async function findPages<R extends { parent_key: string | number }>(
  db: Db,
  query: RowsQuery<R>,
  parents: readonly (string | number)[],
  order: Order<R>,
  page: Page,
  abort?: AbortableQueryOptions,
): Promise<Connection<R>[]> {
  const columns = order.columns.map(({ name }) => sql`${sql.ref(name)} ${sql.raw(directionOf(order, page))}`);
  const numbered = db
    .selectFrom(bounded(query, order, page).as('listed'))
    .selectAll()
    .select(sql<number>`row_number() over (partition by parent_key order by ${sql.join(columns)})`.as('place'));
  const rows = (await db
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where(sql<boolean>`place <= ${page.size + 1}`)
    .orderBy('place')
    .execute(abort)) as unknown as R[];
  const byParent = Map.groupBy(rows, (row) => row.parent_key);
  return parents.map((parent) => connectionOf(byParent.get(parent) ?? [], order, page));
}

/** How many rows each parent has by one statement; 0 where there is none. */
export async function countPerParent(
  db: Db,
  query: RowsQuery<{ parent_key: string | number }>,
  parents: readonly (string | number)[],
  abort?: AbortableQueryOptions,
): Promise<number[]> {
  const rows = (await db
    .selectFrom(query.as('listed'))
    .select([sql<string | number>`parent_key`.as('parent_key'), (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy(sql`parent_key`)
    .execute(abort)) as { parent_key: string | number; count: number }[];
  const counts = new Map(rows.map((row) => [row.parent_key, row.count]));
  return parents.map((parent) => counts.get(parent) ?? 0);
}

function directionOf<R>(order: Order<R>, page: Page): 'asc' | 'desc' {
  return page.backward === (order.direction === 'asc') ? 'desc' : 'asc';
}

/** Only the rows between the cursors. The query is wrapped, so that its columns can be named as it gives them. */
function bounded<R>(query: RowsQuery<R>, order: Order<R>, page: Page): RowsQuery<R> {
  const key = sql`(${sql.join(order.columns.map(({ name }) => sql.ref(name)))})`;
  const [later, earlier] = order.direction === 'asc' ? ['>', '<'] : ['<', '>'];
  const beyond = (sign: string | undefined, values: readonly string[]) =>
    sql<boolean>`${key} ${sql.raw(sign as string)} (${sql.join(
      order.columns.map(({ kind }, at) => sql`${values[at]}::${sql.raw(TYPES[kind])}`),
    )})`;
  let rows = query;
  if (page.after) rows = rows.where(beyond(later, page.after));
  if (page.before) rows = rows.where(beyond(earlier, page.before));
  return rows;
}

const TYPES = { text: 'text', day: 'date', integer: 'bigint' } as const;

function connectionOf<R>(found: readonly R[], order: Order<R>, page: Page): Connection<R> {
  const hasMore = found.length > page.size;
  const rows = found.slice(0, page.size);
  if (page.backward) rows.reverse();
  const edges = rows.map((node) => ({ cursor: cursorOf(order, node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.backward ? page.before !== undefined : hasMore,
      hasPreviousPage: page.backward ? hasMore : page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function cursorOf<R>(order: Order<R>, row: R): string {
  return Buffer.from(JSON.stringify(order.columns.map(({ name }) => String(row[name])))).toString('base64url');
}

function readCursor<R>(order: Order<R>, cursor: string | null | undefined): readonly string[] | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== order.columns.length) throw new CursorInvalid();
  const fits = order.columns.every(({ kind }, at) => {
    const value: unknown = values[at];
    if (typeof value !== 'string' || value.length > 200 || value.includes('\0')) return false;
    return kind === 'text' || (kind === 'day' ? isDay(value) : /^\d{1,15}$/.test(value));
  });
  if (!fits) throw new CursorInvalid();
  return values as string[];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
