import { type Details, type ProblemCode, rules, type Severity, sentence } from './rules.ts';

/** One rule broken in one place. */
export type Problem = {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** Name of the file, without its folder. */
  readonly file: string;
  /** Name of the sheet as it stands in the file; null when the whole file is meant. For CSV the Chinese name of the register. */
  readonly sheet: string | null;
  /** Row as the spreadsheet numbers it, from 1; null when no one row is meant. */
  readonly row: number | null;
  /** Header of the column; null when no one column is meant. */
  readonly column: string | null;
  /** Letter and row, such as B3; null when no one cell is meant. */
  readonly cell: string | null;
  /** What stands in the cell. */
  readonly value: string | null;
  readonly zh: string;
  readonly en: string;
};

export type Place = {
  sheet?: string;
  row?: number;
  column?: string;
  cell?: string;
  value?: string;
};

export type ProblemCounts = { errors: number; warnings: number; notices: number };

/** How many problems of each severity are kept; all are counted. */
const KEPT: Readonly<Record<Severity, number>> = { error: 10_000, warning: 2_000, notice: 1_000 };

/** The problems of one file: counted without end, kept up to a bound, so that memory is bounded too. */
export class ProblemList {
  /** Names of the file's sheets in their order, noted as they are read. */
  readonly sheets: string[] = [];
  readonly kept: Problem[] = [];
  readonly counts: ProblemCounts = { errors: 0, warnings: 0, notices: 0 };
  private readonly file: string;
  private readonly keptBySeverity: Record<Severity, number> = { error: 0, warning: 0, notice: 0 };

  constructor(file: string) {
    this.file = file;
  }

  add(code: ProblemCode, place: Place, details: Details = {}): void {
    const { severity } = rules[code];
    this.countMore(severity, 1);
    if (this.room(code) <= 0) return;
    this.keptBySeverity[severity] += 1;
    this.kept.push({
      code,
      severity,
      file: this.file,
      sheet: place.sheet ?? null,
      row: place.row ?? null,
      column: place.column ?? null,
      cell: place.cell ?? null,
      value: place.value ?? null,
      ...sentence(code, details),
    });
  }

  /** How many more problems of this code's severity would be kept. */
  room(code: ProblemCode): number {
    const { severity } = rules[code];
    return KEPT[severity] - this.keptBySeverity[severity];
  }

  /** Counts problems that are not kept one by one. */
  countUnkept(code: ProblemCode, count: number): void {
    this.countMore(rules[code].severity, count);
  }

  /** What is kept, as one reads the file: by sheet, then row, then column. */
  sorted(): Problem[] {
    const position = new Map<string | null, number>(this.sheets.map((sheet, index) => [sheet, index + 1]));
    const column = (cell: string | null) => (cell ? cell.replace(/\d+$/, '').padStart(3, ' ') : '');
    return this.kept.toSorted(
      (a, b) =>
        (position.get(a.sheet) ?? 0) - (position.get(b.sheet) ?? 0) ||
        (a.row ?? 0) - (b.row ?? 0) ||
        column(a.cell).localeCompare(column(b.cell)),
    );
  }

  get hasErrors(): boolean {
    return this.counts.errors > 0;
  }

  private countMore(severity: Severity, count: number): void {
    if (severity === 'error') this.counts.errors += count;
    else if (severity === 'warning') this.counts.warnings += count;
    else this.counts.notices += count;
  }
}
