import type { Db } from '@union/schema/db/database.ts';
import { type SqlBool, sql } from 'kysely';
import type { Conditions } from 'pothos-plugin-kysely/condition.ts';
import type { Order } from 'pothos-plugin-kysely/keyset.ts';
import { containing, regionsWithin } from '../registers/region-tree.ts';
import { sortsOf } from '../registers/sort-enum.ts';

export type EnterpriseRow = Awaited<ReturnType<ReturnType<typeof enterprises>['execute']>>[number];

/** By credit code. */
export const enterpriseOrder: Order<EnterpriseRow> = {
  columns: [{ name: 'credit_code', kind: 'text' }],
  direction: 'asc',
};

/** The orders that a caller chooses from. */
export const enterpriseSorts: Readonly<Record<string, Order<EnterpriseRow>>> = sortsOf<EnterpriseRow>('credit_code', {
  name: 'text',
  settled_on: 'day',
});

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
export function enterprises(db: Db) {
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

/** What a filter demands of an enterprise, by its latest period. */
export const enterpriseConditions: Conditions<EnterpriseRow, EnterpriseFilter> = {
  region: (column, code) => sql<SqlBool>`${column('region_code')} in ${regionsWithin(code)}`,
  park: (column, code) => sql<SqlBool>`${column('park_code')} = ${code}`,
  nameContains: {
    bind: containing,
    where: (column, pattern) => sql<SqlBool>`${column('name')} like ${pattern}`,
  },
  unitType: (column, code) => sql<SqlBool>`${column('unit_type_code')} = ${code}`,
  industrySection: (column, section) => sql<SqlBool>`left(${column('industry_code')}, 1) = ${section}`,
  isNonPublic: (column, value) => sql<SqlBool>`${column('is_non_public')} = ${value}`,
  isAboveScale: (column, value) => sql<SqlBool>`${column('is_above_scale')} = ${value}`,
  activeOn: (column, day) => sql<SqlBool>`exists (
    select from enterprise_period as period
    where period.enterprise_id = ${column('enterprise_id')}
      and period.valid_from <= ${day}::date
      and (period.valid_to is null or period.valid_to > ${day}::date)
  )`,
};

/** Every period of every enterprise. */
export function enterprisePeriods(db: Db) {
  return db
    .selectFrom('enterprise_period')
    .select(['enterprise_id', 'valid_from', 'valid_to', 'name', 'region_code', 'park_code']);
}

/** The oldest first. */
export const periodOrder: Order<PeriodRow> = { columns: [{ name: 'valid_from', kind: 'day' }], direction: 'asc' };

type PeriodRow = Awaited<ReturnType<ReturnType<typeof enterprisePeriods>['execute']>>[number];

/** The latest first, for headcounts and for members. */
export const observationOrder = {
  columns: [
    { name: 'observed_on', kind: 'day' },
    { name: 'source', kind: 'text' },
  ],
  direction: 'desc',
} as const satisfies Order<{ observed_on: string; source: string }>;
