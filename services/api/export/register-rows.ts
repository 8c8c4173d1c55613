import type { Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import type { Register } from '@union/access/rules.ts';
import { referred } from '@union/intake/registers/register.ts';
import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import { type RecordRegister, recordRegister, recordRegisters } from '@union/registers/record-registers.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type AbortableQueryOptions, type RawBuilder, sql } from 'kysely';
import { RegisterClosed } from '../errors.ts';
import { tableColumn } from '../registers/records/column-fields.ts';
import { LICENCE } from './about.ts';
import { ExportNotFound } from './errors.ts';
import { type Batch, bilingual, type Cell, type ColumnType, type ExportColumn, type ExportRows } from './rows.ts';

/** Rows that are read at once. */
const PAGE = 5000;

/** The register with this name, such as `trade_union` or `trade-union`. @throws ExportNotFound */
export function registerOf(name: string): RecordRegister {
  const table = name.replaceAll('-', '_');
  if (!recordRegisters.some((register) => register.name === table)) throw new ExportNotFound(name);
  return recordRegister(table);
}

export type RegisterReading = {
  readonly db: Db;
  readonly reaches: Reaches;
  readonly abort?: AbortableQueryOptions | undefined;
  /** When the rows are read; ISO 8601. */
  readonly now: string;
};

/**
 * The rows of a register that the viewer may read, with the columns that GraphQL has, by what names a row. They are read a page
 * after the other, so that no transaction stays open: a row that changes meanwhile is there once, as it was or as it is.
 * @throws RegisterClosed
 */
export function registerRows(described: RecordRegister, reading: RegisterReading): ExportRows {
  const { reaches } = reading;
  if (reaches.of(described.name, 'read') === 'nothing') throw new RegisterClosed();
  const { sheet } = described.register;
  const columns = sheet.columns.map((column): ExportColumn => {
    const cents = column.type.kind === 'yuan' ? '，以分计 · in hundredths of a yuan' : '';
    return {
      name: nameOf(column),
      type: typeOf(column),
      words: { zh: `${column.zh}${column.note ? `：${column.note.zh}` : ''}${cents}`, en: column.en },
    };
  });
  const recorded: ExportColumn = {
    ...{ name: 'recorded_at', type: 'instant' },
    words: { zh: '本行写成现状的时间（UTC）', en: 'when the row was written as it is, UTC' },
  };
  const all = [...columns, recorded];
  return {
    columns: all,
    batches: pages(described, all.length, reading),
    notice: () => undefined,
    about: {
      title: sheet.zh,
      definitions: [
        [`${sheet.zh} ${described.name}`, bilingual(sheet.note)],
        ...all.map(({ name, words }) => [name, bilingual(words)] as const),
      ],
      origin: [
        ['台账 register', `${sheet.zh} ${described.name}`],
        ['读取时间 read at', reading.now],
        [
          '范围 rows',
          '本账号可见的行；台账随时变动，不属于任何发布 · the rows that the account may see; registers are live and belong to no publication',
        ],
        ['许可 licence', LICENCE],
      ],
      createdAt: reading.now,
    },
  };
}

/** Columns as GraphQL names them, in snake case: amounts are in hundredths of a yuan. */
const nameOf = ({ key }: ColumnSpec): string => key.replace(/_yuan$/, '_cents');

function typeOf({ type }: ColumnSpec): ColumnType {
  switch (type.kind) {
    case 'day':
      return 'day';
    case 'integer':
    case 'yuan':
      return 'integer';
    case 'decimal':
    case 'percent':
    case 'percent_or_number':
      return 'float';
    case 'yes_no':
      return 'boolean';
    default:
      return 'text';
  }
}

async function* pages(described: RecordRegister, width: number, reading: RegisterReading): AsyncGenerator<Batch> {
  const { db, abort } = reading;
  const select = selectOf(described, reading.reaches);
  const id = sql`known.${sql.id(described.id)}`;
  const cast = sql.raw(described.idKind === 'integer' ? 'bigint' : 'text');
  let last: string | undefined;
  for (;;) {
    const after = last === undefined ? sql`` : sql`and ${id} > ${last}::${cast}`;
    const { rows } = await sql<{ row_id: string; cells: Cell[] }>`
      ${select} ${after} order by ${id} limit ${PAGE}
    `.execute(db, abort);
    const end = rows.at(-1);
    if (end === undefined) return;
    yield {
      rowCount: rows.length,
      columns: Array.from({ length: width }, (_, column) => rows.map(({ cells }) => cells[column] ?? null)),
    };
    if (rows.length < PAGE) return;
    last = end.row_id;
  }
}

/** The rows that the viewer reads, each with its cells as a JSON array, up to the conditions of a page. */
function selectOf(described: RecordRegister, reaches: Reaches): RawBuilder<unknown> {
  const { register, id } = described;
  const cells = register.sheet.columns.map((column) => cellOf(described, column, reaches));
  const recorded = sql`to_char(known.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const latest =
    register.table === 'enterprise'
      ? sql`cross join lateral (
          select * from enterprise_period p where p.enterprise_id = known.enterprise_id order by p.valid_from desc limit 1
        ) latest`
      : sql``;
  return sql`
    select known.${sql.id(id)}::text as row_id, jsonb_build_array(${sql.join([...cells, recorded])}) as cells
    from ${sql.table(register.table)} known ${latest}
    where ${seen(described.name, (name) => sql`known.${sql.id(name)}`, reaches)}`;
}

/** The condition that the viewer reads a row. */
function seen(register: Register, column: (name: string) => RawBuilder<unknown>, reaches: Reaches) {
  const reach = reaches.of(register, 'read');
  if (reach === 'everything') return sql`true`;
  return reach === 'nothing' ? sql`false` : liesWithin(register, column, bound(reach));
}

function cellOf(described: RecordRegister, column: ColumnSpec, reaches: Reaches): RawBuilder<unknown> {
  if (described.name === 'enterprise') return enterpriseCell(column.key);
  const own = sql`known.${sql.id(tableColumn(described, column))}`;
  if (column.type.kind !== 'reference') return own;
  const to = referred[column.type.to];
  if (!to) return own;
  // Another register may be closed to the viewer, or the row lie elsewhere: as in GraphQL it is not there then.
  const other = sql.id(`to_${column.key}`);
  return sql`(
    select ${other}.${sql.id(to.code)} from ${sql.table(to.table)} as ${other}
    where ${other}.${sql.id(to.id)} = ${own} and ${seen(to.table as Register, (name) => sql`${other}.${sql.id(name)}`, reaches)})`;
}

function enterpriseCell(key: string): RawBuilder<unknown> {
  switch (key) {
    case 'credit_code':
    case 'members_registered_on':
      return sql`known.${sql.id(key)}`;
    case 'settled_on':
      return sql`(select min(p.valid_from) from enterprise_period p where p.enterprise_id = known.enterprise_id)`;
    case 'effective_on':
      return sql`latest.valid_from`;
    case 'closed_on':
      return sql`latest.valid_to`;
    default:
      return sql`latest.${sql.id(key)}`;
  }
}
