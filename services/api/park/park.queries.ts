import type { Db } from '@union/schema/db/database.ts';
import { type SqlBool, sql } from 'kysely';
import type { Conditions } from 'pothos-plugin-kysely/condition.ts';
import type { Order } from 'pothos-plugin-kysely/keyset.ts';
import { containing, regionsWithin } from '../registers/region-tree.ts';
import { sortsOf } from '../registers/sort-enum.ts';

export type ParkRow = Awaited<ReturnType<ReturnType<typeof parks>['execute']>>[number];

/** By code. */
export const parkOrder: Order<ParkRow> = { columns: [{ name: 'park_code', kind: 'text' }], direction: 'asc' };

/** The orders that a caller chooses from. */
export const parkSorts: Readonly<Record<string, Order<ParkRow>>> = sortsOf<ParkRow>('park_code', {
  name: 'text',
  opened_on: 'day',
});

export type ParkFilter = {
  readonly region?: string | null | undefined;
  readonly level?: string | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly openOn?: string | null | undefined;
};

/** Every park that ever was. */
export function parks(db: Db) {
  return db
    .selectFrom('park')
    .select(['park_code', 'official_catalogue_no', 'name', 'level', 'region_code', 'opened_on', 'closed_on']);
}

/** What a filter demands of a park. */
export const parkConditions: Conditions<ParkRow, ParkFilter> = {
  region: (column, code) => sql<SqlBool>`${column('region_code')} in ${regionsWithin(code)}`,
  level: (column, level) => sql<SqlBool>`${column('level')} = ${level}`,
  nameContains: {
    bind: containing,
    where: (column, pattern) => sql<SqlBool>`${column('name')} like ${pattern}`,
  },
  openOn: (column, day) => sql<SqlBool>`(${column('opened_on')} <= ${day}::date
    and (${column('closed_on')} is null or ${column('closed_on')} > ${day}::date))`,
};
