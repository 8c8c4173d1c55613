import { agreementKinds } from '../codes.ts';
import type { Counted, Definition, Metric, Part, Words } from './metric.ts';

const summary: Words = {
  zh: '射阳县总工会半年总结：发出工资集体协商要约书 540 份，续签工资集体协商合同 396 份，签订区域性合同 7 份',
  en: 'half-year summary of the Sheyang federation: 540 bargaining offers, 396 wage agreements renewed, 7 regional agreements',
};

const placed: Words = {
  zh: '按协议登记的地区和总工会计入；覆盖的企业签订时都在同一园区的，计入该园区，未列名企业的按签订工会所在园区。',
  en: 'An agreement counts in its region and under its federation; in a park when all enterprises that it names were there at signing, or, naming none, when its union is registered there.',
};

const inForce: Words = {
  zh: '有效指已生效、未期满、未提前终止，且列名企业未全部注销或迁出。',
  en: 'In force: it has begun, has not expired, was not terminated, and not every enterprise that it names has closed or moved away.',
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

function part(counts: Counted, zh: string, en: string, column: string): Part {
  return { name: { zh, en }, counts, column };
}

export const agreementsInForce: Metric = {
  id: 'agreements_in_force',
  name: { zh: '有效集体合同分类', en: 'agreements in force by kind' },
  formula: {
    zh: '当日有效的某类集体合同（协议）份数 ÷ 当日有效的全部集体合同（协议）份数',
    en: 'agreements of one kind in force on the day ÷ agreements of every kind in force on the day',
  },
  numerator: part('agreements', '该类有效合同', 'agreements of the kind', 'level_count'),
  denominator: part('agreements', '有效合同', 'agreements in force', 'in_force_count'),
  unit: 'share',
  better: 'neither',
  shape: 'distribution',
  levels: (['wage', 'regional_wage', 'collective', 'skill_grade', 'female_special'] as const).map((key) => ({
    key,
    name: agreementKinds[key],
    column: `${key}_count`,
  })),
  time: 'stock',
  definition: definition(
    'agreements_in_force',
    {
      zh: `${inForce.zh}期满日是不再有效的第一天。一份合同只属一类。`,
      en: `${inForce.en} The day of expiry is the first on which it no longer holds. An agreement is of one kind.`,
    },
    {
      zh: '「通过与全镇××人以上的企业签订工资协议、集体合同、能级工资协议等形式」；女职工特殊保护专项集体合同数据库',
      en: 'the call to sign wage agreements, collective contracts and skill-grade wage agreements; the register of female-workers special contracts',
    },
  ),
  disclosure: 'public',
  mart: 'agreement_in_force',
  keys: ['level_key'],
  scopes: ['region', 'park', 'federation'],
};

export const agreementsExpiring: Metric = {
  id: 'agreements_expiring',
  name: { zh: '即将到期的集体合同数', en: 'agreements due soon' },
  formula: {
    zh: '当日有效、期满日在规定天数（默认 90 天）以内的集体合同（协议）份数',
    en: 'agreements in force whose day of expiry is no further away than the days of the rule (90 by default)',
  },
  numerator: part('agreements', '即将到期的合同', 'agreements due', 'expiring_count'),
  denominator: null,
  unit: 'count',
  better: 'neither',
  shape: 'count',
  time: 'stock',
  definition: definition(
    'agreements_expiring',
    {
      zh: `${inForce.zh}已续签的到期满日仍计入。`,
      en: `${inForce.en} One that is renewed already still counts until it expires.`,
    },
    {
      zh: '杭州：期满前 90 日内可以提出续签；「续签工资集体协商合同」台账',
      en: 'Hangzhou: renewal may be asked for within 90 days before expiry; the register of renewals',
    },
  ),
  disclosure: 'public',
  mart: 'agreement_in_force',
  scopes: ['region', 'park', 'federation'],
};

export const agreementsExpiringOpen: Metric = {
  ...agreementsExpiring,
  id: 'agreements_expiring_open',
  name: { zh: '即将到期尚未续签的集体合同数', en: 'agreements due soon, not renewed yet' },
  formula: {
    zh: '当日有效、期满日在规定天数（默认 90 天）以内、尚无续签合同的集体合同（协议）份数',
    en: 'agreements in force whose day of expiry is no further away than the days of the rule (90 by default) and that no signed agreement renews',
  },
  numerator: part('agreements', '即将到期未续签的合同', 'agreements due and not renewed', 'expiring_open_count'),
  better: 'lower',
  definition: definition(
    'agreements_expiring_open',
    {
      zh: `${inForce.zh}续签合同签订之日起不再计入。`,
      en: `${inForce.en} It counts no more from the day on which its renewal is signed.`,
    },
    agreementsExpiring.definition.source,
  ),
};

export const femaleContractsExpiring: Metric = {
  ...agreementsExpiring,
  id: 'female_contracts_expiring',
  name: { zh: '即将到期的女职工专项集体合同数', en: 'female-workers special contracts due soon' },
  formula: {
    zh: '当日有效、期满日在规定天数（默认 90 天）以内的女职工特殊保护专项集体合同份数',
    en: 'female-workers special contracts in force whose day of expiry is no further away than the days of the rule (90 by default)',
  },
  numerator: part('agreements', '即将到期的女职工专项合同', 'special contracts due', 'female_expiring_count'),
  definition: {
    ...agreementsExpiring.definition,
    id: 'female_contracts_expiring',
    source: {
      zh: '「女职工特殊保护专项集体合同数据库」',
      en: 'the register of female-workers special contracts',
    },
  },
};

export const wageAgreementUnnamedEnterprises: Metric = {
  ...agreementsExpiring,
  id: 'wage_agreement_unnamed_enterprises',
  name: { zh: '工资协议覆盖而未列名的企业数', en: 'enterprises that wage agreements cover without naming' },
  formula: {
    zh: '当日有效的工资专项、区域性工资专项集体合同所报覆盖企业数中，超出列名企业数的部分之和',
    en: 'what wage agreements in force say they cover beyond the enterprises that they name, summed',
  },
  numerator: part('enterprises', '未列名的覆盖企业', 'enterprises covered, not named', 'unnamed_enterprise_count'),
  approximate: 'unnamed_approximate_count',
  definition: definition(
    'wage_agreement_unnamed_enterprises',
    {
      zh: `不知道是哪些企业，可能与列名企业重复，因此单列，从不加进工资集体合同覆盖率；含「近」「约」的，合计标「约」。${inForce.zh}`,
      en: `Nobody knows which they are, and some may be named elsewhere: they stand apart and are never added to the coverage by wage agreements; with a number stated as about, the sum says about. ${inForce.en}`,
    },
    {
      zh: '「签订区域性工资集体协商合同 7 份」：区域性合同只报覆盖企业数',
      en: 'regional wage agreements of the half-year summary, of which only counts are reported',
    },
  ),
};

export const wageAgreementsRenewed: Metric = {
  ...agreementsExpiring,
  id: 'wage_agreements_renewed',
  name: { zh: '续签工资集体合同数', en: 'wage agreements renewed' },
  formula: {
    zh: '期间内签订、写明所续签合同的工资专项（含区域性）集体合同份数',
    en: 'wage agreements, regional ones included, signed in the period that name the agreement they renew',
  },
  numerator: part('agreements', '续签的工资合同', 'wage agreements renewed', 'wage_renewal_count'),
  better: 'higher',
  time: 'flow',
  definition: definition(
    'wage_agreements_renewed',
    {
      zh: '按签订日计入期间，按时续签和期满后补签都算；续签数是份数，不除以要约数。',
      en: 'Counted in the period of signing, whether in time or after the expiry. It is a count and is never divided by offers.',
    },
    summary,
  ),
  mart: 'agreement_signing',
};

export const regionalWageAgreementsSigned: Metric = {
  ...wageAgreementsRenewed,
  id: 'regional_wage_agreements_signed',
  name: { zh: '签订区域性工资集体合同数', en: 'regional wage agreements signed' },
  formula: {
    zh: '期间内签订的区域性工资专项集体合同份数',
    en: 'regional wage agreements signed in the period',
  },
  numerator: part('agreements', '区域性工资合同', 'regional wage agreements', 'regional_wage_count'),
  definition: definition(
    'regional_wage_agreements_signed',
    {
      zh: '按签订日计入期间，首签和续签都算；一份合同算一份，不论覆盖多少企业。',
      en: 'Counted in the period of signing, first ones and renewals; an agreement counts once, however many enterprises it covers.',
    },
    summary,
  ),
};

export const wageAgreementRenewalRate: Metric = {
  ...wageAgreementsRenewed,
  id: 'wage_agreement_renewal_rate',
  name: { zh: '工资集体合同到期续签率', en: 'renewal rate of wage agreements' },
  formula: {
    zh: '期间内期满的工资专项（含区域性）集体合同中，在期满日及以前签订续签合同的份数 ÷ 期间内期满的份数',
    en: 'wage agreements expired in the period with a renewal signed by the day of expiry ÷ wage agreements expired in the period',
  },
  numerator: part('agreements', '按时续签的到期合同', 'renewed by the day of expiry', 'renewed_count'),
  denominator: part('agreements', '到期合同', 'agreements that expired', 'due_count'),
  unit: 'share',
  shape: 'ratio',
  definition: definition(
    'wage_agreement_renewal_rate',
    {
      zh: '按期满日计入期间；期满前已终止的，或列名企业已全部注销、迁出的，不算到期；期满后补签的算脱签。',
      en: 'Counted in the period of expiry. One that was terminated before, or whose enterprises had all closed or moved away, did not come due; one renewed after its expiry lapsed.',
    },
    summary,
  ),
  mart: 'wage_agreement_expiry',
};

export const wageAgreementsLapsed: Metric = {
  ...wageAgreementsRenewed,
  id: 'wage_agreements_lapsed',
  name: { zh: '到期脱签的工资集体合同数', en: 'wage agreements lapsed' },
  formula: {
    zh: '期间内期满、至期满日仍无续签合同的工资专项（含区域性）集体合同份数',
    en: 'wage agreements expired in the period without a renewal signed by the day of expiry',
  },
  numerator: part('agreements', '脱签的工资合同', 'wage agreements lapsed', 'lapsed_count'),
  better: 'lower',
  definition: { ...wageAgreementRenewalRate.definition, id: 'wage_agreements_lapsed' },
  mart: 'wage_agreement_expiry',
};
