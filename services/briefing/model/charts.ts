import { drawBars } from '../chart/bars.ts';
import type { Fill } from '../chart/scene.ts';
import type { LevelFacts, StarFacts, TargetFacts } from '../facts.ts';
import type { Block, Said } from './briefing.ts';
import { MetricSpeech, nameOf } from './scales.ts';
import { NOTHING, type Speech, said } from './speech.ts';
import { judged, type Place, placeOf, places } from './standing.ts';

/** Width of drawings: of the text on a page, in points. */
export const CHART_WIDTH = 442;

const FILLS: Partial<Record<Place, Fill>> = { met: 'solid', ahead: 'grey', behind: 'hatch', short: 'empty' };
const fillOf = (place: Place): Fill => FILLS[place] ?? 'empty';

/** Fills that occur, in words. */
function fillsOf(found: readonly Place[], speech: Speech) {
  return places
    .filter((place) => judged.has(place) && found.includes(place))
    .map((place) => [fillOf(place), speech.text(`words.${place}`)] as const);
}

function altOf(speech: Speech, parts: readonly { readonly name: Said; readonly value: Said }[]): Said {
  return speech.join(
    parts.map(({ name, value }) => speech.say('charts.part', { name, value })),
    'words.list',
  );
}

/** Completion of every target beside where its path stands; undefined where none has one. */
export function overviewChart(targets: readonly TargetFacts[], speech: Speech): Block | undefined {
  const shown = targets.filter(({ standing }) => standing.completion !== null);
  if (shown.length === 0) return undefined;
  const rows = shown.map(({ metric, standing }) => ({ words: new MetricSpeech(metric, speech), standing }));
  const caption = speech.text('charts.overview');
  return {
    ...{ kind: 'chart', id: 'overview', caption },
    alt: speech.say('charts.overview_alt', {
      parts: altOf(
        speech,
        rows.map(({ words, standing }) => ({ name: words.name(), value: words.completion(standing) })),
      ),
    }).text,
    scene: drawBars(
      rows.map(({ words, standing }) => ({
        name: words.name().text,
        value: standing.completion,
        text: `${words.completion(standing).text} ${speech.text(`words.${placeOf(standing)}`)}`,
        fill: fillOf(placeOf(standing)),
        shape: standing.shape,
        target: 1,
        path: standing.pathValue === null ? null : standing.pathValue / standing.targetValue,
      })),
      CHART_WIDTH,
      {
        ...{ target: speech.text('charts.target_mark'), path: speech.text('charts.path_mark') },
        fills: fillsOf(
          shown.map(({ standing }) => placeOf(standing)),
          speech,
        ),
      },
    ),
  };
}

/** The units of one level with their targets and paths. */
export function rankingChart({ metric }: TargetFacts, level: LevelFacts, noun: Said, speech: Speech): Block {
  const words = new MetricSpeech(metric, speech);
  const caption = speech.say('charts.ranking', { metric: words.name(), noun }).text;
  return {
    ...{ kind: 'chart', id: `chart-${metric.id}-${level.level}`, caption },
    alt: speech.say('charts.ranking_alt', {
      ...{ metric: words.name(), noun },
      parts: altOf(
        speech,
        level.units.map((unit) => ({ name: nameOf(unit.scope), value: words.value(unit) })),
      ),
    }).text,
    scene: drawBars(
      level.units.map((unit) => {
        const place = placeOf(unit);
        return {
          name: unit.scope.name,
          value: judged.has(place) ? unit.value : null,
          text: judged.has(place)
            ? `${words.value(unit).text} ${words.status(unit).text.replace(/^\S+ /, '')}`
            : words.value(unit).text,
          fill: fillOf(place),
          ...(judged.has(place) && { shape: unit.shape }),
          target: unit.targetValue,
          path: unit.pathValue,
        };
      }),
      CHART_WIDTH,
      {
        ...{ target: speech.text('charts.target_mark'), path: speech.text('charts.path_mark') },
        fills: fillsOf(level.units.map(placeOf), speech),
      },
    ),
  };
}

/** Unions by level. */
export function starChart({ levels, metric }: StarFacts, scope: { readonly id: string }, speech: Speech): Block {
  const rows = levels.map(({ name, count }) => ({
    name: { ...NOTHING, text: speech.language === 'en' ? name.en : name.zh },
    value: said(`${count}`, { metric: metric.id, scope: scope.id, field: 'count' }),
  }));
  return {
    ...{ kind: 'chart', id: 'stars', caption: speech.text('charts.stars') },
    alt: speech.say('charts.stars_alt', { parts: altOf(speech, rows) }).text,
    scene: drawBars(
      levels.map(({ level, count }, at) => ({
        ...{ name: rows[at]?.name.text ?? '', value: count, text: `${count}` },
        fill: level === null ? 'hatch' : 'grey',
      })),
      CHART_WIDTH,
      { target: '', path: '', fills: [] },
    ),
  };
}
