import type { Language } from './language.ts';
import { inWan } from './numbers.ts';
import type { Page } from './page.ts';
import { type PlottedTable, type Row, spoken } from './table.ts';

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
          tables: page.tables.map((table) => withoutTargets(table, page.language)),
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

function withoutTargets(table: PlottedTable, language: Language): PlottedTable {
  const isKept = (_: unknown, index: number) => !table.columns[index]?.ofTarget && table.columns[index]?.role !== 'end';
  const { plot } = table;
  const bare = {
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
  if (!plot) return bare;
  const say = (rows: readonly Row[]) => ({
    key: plot.key.filter(([, mark]) => mark !== 'target'),
    goals: [],
    spoken: rows.map((row) => spoken(bare, row, language)),
  });
  if ('ticks' in plot) {
    const inTime = [...bare.rows].sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1));
    return { ...bare, plot: { ...plot, ...say(inTime) } };
  }
  const [first = []] = plot.at;
  const moved = (index: number) => index - table.columns.slice(0, index).filter((_, at) => !isKept(0, at)).length;
  return {
    ...bare,
    plot: {
      ...plot,
      ...say(bare.rows),
      at: plot.at.map((columns) => columns.filter((index) => isKept(0, index)).map(moved)),
      heads: plot.heads.filter((_, index) => isKept(0, first[index] ?? 0)),
      statuses: [],
    },
  };
}
