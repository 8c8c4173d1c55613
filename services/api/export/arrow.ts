import {
  Bool,
  type DataType,
  DateDay,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow';
import { type Batch, bilingual, type Cell, type ColumnType, type ExportRows } from './rows.ts';

const types: Readonly<Record<ColumnType, () => DataType>> = {
  text: () => new Utf8(),
  integer: () => new Int64(),
  float: () => new Float64(),
  boolean: () => new Bool(),
  day: () => new DateDay(),
  instant: () => new TimestampMillisecond('UTC'),
};

/** Rows of a record batch. */
const ROWS = 16_384;
const DAY_MS = 86_400_000;

/**
 * Rows as a stream of Arrow IPC, in record batches of about 16,384 rows. The schema's metadata tells where they come from, the
 * limit of the query where it has one, and how many rows that leaves out where it is known before they are read.
 */
export async function* writeArrow({ columns, batches, about, notice }: ExportRows): AsyncGenerator<Uint8Array> {
  const fields = columns.map(
    ({ name, type, words }) => new Field(name, types[type](), true, new Map([['description', bilingual(words)]])),
  );
  // Told before the rows: what is left out, where that is known by then.
  const cut = notice();
  const told = [...about.origin, ...about.definitions, ...(cut ? [['notice', bilingual(cut)] as const] : [])];
  const schema = new Schema(fields, new Map(told));
  const writer = new Collecting();
  writer.reset(undefined, schema);
  let kept: Batch[] = [];
  let count = 0;
  const flush = () => {
    if (count > 0)
      writer.write(
        recordBatch(
          schema,
          columns.map(({ type }) => type),
          kept,
          count,
        ),
      );
    kept = [];
    count = 0;
    return writer.take();
  };
  yield flush();
  for await (const batch of batches) {
    kept.push(batch);
    count += batch.rowCount;
    if (count >= ROWS) yield flush();
  }
  yield flush();
  writer.finish();
  yield writer.take();
}

/** A writer whose bytes are taken as they come, so that nothing is written before it is asked for. */
class Collecting extends RecordBatchStreamWriter {
  private parts: Uint8Array[] = [];

  take(): Uint8Array {
    const taken = Buffer.concat(this.parts);
    this.parts = [];
    return taken;
  }

  protected override _write(chunk: ArrayBufferView | ArrayBufferLike): this {
    const bytes = ArrayBuffer.isView(chunk)
      ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      : Buffer.from(chunk as ArrayBuffer);
    // A copy: the writer fills its buffers again.
    if (bytes.length > 0) this.parts.push(Uint8Array.from(bytes));
    this._position += bytes.length;
    return this;
  }
}

function recordBatch(
  schema: Schema,
  kinds: readonly ColumnType[],
  batches: readonly Batch[],
  length: number,
): RecordBatch {
  const children = kinds.map((kind, column) => {
    const cells = batches.flatMap((batch) => batch.columns[column] ?? []);
    return columnData(kind, cells);
  });
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
}

function columnData(kind: ColumnType, cells: readonly Cell[]) {
  const { length } = cells;
  const nullBitmap = bits(length);
  let nullCount = 0;
  const fill = (set: (value: Exclude<Cell, null>, at: number) => void) => {
    for (let at = 0; at < length; at++) {
      const cell = cells[at] ?? null;
      if (cell === null) nullCount++;
      else {
        mark(nullBitmap, at);
        set(cell, at);
      }
    }
  };
  switch (kind) {
    case 'integer': {
      const data = new BigInt64Array(length);
      fill((cell, at) => {
        data[at] = BigInt(cell);
      });
      return makeData({ type: new Int64(), length, nullCount, nullBitmap, data });
    }
    case 'float': {
      const data = new Float64Array(length);
      fill((cell, at) => {
        data[at] = Number(cell);
      });
      return makeData({ type: new Float64(), length, nullCount, nullBitmap, data });
    }
    case 'day': {
      const data = new Int32Array(length);
      const dayOf = sameAgain((day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS);
      fill((cell, at) => {
        data[at] = dayOf(String(cell));
      });
      return makeData({ type: new DateDay(), length, nullCount, nullBitmap, data });
    }
    case 'instant': {
      const data = new BigInt64Array(length);
      fill((cell, at) => {
        data[at] = BigInt(Date.parse(String(cell)));
      });
      return makeData({ type: new TimestampMillisecond('UTC'), length, nullCount, nullBitmap, data });
    }
    case 'boolean': {
      const data = bits(length);
      fill((cell, at) => {
        if (cell === true) mark(data, at);
      });
      return makeData({ type: new Bool(), length, nullCount, nullBitmap, data });
    }
    case 'text': {
      const valueOffsets = new Int32Array(length + 1);
      const bytesOf = sameAgain((text) => Buffer.byteLength(text));
      let all = '';
      fill((cell, at) => {
        const text = String(cell);
        all += text;
        valueOffsets[at + 1] = bytesOf(text);
      });
      for (let at = 0; at < length; at++) valueOffsets[at + 1] = (valueOffsets[at + 1] ?? 0) + (valueOffsets[at] ?? 0);
      return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data: Buffer.from(all) });
    }
  }
}

/** A bit for each of `length` cells, all 0; whole words of 8 bytes. */
const bits = (length: number) => new Uint8Array(Math.ceil(length / 64) * 8);

function mark(bitmap: Uint8Array, at: number): void {
  bitmap[at >> 3] = (bitmap[at >> 3] ?? 0) | (1 << (at & 7));
}

/** A function that does not work out again what it was asked just before: columns repeat themselves. */
function sameAgain<T>(find: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly found: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, found: find(text) };
    return last.found;
  };
}
