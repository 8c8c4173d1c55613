import type { Words } from '@union/schema/metrics/metric.ts';

/** What the cells of a column hold. Days are `YYYY-MM-DD`, instants ISO 8601 in UTC; null is an empty cell. */
export type ColumnType = 'text' | 'integer' | 'float' | 'boolean' | 'day' | 'instant';

/** A column of what is given out. */
export type ExportColumn = {
  /** In snake case, with its unit. */
  readonly name: string;
  readonly type: ColumnType;
  /** What it holds, its unit and what null means. */
  readonly words: Words;
};

export type Cell = string | number | boolean | null;

/** Some rows, by column. */
export type Batch = { readonly rowCount: number; readonly columns: readonly (readonly Cell[])[] };

/** Rows to be given out in any form. They are read once, and only as fast as whoever takes them. */
export type ExportRows = {
  readonly columns: readonly ExportColumn[];
  readonly batches: AsyncIterable<Batch>;
  /** How many rows there are, where that is known before they are read. */
  readonly rowCount?: number | undefined;
  /** Known once the rows have been read: that a limit left rows out. It is written into the file. */
  readonly notice: () => Words | undefined;
  /** What stands beside the rows: pages of a workbook, metadata of Parquet and Arrow. */
  readonly about: About;
};

/** Where rows come from, and what their columns mean. */
export type About = {
  /** A title in Chinese. */
  readonly title: string;
  /** Definitions of what the rows hold, each a name and a text. */
  readonly definitions: readonly (readonly [name: string, text: string])[];
  /** Publication, query, licence and caveats, each a name and a text. */
  readonly origin: readonly (readonly [name: string, text: string])[];
  /** When what the file says came to be, so that the same file has the same bytes; ISO 8601. */
  readonly createdAt: string;
};

/** `zh · en`, as one line. */
export const bilingual = ({ zh, en }: Words): string => `${zh} · ${en}`;
