import { parkLevels } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { Region } from '../region/region.type.ts';
import { readBy } from '../registers/access.ts';
import { connectionType } from '../registers/connection.type.ts';
import { fromColumn } from '../registers/records/describe-column.ts';
import { sortEnum } from '../registers/sort-enum.ts';
import { Scope } from '../scope/scope.type.ts';
import { findScope } from '../scope/scope-tree.ts';
import { type ParkFilter as Filter, parkConditions, parkOrder, parkSorts, parks } from './park.queries.ts';

const ParkLevel = codeEnum('ParkLevel', parkLevels, 'Level of a park.');

export const Park = builder.kyselyRows('Park', parks).object({
  description: 'An industrial park (园区), as registered. Source: the registers.',
  access: readBy('park'),
  nodeId: 'park_code',
  fields: (t) => ({
    code: t.exposeString('park_code', {
      description: fromColumn(
        'park',
        'park_code',
        'The NBS town-level code where the park has one, otherwise a local code.',
      ),
    }),
    officialCatalogueNo: t.exposeString('official_catalogue_no', {
      nullable: true,
      description: fromColumn(
        'park',
        'official_catalogue_no',
        'Number in the national catalogue of development zones; null when it is not in it.',
      ),
    }),
    name: t.exposeString('name', { description: fromColumn('park', 'name', 'Name in Chinese.') }),
    level: t.expose('level', { type: ParkLevel, description: fromColumn('park', 'level', 'Who set it up.') }),
    region: t.relation({
      type: Region,
      join: { region_code: 'region_code' },
      description: fromColumn('park', 'region_code', 'The county or town where it lies.'),
    }),
    openedOn: t.expose('opened_on', { type: 'Date', description: fromColumn('park', 'opened_on', 'First day.') }),
    closedOn: t.expose('closed_on', {
      type: 'Date',
      nullable: true,
      description: fromColumn('park', 'closed_on', 'First day on which it no longer exists; null while it does.'),
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
    region: t.id({ description: 'In this region or below it, by code. Absent: any.' }),
    level: t.field({ type: ParkLevel, description: 'Of this level. Absent: any.' }),
    nameContains: t.string({ description: 'With this text in the name. Absent: any.' }),
    openOn: t.field({ type: 'Date', description: 'That existed on this day. Absent: at any time.' }),
  }),
});

const ParkSort = sortEnum('ParkSort', parkSorts);

builder.queryFields((t) => ({
  park: t.rowBy({
    type: Park,
    nullable: true,
    description: 'The park with this code; null when there is none. Error: REGISTER_CLOSED.',
    args: { code: t.arg.id({ required: true, description: 'Its code.' }) },
    by: { park_code: 'code' },
  }),
  parks: t.rowsConnection({
    type: Park,
    connection: ParkConnection,
    description: 'Parks by code. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
    order: parkOrder,
    sorts: { argument: 'sort', orders: parkSorts },
    args: {
      filter: t.arg({ type: ParkFilter, description: 'Which ones; all when absent.' }),
      sort: t.arg({ type: ParkSort, description: 'In which order; by code when absent.' }),
    },
    where: { filter: parkConditions },
  }),
}));
