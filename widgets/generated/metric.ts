/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which direction of a metric is good. */
export type Better =
  /** More is better. */
  | 'HIGHER'
  /** Less is better. */
  | 'LOWER'
  /** Neither: the metric only describes. */
  | 'NEITHER';

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

/** What a numerator or a denominator counts. */
export type Counted =
  /** 活动场次 · sessions of activities */
  | 'ACTIVITIES'
  /** 合同 · agreements */
  | 'AGREEMENTS'
  /** 参加人次 · people who take part */
  | 'ATTENDEES'
  /** 案件、问题 · cases and problems */
  | 'CASES'
  /** 分 · hundredths of a yuan */
  | 'CENTS'
  /** 天 · days */
  | 'DAYS'
  /** 名册人数或单位数 · who or what is enrolled */
  | 'ENROLMENTS'
  /** 企业 · enterprises */
  | 'ENTERPRISES'
  /** 参赛职工 · workers who take part in a contest */
  | 'ENTRANTS'
  /** 帮扶笔数 · grants */
  | 'GRANTS'
  /** 称号 · titles */
  | 'HONOURS'
  /** 户 · households */
  | 'HOUSEHOLDS'
  /** 件、篇、条 · items */
  | 'ITEMS'
  /** 授信笔数 · credit lines */
  | 'LOANS'
  /** 会员 · members */
  | 'MEMBERS'
  /** 要约书 · bargaining offers */
  | 'OFFERS'
  /** 园区 · parks */
  | 'PARKS'
  /** 提案 · proposals of congresses */
  | 'PROPOSALS'
  /** 分值的百分之一 · hundredths of a point */
  | 'SCORE_HUNDREDTHS'
  /** 服务阵地 · service sites */
  | 'SITES'
  /** 工会 · unions */
  | 'UNIONS'
  /** 走访次数 · visits */
  | 'VISITS'
  /** 职工 · workers */
  | 'WORKERS';

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

/** What the value of a figure is. */
export type MetricUnit =
  /** 平均数 · one count a unit of another. */
  | 'AVERAGE'
  /** 金额 · hundredths of a yuan a case. */
  | 'CENTS'
  /** 完成率 · a fraction of a goal, shown as a percentage; may pass 1. */
  | 'COMPLETION'
  /** 数量 · a whole number of what the numerator counts; there is no denominator. */
  | 'COUNT'
  /** 天数 · days a case. */
  | 'DAYS'
  /** 比值 · one count over another of the same; 1 when they agree. */
  | 'QUOTIENT'
  /** 分差 · hundredths of a point a case; may be below 0. */
  | 'SCORE_HUNDREDTHS'
  /** 百分比 · a fraction, 0 to 1, shown as a percentage. */
  | 'SHARE';

/** What a figure sums over. A running period counts up to its as-of day. */
export type PeriodKind =
  /** 年度 · 1 January to 31 December, to date. */
  | 'CALENDAR_YEAR'
  /** 时点 · no period: true on the day. */
  | 'DAY'
  /** 月 · a calendar month. */
  | 'MONTH'
  /** 工会统计年度 · 1 October to 30 September, to date. */
  | 'UNION_YEAR';

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

export type MetricQueryVariables = Exact<{
  scope: string | number;
  metric?: string | number;
  asOf?: string | null | undefined;
  period?: PeriodKind | null | undefined;
  ofKind?: string | number | null | undefined;
  published?: string | null | undefined;
}>;


export type MetricQuery = { readonly scope: { readonly id: string, readonly kind: ScopeKind, readonly name: string } | null, readonly publication: { readonly id: string, readonly asOf: string } | null, readonly figure: { readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly isApproximate: boolean, readonly includesLate: boolean, readonly asOf: string | null, readonly period: { readonly start: string | null, readonly end: string } | null, readonly metric: { readonly id: string, readonly name: string, readonly nameEn: string, readonly formula: string, readonly formulaEn: string, readonly unit: MetricUnit, readonly better: Better, readonly numeratorCounts: Counted, readonly denominatorCounts: Counted | null, readonly definition: { readonly id: string, readonly version: number, readonly notes: string, readonly notesEn: string } }, readonly target: { readonly need: number | null, readonly pathValue: number | null, readonly status: TargetState, readonly target: { readonly targetValue: number, readonly comparison: Comparison, readonly endsOn: string, readonly document: string | null, readonly clause: string | null } } | null }, readonly months: { readonly points: ReadonlyArray<{ readonly asOf: string, readonly numerator: number | null, readonly denominator: number | null, readonly unclassified: number | null, readonly value: number | null, readonly state: FigureState, readonly isApproximate: boolean, readonly includesLate: boolean }>, readonly breaks: ReadonlyArray<{ readonly at: string, readonly fromVersion: number, readonly toVersion: number }> } };
