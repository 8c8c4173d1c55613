import { firstVersion } from './first-version.ts';
import type { Counted, Metric, Part, Words } from './metric.ts';

const named: Words = {
  zh: '只认合同列名的企业，一家企业有多份合同只算一次；按企业当日所在地区、园区计入；只报汇总数的企业不知道是哪些，两边都不算。',
  en: 'Only enterprises that an agreement names count, each once however many it has; an enterprise counts in the region and the park where it is on the day. Enterprises that are returned as counts alone are in neither part: nobody knows which they are.',
};

const twoUniversals: Words = {
  zh: '「两个普遍」：依法普遍建立工会、普遍开展工资集体协商',
  en: 'the "two universals": unions everywhere, wage bargaining everywhere',
};

const womenRegister: Words = {
  zh: '「女职工特殊保护专项集体合同数据库」；上海市集体合同条例第二十四条',
  en: 'the register of female-workers special contracts; Shanghai rules on collective contracts, article 24',
};

function part(counts: Counted, zh: string, en: string, column: string): Part {
  return { name: { zh, en }, counts, column };
}

export const wageAgreementCoverageRate: Metric = {
  id: 'wage_agreement_coverage_rate',
  name: { zh: '工资集体合同覆盖率', en: 'wage agreement coverage' },
  formula: {
    zh: '当日在册企业中，被有效的工资专项（含区域性）集体合同列名覆盖的企业数 ÷ 当日在册企业数',
    en: 'active enterprises that a wage agreement in force, of their own or of their region, names ÷ active enterprises',
  },
  numerator: part('enterprises', '工资合同覆盖企业数', 'enterprises under a wage agreement', 'wage_enterprise_count'),
  denominator: part('enterprises', '在册企业数', 'active enterprises', 'enterprise_count'),
  unit: 'share',
  better: 'higher',
  shape: 'ratio',
  time: 'stock',
  definition: firstVersion(
    'wage_agreement_coverage_rate',
    {
      zh: `${named.zh}区域性合同所报、未列名的覆盖企业另列，从不加进来；与企业建会率并列为「两个普遍」。`,
      en: `${named.en} What regional agreements say they cover without naming it stands apart and is never added. Beside the unionisation rate it is the second of the two universals.`,
    },
    twoUniversals,
  ),
  disclosure: 'public',
  mart: 'agreement_coverage',
  scopes: ['region', 'park', 'federation'],
};

export const wageAgreementWorkerCoverageRate: Metric = {
  ...wageAgreementCoverageRate,
  id: 'wage_agreement_worker_coverage_rate',
  name: { zh: '工资集体合同职工覆盖率', en: 'workers under wage agreements' },
  formula: {
    zh: '被有效的工资专项（含区域性）集体合同列名覆盖的在册企业职工数 ÷ 当日全部在册企业的职工数',
    en: 'workers of active enterprises that a wage agreement in force names ÷ workers of all active enterprises',
  },
  numerator: part('workers', '工资合同覆盖职工数', 'workers under a wage agreement', 'wage_worker_count'),
  denominator: part('workers', '全部在册企业的职工数', 'workers of all active enterprises', 'worker_count'),
  definition: firstVersion(
    'wage_agreement_worker_coverage_rate',
    {
      zh: `${named.zh}职工数取企业台账最近一次的职工数，不取合同所报人数；没有职工数的企业两边都按 0。`,
      en: `${named.en} Workers are those of the latest headcount of the enterprise, not what the agreement states; an enterprise without one adds 0 to both parts.`,
    },
    twoUniversals,
  ),
};

export const femaleContractCoverageRate: Metric = {
  ...wageAgreementCoverageRate,
  id: 'female_contract_coverage_rate',
  name: { zh: '女职工专项集体合同覆盖率', en: 'coverage by female-workers special contracts' },
  formula: {
    zh: '当日在册企业中，被有效的女职工特殊保护专项集体合同列名覆盖的企业数 ÷ 当日在册企业数',
    en: 'active enterprises that a female-workers special contract in force names ÷ active enterprises',
  },
  numerator: part(
    'enterprises',
    '女职工专项合同覆盖企业数',
    'enterprises under a special contract',
    'female_enterprise_count',
  ),
  definition: firstVersion('female_contract_coverage_rate', named, womenRegister),
};

export const femaleContractWorkerCoverageRate: Metric = {
  ...wageAgreementCoverageRate,
  id: 'female_contract_worker_coverage_rate',
  name: { zh: '女职工专项集体合同女职工覆盖率', en: 'female workers under special contracts' },
  formula: {
    zh: '被有效的女职工特殊保护专项集体合同列名覆盖的在册企业女职工数 ÷ 当日在册企业女职工数',
    en: 'female workers of active enterprises that a special contract in force names ÷ female workers of active enterprises',
  },
  numerator: part(
    'workers',
    '专项合同覆盖的女职工数',
    'female workers under a special contract',
    'female_contract_worker_count',
  ),
  denominator: part('workers', '女职工数', 'female workers', 'female_worker_count'),
  definition: firstVersion(
    'female_contract_worker_coverage_rate',
    {
      zh: `${named.zh}女职工数取最近一次填报了女职工数的观测；从未填报女职工数的企业两边都不算。`,
      en: `${named.en} Female workers are those of the latest observation that states them; an enterprise that never stated them is in neither part.`,
    },
    womenRegister,
  ),
};

export const agreementSignedShare: Metric = {
  ...wageAgreementCoverageRate,
  id: 'agreement_signed_share',
  name: { zh: '规定人数以上企业签约率', en: 'share of larger enterprises that signed' },
  formula: {
    zh: '职工数达到规定人数（默认 25 人）的在册企业中，被有效的工资协议（含区域性）、集体合同或能级工资协议列名覆盖的企业数 ÷ 职工数达到规定人数的在册企业数',
    en: 'active enterprises with at least the number of workers of the rule (25 by default) that a wage agreement, collective contract or skill-grade agreement in force names ÷ active enterprises with at least that number',
  },
  numerator: part('enterprises', '达到人数并已签约的企业', 'enterprises asked that signed', 'eligible_signed_count'),
  denominator: part('enterprises', '达到人数的企业', 'enterprises large enough to be asked', 'eligible_count'),
  definition: firstVersion(
    'agreement_signed_share',
    {
      zh: `人数门槛是规则参数，含本数；按当日最近一次职工数判断，没有职工数的企业不算达到。女职工专项合同不算签约。${named.zh}`,
      en: `The threshold is a rule, and an enterprise of exactly that number is asked; the latest headcount of the day decides, and an enterprise without one is not asked. A contract for female workers alone is not a signing. ${named.en}`,
    },
    {
      zh: '「通过与全镇××人以上的企业签订工资协议、集体合同、能级工资协议等形式」',
      en: 'the call to sign wage agreements, collective contracts or skill-grade agreements with every enterprise of a town above a number of workers',
    },
  ),
};
