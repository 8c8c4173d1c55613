import type { FigureState, Metric, TargetState, TargetStatus } from './answer.ts';
import { type Content, type ElementContent, h } from './content.ts';
import { type Language, say } from './language.ts';
import { dayText } from './numbers.ts';
import type { Cell, Table } from './table.ts';
import { statusClass, statusShape, statusText } from './words.ts';

/** What one widget says: the content of its light DOM, in words. Everything drawn stands here as text first. */
export type Page = {
  readonly title: string;
  readonly publication: { readonly id: string; readonly asOf: string };
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

/** How a page is placed in its host. */
export type Placement = {
  readonly language: Language;
  /** Level of the heading; what is not 2 to 6 becomes 3. */
  readonly headingLevel: number;
  /** Address of the same figures as data. */
  readonly dataUrl: string;
  /** Id of the publication that is shown for ever; said beside the day. */
  readonly frozen?: string | null | undefined;
};

/** The three parts of a widget's light DOM, in order: head, body (the tables) and foot. */
export function pageContent(
  page: Page,
  { language, headingLevel, dataUrl, frozen }: Placement,
): readonly ElementContent[] {
  const part = (name: string, ...children: readonly (Content | false)[]) =>
    h('div', { slot: name, class: `union-part union-${name}`, lang: language }, ...children);
  const { id, asOf } = page.publication;
  const day = dayText(asOf, language);
  const metricName = (metric: Metric) => say(language, metric.name, metric.nameEn);
  return [
    part(
      'head',
      h(`h${/^[2-6]$/.test(`${headingLevel}`) ? headingLevel : 3}`, { class: 'union-heading' }, page.title),
      h(
        'p',
        { class: 'union-as-of' },
        say(language, `截至${day}`, `As of ${day}`) +
          (frozen ? say(language, ` · 固定显示 ${frozen}`, ` · fixed to ${frozen}`) : ''),
      ),
      h('dl', { class: 'union-keys' }, ...page.headline.map((figure) => keyContent(figure, language))),
      h('p', { class: 'union-sentence' }, page.sentence),
    ),
    part('body', ...page.tables.map((table) => tableContent(table, page.title))),
    part(
      'foot',
      h(
        'p',
        { class: 'union-source' },
        say(language, `数据发布 ${id}，截至${day}。口径：`, `Publication ${id}, as of ${day}. Definitions: `) +
          page.metrics
            .map((metric) => `${metricName(metric)} v${metric.definition.version}`)
            .join(say(language, '、', ', ')) +
          say(language, '。', '. '),
        h('a', { href: dataUrl }, say(language, '下载数据（JSON）', 'Data (JSON)')),
      ),
      h(
        'details',
        { class: 'union-definition' },
        h('summary', {}, say(language, '指标口径', 'Definitions')),
        ...page.metrics.map((metric) => {
          const { notes, notesEn } = metric.definition;
          return h(
            'p',
            {},
            h('b', {}, metricName(metric)),
            ` ${say(language, metric.formula, metric.formulaEn)} ${say(language, notes ?? '', notesEn ?? '')}`,
          );
        }),
      ),
    ),
  ];
}

function statusContent(status: TargetState, text: string): ElementContent {
  return h(
    'span',
    { class: `union-status union-${statusClass(status)}` },
    h('span', { 'aria-hidden': 'true' }, statusShape(status)),
    ` ${text}`,
  );
}

function keyContent(figure: KeyFigure, language: Language): ElementContent {
  const { name, value, isNumber, target, notes } = figure;
  return h(
    'div',
    {},
    h('dt', {}, name),
    h('dd', { class: isNumber ? 'union-number' : 'union-words' }, value),
    !!target && h('dd', {}, statusContent(target.status, statusText(target, language))),
    ...notes.map((note) => note !== '' && h('dd', { class: 'union-aside' }, note)),
  );
}

function tableContent({ key, caption, columns, rows, none, scrolls, folds }: Table, title: string): ElementContent {
  const classOf = (index: number) => columns[index]?.role && `union-${columns[index].role}`;
  // The short head of a bar speaks of bars; in a folded row its name is needed.
  const labelOf = (index: number) => (columns[index]?.role === 'note' && columns[index].short) || columns[index]?.name;
  const cellContent = ({ text, status, share, note }: Cell, index: number) =>
    h(
      index ? 'td' : 'th',
      index
        ? { class: share === null ? 'union-bar union-state' : classOf(index), 'data-label': labelOf(index) }
        : { scope: 'row' },
      status ? statusContent(status, text) : text,
      note !== undefined && h('span', { class: 'union-aside' }, note),
    );
  return h(
    'div',
    {
      class: `union-box${scrolls ? ` union-scroll-${scrolls}` : ''}${folds ? ' union-folds' : ''}`,
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
        ...rows.map((row) => h('tr', {}, ...row.cells.map(cellContent))),
        rows.length === 0 && h('tr', {}, h('td', { class: 'union-none', colspan: `${columns.length}` }, none)),
      ),
    ),
  );
}
