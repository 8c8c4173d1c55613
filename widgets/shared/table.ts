import type { Counts, SeriesPoint, Target, TargetState, TargetStatus } from './answer.ts';
import { type Language, say } from './language.ts';
import type { Measure } from './measure.ts';
import { figureText, goalText, statusText } from './words.ts';

/** A table of a widget. It is what a reader without drawings gets, and all that the drawings are made from. */
export type Table = {
  readonly key: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Said when there are no rows. */
  readonly none: string;
  /** `y`: a long series within a fixed height; `x`: many columns, which a narrow place scrolls. */
  readonly scrolls?: 'x' | 'y';
  /** In a narrow place a row becomes a block of lines instead of a line of cells. */
  readonly folds?: boolean;
  /** Days from which another rule version holds; lines are not joined across them. */
  readonly breaks?: readonly string[];
  /** How the values of an axis are written; a table without it holds shares from 0 to 1. */
  readonly axis?: Axis;
  /** What the hatched parts are; `未分类` when absent. */
  readonly band?: string;
};

/** A table as it travels, with what its drawing needs (`plot.ts`); without where it is not drawn so. */
export type PlottedTable = Table & { readonly plot?: BarsPlot | TrendPlot };

/** Beside the cells: all words, and shares of the drawing's height and width from 0 to 1, from the left and from below. */
type Plot = {
  /** Names and marks of the legend: series, band, targets; a number is that of a series. */
  readonly key: readonly (readonly [name: string, mark: string | number])[];
  /** Targets of whole columns: values for bars, heights for lines. */
  readonly goals: readonly number[];
  /** A sentence for each row: for bars in the order of the table, for lines in the order of time. */
  readonly spoken: readonly string[];
};

export type BarsPlot = Plot & {
  /** By series: its column, then the columns that stand beside its bars. */
  readonly at: readonly (readonly number[])[];
  /** Heads of the columns of the first series. */
  readonly heads: readonly string[];
  /** The value that fills a lane. */
  readonly full: number;
  /** The statuses that occur, each with its first words. */
  readonly statuses: readonly (readonly [status: TargetState, text: string])[];
};

export type TrendPlot = Plot & {
  /** Grid lines. */
  readonly ticks: readonly (readonly [y: number, text: string])[];
  /** Names of the days in the order of time. */
  readonly names: readonly string[];
  readonly xs: readonly number[];
  /** By series: the day and the height of each point; null interrupts. */
  readonly lines: readonly (readonly (readonly [day: number, y: number] | null)[])[];
  /** Polygons of unclassified parts and of likely ranges. */
  readonly bands: readonly (readonly (readonly [day: number, y: number])[])[];
  /** By series: the text of its last value. */
  readonly ends: readonly string[];
};

/** What a value is divided by before it is written, and the unit behind it. */
export type Axis = readonly [by: number, unit: string];

export type Column = {
  readonly name: string;
  /**
   * `bar`: the numbers that are drawn, one series a column; in a folded row it begins a line. `note`: stands beside the
   * bar of the column before it. `end`: stands at the end of a folded row's first line. `line`: has its own line there.
   */
  readonly role?: 'bar' | 'note' | 'end' | 'line';
  /** Head beside the bars, when the name is too long there. */
  readonly short?: string;
  readonly goal?: Goal | undefined;
  /** It speaks of targets alone, as every `end` does; without targets it is left out. */
  readonly ofTarget?: boolean;
  /** The line goes on across rows without a number. */
  readonly joins?: boolean;
};

/** A target as drawn: its share and its words, `超过85%`. */
export type Goal = { readonly share: number; readonly text: string };

export type Row = {
  /** The first heads the row. */
  readonly cells: readonly Cell[];
  /** Of the scope that it speaks of. */
  readonly id?: string;
  /** As-of day of a point in time. */
  readonly day?: string;
};

export type Cell = {
  readonly text: string;
  /** The number of a `bar` column, 0 to 1 without an `axis`; null when there is none, absent where nothing is said. */
  readonly share?: number | null;
  /** Width of the unclassified band beside the share, 0 to 1. */
  readonly band?: number;
  /** The likely range of a number that is projected. */
  readonly range?: readonly [lower: number, upper: number];
  /** The target of this place, where it is not that of its column. */
  readonly goal?: Goal;
  readonly status?: TargetState;
  /** Said under the text. */
  readonly note?: string;
};

/** The row as a sentence, for the keyboard and the tooltip: the same words as in the table. */
export function spoken(table: Table, row: Row, language: Language): string {
  const [head, ...cells] = row.cells.map(({ text, note }, index) =>
    index
      ? `${table.columns[index]?.name} ${text}`
      : note
        ? say(language, `${text}（${note}）`, `${text} (${note})`)
        : text,
  );
  return (
    head + say(language, '：', ': ') + cells.filter((cell) => !cell.endsWith(' –')).join(say(language, '，', ', '))
  );
}

export const textCell = (text: string): Cell => ({ text });

/** The numbers of a figure as a drawn cell. The band never reaches beyond the whole. */
export function figureCell(figure: Counts, language: Language, target?: Target | null, goal?: Goal): Cell {
  const { value, denominator, unclassified } = figure;
  const share = value ?? 0;
  const band = unclassified && denominator && value !== null ? Math.max(0, unclassified / denominator) : 0;
  return {
    text: figureText(figure, language, target),
    share: value,
    ...(band > 0 && { band: Math.min(band, 1 - share) }),
    ...(goal && { goal }),
  };
}

/** The status of a row whose rates must all pass: the worst of them. An empty cell without any target. */
export function statusCell(targets: readonly (TargetStatus | null | undefined)[], language: Language): Cell {
  const order: readonly TargetState[] = ['NOT_APPLICABLE', 'MET', 'ON_TRACK', 'UNDEFINED', 'BEHIND', 'FAR_BEHIND'];
  const worst = order
    .map((state) => targets.find((target) => target?.status === state))
    .findLast((target) => target != null);
  return worst ? { text: statusText(worst, language), status: worst.status } : { text: '–' };
}

/** The axis of a table of values in another unit than shares. */
export function axisOf(measure: Measure, values: readonly (number | null | undefined)[]): { readonly axis?: Axis } {
  return measure.isShare ? {} : { axis: measure.axis(Math.max(0, ...values.map((value) => value ?? 0))) };
}

/** The target of a drawn column. */
export function goalOf(status: TargetStatus | null, language: Language, measure?: Measure): Goal | undefined {
  return status ? { share: status.target.targetValue, text: goalText(status.target, language, measure) } : undefined;
}

/** A figure of any unit as a drawn cell. */
export function valueCell(figure: Counts, measure: Measure, target?: Target | null, goal?: Goal): Cell {
  return { text: measure.text(figure, target), share: figure.value, ...(goal && { goal }) };
}

export const NOT_REPORTED: Counts = { numerator: null, denominator: null, value: null, state: 'NOT_REPORTED' };

/** The last 24 days of several series, newest first as a table is read; a day that one lacks is not reported there. */
export function byDay(
  ...series: readonly (readonly SeriesPoint[])[]
): readonly { readonly day: string; readonly figures: readonly Counts[] }[] {
  const days = [...new Set(series.flat().map((point) => point.asOf))].sort().reverse().slice(0, 24);
  return days.map((day) => ({
    day,
    figures: series.map((points) => points.find((point) => point.asOf === day) ?? NOT_REPORTED),
  }));
}
