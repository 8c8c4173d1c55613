import { censusResults, chairKinds, unionTypes } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { type Context, loaderOf, openRegisters } from '../context.ts';
import { Federation, getFederation } from '../federation/federation.type.ts';
import { findPark, Park } from '../park/park.type.ts';
import { getRegion, Region } from '../region/region.type.ts';
import { childPages } from '../registers/child-pages.ts';
import { connectionType } from '../registers/connection.type.ts';
import { readPage } from '../registers/keyset.ts';
import {
  countUnions,
  type UnionFilter as Filter,
  type FindingRow,
  findFindings,
  findUnions,
  findUnionsByNumber,
  listUnions,
  type UnionRow,
  unionOrder,
  unionsOfParks,
} from './union.queries.ts';

const UnionType = codeEnum('UnionType', unionTypes, 'How a grassroots union is organised.');
const ChairKind = codeEnum('ChairKind', chairKinds, 'How the chair of a union works.');
const CensusResult = codeEnum('CensusResult', censusResults, 'What a census found a union to be.');

const CensusFinding = builder.objectRef<FindingRow>('CensusFinding').implement({
  description: 'What a census found of a union.',
  fields: (t) => ({
    checkedOn: t.expose('checked_on', { type: 'Date', description: 'Day of the check.' }),
    result: t.expose('result', { type: CensusResult, description: 'What was found.' }),
    rectifiedOn: t.expose('rectified_on', {
      type: 'Date',
      nullable: true,
      description: 'Day on which it was put right; null while it was not.',
    }),
  }),
});

export const Union = builder.objectRef<UnionRow>('Union');
const pageOfParks = childPages(unionsOfParks);

builder.node(Union, {
  description: 'A grassroots union (基层工会) or a federation of them, as registered.',
  id: { resolve: (union) => union.union_code },
  loadOne: (code: string, context: Context) => findUnion(context, code),
  fields: (t) => ({
    code: t.exposeString('union_code', { description: 'Statistical code, item 901 of the return.' }),
    creditCode: t.exposeString('credit_code', {
      nullable: true,
      description: 'Its own unified social credit code, beginning with 81; null when it is no legal person.',
    }),
    name: t.exposeString('name', { description: 'Name in Chinese.' }),
    orgType: t.expose('org_type', { type: UnionType, description: 'How it is organised.' }),
    federation: t.field({
      type: Federation,
      description: 'The federation above it.',
      resolve: (union, _, context) => getFederation(context, union.federation_code),
    }),
    region: t.field({
      type: Region,
      description: 'Where it sits.',
      resolve: (union, _, context) => getRegion(context, union.region_code),
    }),
    park: t.field({
      type: Park,
      nullable: true,
      description: 'The park whose union it is, or in which it sits; null outside of parks.',
      resolve: (union, _, context) => findPark(context, union.park_code),
    }),
    approvedOn: t.expose('approved_on', { type: 'Date', description: 'Day of its approval.' }),
    approvalNo: t.exposeString('approval_no', {
      nullable: true,
      description: 'Number of the approval; null when not recorded.',
    }),
    termEndsOn: t.expose('term_ends_on', {
      type: 'Date',
      nullable: true,
      description: "Day on which its committee's term ends; null when not recorded.",
    }),
    dissolvedOn: t.expose('dissolved_on', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer existed; null while it does.',
    }),
    chairKind: t.expose('chair_kind', {
      type: ChairKind,
      nullable: true,
      description: 'How its chair works; null when not recorded.',
    }),
    certificateNo: t.exposeString('certificate_no', {
      nullable: true,
      description: 'Number of its legal-person certificate; null without one.',
    }),
    certificateIssuedOn: t.expose('certificate_issued_on', {
      type: 'Date',
      nullable: true,
      description: 'Day of that certificate; null without one.',
    }),
    findings: t.field({
      type: [CensusFinding],
      description: 'What censuses found, latest first.',
      extensions: { cost: { rows: 3 } },
      resolve: (union, _, context) => loaderOf(context, loadFindings).load(union.union_id),
    }),
  }),
});

const UnionConnection = connectionType(Union, 'Union', 'unions');

const UnionFilter = builder.inputRef<Filter>('UnionFilter').implement({
  description: 'Unions that fit all that is given.',
  fields: (t) => ({
    region: t.id({ description: 'In this region or below it, by code.' }),
    federation: t.id({ description: 'Under this federation or below it, by code.' }),
    park: t.id({ description: 'Of or in this park, by code.' }),
    orgType: t.field({ type: UnionType, description: 'Organised so.' }),
    nameContains: t.string({ description: 'With this text in the name.' }),
    activeOn: t.field({ type: 'Date', description: 'Approved and not dissolved on this day.' }),
  }),
});

builder.objectField(Park, 'unions', (t) =>
  t.connection(
    {
      type: Union,
      description: 'The union of the park and those that sit in it, by code.',
      args: { filter: t.arg({ type: UnionFilter, description: 'Which ones; all when absent.' }) },
      resolve: (park, { filter, ...page }, context) => pageOfParks(context, park.park_code, page, filter ?? {}),
    },
    UnionConnection,
  ),
);

builder.queryFields((t) => ({
  union: t.field({
    type: Union,
    nullable: true,
    description: 'The union with this code; null when there is none. Error: REGISTER_CLOSED.',
    args: { code: t.arg.id({ required: true, description: 'Its statistical code.' }) },
    resolve: (_, { code }, context) => findUnion(context, code),
  }),
  unions: t.connection(
    {
      type: Union,
      description: 'Unions by code. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
      args: { filter: t.arg({ type: UnionFilter, description: 'Which ones; all when absent.' }) },
      resolve: async (_, { filter, ...page }, context) => {
        const { db, abort } = openRegisters(context);
        const found = await listUnions(db, filter ?? {}, readPage(unionOrder, page), abort);
        return { ...found, count: () => countUnions(db, filter ?? {}, abort) };
      },
    },
    UnionConnection,
  ),
}));

/** The union with this code by the request's loader; undefined when there is none. */
export async function findUnion(context: Context, code: string): Promise<UnionRow | undefined> {
  return loaderOf(context, loadUnions).load(code);
}

/** The union with this number, which a foreign key says is there. */
export async function getUnionByNumber(context: Context, number: number): Promise<UnionRow> {
  const union = await loaderOf(context, loadUnionsByNumber).load(number);
  if (!union) throw new Error(`the union ${number} is not in the register`);
  return union;
}

function loadUnions(context: Context, codes: readonly string[]) {
  const { db, abort } = openRegisters(context);
  return findUnions(db, codes, abort);
}

function loadUnionsByNumber(context: Context, numbers: readonly number[]) {
  const { db, abort } = openRegisters(context);
  return findUnionsByNumber(db, numbers, abort);
}

function loadFindings(context: Context, numbers: readonly number[]) {
  const { db, abort } = openRegisters(context);
  return findFindings(db, numbers, abort);
}
