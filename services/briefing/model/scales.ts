import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Measure } from '@union/widgets/shared/measure.ts';
import type { LevelFacts, Standing } from '../facts.ts';
import type { SentenceKey } from '../template/slots.ts';
import type { Said } from './briefing.ts';
import { completionText, dayText, fractionText, gapText, measureFor, shareText, valueText } from './numbers.ts';
import { NOTHING, type Speech, said } from './speech.ts';
import { absenceOf, placeOf } from './standing.ts';

/** The values of standings of one metric, as they are said and as they stand in cells. */
export class MetricSpeech {
  readonly metric: Metric;
  readonly speech: Speech;
  readonly measure: Measure;

  constructor(metric: Metric, speech: Speech) {
    this.metric = metric;
    this.speech = speech;
    this.measure = measureFor(metric, speech.language);
  }

  name(): Said {
    return said(this.measure.name, { metric: this.metric.id, field: 'name' });
  }

  private of(standing: { readonly scope: { readonly id: string } }, field: string, text: string): Said {
    return said(text, { metric: this.metric.id, scope: standing.scope.id, field });
  }

  /** The value; the word of its absence where there is none. */
  value(standing: Standing): Said {
    const absence = absenceOf(standing.state, standing.value);
    if (absence) return { text: this.speech.text(`words.${absence}`), values: [] };
    return this.of(standing, 'value', valueText(this.measure, standing, standing));
  }

  fraction(standing: Standing): Said {
    const text = fractionText(this.measure, standing);
    return text === '' ? NOTHING : this.of(standing, 'fraction', text);
  }

  goal(standing: Standing): Said {
    const key = ({ '>': 'above', '>=': 'at_least', '<': 'below', '<=': 'at_most' } as const)[standing.comparison];
    return this.speech.say(`words.${key}`, { value: this.bare(standing, 'targetValue', standing.targetValue) });
  }

  path(standing: Standing): Said {
    return standing.pathValue === null ? this.nothing() : this.bare(standing, 'pathValue', standing.pathValue);
  }

  completion(standing: Standing): Said {
    if (standing.completion === null) return this.nothing();
    return this.of(standing, 'completion', completionText(standing.completion, standing.need === 0));
  }

  progress(standing: Standing): Said {
    return this.of(standing, 'timeProgress', shareText(standing.timeProgress));
  }

  /** Distance to the path without a sign, with its unit. */
  points(standing: Standing): Said {
    return this.speech.say('words.points', {
      value: this.of(standing, 'gapToPathPoints', gapText(this.measure, standing)),
    });
  }

  /** The same with its sign, for a cell. */
  gap(standing: Standing): Said {
    return standing.gapToPath === null
      ? this.nothing()
      : this.of(standing, 'gapToPathPoints', gapText(this.measure, standing, true));
  }

  need(standing: Standing): Said {
    return standing.need === null ? this.nothing() : this.of(standing, 'need', this.measure.amount(standing.need));
  }

  perMonth(standing: Standing): Said {
    const { requiredPerMonth } = standing;
    return requiredPerMonth === null
      ? this.nothing()
      : this.of(standing, 'requiredPerMonth', this.measure.amount(Math.ceil(requiredPerMonth)));
  }

  /** The light's shape and word under the rule of the target. */
  status(standing: Standing): Said {
    const absence = absenceOf(standing.state, standing.value);
    if (absence) return { text: this.speech.text(`words.${absence}`), values: [] };
    // Without a path there is no schedule to be behind of.
    const word =
      placeOf(standing) === 'short'
        ? this.speech.text('words.short')
        : this.speech.language === 'en'
          ? standing.word.en
          : standing.word.zh;
    return this.of(standing, 'word', `${SIGNS[standing.shape]} ${word}`);
  }

  rank(standing: Standing): Said {
    return standing.rank === null ? this.nothing() : this.of(standing, 'rank', `${standing.rank}`);
  }

  rankChange(standing: Standing): Said {
    const { rank, rankChange } = standing;
    if (rank === null) return this.nothing();
    if (rankChange === null) return { text: this.speech.text('words.new'), values: [] };
    if (rankChange === 0) return { text: this.speech.text('words.same'), values: [] };
    const places = this.of(standing, 'rankChangeMonth', `${Math.abs(rankChange)}`);
    return this.speech.say(rankChange > 0 ? 'words.up' : 'words.down', { places });
  }

  day(standing: Standing, field: 'endsOn' | 'countedOn'): Said {
    return this.of(standing, field, dayText(standing[field], this.speech.language));
  }

  nothing(): Said {
    return { text: this.speech.text('words.none'), values: [] };
  }

  private bare(standing: Standing, field: string, value: number): Said {
    return this.of(standing, field, this.measure.valueText(value));
  }
}

export const SIGNS: Readonly<Record<Standing['shape'], string>> = {
  circle: '●',
  ring: '○',
  diamond: '◆',
  triangle: '▲',
  square: '■',
  star: '★',
  cross: '×',
  dash: '–',
};

/** A scope's name as a value. */
export function nameOf(scope: { readonly id: string; readonly name: string }): Said {
  return said(scope.name, { scope: scope.id, field: 'name' });
}

/** What the units of a level are called. */
export function nounOf({ level, kind }: Pick<LevelFacts, 'level' | 'kind'>, speech: Speech): Said {
  const key = (
    kind === 'federation' && level !== 'industry' ? `nouns.federation_${level}` : `nouns.${level}`
  ) as SentenceKey;
  return { text: speech.text(key) || level, values: [] };
}
