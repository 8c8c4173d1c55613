import { FormulaError, type RawValue } from '../values/typed-text.ts';
import { type Source, type SourceRow, type SourceSheet, UnreadableFile } from './source.ts';
import { parseXml, readParts, unescaped, type WorkbookParts } from './workbook-parts.ts';
import { openZip, type Zip } from './zip.ts';

/**
 * Opens a workbook of Excel, WPS or LibreOffice and streams its rows. A reader of our own, because the streaming
 * reader of the workbook library passes over merged cells and loses formula errors.
 * @throws UnreadableFile when it is not an intact workbook.
 */
export async function openXlsx(path: string): Promise<Source> {
  const zip = await openZip(path);
  try {
    const parts = await readParts(zip);
    return {
      format: 'xlsx',
      sheets: readSheets(zip, parts),
      readShare: () => zip.readShare(),
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function* readSheets(zip: Zip, parts: WorkbookParts): AsyncGenerator<SourceSheet> {
  for (const { name, path } of parts.sheets) {
    const merged: string[] = [];
    yield { name, merged, rows: readRows(zip.read(path), parts, merged) };
  }
}

function readRows(content: AsyncIterable<Uint8Array>, parts: WorkbookParts, merged: string[]) {
  let rows: SourceRow[] = [];
  let values: RawValue[] = [];
  let [rowNumber, column, styleIndex] = [0, 0, -1];
  let [type, text, inRow, hasValue, hasFormula, collecting] = ['', '', false, false, false, false];
  return parseXml(
    content,
    {
      open(name, attributes) {
        switch (name) {
          case 'row':
            rowNumber = inside(attributes.r ? Number(attributes.r) : rowNumber + 1, LAST_ROW);
            values = [];
            column = 0;
            inRow = true;
            break;
          case 'c':
            column = inside(attributes.r ? columnOf(attributes.r) : column + 1, LAST_COLUMN);
            styleIndex = attributes.s ? Number(attributes.s) : -1;
            type = attributes.t ?? 'n';
            text = '';
            hasValue = false;
            hasFormula = false;
            break;
          case 'f':
            hasFormula = inRow;
            break;
          case 'v':
          case 't':
            hasValue = true;
            collecting = inRow;
            break;
          case 'mergeCell':
            if (attributes.ref) merged.push(attributes.ref);
            break;
        }
      },
      text(piece) {
        if (collecting) text += piece;
      },
      close(name) {
        if (name === 'v' || name === 't') collecting = false;
        else if (name === 'c' && (hasValue || hasFormula)) {
          while (values.length < column - 1) values.push(null);
          values[column - 1] = hasValue
            ? cellValue(type, text, styleIndex, parts)
            : new FormulaError('公式未计算 / not calculated');
        } else if (name === 'row') {
          inRow = false;
          if (values.length > 0) rows.push({ number: rowNumber, values });
        }
      },
    },
    () => {
      if (rows.length === 0) return undefined;
      const batch = rows;
      rows = [];
      return batch;
    },
  );
}

function cellValue(type: string, text: string, styleIndex: number, parts: WorkbookParts): RawValue {
  switch (type) {
    case 's':
      return parts.sharedStrings[Number(text)] ?? null;
    case 'inlineStr':
    case 'str':
    case 'd':
      return unescaped(text);
    case 'e':
      return new FormulaError(text);
    case 'b':
      return text.trim() === '1' || text.trim() === 'true';
    default: {
      if (text.trim() === '') return null;
      const number = Number(text);
      return parts.isDateStyle[styleIndex] || parts.from1904 ? dayOrNumber(number, styleIndex, parts) : number;
    }
  }
}

/** The 1904 count is 1,462 days behind; without a date style a number there stays a number. */
function dayOrNumber(number: number, styleIndex: number, parts: WorkbookParts): RawValue {
  if (!parts.isDateStyle[styleIndex]) return number;
  const serial = Math.floor(parts.from1904 ? number + 1462 : number);
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
}

/** The limits of the format; a reference beyond them is no spreadsheet program's, and would fill memory. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

function inside(position: number, last: number): number {
  if (Number.isInteger(position) && position >= 1 && position <= last) return position;
  throw new UnreadableFile('FILE_DAMAGED', { reason: `行列号有误 / a wrong row or column: ${position}` });
}

/** 3 for C12. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at);
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column;
}
