import type { BriefingFacts, LevelFacts, Standing } from '../facts.ts';
import type { Block, Said, Sentence } from './briefing.ts';
import { pointsText, shareText } from './numbers.ts';
import { MetricSpeech, nameOf, nounOf } from './scales.ts';
import { attached, paragraph } from './sentences.ts';
import { type Speech, said } from './speech.ts';
import { judged, placeOf } from './standing.ts';
import { columnsOf } from './tables.ts';

/** Everything that `target_imbalance` holds: what is uneven by the rule, and by which numbers; a table with who is highest and lowest. */
export function imbalanceOf({ targets }: BriefingFacts, speech: Speech): Block[] {
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
