import type { ProblemCode } from '../problems/rules.ts';
import type { RawValue } from '../values/typed-text.ts';

/** One row of a sheet as it stands in the file. */
export type SourceRow = {
  /** As the spreadsheet numbers it, from 1. */
  readonly number: number;
  /** By column, from the first one on; cells that are not there are null or beyond the end. */
  readonly values: readonly RawValue[];
};

/** One sheet of a file. Its rows are read once, before the next sheet is asked for. */
export type SourceSheet = {
  /** As it stands in the file; for CSV the name of the file without its ending. */
  readonly name: string;
  /** Rows in batches, in order; rows without any cell may be left out. */
  readonly rows: AsyncIterable<readonly SourceRow[]>;
  /** Ranges of merged cells, such as A1:C1; complete only after the rows were read. */
  readonly merged: readonly string[];
};

/** A file that is open for reading. */
export type Source = {
  readonly format: 'xlsx' | 'csv';
  readonly sheets: AsyncIterable<SourceSheet>;
  /** How much of the file has been read, 0 to 1. */
  readShare(): number;
  close(): Promise<void>;
};

/** A file that cannot be read at all; becomes a problem of the file. */
export class UnreadableFile extends Error {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, details: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
