import type { Db } from '@union/schema/db/database.ts';
import { type AbortableQueryOptions, sql } from 'kysely';
import type { ChildList } from '../registers/child-pages.ts';
import { findPage, type Order, type Page } from '../registers/keyset.ts';
import { containing, regionsWithin } from '../registers/region-tree.ts';
import { inOrderOf } from '../registers/rows-by-key.ts';

export type EnterpriseRow = Awaited<ReturnType<ReturnType<typeof enterprises>['execute']>>[number];

/** By credit code. */
export const enterpriseOrder: Order<EnterpriseRow> = {
  columns: [{ name: 'credit_code', kind: 'text' }],
  direction: 'asc',
};

export type EnterpriseFilter = {
  readonly region?: string | null | undefined;
  readonly park?: string | null | undefined;
  readonly nameContains?: string | null | undefined;
  readonly unitType?: string | null | undefined;
  readonly industrySection?: string | null | undefined;
  readonly isNonPublic?: boolean | null | undefined;
  readonly isAboveScale?: boolean | null | undefined;
  readonly activeOn?: string | null | undefined;
};

/** Every enterprise as its latest period has it; `settled_on` is the first day of its first period. */
function enterprises(db: Db) {
  return db
    .selectFrom('enterprise')
    .innerJoin('enterprise_period as latest', 'latest.enterprise_id', 'enterprise.enterprise_id')
    .where(({ not, exists, selectFrom, ref }) =>
      not(
        exists(
          selectFrom('enterprise_period as later')
            .select('later.enterprise_id')
            .whereRef('later.enterprise_id', '=', 'enterprise.enterprise_id')
            .where('later.valid_from', '>', ref('latest.valid_from')),
        ),
      ),
    )
    .select([
      'enterprise.enterprise_id',
      'enterprise.credit_code',
      'enterprise.members_registered_on',
      'latest.name',
      'latest.region_code',
      'latest.park_code',
      'latest.unit_type_code',
      'latest.industry_code',
      'latest.is_non_public',
      'latest.is_above_scale',
      'latest.valid_to as closed_on',
    ])
    .select((eb) =>
      eb
        .selectFrom('enterprise_period as every')
        .select(sql<string>`min(every.valid_from)`.as('settled_on'))
        .whereRef('every.enterprise_id', '=', 'enterprise.enterprise_id')
        .$asScalar()
        .$notNull()
        .as('settled_on'),
    );
}

function filtered(db: Db, filter: EnterpriseFilter) {
  let rows = enterprises(db);
  if (filter.region != null) rows = rows.where('latest.region_code', 'in', regionsWithin(filter.region));
  if (filter.park != null) rows = rows.where('latest.park_code', '=', filter.park);
  if (filter.nameContains != null) rows = rows.where('latest.name', 'like', containing(filter.nameContains));
  if (filter.unitType != null) rows = rows.where('latest.unit_type_code', '=', filter.unitType);
  if (filter.industrySection != null) {
    rows = rows.where(sql`left(latest.industry_code, 1)`, '=', filter.industrySection);
  }
  if (filter.isNonPublic != null) rows = rows.where('latest.is_non_public', '=', filter.isNonPublic);
  if (filter.isAboveScale != null) rows = rows.where('latest.is_above_scale', '=', filter.isAboveScale);
  if (filter.activeOn != null) {
    const day = filter.activeOn;
    rows = rows.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('enterprise_period as period')
          .select('period.enterprise_id')
          .whereRef('period.enterprise_id', '=', 'enterprise.enterprise_id')
          .where('period.valid_from', '<=', day)
          .where((eb) => eb.or([eb('period.valid_to', 'is', null), eb('period.valid_to', '>', day)])),
      ),
    );
  }
  return rows;
}

/** The enterprises with these credit codes, in their order. */
export async function findEnterprises(db: Db, creditCodes: readonly string[], abort?: AbortableQueryOptions) {
  const rows = await enterprises(db).where('enterprise.credit_code', 'in', creditCodes).execute(abort);
  return inOrderOf(creditCodes, rows, (row) => row.credit_code);
}

/** The enterprises with these numbers, in their order. */
export async function findEnterprisesByNumber(db: Db, numbers: readonly number[], abort?: AbortableQueryOptions) {
  const rows = await enterprises(db).where('enterprise.enterprise_id', 'in', numbers).execute(abort);
  return inOrderOf(numbers, rows, (row) => row.enterprise_id);
}

/** A page of the enterprises that fit. */
export function listEnterprises(db: Db, filter: EnterpriseFilter, page: Page, abort?: AbortableQueryOptions) {
  return findPage(db.selectFrom(filtered(db, filter).as('found')).selectAll(), enterpriseOrder, page, abort);
}

/** How many enterprises fit. */
export async function countEnterprises(
  db: Db,
  filter: EnterpriseFilter,
  abort?: AbortableQueryOptions,
): Promise<number> {
  const { count } = await db
    .selectFrom(filtered(db, filter).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow(abort);
  return count;
}

/** The enterprises whose latest place is one of these parks. */
export const enterprisesOfParks: ChildList<EnterpriseRow & { parent_key: string }, EnterpriseFilter> = {
  order: enterpriseOrder,
  rows: (db, parks, filter) =>
    db
      .selectFrom(
        filtered(db, filter)
          .where('latest.park_code', 'in', parks as string[])
          .select((eb) => eb.ref('latest.park_code').$notNull().as('parent_key'))
          .as('found'),
      )
      .selectAll(),
};

export type EnterprisePeriodRow = Awaited<ReturnType<typeof findPeriods>>[number][number];

/** The periods of each of these enterprises, oldest first. */
export async function findPeriods(db: Db, numbers: readonly number[], abort?: AbortableQueryOptions) {
  const rows = await db
    .selectFrom('enterprise_period')
    .select(['enterprise_id', 'valid_from', 'valid_to', 'name', 'region_code', 'park_code'])
    .where('enterprise_id', 'in', numbers)
    .orderBy('valid_from')
    .execute(abort);
  const byNumber = Map.groupBy(rows, (row) => row.enterprise_id);
  return numbers.map((number) => byNumber.get(number) ?? []);
}

type ObservationKey = { parent_key: number; observed_on: string; source: string };
const observationOrder = {
  columns: [
    { name: 'observed_on', kind: 'day' },
    { name: 'source', kind: 'text' },
  ],
  direction: 'desc',
} as const satisfies Order<ObservationKey>;

export type HeadcountRow = Awaited<ReturnType<ReturnType<typeof headcounts>['execute']>>[number];
export type MembershipRow = Awaited<ReturnType<ReturnType<typeof memberships>['execute']>>[number];

function headcounts(db: Db, numbers: readonly number[]) {
  return db
    .selectFrom('headcount_observation')
    .select(['enterprise_id as parent_key', 'observed_on', 'source', 'worker_count', 'female_count', 'migrant_count'])
    .where('enterprise_id', 'in', numbers);
}

function memberships(db: Db, numbers: readonly number[]) {
  return db
    .selectFrom('membership_observation')
    .select(['enterprise_id as parent_key', 'observed_on', 'source', 'member_count', 'female_count'])
    .where('enterprise_id', 'in', numbers);
}

/** Headcounts of enterprises, latest first. */
export const headcountsOfEnterprises: ChildList<HeadcountRow, null> = {
  order: observationOrder,
  rows: (db, numbers) => headcounts(db, numbers as number[]),
};

/** Members counted at enterprises, latest first. */
export const membershipsOfEnterprises: ChildList<MembershipRow, null> = {
  order: observationOrder,
  rows: (db, numbers) => memberships(db, numbers as number[]),
};
