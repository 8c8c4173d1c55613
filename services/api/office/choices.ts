import type { Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import type { Register } from '@union/access/rules.ts';
import { referred } from '@union/intake/registers/register.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Choice } from './shapes.ts';

/** Choices that a field offers. */
const OFFERED = 20;

/** Where a row's name stands, for those that have one; the name of an enterprise is that of its latest period. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ region: 'known.name', federation: 'known.name', park: 'known.name', trade_union: 'known.name' },
  ...{ service_site: 'known.name', contest: 'known.name', campaign: 'known.name', rating_scheme: 'known.name' },
  rating_round: 'known.name',
  enterprise:
    '(select p.name from enterprise_period p where p.enterprise_id = known.enterprise_id order by p.valid_from desc limit 1)',
};

/**
 * Codes that a field may hold, with their names: those whose code begins with the text or whose name holds it, at most 20,
 * by code. Only rows that the viewer reads are offered; a register that is closed offers none.
 * @param of what the field refers to, as the sheet says it.
 */
export async function choicesOf(db: Db, reaches: Reaches, of: string, text: string): Promise<Choice[]> {
  const to = referred[of];
  if (!to) return [];
  const register = to.table as Register;
  const reach = reaches.of(register, 'read');
  if (reach === 'nothing') return [];
  const name = sql.raw(NAMES[to.table] ?? "''");
  const code: RawBuilder<string> = sql`known.${sql.id(to.code)}`;
  const like = text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const seen =
    reach === 'everything' ? sql`true` : liesWithin(register, (column) => sql`known.${sql.id(column)}`, bound(reach));
  const { rows } = await sql<Choice>`
    select ${code} as code, ${name} as name from ${sql.table(to.table)} known
    where ${seen} and (${code} ilike ${`${like}%`} or ${name} ilike ${`%${like}%`})
    order by ${code} limit ${OFFERED}
  `.execute(db);
  return rows;
}

/** Scopes of the work list: federations, and the regions that the viewer's grants reach. */
export async function scopesOf(db: Db, reaches: Reaches, text: string): Promise<Choice[]> {
  const reach = reaches.of('enterprise', 'read');
  const own = reach === 'nothing' ? reaches.of('hardship_household', 'read') : reach;
  if (own === 'nothing') return [];
  const like = text.replace(/^(region|federation):/, '').replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const within = (column: string, codes: string) => sql`${sql.id(column)} = any(${codes}::text[])`;
  const federations = own === 'everything' ? sql`true` : within('federation_code', own.federations);
  // Nobody looks for work by a place that no union is in: the whole country's regions are no choice.
  const regions =
    own === 'everything'
      ? sql`region_code in (select region_code from federation union select region_code from park)`
      : within('region_code', own.regions);
  const { rows } = await sql<Choice>`
    select 'federation:' || federation_code as code, name, 0 as place from federation
    where ${federations} and (federation_code ilike ${`${like}%`} or name ilike ${`%${like}%`})
    union all
    select 'region:' || region_code, name, 1 from region
    where ${regions} and (region_code ilike ${`${like}%`} or name ilike ${`%${like}%`})
    order by place, code limit ${OFFERED}
  `.execute(db);
  return rows.map(({ code, name }) => ({ code, name }));
}
