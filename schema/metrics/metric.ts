/**
 * What a catalogue entry of a metric says. Every surface (GraphQL, exports, widgets, pages, documentation) reads it
 * from here; nothing about a metric is written anywhere else, except the SQL model that makes its mart.
 */
export type Metric = {
  /** Stable id in snake case. */
  readonly id: string;
  readonly name: Words;
  /** The formula in words. */
  readonly formula: Words;
  readonly numerator: Part;
  /** What the numerator is divided by; for a distribution, the whole that its shares are of; null for a count alone. */
  readonly denominator: Part | null;
  readonly unit: Unit;
  readonly better: 'higher' | 'lower' | 'neither';
  /**
   * `ratio`: one figure, numerator over denominator; `count`: one figure, the numerator itself;
   * `distribution`: counts by level, one figure a level.
   */
  readonly shape: 'ratio' | 'count' | 'distribution';
  /**
   * The levels of a distribution that has no rating scheme, in the order in which they are shown: every `level_key` of the
   * mart. Absent when a scheme names the levels, and for the other shapes.
   */
  readonly levels?: readonly Level[];
  /** `stock`: true on its day; `flow`: summed over a period that ends on its day. */
  readonly time: 'stock' | 'flow';
  /** `month`: a flow that is known at month ends (and on the latest day) only; known every day when absent. */
  readonly grain?: 'month';
  readonly definition: Definition;
  /** `public`: aggregates for anyone; `household`: cells of few households are suppressed before publication. */
  readonly disclosure: 'public' | 'household';
  /** The mart that holds it: a model of that name under `warehouse/models/marts/`, with a row a scope and stretch of days. */
  readonly mart: string;
  /** Columns of the mart that tell several figures of one scope and day apart; none when absent. */
  readonly keys?: readonly FigureKey[];
  /** The one kind of a mart by `kind_key` that this is a metric of; absent when the mart has no kinds. */
  readonly kind?: string;
  /** Column of the part of the denominator that nobody has classified yet; absent when there is no such part. */
  readonly unclassified?: string;
  /** Column that counts the rows entered as about (近, 约) behind a figure; absent when every number is exact. */
  readonly approximate?: string;
  /** Column that says whether payments of earlier months that became known late are in it; absent when none can be. */
  readonly late?: string;
  /** Column that says whether registers or returns speak; absent when it is the registers alone. */
  readonly source?: string;
  /** Kinds of scope that it is made for. */
  readonly scopes: readonly ScopeKind[];
};

/**
 * What `value` is. `share`: a fraction, 0 to 1, shown as a percentage; `completion`: a fraction of a goal, shown as a
 * percentage, that may pass 1; `quotient`: one count over another of the same, 1 when they agree; `average`: one count a
 * unit of another (members a union); `count`: a whole number of what the numerator counts; `days`: days a case;
 * `cents`: hundredths of a yuan a case; `score_hundredths`: hundredths of a point a case, below 0 too.
 */
export type Unit = (typeof units)[number];
export const units = [
  'share',
  'completion',
  'quotient',
  'average',
  'count',
  'days',
  'cents',
  'score_hundredths',
] as const;

/**
 * One level of a distribution. `column`: its count in the mart, when the mart has one row with a column for each level; all
 * levels have one, and the numerator's column is then `level_count`. Absent when the mart has a row a level.
 */
export type Level = { readonly key: string; readonly name: Words; readonly column?: string };

/** The same sentence in Chinese and English. */
export type Words = { readonly zh: string; readonly en: string };

/** One side of the fraction: its name, the unit it counts in, and its column in the mart. */
export type Part = { readonly name: Words; readonly counts: Counted; readonly column: string };

/** `cents`: hundredths of a yuan; `score_hundredths`: hundredths of a point; `entrants`: workers who take part in a contest. */
export type Counted =
  | 'enterprises'
  | 'workers'
  | 'members'
  | 'unions'
  | 'parks'
  | 'cents'
  | 'days'
  | 'score_hundredths'
  | 'sites'
  | 'entrants'
  | 'offers'
  | 'agreements'
  | 'proposals'
  | 'households'
  | 'visits'
  | 'grants'
  | 'activities'
  | 'attendees'
  | 'items'
  | 'cases'
  | 'loans'
  | 'honours'
  | 'enrolments';

/** The rule version a figure was made by. */
export type Definition = {
  readonly id: string;
  /** Raised whenever the same rows would give another figure; series never join two versions silently. */
  readonly version: number;
  /** First day on which this version was in force. */
  readonly since: string;
  /** What is left out or counted in, as the reader must know it. */
  readonly notes: Words;
  /** Where the rule comes from. */
  readonly source: Words;
  /** Versions that were in force before, the newest first; none when absent. `change`: what the version after it does otherwise. */
  readonly earlier?: readonly {
    readonly version: number;
    readonly since: string;
    readonly until: string;
    readonly change: Words;
  }[];
};

/** The star scheme, the frontline rule, the campaign, the kind (of site, contest, agreement) or the level that a figure is of. */
export const figureKeys = ['scheme_code', 'rule_code', 'campaign_code', 'kind_key', 'level_key'] as const;
export type FigureKey = (typeof figureKeys)[number];

/** `region` stands for every level from town to nation. */
export type ScopeKind = 'region' | 'park' | 'federation' | 'union';
