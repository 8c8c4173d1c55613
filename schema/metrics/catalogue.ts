import { assistanceFrontlineShare } from './assistance.ts';
import {
  bargainingOfferConversionRate,
  bargainingOfferReplyInTimeShare,
  bargainingOffersOverdue,
  bargainingOffersSent,
} from './bargaining.ts';
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
import {
  membersPerNewUnion,
  newMemberCount,
  newUnionCount,
  newUnionMemberCount,
  newUnionTypeDistribution,
} from './new-unions.ts';
import { returnedAgainstRegisteredEnterprises } from './returns.ts';
import { spendingFrontlineShareBroad, spendingFrontlineShareStrict } from './spending.ts';
import { starDistribution, starThreeAndAboveShare } from './stars.ts';
import {
  newUnionIndependentShare,
  unionCertificateShare,
  unionFullTimeChairShare,
  unionShellZombieShare,
} from './unions.ts';

/** Every metric, in the order in which lists show them. */
export const catalogue: readonly Metric[] = [
  enterpriseUnionisationRate,
  enterpriseUnionisationRateEffective,
  memberRate,
  memberRateEffective,
  memberRateInUnionised,
  enterpriseSecondaryCoverageRate,
  parkUnionRate,
  newUnionCount,
  newUnionIndependentShare,
  newUnionTypeDistribution,
  newMemberCount,
  newUnionMemberCount,
  membersPerNewUnion,
  unionShellZombieShare,
  unionCertificateShare,
  unionFullTimeChairShare,
  starDistribution,
  starThreeAndAboveShare,
  bargainingOffersSent,
  bargainingOfferReplyInTimeShare,
  bargainingOffersOverdue,
  bargainingOfferConversionRate,
  assistanceFrontlineShare,
  spendingFrontlineShareBroad,
  spendingFrontlineShareStrict,
  returnedAgainstRegisteredEnterprises,
];

const byId = new Map(catalogue.map((metric) => [metric.id, metric]));

/** The metric with this id, or undefined. */
export function findMetric(id: string): Metric | undefined {
  return byId.get(id);
}
