import type { Definition, Metric, Part, Words } from './metric.ts';

const scopes = ['region', 'park', 'federation'] as const;

const placed: Words = {
  zh: '按工会所在地计入地区，按登记的园区计入园区，按隶属计入总工会。',
  en: 'A union counts in its region, in the park it is registered in, and under the federations above it.',
};

function definition(id: string, notes: Words, source: Words): Definition {
  return {
    id,
    version: 1,
    since: '2026-11-01',
    notes: { zh: notes.zh + placed.zh, en: `${notes.en} ${placed.en}` },
    source,
  };
}

function unions(zh: string, en: string, column: string): Part {
  return { name: { zh, en }, counts: 'unions', column };
}

export const newUnionIndependentShare: Metric = {
  id: 'new_union_independent_share',
  name: { zh: '新建工会中独立建会的比例', en: 'independent share of new unions' },
  formula: {
    zh: '期间内批准成立的单独基层工会数 ÷ 期间内批准成立的全部基层工会数',
    en: 'single unions approved in the period ÷ all grassroots unions approved in the period',
  },
  numerator: unions('新建单独工会数', 'new single unions', 'independent_count'),
  denominator: unions('新建工会数', 'new unions', 'new_union_count'),
  unit: 'share',
  better: 'neither',
  shape: 'ratio',
  time: 'flow',
  definition: definition(
    'new_union_independent_share',
    {
      zh: '按批准日计入期间；联合、区域性、行业性、联合会、园区、镇（街道）工会各算一家，只进入分母；期间内又撤销的仍是新建；期间内没有新建时不适用。',
      en: 'Counted in the period of approval. Joint, regional, industry, park and township unions and federations count once each, in the denominator alone; one that was dissolved again is still new; not applicable in a period without a new union.',
    },
    {
      zh: '射阳县总工会半年总结：新建 86 家，其中独立建会 31 家（36.05%）',
      en: 'half-year summary of the Sheyang federation: 86 new unions, 31 of them independent (36.05 %)',
    },
  ),
  disclosure: 'public',
  mart: 'new_union',
  scopes,
};

export const unionShellZombieShare: Metric = {
  id: 'union_shell_zombie_share',
  name: { zh: '空壳、僵尸工会比例', en: 'share of shell and zombie unions' },
  formula: {
    zh: '当日被认定为空壳或僵尸且未整改的在任工会数 ÷ 当日已清查过的在任工会数',
    en: 'active unions held for shell or zombie and not rectified ÷ active unions that a census has checked at least once',
  },
  numerator: unions('空壳、僵尸工会数', 'shell and zombie unions', 'shell_zombie_count'),
  denominator: unions('已清查的在任工会数', 'active unions checked', 'checked_union_count'),
  unit: 'share',
  better: 'lower',
  shape: 'ratio',
  time: 'stock',
  definition: definition(
    'union_shell_zombie_share',
    {
      zh: '分母只含至少清查过一次的在任工会，从未清查的不算；以最近一次清查结果为准，整改完成之日起不再计入分子；都未清查时不适用。',
      en: 'The denominator holds only active unions that were checked at least once. The latest finding stands until rectified; not applicable where none was checked.',
    },
    {
      zh: '工会组织清查整顿「空壳」「僵尸」工会的要求；国家没有统一判定标准',
      en: 'the census that is to clear shell and zombie unions; no national test for them exists',
    },
  ),
  disclosure: 'public',
  mart: 'union_quality',
  scopes,
};

export const unionCertificateShare: Metric = {
  ...unionShellZombieShare,
  id: 'union_certificate_share',
  name: { zh: '工会法人资格登记率', en: 'share of unions with a legal-person certificate' },
  formula: {
    zh: '当日已领取工会法人资格证书的在任工会数 ÷ 当日在任工会数',
    en: 'active unions with a legal-person certificate issued by that day ÷ active unions',
  },
  numerator: unions('已领法人证书的工会数', 'unions with a certificate', 'certificate_count'),
  denominator: unions('在任工会数', 'active unions', 'active_union_count'),
  better: 'higher',
  definition: definition(
    'union_certificate_share',
    {
      zh: '按发证日计；在任指已批准、未撤销、届期未超过宽限期（默认 12 个月）。',
      en: 'Counted from the day of issue. Active: approved, not dissolved, term not lapsed beyond the grace period (12 months by default).',
    },
    {
      zh: '射阳县总工会半年总结「近 60 家」新领工会法人证书；工会法人资格登记办法',
      en: 'half-year summary of the Sheyang federation (about 60 new certificates); rules on registering unions as legal persons',
    },
  ),
};

export const unionFullTimeChairShare: Metric = {
  ...unionCertificateShare,
  id: 'union_full_time_chair_share',
  name: { zh: '专职工会主席比例', en: 'share of unions with a full-time chair' },
  formula: {
    zh: '主席为专职的在任工会数 ÷ 已登记主席类别的在任工会数',
    en: 'active unions whose chair is full-time ÷ active unions whose kind of chair is registered',
  },
  numerator: unions('主席专职的工会数', 'unions with a full-time chair', 'full_time_chair_count'),
  denominator: unions('已登记主席类别的工会数', 'unions whose kind of chair is registered', 'chair_known_count'),
  definition: definition(
    'union_full_time_chair_share',
    {
      zh: '兼职和聘用（职业化）的主席只进入分母；未登记主席类别的工会两边都不算；台账不留主席的历史，过去各日按发布时的类别计算。',
      en: 'Part-time and hired professional chairs are in the denominator alone; unions whose kind of chair is not registered are in neither. The register keeps no history of chairs: past days are reckoned with the kind known at publication.',
    },
    {
      zh: '《工会法》第十四条：职工二百人以上的单位可以设专职工会主席',
      en: 'Trade Union Law, article 14: employers of 200 and more may have a full-time chair',
    },
  ),
};

export const parkUnionProfessionalChairShare: Metric = {
  ...unionFullTimeChairShare,
  id: 'park_union_professional_chair_share',
  name: { zh: '园区工会配有专职主席的比例', en: 'share of park unions with a professional chair' },
  formula: {
    zh: '主席为专职或聘用（职业化）的在任园区工会数 ÷ 已登记主席类别的在任园区工会数',
    en: 'active park unions whose chair is full-time or hired for the task ÷ active park unions whose kind of chair is registered',
  },
  numerator: unions('配有专职主席的园区工会数', 'park unions with a professional chair', 'professional_chair_count'),
  denominator: unions(
    '已登记主席类别的园区工会数',
    'park unions whose kind of chair is registered',
    'chair_known_count',
  ),
  definition: definition(
    'park_union_professional_chair_share',
    {
      zh: '只数园区自己的工会（组织类型为园区工会）；专职和聘用的职业化主席都算，兼职的只进入分母；台账只登记主席，不登记其他工作人员，也不留历史，过去各日按发布时的类别计算；没有园区工会时不适用。',
      en: 'Only a union of the park itself counts (organisation type park). Full-time and hired professional chairs count, part-time ones are in the denominator alone. The register knows chairs, no other staff, and keeps no history: past days are reckoned with the kind known at publication. Not applicable without a park union.',
    },
    {
      zh: '「大多工业园区工会没有专职工作人员」「招聘职业化工会主席」',
      en: 'the complaint that most park unions have no full-time staff; the hiring of professional chairs',
    },
  ),
  mart: 'park_union_chair',
};
