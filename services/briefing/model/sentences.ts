import type { FigureFacts } from '../facts.ts';
import type { Block, Said, Sentence } from './briefing.ts';
import { dayText, fractionText, measureFor, valueText } from './numbers.ts';
import { MetricSpeech } from './scales.ts';
import { type Speech, said } from './speech.ts';
import { figureAbsenceOf } from './standing.ts';

const NUMERALS = [...'一二三四五六七八九十'];

/** `一、` and `（一）` in Chinese, `1.` and `1.1` in English; from 1. */
export function numbered(speech: Speech, level: 1 | 2, at: number, above = 0): string {
  if (speech.language === 'en') return level === 1 ? `${at}. ` : `${above}.${at} `;
  const tens = Math.floor(at / 10);
  const numeral =
    at <= 10 ? NUMERALS[at - 1] : `${tens > 1 ? NUMERALS[tens - 1] : ''}十${at % 10 ? NUMERALS[(at % 10) - 1] : ''}`;
  return level === 1 ? `${numeral}、` : `（${numeral}）`;
}

export const paragraph = (...sentences: readonly (Sentence | undefined)[]): Block[] => {
  const given = sentences.flatMap((sentence) => sentence ?? []);
  return given.length === 0 ? [] : [{ kind: 'paragraph', role: 'body', sentences: given }];
};

export const day = (text: string, speech: Speech, field = 'asOf'): Said =>
  said(dayText(text, speech.language), { field });

/** Figures as a sentence with their day; without one where none of them has any. */
export function dated(parts: Said, asOf: string | null, scope: Said, speech: Speech): Sentence {
  return asOf === null
    ? speech.say('figure.undated', { scope, parts })
    : speech.say('figure.as_of', { asOf: day(asOf, speech), scope, parts });
}

/** `企业建会率78.69%（2,252 / 2,862家）`, or why there is none. */
export function figureOf(figure: FigureFacts, speech: Speech): Sentence {
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

export function attached(first: Said, second: Said): Said {
  return { text: first.text + second.text, values: [...first.values, ...second.values] };
}

export function attachedSentence(first: Sentence, second: Sentence | undefined): Sentence {
  return second ? { key: first.key, ...attached(first, second) } : first;
}
