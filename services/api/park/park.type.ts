import { parkLevels } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { type Context, loaderOf, openRegisters } from '../context.ts';
import { getRegion, Region } from '../region/region.type.ts';
import { connectionType } from '../registers/connection.type.ts';
import { readPage } from '../registers/keyset.ts';
import { Scope } from '../scope/scope.type.ts';
import { findScope } from '../scope/scope-tree.ts';
import {
  countParks,
  type ParkFilter as Filter,
  findParks,
  listParks,
  type ParkRow,
  parkOrder,
} from './park.queries.ts';

const ParkLevel = codeEnum('ParkLevel', parkLevels, 'Level of a park.');

export const Park = builder.objectRef<ParkRow>('Park');

builder.node(Park, {
  description: 'An industrial park (园区), as registered.',
  id: { resolve: (park) => park.park_code },
  loadOne: (code: string, context: Context) => findPark(context, code),
  fields: (t) => ({
    code: t.exposeString('park_code', {
      description: 'The NBS town-level code where the park has one, otherwise a local code.',
    }),
    officialCatalogueNo: t.exposeString('official_catalogue_no', {
      nullable: true,
      description: 'Number in the national catalogue of development zones; null when it is not in it.',
    }),
    name: t.exposeString('name', { description: 'Name in Chinese.' }),
    level: t.expose('level', { type: ParkLevel, description: 'Who set it up.' }),
    region: t.field({
      type: Region,
      description: 'The county or town where it lies.',
      resolve: (park, _, context) => getRegion(context, park.region_code),
    }),
    openedOn: t.expose('opened_on', { type: 'Date', description: 'First day.' }),
    closedOn: t.expose('closed_on', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer exists; null while it does.',
    }),
    scope: t.field({
      type: Scope,
      nullable: true,
      description: 'The scope of its figures in the current publication; null when it has none there.',
      resolve: async (park, _, { publications }) => {
        const current = await publications.current();
        return current && findScope(current, `park:${park.park_code}`);
      },
    }),
  }),
});

const ParkConnection = connectionType(Park, 'Park', 'parks');

const ParkFilter = builder.inputRef<Filter>('ParkFilter').implement({
  description: 'Parks that fit all that is given.',
  fields: (t) => ({
    region: t.id({ description: 'In this region or below it, by code.' }),
    level: t.field({ type: ParkLevel, description: 'Of this level.' }),
    nameContains: t.string({ description: 'With this text in the name.' }),
    openOn: t.field({ type: 'Date', description: 'That existed on this day.' }),
  }),
});

builder.queryFields((t) => ({
  park: t.field({
    type: Park,
    nullable: true,
    description: 'The park with this code; null when there is none. Error: REGISTER_CLOSED.',
    args: { code: t.arg.id({ required: true, description: 'Its code.' }) },
    resolve: (_, { code }, context) => findPark(context, code),
  }),
  parks: t.connection(
    {
      type: Park,
      description: 'Parks by code. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
      args: { filter: t.arg({ type: ParkFilter, description: 'Which ones; all when absent.' }) },
      resolve: async (_, { filter, ...page }, context) => {
        const { db, abort } = openRegisters(context);
        const found = await listParks(db, filter ?? {}, readPage(parkOrder, page), abort);
        return { ...found, count: () => countParks(db, filter ?? {}, abort) };
      },
    },
    ParkConnection,
  ),
}));

/** The park with this code by the request's loader; undefined when there is none or no code. */
export async function findPark(context: Context, code: string | null): Promise<ParkRow | undefined> {
  return code === null ? undefined : loaderOf(context, loadParks).load(code);
}

function loadParks(context: Context, codes: readonly string[]) {
  const { db, abort } = openRegisters(context);
  return findParks(db, codes, abort);
}
