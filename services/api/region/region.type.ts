import { regionLevels } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { type Context, loaderOf, openRegisters } from '../context.ts';
import { findRegions, type RegionRow } from './region.queries.ts';

const RegionLevel = codeEnum('RegionLevel', regionLevels, 'Level of a region.');

export const Region = builder.objectRef<RegionRow>('Region').implement({
  description: 'A region of GB/T 2260, or of the NBS town and village levels, as registered.',
  fields: (t) => ({
    code: t.exposeID('region_code', { description: '6 digits down to the county, 9 for a town, 12 for a village.' }),
    name: t.exposeString('name', { description: 'Name in Chinese.' }),
    level: t.expose('level', { type: RegionLevel, description: 'Its level.' }),
    retiredOn: t.expose('retired_on', {
      type: 'Date',
      nullable: true,
      description: 'Day of the first revision without the code; null while it is in use.',
    }),
  }),
});

builder.objectField(Region, 'parent', (t) =>
  t.field({
    type: Region,
    nullable: true,
    description: 'The region above; null for the nation.',
    resolve: (region, _, context) => findRegion(context, region.parent_code),
  }),
);

/** The region with this code by the request's loader; undefined when there is none or no code. */
export async function findRegion(context: Context, code: string | null): Promise<RegionRow | undefined> {
  return code === null ? undefined : loaderOf(context, loadRegions).load(code);
}

/** The region with this code, which a foreign key says is there. */
export async function getRegion(context: Context, code: string): Promise<RegionRow> {
  const region = await findRegion(context, code);
  if (!region) throw new Error(`the region ${code} is not in the register`);
  return region;
}

function loadRegions(context: Context, codes: readonly string[]) {
  const { db, abort } = openRegisters(context);
  return findRegions(db, codes, abort);
}
