/**
 * The rules a night is built by, each named and with its default. A federation may set its own; a figure that was
 * made by another rule says so by its definition version.
 */
export type Rules = {
  /** Months for which a union stays active after its term has ended. */
  readonly termGraceMonths: number;
  /** Days up to the night for which stocks are published daily; before that, month ends. */
  readonly dailyDays: number;
  /** Household cells of 1 to one fewer than this are suppressed; published counts of households are multiples of it. */
  readonly smallCellHouseholds: number;
  /** Fewest households of which an average or a share is shown: rounding would make one of fewer say too little. */
  readonly householdBase: number;
  /** Days after a month in which payments of it may be recorded before its household figures are published and stay. */
  readonly householdSettlingDays: number;
  /** What was recorded until this day counts when it was paid, published or not; null: the day of the first record. */
  readonly householdHistoryUntil: string | null;
  /** Days after its last visit in which a file keeps the two-month rule, counted to any month end. */
  readonly twoMonthRollingDays: number;
  /** Days after its last visit in which a file keeps the quarterly rule, counted to any month end. */
  readonly quarterRollingDays: number;
  /**
   * Enterprises of the register up to which towns are cut into segments (industry, unit type, ownership). With more of
   * them segments begin with the county; parks have them always, and so has every whole figure of a town.
   */
  readonly segmentTownsUpTo: number;
  /** A scope whose denominator is below this is listed in rankings and not ranked. */
  readonly rankMinDenominator: number;
  /** Kinds of coverage that make an enterprise unionised. */
  readonly primaryKinds: readonly string[];
  /** Sources of observations, the best first: it counts when several observed the same day. */
  readonly sourceOrder: readonly string[];
  /** Days before its expiry in which an agreement is told as due for renewal. */
  readonly renewalWindowDays: number;
  /** Workers from which on an enterprise is asked to sign an agreement. */
  readonly signingHeadcount: number;
  /** Months after it settled from which on an enterprise without a union is overdue. */
  readonly settlementClockMonths: number;
  /** The same where a place has its own clock, by region code; it holds for all below that has none. */
  readonly settlementClockOfRegion: Readonly<Record<string, number>>;
};

export const defaultRules: Rules = {
  termGraceMonths: 12,
  dailyDays: 400,
  smallCellHouseholds: 5,
  householdBase: 20,
  householdSettlingDays: 5,
  householdHistoryUntil: null,
  twoMonthRollingDays: 61,
  quarterRollingDays: 92,
  segmentTownsUpTo: 50_000,
  rankMinDenominator: 10,
  primaryKinds: ['independent', 'joint', 'regional_direct', 'industry_direct'],
  sourceOrder: ['census', 'social_insurance', 'register', 'return'],
  renewalWindowDays: 90,
  signingHeadcount: 25,
  settlementClockMonths: 6,
  settlementClockOfRegion: {},
};

/** What a federation may set of the rules; undefined: the default. */
export type RuleSettings = {
  /** Averages and shares need four times as many households. */
  readonly householdThreshold?: number | undefined;
  readonly householdSettlingDays?: number | undefined;
  readonly householdHistoryUntil?: string | undefined;
};

/** The default rules with the settings of a federation. */
export function rulesFor({
  householdThreshold = defaultRules.smallCellHouseholds,
  householdSettlingDays = defaultRules.householdSettlingDays,
  householdHistoryUntil,
}: RuleSettings): Rules {
  return {
    ...defaultRules,
    smallCellHouseholds: householdThreshold,
    householdBase: 4 * householdThreshold,
    householdSettlingDays,
    householdHistoryUntil: householdHistoryUntil ?? null,
  };
}
