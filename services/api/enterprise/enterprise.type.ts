import { industrySections, unitTypes } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { CodeName, namedCodes } from '../code-name.type.ts';
import { Park } from '../park/park.type.ts';
import { Region } from '../region/region.type.ts';
import { readBy } from '../registers/access.ts';
import { connectionType } from '../registers/connection.type.ts';
import { fromColumn } from '../registers/records/describe-column.ts';
import { recordType } from '../registers/records/record-types.ts';
import { sortEnum } from '../registers/sort-enum.ts';
import {
  enterpriseConditions,
  enterpriseOrder,
  enterprisePeriods,
  enterpriseSorts,
  enterprises,
  type EnterpriseFilter as Filter,
  observationOrder,
  periodOrder,
} from './enterprise.queries.ts';

const EnterprisePeriod = builder.kyselyRows('EnterprisePeriod', enterprisePeriods).object({
  access: readBy('enterprise_period'),
  description: 'Where and under which name an enterprise was, in [validFrom, validTo). Source: the registers.',
  fields: (t) => ({
    validFrom: t.expose('valid_from', {
      type: 'Date',
      description: fromColumn('enterprise', 'effective_on', 'First day.'),
    }),
    validTo: t.expose('valid_to', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer held; null while it does.',
    }),
    name: t.exposeString('name', { description: fromColumn('enterprise', 'name', 'Name in that time.') }),
    region: t.relation({
      type: Region,
      join: { region_code: 'region_code' },
      description: fromColumn('enterprise', 'region_code', 'Region in that time.'),
    }),
    park: t.relation({
      type: Park,
      join: { park_code: 'park_code' },
      nullable: true,
      description: fromColumn('enterprise', 'park_code', 'Park in that time; null outside of parks.'),
    }),
  }),
});

const HeadcountObservation = recordType('headcount_observation');
const MembershipObservation = recordType('membership_observation');

const HeadcountConnection = connectionType(HeadcountObservation as never, 'Headcount', 'headcounts');
const MembershipConnection = connectionType(MembershipObservation as never, 'Membership', 'membership counts');

export const Enterprise = builder.kyselyRows('Enterprise', enterprises).object({
  description: 'An enterprise as its latest period has it. Source: the registers.',
  access: readBy('enterprise', { at: 'region' }),
  nodeId: 'credit_code',
  fields: (t) => ({
    creditCode: t.exposeString('credit_code', {
      description: fromColumn('enterprise', 'credit_code', 'Unified social credit code (GB 32100), 18 characters.'),
    }),
    name: t.exposeString('name', { description: fromColumn('enterprise', 'name', 'Name in Chinese.') }),
    region: t.relation({
      type: Region,
      join: { region_code: 'region_code' },
      description: fromColumn('enterprise', 'region_code', 'Where it is registered.'),
    }),
    park: t.relation({
      type: Park,
      join: { park_code: 'park_code' },
      nullable: true,
      description: fromColumn('enterprise', 'park_code', 'Its park; null outside of parks.'),
    }),
    unitType: t.lookup({
      type: CodeName,
      column: 'unit_type_code',
      list: namedCodes(unitTypes),
      nullable: true,
      description: fromColumn(
        'enterprise',
        'unit_type_code',
        'Unit type of the union registration form; null when not recorded.',
      ),
    }),
    industryCode: t.exposeString('industry_code', {
      nullable: true,
      description: fromColumn(
        'enterprise',
        'industry_code',
        'GB/T 4754, from the section letter down; null when not recorded.',
      ),
    }),
    industrySection: t.lookup({
      type: CodeName,
      column: 'industry_code',
      prefix: 1,
      list: namedCodes(industrySections),
      nullable: true,
      description: fromColumn('enterprise', 'industry_code', 'The section of its industry; null when not recorded.'),
    }),
    isNonPublic: t.exposeBoolean('is_non_public', {
      description: fromColumn('enterprise', 'is_non_public', 'Whether it is non-public (非公有制).'),
    }),
    isAboveScale: t.exposeBoolean('is_above_scale', {
      description: fromColumn('enterprise', 'is_above_scale', 'Whether it is above designated size (规模以上).'),
    }),
    settledOn: t.expose('settled_on', {
      type: 'Date',
      description: fromColumn('enterprise', 'settled_on', 'First day of its first period.'),
    }),
    closedOn: t.expose('closed_on', {
      type: 'Date',
      nullable: true,
      description: fromColumn(
        'enterprise',
        'closed_on',
        'First day on which it was closed or gone; null while it is active.',
      ),
    }),
    membersRegisteredOn: t.expose('members_registered_on', {
      type: 'Date',
      nullable: true,
      description: fromColumn(
        'enterprise',
        'members_registered_on',
        'From when its real-name member register is complete; null: members are counted from observations.',
      ),
    }),
    periods: t.relatedList({
      type: EnterprisePeriod,
      join: { enterprise_id: 'enterprise_id' },
      order: periodOrder,
      description: 'All its periods, oldest first.',
      extensions: { cost: { rows: 3 } },
    }),
    headcounts: t.rowsConnection({
      type: HeadcountObservation,
      connection: HeadcountConnection,
      join: { enterprise_id: 'enterprise_id' },
      order: observationOrder as never,
      description: 'Its headcounts, latest first.',
    }),
    memberships: t.rowsConnection({
      type: MembershipObservation,
      connection: MembershipConnection,
      join: { enterprise_id: 'enterprise_id' },
      order: observationOrder as never,
      description: 'Its membership counts, latest first.',
    }),
  }),
});

const EnterpriseConnection = connectionType(Enterprise, 'Enterprise', 'enterprises');

const EnterpriseFilter = builder.inputRef<Filter>('EnterpriseFilter').implement({
  description: 'Enterprises that fit all that is given, by their latest period.',
  fields: (t) => ({
    region: t.id({ description: 'In this region or below it, by code. Absent: any.' }),
    park: t.id({ description: 'In this park, by code. Absent: any.' }),
    nameContains: t.string({ description: 'With this text in the name. Absent: any.' }),
    unitType: t.id({ description: 'Of this unit type, by code. Absent: any.' }),
    industrySection: t.id({ description: 'In this section of GB/T 4754, `A` to `T`. Absent: any.' }),
    isNonPublic: t.boolean({ description: 'Non-public or not. Absent: any.' }),
    isAboveScale: t.boolean({ description: 'Above designated size or not. Absent: any.' }),
    activeOn: t.field({ type: 'Date', description: 'Active on this day. Absent: at any time.' }),
  }),
});

const EnterpriseSort = sortEnum('EnterpriseSort', enterpriseSorts);

builder.objectField(Park, 'enterprises', (t) =>
  t.rowsConnection({
    type: Enterprise,
    connection: EnterpriseConnection,
    join: { park_code: 'park_code' },
    order: enterpriseOrder,
    description: 'Enterprises whose latest place is this park, by credit code.',
    args: { filter: t.arg({ type: EnterpriseFilter, description: 'Which ones; all when absent.' }) },
    where: { filter: enterpriseConditions },
  }),
);

builder.queryFields((t) => ({
  enterprise: t.rowBy({
    type: Enterprise,
    nullable: true,
    description: 'The enterprise with this credit code; null when there is none. Error: REGISTER_CLOSED.',
    args: { creditCode: t.arg.id({ required: true, description: 'Its unified social credit code.' }) },
    by: { credit_code: 'creditCode' },
  }),
  enterprises: t.rowsConnection({
    type: Enterprise,
    connection: EnterpriseConnection,
    description: 'Enterprises by credit code. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
    order: enterpriseOrder,
    sorts: { argument: 'sort', orders: enterpriseSorts },
    args: {
      filter: t.arg({ type: EnterpriseFilter, description: 'Which ones; all when absent.' }),
      sort: t.arg({ type: EnterpriseSort, description: 'In which order; by credit code when absent.' }),
    },
    where: { filter: enterpriseConditions },
  }),
}));
