import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import type { Tables } from '@union/schema/tables.ts';
import { sql } from 'kysely';
import KyselyPlugin from 'pothos-plugin-kysely';
import { asIs } from 'pothos-plugin-kysely/compile/values.ts';
import { type Context, registersOf } from './context.ts';
import { CursorInvalid, PageSizeInvalid, RegisterClosed } from './errors.ts';
import { DEFAULT_PAGE, MAX_PAGE } from './limits/page-size.ts';
import { type ReadViewer, readViewerOf } from './registers/access.ts';

/**
 * Where every type module adds what it defines; no type is defined here. Fields are non-null unless they say
 * otherwise, and `extensions.cost` (limits/measure.ts) says what a field costs beside the default of its type. Types of
 * the registers are made with `kyselyRows`: they say who reads them and where in the database their fields come from.
 */
export const builder = new SchemaBuilder<{
  Context: Context;
  Kysely: Tables;
  KyselyViewer: ReadViewer;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    SafeInt: { Input: number; Output: number };
  };
}>({
  plugins: [RelayPlugin, KyselyPlugin],
  defaultFieldNullability: false,
  kysely: {
    db: (context) => registersOf(context).db,
    abort: ({ registers }) => registers?.abort,
    viewer: ({ reaches, registers }) => (registers ? readViewerOf(reaches) : undefined),
    page: { defaultSize: DEFAULT_PAGE, maxSize: MAX_PAGE },
    refusals: {
      denied: () => new RegisterClosed(),
      pageSize: (max) => new PageSizeInvalid(max),
      cursor: () => new CursorInvalid(),
    },
    scalars: {
      Date: asIs,
      SafeInt: asIs,
      DateTime: (instant) => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
    },
  },
  relay: {
    idFieldOptions: { description: 'Global id: names the type and the row, for `node`.' },
    cursorType: 'String',
    edgesFieldOptions: { nullable: { list: false, items: false }, description: 'The rows of this page, in order.' },
    nodeFieldOptions: { nullable: false, description: 'The row itself.' },
    cursorFieldOptions: { description: 'Where this row stands; give it as `after` or `before`.' },
    pageInfoFieldOptions: { description: 'Where this page begins and ends, and whether others follow.' },
    pageInfoTypeOptions: { description: 'Where a page begins and ends, and whether others follow.' },
    hasNextPageFieldOptions: { description: 'True when rows follow this page.' },
    hasPreviousPageFieldOptions: { description: 'True when rows come before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first row; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last row; null on an empty page.' },
    firstArgOptions: {
      description: 'How many from the start. Unit: rows, 1 to 100. Absent: 20, unless `last` is given.',
    },
    lastArgOptions: {
      description:
        'How many from the end; not together with `first`. Unit: rows, 1 to 100. Absent: it is counted from the start.',
    },
    afterArgOptions: { description: 'Only rows after this cursor. Absent: from the first row on.' },
    beforeArgOptions: { description: 'Only rows before this cursor. Absent: up to the last row.' },
    nodeTypeOptions: { description: 'Anything of the registers that can be fetched again by its global id.' },
    nodeQueryOptions: {
      args: { id: { description: 'A global id, as some `id` field gave it.' } },
      description: 'The row with this global id; null when there is none. Registers are closed unless opened.',
    },
    nodesQueryOptions: {
      args: { ids: { description: 'Global ids, at most 100.' } },
      description: 'The rows with these global ids, in their order, null where there is none; at most 100.',
      extensions: { cost: { rowsOf: 'ids' } },
    },
  },
});

builder.queryType({ description: 'Published figures for anyone; registers for those who may see them.' });
