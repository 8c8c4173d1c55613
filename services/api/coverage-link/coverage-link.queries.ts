import type { Db } from '@union/schema/db/database.ts';
import { type SqlBool, sql } from 'kysely';
import type { Conditions } from 'pothos-plugin-kysely/condition.ts';
import type { Order } from 'pothos-plugin-kysely/keyset.ts';

export type LinkRow = Awaited<ReturnType<ReturnType<typeof links>['execute']>>[number];

export type LinkFilter = { readonly on?: string | null | undefined };

/** The latest first. */
export const linkOrder: Order<LinkRow> = {
  columns: [
    { name: 'valid_from', kind: 'day' },
    { name: 'coverage_link_id', kind: 'integer' },
  ],
  direction: 'desc',
};

/** Every link of an enterprise to a union. */
export function links(db: Db) {
  return db
    .selectFrom('coverage_link')
    .select(['coverage_link_id', 'enterprise_id', 'union_id', 'kind', 'valid_from', 'valid_to', 'evidence']);
}

/** Which links are asked for. */
export const linkConditions: Conditions<LinkRow, LinkFilter> = {
  on: (column, day) => sql<SqlBool>`(${column('valid_from')} <= ${day}::date
    and (${column('valid_to')} is null or ${column('valid_to')} > ${day}::date))`,
};
