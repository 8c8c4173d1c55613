import { firstVersion } from './first-version.ts';
import type { Metric, Part, Words } from './metric.ts';

const placed: Words = {
  zh: '按开会的工会计入地区、园区和上级总工会；总工会区域职代会的提案计入该总工会及其所在地区。',
  en: 'A proposal counts where the union stands whose congress accepted it; one of a federation’s own congress under that federation and in its region.',
};

const known: Words = {
  zh: '按立案日计入期间，以发布当晚所知为准：以后办结的仍会提高其立案期间的比例。期间内没有立案的不适用，不当作 100%。',
  en: 'Counted in the period of acceptance, as known on the night of publication: what is closed later still raises the period of its congress. A period in which nothing was accepted is not applicable, not 100 %.',
};

const everyItem: Words = {
  zh: '「件件有落实，条条有整改」「两级职工代表大会」',
  en: 'every proposal has a result, every point is put right; congresses of two levels',
};

function proposals(zh: string, en: string, column: string): Part {
  return { name: { zh, en }, counts: 'proposals', column };
}

function notes({ zh, en }: Words, more: Words = { zh: '', en: '' }): Words {
  return { zh: zh + more.zh + placed.zh, en: [en, more.en, placed.en].filter(Boolean).join(' ') };
}

export const congressProposalClosureRate: Metric = {
  id: 'congress_proposal_closure_rate',
  name: { zh: '职代会提案办结率', en: 'closure rate of congress proposals' },
  formula: {
    zh: '期间内立案的职代会提案中，已有办理反馈的件数 ÷ 期间内立案的件数',
    en: 'proposals accepted in the period that have feedback ÷ proposals accepted in the period',
  },
  numerator: proposals('已反馈的提案', 'proposals with feedback', 'closed_count'),
  denominator: proposals('立案提案', 'proposals accepted', 'accepted_count'),
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'flow',
  definition: firstVersion('congress_proposal_closure_rate', notes(known), everyItem),
  disclosure: 'public',
  mart: 'congress_proposal',
  scopes: ['region', 'park', 'federation'],
};

export const congressProposalInTimeShare: Metric = {
  ...congressProposalClosureRate,
  id: 'congress_proposal_in_time_share',
  name: { zh: '职代会提案按期办结率', en: 'share of congress proposals closed in time' },
  formula: {
    zh: '办理期限在期间内的提案中，在期限当日及以前反馈的件数 ÷ 办理期限在期间内的提案件数',
    en: 'proposals with feedback on or before their last day ÷ proposals whose last day for feedback lies in the period',
  },
  numerator: proposals('按期反馈的提案', 'proposals with feedback in time', 'in_time_count'),
  denominator: proposals('到期提案', 'proposals due', 'due_count'),
  definition: firstVersion(
    'congress_proposal_in_time_share',
    notes({
      zh: '按办理期限计入期间，期限未到的不算，提前办结的到期限日才计入。期间内没有到期的不适用。',
      en: 'Counted in the period of the last day for feedback; one that is not due yet is not counted, even when closed early. Not applicable in a period in which nothing was due.',
    }),
    everyItem,
  ),
};

export const congressProposalRectifiedShare: Metric = {
  ...congressProposalClosureRate,
  id: 'congress_proposal_rectified_share',
  name: { zh: '职代会提案整改率', en: 'share of congress proposals rectified' },
  formula: {
    zh: '期间内立案、需要整改的提案中，已整改的件数 ÷ 期间内立案、需要整改的件数',
    en: 'proposals accepted in the period that need rectification and were rectified ÷ proposals accepted in the period that need rectification',
  },
  numerator: proposals('已整改的提案', 'proposals rectified', 'rectified_count'),
  denominator: proposals('需要整改的提案', 'proposals that need rectification', 'rectifiable_count'),
  definition: firstVersion(
    'congress_proposal_rectified_share',
    notes(known, {
      zh: '不需要整改的提案两边都不算。',
      en: 'Proposals that need no rectification are in neither part.',
    }),
    everyItem,
  ),
};

const opinion: Words = {
  zh: '按反馈日计入期间；没有填满意度的提案两边都不算。',
  en: 'Counted in the period of feedback; proposals without a stated satisfaction are in neither part.',
};

const votes: Words = {
  zh: '「以职工会员是否认可、满意为评判依据」',
  en: 'the rule that members’ approval and satisfaction are the measure',
};

export const congressProposalSatisfiedShare: Metric = {
  ...congressProposalClosureRate,
  id: 'congress_proposal_satisfied_share',
  name: { zh: '职代会提案满意率', en: 'share of congress proposals with satisfied proposers' },
  formula: {
    zh: '期间内反馈、满意度为「满意」的提案件数 ÷ 期间内反馈、填了满意度的提案件数',
    en: 'proposals with feedback in the period whose proposers are satisfied ÷ proposals with feedback in the period whose satisfaction is stated',
  },
  numerator: proposals('满意的提案', 'proposals with satisfied proposers', 'satisfied_count'),
  denominator: proposals('填了满意度的提案', 'proposals whose satisfaction is stated', 'rated_count'),
  definition: firstVersion(
    'congress_proposal_satisfied_share',
    notes(opinion, {
      zh: '「基本满意」不算满意，见满意和基本满意率。',
      en: '"Basically satisfied" does not count; a figure of its own counts both.',
    }),
    votes,
  ),
};

export const congressProposalContentShare: Metric = {
  ...congressProposalSatisfiedShare,
  id: 'congress_proposal_content_share',
  name: {
    zh: '职代会提案满意和基本满意率',
    en: 'share of congress proposals with satisfied or basically satisfied proposers',
  },
  formula: {
    zh: '期间内反馈、满意度为「满意」或「基本满意」的提案件数 ÷ 期间内反馈、填了满意度的提案件数',
    en: 'proposals with feedback in the period whose proposers are satisfied or basically satisfied ÷ proposals with feedback in the period whose satisfaction is stated',
  },
  numerator: proposals('满意和基本满意的提案', 'with satisfied or basically satisfied proposers', 'content_count'),
  definition: firstVersion('congress_proposal_content_share', notes(opinion), votes),
};

export const congressProposalsOverdue: Metric = {
  ...congressProposalClosureRate,
  id: 'congress_proposals_overdue',
  name: { zh: '逾期未办结的职代会提案数', en: 'congress proposals overdue' },
  formula: {
    zh: '当日已过办理期限仍无反馈的职代会提案件数',
    en: 'proposals without feedback whose last day for it is over on the day',
  },
  numerator: proposals('逾期提案', 'proposals overdue', 'overdue_count'),
  denominator: null,
  unit: 'count',
  better: 'lower',
  shape: 'count',
  time: 'stock',
  definition: firstVersion(
    'congress_proposals_overdue',
    notes({
      zh: '期限当日不算逾期，次日起算，反馈之日起不再计入；0 件即达标；从未有过提案的地方没有此指标。',
      en: 'Overdue from the day after the last day for feedback until the day of feedback. None overdue is the standard; a place that never had a proposal has no such figure.',
    }),
    everyItem,
  ),
  mart: 'proposal_overdue',
};
