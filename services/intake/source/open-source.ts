import { open } from 'node:fs/promises';
import { openCsv } from './csv.ts';
import { type Source, UnreadableFile } from './source.ts';
import { openXlsx } from './xlsx.ts';

/** Opens a file by what it holds, whatever its name ends with: a workbook, or text. @throws UnreadableFile. */
export async function openSource(path: string): Promise<Source> {
  const first = await firstBytes(path);
  if (first.length === 0) throw new UnreadableFile('FILE_EMPTY');
  if (first.readUInt32BE(0) === 0x504b0304) return openXlsx(path);
  if (first.readUInt32BE(0) === 0xd0cf11e0) throw new UnreadableFile('FILE_OLD_EXCEL');
  return openCsv(path);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UnreadableFile('FILE_NOT_FOUND');
    throw new UnreadableFile('FILE_NOT_READABLE', { reason: error.message });
  });
  try {
    const buffer = Buffer.alloc(4);
    const { bytesRead } = await file.read(buffer, 0, 4, 0).catch((error: Error) => {
      throw new UnreadableFile('FILE_NOT_READABLE', { reason: error.message });
    });
    return bytesRead === 0 ? Buffer.alloc(0) : buffer;
  } finally {
    await file.close();
  }
}
