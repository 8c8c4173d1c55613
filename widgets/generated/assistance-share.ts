/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How a value must stand to the target value. */
export type Comparison =
  /** 达到 · at it or above. */
  | 'AT_LEAST'
  /** 不超过 · at it or below. Less is better. */
  | 'AT_MOST'
  /** 超过 · above it; equal is not enough. */
  | 'GREATER_THAN'
  /** 低于 · below it; equal is too much. Less is better. */
  | 'LESS_THAN';

/** What the absence or presence of a value means. No two of these are ever shown alike. */
export type FigureState =
  /** 不适用 · the denominator is 0 (for spending: not above 0), so there is no share. */
  | 'NOT_APPLICABLE'
  /** 未报 · nothing is known for the scope by that day; numbers are null. */
  | 'NOT_REPORTED'
  /** 已报 · there is a value above 0, or below it. */
  | 'REPORTED'
  /** 受限 · kept by its federation: shown with an embed token or a role there. In lists alone; asked for by itself it is an error. Numbers are null. */
  | 'RESTRICTED'
  /** 不公布 · known but withheld, as it would speak of few households; numbers are null. */
  | 'SUPPRESSED'
  /** 为零 · the numerator is 0 and the denominator is not. */
  | 'ZERO';

/** What a scope is: the level of a region, a park, or a federation. */
export type ScopeKind =
  /** 市 · a city */
  | 'CITY'
  /** 县（市、区） · a county */
  | 'COUNTY'
  /** 总工会、产业工会 · a federation above the grassroots */
  | 'FEDERATION'
  /** 全国 · the nation */
  | 'NATION'
  /** 园区 · an industrial park */
  | 'PARK'
  /** 省 · a province */
  | 'PROVINCE'
  /** 镇（街道） · a town */
  | 'TOWN';

/** Where a scope stands against a target, by the rule named in `lightRule`. */
export type TargetState =
  /** 落后 · behind the path, by up to 10 points under the default rule. */
  | 'BEHIND'
  /** 严重落后 · further behind. */
  | 'FAR_BEHIND'
  /** 已达标 · the value passes the comparison. */
  | 'MET'
  /** 不适用 · there is no value to compare. */
  | 'NOT_APPLICABLE'
  /** 符合序时进度 · not met yet, at or ahead of the path. */
  | 'ON_TRACK'
  /** 未定义 · not met, and no band of the rule holds the gap. Not good news: the rule says nothing. */
  | 'UNDEFINED';

export type AssistanceShareQueryVariables = Exact<{
  scope: string | number;
  asOf?: string | null | undefined;
  published?: string | null | undefined;
}>;


export type AssistanceShareQuery = { readonly scope: { readonly id: string, readonly kind: ScopeKind, readonly name: string } | null, readonly assistance: { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly metric: { readonly id: string, readonly name: string, readonly nameEn: string, readonly formula: string, readonly formulaEn: string, readonly definition: { readonly id: string, readonly version: number, readonly notes: string, readonly notesEn: string } }, readonly definition: { readonly id: string, readonly version: number }, readonly publication: { readonly id: string, readonly asOf: string }, readonly target: { readonly need: number | null, readonly pathValue: number | null, readonly status: TargetState, readonly target: { readonly targetValue: number, readonly comparison: Comparison, readonly endsOn: string, readonly document: string | null, readonly clause: string | null } } | null, readonly period: { readonly start: string | null, readonly end: string } | null }, readonly spendingBroad: { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly metric: { readonly id: string, readonly name: string, readonly nameEn: string, readonly formula: string, readonly formulaEn: string, readonly definition: { readonly id: string, readonly version: number, readonly notes: string, readonly notesEn: string } }, readonly definition: { readonly id: string, readonly version: number }, readonly publication: { readonly id: string, readonly asOf: string }, readonly target: { readonly need: number | null, readonly pathValue: number | null, readonly status: TargetState, readonly target: { readonly targetValue: number, readonly comparison: Comparison, readonly endsOn: string, readonly document: string | null, readonly clause: string | null } } | null, readonly period: { readonly start: string | null, readonly end: string } | null }, readonly spendingStrict: { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly metric: { readonly id: string, readonly name: string, readonly nameEn: string, readonly formula: string, readonly formulaEn: string, readonly definition: { readonly id: string, readonly version: number, readonly notes: string, readonly notesEn: string } }, readonly definition: { readonly id: string, readonly version: number }, readonly publication: { readonly id: string, readonly asOf: string }, readonly target: { readonly need: number | null, readonly pathValue: number | null, readonly status: TargetState, readonly target: { readonly targetValue: number, readonly comparison: Comparison, readonly endsOn: string, readonly document: string | null, readonly clause: string | null } } | null, readonly period: { readonly start: string | null, readonly end: string } | null }, readonly months: { readonly points: ReadonlyArray<{ readonly asOf: string, readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState }>, readonly breaks: ReadonlyArray<{ readonly at: string, readonly fromVersion: number, readonly toVersion: number }> }, readonly towns: { readonly rows: ReadonlyArray<{ readonly rank: number | null, readonly scope: { readonly id: string, readonly name: string }, readonly figure: { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly period: { readonly start: string | null, readonly end: string } | null } }> }, readonly federations: { readonly rows: ReadonlyArray<{ readonly rank: number | null, readonly scope: { readonly id: string, readonly name: string }, readonly figure: { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly period: { readonly start: string | null, readonly end: string } | null } }> } };

export type CountsFragment = { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly period: { readonly start: string | null, readonly end: string } | null };

export type HeadlineFragment = { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly metric: { readonly id: string, readonly name: string, readonly nameEn: string, readonly formula: string, readonly formulaEn: string, readonly definition: { readonly id: string, readonly version: number, readonly notes: string, readonly notesEn: string } }, readonly definition: { readonly id: string, readonly version: number }, readonly publication: { readonly id: string, readonly asOf: string }, readonly target: { readonly need: number | null, readonly pathValue: number | null, readonly status: TargetState, readonly target: { readonly targetValue: number, readonly comparison: Comparison, readonly endsOn: string, readonly document: string | null, readonly clause: string | null } } | null, readonly period: { readonly start: string | null, readonly end: string } | null };

export type PlacesFragment = { readonly rows: ReadonlyArray<{ readonly rank: number | null, readonly scope: { readonly id: string, readonly name: string }, readonly figure: { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly asOf: string | null, readonly period: { readonly start: string | null, readonly end: string } | null } }> };
