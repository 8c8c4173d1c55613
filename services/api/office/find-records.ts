import type { Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import { referred } from '@union/intake/registers/register.ts';
import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import { type KnownRecord, selectRecords } from '@union/registers/known-record.ts';
import { type RecordRegister, recordRegister } from '@union/registers/record-registers.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { FoundRecord } from './shapes.ts';

/** Registers that a search looks through when it names none. */
const NAMED = ['enterprise', 'trade_union', 'park', 'federation'] as const;

/** Tables whose rows have a name beside their code. */
const nameOf: Readonly<Record<string, string>> = {
  ...{ federation: 'name', park: 'name', trade_union: 'name', region: 'name', service_site: 'name', contest: 'name' },
  campaign: 'name',
};

/**
 * Records whose code or name holds the text, or those of a body of that code or name; at most `limit` a register, by id.
 * Only what the viewer may read is looked at. Registers that are closed to the viewer have none.
 * @param register table; undefined: enterprises, unions, parks and federations.
 */
export async function findRecords(
  db: Db,
  reaches: Reaches,
  text: string,
  register: string | undefined,
  limit: number,
): Promise<FoundRecord[]> {
  const found: FoundRecord[] = [];
  for (const name of register === undefined ? NAMED : [register]) {
    found.push(...(await findIn(db, reaches, recordRegister(name), text, limit)));
  }
  return found;
}

async function findIn(
  db: Db,
  reaches: Reaches,
  described: RecordRegister,
  text: string,
  limit: number,
): Promise<FoundRecord[]> {
  const reach = reaches.of(described.name, 'read');
  if (reach === 'nothing') return [];
  const column = (name: string) => sql`known.${sql.id(name)}`;
  const seen = reach === 'everything' ? sql`true` : liesWithin(described.name, column, bound(reach));
  const { rows } = await sql<KnownRecord & { of: string | null }>`
    ${sql.raw(selectRecords(described))} where ${seen} and ${matches(described, text)}
    order by known.${sql.id(described.id)} limit ${limit}
  `.execute(db);
  return rows.map((row) => ({ register: described.name, id: row.id, ...titleOf(described, row) }));
}

/** What a record is called: by its name where it has one, else by what names it. */
export function titleOf({ register: { sheet } }: RecordRegister, { values, id }: KnownRecord) {
  const text = (key: string) => (values[key] === null || values[key] === undefined ? '' : String(values[key]));
  const key = sheet.rowKey.map(text).filter(Boolean).join(' · ') || id;
  const name = text('name');
  return { title: name || key, detail: [name ? key : '', text('region_code')].filter(Boolean).join(' · ') };
}

function matches(described: RecordRegister, text: string): RawBuilder<SqlBool> {
  const { register, name } = described;
  const like = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  if (name === 'enterprise') return sql`(known.credit_code ilike ${like} or latest.name ilike ${like})`;
  const conditions = register.sheet.columns.flatMap((column) => {
    const own = register.columns.find(({ from }) => from === column.key)?.name;
    return own === undefined ? [] : conditionsOn(sql`known.${sql.id(own)}`, column, like);
  });
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

function conditionsOn(own: RawBuilder<unknown>, { type, key }: ColumnSpec, like: string): RawBuilder<SqlBool>[] {
  if (['identifier', 'credit_code'].includes(type.kind) || (type.kind === 'text' && key !== 'note')) {
    return [sql`${own} ilike ${like}`];
  }
  const to = type.kind === 'reference' ? referred[type.to] : undefined;
  if (!to || to.table === 'region') return [];
  const target = sql.id(to.table, to.id);
  const code = sql`${sql.id(to.table, to.code)} ilike ${like}`;
  if (to.table === 'enterprise') {
    return [
      sql`${own} in (select enterprise_id from enterprise where ${code})`,
      sql`${own} in (select enterprise_id from enterprise_period where name ilike ${like})`,
    ];
  }
  const title = nameOf[to.table];
  const named = title ? sql` or ${sql.id(to.table, title)} ilike ${like}` : sql``;
  return [sql`${own} in (select ${target} from ${sql.table(to.table)} where ${code}${named})`];
}
