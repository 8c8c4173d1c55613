/** The forms in which rows are given out: what an address ends with, its media type and what it is for. */
export const exportFormats = {
  csv: {
    type: 'text/csv; charset=utf-8',
    zh: 'CSV（带 BOM，Excel 直接打开）',
    en: 'CSV with a byte order mark, for Excel',
  },
  'plain.csv': {
    type: 'text/csv; charset=utf-8',
    zh: 'CSV（不带 BOM，供程序读取）',
    en: 'CSV without one, for programs',
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    zh: 'XLSX：数据、口径、发布三张表',
    en: 'XLSX: sheets of data, definitions and publication',
  },
  parquet: { type: 'application/vnd.apache.parquet', zh: 'Parquet', en: 'Parquet' },
  arrow: { type: 'application/vnd.apache.arrow.stream', zh: 'Arrow IPC 流', en: 'Arrow IPC stream' },
  jsonl: {
    type: 'application/x-ndjson; charset=utf-8',
    zh: 'JSON Lines：每行一个对象',
    en: 'JSON lines: an object a line',
  },
} as const;

export type ExportFormat = keyof typeof exportFormats;

/** The name before the form, and the form, of the last part of an address; undefined for an unknown form. */
export function splitName(name: string): { readonly name: string; readonly format: ExportFormat } | undefined {
  // The longest ending first: `x.plain.csv` ends with `.csv` too.
  const endings = (Object.keys(exportFormats) as ExportFormat[]).sort((a, b) => b.length - a.length);
  const format = endings.find((ending) => name.endsWith(`.${ending}`));
  return format && { name: name.slice(0, -format.length - 1), format };
}
