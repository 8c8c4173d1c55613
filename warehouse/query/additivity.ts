import type { Metric, Words } from '@union/schema/metrics/metric.ts';

/**
 * Why figures of a metric do not add up to the figure of the whole, though their numerators and denominators are whole
 * numbers; undefined where they do. Every other metric is made by adding facts that lie in one place and one day each.
 */
export type Additivity = { readonly overScopes: Words | undefined; readonly overTime: Words | undefined };

const distinctHouseholds: Words = {
  zh: '一户在多个工会或多个期间得到帮扶、走访只算一户，且户数已取整，各部分之和不等于整体',
  en: 'a household in several federations or periods counts once, and counts of households are rounded, so parts do not add up to the whole',
};
const eliminated: Words = {
  zh: '上下级之间的补助在整体中抵销，各部分之和会重复计算',
  en: 'transfers between levels are eliminated within a scope, so its parts add up to more',
};
const ownScheme: Words = {
  zh: '各范围适用各自的评定办法，没有评定的范围不在其中',
  en: 'each scope has its own rating scheme, and a scope without a rating is in no part',
};
const ownGoal: Words = {
  zh: '专项行动的目标数按范围单独下达，各部分之和不是上级的目标',
  en: 'goals of a campaign are set for each scope on its own and do not add up to the goal above',
};
const ownReturn: Words = {
  zh: '各地报表的日期不同，只与当地同日台账比较',
  en: 'each place is held against the register on the day of its own return',
};
const oncePerPeriod: Words = {
  zh: '同一企业在一个期间内只算一次，多个期间之和会重复计算',
  en: 'an enterprise counts once in a period, so periods add up to more',
};
const ofPeriodsUnions: Words = {
  zh: '会员按「本期新建工会」的当日会员计，期间不同、工会也不同，不能相加',
  en: 'members are those, on the day, of the unions that are new in the period: periods have other unions and do not add up',
};
const membersOfRegister: Words = {
  zh: '只报汇总数的地方没有此数，不在各部分之中',
  en: 'places that report counts alone have no such number and are in no part',
};

const exceptions: Readonly<Record<string, Partial<Additivity>>> = {
  assistance_per_household: { overScopes: distinctHouseholds, overTime: distinctHouseholds },
  assistance_payments_per_household: { overScopes: distinctHouseholds, overTime: distinctHouseholds },
  household_coverage_rate: { overScopes: distinctHouseholds, overTime: distinctHouseholds },
  household_visit_two_month_rate: { overScopes: distinctHouseholds },
  household_visit_two_month_rolling_rate: { overScopes: distinctHouseholds },
  household_visit_quarterly_rate: { overScopes: distinctHouseholds },
  household_visit_quarterly_rolling_rate: { overScopes: distinctHouseholds },
  household_unvisited_share: { overScopes: distinctHouseholds },
  spending_frontline_share_broad: { overScopes: eliminated },
  spending_frontline_share_strict: { overScopes: eliminated },
  star_distribution: { overScopes: ownScheme },
  star_three_and_above_share: { overScopes: ownScheme },
  self_rating_difference: { overScopes: ownScheme },
  self_rating_reviewed_share: { overScopes: ownScheme },
  campaign_progress: { overScopes: ownGoal },
  returned_against_registered_enterprises: { overScopes: ownReturn },
  member_rate_in_unionised: { overScopes: membersOfRegister },
  enterprise_secondary_coverage_rate: { overScopes: membersOfRegister },
  contest_enterprise_count: { overTime: oncePerPeriod },
  new_union_member_count: { overTime: ofPeriodsUnions },
  members_per_new_union: { overTime: ofPeriodsUnions },
};

/** Ids of the metrics with a reason of their own. */
export const notAdditive: readonly string[] = Object.keys(exceptions);

const stock: Words = {
  zh: '时点数在多个日期上相加没有意义',
  en: 'a figure that is true on a day means nothing when it is added up over days',
};

/** What stands against adding up figures of a metric. */
export function additivityOf(metric: Metric): Additivity {
  const own = exceptions[metric.id];
  return { overScopes: own?.overScopes, overTime: metric.time === 'stock' ? stock : own?.overTime };
}
