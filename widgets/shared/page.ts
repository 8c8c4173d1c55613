import type { Headline, TargetState } from './answer.ts';
import { type Content, type ElementContent, h } from './content.ts';
import { type Language, say } from './language.ts';
import { dayText } from './numbers.ts';
import { statusShape, statusText } from './words.ts';

/** What one widget says: the content of its light DOM, in words. Everything drawn stands here as text first. */
export type Page = {
  readonly title: string;
  /** The day that the figures speak of. */
  readonly asOf: string;
  readonly publicationId: string;
  readonly headline: readonly KeyFigure[];
  /** One true sentence (or a few): value, target, gap, need. */
  readonly sentence: string;
  readonly tables: readonly Table[];
  /** The metrics shown; their formulas and notes are the definition. */
  readonly metrics: readonly Headline['metric'][];
};

export type KeyFigure = {
  readonly name: string;
  readonly value: string;
  /** Whether `value` is a number; words of a state are set smaller. */
  readonly isNumber: boolean;
  readonly status: TargetState | null;
  readonly notes: readonly string[];
};

export type Table = {
  readonly key: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of a row heads it. */
  readonly rows: readonly (readonly Cell[])[];
  /** Long series scroll within a fixed height; every other table shows all its rows. */
  readonly scrolls?: boolean;
  /** In a narrow column a row becomes a block of lines instead of a line of cells. */
  readonly folds?: boolean;
  /** What is said when there are no rows. */
  readonly none: string;
};

export type Column = { readonly name: string; readonly role?: ColumnRole };

/**
 * `value` is set bold and begins a line in a folded row, `end` stands at the end of a folded row's first line, `part-of`
 * has a line of its own there.
 */
export type ColumnRole = 'value' | 'end' | 'part-of';
export type Cell = string | TargetState | { readonly status: TargetState | null };

/** How a page is placed in its host. */
export type Placement = {
  readonly language: Language;
  /** Level of the heading, 2 to 6. */
  readonly headingLevel: number;
  /** Address of the same figures as data. */
  readonly dataUrl: string;
};

function statusContent(status: TargetState, language: Language): ElementContent {
  return h(
    'span',
    { class: `union-status union-${status.toLowerCase().replace('_', '-')}` },
    h('span', { 'aria-hidden': 'true' }, statusShape(status)),
    ` ${statusText(status, language)}`,
  );
}

function keyFigureContent(figure: KeyFigure, language: Language): ElementContent {
  return h(
    'div',
    { class: 'union-key' },
    h('dt', {}, figure.name),
    h('dd', { class: figure.isNumber ? 'union-number' : 'union-words' }, figure.value),
    figure.status !== null && h('dd', {}, statusContent(figure.status, language)),
    ...figure.notes.map((note) => h('dd', { class: 'union-note' }, note)),
  );
}

function cellContent(cell: Cell, language: Language): Content {
  if (typeof cell === 'string') return cell;
  return cell.status === null ? '–' : statusContent(cell.status, language);
}

function tableContent(table: Table, language: Language): ElementContent {
  const rows = table.rows.map((cells) =>
    h(
      'tr',
      {},
      ...cells.map((cell, index) => {
        const column = table.columns[index];
        const content = cellContent(cell, language);
        if (index === 0) return h('th', { scope: 'row' }, content);
        return h('td', { class: column?.role && `union-${column.role}`, 'data-label': column?.name }, content);
      }),
    ),
  );
  const none = h('tr', {}, h('td', { colspan: `${table.columns.length}`, class: 'union-none' }, table.none));
  return h(
    'div',
    {
      class: `union-box${table.scrolls ? ' union-scroll' : ''}${table.folds ? ' union-folds' : ''}`,
      'data-box': table.key,
      ...(table.scrolls ? { tabindex: '0', role: 'region', 'aria-label': table.caption } : {}),
    },
    h(
      'table',
      {},
      h('caption', {}, table.caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...table.columns.map((column) =>
            h('th', { scope: 'col', class: column.role && `union-${column.role}` }, column.name),
          ),
        ),
      ),
      h('tbody', {}, ...(rows.length ? rows : [none])),
    ),
  );
}

/** The three parts of a widget's light DOM, in order: head, body (the tables) and foot. */
export function pageContent(page: Page, { language, headingLevel, dataUrl }: Placement): readonly ElementContent[] {
  const part = (name: string, ...children: readonly (Content | false)[]) =>
    h('div', { slot: name, class: `union-part union-${name}`, lang: language }, ...children);
  const asOf = dayText(page.asOf, language);
  return [
    part(
      'head',
      h(`h${headingLevel}`, { class: 'union-heading' }, page.title),
      h('p', { class: 'union-as-of' }, say(language, `截至${asOf}`, `As of ${asOf}`)),
      h('dl', { class: 'union-keys' }, ...page.headline.map((figure) => keyFigureContent(figure, language))),
      h('p', { class: 'union-sentence' }, page.sentence),
    ),
    part('body', ...page.tables.map((table) => tableContent(table, language))),
    part(
      'foot',
      h(
        'p',
        { class: 'union-source' },
        say(
          language,
          `数据发布 ${page.publicationId}，截至${asOf}。口径：`,
          `Publication ${page.publicationId}, as of ${asOf}. Definitions: `,
        ) +
          page.metrics
            .map((metric) => `${say(language, metric.name, metric.nameEn)} v${metric.definition.version}`)
            .join(say(language, '、', ', ')) +
          say(language, '。', '. '),
        h('a', { href: dataUrl }, say(language, '下载数据（JSON）', 'Data (JSON)')),
      ),
      h(
        'details',
        { class: 'union-definition' },
        h('summary', {}, say(language, '指标口径', 'Definitions')),
        ...page.metrics.flatMap((metric) => {
          const { id, version, notes, notesEn } = metric.definition;
          return [
            h('p', {}, h('b', {}, say(language, metric.name, metric.nameEn)), ` ${id} v${version}`),
            h('p', {}, say(language, metric.formula, metric.formulaEn)),
            h('p', {}, say(language, notes ?? '', notesEn ?? '')),
          ];
        }),
      ),
    ),
  ];
}
