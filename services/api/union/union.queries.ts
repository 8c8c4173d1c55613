import type { Db } from '@union/schema/db/database.ts';
import { type SqlBool, sql } from 'kysely';
import type { Conditions } from 'pothos-plugin-kysely/condition.ts';
import type { Order } from 'pothos-plugin-kysely/keyset.ts';
import { containing, federationsWithin, regionsWithin } from '../registers/region-tree.ts';
import { sortsOf } from '../registers/sort-enum.ts';

export type UnionRow = Awaited<ReturnType<ReturnType<typeof unions>['execute']>>[number];

/** By code. */
export const unionOrder: Order<UnionRow> = { columns: [{ name: 'union_code', kind: 'text' }], direction: 'asc' };

/** The orders that a caller chooses from. */
export const unionSorts: Readonly<Record<string, Order<UnionRow>>> = sortsOf<UnionRow>('union_code', {
  name: 'text',
  approved_on: 'day',
});

export type UnionFilter = {
  readonly region?: string | null | undefined;
  readonly federation?: string | null | undefined;
  readonly park?: string | null | undefined;
  readonly orgType?: string | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly activeOn?: string | null | undefined;
};

/** Every grassroots union that ever was. */
export function unions(db: Db) {
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

/** What a filter demands of a union. */
export const unionConditions: Conditions<UnionRow, UnionFilter> = {
  region: (column, code) => sql<SqlBool>`${column('region_code')} in ${regionsWithin(code)}`,
  federation: (column, code) => sql<SqlBool>`${column('federation_code')} in ${federationsWithin(code)}`,
  park: (column, code) => sql<SqlBool>`${column('park_code')} = ${code}`,
  orgType: (column, type) => sql<SqlBool>`${column('org_type')} = ${type}`,
  nameContains: {
    bind: containing,
    where: (column, pattern) => sql<SqlBool>`${column('name')} like ${pattern}`,
  },
  activeOn: (column, day) => sql<SqlBool>`(${column('approved_on')} <= ${day}::date
    and (${column('dissolved_on')} is null or ${column('dissolved_on')} > ${day}::date))`,
};

/** The latest first. */
export const findingOrder = {
  columns: [{ name: 'checked_on', kind: 'day' }],
  direction: 'desc',
} as const satisfies Order<{ checked_on: string }>;
