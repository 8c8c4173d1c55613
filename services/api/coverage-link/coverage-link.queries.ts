import type { Db } from '@union/schema/db/database.ts';
import type { ChildList } from '../registers/child-pages.ts';
import type { Order } from '../registers/keyset.ts';

export type LinkRow = Awaited<ReturnType<ReturnType<typeof links>['execute']>>[number] & { parent_key: number };

export type LinkFilter = { readonly on?: string | null | undefined };

/** The latest first. */
const linkOrder: Order<LinkRow> = {
  columns: [
    { name: 'valid_from', kind: 'day' },
    { name: 'coverage_link_id', kind: 'integer' },
  ],
  direction: 'desc',
};

function links(db: Db, filter: LinkFilter) {
  const rows = db
    .selectFrom('coverage_link')
    .select(['coverage_link_id', 'enterprise_id', 'union_id', 'kind', 'valid_from', 'valid_to', 'evidence']);
  if (filter.on == null) return rows;
  const day = filter.on;
  return rows
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]));
}

/** The links of enterprises to unions. */
export const linksOfEnterprises: ChildList<LinkRow, LinkFilter> = {
  order: linkOrder,
  rows: (db, numbers, filter) =>
    links(db, filter)
      .where('enterprise_id', 'in', numbers as number[])
      .select('enterprise_id as parent_key'),
};

/** The links of unions to enterprises. */
export const linksOfUnions: ChildList<LinkRow, LinkFilter> = {
  order: linkOrder,
  rows: (db, numbers, filter) =>
    links(db, filter)
      .where('union_id', 'in', numbers as number[])
      .select('union_id as parent_key'),
};
