import type { Goal, Table } from './table.ts';

/** A drawn column of a table. */
export type DrawnSeries = {
  readonly name: string;
  /** Head beside the bars. */
  readonly short: string;
  /** Index of its column. */
  readonly at: number;
  readonly joins: boolean;
  /** The columns that stand beside its bars. */
  readonly notes: readonly { readonly at: number; readonly short: string }[];
};

/** The drawn columns of a table, in order. */
export function seriesOf({ columns }: Table): readonly DrawnSeries[] {
  const series: { name: string; short: string; at: number; joins: boolean; notes: { at: number; short: string }[] }[] =
    [];
  columns.forEach(({ name, role, short = name, joins = false }, at) => {
    if (role === 'bar') series.push({ name, short, at, joins, notes: [] });
    if (role === 'note') series.at(-1)?.notes.push({ at, short });
  });
  return series;
}

/** The targets of a table's drawn columns, each share once; what single rows have instead stands in their cells. */
export function goalsOf({ columns }: Table): readonly Goal[] {
  return [...new Map(columns.flatMap(({ goal }) => (goal ? [[goal.share, goal]] : []))).values()];
}
