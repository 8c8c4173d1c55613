import { codeLists } from '../sheets/code-lists.ts';
import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import { describeType } from '../sheets/describe.ts';

/** Names of the sheets that explain and hold no register; the reader passes over them. */
export const rulesSheetName = '填表说明';
export const codesSheetName = '代码';

/** The example row begins with this word, and is never read. */
export const exampleMark = '示例';

/** Rows of a sheet that carry drop-down lists and cell formats. */
const LAST_PREPARED_ROW = 20_000;

const line = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;

export const headerStyle = {
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } },
  border: { bottom: line },
  alignment: { vertical: 'middle', wrapText: true },
} as const;

/** Required columns have a dark red header; the note says so in words. */
export const headerFont = (column: ColumnSpec) => ({
  bold: true,
  color: { argb: column.required ? 'FF9C0006' : 'FF1F3864' },
});

/** What pointing at a header shows: the English name, whether it is required, and what to write. */
export function headerNote(column: ColumnSpec): string {
  const type = describeType(column.type);
  return [
    `${column.zh} / ${column.en} (${column.key})`,
    column.required ? '必填 / required' : '可空 / may be empty',
    `${type.zh}。${column.note?.zh ?? ''}`,
    `${type.en}. ${column.note?.en ?? ''}`.trim(),
  ].join('\n');
}

/** A note in a box that holds its text: the usual box shows four short lines. */
export function boxedNote(text: string) {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / 48)), 0);
  return { texts: [{ text }], width: 260, height: Math.min(300, 10 + lines * 13) };
}

/** How wide a line is, in half-width characters. */
function displayWidth(line: string): number {
  let width = 0;
  for (const character of line) width += character > '\u2e7f' ? 2 : 1;
  return width;
}

/** The number format of the cells under a header; undefined leaves the general one. */
export function cellFormat(column: ColumnSpec): string | undefined {
  switch (column.type.kind) {
    case 'day':
      return 'yyyy-mm-dd';
    case 'yuan':
      return '#,##0.00';
    case 'percent':
      return '0.00%';
    case 'integer':
      return '0';
    case 'decimal':
    case 'percent_or_number':
      return undefined;
    default:
      // Text, so that no program makes a number or a date of a code.
      return '@';
  }
}

/** Width in characters that fits the header and what usually stands below it. */
export function columnWidth(column: ColumnSpec): number {
  const header = column.zh.length * 2 + 2;
  const usual = { credit_code: 22, day: 13, yuan: 14, text: 26 } as Partial<Record<string, number>>;
  const isCreditCode = column.type.kind === 'reference' && column.type.to === 'enterprise';
  return Math.max(header, isCreditCode ? 22 : (usual[column.type.kind] ?? 12));
}

type Validation = {
  type: 'list';
  allowBlank: boolean;
  formulae: string[];
  showErrorMessage: boolean;
  errorStyle: 'warning';
  errorTitle: string;
  error: string;
};

/** Drop-down lists of a sheet: the cells they stand in, and where their entries are on the sheet of codes. */
export function dropDowns(sheet: SheetSpec): { cells: string; validation: Validation }[] {
  return sheet.columns.flatMap((column, index) => {
    const entries = dropDownEntries(column);
    if (!entries) return [];
    const letter = columnLetter(index + 1);
    return [
      {
        cells: `${letter}2:${letter}${LAST_PREPARED_ROW}`,
        validation: {
          type: 'list',
          allowBlank: !column.required,
          formulae: [entries],
          showErrorMessage: true,
          errorStyle: 'warning',
          errorTitle: column.zh,
          error: '请从下拉列表中选择 / choose from the list',
        },
      },
    ];
  });
}

function dropDownEntries(column: ColumnSpec): string | undefined {
  if (column.type.kind === 'yes_no') return '"是,否"';
  if (column.type.kind !== 'code') return undefined;
  const { list } = column.type;
  const index = codeLists.findIndex((entry) => entry.list === list);
  const letter = columnLetter(index * 3 + 2);
  return `'${codesSheetName}'!$${letter}$3:$${letter}$${2 + Object.keys(list).length}`;
}

/** `A` for 1, `AA` for 27. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let rest = index; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
