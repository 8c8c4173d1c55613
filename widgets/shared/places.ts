import { type Counts, type Metric, type Publication, readData, type Scope, type TargetStatus } from './answer.ts';
import { type Language, say } from './language.ts';
import type { Measure } from './measure.ts';
import { percentText, pointsText } from './numbers.ts';

/** Scopes of one kind below a parent by one metric: what the documents `ranking` and `map` answer. */
export type PlacesAnswer = {
  readonly scope: Scope;
  readonly publication: Publication;
  readonly metric: Metric;
  readonly ranking: {
    readonly asOf: string | null;
    readonly kind: string;
    /** Smaller denominators are listed without a rank. */
    readonly minDenominator: number;
    /** Best first; those without a value last. */
    readonly rows: readonly PlaceRow[];
  };
};

export type PlaceRow = {
  /** Ties share a rank; null without a value and where the denominator is too small. */
  readonly rank: number | null;
  /** Places won since the month end before, negative when lost. */
  readonly rankChangeMonth?: number | null;
  readonly scope: { readonly id: string; readonly name: string };
  readonly figure: Counts;
  readonly target: TargetStatus | null;
};

/** Reads the body of such an answer. @throws UnusableAnswer */
export function readPlaces(envelope: unknown): PlacesAnswer {
  return readData<PlacesAnswer>(envelope, ['scope', 'publication', 'metric', 'ranking']);
}

const KINDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  PROVINCE: ['省', 'provinces'],
  CITY: ['市', 'cities'],
  COUNTY: ['县（市、区）', 'counties'],
  TOWN: ['镇（街道）', 'towns'],
  PARK: ['园区', 'parks'],
  FEDERATION: ['下级工会', 'federations'],
};

/** The kind of scope in words; `园区`. */
export function kindText(kind: string, language: Language): string {
  return say(language, ...(KINDS[kind] ?? KINDS['FEDERATION'] ?? ['', '']));
}

/** Value less target: `+4.25` or `−6.57` percentage points, for others in the unit of the metric; `–` without both. */
export function distanceText({ figure, target }: PlaceRow, measure: Measure): string {
  if (figure.value === null || !target) return '–';
  const gap = figure.value - target.target.targetValue;
  const points = measure.isShare
    ? pointsText(percentText(figure.numerator ?? 0, figure.denominator || 1, target.target), target.target)
    : measure.valueText(Math.abs(gap));
  return (gap < 0 ? '\u2212' : gap > 0 ? '+' : '') + points;
}
