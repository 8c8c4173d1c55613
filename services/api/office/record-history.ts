import { isPermitted } from '@union/access/permission.ts';
import type { Reaches } from '@union/access/reach.ts';
import { referred } from '@union/intake/registers/register.ts';
import { undoTables } from '@union/intake/registers/undo-tables.ts';
import type { KnownRecord } from '@union/registers/known-record.ts';
import type { RecordRegister } from '@union/registers/record-registers.ts';
import { workflows } from '@union/registers/workflows/workflows.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type RawBuilder, sql } from 'kysely';
import { wordOf } from './describe-register.ts';
import { seenImports } from './imports.queries.ts';
import type { Difference, HistoryEntry, Period, Words } from './shapes.ts';

type Row = Readonly<Record<string, unknown>>;

/** Changes that a record's history shows. */
const SHOWN = 50;

/** One state of a record, from a change until the next: the row, and of an enterprise the periods that stood then. */
export type RecordState = {
  readonly row: Row;
  readonly periods: readonly Row[];
  /** The import or form that wrote it. */
  readonly importId: number;
};

/**
 * The states of a record, newest first: as it is, and as it was before each import or form that changed it. Those in which
 * it lay where the viewer may not look are left out, and all before them.
 */
export async function statesOf(
  db: Db,
  reaches: Reaches,
  described: RecordRegister,
  record: KnownRecord,
): Promise<RecordState[]> {
  const keys = undoTables.find(({ table }) => table === described.name)?.key ?? [];
  const key = Object.fromEntries(keys.map(({ name }) => [name, record.place[name] ?? null]));
  const rows = await keptRows(db, described.name, sql`row_key = ${JSON.stringify(key)}::jsonb`);
  const isEnterprise = described.name === 'enterprise';
  const ofEnterprise = sql`row_key ->> 'enterprise_id' = ${String(record.place.enterprise_id)}`;
  const [periodsKept, periodsNow] = isEnterprise
    ? [await keptRows(db, 'enterprise_period', ofEnterprise), await periodRows(db, Number(record.place.enterprise_id))]
    : [[], []];
  // What an import wrote bears its number, so that the state before it is what is left, with what it kept.
  const changes = new Set([...rows, ...periodsKept].map(({ import_id }) => import_id));
  for (const { import_id } of isEnterprise ? periodsNow : []) changes.add(Number(import_id));
  let state: Omit<RecordState, 'importId'> = { row: record.place, periods: periodsNow };
  const states: RecordState[] = [];
  for (const importId of [...changes].sort((one, other) => other - one).slice(0, SHOWN)) {
    const before = rows.find(({ import_id }) => import_id === importId)?.before;
    const kept = periodsKept.filter(({ import_id }) => import_id === importId).map((change) => change.before);
    const isBeginning = !before && kept.length === 0 && Number(state.row.import_id) === importId;
    if (isBeginning) break;
    states.push({ ...state, importId });
    const periods = [...state.periods.filter((period) => Number(period.import_id) !== importId), ...kept].sort(byStart);
    state = { row: before ?? state.row, periods };
    if (!(await isPermitted(db, reaches, described.name, 'read', state.row as never))) return states;
  }
  const first = Number(state.row.import_id);
  return first > 0 ? [...states, { ...state, importId: first }] : states;
}

const byStart = (one: Row, other: Row): number => (String(one.valid_from) < String(other.valid_from) ? -1 : 1);

async function keptRows(db: Db, register: string, which: RawBuilder<unknown>) {
  return db
    .selectFrom('import_change')
    .select(['import_id', 'before'])
    .where('register', '=', register)
    .where(sql<boolean>`${which}`)
    .orderBy('import_id', 'desc')
    .limit(SHOWN)
    .execute() as Promise<{ import_id: number; before: Row }[]>;
}

async function periodRows(db: Db, enterpriseId: number): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(enterprise_period) as row from enterprise_period where enterprise_id = ${enterpriseId} order by valid_from
  `.execute(db);
  return rows.map(({ row }) => row);
}

/** How a record came to be as it is, newest first: each import or form that wrote it and what that changed. */
export async function historyOf(
  db: Db,
  reaches: Reaches,
  described: RecordRegister,
  record: KnownRecord,
): Promise<HistoryEntry[]> {
  const states = await statesOf(db, reaches, described, record);
  const ids = states.map(({ importId }) => importId);
  const imports = ids.length
    ? await db
        .selectFrom('import')
        .select(['import_id', 'file_name', 'file_format', 'loaded_at', 'loaded_by', 'action', 'reason'])
        .where('import_id', 'in', ids)
        .execute()
    : [];
  const files = imports.filter(({ file_format }) => file_format !== 'form').map(({ import_id }) => import_id);
  const seen = await seenImports(db, reaches, files);
  const codes = await codesIn(db, described, states);
  return states.flatMap((state, at) => {
    const by = imports.find(({ import_id }) => import_id === state.importId);
    if (!by) return [];
    const before = states[at + 1];
    return {
      at: by.loaded_at.toISOString(),
      by: by.loaded_by,
      source: by.file_format === 'form' || seen.has(by.import_id) ? sourceOf(by) : ELSEWHERE,
      reason: by.reason,
      isFirst: before === undefined,
      changes: before
        ? [...differences(described, codes, before.row, state.row), ...periodDifferences(before.periods, state.periods)]
        : [],
    };
  });
}

/** A record as it was recorded at the end of a day, of an enterprise with what held on that day; undefined before it was there. */
export async function stateOn(
  db: Db,
  reaches: Reaches,
  described: RecordRegister,
  record: KnownRecord,
  on: string,
): Promise<
  { readonly recordedAt: Date; readonly recordedBy: string; readonly fields: readonly FieldSeen[] } | undefined
> {
  const states = await statesOf(db, reaches, described, record);
  if (states.length === 0) return undefined;
  const imports = await db
    .selectFrom('import')
    .select(['import_id', 'loaded_at', 'loaded_by'])
    .where(
      'import_id',
      'in',
      states.map(({ importId }) => importId),
    )
    .where(sql<boolean>`loaded_at < (${on}::date + 1)::timestamp at time zone 'Asia/Shanghai'`)
    .execute();
  const state = states.find(({ importId }) => imports.some(({ import_id }) => import_id === importId));
  const by = imports.find(({ import_id }) => import_id === state?.importId);
  if (!state || !by) return undefined;
  const codes = await codesIn(db, described, [state]);
  const period = state.periods.find(
    ({ valid_from, valid_to }) => String(valid_from) <= on && (valid_to === null || String(valid_to) > on),
  );
  const row = described.name === 'enterprise' ? { ...state.row, ...period } : state.row;
  return { recordedAt: by.loaded_at, recordedBy: by.loaded_by, fields: fieldsOf(described, codes, row) };
}

const actionWords: Readonly<Record<string, Words>> = {
  create: { zh: '新增', en: 'created' },
  correct: { zh: '更正', en: 'corrected' },
  end: { zh: '终止', en: 'ended' },
  void: { zh: '作废', en: 'voided' },
};

/** Stands for the name of a file that another federation loaded. */
const ELSEWHERE: Words = { zh: '其他单位导入的文件', en: 'a file of another federation' };

/** The file that wrote a state, or what a form did. */
function sourceOf({
  file_format,
  file_name,
  action,
}: {
  file_format: string;
  file_name: string;
  action: string | null;
}) {
  if (file_format !== 'form') return { zh: file_name, en: file_name };
  const name = action ?? 'correct';
  const step = workflows.flatMap(({ steps }) => steps).find((each) => each.name === name);
  const { zh, en } = step ?? actionWords[name] ?? { zh: name, en: name };
  return { zh, en };
}

/** A field of a record with its words. */
export type FieldSeen = Words & { readonly key: string; readonly value: string | null };

/** What the table's numbers of other rows stand for: by column, the code of each number. */
type Codes = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** The codes of the rows that states refer to by number; those that are gone have none. */
async function codesIn(db: Db, { register }: RecordRegister, states: readonly RecordState[]): Promise<Codes> {
  const codes = new Map<string, ReadonlyMap<number, string>>();
  for (const { name, from } of register.columns) {
    const type = register.sheet.columns.find(({ key }) => key === from)?.type;
    const to = type?.kind === 'reference' ? referred[type.to] : undefined;
    if (!to || to.id === to.code) continue;
    const ids = [...new Set(states.flatMap(({ row }) => (typeof row[name] === 'number' ? [row[name]] : [])))];
    if (ids.length === 0) continue;
    const { rows } = await sql<{ id: number; code: string }>`
      select ${sql.id(to.id)} as id, ${sql.id(to.code)} as code from ${sql.table(to.table)}
      where ${sql.id(to.id)} = any(${`{${ids.join(',')}}`}::bigint[])
    `.execute(db);
    codes.set(name, new Map(rows.map(({ id, code }) => [Number(id), code])));
  }
  return codes;
}

/** The fields of a row in the words of the sheet; what the sheet does not have is left out. */
function fieldsOf({ register, name: table }: RecordRegister, codes: Codes, row: Row): FieldSeen[] {
  const names =
    table === 'enterprise' ? register.sheet.columns.map(({ key }) => ({ name: key, from: key })) : register.columns;
  return names.flatMap(({ name, from }) => {
    const column = register.sheet.columns.find(({ key }) => key === from);
    if (!column || !(name in row)) return [];
    const value = row[name];
    const isYuan = column.type.kind === 'yuan' && typeof value === 'number';
    const code = typeof value === 'number' ? codes.get(name)?.get(value) : undefined;
    const { key, zh, en } = column;
    return [{ key, zh, en, value: wordOf(column, code ?? (isYuan ? value / 100 : value)) }];
  });
}

/** The columns of the table that differ. */
function differences(described: RecordRegister, codes: Codes, before: Row, after: Row): Difference[] {
  const was = fieldsOf(described, codes, before);
  return fieldsOf(described, codes, after).flatMap(({ key, zh, en, value }) => {
    const old = was.find((field) => field.key === key)?.value ?? null;
    return old === value ? [] : [{ zh, en, before: old, after: value }];
  });
}

/** Periods that came, went or say something else, each under its first day. */
function periodDifferences(before: readonly Row[], after: readonly Row[]): Difference[] {
  const told = (period: Row | undefined) =>
    period
      ? [period.name, period.region_code, period.park_code, `${period.valid_from} ~ ${period.valid_to ?? ''}`]
          .filter(Boolean)
          .join('，')
      : null;
  const days = [...new Set([...before, ...after].map(({ valid_from }) => String(valid_from)))].sort();
  return days.flatMap((day) => {
    const find = (periods: readonly Row[]) => told(periods.find(({ valid_from }) => String(valid_from) === day));
    const [was, is] = [find(before), find(after)];
    return was === is ? [] : [{ zh: `自 ${day} 起`, en: `from ${day}`, before: was, after: is }];
  });
}

/** The times in which an enterprise was as it was, newest first; none of other registers. */
export async function periodsOf(db: Db, { name }: RecordRegister, record: KnownRecord): Promise<Period[]> {
  if (name !== 'enterprise') return [];
  const periods = await db
    .selectFrom('enterprise_period')
    .leftJoin('park', 'park.park_code', 'enterprise_period.park_code')
    .select(['enterprise_period.name', 'enterprise_period.region_code', 'park.name as park'])
    .select(['enterprise_period.valid_from', 'enterprise_period.valid_to'])
    .where('enterprise_id', '=', Number(record.place.enterprise_id))
    .orderBy('valid_from', 'desc')
    .execute();
  return periods.map((period) => ({
    from: period.valid_from,
    to: period.valid_to,
    facts: [
      { zh: '名称', en: 'name', value: period.name },
      { zh: '区划', en: 'region', value: period.region_code },
      ...(period.park ? [{ zh: '园区', en: 'park', value: period.park }] : []),
    ],
  }));
}
