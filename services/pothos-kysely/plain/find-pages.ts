import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { Reached } from '../access.ts';
import { givenConditions, predicateOf } from '../condition.ts';
import type { FieldSource } from '../fields.ts';
import {
  type Connection,
  connectionOf,
  isFalling,
  KEY_TYPES,
  type Order,
  orderFor,
  type Page,
  type PageArguments,
  readPage,
} from '../keyset.ts';
import type { Row } from '../source.ts';
import { isOneOf, type Key, keyOf, ordered, textOf } from './find-rows.ts';
import { column, loaderOf, ROW, type Runtime, visibleRows } from './runtime.ts';

type PageSource = Extract<FieldSource, { kind: 'page' }>;
type PageKey = { readonly parent: Key; readonly page: Page; readonly args: Row };
type Rows = SelectQueryBuilder<{ [ROW]: Row }, typeof ROW, object>;

/** A connection that counts its rows beyond the page when asked. */
export type CountedConnection = Connection<Row> & { readonly count: () => Promise<number> };

/** What the loader of a list's totals is known by; the list itself is known by its source. */
const totals = new WeakMap<PageSource, object>();
function countsOf(source: PageSource): object {
  const known = totals.get(source);
  if (known) return known;
  const made = {};
  totals.set(source, made);
  return made;
}

/** The page does not matter to a total; leaving it out lets totals of several pages share a statement. */
const WHOLE: Page = { size: 1, backward: false, after: undefined, before: undefined };

/**
 * The page of one parent, or of the whole list where there is none. Equal pages of many parents come by one statement,
 * and so do their totals. @throws the refusals `denied`, `pageSize` and `cursor`.
 */
export async function findPage(
  runtime: Runtime,
  context: object,
  source: PageSource,
  parent: Row,
  args: Row,
): Promise<CountedConnection> {
  visibleRows(runtime, context, source.target);
  const { first, last, after, before, ...filters } = args;
  const page = readPage(orderFor(source, filters), { first, last, after, before } as PageArguments, runtime.page);
  const key: Key = source.join.map(([, own]) => parent[own]);
  const pages = loaderOf(context, source, (keys: readonly PageKey[]) =>
    byGroup(keys, (members) => loadPages(runtime, context, source, members)),
  );
  const found = await pages.load({ parent: key, page, args: filters });
  const counts = () =>
    loaderOf(context, countsOf(source), (keys: readonly PageKey[]) =>
      byGroup(keys, (members) => loadCounts(runtime, context, source, members)),
    );
  return { ...found, count: () => counts().load({ parent: key, page: WHOLE, args: filters }) };
}

/** Answers keys that differ in their parent alone together. */
async function byGroup<V>(
  keys: readonly PageKey[],
  load: (members: readonly PageKey[]) => Promise<readonly V[]>,
): Promise<V[]> {
  const values = new Map<PageKey, V>();
  for (const members of Map.groupBy(keys, ({ page, args }) => JSON.stringify([page, args])).values()) {
    const found = await load(members);
    members.forEach((key, at) => {
      values.set(key, found[at] as V);
    });
  }
  return keys.map((key) => values.get(key) as V);
}

async function loadPages(
  runtime: Runtime,
  context: object,
  source: PageSource,
  members: readonly PageKey[],
): Promise<Connection<Row>[]> {
  const { page, args } = members[0] as PageKey;
  const order = orderFor(source, args);
  const columns = source.join.map(([target]) => target);
  const { db, rows } = visibleRows(runtime, context, source.target, reachedBy(source));
  const direction = isFalling(order, page) ? 'desc' : 'asc';
  const bounded = between(filtered(rows, source, args), order, page);
  if (columns.length === 0) {
    const found = await ordered(bounded.selectAll(ROW), order, direction)
      .limit(page.size + 1)
      .execute(runtime.abort(context));
    return members.map(() => connectionOf(found, order, page));
  }
  const sorted = order.columns.map(({ name }) => sql`${column(name)} ${sql.raw(direction)}`);
  const numbered = bounded
    .selectAll(ROW)
    .where(
      isOneOf(
        columns,
        members.map((key) => key.parent),
      ),
    )
    .select(
      sql<number>`row_number() over (partition by ${sql.join(columns.map((name) => column(name)))} order by ${sql.join(sorted)})`.as(
        'place of it',
      ),
    );
  const found = (await db
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where(sql<SqlBool>`"place of it" <= ${page.size + 1}`)
    .orderBy(sql`"place of it"`)
    .execute(runtime.abort(context))) as Row[];
  const byParent = Map.groupBy(found, (row) => keyOf(row, columns));
  return members.map((key) => connectionOf(byParent.get(textOf(key.parent)) ?? [], order, page));
}

async function loadCounts(
  runtime: Runtime,
  context: object,
  source: PageSource,
  members: readonly PageKey[],
): Promise<number[]> {
  const { args } = members[0] as PageKey;
  const columns = source.join.map(([target]) => target);
  const { rows } = visibleRows(runtime, context, source.target, reachedBy(source));
  let counted = filtered(rows, source, args).select(sql<string>`count(*)`.as('count of it'));
  if (columns.length > 0) {
    counted = counted
      .select(columns.map((name) => column(name).as(name)))
      .where(
        isOneOf(
          columns,
          members.map((key) => key.parent),
        ),
      )
      .groupBy(columns.map((name) => column(name)));
  }
  const found = (await counted.execute(runtime.abort(context))) as unknown as Row[];
  const byParent = new Map(found.map((row) => [keyOf(row, columns), Number(row['count of it'])]));
  return members.map((key) => byParent.get(textOf(key.parent)) ?? 0);
}

/** A page under no row is a list of the whole table. */
export function reachedBy({ join }: PageSource): Reached {
  return join.length === 0 ? 'listed' : 'found';
}

function filtered(rows: Rows, source: PageSource, args: Row): Rows {
  return givenConditions(source.where, args).reduce(
    (kept, { condition, read }) => kept.where(predicateOf(condition, column, sql.val(read(args)))),
    rows,
  );
}

/** Only the rows between the cursors. */
function between(rows: Rows, order: Order, page: Page): Rows {
  const key = sql`(${sql.join(order.columns.map(({ name }) => column(name)))})`;
  const [later, earlier] = order.direction === 'asc' ? ['>', '<'] : ['<', '>'];
  const beyond = (sign: string | undefined, values: readonly string[]) =>
    sql<SqlBool>`${key} ${sql.raw(sign as string)} (${sql.join(
      order.columns.map(({ kind }, at) => sql`${values[at]}::${sql.raw(KEY_TYPES[kind])}`),
    )})`;
  let kept = rows;
  if (page.after) kept = kept.where(beyond(later, page.after));
  if (page.before) kept = kept.where(beyond(earlier, page.before));
  return kept;
}
