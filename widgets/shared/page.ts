import type { FigureState, Metric, TargetState, TargetStatus } from './answer.ts';
import type { Language } from './language.ts';
import type { Cell, PlottedTable, Table } from './table.ts';

/** What the model of one widget says, in words. Everything drawn stands here as text first. */
export type Draft = {
  readonly title: string;
  readonly publication: { readonly id: string; readonly asOf: string };
  /** The day that the figures speak of; null or absent: that of the publication. Figures of households are known by month. */
  readonly day?: string | null;
  readonly headline: readonly KeyFigure[];
  /** One true sentence (or a few): value, target, gap, need. */
  readonly sentence: string;
  readonly tables: readonly Table[];
  /** Why the element as a whole has no number; absent when it has, or when it speaks of several. */
  readonly state?: FigureState | 'empty';
  /** The metrics shown; their formulas and notes are the definition. */
  readonly metrics: readonly Metric[];
};

export type KeyFigure = {
  readonly name: string;
  readonly value: string;
  /** False when words stand in the place of a number; they are set smaller. */
  readonly isNumber: boolean;
  readonly target?: Pick<TargetStatus, 'status' | 'pathValue'> | null;
  readonly notes: readonly string[];
};

/**
 * A draft as it travels: plain JSON with every word in it, made on the server alone (`publish.ts`). Elements place and draw
 * it and know no grammar, so that what a server writes and what an element shows are one.
 */
export type Page = Pick<Draft, 'title' | 'publication' | 'sentence' | 'state'> & {
  readonly language: Language;
  readonly tables: readonly PlottedTable[];
  /** Around the drawings, as `shownWords` of `plot.ts` lists them. */
  readonly words: readonly string[];
  /** `截至2026年11月20日`: the day that the figures speak of. */
  readonly asOf: string;
  /** Follows the day where the publication was asked for by its id. */
  readonly frozen: string;
  readonly headline: readonly ShownFigure[];
  readonly source: string;
  /** Words of the link to the same figures as data. */
  readonly link: string;
  /** Heads the definitions. */
  readonly definition: string;
  /** The address is that of the metric's page in the catalogue; absent where no service stands behind the figures. */
  readonly definitions: readonly (readonly [name: string, text: string, url?: string])[];
  /** What is said where the page wants no targets; absent when it is the same. */
  readonly plain?: Pick<Draft, 'sentence'> & { readonly headline: readonly ShownFigure[] };
};

/** A key figure with its status as a word. */
export type ShownFigure = Pick<KeyFigure, 'name' | 'value' | 'isNumber' | 'notes'> & {
  readonly status?: Pick<Cell, 'status' | 'text'>;
};

/** How a page is placed in its host. */
export type Placement = {
  /** Level of the heading; what is not 2 to 6 becomes 3. */
  readonly headingLevel: number | string | null;
  /** Address of the same figures as data. */
  readonly dataUrl: string;
  /** The publication is shown for ever, which is said beside the day. */
  readonly isFrozen: boolean;
};

/** Makes an element: a string on the server, a node in the page. Attributes that are undefined and false children are left out. */
export type Make<N> = (
  tag: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: readonly (N | string | false | undefined)[]
) => N;

/** Status is a word, a shape and a colour, never a colour alone. Fonts everywhere have these shapes. */
const SHAPES: Readonly<Record<TargetState, string>> = {
  MET: '●',
  ON_TRACK: '◆',
  BEHIND: '▲',
  FAR_BEHIND: '■',
  UNDEFINED: '◇',
  NOT_APPLICABLE: '–',
};

/** `far-behind`: the status in class names. */
export function statusClass(status: TargetState): string {
  return status.toLowerCase().replace('_', '-');
}

/** The three parts of a widget's light DOM, in order: head, body (the tables) and foot. */
export function pageContent<N>(page: Page, { headingLevel, dataUrl, isFrozen }: Placement, h: Make<N>): readonly N[] {
  const { title, language } = page;
  const part = (name: string, ...children: readonly N[]) =>
    h('div', { slot: name, class: `union-part union-${name}`, lang: language }, ...children);
  const text = (tag: string, name: string, words: string) => h(tag, { class: `union-${name}` }, words);
  const status = ({ status, text }: Pick<Cell, 'status' | 'text'>) =>
    status
      ? h(
          'span',
          { class: `union-status union-${statusClass(status)}` },
          h('span', { 'aria-hidden': 'true' }, SHAPES[status]),
          ` ${text}`,
        )
      : text;
  const table = ({ key, caption, columns, rows, none, scrolls, folds }: Table) => {
    const classOf = (index: number) => columns[index]?.role && `union-${columns[index].role}`;
    // The short head of a bar speaks of bars; in a folded row its name is needed.
    const labelOf = (index: number) =>
      (columns[index]?.role === 'note' && columns[index].short) || columns[index]?.name;
    const cell = (cell: Cell, index: number) =>
      h(
        index ? 'td' : 'th',
        index
          ? { class: cell.share === null ? 'union-bar union-state' : classOf(index), 'data-label': labelOf(index) }
          : { scope: 'row' },
        status(cell),
        cell.note && text('span', 'aside', cell.note),
      );
    return h(
      'div',
      {
        class: `union-box${rows.length ? '' : ' union-void'}${scrolls ? ` union-scroll-${scrolls}` : ''}${folds ? ' union-folds' : ''}`,
        'data-box': key,
        ...(scrolls && { tabindex: '0', role: 'region', 'aria-label': `${title} ${caption}` }),
      },
      h(
        'table',
        {},
        h('caption', {}, caption),
        h(
          'thead',
          {},
          h('tr', {}, ...columns.map(({ name }, index) => h('th', { scope: 'col', class: classOf(index) }, name))),
        ),
        h(
          'tbody',
          {},
          ...rows.map((row) => h('tr', {}, ...row.cells.map(cell))),
          !rows.length && h('tr', {}, h('td', { class: 'union-none', colspan: `${columns.length}` }, none)),
        ),
      ),
    );
  };
  return [
    part(
      'head',
      text(`h${/^[2-6]$/.test(`${headingLevel}`) ? headingLevel : 3}`, 'heading', title),
      text('p', 'as-of', page.asOf + (isFrozen ? page.frozen : '')),
      h(
        'dl',
        { class: 'union-keys' },
        ...page.headline.map((figure) =>
          h(
            'div',
            {},
            h('dt', {}, figure.name),
            text('dd', figure.isNumber ? 'number' : 'words', figure.value),
            figure.status && h('dd', {}, status(figure.status)),
            ...figure.notes.map((note) => text('dd', 'aside', note)),
          ),
        ),
      ),
      text('p', 'sentence', page.sentence),
    ),
    part('body', ...page.tables.map(table)),
    part(
      'foot',
      h('p', { class: 'union-source' }, page.source, h('a', { href: dataUrl }, page.link)),
      h(
        'details',
        { class: 'union-definition' },
        h('summary', {}, page.definition),
        ...page.definitions.map(([name, words, href]) => h('p', {}, h('a', { href }, name), words)),
      ),
    ),
  ];
}
