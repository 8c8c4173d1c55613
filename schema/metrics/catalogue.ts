import {
  agreementSignedShare,
  femaleContractCoverageRate,
  femaleContractWorkerCoverageRate,
  wageAgreementCoverageRate,
  wageAgreementWorkerCoverageRate,
} from './agreement-coverage.ts';
import {
  agreementsExpiring,
  agreementsExpiringOpen,
  agreementsInForce,
  femaleContractsExpiring,
  regionalWageAgreementsSigned,
  wageAgreementRenewalRate,
  wageAgreementsLapsed,
  wageAgreementsRenewed,
  wageAgreementUnnamedEnterprises,
} from './agreements.ts';
import {
  assistanceFrontlineShare,
  assistancePaymentsPerHousehold,
  assistancePerHousehold,
  householdCoverageRate,
} from './assistance.ts';
import {
  bargainingOfferConversionRate,
  bargainingOfferReplyInTimeShare,
  bargainingOffersOverdue,
  bargainingOffersSent,
} from './bargaining.ts';
import { campaignProgress } from './campaigns.ts';
import {
  ankangCupEntrantCount,
  ankangCupNewEnterpriseCount,
  contestEnterpriseCount,
  contestEntrantCount,
} from './contests.ts';
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
import { pairedUnionCount, pairedUnionShare } from './pairings.ts';
import {
  congressProposalClosureRate,
  congressProposalContentShare,
  congressProposalInTimeShare,
  congressProposalRectifiedShare,
  congressProposalSatisfiedShare,
  congressProposalsOverdue,
} from './proposals.ts';
import { returnedAgainstRegisteredEnterprises } from './returns.ts';
import { selfRatingDifference, selfRatingReviewedShare } from './self-ratings.ts';
import {
  coveragePerUnion,
  newCoverageCount,
  settlementBacklogAge,
  settlementBacklogCount,
  settlementOverdueShare,
  settlementToUnionDays,
} from './settlement.ts';
import {
  careStationCount,
  careStationStars,
  modelWorkerStudioCount,
  modelWorkerStudioStars,
  motherBabyRoomCount,
  motherBabyRoomStars,
  newModelWorkerStudioCount,
} from './sites.ts';
import { spendingFrontlineShareBroad, spendingFrontlineShareStrict } from './spending.ts';
import { starDistribution, starThreeAndAboveShare } from './stars.ts';
import {
  newUnionIndependentShare,
  parkUnionProfessionalChairShare,
  unionCertificateShare,
  unionFullTimeChairShare,
  unionShellZombieShare,
} from './unions.ts';
import {
  householdUnvisitedShare,
  householdVisitQuarterlyRate,
  householdVisitQuarterlyRollingRate,
  householdVisitTwoMonthRate,
  householdVisitTwoMonthRollingRate,
} from './visits.ts';
import { workRecordMetrics } from './work-records.ts';

/** Every metric, in the order in which lists show them. */
export const catalogue: readonly Metric[] = [
  enterpriseUnionisationRate,
  enterpriseUnionisationRateEffective,
  memberRate,
  memberRateEffective,
  memberRateInUnionised,
  enterpriseSecondaryCoverageRate,
  parkUnionRate,
  coveragePerUnion,
  newCoverageCount,
  settlementToUnionDays,
  settlementBacklogCount,
  settlementBacklogAge,
  settlementOverdueShare,
  campaignProgress,
  newUnionCount,
  newUnionIndependentShare,
  newUnionTypeDistribution,
  newMemberCount,
  newUnionMemberCount,
  membersPerNewUnion,
  unionShellZombieShare,
  unionCertificateShare,
  unionFullTimeChairShare,
  parkUnionProfessionalChairShare,
  pairedUnionCount,
  pairedUnionShare,
  starDistribution,
  starThreeAndAboveShare,
  selfRatingDifference,
  selfRatingReviewedShare,
  modelWorkerStudioCount,
  newModelWorkerStudioCount,
  modelWorkerStudioStars,
  careStationCount,
  careStationStars,
  motherBabyRoomCount,
  motherBabyRoomStars,
  contestEntrantCount,
  contestEnterpriseCount,
  ankangCupEntrantCount,
  ankangCupNewEnterpriseCount,
  bargainingOffersSent,
  bargainingOfferReplyInTimeShare,
  bargainingOffersOverdue,
  bargainingOfferConversionRate,
  agreementsInForce,
  wageAgreementsRenewed,
  regionalWageAgreementsSigned,
  wageAgreementRenewalRate,
  wageAgreementsLapsed,
  agreementsExpiring,
  agreementsExpiringOpen,
  femaleContractsExpiring,
  wageAgreementUnnamedEnterprises,
  wageAgreementCoverageRate,
  wageAgreementWorkerCoverageRate,
  femaleContractCoverageRate,
  femaleContractWorkerCoverageRate,
  agreementSignedShare,
  congressProposalClosureRate,
  congressProposalInTimeShare,
  congressProposalsOverdue,
  congressProposalRectifiedShare,
  congressProposalSatisfiedShare,
  congressProposalContentShare,
  assistanceFrontlineShare,
  assistancePerHousehold,
  assistancePaymentsPerHousehold,
  householdCoverageRate,
  householdVisitTwoMonthRate,
  householdVisitTwoMonthRollingRate,
  householdVisitQuarterlyRate,
  householdVisitQuarterlyRollingRate,
  householdUnvisitedShare,
  spendingFrontlineShareBroad,
  spendingFrontlineShareStrict,
  returnedAgainstRegisteredEnterprises,
  ...workRecordMetrics,
];

const byId = new Map(catalogue.map((metric) => [metric.id, metric]));

/** The metric with this id, or undefined. */
export function findMetric(id: string): Metric | undefined {
  return byId.get(id);
}
