import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import { UnreadableFile } from './source.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/**
 * Tells the encoding of a text file from its whole content: a byte order mark decides; otherwise UTF-8 when every
 * byte fits it, otherwise GB18030 when every byte fits that.
 * @throws UnreadableFile ENCODING_UNKNOWN when neither fits.
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const gb18030 = new TextDecoder('gb18030', { fatal: true });
  let [isUtf8, isGb18030, isFirst] = [true, true, true];
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    if (isFirst) {
      if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
      if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
      isFirst = false;
    }
    isUtf8 &&= fits(utf8, chunk);
    // Decoding GB18030 is slow, and every file that is UTF-8 so far most likely stays so; it is done when that fails.
    if (!isUtf8) break;
  }
  if (isUtf8 && fits(utf8)) return 'utf-8';
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    isGb18030 &&= fits(gb18030, chunk);
    if (!isGb18030) break;
  }
  if (isGb18030 && fits(gb18030)) return 'gb18030';
  throw new UnreadableFile('ENCODING_UNKNOWN');
}

/** Feeds a chunk, or the end, to a decoder that throws at the first byte that does not fit. */
function fits(decoder: InstanceType<typeof TextDecoder>, chunk?: Uint8Array): boolean {
  try {
    if (chunk) decoder.decode(chunk, { stream: true });
    else decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The file as text, in pieces; a byte order mark is dropped. `onBytes` hears how many bytes were read so far. */
export function readText(path: string, encoding: Encoding, onBytes: (bytes: number) => void = () => {}) {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const text = iconv.decodeStream(encoding) as NodeJS.ReadWriteStream & { destroy(error?: Error): void };
  file.on('data', () => onBytes(file.bytesRead));
  file.on('error', (error) => text.destroy(error));
  text.on('close', () => file.destroy());
  return file.pipe(text);
}
