import type { Definition, Metric, Part, Words } from './metric.ts';

const scopes = ['region', 'park', 'federation'] as const;

const source: Words = {
  zh: '园区工会建设要求「企业建会率和职工入会率均需超过85%」；《工会法》第十一条；统计口径见定义页',
  en: 'the park-union requirement that both rates exceed 85 %; Trade Union Law, article 11',
};

const notes: Words = {
  zh: '一家企业有多条覆盖关系只算一次；联合会的二次覆盖和组织员不算；工会须已批准、未撤销、届期未超过宽限期（默认 12 个月）。',
  en: 'An enterprise with several links counts once; second coverage by a federation and organisers do not count; the union must be approved, not dissolved, and its term not lapsed beyond the grace period (12 months by default).',
};

const effectiveNotes: Words = {
  zh: `${notes.zh}只被空壳、僵尸工会覆盖的企业不算，直至整改完成；只报汇总数的园区，其已建会即视为有效。`,
  en: `${notes.en} An enterprise covered by shell or zombie unions alone does not count until they are rectified; where only counts are reported, covered is taken as effective.`,
};

function definition(id: string, words: Words): Definition {
  return { id, version: 1, since: '2026-11-01', notes: words, source };
}

const enterprises: Part = {
  name: { zh: '在册企业数', en: 'active enterprises' },
  counts: 'enterprises',
  column: 'enterprise_count',
};
const workers: Part = {
  name: { zh: '全部在册企业的职工数', en: 'workers of all active enterprises' },
  counts: 'workers',
  column: 'worker_count',
};

export const enterpriseUnionisationRate: Metric = {
  id: 'enterprise_unionisation_rate',
  name: { zh: '企业建会率', en: 'enterprise unionisation rate' },
  formula: {
    zh: '当日在册企业中，至少被一个在任工会直接覆盖的企业数 ÷ 当日在册企业数',
    en: 'active enterprises with at least one primary coverage link to an active union ÷ active enterprises',
  },
  numerator: {
    name: { zh: '已建会企业数', en: 'unionised enterprises' },
    counts: 'enterprises',
    column: 'covered_count',
  },
  denominator: enterprises,
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'stock',
  definition: definition('enterprise_unionisation_rate', notes),
  disclosure: 'public',
  mart: 'coverage',
  source: 'source',
  scopes,
};

export const enterpriseUnionisationRateEffective: Metric = {
  ...enterpriseUnionisationRate,
  id: 'enterprise_unionisation_rate_effective',
  name: { zh: '企业有效建会率', en: 'effective enterprise unionisation rate' },
  formula: {
    zh: '当日在册企业中，至少被一个有效运转的在任工会直接覆盖的企业数 ÷ 当日在册企业数',
    en: 'active enterprises with at least one primary coverage link to an active union that is neither shell nor zombie ÷ active enterprises',
  },
  numerator: {
    name: { zh: '有效建会企业数', en: 'effectively unionised enterprises' },
    counts: 'enterprises',
    column: 'effective_covered_count',
  },
  definition: definition('enterprise_unionisation_rate_effective', effectiveNotes),
};

export const memberRate: Metric = {
  id: 'member_rate',
  name: { zh: '职工入会率', en: 'member rate' },
  formula: {
    zh: '当日在册企业的有效会员数 ÷ 当日全部在册企业的职工数',
    en: 'distinct valid members of active enterprises ÷ workers of all active enterprises',
  },
  numerator: { name: { zh: '会员数', en: 'members' }, counts: 'members', column: 'member_count' },
  denominator: workers,
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'stock',
  definition: definition('member_rate', {
    zh: '分母是全部职工，不只是已建会企业的职工；会员按人只算一次；实名制已完成的企业取实名库，其余取最近一次上报数；没有职工数的企业只有会员进入分子，夜间校验会提醒。',
    en: 'The denominator is all workers, not only those in unionised enterprises. A member counts once by identity; enterprises whose real-name register is complete are counted from it, others from the latest report. An enterprise without a headcount adds its members alone; a check of the night names it.',
  }),
  disclosure: 'public',
  mart: 'coverage',
  source: 'source',
  scopes,
};

export const memberRateEffective: Metric = {
  ...memberRate,
  id: 'member_rate_effective',
  name: { zh: '职工有效入会率', en: 'effective member rate' },
  formula: {
    zh: '有效建会企业的有效会员数 ÷ 当日全部在册企业的职工数',
    en: 'distinct valid members of effectively unionised enterprises ÷ workers of all active enterprises',
  },
  numerator: {
    name: { zh: '有效建会企业的会员数', en: 'members in effectively unionised enterprises' },
    counts: 'members',
    column: 'effective_member_count',
  },
  definition: definition('member_rate_effective', effectiveNotes),
};

export const memberRateInUnionised: Metric = {
  ...memberRate,
  id: 'member_rate_in_unionised',
  name: { zh: '已建会企业入会率', en: 'member rate in unionised enterprises' },
  formula: {
    zh: '已建会企业的有效会员数 ÷ 已建会企业的职工数（与职工入会率不是同一指标）',
    en: 'distinct valid members of unionised enterprises ÷ workers of unionised enterprises (not the member rate)',
  },
  numerator: {
    name: { zh: '已建会企业的会员数', en: 'members in unionised enterprises' },
    counts: 'members',
    column: 'covered_member_count',
  },
  denominator: {
    name: { zh: '已建会企业的职工数', en: 'workers of unionised enterprises' },
    counts: 'workers',
    column: 'covered_worker_count',
  },
  definition: definition('member_rate_in_unionised', notes),
};

export const parkUnionRate: Metric = {
  id: 'park_union_rate',
  name: { zh: '园区工会组建率', en: 'park union rate' },
  formula: { zh: '建有园区工会的园区数 ÷ 园区数', en: 'parks with a park union of their own ÷ parks' },
  numerator: {
    name: { zh: '建有园区工会的园区数', en: 'parks with a park union' },
    counts: 'parks',
    column: 'park_with_union_count',
  },
  denominator: { name: { zh: '园区数', en: 'parks' }, counts: 'parks', column: 'park_count' },
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'stock',
  definition: definition('park_union_rate', {
    zh: '只数园区自己的工会（组织类型为园区工会），园区内企业的工会不算。',
    en: 'Only a union of the park itself counts (organisation type park), not unions of enterprises in it.',
  }),
  disclosure: 'public',
  mart: 'park_union',
  scopes: ['region', 'federation'],
};

export const enterpriseSecondaryCoverageRate: Metric = {
  ...enterpriseUnionisationRate,
  id: 'enterprise_secondary_coverage_rate',
  name: { zh: '企业二次覆盖率', en: 'secondary coverage of enterprises' },
  formula: {
    zh: '当日在册企业中，处于基层工会联合会二次覆盖之下的企业数 ÷ 当日在册企业数（与企业建会率分列，从不相加）',
    en: 'active enterprises under second coverage by a federation of unions ÷ active enterprises (beside the unionisation rate, never added to it)',
  },
  numerator: {
    name: { zh: '二次覆盖企业数', en: 'enterprises under second coverage' },
    counts: 'enterprises',
    column: 'secondary_covered_count',
  },
  better: 'neither',
  definition: {
    id: 'enterprise_secondary_coverage_rate',
    version: 1,
    since: '2026-11-01',
    notes: {
      zh: '联合会须在任；一家企业受多个联合会覆盖只算一次；二次覆盖不新增工会和会员，只有二次覆盖的企业仍算未建会。只报汇总数的地方没有此指标；兼有台账和汇总数的地方，汇总数的企业只进入分母。',
      en: 'The federation must be active; an enterprise under several counts once. Second coverage adds no union and no member: an enterprise that has nothing else is still without a union. Places that report counts alone have no such figure; where registers and counts meet, reported enterprises are in the denominator only.',
    },
    source: {
      zh: '「双措并举、二次覆盖」；全总 2020 年关于联合会「联合制、代表制」的意见',
      en: 'the call for second coverage in parks; the ACFTU opinion of 2020 on federations of grassroots unions',
    },
  },
};
