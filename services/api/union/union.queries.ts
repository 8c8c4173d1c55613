import type { UnionType } from '@union/schema/codes.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { AbortableQueryOptions } from 'kysely';
import type { ChildList } from '../registers/child-pages.ts';
import { findPage, type Order, type Page } from '../registers/keyset.ts';
import { containing, federationsWithin, regionsWithin } from '../registers/region-tree.ts';
import { inOrderOf } from '../registers/rows-by-key.ts';

export type UnionRow = Awaited<ReturnType<ReturnType<typeof unions>['execute']>>[number];

/** By code. */
export const unionOrder: Order<UnionRow> = { columns: [{ name: 'union_code', kind: 'text' }], direction: 'asc' };

export type UnionFilter = {
  readonly region?: string | null | undefined;
  readonly federation?: string | null | undefined;
  readonly park?: string | null | undefined;
  readonly orgType?: UnionType | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly activeOn?: string | null | undefined;
};

function unions(db: Db) {
  return db
    .selectFrom('trade_union')
    .select([
      'union_id',
      'union_code',
      'credit_code',
      'name',
      'org_type',
      'federation_code',
      'region_code',
      'park_code',
      'approved_on',
      'approval_no',
      'term_ends_on',
      'dissolved_on',
      'chair_kind',
      'certificate_no',
      'certificate_issued_on',
    ]);
}

function filtered(db: Db, filter: UnionFilter) {
  let rows = unions(db);
  if (filter.region != null) rows = rows.where('region_code', 'in', regionsWithin(filter.region));
  if (filter.federation != null) rows = rows.where('federation_code', 'in', federationsWithin(filter.federation));
  if (filter.park != null) rows = rows.where('park_code', '=', filter.park);
  if (filter.orgType != null) rows = rows.where('org_type', '=', filter.orgType);
  if (filter.nameContains != null) rows = rows.where('name', 'like', containing(filter.nameContains));
  if (filter.activeOn != null) {
    const day = filter.activeOn;
    rows = rows
      .where('approved_on', '<=', day)
      .where((eb) => eb.or([eb('dissolved_on', 'is', null), eb('dissolved_on', '>', day)]));
  }
  return rows;
}

/** The unions with these codes, in their order. */
export async function findUnions(db: Db, codes: readonly string[], abort?: AbortableQueryOptions) {
  const rows = await unions(db).where('union_code', 'in', codes).execute(abort);
  return inOrderOf(codes, rows, (row) => row.union_code);
}

/** The unions with these numbers, in their order. */
export async function findUnionsByNumber(db: Db, numbers: readonly number[], abort?: AbortableQueryOptions) {
  const rows = await unions(db).where('union_id', 'in', numbers).execute(abort);
  return inOrderOf(numbers, rows, (row) => row.union_id);
}

/** A page of the unions that fit. */
export function listUnions(db: Db, filter: UnionFilter, page: Page, abort?: AbortableQueryOptions) {
  return findPage(filtered(db, filter), unionOrder, page, abort);
}

/** How many unions fit. */
export async function countUnions(db: Db, filter: UnionFilter, abort?: AbortableQueryOptions): Promise<number> {
  const { count } = await db
    .selectFrom(filtered(db, filter).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow(abort);
  return count;
}

/** The unions of parks: of the park itself and those that sit in it. */
export const unionsOfParks: ChildList<UnionRow & { parent_key: string }, UnionFilter> = {
  order: unionOrder,
  rows: (db, parks, filter) =>
    filtered(db, filter)
      .where('park_code', 'in', parks as string[])
      .select((eb) => eb.ref('park_code').$notNull().as('parent_key')),
};

export type FindingRow = Awaited<ReturnType<typeof findFindings>>[number][number];

/** What censuses found of each of these unions, latest first. */
export async function findFindings(db: Db, numbers: readonly number[], abort?: AbortableQueryOptions) {
  const rows = await db
    .selectFrom('census_finding')
    .select(['union_id', 'checked_on', 'result', 'rectified_on'])
    .where('union_id', 'in', numbers)
    .orderBy('checked_on', 'desc')
    .execute(abort);
  const byNumber = Map.groupBy(rows, (row) => row.union_id);
  return numbers.map((number) => byNumber.get(number) ?? []);
}
