import { posix } from 'node:path';
import { SaxParser } from '@cj-tech-master/excelts/xml';
import { UnreadableFile } from './source.ts';
import type { Zip } from './zip.ts';

/** What the sheets of a workbook share. */
export type WorkbookParts = {
  /** In the order of the tabs. */
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly sharedStrings: readonly string[];
  /** By style index: whether numbers of that style are shown as days. */
  readonly isDateStyle: readonly boolean[];
  /** Days are counted from 1904 instead of 1900 (old Excel for Mac). */
  readonly from1904: boolean;
};

/** Texts are held in memory, so there is a limit on them; a workbook of a million texts stays below. */
const LARGEST_SHARED_STRINGS = 200 * 1024 * 1024;

type Handlers = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Streams the elements of a part; names come without their namespace prefix. `after` runs once a chunk. */
export async function* parseXml<T>(
  content: AsyncIterable<Uint8Array>,
  handlers: Handlers,
  after: () => T | undefined,
): AsyncGenerator<T> {
  const parser = new SaxParser({ position: false, invalidCharHandling: 'skip' });
  parser.on('opentag', (tag) => handlers.open(local(tag.name), tag.attributes as Record<string, string>));
  if (handlers.text) parser.on('text', (text) => handlers.text?.(text));
  if (handlers.text) parser.on('cdata', (text) => handlers.text?.(text));
  if (handlers.close) parser.on('closetag', (tag) => handlers.close?.(local(tag.name)));
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of content) {
      parser.write(decoder.decode(chunk, { stream: true }));
      const result = after();
      if (result !== undefined) yield result;
    }
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('FILE_DAMAGED', { reason: error instanceof Error ? error.message : String(error) });
  }
  const rest = after();
  if (rest !== undefined) yield rest;
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

async function scan(content: AsyncIterable<Uint8Array>, handlers: Handlers): Promise<void> {
  for await (const _ of parseXml(content, handlers, () => undefined)) {
    // Nothing is yielded: the handlers keep what they need.
  }
}

/** Reads everything of a workbook but its sheets. @throws UnreadableFile when it is no workbook. */
export async function readParts(zip: Zip): Promise<WorkbookParts> {
  const workbookPath = await findWorkbook(zip);
  const folder = posix.dirname(workbookPath);
  const targets = new Map<string, { type: string; path: string }>();
  await scan(zip.read(posix.join(folder, '_rels', `${posix.basename(workbookPath)}.rels`)), {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      targets.set(Id, {
        type: Type.slice(Type.lastIndexOf('/') + 1),
        path: Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target),
      });
    },
  });
  const sheets: { name: string; path: string }[] = [];
  let from1904 = false;
  await scan(zip.read(workbookPath), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => local(key) === 'id' && key !== 'sheetId')?.[1];
      const part = targets.get(id ?? '');
      if (part?.type === 'worksheet') sheets.push({ name: attributes.name ?? '', path: part.path });
    },
  });
  const partOf = (type: string) => [...targets.values()].find((part) => part.type === type)?.path;
  return {
    sheets,
    from1904,
    sharedStrings: await readSharedStrings(zip, partOf('sharedStrings')),
    isDateStyle: await readDateStyles(zip, partOf('styles')),
  };
}

async function findWorkbook(zip: Zip): Promise<string> {
  let path = '';
  if (zip.has('_rels/.rels')) {
    await scan(zip.read('_rels/.rels'), {
      open(name, { Type = '', Target = '' }) {
        if (name === 'Relationship' && Type.endsWith('/officeDocument')) path = Target.replace(/^\//, '');
      },
    });
  }
  if (!path || !zip.has(path)) throw new UnreadableFile('FILE_DAMAGED', { reason: '不是工作簿 / it is no workbook' });
  return path;
}

async function readSharedStrings(zip: Zip, path: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!path || !zip.has(path)) return strings;
  if (zip.size(path) > LARGEST_SHARED_STRINGS) {
    throw new UnreadableFile('FILE_DAMAGED', {
      reason: '文字过多，请分成几个文件 / too much text, split it into several files',
    });
  }
  let text = '';
  let [inText, inReading] = [false, false];
  await scan(zip.read(path), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !inReading;
      // The pronunciation beside a text is not part of it.
      else if (name === 'rPh') inReading = true;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') strings.push(unescaped(text));
    },
  });
  return strings;
}

/** Undoes the `_x000D_` notation in which workbooks write characters that XML cannot hold. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

async function readDateStyles(zip: Zip, path: string | undefined): Promise<boolean[]> {
  const isDate: boolean[] = [];
  if (!path || !zip.has(path)) return isDate;
  const formats = new Map<number, string>();
  let inCellFormats = false;
  await scan(zip.read(path), {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) isDate.push(isDateFormat(Number(attributes.numFmtId ?? 0), formats));
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return isDate;
}

function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  // Formats that every program knows without a definition; 27 to 36 and 50 to 58 are those of Chinese Excel and WPS.
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return true;
  const code = formats.get(id)?.split(';')[0];
  if (!code) return false;
  return /[yYdD年月日]/.test(
    code
      .replace(/\[[^\]]*\]/g, '')
      .replace(/"[^"年月日]*"/g, '')
      .replace(/\\./g, ''),
  );
}
