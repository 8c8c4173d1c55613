import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { UnreadableFile } from './source.ts';

type Entry = { method: number; compressedBytes: number; bytes: number; headerAt: number };

/** The parts of a ZIP file, each read as a stream: a workbook is never held in memory as a whole. */
export type Zip = {
  has(name: string): boolean;
  /** Uncompressed size in bytes as the directory states it; 0 when there is no such part. */
  size(name: string): number;
  /** Streams a part. @throws UnreadableFile when it is missing or damaged. */
  read(name: string): AsyncIterable<Uint8Array>;
  /** Bytes read of all parts together / bytes of the file, 0 to 1. */
  readShare(): number;
  close(): Promise<void>;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LONGEST_END = 22 + 65_535;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;

const damaged = (reason: string) => new UnreadableFile('FILE_DAMAGED', { reason });

/** Opens a ZIP file. ZIP64 and encrypted parts are refused: no spreadsheet program writes them for workbooks. */
export async function openZip(path: string): Promise<Zip> {
  const file = await open(path, 'r');
  try {
    const entries = await readDirectory(file);
    const { size } = await file.stat();
    const progress = { bytes: 0 };
    return {
      readShare: () => Math.min(1, progress.bytes / size),
      has: (name) => entries.has(name),
      size: (name) => entries.get(name)?.bytes ?? 0,
      read(name) {
        const entry = entries.get(name);
        if (!entry) throw damaged(`缺少 ${name} / ${name} is missing`);
        return readEntry(path, file, name, entry, progress);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw damaged('文件不完整 / the file is cut short');
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  const at = tail.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff || bytes > LARGEST_DIRECTORY || at + bytes > size) {
    throw damaged('目录有误 / its directory is wrong');
  }
  const directory = await readAt(file, at, bytes);
  const entries = new Map<string, Entry>();
  for (let index = 0, here = 0; index < count; index++) {
    if (here + 46 > directory.length || directory.readUInt32LE(here) !== DIRECTORY_ENTRY) {
      throw damaged('目录有误 / its directory is wrong');
    }
    const nameLength = directory.readUInt16LE(here + 28);
    const name = directory.toString('utf8', here + 46, here + 46 + nameLength).replaceAll('\\', '/');
    if (directory.readUInt16LE(here + 8) & 1) throw new UnreadableFile('FILE_OLD_EXCEL');
    entries.set(name, {
      method: directory.readUInt16LE(here + 10),
      compressedBytes: directory.readUInt32LE(here + 20),
      bytes: directory.readUInt32LE(here + 24),
      headerAt: directory.readUInt32LE(here + 42),
    });
    here += 46 + nameLength + directory.readUInt16LE(here + 30) + directory.readUInt16LE(here + 32);
  }
  return entries;
}

async function* readEntry(
  path: string,
  file: FileHandle,
  name: string,
  entry: Entry,
  progress: { bytes: number },
): AsyncGenerator<Uint8Array> {
  const header = await readAt(file, entry.headerAt, 30);
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (entry.compressedBytes === 0) return;
  const compressed = createReadStream(path, { start, end: start + entry.compressedBytes - 1 });
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`${name}: 压缩方式 / compression ${entry.method}`);
  const content = entry.method === 0 ? compressed : compressed.pipe(createInflateRaw());
  compressed.on('data', (chunk) => {
    progress.bytes += chunk.length;
  });
  compressed.once('error', (error) => content.destroy(error));
  try {
    for await (const chunk of content) yield chunk;
  } catch (error) {
    throw damaged(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    compressed.destroy();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw damaged('文件不完整 / the file is cut short');
  return buffer;
}
