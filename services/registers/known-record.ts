import { referred } from '@union/intake/registers/register.ts';
import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import type { RawValue } from '@union/intake/values/typed-text.ts';
import type { Db } from '@union/schema/db/database.ts';
import { CompiledQuery } from 'kysely';
import type { RecordRegister } from './record-registers.ts';

/** The values of a row by column of its sheet, as a cell would hold them. */
export type Values = Readonly<Record<string, RawValue>>;

/** A row as it stands. */
export type KnownRecord = {
  readonly id: string;
  /** Another whenever the row is another: given back with a change, it shows that nobody changed the row meanwhile. */
  readonly version: string;
  readonly values: Values;
  /** Columns of the table, by which the rule table says where the row lies. */
  readonly place: Readonly<Record<string, string | number | null>>;
};

/** SQL for the version of a row; every change brings another `import_id`. `known`: an alias of the table. */
export function versionOf({ name }: RecordRegister, known = 'known'): string {
  if (name === 'enterprise') {
    return `md5((to_jsonb(${known}) - 'recorded_at')::text || (
      select string_agg((to_jsonb(every_period) - 'recorded_at')::text, ',' order by every_period.valid_from)
      from enterprise_period every_period where every_period.enterprise_id = ${known}.enterprise_id))`;
  }
  return `md5((to_jsonb(${known}) - 'recorded_at')::text)`;
}

/** SQL that selects rows as `KnownRecord`s; `known` is the table's alias, and what follows is the caller's. */
export function selectRecords(described: RecordRegister): string {
  const { register, id } = described;
  const values = register.sheet.columns.map((column) => `'${column.key}', ${cellOf(described, column)}`);
  const latest =
    register.table === 'enterprise'
      ? `cross join lateral (
          select * from enterprise_period p where p.enterprise_id = known.enterprise_id order by p.valid_from desc limit 1
        ) latest`
      : '';
  // One call takes a hundred arguments at most.
  return `
    select known.${id}::text as id, ${versionOf(described)} as version, to_jsonb(known) as place,
      jsonb_build_object(${values.slice(0, 40).join(', ')}) as values
    from ${register.table} known ${latest}`;
}

/** The row with this id; undefined when there is none. */
export async function findRecord(db: Db, described: RecordRegister, id: string): Promise<KnownRecord | undefined> {
  if (described.idKind === 'integer' && !/^\d{1,15}$/.test(id)) return undefined;
  const cast = described.idKind === 'integer' ? 'bigint' : 'text';
  const { rows } = await db.executeQuery<KnownRecord>(
    CompiledQuery.raw(`${selectRecords(described)} where known.${described.id} = $1::${cast}`, [id]),
  );
  return rows[0];
}

/** SQL for what a cell of the column would hold. */
function cellOf({ register, name }: RecordRegister, column: ColumnSpec): string {
  if (name === 'enterprise') return enterpriseValue(column.key);
  const target = register.columns.find(({ from }) => from === column.key)?.name ?? column.key;
  if (column.type.kind === 'yuan') return `known.${target} / 100.0`;
  if (column.type.kind === 'reference') {
    const to = referred[column.type.to];
    if (to && to.id !== to.code) {
      return `(select referred.${to.code} from ${to.table} referred where referred.${to.id} = known.${target})`;
    }
  }
  return `known.${target}`;
}

function enterpriseValue(key: string): string {
  switch (key) {
    case 'credit_code':
    case 'members_registered_on':
      return `known.${key}`;
    case 'settled_on':
      return '(select min(p.valid_from) from enterprise_period p where p.enterprise_id = known.enterprise_id)';
    case 'effective_on':
      return 'null';
    case 'closed_on':
      return 'latest.valid_to';
    default:
      return `latest.${key}`;
  }
}
