import type { ColumnSpec, ColumnType } from '@union/intake/sheets/column.ts';
import { describeType as describeAsWords } from '@union/intake/sheets/describe.ts';
import { findSheet, sheets } from '@union/intake/sheets/sheets.ts';
import type { CodeList } from '@union/schema/codes.ts';

/** The page of the workbook in Markdown: every sheet, its columns and what a cell may hold, from the sheet specs alone. */
export function workbookPage(): string {
  const sections = sheets.map((sheet) => {
    const rows = sheet.columns.map(
      (column) =>
        `| ${column.zh}${column.required ? ' *' : ''} | \`${column.key}\` | ${describeType(column.type)} | ${escapeCell(column.example)} | ${describeNote(column)} |`,
    );
    return `## ${sheet.zh} · ${sheet.en} (\`${sheet.key}\`)

${sheet.note.zh}

${sheet.note.en}

按 ${sheet.rowKey.map((key) => `\`${key}\``).join(' + ')} 识别同一行。 Rows are the same when these agree.

| 列 | key | 填什么 what it holds | 示例 example | 说明 note |
|---|---|---|---|---|
${rows.join('\n')}
`;
  });
  return `# 填报工作簿 The workbook

Written by \`node scripts/print-docs.ts\` from \`services/intake/sheets/\`; edit there. \`pnpm intake template\` writes the empty workbook. An asterisk marks a column that must be filled.

${sections.join('\n')}`;
}

function describeNote(column: ColumnSpec): string {
  return column.note ? escapeCell(`${column.note.zh} ${column.note.en}`) : '';
}

function describeType(type: ColumnType): string {
  switch (type.kind) {
    case 'text':
      return `文字，至多 ${type.maxLength} 字 text`;
    case 'identifier':
      return `${type.form.zh} ${type.form.en}`;
    case 'code':
      return describeList(type.list);
    case 'day':
      return type.past ? '日期，不晚于当日 day, not in the future' : '日期 day';
    case 'integer':
    case 'decimal': {
      const { zh, en } = describeAsWords(type);
      return `${zh} ${en}`;
    }
    case 'percent':
      return '比例，85% 或 0.85 share';
    case 'percent_or_number':
      return '比例，85% 或 0.85；数量，42 share or count';
    case 'yuan':
      return type.reverses
        ? '金额，元，不为 0，冲销为负 yuan, not 0, negative when it reverses'
        : '金额，元，大于 0 yuan, above 0';
    case 'yes_no':
      return '是/否 yes/no';
    case 'credit_code':
      return `统一社会信用代码${type.leading ? `，以 ${type.leading} 开头` : ''} unified social credit code`;
    case 'reference': {
      const sheet = findSheet(type.to);
      return sheet
        ? `见「${sheet.zh}」 a row of ${sheet.en}`
        : '行政区划代码，6 位或 9 位 region code of GB/T 2260 or of a town';
    }
  }
}

/** Long lists are the subject of the sheet of rules in the workbook itself. */
function describeList(list: CodeList): string {
  const entries = Object.entries(list);
  const shown = entries.slice(0, 8).map(([stored, words]) => `${words.zh} (\`${stored.replaceAll('|', '\\|')}\`)`);
  return shown.join('、') + (entries.length > shown.length ? ` 等 ${entries.length} 项 and others` : '');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
