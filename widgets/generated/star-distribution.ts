/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

export type StarDistributionQueryVariables = Exact<{
  scope: string | number;
  asOf?: string | null | undefined;
  published?: string | null | undefined;
}>;


export type StarDistributionQuery = { readonly scope: { readonly id: string, readonly kind: ScopeKind, readonly name: string } | null, readonly distribution: { readonly asOf: string | null, readonly state: FigureState, readonly activeUnionCount: number | null, readonly ratedUnionCount: number | null, readonly scheme: { readonly code: string, readonly name: string } | null, readonly levels: ReadonlyArray<{ readonly key: string, readonly level: number | null, readonly name: string, readonly nameEn: string, readonly count: number, readonly percentOfActive: number | null, readonly percentOfRated: number | null }>, readonly metric: { readonly id: string, readonly name: string, readonly nameEn: string, readonly formula: string, readonly formulaEn: string, readonly definition: { readonly id: string, readonly version: number, readonly notes: string, readonly notesEn: string } }, readonly definition: { readonly id: string, readonly version: number }, readonly publication: { readonly id: string, readonly asOf: string } }, readonly movement: { readonly fromRound: { readonly code: string, readonly name: string }, readonly toRound: { readonly code: string, readonly name: string }, readonly cells: ReadonlyArray<{ readonly fromKey: string, readonly toKey: string, readonly count: number }> } | null };
