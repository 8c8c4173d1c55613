import type { Register } from '@union/access/rules.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';

/** What a list names: enterprises, unions, or records of a register (offers, agreements, proposals). */
export type Named = 'enterprise' | 'union' | 'record';

/** How the units that are missing for a metric are found, each the name of a select in the queries beside this file. */
export type NeedRule = {
  readonly names: Named;
  readonly candidates: EnterpriseCandidates | UnionCandidates | RecordCandidates;
  /** Registers that a reader of the list must be let into; the first is that of its rows. */
  readonly registers: readonly [Register, ...Register[]];
};

export type EnterpriseCandidates =
  | 'without_union'
  | 'longest_without_union'
  | 'without_working_union'
  | 'without_second_coverage'
  | 'workers_outside'
  | 'workers_outside_in_unionised'
  | 'without_wage_agreement'
  | 'workers_without_wage_agreement'
  | 'large_without_agreement'
  | 'without_female_contract'
  | 'women_without_contract';
export type UnionCandidates =
  | 'below_three_stars'
  | 'without_certificate'
  | 'shell_or_zombie'
  | 'without_full_time_chair'
  | 'without_pair';
export type RecordCandidates = 'offers_overdue' | 'agreements_to_renew' | 'proposals_overdue' | 'proposals_to_rectify';

const enterprises = (candidates: EnterpriseCandidates, ...registers: Register[]): NeedRule => ({
  ...{ names: 'enterprise', candidates, registers: ['enterprise', ...registers] },
});
const unions = (candidates: UnionCandidates, ...registers: Register[]): NeedRule => ({
  ...{ names: 'union', candidates, registers: ['trade_union', ...registers] },
});
const records = (candidates: RecordCandidates, register: Register): NeedRule => ({
  ...{ names: 'record', candidates, registers: [register] },
});

/** Metrics whose missing units have names. */
export const needRules: Readonly<Record<string, NeedRule>> = {
  enterprise_unionisation_rate: enterprises('without_union'),
  enterprise_unionisation_rate_effective: enterprises('without_working_union', 'census_finding'),
  enterprise_secondary_coverage_rate: enterprises('without_second_coverage'),
  member_rate: enterprises('workers_outside'),
  member_rate_in_unionised: enterprises('workers_outside_in_unionised'),
  new_coverage_count: enterprises('without_union'),
  new_union_count: enterprises('without_union'),
  settlement_backlog_count: enterprises('longest_without_union'),
  wage_agreement_coverage_rate: enterprises('without_wage_agreement', 'agreement'),
  wage_agreement_worker_coverage_rate: enterprises('workers_without_wage_agreement', 'agreement'),
  agreement_signed_share: enterprises('large_without_agreement', 'agreement'),
  female_contract_coverage_rate: enterprises('without_female_contract', 'agreement'),
  female_contract_worker_coverage_rate: enterprises('women_without_contract', 'agreement'),
  star_three_and_above_share: unions('below_three_stars', 'star_rating'),
  union_certificate_share: unions('without_certificate'),
  union_shell_zombie_share: unions('shell_or_zombie', 'census_finding'),
  union_full_time_chair_share: unions('without_full_time_chair'),
  paired_union_share: unions('without_pair', 'union_pairing'),
  paired_union_count: unions('without_pair', 'union_pairing'),
  bargaining_offers_overdue: records('offers_overdue', 'bargaining_offer'),
  agreements_expiring_open: records('agreements_to_renew', 'agreement'),
  wage_agreement_renewal_rate: records('agreements_to_renew', 'agreement'),
  congress_proposals_overdue: records('proposals_overdue', 'congress_proposal'),
  congress_proposal_closure_rate: records('proposals_overdue', 'congress_proposal'),
  congress_proposal_rectified_share: records('proposals_to_rectify', 'congress_proposal'),
};

/** Why a metric has no list, and what to ask instead. */
export function whyNoList({ id, disclosure, numerator, time }: Metric): { zh: string; en: string } {
  if (disclosure === 'household') {
    return {
      zh: '差的是困难职工户或发给他们的帮扶，任何名单都不列户名；请用 breakdown 看落后的总工会',
      en: 'what is missing are households, or payments to them, and no list names a household; ask breakdown for the federations that are behind',
    };
  }
  if (numerator.counts === 'cents') {
    return {
      zh: '差的是金额，没有单位可列；请用 breakdown 看哪里的支出落后',
      en: 'what is missing is money, not units with names; ask breakdown for the places whose spending is behind',
    };
  }
  if (/in_time|lapsed|conversion|satisfied|content/.test(id)) {
    return {
      zh: '已经过去的不能再补；请看现在还来得及的：bargaining_offers_overdue、agreements_expiring_open、congress_proposals_overdue',
      en: 'what is past cannot be made good; ask for what still can: bargaining_offers_overdue, agreements_expiring_open, congress_proposals_overdue',
    };
  }
  if (id === 'park_union_rate' || id.startsWith('park_union')) {
    return {
      zh: '差的是园区；请用 parks 列出没有园区工会的园区',
      en: 'what is missing are parks; ask parks for those without a union of their own',
    };
  }
  if (time === 'flow') {
    return {
      zh: '差的是还没有发生的事，没有现成的名单；请用 breakdown 看落后的地区',
      en: 'what is missing has not happened yet, so nobody has its names; ask breakdown for the places that are behind',
    };
  }
  return {
    zh: '差距不是一个个单位能补齐的；请用 breakdown 看落后的地区',
    en: 'no single unit closes the gap; ask breakdown for the places that are behind',
  };
}
