import { federationLevels } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { type Context, loaderOf, openRegisters } from '../context.ts';
import { getRegion, Region } from '../region/region.type.ts';
import { type FederationRow, findFederations } from './federation.queries.ts';

const FederationLevel = codeEnum('FederationLevel', federationLevels, 'Level of a federation.');

export const Federation = builder.objectRef<FederationRow>('Federation').implement({
  description: 'A federation above the grassroots (总工会 of a level, 产业工会), as registered.',
  fields: (t) => ({
    code: t.exposeID('federation_code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'Name in Chinese.' }),
    level: t.expose('level', { type: FederationLevel, description: 'Its level.' }),
    region: t.field({
      type: Region,
      description: 'The region it stands for.',
      resolve: (federation, _, context) => getRegion(context, federation.region_code),
    }),
  }),
});

builder.objectField(Federation, 'parent', (t) =>
  t.field({
    type: Federation,
    nullable: true,
    description: 'The federation above; null at the top.',
    resolve: (federation, _, context) => findFederation(context, federation.parent_code),
  }),
);

/** The federation with this code by the request's loader; undefined when there is none or no code. */
export async function findFederation(context: Context, code: string | null): Promise<FederationRow | undefined> {
  return code === null ? undefined : loaderOf(context, loadFederations).load(code);
}

/** The federation with this code, which a foreign key says is there. */
export async function getFederation(context: Context, code: string): Promise<FederationRow> {
  const federation = await findFederation(context, code);
  if (!federation) throw new Error(`the federation ${code} is not in the register`);
  return federation;
}

function loadFederations(context: Context, codes: readonly string[]) {
  const { db, abort } = openRegisters(context);
  return findFederations(db, codes, abort);
}
