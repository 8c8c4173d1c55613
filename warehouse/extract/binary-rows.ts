import { Writable } from 'node:stream';
import { type DuckDBAppender, DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { ColumnBuffer } from './column-buffer.ts';
import type { RawType } from './registers.ts';

/** Rows of a DuckDB data chunk. */
const CHUNK_ROWS = 2048;
/** Signature, flags and length of the header extension that open a binary COPY. */
const HEADER_BYTES = 19;

/**
 * A sink for PostgreSQL's binary COPY that appends its rows to a DuckDB table through data chunks. `rows` says how
 * many arrived; it is whole only after `finish`. An end without the trailer of the format is an error.
 */
export class BinaryRows extends Writable {
  rows = 0;
  private rest: Uint8Array = new Uint8Array(0);
  private began = false;
  private ended = false;
  private filled = 0;
  private readonly columns: ColumnBuffer[];
  private readonly chunk: DuckDBDataChunk;
  private readonly appender: DuckDBAppender;

  constructor(appender: DuckDBAppender, types: readonly RawType[]) {
    super({ highWaterMark: 1 << 20 });
    this.appender = appender;
    this.columns = types.map((type) => new ColumnBuffer(type, CHUNK_ROWS));
    this.chunk = DuckDBDataChunk.create(this.columns.map(({ type }) => type));
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    try {
      this.take(piece);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _writev(pieces: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this._write(Buffer.concat(pieces.map(({ chunk }) => chunk)), 'utf8', done);
  }

  override _final(done: (error?: Error) => void): void {
    try {
      if (!this.ended) throw new Error('the binary COPY ended before its trailer');
      this.append();
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  private take(piece: Buffer): void {
    const bytes = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    if (!this.began) {
      if (bytes.length < HEADER_BYTES) {
        this.rest = bytes;
        return;
      }
      at = HEADER_BYTES + view.getInt32(HEADER_BYTES - 4);
      this.began = true;
    }
    while (!this.ended) {
      const end = this.readRow(bytes, view, at);
      if (end < 0) break;
      at = end;
    }
    this.rest = bytes.subarray(at);
  }

  /** Reads the row that begins at `from`. @returns where it ends; -1 when it has not all arrived, or none follows. */
  private readRow(bytes: Uint8Array, view: DataView, from: number): number {
    const until = bytes.length;
    if (from + 2 > until) return -1;
    const fields = view.getInt16(from);
    if (fields === -1) {
      this.ended = true;
      return -1;
    }
    const { columns, filled } = this;
    if (fields !== columns.length) throw new Error(`a row of ${fields} fields, expected ${columns.length}`);
    let at = from + 2;
    // A row that has not all arrived is read again from its start; what was set of it is set again.
    for (let field = 0; field < fields; field++) {
      if (at + 4 > until) return -1;
      const length = view.getInt32(at);
      at += 4;
      const column = columns[field] as ColumnBuffer;
      if (length < 0) {
        column.setNull(filled);
      } else {
        if (at + length > until) return -1;
        column.set(filled, bytes, view, at, length);
        at += length;
      }
    }
    this.rows++;
    if (++this.filled === CHUNK_ROWS) this.append();
    return at;
  }

  private append(): void {
    if (this.filled === 0) return;
    const { chunk } = this.chunk;
    for (const [field, column] of this.columns.entries()) {
      column.moveTo(duckdb.data_chunk_get_vector(chunk, field), this.filled);
    }
    duckdb.data_chunk_set_size(chunk, this.filled);
    this.appender.appendDataChunk(this.chunk);
    this.chunk.reset();
    this.filled = 0;
  }
}
