import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { Reaches } from './reach.ts';
import { type Action, groupNames } from './rules.ts';
import { permitsIn } from './viewer.ts';

/**
 * The lowest federation that holds all federations within which the viewer may do this with anything; undefined when that
 * is everywhere, nowhere, or there is none. A thing that the viewer made lies there.
 */
export async function commonFederation(db: Db, { viewer }: Reaches, action: Action): Promise<string | undefined> {
  const grants = groupNames.flatMap((group) => permitsIn(viewer, group, action));
  const codes = [...new Set(grants.map(({ federationCode }) => federationCode))];
  if (codes.length === 0 || codes.includes(null)) return undefined;
  if (codes.length === 1) return codes[0] ?? undefined;
  const { rows } = await sql<{ federation_code: string }>`
    with recursive above (leaf, federation_code, parent_code, depth) as (
      select federation_code, federation_code, parent_code, 0 from federation
      where federation_code = any(${`{${codes.join(',')}}`}::text[])
      union all
      select above.leaf, federation.federation_code, federation.parent_code, depth + 1
      from above join federation on federation.federation_code = above.parent_code
    )
    select federation_code from above group by federation_code
    having count(distinct leaf) = ${codes.length}::bigint order by min(depth) limit 1
  `.execute(db);
  return rows[0]?.federation_code;
}
