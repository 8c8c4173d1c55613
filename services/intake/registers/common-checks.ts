import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import { findSheet } from '../sheets/sheets.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, referred } from './register.ts';

/** The rules that every sheet is held against: its key is unique in the file, and what it refers to exists. */
export function commonChecks(sheet: SheetSpec): Check[] {
  return [uniqueKey(sheet), ...sheet.columns.flatMap((column) => references(sheet, column))];
}

function uniqueKey(sheet: SheetSpec): Check {
  const required = sheet.columns.filter((column) => column.required && sheet.rowKey.includes(column.key));
  const known = required.map((column) => `${column.key} is not null`).join(' and ') || 'true';
  const value = required[0]?.key ?? sheet.rowKey[0];
  return {
    code: 'KEY_DUPLICATE',
    column: value ?? null,
    details: columnNames(sheet, sheet.rowKey),
    query: () => `
      select row_no, value, first::text as "first" from (
        select row_no, ${value}::text as value, min(row_no) over (partition by ${sheet.rowKey.join(', ')}) as first
        from ${stageTable(sheet.key)} where ${known}
      ) keyed where row_no > first`,
  };
}

function references(sheet: SheetSpec, column: ColumnSpec): Check[] {
  if (column.type.kind !== 'reference') return [];
  const to = referred[column.type.to];
  if (!to) return [];
  const toSheet = column.type.to;
  const named = findSheet(toSheet);
  return [
    {
      code: toSheet === 'region' ? 'REGION_UNKNOWN' : 'REFERENCE_UNKNOWN',
      column: column.key,
      details: { sheet: named?.zh ?? '', sheetEn: named ? `${named.zh} (${named.en})` : '' },
      query(staged) {
        const inFile = staged.has(toSheet)
          ? `and not exists (select from ${stageTable(toSheet)} other where other.${to.code} = s.${column.key})`
          : '';
        // A sheet of the file that lacks the column of its codes is reported already; its rows may well be there.
        if (staged.has(toSheet) && !staged.hasColumn(toSheet, to.code))
          return 'select 0 as row_no, null as value where false';
        return `
          select s.row_no, s.${column.key} as value from ${stageTable(sheet.key)} s
          where s.${column.key} is not null
            and not exists (select from ${to.table} known where known.${to.code} = s.${column.key}) ${inFile}`;
      },
    },
  ];
}
