import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import { sheets } from '../sheets/sheets.ts';
import { comparable, isBlank, type RawValue } from '../values/typed-text.ts';
import { codesSheetName, rulesSheetName } from '../workbook/layout.ts';

const bySheetName = new Map(
  sheets.flatMap((sheet) => [sheet.zh, sheet.key, sheet.en].map((name) => [comparable(name), sheet] as const)),
);
const explanations = new Set([comparable(rulesSheetName), comparable(codesSheetName)]);

/** The sheet with this name, in Chinese, English or as its key; undefined when no sheet is called so. */
export function sheetNamed(name: string): SheetSpec | undefined {
  return bySheetName.get(comparable(name));
}

/** Whether a sheet of this name explains the workbook and holds no register. */
export function isExplanation(name: string): boolean {
  return explanations.has(comparable(name));
}

/** The column of `sheet` that a header names, in Chinese, English or by its key; a unit in brackets may be left out. */
export function columnNamed(sheet: SheetSpec, header: RawValue): ColumnSpec | undefined {
  if (typeof header !== 'string') return undefined;
  const wanted = comparable(header);
  return sheet.columns.find(({ zh, key, en }) =>
    [zh, key, en, zh.replace(/（.*?）/g, '')].some((name) => comparable(name) === wanted),
  );
}

/**
 * Which sheet a CSV file is: the one whose columns its header names, if only one fits; otherwise the one that the
 * file's name holds; undefined when neither tells.
 */
export function recogniseCsv(fileName: string, header: readonly RawValue[]): SheetSpec | undefined {
  const headers = header.filter((value) => !isBlank(value));
  const fitting = sheets.filter((sheet) => {
    const named = new Set(headers.map((value) => columnNamed(sheet, value)?.key));
    return !named.has(undefined) && sheet.columns.every(({ required, key }) => !required || named.has(key));
  });
  if (fitting.length === 1) return fitting[0];
  const name = comparable(fileName);
  const candidates = (fitting.length > 0 ? fitting : sheets).filter(
    (sheet) => name.includes(comparable(sheet.zh)) || name.includes(comparable(sheet.key)),
  );
  // The longest name wins: 一线规则科目 also holds 一线规则.
  return candidates.sort((a, b) => longestMatch(b, name) - longestMatch(a, name))[0];
}

function longestMatch(sheet: SheetSpec, name: string): number {
  return Math.max(
    ...[sheet.zh, sheet.key].map(comparable).map((candidate) => (name.includes(candidate) ? candidate.length : 0)),
  );
}
