import { firstVersion } from './first-version.ts';
import type { Metric, Part } from './metric.ts';

const scopes = ['region', 'park', 'federation'] as const;

const source = {
  zh: '射阳县总工会半年总结：新建工会 86 家，其中独立建会 31 家，新增会员 3739 人',
  en: 'half-year summary of the Sheyang federation: 86 new unions, 31 of them independent, 3,739 new members',
};

const newUnions: Part = {
  name: { zh: '新建工会数', en: 'new unions' },
  counts: 'unions',
  column: 'new_union_count',
};

export const newUnionCount: Metric = {
  id: 'new_union_count',
  name: { zh: '新建工会数', en: 'new unions' },
  formula: { zh: '期间内批准成立的工会数', en: 'unions approved in the period' },
  numerator: newUnions,
  denominator: null,
  unit: 'count',
  better: 'higher',
  shape: 'count',
  time: 'flow',
  definition: firstVersion(
    'new_union_count',
    {
      zh: '按批准日计入期间；各组织类型各算一家，期间内又撤销的仍是新建；按工会所在地计入地区，按登记的园区计入园区，按隶属计入总工会。',
      en: 'Counted in the period of approval, whatever the organisation type; one that was dissolved again is still new. A union counts in its region, in the park it is registered in, and under the federations above it.',
    },
    source,
  ),
  disclosure: 'public',
  mart: 'new_union',
  scopes,
};

export const newUnionTypeDistribution: Metric = {
  ...newUnionCount,
  id: 'new_union_type_distribution',
  name: { zh: '新建工会的组织类型分布', en: 'new unions by organisation type' },
  formula: {
    zh: '期间内批准成立的各组织类型工会数 ÷ 期间内批准成立的全部工会数',
    en: 'unions of each organisation type approved in the period ÷ all unions approved in the period',
  },
  numerator: {
    name: { zh: '该类型新建工会数', en: 'new unions of the type' },
    counts: 'unions',
    column: 'level_count',
  },
  denominator: newUnions,
  unit: 'share',
  better: 'neither',
  shape: 'distribution',
  levels: [
    { key: 'single', name: { zh: '单独基层工会', en: 'single union' }, column: 'independent_count' },
    { key: 'joint', name: { zh: '联合基层工会', en: 'joint union' }, column: 'joint_count' },
    { key: 'regional', name: { zh: '区域性工会', en: 'regional union' }, column: 'regional_count' },
    { key: 'industry', name: { zh: '行业性工会', en: 'industry union' }, column: 'industry_count' },
    {
      key: 'federation',
      name: { zh: '基层工会联合会', en: 'federation of grassroots unions' },
      column: 'federation_count',
    },
    { key: 'park', name: { zh: '园区工会', en: 'park union' }, column: 'park_count' },
    { key: 'township', name: { zh: '乡镇（街道）工会', en: 'township union' }, column: 'township_count' },
  ],
  definition: firstVersion(
    'new_union_type_distribution',
    {
      zh: '与新建工会数同一口径，一家工会只属一类；独立建会比例即单独基层工会一级。期间内没有新建时不适用。',
      en: 'The unions are those of the count of new unions, each of one type; the independent share is the level of single unions. Not applicable in a period without a new union.',
    },
    source,
  ),
  keys: ['level_key'],
};

export const newMemberCount: Metric = {
  ...newUnionCount,
  id: 'new_member_count',
  name: { zh: '新增实名会员数', en: 'new members registered by name' },
  formula: {
    zh: '期间内首次入会的有效实名会员人数',
    en: 'distinct people whose first valid membership began in the period',
  },
  numerator: {
    name: { zh: '新增实名会员数', en: 'new members registered by name' },
    counts: 'members',
    column: 'new_member_count',
  },
  definition: firstVersion(
    'new_member_count',
    {
      zh: '按首次入会日计入期间，按人只算一次；转到别的企业或工会不是新增，重复和信息不全的记录不算；只有实名登记的会员，只报人数的企业不在内；计入入会当日企业所在的地区和园区。',
      en: 'Counted in the period of the first joining, once a person: moving to another enterprise or union is no new membership, duplicate and incomplete records do not count. Only members registered by name; enterprises that report counts alone are not in it. A member counts where the enterprise was on the day of joining.',
    },
    source,
  ),
  mart: 'new_member',
};

export const newUnionMemberCount: Metric = {
  ...newUnionCount,
  id: 'new_union_member_count',
  name: { zh: '新建工会会员数', en: 'members of new unions' },
  formula: {
    zh: '期间内批准成立的工会首次覆盖的企业，当日的有效会员数',
    en: 'members on the day of the enterprises that unions approved in the period were the first to cover',
  },
  numerator: {
    name: { zh: '新建工会会员数', en: 'members of new unions' },
    counts: 'members',
    column: 'new_union_member_count',
  },
  definition: firstVersion(
    'new_union_member_count',
    {
      zh: '会员数与职工入会率同一口径：实名登记完成的企业取实名库，其余取最近一次上报数；以前有过工会的企业，其会员不是新增；上一期间成立的工会在本期间的会员不算；按工会所在地、园区和隶属计入。',
      en: 'Members as in the member rate: by name where the register of the enterprise is complete, else from the latest report. Members of an enterprise that had a union before are not new, nor are those of unions of an earlier period. They count where their union does.',
    },
    source,
  ),
  mart: 'new_union_member',
};

export const membersPerNewUnion: Metric = {
  ...newUnionMemberCount,
  id: 'members_per_new_union',
  name: { zh: '平均每家新建工会会员数', en: 'members per new union' },
  formula: {
    zh: '新建工会会员数 ÷ 新建工会数',
    en: 'members of new unions ÷ new unions',
  },
  denominator: newUnions,
  unit: 'average',
  shape: 'ratio',
  definition: firstVersion(
    'members_per_new_union',
    {
      zh: '只是平均数：3739 人 ÷ 86 家 = 43.48 人，不表示每家都有这么多；没有会员的新建工会也在分母中；期间内没有新建时不适用。',
      en: 'An average and no more: 3,739 members ÷ 86 unions = 43.48. New unions without a member are in the denominator; not applicable in a period without a new union.',
    },
    source,
  ),
};
