import { inWan } from './numbers.ts';
import type { Page } from './page.ts';
import { plotted } from './plot.ts';
import type { Table } from './table.ts';

/** What a tag may ask of a page beyond what it says. */
export type Dress = {
  /** `wan`: large counts of sentence and key figures in 万 and 亿. */
  readonly numbers?: string | null | undefined;
  /** `none`: without targets and statuses. */
  readonly target?: string | null | undefined;
};

/** The page as a tag wants it: with short counts, without targets. */
export function dressed(page: Page, { numbers, target }: Dress): Page {
  const bare =
    target === 'none'
      ? {
          ...page,
          ...page.plain,
          tables: page.tables.map((table) => plotted(withoutTargets(table), page.language)),
        }
      : page;
  if (numbers !== 'wan' || page.language === 'en') return bare;
  return {
    ...bare,
    sentence: inWan(bare.sentence),
    headline: bare.headline.map((figure) => ({
      ...figure,
      value: inWan(figure.value),
      notes: figure.notes.map(inWan),
    })),
  };
}

function withoutTargets(table: Table): Table {
  const isKept = (_: unknown, index: number) => !table.columns[index]?.ofTarget && table.columns[index]?.role !== 'end';
  return {
    ...table,
    columns: table.columns.filter(isKept).map((column) => ({ ...column, goal: undefined })),
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.filter(isKept).map(({ text, share, band }) => ({
        text,
        ...(share !== undefined && { share }),
        ...(band && { band }),
      })),
    })),
  };
}
