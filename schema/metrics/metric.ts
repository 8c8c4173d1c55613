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
  /** What the numerator is divided by; for a distribution, the whole that its shares are of. */
  readonly denominator: Part;
  /** `share`: a fraction, 0 to 1, shown as a percentage; `quotient`: one count over another of the same, 1 when they agree. */
  readonly unit: 'share' | 'quotient';
  readonly better: 'higher' | 'lower' | 'neither';
  /** `distribution`: counts by level, one figure a level; `ratio`: one figure. */
  readonly shape: 'ratio' | 'distribution';
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
  /** Column of the part of the denominator that nobody has classified yet; absent when there is no such part. */
  readonly unclassified?: string;
  /** Column that says whether registers or returns speak; absent when it is the registers alone. */
  readonly source?: string;
  /** Kinds of scope that it is made for. */
  readonly scopes: readonly ScopeKind[];
};

/** The same sentence in Chinese and English. */
export type Words = { readonly zh: string; readonly en: string };

/** One side of the fraction: its name, the unit it counts in, and its column in the mart. */
export type Part = { readonly name: Words; readonly counts: Counted; readonly column: string };

/** `cents`: hundredths of a yuan. */
export type Counted = 'enterprises' | 'workers' | 'members' | 'unions' | 'parks' | 'cents';

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
};

/** The star scheme, the frontline rule, or the star level that a figure is of. */
export const figureKeys = ['scheme_code', 'rule_code', 'level_key'] as const;
export type FigureKey = (typeof figureKeys)[number];

/** `region` stands for every level from town to nation. */
export type ScopeKind = 'region' | 'park' | 'federation' | 'union';
