import type { Metric } from './answer.ts';
import { type Language, say } from './language.ts';
import { dayText } from './numbers.ts';
import type { Draft, KeyFigure, Page, ShownFigure } from './page.ts';
import { plotted, shownWords } from './plot.ts';
import { statusText } from './words.ts';

/**
 * The page of a draft, ready to travel.
 * @param plain the draft of the same answer without its targets.
 * @param pageOf address of the page that a metric has in the catalogue; undefined: there is no service to link to.
 */
export function publish(draft: Draft, plain: Draft, language: Language, pageOf?: (metricId: string) => string): Page {
  const { title, publication, sentence, tables, state, metrics } = draft;
  const { id, asOf } = publication;
  const day = dayText(asOf, language);
  const spokenOf = dayText(draft.day ?? asOf, language);
  const name = (metric: Metric) => say(language, metric.name, metric.nameEn);
  const headline = draft.headline.map((figure) => shown(figure, language));
  const others = plain.headline.map((figure) => shown(figure, language));
  const isPlain = plain.sentence === sentence && JSON.stringify(others) === JSON.stringify(headline);
  return {
    language,
    title,
    publication: { id, asOf },
    ...(state && { state }),
    asOf: say(language, `截至${spokenOf}`, `As of ${spokenOf}`),
    frozen: say(language, ` · 固定显示 ${id}`, ` · fixed to ${id}`),
    headline,
    sentence,
    ...(!isPlain && { plain: { sentence: plain.sentence, headline: others } }),
    tables: tables.map((table) => plotted(table, language)),
    words: shownWords(language),
    source:
      say(language, `数据发布 ${id}，截至${day}。口径：`, `Publication ${id}, as of ${day}. Definitions: `) +
      metrics.map((metric) => `${name(metric)} v${metric.definition.version}`).join(say(language, '、', ', ')) +
      say(language, '。', '. '),
    link: say(language, '下载数据（JSON）', 'Data (JSON)'),
    definition: say(language, '指标口径', 'Definitions'),
    definitions: metrics.map((metric) => {
      const { notes, notesEn } = metric.definition;
      const entry = [
        name(metric),
        ` ${say(language, metric.formula, metric.formulaEn)} ${say(language, notes ?? '', notesEn ?? '')}`,
      ] as const;
      return pageOf ? [...entry, pageOf(metric.id)] : entry;
    }),
  };
}

function shown({ name, value, isNumber, target, notes }: KeyFigure, language: Language): ShownFigure {
  return {
    name,
    value,
    isNumber,
    ...(target && { status: { status: target.status, text: statusText(target, language) } }),
    notes: notes.filter(Boolean),
  };
}
