import type { Refusals } from './errors.ts';
import type { Row } from './source.ts';

/** How the values of a column are written in a cursor and read back: text, `YYYY-MM-DD`, or a whole number from 0. */
export type KeyKind = 'text' | 'day' | 'integer';

/**
 * How a list is ordered: by columns that together are unique, all in one direction. Cursors hold their values, so a
 * page stays right while rows come and go.
 */
export type Order<R = Row> = {
  readonly columns: readonly { readonly name: string & keyof R; readonly kind: KeyKind }[];
  readonly direction: 'asc' | 'desc';
};

/** The orders that a caller chooses from, by the value of an argument. */
export type Sorts<R = Row> = { readonly argument: string; readonly orders: Readonly<Record<string, Order<R>>> };

/** The order of a list for these arguments: the one chosen, or that of the list. */
export function orderFor(source: { readonly order: Order; readonly sorts: Sorts | undefined }, args: Row): Order {
  const chosen = source.sorts && args[source.sorts.argument];
  return (typeof chosen === 'string' ? source.sorts?.orders[chosen] : undefined) ?? source.order;
}

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
  /** From the end. */
  readonly backward: boolean;
  readonly after: readonly string[] | undefined;
  readonly before: readonly string[] | undefined;
};

/** How large pages are, and how wrong ones are refused. */
export type PageRule = {
  /** Rows of a page when the caller names no number. */
  readonly defaultSize: number;
  readonly maxSize: number;
  readonly refusals: Pick<Refusals, 'pageSize' | 'cursor'>;
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

/** The PostgreSQL type that a value of a cursor is cast to. */
export const KEY_TYPES = { text: 'text', day: 'date', integer: 'bigint' } as const;

/** Checks the arguments of a page. @throws the rule's refusals. */
export function readPage(order: Order, args: PageArguments, rule: PageRule): Page {
  const backward = args.last !== null && args.last !== undefined;
  if (backward && args.first !== null && args.first !== undefined) throw rule.refusals.pageSize(rule.maxSize);
  const size = (backward ? args.last : args.first) ?? rule.defaultSize;
  if (!Number.isInteger(size) || size < 1 || size > rule.maxSize) throw rule.refusals.pageSize(rule.maxSize);
  return {
    size,
    backward,
    after: readCursor(order, args.after, rule),
    before: readCursor(order, args.before, rule),
  };
}

/**
 * The size that a statement is planned for: the next of 1, 2, 5, 10, 20, 50 … A limit that PostgreSQL does not know when
 * it plans is taken to be a tenth of the rows, which picks worse plans; a statement of its own for every size would be many.
 */
export function plannedSize(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= size) ?? size;
}

/** Whether rows are read in falling order: a falling list from its start, or a rising one from its end. */
export function isFalling(order: Order, page: Page): boolean {
  return page.backward === (order.direction === 'asc');
}

/** The page of rows that were read in order with one row more than its size, if there was one. */
export function connectionOf<R extends Row>(found: readonly R[], order: Order, page: Page): Connection<R> {
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

/**
 * The cursor of a row: base64 of its key values as text, each after a NUL, which no text of PostgreSQL holds. PostgreSQL
 * writes the same for an eighth of what a JSON array costs it.
 */
function cursorOf(order: Order, row: Row): string {
  return Buffer.from(order.columns.map(({ name }) => `\0${String(row[name])}`).join('')).toString('base64');
}

function readCursor(order: Order, cursor: string | null | undefined, rule: PageRule): readonly string[] | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const [nothing, ...values] = textOf(cursor).split('\0');
  if (nothing !== '' || values.length !== order.columns.length) throw rule.refusals.cursor();
  if (!order.columns.every(({ kind }, at) => fits(kind, values[at] as string))) throw rule.refusals.cursor();
  return values;
}

/** A wrong value would end the statement with an error of the database, so it is refused before. */
function fits(kind: KeyKind, value: string): boolean {
  if (value.length > 200) return false;
  return kind === 'text' || (kind === 'day' ? isDay(value) : /^\d{1,15}$/.test(value));
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The text of a cursor; one that no list writes, such as loose base64 or bytes that are no text, is as good as none. */
function textOf(cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64');
  const text = bytes.toString('utf8');
  return bytes.toString('base64') === cursor && Buffer.from(text).equals(bytes) ? text : 'none';
}
