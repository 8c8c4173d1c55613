import { writeArrow } from './arrow.ts';
import { writeCsv } from './csv.ts';
import type { ExportFormat } from './formats.ts';
import { writeJsonLines } from './json-lines.ts';
import type { ExportRows } from './rows.ts';
import { writeXlsx } from './xlsx.ts';

/** Forms that are written as they are read. Parquet is not: its end says where its parts lie, see `writeParquet`. */
export type StreamedFormat = Exclude<ExportFormat, 'parquet'>;

/** The bytes of the rows in a form, made as fast as they are taken; who stops taking them ends the reading too. */
export function streamOf(rows: ExportRows, format: StreamedFormat): AsyncGenerator<string | Uint8Array> {
  switch (format) {
    case 'csv':
      return writeCsv(rows, true);
    case 'plain.csv':
      return writeCsv(rows, false);
    case 'xlsx':
      return writeXlsx(rows);
    case 'arrow':
      return writeArrow(rows);
    case 'jsonl':
      return writeJsonLines(rows);
  }
}
