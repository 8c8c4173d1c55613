import { type Language, say } from './language.ts';
import { countText, MINUS } from './numbers.ts';
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

/** Words inside the drawings. */
export function drawingWords(language: Language): { readonly target: string; readonly band: string } {
  return { target: say(language, '目标', 'target '), band: say(language, '未分类', 'unclassified') };
}

/** A value of the table's axis: `85%`, `1,200家`, `3.5万元`. */
export function axisText({ axis = [0.01, '%'] }: Table, value: number): string {
  const [whole, part] = `${Math.abs(Number((value / axis[0]).toFixed(2)))}`.split('.');
  return `${value < 0 ? MINUS : ''}${countText(Number(whole))}${part ? `.${part}` : ''}${axis[1]}`;
}
