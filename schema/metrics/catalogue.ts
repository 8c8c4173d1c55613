import { assistanceFrontlineShare } from './assistance.ts';
import {
  enterpriseSecondaryCoverageRate,
  enterpriseUnionisationRate,
  enterpriseUnionisationRateEffective,
  memberRate,
  memberRateEffective,
  memberRateInUnionised,
  parkUnionRate,
} from './coverage.ts';
import type { Metric } from './metric.ts';
import { spendingFrontlineShareBroad, spendingFrontlineShareStrict } from './spending.ts';
import { starDistribution } from './stars.ts';

/** Every metric, in the order in which lists show them. */
export const catalogue: readonly Metric[] = [
  enterpriseUnionisationRate,
  enterpriseUnionisationRateEffective,
  memberRate,
  memberRateEffective,
  memberRateInUnionised,
  enterpriseSecondaryCoverageRate,
  parkUnionRate,
  starDistribution,
  assistanceFrontlineShare,
  spendingFrontlineShareBroad,
  spendingFrontlineShareStrict,
];

const byId = new Map(catalogue.map((metric) => [metric.id, metric]));

/** The metric with this id, or undefined. */
export function findMetric(id: string): Metric | undefined {
  return byId.get(id);
}
