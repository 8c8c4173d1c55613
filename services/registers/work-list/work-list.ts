import { type Codes, findSubtree, type Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type AbortableQueryOptions, type RawBuilder, sql } from 'kysely';
import { TODAY } from '../workflows/workflow.ts';
import { type WorkKind, type WorkKindName, workKindNames, workKinds } from './work-kinds.ts';

/** `soon`: within the days asked; `none`: no day is set. */
export const dueWords = {
  overdue: { zh: '已超期', en: 'overdue' },
  soon: { zh: '即将到期', en: 'due soon' },
  later: { zh: '以后到期', en: 'due later' },
  none: { zh: '未设期限', en: 'without a day' },
} as const;
export type Due = keyof typeof dueWords;

export type WorkQuestion = {
  /** `federation:…` or `region:…`; everything that the viewer reads when absent. */
  readonly scope?: string | undefined;
  readonly kinds?: readonly WorkKindName[] | undefined;
  readonly due?: readonly Due[] | undefined;
  /** Up to how many days ahead counts as soon. */
  readonly soonDays: number;
  /** Only what the viewer may do something about. */
  readonly mine: boolean;
};

export type WorkItem = {
  readonly kind: WorkKindName;
  readonly recordId: string;
  readonly title: string;
  /** `YYYY-MM-DD`; null: no day is set. */
  readonly dueOn: string | null;
  readonly due: Due;
};

export type WorkCount = { readonly kind: WorkKindName } & Readonly<Record<Due, number>>;

/** Where a page begins: after the item with these values. */
export type Place = { readonly dueOn: string | null; readonly kind: string; readonly recordId: string };

/** What waits to be done, the most urgent first, one item more than `limit` where there are more. */
export async function findWork(
  db: Db,
  reaches: Reaches,
  question: WorkQuestion,
  page: { readonly limit: number; readonly after: Place | undefined },
  abort?: AbortableQueryOptions,
): Promise<WorkItem[]> {
  const items = await itemsOf(db, reaches, question);
  if (!items) return [];
  const { after } = page;
  // Without a day last; the day stands for none in the order alone.
  const beyond = after
    ? sql`where (coalesce(due_on, 'infinity'), kind, record_id) > (${after.dueOn ?? 'infinity'}::date, ${after.kind}, ${after.recordId})`
    : sql``;
  const { rows } = await sql<WorkItem>`
    select kind, record_id as "recordId", title, due_on as "dueOn", due from (${items}) item ${beyond}
    order by coalesce(due_on, 'infinity'), kind, record_id limit ${page.limit + 1}
  `.execute(db, abort);
  return rows;
}

/** How much waits, by kind; kinds of which there is nothing are there with zeros. */
export async function countWork(
  db: Db,
  reaches: Reaches,
  question: WorkQuestion,
  abort?: AbortableQueryOptions,
): Promise<WorkCount[]> {
  const items = await itemsOf(db, reaches, question);
  const zeros = { overdue: 0, soon: 0, later: 0, none: 0 };
  const found = items
    ? (
        await sql<{ kind: WorkKindName; due: Due; count: number }>`
          select kind, due, count(*) as count from (${items}) item group by kind, due`.execute(db, abort)
      ).rows
    : [];
  return visibleKinds(reaches, question).map((kind) => ({
    kind,
    ...zeros,
    ...Object.fromEntries(found.filter((row) => row.kind === kind).map(({ due, count }) => [due, count])),
  }));
}

/** The kinds that the viewer may see anything of. */
function visibleKinds(reaches: Reaches, { kinds = workKindNames, mine }: WorkQuestion): readonly WorkKindName[] {
  return workKindNames.filter((name) => {
    const { register, action } = workKinds[name];
    return kinds.includes(name) && reaches.of(register, mine ? action : 'read') !== 'nothing';
  });
}

/** SQL for the items that fit; undefined when there can be none. */
async function itemsOf(db: Db, reaches: Reaches, question: WorkQuestion): Promise<RawBuilder<unknown> | undefined> {
  const scope = await codesOf(db, question.scope);
  if (scope === 'nothing') return undefined;
  const kinds = visibleKinds(reaches, question);
  if (kinds.length === 0) return undefined;
  const selects = kinds.map((name) => {
    const kind: WorkKind = workKinds[name];
    const reach = reaches.of(kind.register, question.mine ? kind.action : 'read');
    const column = (named: string) => sql`item.${sql.id(named)}`;
    const within = [reach, scope].flatMap((codes) =>
      typeof codes === 'string' ? [] : [liesWithin(kind.register, column, bound(codes))],
    );
    return sql`
      select ${name}::text as kind, item.record_id, item.title, item.due_on
      from (${sql.raw(kind.items)}) item
      where ${sql.join([sql`true`, ...within], sql` and `)}`;
  });
  const due = sql`case when due_on is null then 'none' when due_on < ${sql.raw(TODAY)} then 'overdue'
    when due_on <= ${sql.raw(TODAY)} + ${question.soonDays}::integer then 'soon' else 'later' end`;
  const asked = question.due ? sql`where due = any(${`{${question.due.join(',')}}`}::text[])` : sql``;
  return sql`select * from (
    select *, ${due} as due from (${sql.join(selects, sql` union all `)}) every_item
  ) judged ${asked}`;
}

/** The codes of a scope; `everything` without one, `nothing` for one that does not exist. */
async function codesOf(db: Db, scope: string | undefined): Promise<'everything' | 'nothing' | Codes> {
  if (scope === undefined) return 'everything';
  const [kind, code = ''] = scope.split(':');
  if (kind === 'federation' && /^[0-9A-Z-]+$/.test(code)) return findSubtree(db, [code]);
  if (kind !== 'region' || !/^\d+$/.test(code)) return 'nothing';
  const { rows } = await sql<Codes>`
    with recursive inside (region_code) as (
      select region_code from region where region_code = ${code}
      union
      select region.region_code from region join inside on region.parent_code = inside.region_code
    )
    select (select coalesce(array_agg(region_code), '{}') from inside)::text as regions,
      (select coalesce(array_agg(federation_code), '{}') from federation where region_code in (select region_code from inside))::text
        as federations
  `.execute(db);
  return rows[0] ?? 'nothing';
}
