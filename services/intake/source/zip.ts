import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Entry, type Options, open, type ZipFile } from 'yauzl';
import { UnreadableFile } from './source.ts';

/** The parts of a ZIP file, each read as a stream: a workbook is never held in memory as a whole. */
export type Zip = {
  has(name: string): boolean;
  /** Uncompressed size in bytes as the directory states it; 0 when there is no such part. */
  size(name: string): number;
  /** Streams a part. @throws UnreadableFile when it is missing or damaged. */
  read(name: string): AsyncIterable<Uint8Array>;
  /** Bytes of the parts read so far, as compressed / bytes of the file, 0 to 1. */
  readShare(): number;
  close(): void;
};

/** A workbook has dozens of parts, one with a sheet a village some thousands. */
const MOST_PARTS = 20_000;

const damaged = (reason: unknown) =>
  new UnreadableFile('FILE_DAMAGED', { reason: reason instanceof Error ? reason.message : String(reason) });

const openFile = promisify<string, Options, ZipFile>(open);

/** Opens a ZIP file. @throws UnreadableFile when it is no ZIP file, damaged or encrypted. */
export async function openZip(path: string): Promise<Zip> {
  const { size } = await stat(path);
  const file = await openFile(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw damaged(error);
  });
  try {
    const entries = await readDirectory(file);
    let readBytes = 0;
    return {
      readShare: () => Math.min(1, readBytes / size),
      has: (name) => entries.has(name),
      size: (name) => entries.get(name)?.uncompressedSize ?? 0,
      async *read(name) {
        const entry = entries.get(name);
        if (!entry) throw damaged(`缺少 ${name} / ${name} is missing`);
        try {
          for await (const chunk of await contentOf(file, entry)) {
            readBytes += (chunk.length / entry.uncompressedSize) * entry.compressedSize;
            yield chunk;
          }
        } catch (error) {
          throw damaged(error);
        }
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The entries by name. */
function readDirectory(file: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    file.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) reject(new UnreadableFile('FILE_OLD_EXCEL'));
      else if (entries.size >= MOST_PARTS) reject(damaged(`多于 ${MOST_PARTS} 个部分 / more than ${MOST_PARTS} parts`));
      else {
        entries.set(entry.fileName, entry);
        file.readEntry();
      }
    });
    file.once('end', () => resolve(entries));
    file.once('error', (error) => reject(damaged(error)));
    file.readEntry();
  });
}

function contentOf(file: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
