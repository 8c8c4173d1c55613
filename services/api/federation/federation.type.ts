import { federationLevels } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { Region } from '../region/region.type.ts';
import { readBy } from '../registers/access.ts';
import { fromColumn } from '../registers/records/describe-column.ts';
import { federations } from './federation.queries.ts';

const FederationLevel = codeEnum('FederationLevel', federationLevels, 'Level of a federation.');

export const Federation = builder.kyselyRows('Federation', federations).object({
  access: readBy('federation'),
  nodeId: 'federation_code',
  description: 'A federation above the grassroots (总工会 of a level, 产业工会), as registered. Source: the registers.',
  fields: (t) => ({
    code: t.exposeID('federation_code', { description: fromColumn('federation', 'federation_code', 'Its code.') }),
    name: t.exposeString('name', { description: fromColumn('federation', 'name', 'Name in Chinese.') }),
    level: t.expose('level', { type: FederationLevel, description: fromColumn('federation', 'level', 'Its level.') }),
    region: t.relation({
      type: Region,
      join: { region_code: 'region_code' },
      description: fromColumn('federation', 'region_code', 'The region it stands for.'),
    }),
  }),
});

builder.objectField(Federation, 'parent', (t) =>
  t.relation({
    type: Federation,
    join: { federation_code: 'parent_code' },
    nullable: true,
    description: fromColumn('federation', 'parent_code', 'The federation above; null at the top.'),
  }),
);
