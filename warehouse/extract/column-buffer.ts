import { BIGINT, BOOLEAN, DATE, type DuckDBType, INTEGER, VARCHAR } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { RawType } from './registers.ts';

/** PostgreSQL counts days from 2000-01-01, DuckDB from 1970-01-01. */
const EPOCH_DAYS = 10957;
/** The days that PostgreSQL writes for infinity and minus infinity; DuckDB writes the second one apart. */
const INFINITY = 0x7fffffff;
const MINUS_INFINITY = -0x80000000;
/** A DuckDB string is 16 bytes: its length, then up to 12 bytes in place. Longer ones lie on the vector's heap. */
const INLINE_BYTES = 12;

/** Long texts that a column remembers; a power of two. */
const SEEN = 256;

const duckdbTypes: Record<RawType, DuckDBType> = {
  bigint: BIGINT,
  integer: INTEGER,
  text: VARCHAR,
  date: DATE,
  boolean: BOOLEAN,
};
const widths: Record<RawType, number> = { bigint: 8, integer: 4, text: 16, date: 4, boolean: 1 };

/**
 * The values of one column for one data chunk, in DuckDB's own form, so that a whole column crosses into the engine at
 * once: a call a value takes most of the time of an extract otherwise.
 */
export class ColumnBuffer {
  readonly type: DuckDBType;
  private readonly kind: RawType;
  private readonly data: ArrayBuffer;
  private readonly bytes: Uint8Array;
  private readonly words: Int32Array;
  /** One bit a row, 1 where there is a value. */
  private readonly validity: Uint8Array;
  private hasNulls = false;
  /** Texts that are too long to lie in place, and their rows; the first `longCount` of each are of this chunk. */
  private readonly longTexts: Uint8Array[] = [];
  private readonly longRows: number[] = [];
  private longCount = 0;
  /** Long texts seen before, by a hash of their bytes: codes come again and again, and a copy of each would fill the heap. */
  private readonly seen: (Uint8Array | undefined)[] = new Array(SEEN);

  constructor(kind: RawType, rows: number) {
    this.kind = kind;
    this.type = duckdbTypes[kind];
    this.data = new ArrayBuffer(Math.ceil((rows * widths[kind]) / 8) * 8);
    this.bytes = new Uint8Array(this.data);
    this.words = new Int32Array(this.data);
    this.validity = new Uint8Array(Math.ceil(rows / 64) * 8).fill(0xff);
  }

  setNull(row: number): void {
    this.hasNulls = true;
    this.validity[row >> 3] = (this.validity[row >> 3] ?? 0) & ~(1 << (row & 7));
  }

  /** Takes the value that PostgreSQL wrote in binary into `source` at `at`, `length` bytes long. A second value of a row replaces the first. */
  set(row: number, source: Uint8Array, view: DataView, at: number, length: number): void {
    switch (this.kind) {
      case 'bigint':
        this.words[2 * row] = view.getInt32(at + 4);
        this.words[2 * row + 1] = view.getInt32(at);
        return;
      case 'integer':
        this.words[row] = view.getInt32(at);
        return;
      case 'date': {
        const day = view.getInt32(at);
        if (day === INFINITY) this.words[row] = INFINITY;
        else this.words[row] = day === MINUS_INFINITY ? -INFINITY : day + EPOCH_DAYS;
        return;
      }
      case 'boolean':
        this.bytes[row] = source[at] as number;
        return;
      case 'text':
        this.setText(row, source, at, length);
    }
  }

  private setText(row: number, source: Uint8Array, at: number, length: number): void {
    if (length > INLINE_BYTES) {
      this.longRows[this.longCount] = row;
      this.longTexts[this.longCount++] = this.keep(source, at, length);
      return;
    }
    const start = 16 * row;
    this.words[4 * row] = length;
    // What follows a short text must be zeros: DuckDB compares all twelve bytes at once.
    this.words[4 * row + 1] = 0;
    this.words[4 * row + 2] = 0;
    this.words[4 * row + 3] = 0;
    for (let i = 0; i < length; i++) this.bytes[start + 4 + i] = source[at + i] as number;
  }

  /** The bytes of a text, copied unless the same were seen lately. */
  private keep(source: Uint8Array, at: number, length: number): Uint8Array {
    let hash = length;
    for (let i = at; i < at + length; i++) hash = (hash * 31 + (source[i] as number)) | 0;
    const slot = hash & (SEEN - 1);
    const known = this.seen[slot];
    if (known?.length === length) {
      let same = 0;
      while (same < length && known[same] === source[at + same]) same++;
      if (same === length) return known;
    }
    const text = source.slice(at, at + length);
    this.seen[slot] = text;
    return text;
  }

  /** Hands the first `rows` values to a vector and begins anew. */
  moveTo(vector: duckdb.Vector, rows: number): void {
    // The vector takes addresses of long texts from its own heap; nothing else may be left at their place.
    const { longCount, longRows, longTexts } = this;
    for (let i = 0; i < longCount; i++) {
      const row = longRows[i] as number;
      this.words.fill(0, 4 * row, 4 * row + 4);
    }
    duckdb.copy_data_to_vector(vector, 0, this.data, 0, rows * widths[this.kind]);
    if (this.hasNulls) {
      duckdb.vector_ensure_validity_writable(vector);
      const words = Math.ceil(rows / 64) * 8;
      duckdb.copy_data_to_vector_validity(vector, 0, this.validity.buffer as ArrayBuffer, 0, words);
      this.validity.fill(0xff);
      this.hasNulls = false;
    }
    for (let i = 0; i < longCount; i++) {
      duckdb.vector_assign_string_element_len(vector, longRows[i] as number, longTexts[i] as Uint8Array);
    }
    this.longCount = 0;
  }
}
