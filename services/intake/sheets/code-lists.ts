import type { CodeList } from '@union/schema/codes.ts';
import type { ColumnSpec } from './column.ts';
import { sheets } from './sheets.ts';

/** Every code list that a column takes its values from, once each, under the header of the first such column. */
export const codeLists: readonly { readonly zh: string; readonly en: string; readonly list: CodeList }[] = collect();

function collect() {
  const seen = new Map<CodeList, { zh: string; en: string; list: CodeList }>();
  for (const sheet of sheets) {
    for (const column of sheet.columns as readonly ColumnSpec[]) {
      if (column.type.kind !== 'code' || seen.has(column.type.list)) continue;
      seen.set(column.type.list, {
        zh: `${sheet.zh}·${column.zh}`,
        en: `${sheet.en}: ${column.en}`,
        list: column.type.list,
      });
    }
  }
  return [...seen.values()];
}
