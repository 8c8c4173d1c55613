import type { Metric } from '@union/schema/metrics/metric.ts';

/**
 * What a briefing is made from: figures and target records of one publication, as they were published. Days are
 * `YYYY-MM-DD`; shares and target values are in the unit of the metric (a rate is a fraction); money is hundredths of a yuan.
 */
export type BriefingFacts = {
  readonly publication: {
    readonly id: string;
    /** The last day that its figures speak of. */
    readonly asOf: string;
    /** The day on which it began to be served, in the federation's time zone. */
    readonly publishedOn: string;
  };
  /** `YYYY-MM`, the month that the publication's day lies in. */
  readonly month: string;
  readonly scope: ScopeFacts;
  /** Name of the federation of the same code; undefined where the publication knows none. */
  readonly federationName: string | undefined;
  /** One a metric with a target that holds for the scope, in the order of the catalogue. */
  readonly targets: readonly TargetFacts[];
  readonly coverage: CoverageFacts | undefined;
  readonly stars: StarFacts | undefined;
  readonly assistance: FigureFacts | undefined;
  /** Figures of the scope or of a unit below it are kept from who asks; they are left out, and it is said. */
  readonly hasClosed: boolean;
};

export type ScopeFacts = { readonly id: string; readonly name: string; readonly kind: string };

export type FigureState = 'reported' | 'zero' | 'suppressed' | 'not_applicable' | 'not_reported' | 'restricted';

/** One figure of one scope. Numbers are null unless the state is reported or zero. */
export type FigureFacts = {
  readonly metric: Metric;
  readonly scope: ScopeFacts;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  /** Part of the denominator that nobody has classified yet; null for a metric that knows no such part. */
  readonly unclassified: number | null;
  /** `closed`: kept from who asks. */
  readonly state: FigureState | 'closed';
  /** The day it speaks of; null when not reported. */
  readonly asOf: string | null;
  readonly definitionVersion: number;
  /** Some number behind it is stated as about. */
  readonly isApproximate: boolean;
  /** It counts payments of earlier months that became known after those were published. */
  readonly includesLate: boolean;
};

/** Where one scope stands against the target that holds for it; as the mart `target_status` has it. */
export type Standing = {
  readonly scope: ScopeFacts;
  /** The scope that the target was set for, when it is another one. */
  readonly setFor: ScopeFacts | undefined;
  readonly countedOn: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly state: FigureState;
  readonly isApproximate: boolean;
  readonly includesLate: boolean;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly targetValue: number;
  readonly comparison: '>' | '>=' | '<' | '<=';
  readonly document: string | null;
  readonly clause: string | null;
  /** Share of the period that has passed, 0 to 1. */
  readonly timeProgress: number;
  /** Value over target value; null without a value and where less is better. */
  readonly completion: number | null;
  /** Where the path stands; null without a baseline. */
  readonly pathValue: number | null;
  /** Percentage points ahead of the path, negative when behind; hundredths of the target for counts. */
  readonly gapToPath: number | null;
  readonly gapToTarget: number | null;
  /** 0 when met; null without a value. */
  readonly need: number | null;
  readonly requiredPerMonth: number | null;
  /** The light's words and shape under the rule of the target. */
  readonly word: { readonly zh: string; readonly en: string };
  readonly shape: 'circle' | 'diamond' | 'triangle' | 'square' | 'star' | 'ring' | 'cross' | 'dash';
  readonly lightRule: string;
  /** Among its like; null without a value and where the denominator is too small to rank. */
  readonly rank: number | null;
  readonly rankOf: number | null;
  /** Places won since the month end before. */
  readonly rankChange: number | null;
};

/** How unevenly the units of a level stand; as the mart `target_imbalance` has it. */
export type Imbalance = {
  readonly unitCount: number;
  readonly rangePoints: number;
  readonly deviationPoints: number;
  readonly weightedDeviationPoints: number | null;
  readonly behindCount: number;
  readonly behindShare: number;
};

/** The units of one kind below the scope that a target holds for, best first. */
export type LevelFacts = {
  /** `town`, `park`, `county`, `city`, `province`, `industry`. */
  readonly level: string;
  /** `region`, `park` or `federation`. */
  readonly kind: string;
  readonly units: readonly Standing[];
  /** Undefined where no unit has a value. */
  readonly imbalance: Imbalance | undefined;
};

export type TargetFacts = {
  readonly metric: Metric;
  readonly definitionVersion: number;
  readonly standing: Standing;
  readonly levels: readonly LevelFacts[];
  readonly rankMinDenominator: number;
};

/** Both rates of the parks, judged together where a group of targets says so. */
export type CoverageFacts = {
  readonly enterprise: FigureFacts;
  readonly member: FigureFacts;
  readonly parks: readonly ParkFacts[];
  /** The verdict on the scope itself; undefined where no group of targets holds. */
  readonly verdict: GroupVerdict | undefined;
};

export type ParkFacts = {
  readonly scope: ScopeFacts;
  readonly enterprise: FigureFacts;
  readonly member: FigureFacts;
  /** Still needed for the target of each rate; null without a target or a value. */
  readonly enterpriseNeed: number | null;
  readonly memberNeed: number | null;
  readonly verdict: GroupVerdict | undefined;
};

/** `passes` is null when none fails and one has no value. */
export type GroupVerdict = {
  readonly code: string;
  readonly targetCount: number;
  readonly metCount: number;
  readonly passes: boolean | null;
};

/** Unions by star. `levels` is empty unless the state is reported or zero. */
export type StarFacts = {
  readonly metric: Metric;
  readonly definitionVersion: number;
  readonly schemeName: string | undefined;
  readonly state: FigureState | 'closed';
  readonly asOf: string | null;
  readonly activeCount: number | null;
  readonly ratedCount: number | null;
  readonly levels: readonly {
    readonly key: string;
    /** Stars; null for the levels without. */
    readonly level: number | null;
    readonly name: { readonly zh: string; readonly en: string };
    readonly count: number;
    /** Of active unions; over all levels 100.00. Null when there are none. */
    readonly percent: number | null;
    /** Of unions with a star; null for the levels without. */
    readonly percentOfRated: number | null;
  }[];
};
