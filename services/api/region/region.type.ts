import { regionLevels } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { readBy } from '../registers/access.ts';
import { regions } from './region.queries.ts';

const RegionLevel = codeEnum('RegionLevel', regionLevels, 'Level of a region.');

export const Region = builder.kyselyRows('Region', regions).object({
  access: readBy('region'),
  description: 'A region of GB/T 2260, or of the NBS town and village levels, as registered. Source: the registers.',
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
  t.relation({
    type: Region,
    join: { region_code: 'parent_code' },
    nullable: true,
    description: 'The region above; null for the nation.',
  }),
);
