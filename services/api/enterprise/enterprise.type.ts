import { industrySections, observationSources, unitTypes } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { CodeName, namedCode } from '../code-name.type.ts';
import { type Context, loaderOf, openRegisters } from '../context.ts';
import { findPark, Park } from '../park/park.type.ts';
import { getRegion, Region } from '../region/region.type.ts';
import { childPages } from '../registers/child-pages.ts';
import { connectionType } from '../registers/connection.type.ts';
import { readPage } from '../registers/keyset.ts';
import {
  countEnterprises,
  type EnterprisePeriodRow,
  type EnterpriseRow,
  enterpriseOrder,
  enterprisesOfParks,
  type EnterpriseFilter as Filter,
  findEnterprises,
  findEnterprisesByNumber,
  findPeriods,
  type HeadcountRow,
  headcountsOfEnterprises,
  listEnterprises,
  type MembershipRow,
  membershipsOfEnterprises,
} from './enterprise.queries.ts';

const ObservationSource = codeEnum('ObservationSource', observationSources, 'Where a count came from.');

const EnterprisePeriod = builder.objectRef<EnterprisePeriodRow>('EnterprisePeriod').implement({
  description: 'Where and under which name an enterprise was, in [validFrom, validTo).',
  fields: (t) => ({
    validFrom: t.expose('valid_from', { type: 'Date', description: 'First day.' }),
    validTo: t.expose('valid_to', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer held; null while it does.',
    }),
    name: t.exposeString('name', { description: 'Name in that time.' }),
    region: t.field({
      type: Region,
      description: 'Region in that time.',
      resolve: (period, _, context) => getRegion(context, period.region_code),
    }),
    park: t.field({
      type: Park,
      nullable: true,
      description: 'Park in that time; null outside of parks.',
      resolve: (period, _, context) => findPark(context, period.park_code),
    }),
  }),
});

const HeadcountObservation = builder.objectRef<HeadcountRow>('HeadcountObservation').implement({
  description: 'Workers of an enterprise as counted on a day.',
  fields: (t) => ({
    observedOn: t.expose('observed_on', { type: 'Date', description: 'The day.' }),
    source: t.expose('source', { type: ObservationSource, description: 'Where the count came from.' }),
    workerCount: t.exposeInt('worker_count', { description: 'Workers, from 0.' }),
    femaleCount: t.exposeInt('female_count', {
      nullable: true,
      description: 'Women among them; null when not counted.',
    }),
    migrantCount: t.exposeInt('migrant_count', {
      nullable: true,
      description: 'Migrant workers among them; null when not counted.',
    }),
  }),
});

const MembershipObservation = builder.objectRef<MembershipRow>('MembershipObservation').implement({
  description: 'Union members of an enterprise as counted on a day, whatever unions cover it.',
  fields: (t) => ({
    observedOn: t.expose('observed_on', { type: 'Date', description: 'The day.' }),
    source: t.expose('source', { type: ObservationSource, description: 'Where the count came from.' }),
    memberCount: t.exposeInt('member_count', { description: 'Members, from 0.' }),
    femaleCount: t.exposeInt('female_count', {
      nullable: true,
      description: 'Women among them; null when not counted.',
    }),
  }),
});

const HeadcountConnection = connectionType(HeadcountObservation, 'Headcount', 'headcounts');
const MembershipConnection = connectionType(MembershipObservation, 'Membership', 'membership counts');

export const Enterprise = builder.objectRef<EnterpriseRow>('Enterprise');
const pageOfParks = childPages(enterprisesOfParks);
const pageOfHeadcounts = childPages(headcountsOfEnterprises);
const pageOfMemberships = childPages(membershipsOfEnterprises);

builder.node(Enterprise, {
  description: 'An enterprise as its latest period has it.',
  id: { resolve: (enterprise) => enterprise.credit_code },
  loadOne: (creditCode: string, context: Context) => findEnterprise(context, creditCode),
  fields: (t) => ({
    creditCode: t.exposeString('credit_code', { description: 'Unified social credit code (GB 32100), 18 characters.' }),
    name: t.exposeString('name', { description: 'Name in Chinese.' }),
    region: t.field({
      type: Region,
      description: 'Where it is registered.',
      resolve: (enterprise, _, context) => getRegion(context, enterprise.region_code),
    }),
    park: t.field({
      type: Park,
      nullable: true,
      description: 'Its park; null outside of parks.',
      resolve: (enterprise, _, context) => findPark(context, enterprise.park_code),
    }),
    unitType: t.field({
      type: CodeName,
      nullable: true,
      description: 'Unit type of the union registration form; null when not recorded.',
      resolve: (enterprise) => namedCode(unitTypes, enterprise.unit_type_code),
    }),
    industryCode: t.exposeString('industry_code', {
      nullable: true,
      description: 'GB/T 4754, from the section letter down; null when not recorded.',
    }),
    industrySection: t.field({
      type: CodeName,
      nullable: true,
      description: 'The section of its industry; null when not recorded.',
      resolve: (enterprise) => namedCode(industrySections, enterprise.industry_code?.slice(0, 1) ?? null),
    }),
    isNonPublic: t.exposeBoolean('is_non_public', { description: 'Whether it is non-public (非公有制).' }),
    isAboveScale: t.exposeBoolean('is_above_scale', { description: 'Whether it is above designated size (规模以上).' }),
    settledOn: t.expose('settled_on', { type: 'Date', description: 'First day of its first period.' }),
    closedOn: t.expose('closed_on', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it was closed or gone; null while it is active.',
    }),
    membersRegisteredOn: t.expose('members_registered_on', {
      type: 'Date',
      nullable: true,
      description: 'From when its real-name member register is complete; null: members are counted from observations.',
    }),
    periods: t.field({
      type: [EnterprisePeriod],
      description: 'All its periods, oldest first.',
      extensions: { cost: { rows: 3 } },
      resolve: (enterprise, _, context) => loaderOf(context, loadPeriods).load(enterprise.enterprise_id),
    }),
    headcounts: t.connection(
      {
        type: HeadcountObservation,
        description: 'Its headcounts, latest first.',
        resolve: (enterprise, page, context) => pageOfHeadcounts(context, enterprise.enterprise_id, page, null),
      },
      HeadcountConnection,
    ),
    memberships: t.connection(
      {
        type: MembershipObservation,
        description: 'Its membership counts, latest first.',
        resolve: (enterprise, page, context) => pageOfMemberships(context, enterprise.enterprise_id, page, null),
      },
      MembershipConnection,
    ),
  }),
});

const EnterpriseConnection = connectionType(Enterprise, 'Enterprise', 'enterprises');

const EnterpriseFilter = builder.inputRef<Filter>('EnterpriseFilter').implement({
  description: 'Enterprises that fit all that is given, by their latest period.',
  fields: (t) => ({
    region: t.id({ description: 'In this region or below it, by code.' }),
    park: t.id({ description: 'In this park, by code.' }),
    nameContains: t.string({ description: 'With this text in the name.' }),
    unitType: t.id({ description: 'Of this unit type, by code.' }),
    industrySection: t.id({ description: 'In this section of GB/T 4754, `A` to `T`.' }),
    isNonPublic: t.boolean({ description: 'Non-public or not.' }),
    isAboveScale: t.boolean({ description: 'Above designated size or not.' }),
    activeOn: t.field({ type: 'Date', description: 'Active on this day.' }),
  }),
});

builder.objectField(Park, 'enterprises', (t) =>
  t.connection(
    {
      type: Enterprise,
      description: 'Enterprises whose latest place is this park, by credit code.',
      args: { filter: t.arg({ type: EnterpriseFilter, description: 'Which ones; all when absent.' }) },
      resolve: (park, { filter, ...page }, context) => pageOfParks(context, park.park_code, page, filter ?? {}),
    },
    EnterpriseConnection,
  ),
);

builder.queryFields((t) => ({
  enterprise: t.field({
    type: Enterprise,
    nullable: true,
    description: 'The enterprise with this credit code; null when there is none. Error: REGISTER_CLOSED.',
    args: { creditCode: t.arg.id({ required: true, description: 'Its unified social credit code.' }) },
    resolve: (_, { creditCode }, context) => findEnterprise(context, creditCode),
  }),
  enterprises: t.connection(
    {
      type: Enterprise,
      description: 'Enterprises by credit code. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
      args: { filter: t.arg({ type: EnterpriseFilter, description: 'Which ones; all when absent.' }) },
      resolve: async (_, { filter, ...page }, context) => {
        const { db, abort } = openRegisters(context);
        const found = await listEnterprises(db, filter ?? {}, readPage(enterpriseOrder, page), abort);
        return { ...found, count: () => countEnterprises(db, filter ?? {}, abort) };
      },
    },
    EnterpriseConnection,
  ),
}));

/** The enterprise with this credit code by the request's loader; undefined when there is none. */
export async function findEnterprise(context: Context, creditCode: string): Promise<EnterpriseRow | undefined> {
  return loaderOf(context, loadEnterprises).load(creditCode);
}

/** The enterprise with this number, which a foreign key says is there. */
export async function getEnterpriseByNumber(context: Context, number: number): Promise<EnterpriseRow> {
  const enterprise = await loaderOf(context, loadEnterprisesByNumber).load(number);
  if (!enterprise) throw new Error(`the enterprise ${number} has no period`);
  return enterprise;
}

function loadEnterprises(context: Context, creditCodes: readonly string[]) {
  const { db, abort } = openRegisters(context);
  return findEnterprises(db, creditCodes, abort);
}

function loadEnterprisesByNumber(context: Context, numbers: readonly number[]) {
  const { db, abort } = openRegisters(context);
  return findEnterprisesByNumber(db, numbers, abort);
}

function loadPeriods(context: Context, numbers: readonly number[]) {
  const { db, abort } = openRegisters(context);
  return findPeriods(db, numbers, abort);
}
