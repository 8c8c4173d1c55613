/**
 * The parts that the answers of the trusted documents (`widgets/documents/`) are made of. Days are `YYYY-MM-DD`,
 * money is hundredths of a yuan, shares and target values are fractions from 0 to 1.
 */

export type FigureState = 'REPORTED' | 'ZERO' | 'SUPPRESSED' | 'NOT_APPLICABLE' | 'NOT_REPORTED' | 'RESTRICTED';
export type TargetState = 'MET' | 'ON_TRACK' | 'BEHIND' | 'FAR_BEHIND' | 'UNDEFINED' | 'NOT_APPLICABLE';

/** What the value of a figure is: a share from 0 to 1, a quotient, a whole number, days, or hundredths of a yuan. */
export type Unit = 'SHARE' | 'COMPLETION' | 'QUOTIENT' | 'AVERAGE' | 'COUNT' | 'CENTS' | 'DAYS' | 'SCORE_HUNDREDTHS';

export type Scope = { readonly id: string; readonly kind: string; readonly name: string };

/** A fraction with its state; the numbers are null unless the state is REPORTED or ZERO. */
export type Counts = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly state: FigureState;
  /** The part of the denominator that no class could be given to; null where the metric has none. */
  readonly unclassified?: number | null;
  /** Some number behind it is stated as about (近、约). Absent where no document asks. */
  readonly isApproximate?: boolean;
  /** It counts payments of earlier months that became known after those were published. */
  readonly includesLate?: boolean;
};

export type Target = {
  readonly targetValue: number;
  readonly comparison: 'GREATER_THAN' | 'AT_LEAST' | 'LESS_THAN' | 'AT_MOST';
  readonly endsOn: string;
  readonly document: string | null;
  readonly clause: string | null;
};

export type TargetStatus = {
  /** How many more of what the numerator counts would meet the target; 0 when it is met. */
  readonly need: number | null;
  /** Where the path from the baseline to the target stands on the as-of day; null without a baseline. */
  readonly pathValue: number | null;
  readonly status: TargetState;
  readonly target: Target;
};

export type Metric = {
  readonly id: string;
  /** A share when absent. */
  readonly unit?: Unit;
  readonly better?: 'HIGHER' | 'LOWER' | 'NEITHER';
  /** What the numerator and the denominator count, such as ENTERPRISES. */
  readonly numeratorCounts?: string;
  readonly denominatorCounts?: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly formula: string;
  readonly formulaEn: string;
  readonly definition: {
    readonly id: string;
    readonly version: number;
    readonly notes: string | null;
    readonly notesEn: string | null;
  };
};

export type Publication = { readonly id: string; readonly asOf: string };

/** The figure of the asked scope itself. */
export type Headline = Counts & {
  /** The day it speaks of; null when nothing was reported. */
  readonly asOf: string | null;
  readonly period?: { readonly start: string | null; readonly end: string } | null;
  readonly metric: Metric;
  /** The rule version that made it. */
  readonly definition: { readonly id: string; readonly version: number };
  readonly publication: Publication;
  readonly target: TargetStatus | null;
};

export type RankRow = {
  /** Ties share a rank; null without a value. */
  readonly rank: number | null;
  readonly scope: { readonly id: string; readonly name: string };
  readonly figure: Counts;
  readonly target?: TargetStatus | null;
};
export type Ranking = { readonly rows: readonly RankRow[] };

export type SeriesPoint = Counts & { readonly asOf: string };
export type Series = {
  readonly points: readonly SeriesPoint[];
  /** Where the rule changed: points on the two sides are never joined. */
  readonly breaks: readonly { readonly at: string; readonly fromVersion: number; readonly toVersion: number }[];
};

/** The body that `/w/:document` and the static files hold. */
export type Envelope = {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

/** The answer has no data, or not the shape that the document promises. */
export class UnusableAnswer extends Error {
  constructor(
    /** The server's error code, or SCHEMA when the shape is wrong. */
    code: string,
    message: string,
  ) {
    super(message);
    this.code = code;
  }
  readonly code: string;
}

type Loose = Record<string, unknown>;

/** `data` of an envelope, after a check that each of `keys` is there as an object or an array (`key?` may be null). */
export function readData<A>(envelope: unknown, keys: readonly string[]): A {
  const { data, errors } = (envelope ?? {}) as Envelope;
  const [error] = errors ?? [];
  if (error) throw new UnusableAnswer(error.extensions?.code ?? 'GRAPHQL', error.message);
  for (const key of keys) {
    const value = (data as Loose | null | undefined)?.[key.replace('?', '')];
    if (typeof value !== 'object' || (value === null && !key.endsWith('?'))) {
      throw new UnusableAnswer('SCHEMA', `the answer has no ${key}`);
    }
  }
  return data as A;
}
