import { basename, extname } from 'node:path';
import { loadPosition } from '../sheets/sheets.ts';
import { openSource } from '../source/open-source.ts';
import { UnreadableFile } from '../source/source.ts';
import { recogniseCsv, sheetNamed } from './recognise.ts';

/**
 * The files in the order of the first register that each holds: a workbook of enterprises comes after one of parks,
 * however they are named. Files that cannot be read, or hold no register, come first: their problems are soonest told.
 */
export async function inLoadOrder(files: readonly string[], csvSheet?: string): Promise<string[]> {
  if (files.length < 2) return [...files];
  const placed = await Promise.all(
    files.map(async (file, index) => ({ file, index, at: await firstPosition(file, csvSheet) })),
  );
  return placed.sort((a, b) => a.at - b.at || a.index - b.index).map(({ file }) => file);
}

async function firstPosition(file: string, csvSheet: string | undefined): Promise<number> {
  try {
    const source = await openSource(file);
    try {
      const positions: number[] = [];
      for await (const sheet of source.sheets) {
        if (source.format === 'xlsx') {
          positions.push(loadPosition(sheetNamed(sheet.name)?.key ?? ''));
          continue;
        }
        const { value } = await sheet.rows[Symbol.asyncIterator]().next();
        const spec = recogniseCsv(basename(file, extname(file)), value?.[0]?.values ?? []);
        positions.push(loadPosition(csvSheet ?? spec?.key ?? ''));
      }
      const known = positions.filter((position) => position >= 0);
      return known.length === 0 ? -1 : Math.min(...known);
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return -1;
    throw error;
  }
}
