import type { ParkLevel } from '@union/schema/codes.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { AbortableQueryOptions } from 'kysely';
import { findPage, type Order, type Page } from '../registers/keyset.ts';
import { containing, regionsWithin } from '../registers/region-tree.ts';
import { inOrderOf } from '../registers/rows-by-key.ts';

export type ParkRow = Awaited<ReturnType<ReturnType<typeof parks>['execute']>>[number];

/** By code. */
export const parkOrder: Order<ParkRow> = { columns: [{ name: 'park_code', kind: 'text' }], direction: 'asc' };

export type ParkFilter = {
  readonly region?: string | null | undefined;
  readonly level?: ParkLevel | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly openOn?: string | null | undefined;
};

function parks(db: Db) {
  return db
    .selectFrom('park')
    .select(['park_code', 'official_catalogue_no', 'name', 'level', 'region_code', 'opened_on', 'closed_on']);
}

/** The parks with these codes, in their order. */
export async function findParks(db: Db, codes: readonly string[], abort?: AbortableQueryOptions) {
  const rows = await parks(db).where('park_code', 'in', codes).execute(abort);
  return inOrderOf(codes, rows, (row) => row.park_code);
}

function filtered(db: Db, filter: ParkFilter) {
  let rows = parks(db);
  if (filter.region != null) rows = rows.where('region_code', 'in', regionsWithin(filter.region));
  if (filter.level != null) rows = rows.where('level', '=', filter.level);
  if (filter.nameContains != null) rows = rows.where('name', 'like', containing(filter.nameContains));
  if (filter.openOn != null) {
    const day = filter.openOn;
    rows = rows
      .where('opened_on', '<=', day)
      .where((eb) => eb.or([eb('closed_on', 'is', null), eb('closed_on', '>', day)]));
  }
  return rows;
}

/** A page of the parks that fit, by code. */
export function listParks(db: Db, filter: ParkFilter, page: Page, abort?: AbortableQueryOptions) {
  return findPage(filtered(db, filter), parkOrder, page, abort);
}

/** How many parks fit. */
export async function countParks(db: Db, filter: ParkFilter, abort?: AbortableQueryOptions): Promise<number> {
  const { count } = await filtered(db, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow(abort);
  return count;
}
