import { WorkbookWriter } from '@cj-tech-master/excelts';
import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import { describeType } from '../sheets/describe.ts';
import { sheets } from '../sheets/sheets.ts';
import { exampleMark, headerStyle, rulesSheetName } from './layout.ts';
import { addSheet, writeCodes } from './write-workbook.ts';

const grey = { italic: true, color: { argb: 'FF7F7F7F' } } as const;

/**
 * Writes the empty workbook: a sheet of rules made from the sheet specs, one sheet a register with an example row,
 * and the sheet of codes that its drop-down lists point at.
 */
export async function writeTemplate(path: string): Promise<void> {
  const writer = new WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  writeRules(writer);
  for (const sheet of sheets) writeEmptySheet(writer, sheet);
  writeCodes(writer);
  await writer.commit();
}

function writeEmptySheet(writer: WorkbookWriter, sheet: SheetSpec): void {
  const worksheet = addSheet(writer, sheet);
  worksheet.getRow(1).commit();
  const example = worksheet.getRow(2);
  sheet.columns.forEach((column, index) => {
    const cell = example.getCell(index + 1);
    cell.value = index === 0 ? `${exampleMark}：${column.example}` : column.example || null;
    cell.style = { font: grey, numFmt: '@' };
  });
  example.commit();
  worksheet.commit();
}

const guidance: readonly (readonly [string, string])[] = [
  [
    '一张表对应一种台账；表名、表头请勿改动，可以只留要填的表和列。红色表头为必填列。',
    'One sheet is one register. Keep the names of sheets and headers; sheets and columns that are not needed may be deleted. Red headers are required.',
  ],
  [
    `以「${exampleMark}」开头的行不会读入；空行会跳过；不得合并单元格。`,
    `Rows that begin with “${exampleMark}” are not read, blank rows are passed over, and cells must not be merged.`,
  ],
  [
    '日期可写 2014-06-30、2014/6/30、2014.06.30、2014年6月30日；金额、人数可写 1,200、30万、1.2亿。',
    'Days may be written 2014-06-30, 2014/6/30, 2014.06.30 or 2014年6月30日; numbers 1,200, 30万 or 1.2亿.',
  ],
  [
    '终止、注销、离会等日期是不再有效的第一天。',
    'A day on which something ends is the first day on which it no longer holds.',
  ],
  [
    '再次导入更正后的文件会按关键列更新已有的行；文件里没有的列保持原值，有而留空的单元格视为没有。',
    'Loading a corrected file updates rows by their key columns. A column that is not in the file keeps what was known; an empty cell in a column that is there means none.',
  ],
  [
    '一个文件要么全部导入，要么一行也不导入；先用 pnpm intake check 检查。',
    'A file is loaded as a whole or not at all; pnpm intake check tells what would stop it.',
  ],
];

function writeRules(writer: WorkbookWriter): void {
  const worksheet = writer.addWorksheet(rulesSheetName);
  const widths = [16, 22, 24, 8, 10, 52, 60, 26];
  worksheet.columns = widths.map((width) => ({ width }));
  for (const [zh, en] of guidance) {
    worksheet.addRow([zh]).commit();
    const english = worksheet.addRow([en]);
    english.font = grey;
    english.commit();
  }
  worksheet.addRow([]).commit();
  const header = worksheet.addRow(['表', '列', 'column', '必填', '关键列', '填写要求', 'what to write', '示例']);
  header.eachCell((cell) => {
    cell.style = { ...headerStyle, font: { bold: true } };
  });
  header.commit();
  for (const sheet of sheets) {
    const title = worksheet.addRow([sheet.zh, sheet.note.zh, sheet.en, null, null, null, sheet.note.en]);
    title.font = { bold: true };
    title.commit();
    for (const column of sheet.columns) worksheet.addRow(ruleOf(sheet, column)).commit();
  }
  worksheet.commit();
}

function ruleOf(sheet: SheetSpec, column: ColumnSpec): (string | null)[] {
  const type = describeType(column.type);
  return [
    sheet.zh,
    column.zh,
    `${column.en} (${column.key})`,
    column.required ? '是' : null,
    sheet.rowKey.includes(column.key) ? '是' : null,
    [type.zh, column.note?.zh].filter(Boolean).join('。'),
    [type.en, column.note?.en].filter(Boolean).join('. '),
    column.example || null,
  ];
}
