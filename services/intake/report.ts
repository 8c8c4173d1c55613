import type { RowCounts } from '@union/schema/tables.ts';
import type { Problem, ProblemCounts } from './problems/problem-list.ts';

/** What became of one file. */
export type LoadReport = {
  /** As it was named. */
  readonly file: string;
  readonly format: 'xlsx' | 'csv' | null;
  /** Of the file's bytes, in hexadecimal; null when the file could not be read. */
  readonly sha256: string | null;
  /**
   * `loaded`: in the registers. `fine`: checked, nothing would stop it. `refused`: has errors, nothing was changed.
   * `already_loaded`: the same bytes are in the registers, nothing was changed.
   */
  readonly status: 'loaded' | 'fine' | 'refused' | 'already_loaded';
  /** Of this load, or of the earlier one with the same bytes; null when nothing was loaded. */
  readonly importId: number | null;
  /** When the same bytes were loaded before: when and by whom. */
  readonly earlier: { readonly loadedAt: Date; readonly loadedBy: string } | null;
  readonly sheets: readonly SheetReport[];
  /** How many, of each severity; `problems` may hold fewer. */
  readonly counts: ProblemCounts;
  /** In the order of the file's sheets, rows and columns. */
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
};

export type SheetReport = RowCounts & {
  /** Key of the sheet. */
  readonly sheet: string;
  /** Name of the sheet in the file. */
  readonly name: string;
  /** Rows read, without header, blank rows and the example row. */
  readonly rows: number;
};

export type Progress = {
  readonly file: string;
  readonly phase: 'reading' | 'checking' | 'merging';
  /** Chinese name of the register; empty before the first. */
  readonly sheet: string;
  /** Rows read so far in this file. */
  readonly rows: number;
  /** How much of the file has been read, 0 to 1. */
  readonly read: number;
};
