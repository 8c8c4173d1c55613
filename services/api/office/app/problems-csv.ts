import type { FileProblem } from '../shapes.ts';

/** The problems as CSV that spreadsheets open as text in UTF-8. */
export function problemsAsCsv(problems: readonly FileProblem[]): string {
  const header = [
    '表 sheet',
    '单元格 cell',
    '行 row',
    '列 column',
    '内容 value',
    '级别 severity',
    '规则 rule',
    '说明',
    'message',
  ];
  const rows = problems.map(({ sheet, cell, row, column, value, severity, code, zh, en }) => [
    ...[sheet, cell, row, column, value, severity, code, zh, en],
  ]);
  return `\ufeff${[header, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Quoted where needed; what a spreadsheet would take for a formula is made text. */
function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
