import type { BriefingFacts, FigureFacts } from '../facts.ts';
import type { Block, Said } from './briefing.ts';
import { rankingChart } from './charts.ts';
import { fractionText, measureFor, valueText } from './numbers.ts';
import { MetricSpeech, nameOf, nounOf } from './scales.ts';
import { day, paragraph } from './sentences.ts';
import { type Speech, said } from './speech.ts';
import { figureAbsenceOf } from './standing.ts';
import { columnsOf, rankingTable, summaryTable } from './tables.ts';

export function notesOf({ publication, targets }: BriefingFacts, speech: Speech): Block[] {
  const least = Math.max(0, ...targets.map(({ rankMinDenominator }) => rankMinDenominator));
  const rules = [
    ...new Set(
      targets.flatMap(({ standing, levels }) =>
        [standing, ...levels.flatMap(({ units }) => units)].map((one) => one.lightRule),
      ),
    ),
  ];
  return paragraph(
    speech.say('notes.source', {
      publication: said(publication.id, { field: 'publication' }),
      asOf: day(publication.asOf, speech),
    }),
    speech.say('notes.states'),
    ...(targets.length === 0
      ? []
      : [
          speech.say('notes.points'),
          speech.say('notes.ranks', { least: said(`${least}`, { field: 'rankMinDenominator' }) }),
          speech.say('notes.lights', {
            rules: speech.join(
              rules.map((rule) => said(rule, { field: 'lightRule' })),
              'words.list',
            ),
          }),
        ]),
  );
}

export function annexesOf(facts: BriefingFacts, speech: Speech, link: string): Block[] {
  let index = 0;
  const caption = (words: Said | string) => {
    index += 1;
    const text = typeof words === 'string' ? words : words.text;
    return `${speech.say('sections.annex', { index: { text: `${index}`, values: [] } }).text}  ${text}`;
  };
  const annex = (title: string, ...blocks: readonly Block[]): Block[] => [
    ...(index === 1 ? [{ kind: 'page' } as const] : []),
    { kind: 'heading', level: 1, text: title },
    ...blocks.map((block, at) => (at === 0 && block.kind === 'table' ? { ...block, caption: '' } : block)),
  ];
  const { targets, coverage, stars } = facts;
  return [
    ...(targets.length === 0
      ? []
      : annex(caption(speech.text('sections.summary_table')), summaryTable(targets, speech))),
    ...(coverage && coverage.parks.length > 0
      ? annex(caption(speech.text('sections.park_table')), parkTable(coverage.parks, speech))
      : []),
    ...(stars && stars.levels.length > 0
      ? annex(caption(speech.text('sections.star_table')), starTable(facts, speech))
      : []),
    ...targets.flatMap((target) =>
      target.levels.flatMap((level) => {
        const noun = nounOf(level, speech);
        const title = speech.say('sections.ranking_table', {
          metric: new MetricSpeech(target.metric, speech).name(),
          noun,
        });
        return annex(
          caption(title),
          rankingTable(target, level, title.text, speech),
          rankingChart(target, level, noun, speech),
        );
      }),
    ),
    ...annex(
      caption(speech.text('sections.definition_table')),
      definitionTable(facts, speech),
      publicationTable(facts, speech, link),
      {
        kind: 'paragraph',
        role: 'note',
        sentences: [speech.say('notes.link', { link: said(link, { field: 'link' }) })],
      },
    ),
  ];
}

function parkTable(parks: NonNullable<BriefingFacts['coverage']>['parks'], speech: Speech): Block {
  const cell = (figure: FigureFacts): Said => {
    const absence = figureAbsenceOf(figure);
    if (absence) return { text: speech.text(`words.${absence}`), values: [] };
    const measure = measureFor(figure.metric, speech.language);
    const of = { metric: figure.metric.id, scope: figure.scope.id };
    return {
      text: `${valueText(measure, figure)} (${fractionText(measure, figure)})`,
      values: [
        { text: valueText(measure, figure), ...of, field: 'value' },
        { text: fractionText(measure, figure), ...of, field: 'fraction' },
      ],
    };
  };
  const need = (figure: FigureFacts, count: number | null): Said =>
    count === null
      ? { text: speech.text('words.none'), values: [] }
      : said(measureFor(figure.metric, speech.language).amount(count), {
          metric: figure.metric.id,
          scope: figure.scope.id,
          field: 'need',
        });
  return {
    ...{ kind: 'table', id: 'parks', caption: speech.text('sections.park_table') },
    columns: columnsOf(speech, [
      ...([
        ['park', 32, 'left'],
        ['enterprise_rate', 30, 'right'],
        ['enterprise_need', 15, 'right'],
      ] as const),
      ...([
        ['member_rate', 42, 'right'],
        ['member_need', 15, 'right'],
        ['both', 14, 'center'],
      ] as const),
    ]),
    rows: parks.map((park) => [
      ...[nameOf(park.scope), cell(park.enterprise), need(park.enterprise, park.enterpriseNeed)],
      ...[cell(park.member), need(park.member, park.memberNeed)],
      {
        text: speech.text(
          park.verdict === undefined
            ? 'words.unset'
            : park.verdict.passes === null
              ? 'words.unknown'
              : park.verdict.passes
                ? 'words.yes'
                : 'words.no',
        ),
        values: [],
      },
    ]),
  };
}

function starTable({ stars, scope }: BriefingFacts, speech: Speech): Block {
  const of = { metric: stars?.metric.id ?? '', scope: scope.id };
  const percent = (value: number | null, field: string): Said =>
    value === null ? { text: speech.text('words.none'), values: [] } : said(`${value.toFixed(2)}%`, { ...of, field });
  return {
    ...{ kind: 'table', id: 'stars', caption: speech.text('sections.star_table') },
    columns: columnsOf(speech, [
      ['level', 34, 'left'],
      ['count', 20, 'right'],
      ['percent', 20, 'right'],
      ['percent_of_rated', 24, 'right'],
    ]),
    rows: (stars?.levels ?? []).map(({ key, name, count, percent: share, percentOfRated }) => [
      { text: speech.language === 'en' ? name.en : name.zh, values: [] },
      said(`${count}`, { ...of, field: `levels.${key}.count` }),
      percent(share, `levels.${key}.percent`),
      percent(percentOfRated, `levels.${key}.percentOfRated`),
    ]),
  };
}

/** Every metric that is spoken of, with what it is made of. */
function definitionTable({ targets, coverage, stars, assistance }: BriefingFacts, speech: Speech): Block {
  const found = new Map<string, { metric: FigureFacts['metric']; version: number; on: string | null }>();
  const add = (metric: FigureFacts['metric'], version: number, on: string | null) => {
    if (!found.has(metric.id)) found.set(metric.id, { metric, version, on });
  };
  for (const target of targets) add(target.metric, target.definitionVersion, target.standing.countedOn);
  if (coverage) {
    add(coverage.enterprise.metric, coverage.enterprise.definitionVersion, coverage.enterprise.asOf);
    add(coverage.member.metric, coverage.member.definitionVersion, coverage.member.asOf);
  }
  if (stars) add(stars.metric, stars.definitionVersion, stars.asOf);
  if (assistance) add(assistance.metric, assistance.definitionVersion, assistance.asOf);
  const pick = (words: { readonly zh: string; readonly en: string }): Said => ({
    text: speech.language === 'en' ? words.en : words.zh,
    values: [],
  });
  const none = { text: speech.text('words.none'), values: [] };
  return {
    ...{ kind: 'table', id: 'definitions', caption: speech.text('sections.definition_table') },
    columns: columnsOf(speech, [
      ...([
        ['metric', 26, 'left'],
        ['version', 10, 'right'],
        ['numerator', 26, 'left'],
        ['denominator', 26, 'left'],
      ] as const),
      ...([
        ['formula', 46, 'left'],
        ['as_of', 24, 'right'],
      ] as const),
    ]),
    rows: [...found.values()].map(({ metric, version, on }) => [
      ...[
        pick(metric.name),
        said(`${version}`, { metric: metric.id, field: 'definition.version' }),
        pick(metric.numerator.name),
      ],
      ...[metric.denominator ? pick(metric.denominator.name) : none, pick(metric.formula)],
      on === null ? none : day(on, speech),
    ]),
  };
}

function publicationTable({ publication, scope }: BriefingFacts, speech: Speech, link: string): Block {
  const row = (key: 'as_of' | 'id' | 'published_on' | 'scope' | 'link', value: Said): Said[] => [
    { text: speech.text(`publication.${key}`), values: [] },
    value,
  ];
  return {
    ...{ kind: 'table', id: 'publication', caption: speech.text('sections.publication_table') },
    columns: columnsOf(speech, [
      ['item', 24, 'left'],
      ['content', 100, 'left'],
    ]),
    rows: [
      row('as_of', day(publication.asOf, speech)),
      row('id', said(publication.id, { field: 'publication' })),
      row('published_on', day(publication.publishedOn, speech, 'publishedOn')),
      row('scope', said(`${scope.name} (${scope.id})`, { scope: scope.id, field: 'name' })),
      row('link', said(link, { field: 'link' })),
    ],
  };
}
