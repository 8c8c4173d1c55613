import { chairKinds, unionTypes } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { Federation } from '../federation/federation.type.ts';
import { Park } from '../park/park.type.ts';
import { Region } from '../region/region.type.ts';
import { readBy } from '../registers/access.ts';
import { connectionType } from '../registers/connection.type.ts';
import { fromColumn } from '../registers/records/describe-column.ts';
import { recordType } from '../registers/records/record-types.ts';
import { sortEnum } from '../registers/sort-enum.ts';
import {
  type UnionFilter as Filter,
  findingOrder,
  unionConditions,
  unionOrder,
  unionSorts,
  unions,
} from './union.queries.ts';

const UnionType = codeEnum('UnionType', unionTypes, 'How a grassroots union is organised.');
const ChairKind = codeEnum('ChairKind', chairKinds, 'How the chair of a union works.');

const CensusFinding = recordType('census_finding');

export const Union = builder.kyselyRows('Union', unions).object({
  description: 'A grassroots union (基层工会) or a federation of them, as registered. Source: the registers.',
  access: readBy('trade_union'),
  nodeId: 'union_code',
  fields: (t) => ({
    code: t.exposeString('union_code', {
      description: fromColumn('trade_union', 'union_code', 'Statistical code, item 901 of the return.'),
    }),
    creditCode: t.exposeString('credit_code', {
      nullable: true,
      description: fromColumn(
        'trade_union',
        'credit_code',
        'Its own unified social credit code, beginning with 81; null when it is no legal person.',
      ),
    }),
    name: t.exposeString('name', { description: fromColumn('trade_union', 'name', 'Name in Chinese.') }),
    orgType: t.expose('org_type', {
      type: UnionType,
      description: fromColumn('trade_union', 'org_type', 'How it is organised.'),
    }),
    federation: t.relation({
      type: Federation,
      join: { federation_code: 'federation_code' },
      description: fromColumn('trade_union', 'federation_code', 'The federation above it.'),
    }),
    region: t.relation({
      type: Region,
      join: { region_code: 'region_code' },
      description: fromColumn('trade_union', 'region_code', 'Where it sits.'),
    }),
    park: t.relation({
      type: Park,
      join: { park_code: 'park_code' },
      nullable: true,
      description: fromColumn(
        'trade_union',
        'park_code',
        'The park whose union it is, or in which it sits; null outside of parks.',
      ),
    }),
    approvedOn: t.expose('approved_on', {
      type: 'Date',
      description: fromColumn('trade_union', 'approved_on', 'Day of its approval.'),
    }),
    approvalNo: t.exposeString('approval_no', {
      nullable: true,
      description: fromColumn('trade_union', 'approval_no', 'Number of the approval; null when not recorded.'),
    }),
    termEndsOn: t.expose('term_ends_on', {
      type: 'Date',
      nullable: true,
      description: fromColumn(
        'trade_union',
        'term_ends_on',
        "Day on which its committee's term ends; null when not recorded.",
      ),
    }),
    dissolvedOn: t.expose('dissolved_on', {
      type: 'Date',
      nullable: true,
      description: fromColumn(
        'trade_union',
        'dissolved_on',
        'First day on which it no longer existed; null while it does.',
      ),
    }),
    chairKind: t.expose('chair_kind', {
      type: ChairKind,
      nullable: true,
      description: fromColumn('trade_union', 'chair_kind', 'How its chair works; null when not recorded.'),
    }),
    certificateNo: t.exposeString('certificate_no', {
      nullable: true,
      description: fromColumn(
        'trade_union',
        'certificate_no',
        'Number of its legal-person certificate; null without one.',
      ),
    }),
    certificateIssuedOn: t.expose('certificate_issued_on', {
      type: 'Date',
      nullable: true,
      description: fromColumn('trade_union', 'certificate_issued_on', 'Day of that certificate; null without one.'),
    }),
    findings: t.relatedList({
      type: CensusFinding,
      join: { union_id: 'union_id' },
      order: findingOrder as never,
      description: 'What censuses found, latest first.',
      extensions: { cost: { rows: 3 } },
    }),
  }),
});

const UnionConnection = connectionType(Union, 'Union', 'unions');

const UnionFilter = builder.inputRef<Filter>('UnionFilter').implement({
  description: 'Unions that fit all that is given.',
  fields: (t) => ({
    region: t.id({ description: 'In this region or below it, by code. Absent: any.' }),
    federation: t.id({ description: 'Under this federation or below it, by code. Absent: any.' }),
    park: t.id({ description: 'Of or in this park, by code. Absent: any.' }),
    orgType: t.field({ type: UnionType, description: 'Organised so. Absent: any.' }),
    nameContains: t.string({ description: 'With this text in the name. Absent: any.' }),
    activeOn: t.field({ type: 'Date', description: 'Approved and not dissolved on this day. Absent: at any time.' }),
  }),
});

const UnionSort = sortEnum('UnionSort', unionSorts);

builder.objectField(Park, 'unions', (t) =>
  t.rowsConnection({
    type: Union,
    connection: UnionConnection,
    join: { park_code: 'park_code' },
    order: unionOrder,
    description: 'The union of the park and those that sit in it, by code.',
    args: { filter: t.arg({ type: UnionFilter, description: 'Which ones; all when absent.' }) },
    where: { filter: unionConditions },
  }),
);

builder.queryFields((t) => ({
  union: t.rowBy({
    type: Union,
    nullable: true,
    description: 'The union with this code; null when there is none. Error: REGISTER_CLOSED.',
    args: { code: t.arg.id({ required: true, description: 'Its statistical code.' }) },
    by: { union_code: 'code' },
  }),
  unions: t.rowsConnection({
    type: Union,
    connection: UnionConnection,
    description: 'Unions by code. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
    order: unionOrder,
    sorts: { argument: 'sort', orders: unionSorts },
    args: {
      filter: t.arg({ type: UnionFilter, description: 'Which ones; all when absent.' }),
      sort: t.arg({ type: UnionSort, description: 'In which order; by code when absent.' }),
    },
    where: { filter: unionConditions },
  }),
}));
