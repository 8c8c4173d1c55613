import { isPermitted } from '@union/access/permission.ts';
import type { Reaches } from '@union/access/reach.ts';
import { undoTables } from '@union/intake/registers/undo-tables.ts';
import type { KnownRecord } from '@union/registers/known-record.ts';
import type { RecordRegister } from '@union/registers/record-registers.ts';
import { workflows } from '@union/registers/workflows/workflows.ts';
import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { wordOf } from './describe-register.ts';
import { seenImports } from './imports.queries.ts';
import type { Difference, HistoryEntry, Period, Words } from './shapes.ts';

type Row = Readonly<Record<string, unknown>>;

/** Changes that a record's history shows. */
const SHOWN = 50;

/**
 * How a row came to be as it is, newest first: each import or form that wrote it and what that changed. States in which
 * it lay where the viewer may not look are left out.
 */
export async function historyOf(
  db: Db,
  reaches: Reaches,
  described: RecordRegister,
  record: KnownRecord,
): Promise<HistoryEntry[]> {
  const keys = undoTables.find(({ table }) => table === described.name)?.key ?? [];
  const key = Object.fromEntries(keys.map(({ name }) => [name, record.place[name] ?? null]));
  const kept = await db
    .selectFrom('import_change')
    .select(['import_id', 'before'])
    .where('register', '=', described.name)
    .where(sql<boolean>`row_key = ${JSON.stringify(key)}::jsonb`)
    .orderBy('import_id', 'desc')
    .limit(SHOWN)
    .execute();
  const states: Row[] = [record.place];
  for (const { before } of kept) {
    if (!(await isPermitted(db, reaches, described.name, 'read', before as never))) break;
    states.push(before);
  }
  const ids = states.map((state) => Number(state.import_id)).filter((id) => id > 0);
  const imports = ids.length
    ? await db
        .selectFrom('import')
        .select(['import_id', 'file_name', 'file_format', 'loaded_at', 'loaded_by', 'action', 'reason'])
        .where('import_id', 'in', ids)
        .execute()
    : [];
  const files = imports.filter(({ file_format }) => file_format !== 'form').map(({ import_id }) => import_id);
  const seen = await seenImports(db, reaches, files);
  return states.flatMap((state, at) => {
    const by = imports.find(({ import_id }) => import_id === Number(state.import_id));
    if (!by) return [];
    const before = states[at + 1];
    return {
      at: by.loaded_at.toISOString(),
      by: by.loaded_by,
      source: by.file_format === 'form' || seen.has(by.import_id) ? sourceOf(by) : ELSEWHERE,
      reason: by.reason,
      isFirst: before === undefined,
      changes: before ? differences(described, before, state) : [],
    };
  });
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

/** The columns of the table that differ, in the words of the sheet; what the sheet does not have is left out. */
function differences({ register }: RecordRegister, before: Row, after: Row): Difference[] {
  return register.columns.flatMap(({ name, from }) => {
    const column = register.sheet.columns.find(({ key }) => key === from);
    if (!column) return [];
    const isYuan = column.type.kind === 'yuan';
    const word = (value: unknown) => wordOf(column, isYuan && typeof value === 'number' ? value / 100 : value);
    const [was, is] = [word(before[name]), word(after[name])];
    return was === is ? [] : [{ zh: column.zh, en: column.en, before: was, after: is }];
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
