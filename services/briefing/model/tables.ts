import type { LevelFacts, TargetFacts } from '../facts.ts';
import type { SentenceKey } from '../template/slots.ts';
import type { Align, Block, Column, Said } from './briefing.ts';
import { MetricSpeech, nameOf } from './scales.ts';
import type { Speech } from './speech.ts';

type ColumnKey = SentenceKey extends infer K ? (K extends `columns.${infer Name}` ? Name : never) : never;

/** A column by its key: width in parts, alignment. */
export function columnsOf(
  speech: Speech,
  columns: readonly (readonly [key: ColumnKey, width: number, align: Align])[],
): Column[] {
  return columns.map(([key, width, align]) => ({ name: speech.text(`columns.${key}`), width, align }));
}

/** All targets of the scope, one a row. */
export function summaryTable(targets: readonly TargetFacts[], speech: Speech): Block {
  return {
    ...{ kind: 'table', id: 'summary', caption: speech.text('sections.summary_table') },
    columns: columnsOf(speech, [
      ...([
        ['metric', 26, 'left'],
        ['target', 17, 'right'],
        ['done', 15, 'right'],
        ['completion', 16, 'right'],
      ] as const),
      ...([
        ['progress', 16, 'right'],
        ['path', 16, 'right'],
        ['gap', 15, 'right'],
        ['need', 17, 'right'],
      ] as const),
      ...([
        ['ends', 27, 'right'],
        ['status', 23, 'left'],
      ] as const),
    ]),
    rows: targets.map(({ metric, standing }): Said[] => {
      const words = new MetricSpeech(metric, speech);
      return [
        ...[words.name(), words.goal(standing), words.value(standing), words.completion(standing)],
        ...[words.progress(standing), words.path(standing), words.gap(standing), words.need(standing)],
        ...[words.day(standing, 'endsOn'), words.status(standing)],
      ];
    }),
  };
}

/** The units of one level by their place. */
export function rankingTable({ metric }: TargetFacts, level: LevelFacts, caption: string, speech: Speech): Block {
  const words = new MetricSpeech(metric, speech);
  return {
    ...{ kind: 'table', id: `ranking-${metric.id}-${level.level}`, caption },
    columns: columnsOf(speech, [
      ...([
        ['unit', 29, 'left'],
        ['rank', 10, 'right'],
        ['change', 13, 'right'],
        ['target', 17, 'right'],
      ] as const),
      ...([
        ['done', 16, 'right'],
        ['completion', 16, 'right'],
        ['progress', 16, 'right'],
        ['path', 16, 'right'],
      ] as const),
      ...([
        ['gap', 15, 'right'],
        ['need', 15, 'right'],
        ['status', 25, 'left'],
      ] as const),
    ]),
    rows: level.units.map((unit): Said[] => [
      ...[nameOf(unit.scope), words.rank(unit), words.rankChange(unit), words.goal(unit), words.value(unit)],
      ...[words.completion(unit), words.progress(unit), words.path(unit), words.gap(unit), words.need(unit)],
      words.status(unit),
    ]),
  };
}
