import { Writable } from 'node:stream';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  type DuckDBAppender,
  DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { RawType } from './registers.ts';

/** Rows of a DuckDB data chunk. */
const CHUNK_ROWS = 2048;
/** Signature, flags and length of the header extension that open a binary COPY. */
const HEADER_BYTES = 19;
/** PostgreSQL counts days from 2000-01-01, DuckDB from 1970-01-01. */
const EPOCH_DAYS = 10957;

type Read = (bytes: Buffer, at: number, length: number) => DuckDBValue;

const readers: Record<RawType, { type: DuckDBType; read: Read }> = {
  bigint: { type: BIGINT, read: (bytes, at) => bytes.readBigInt64BE(at) },
  integer: { type: INTEGER, read: (bytes, at) => bytes.readInt32BE(at) },
  text: { type: VARCHAR, read: (bytes, at, length) => bytes.toString('utf8', at, at + length) },
  date: { type: DATE, read: (bytes, at) => new DuckDBDateValue(bytes.readInt32BE(at) + EPOCH_DAYS) },
  boolean: { type: BOOLEAN, read: (bytes, at) => bytes[at] === 1 },
};

/**
 * A sink for PostgreSQL's binary COPY that appends its rows to a DuckDB table through data chunks. `rows` says how
 * many arrived; it is whole only after `finish`. An end without the trailer of the format is an error.
 */
export class BinaryRows extends Writable {
  rows = 0;
  private rest: Buffer = Buffer.alloc(0);
  private began = false;
  private ended = false;
  private filled = 0;
  private chunk: DuckDBDataChunk;
  private readonly appender: DuckDBAppender;
  private readonly types: DuckDBType[];
  private readonly reads: Read[];

  constructor(appender: DuckDBAppender, types: readonly RawType[]) {
    super({ highWaterMark: 1 << 20 });
    this.appender = appender;
    this.types = types.map((type) => readers[type].type);
    this.reads = types.map((type) => readers[type].read);
    this.chunk = DuckDBDataChunk.create(this.types, CHUNK_ROWS);
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
    let at = 0;
    if (!this.began) {
      if (bytes.length < HEADER_BYTES) {
        this.rest = bytes;
        return;
      }
      at = HEADER_BYTES + bytes.readInt32BE(HEADER_BYTES - 4);
      this.began = true;
    }
    for (let end = this.endOfRow(bytes, at); end >= 0; end = this.endOfRow(bytes, at)) {
      this.readRow(bytes, at + 2);
      at = end;
    }
    this.rest = bytes.subarray(at);
  }

  /** Where the row that begins at `at` ends; -1 when it has not all arrived, or nothing follows. */
  private endOfRow(bytes: Buffer, at: number): number {
    if (this.ended || at + 2 > bytes.length) return -1;
    const fields = bytes.readInt16BE(at);
    if (fields === -1) {
      this.ended = true;
      return -1;
    }
    if (fields !== this.reads.length) throw new Error(`a row of ${fields} fields, expected ${this.reads.length}`);
    let end = at + 2;
    for (let field = 0; field < fields; field++) {
      if (end + 4 > bytes.length) return -1;
      end += 4 + Math.max(0, bytes.readInt32BE(end));
    }
    return end <= bytes.length ? end : -1;
  }

  private readRow(bytes: Buffer, from: number): void {
    let at = from;
    for (let field = 0; field < this.reads.length; field++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      const vector = this.chunk.getColumnVector(field);
      vector.setItem(this.filled, length < 0 ? null : (this.reads[field] as Read)(bytes, at, length));
      if (length > 0) at += length;
    }
    this.rows++;
    if (++this.filled === CHUNK_ROWS) this.append();
  }

  private append(): void {
    if (this.filled === 0) return;
    for (let field = 0; field < this.types.length; field++) this.chunk.getColumnVector(field).flush();
    this.chunk.rowCount = this.filled;
    this.appender.appendDataChunk(this.chunk);
    this.chunk = DuckDBDataChunk.create(this.types, CHUNK_ROWS);
    this.filled = 0;
  }
}
