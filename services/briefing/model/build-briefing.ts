import { daysBetween } from '@union/schema/calendar.ts';
import type { BriefingFacts, FigureFacts, LevelFacts, Standing, TargetFacts } from '../facts.ts';
import type { SentenceKey } from '../template/slots.ts';
import type { Template } from '../template/template.ts';
import type { Block, Briefing, Said, Sentence } from './briefing.ts';
import { overviewChart, rankingChart, starChart } from './charts.ts';
import { dayText, fractionText, measureFor, pointsText, shareText, valueText } from './numbers.ts';
import { MetricSpeech, nameOf, nounOf } from './scales.ts';
import { NOTHING, Speech, said } from './speech.ts';
import { byPlace, figureAbsenceOf, judged, placeOf, places } from './standing.ts';
import { columnsOf, rankingTable, summaryTable } from './tables.ts';

export type BriefingOptions = {
  readonly template: Template;
  /** The number of the issue; the month's when absent. */
  readonly issue?: string | undefined;
  /** The address that makes the briefing anew. */
  readonly link: string;
};

/** The briefing of a scope: every sentence, table and drawing. Equal facts and options give an equal briefing. */
export function buildBriefing(facts: BriefingFacts, { template, issue, link }: BriefingOptions): Briefing {
  const speech = new Speech(template);
  const head = headOf(facts, speech, issue);
  return {
    language: template.language,
    ...{ month: facts.month, publication: facts.publication, link },
    scope: { id: facts.scope.id, name: facts.scope.name },
    template: { name: template.name, sha256: template.sha256 },
    ...head,
    blocks: [...bodyOf(facts, speech), ...annexesOf(facts, speech, link)].map((block) => begun(block, speech)),
  };
}

/** English sentences and headings begin with a capital, whatever stands first in them. */
function begun(block: Block, { language }: Speech): Block {
  if (language !== 'en') return block;
  const capital = (text: string) =>
    text.replace(/^([\d.]* ?)(\p{Ll})/u, (_, number: string, letter: string) => number + letter.toUpperCase());
  if (block.kind === 'heading') return { ...block, text: capital(block.text) };
  if (block.kind !== 'paragraph') return block;
  return { ...block, sentences: block.sentences.map((sentence) => ({ ...sentence, text: capital(sentence.text) })) };
}

function headOf(
  { scope, month, federationName, publication }: BriefingFacts,
  speech: Speech,
  issue: string | undefined,
) {
  const [year = '', number = ''] = month.split('-');
  const plain = (text: string): Said => ({ text, values: [] });
  const words = {
    scope: plain(scope.name),
    year: plain(year),
    month: plain(
      speech.language === 'en' ? (dayText(`${month}-01`, 'en').split(' ')[1] ?? number) : `${Number(number)}`,
    ),
    issue: plain(issue ?? `${Number(number)}`),
  };
  const issuer =
    scope.kind === 'federation'
      ? speech.say('head.issuer_federation', { federation: words.scope }).text
      : federationName
        ? speech.say('head.issuer_federation', { federation: plain(federationName) }).text
        : speech.say(scope.kind === 'park' ? 'head.issuer_park' : 'head.issuer_region', words).text;
  const given = { ...words, issuer: plain(issuer) };
  const masthead = speech.say('head.masthead', given).text;
  const numberText = speech.say('head.number', given).text;
  const title = speech.say('head.title', given).text;
  return {
    ...{ issuer, masthead, number: numberText, title },
    date: dayText(publication.publishedOn, speech.language),
    addressee: speech.say(`head.addressee.${scope.kind}` as SentenceKey, words).text,
    header: speech.say('head.header', {
      ...given,
      masthead: plain(masthead),
      number: plain(numberText),
      title: plain(title),
    }).text,
    signature: speech.say('head.signature', given).text,
  };
}

const NUMERALS = [...'一二三四五六七八九十'];

/** `一、` and `（一）` in Chinese, `1.` and `1.1` in English; from 1. */
function numbered(speech: Speech, level: 1 | 2, at: number, above = 0): string {
  if (speech.language === 'en') return level === 1 ? `${at}. ` : `${above}.${at} `;
  const tens = Math.floor(at / 10);
  const numeral =
    at <= 10 ? NUMERALS[at - 1] : `${tens > 1 ? NUMERALS[tens - 1] : ''}十${at % 10 ? NUMERALS[(at % 10) - 1] : ''}`;
  return level === 1 ? `${numeral}、` : `（${numeral}）`;
}

const paragraph = (...sentences: readonly (Sentence | undefined)[]): Block[] => {
  const given = sentences.flatMap((sentence) => sentence ?? []);
  return given.length === 0 ? [] : [{ kind: 'paragraph', role: 'body', sentences: given }];
};

function bodyOf(facts: BriefingFacts, speech: Speech): Block[] {
  const sections: readonly (readonly [key: SentenceKey, make: (at: number) => readonly Block[]])[] = [
    ['sections.overview', () => overviewOf(facts, speech)],
    ['sections.coverage', () => coverageOf(facts, speech)],
    ['sections.stars', () => starsOf(facts, speech)],
    ['sections.assistance', () => assistanceOf(facts, speech)],
    [
      'sections.targets',
      (at) => facts.targets.flatMap((target, index) => targetOf(target, facts, speech, at, index + 1)),
    ],
    ['sections.imbalance', () => imbalanceOf(facts, speech)],
    ['sections.remaining', () => remainingOf(facts, speech)],
    ['sections.notes', () => notesOf(facts, speech)],
  ];
  let at = 0;
  return sections.flatMap(([key, make]) => {
    const blocks = make(at + 1);
    if (blocks.length === 0) return [];
    at += 1;
    return [{ kind: 'heading', level: 1, text: `${numbered(speech, 1, at)}${speech.text(key)}` } as const, ...blocks];
  });
}

const day = (text: string, speech: Speech, field = 'asOf'): Said => said(dayText(text, speech.language), { field });

function overviewOf(facts: BriefingFacts, speech: Speech): Block[] {
  const { targets, scope, publication } = facts;
  const asOf = day(publication.asOf, speech);
  const given = { asOf, scope: nameOf(scope), targetCount: speech.count(targets.length, { scope: scope.id }) };
  const namesOf = (list: readonly TargetFacts[]) =>
    speech.names(list.map(({ metric }) => new MetricSpeech(metric, speech).name()));
  const groups = Map.groupBy(targets, ({ standing }) => placeOf(standing));
  const parts = places.flatMap((place): Sentence[] => {
    const found = groups.get(place) ?? [];
    if (found.length === 0) return [];
    return [speech.say(`overview.part_${place}`, { count: speech.count(found.length), names: namesOf(found) })];
  });
  const opening =
    targets.length === 0
      ? speech.say(facts.hasClosed ? 'overview.no_open_targets' : 'overview.no_targets', given)
      : groups.get('met')?.length === targets.length
        ? speech.say('overview.all_met', given)
        : speech.say('overview.opening', { ...given, parts: speech.join(parts, 'words.clause') });
  const isRunning = publication.publishedOn.slice(0, 7) === facts.month;
  const chart = overviewChart(targets, speech);
  return [
    ...paragraph(
      opening,
      isMonthEnd(publication.asOf)
        ? undefined
        : speech.say(isRunning ? 'overview.provisional' : 'overview.before_month_end', { asOf }),
    ),
    ...paragraph(...cautionsOf(facts, speech), facts.hasClosed ? speech.say('overview.closed') : undefined),
    ...(chart ? [chart] : []),
  ];
}

function isMonthEnd(of: string): boolean {
  return new Date(Date.parse(`${of}T00:00:00Z`) + 86_400_000).toISOString().slice(8, 10) === '01';
}

/** What the reader must know of days: months that settle, periods that are over, numbers that are older, late entries. */
function cautionsOf({ targets, assistance, publication }: BriefingFacts, speech: Speech): Sentence[] {
  type Dated = {
    readonly metric: FigureFacts['metric'];
    readonly on: string;
    readonly late: boolean;
    readonly ended: boolean;
  };
  const dated = new Map<string, Dated>();
  for (const { metric, standing } of targets) {
    const { countedOn, endsOn, includesLate } = standing;
    dated.set(metric.id, {
      metric,
      on: countedOn,
      late: includesLate,
      ended: countedOn === endsOn && endsOn < publication.asOf,
    });
  }
  if (assistance?.asOf && !dated.has(assistance.metric.id)) {
    dated.set(assistance.metric.id, {
      metric: assistance.metric,
      on: assistance.asOf,
      late: assistance.includesLate,
      ended: false,
    });
  }
  const all = [...dated.values()];
  const older = all.filter(({ on }) => on < publication.asOf);
  const kindOf = ({ metric, ended }: Dated): SentenceKey =>
    ended ? 'overview.period_over' : metric.disclosure === 'household' ? 'overview.settling' : 'overview.older';
  const groups = Map.groupBy(older, (one) => `${kindOf(one)} ${one.on}`);
  const metrics = (list: readonly Dated[]) =>
    speech.names(list.map(({ metric }) => new MetricSpeech(metric, speech).name()));
  const late = all.filter((one) => one.late);
  return [
    ...[...groups.values()].flatMap((group) => {
      const [first] = group;
      return first
        ? [speech.say(kindOf(first), { metrics: metrics(group), countedOn: day(first.on, speech, 'countedOn') })]
        : [];
    }),
    ...(late.length > 0 ? [speech.say('overview.late', { metrics: metrics(late) })] : []),
  ];
}

/** `企业建会率78.69%（2,252 / 2,862家）`, or why there is none. */
function figureOf(figure: FigureFacts, speech: Speech): Sentence {
  const measure = measureFor(figure.metric, speech.language);
  const metric = new MetricSpeech(figure.metric, speech).name();
  const absence = figureAbsenceOf(figure);
  if (absence) return speech.say(`figure.${absence}`, { metric });
  const of = { metric: figure.metric.id, scope: figure.scope.id };
  const fraction = fractionText(measure, figure);
  return speech.say(fraction ? 'figure.value' : 'figure.count', {
    ...{ metric, value: said(valueText(measure, figure), { ...of, field: 'value' }) },
    fraction: said(fraction, { ...of, field: 'fraction' }),
  });
}

function coverageOf({ coverage, scope }: BriefingFacts, speech: Speech): Block[] {
  if (!coverage) return [];
  const { enterprise, member, verdict, parks } = coverage;
  const asOf = enterprise.asOf ?? member.asOf;
  const rates = speech.join([figureOf(enterprise, speech), figureOf(member, speech)], 'words.clause');
  const of = { scope: scope.id };
  const judgement = verdict && {
    scope: nameOf(scope),
    targetCount: speech.count(verdict.targetCount, of),
    metCount: speech.count(verdict.metCount, of),
  };
  const groups = Map.groupBy(parks, ({ verdict: one }) =>
    one === undefined ? 'unset' : one.passes === null ? 'undecided' : one.passes ? 'pass' : 'fail',
  );
  const parts = (['pass', 'fail', 'undecided', 'unset'] as const).flatMap((key): Sentence[] => {
    const found = groups.get(key) ?? [];
    if (found.length === 0) return [];
    const names = speech.names(found.map((park) => nameOf(park.scope)));
    return [speech.say(`coverage.part_${key}`, { count: speech.count(found.length), names })];
  });
  const count = speech.count(parks.length, of);
  return paragraph(
    dated(rates, asOf, nameOf(scope), speech),
    judgement &&
      speech.say(
        verdict.passes === null ? 'coverage.undecided' : verdict.passes ? 'coverage.passes' : 'coverage.fails',
        judgement,
      ),
    scope.kind === 'park' || scope.kind === 'federation'
      ? undefined
      : parks.length === 0
        ? speech.say('coverage.no_parks', { scope: nameOf(scope) })
        : groups.get('pass')?.length === parks.length
          ? speech.say('coverage.all_parks', { count })
          : speech.say('coverage.parks', { count, parts: speech.join(parts, 'words.semicolon') }),
  );
}

function starsOf({ stars, scope }: BriefingFacts, speech: Speech): Block[] {
  if (!stars) return [];
  const absence = figureAbsenceOf({ state: stars.state, value: stars.activeCount });
  if (absence) return paragraph(speech.say(`stars.${absence}`, { scope: nameOf(scope) }));
  const of = { metric: stars.metric.id, scope: scope.id };
  const number = (count: number | null, field: string) => said(`${count ?? 0}`, { ...of, field });
  const given = {
    ...{ asOf: day(stars.asOf ?? '', speech), scope: nameOf(scope) },
    scheme: said(stars.schemeName ?? '', { field: 'name' }),
    active: number(stars.activeCount, 'activeUnionCount'),
    rated: number(stars.ratedCount, 'ratedUnionCount'),
  };
  const isNobody = stars.ratedCount === 0;
  const parts = stars.levels.map(({ key, name, count, percent }) =>
    speech.say('stars.part', {
      level: said(speech.language === 'en' ? name.en : name.zh, { field: 'name' }),
      count: number(count, `levels.${key}.count`),
      percent: said(`${(percent ?? 0).toFixed(2)}%`, { ...of, field: `levels.${key}.percent` }),
    }),
  );
  return [
    ...paragraph(
      speech.say(isNobody ? 'stars.nobody' : 'stars.counts', given),
      parts.length === 0 ? undefined : speech.say('stars.levels', { parts: speech.join(parts, 'words.semicolon') }),
    ),
    ...(parts.length === 0 ? [] : [starChart(stars, scope, speech)]),
  ];
}

function assistanceOf({ assistance, scope }: BriefingFacts, speech: Speech): Block[] {
  if (!assistance) return paragraph(speech.say('assistance.not_kept', { scope: nameOf(scope) }));
  return paragraph(dated(figureOf(assistance, speech), assistance.asOf, nameOf(scope), speech));
}

/** Figures as a sentence with their day; without one where none of them has any. */
function dated(parts: Said, asOf: string | null, scope: Said, speech: Speech): Sentence {
  return asOf === null
    ? speech.say('figure.undated', { scope, parts })
    : speech.say('figure.as_of', { asOf: day(asOf, speech), scope, parts });
}

function targetOf(target: TargetFacts, facts: BriefingFacts, speech: Speech, section: number, at: number): Block[] {
  const { metric, standing, levels } = target;
  const words = new MetricSpeech(metric, speech);
  return [
    { kind: 'heading', level: 2, text: `${numbered(speech, 2, at, section)}${words.name().text}` },
    ...paragraph(
      ...standingOf(standing, words, facts, speech),
      ...levels.map((level) => unitsOf(level, speech)),
      basisOf(standing, words, speech),
    ),
  ];
}

function standingOf(standing: Standing, words: MetricSpeech, facts: BriefingFacts, speech: Speech): Sentence[] {
  const given = { scope: nameOf(standing.scope), metric: words.name(), asOf: day(facts.publication.asOf, speech) };
  const place = placeOf(standing);
  if (place === 'withheld' || place === 'unreported' || place === 'inapplicable')
    return [speech.say(`target.${place}`, given)];
  const fraction = words.fraction(standing);
  const goal = {
    ...{ endsOn: words.day(standing, 'endsOn'), goal: words.goal(standing) },
    setFor: standing.setFor ? nameOf(standing.setFor) : NOTHING,
  };
  const { gapToPath } = standing;
  const path = { path: words.path(standing), points: words.points(standing) };
  const isLower = standing.comparison.startsWith('<');
  const parts = [
    attached(
      speech.say('target.standing', {
        ...given,
        countedOn: words.day(standing, 'countedOn'),
        value: words.value(standing),
      }),
      fraction.text === '' ? NOTHING : speech.say('target.fraction', { fraction }),
    ),
    speech.say(standing.setFor ? 'target.goal_above' : 'target.goal', goal),
    standing.completion === null
      ? undefined
      : speech.say('target.completion', { completion: words.completion(standing) }),
    speech.say('target.progress', { timeProgress: words.progress(standing) }),
    gapToPath === null
      ? speech.say('target.no_path')
      : speech.say(
          gapToPath > 0 ? 'target.path_ahead' : gapToPath < 0 ? 'target.path_behind' : 'target.path_equal',
          path,
        ),
    place === 'met' ? speech.say('target.met') : standing.gapToTarget === 0 ? speech.say('target.on_line') : undefined,
    place === 'met' ? undefined : speech.say(isLower ? 'target.excess' : 'target.need', { need: words.need(standing) }),
  ].flatMap((part) => part ?? []);
  const whole = speech.join(parts, 'words.clause');
  return [
    { key: 'target.standing', text: `${whole.text}${speech.language === 'en' ? '.' : '。'}`, values: whole.values },
  ];
}

function attached(first: Said, second: Said): Said {
  return { text: first.text + second.text, values: [...first.values, ...second.values] };
}

function basisOf({ document, clause }: Standing, words: MetricSpeech, speech: Speech): Sentence | undefined {
  if (document === null) return undefined;
  const of = { metric: words.metric.id, field: 'document' };
  return clause === null
    ? speech.say('target.basis_document', { document: said(document, of) })
    : speech.say('target.basis', { document: said(document, of), clause: said(clause, { ...of, field: 'clause' }) });
}

/** Which units have done what. That none is behind is said only where it is so, and of those with a number alone. */
function unitsOf(level: LevelFacts, speech: Speech): Sentence | undefined {
  const { units } = level;
  if (units.length === 0) return undefined;
  const noun = nounOf(level, speech);
  const groups = byPlace(units);
  const withNumber = units.filter((unit) => judged.has(placeOf(unit)));
  const count = speech.count(units.length);
  if (groups.met.length === units.length) return speech.say('units.all_met', { count, noun });
  if (groups.met.length + groups.ahead.length === units.length) {
    return attachedSentence(
      speech.say('units.all_on_schedule', { count, noun, met: speech.count(groups.met.length) }),
      undefined,
    );
  }
  const parts = places.flatMap((place): Sentence[] => {
    const found = groups[place];
    if (found.length === 0) return [];
    const names = speech.names(found.map((unit) => nameOf(unit.scope)));
    return [speech.say(`units.part_${place}`, { count: speech.count(found.length), names })];
  });
  const intro = speech.say('units.intro', { count, noun, parts: speech.join(parts, 'words.semicolon') });
  const isNobodyBehind = withNumber.length > 0 && groups.behind.length + groups.short.length === 0;
  return attachedSentence(
    intro,
    isNobodyBehind
      ? speech.say('units.nobody_behind', {
          ...{ count: speech.count(withNumber.length), noun },
          others: speech.count(units.length - withNumber.length),
        })
      : undefined,
  );
}

function attachedSentence(first: Sentence, second: Sentence | undefined): Sentence {
  return second ? { key: first.key, ...attached(first, second) } : first;
}

/** Everything that `target_imbalance` holds: what is uneven by the rule, and by which numbers; a table with who is highest and lowest. */
function imbalanceOf({ targets }: BriefingFacts, speech: Speech): Block[] {
  const { uneven_range_points: most, uneven_behind_share: share } = speech.template.rules;
  if (targets.length === 0) return [];
  const found = targets.flatMap(({ metric, levels }) =>
    levels.flatMap((level) => {
      const words = new MetricSpeech(metric, speech);
      const { imbalance } = level;
      if (!imbalance) return [];
      const isUneven = imbalance.rangePoints >= most || imbalance.behindShare >= share;
      const kind = imbalance.unitCount < 2 ? 'single' : isUneven ? 'uneven' : 'even';
      return [{ words, level, imbalance, kind } as const];
    }),
  );
  if (found.length === 0) return paragraph(speech.say('imbalance.none'));
  const points = (value: number, field: string, metric?: string) =>
    speech.say('words.points', { value: said(pointsText(value), { field, ...(metric && { metric }) }) });
  const groups = Map.groupBy(found, ({ kind }) => kind);
  const sentences = (['uneven', 'even', 'single'] as const).flatMap((kind): Sentence[] => {
    const list = groups.get(kind) ?? [];
    if (list.length === 0) return [];
    const parts = list.map(({ words, level, imbalance }) =>
      speech.say(kind === 'single' ? 'imbalance.part_single' : 'imbalance.part', {
        ...{ metric: words.name(), noun: nounOf(level, speech) },
        range: points(imbalance.rangePoints, 'rangePoints', words.metric.id),
        deviation: points(imbalance.deviationPoints, 'deviationPoints', words.metric.id),
        behindShare: said(shareText(imbalance.behindShare), { metric: words.metric.id, field: 'behindShare' }),
      }),
    );
    return [
      speech.say(`imbalance.${kind}`, {
        count: speech.count(list.length),
        parts: speech.join(parts, 'words.semicolon'),
      }),
    ];
  });
  return [
    ...paragraph(...sentences),
    ...paragraph(
      speech.say('imbalance.rule', {
        range: points(most, 'rule'),
        share: said(shareText(share), { field: 'rule' }),
      }),
    ),
    {
      ...{ kind: 'table', id: 'imbalance', caption: speech.text('sections.imbalance_table') },
      columns: columnsOf(speech, [
        ...([
          ['metric', 26, 'left'],
          ['units', 18, 'left'],
          ['count', 9, 'right'],
          ['highest', 30, 'left'],
        ] as const),
        ...([
          ['lowest', 30, 'left'],
          ['range', 12, 'right'],
          ['deviation', 12, 'right'],
        ] as const),
        ...([
          ['behind', 10, 'right'],
          ['behind_share', 14, 'right'],
        ] as const),
      ]),
      rows: found.map(({ words, level, imbalance }): Said[] => {
        const of = (field: string) => ({ metric: words.metric.id, field });
        const [highest, lowest] = endsOf(level, words);
        return [
          ...[words.name(), nounOf(level, speech), said(`${imbalance.unitCount}`, of('unitCount')), highest, lowest],
          said(pointsText(imbalance.rangePoints), of('rangePoints')),
          said(pointsText(imbalance.deviationPoints), of('deviationPoints')),
          said(`${imbalance.behindCount}`, of('behindCount')),
          said(shareText(imbalance.behindShare), of('behindShare')),
        ];
      }),
    },
  ];
}

/** Who stands highest and lowest by what the range is made of: the value of a rate, else the completion. */
function endsOf({ units }: LevelFacts, words: MetricSpeech): readonly [highest: Said, lowest: Said] {
  const isRate = words.metric.unit === 'share' || words.metric.unit === 'completion';
  const measured = units.filter((unit) => judged.has(placeOf(unit)));
  const sorted = measured.toSorted(
    (a, b) => ((isRate ? b.value : b.completion) ?? 0) - ((isRate ? a.value : a.completion) ?? 0),
  );
  const shown = (unit: Standing | undefined): Said => {
    if (!unit) return words.nothing();
    const value = isRate ? words.value(unit) : words.completion(unit);
    return attached(attached(nameOf(unit.scope), { text: ' ', values: [] }), value);
  };
  return [shown(sorted[0]), shown(sorted.at(-1))];
}

/** What is missing, until when, and who misses how much. */
function remainingOf({ targets }: BriefingFacts, speech: Speech): Block[] {
  const known = targets.filter(({ standing }) => judged.has(placeOf(standing)));
  if (known.length === 0) return targets.length === 0 ? [] : paragraph(speech.say('remaining.nothing'));
  const open = known.filter(({ standing }) => placeOf(standing) !== 'met');
  if (open.length === 0) return paragraph(speech.say('remaining.all_done', { count: speech.count(known.length) }));
  return paragraph(
    ...open.map(({ metric, standing }) => {
      const words = new MetricSpeech(metric, speech);
      const days = daysBetween(standing.countedOn, standing.endsOn);
      const isLower = standing.comparison.startsWith('<');
      const kind = days <= 0 ? 'over' : isLower ? 'excess' : standing.requiredPerMonth === null ? 'over' : 'need';
      return speech.say(`remaining.${kind}`, {
        ...{ metric: words.name(), need: words.need(standing), endsOn: words.day(standing, 'endsOn') },
        ...{ days: speech.count(days, { metric: metric.id }), perMonth: words.perMonth(standing) },
      });
    }),
  );
}

function notesOf({ publication, targets }: BriefingFacts, speech: Speech): Block[] {
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

function annexesOf(facts: BriefingFacts, speech: Speech, link: string): Block[] {
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
