import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { CsvError, type Parser, parse } from 'csv-parse';
import { detectEncoding, readText } from './encoding.ts';
import { type Source, type SourceRow, UnreadableFile } from './source.ts';

/** Rows handed on at a time. */
const BATCH = 1000;

/**
 * Opens a CSV file: UTF-8 with or without a byte order mark, UTF-16 with one, or GB18030; comma, tab or semicolon.
 * Rows are numbered as a spreadsheet numbers them when it opens the file.
 * @throws UnreadableFile when the encoding is none of these.
 */
export async function openCsv(path: string): Promise<Source> {
  const encoding = await detectEncoding(path);
  const delimiter = await detectDelimiter(path, encoding);
  const { size } = await stat(path);
  let parser: Parser | undefined;
  let bytesRead = 0;
  async function* sheets() {
    parser = parse({ delimiter, bom: true, relax_column_count: true, skip_empty_lines: false, trim: false });
    const input = readText(path, encoding, (bytes) => {
      bytesRead = bytes;
    });
    input.on('error', (error) => parser?.destroy(error));
    input.pipe(parser);
    yield { name: basename(path, extname(path)), merged: [], rows: readRows(parser) };
  }
  return {
    format: 'csv',
    sheets: sheets(),
    readShare: () => Math.min(1, bytesRead / size),
    async close() {
      parser?.destroy();
    },
  };
}

async function* readRows(parser: Parser): AsyncGenerator<readonly SourceRow[]> {
  let batch: SourceRow[] = [];
  let number = 0;
  try {
    for await (const values of parser as AsyncIterable<string[]>) {
      number += 1;
      batch.push({ number, values });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableFile('CSV_MALFORMED', { reason: error.message });
    throw error;
  }
  if (batch.length > 0) yield batch;
}

/** The separator that the first line holds most of, outside quotes. */
async function detectDelimiter(path: string, encoding: Parameters<typeof readText>[1]): Promise<string> {
  const counts = { ',': 0, '\t': 0, ';': 0 };
  const input = readText(path, encoding);
  let quoted = false;
  for await (const piece of input as AsyncIterable<string>) {
    for (const character of piece) {
      if (character === '"') quoted = !quoted;
      else if (!quoted && character in counts) counts[character as keyof typeof counts] += 1;
      else if (!quoted && character === '\n') {
        input.destroy();
        return most(counts);
      }
    }
  }
  return most(counts);
}

function most(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts).reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}
