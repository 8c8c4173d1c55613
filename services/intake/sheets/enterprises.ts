import { industrySections, observationSources, unitTypes } from '@union/schema/codes.ts';
import { code, codeLike, count, creditCode, pastDay, reference, type SheetSpec, text, yesNo } from './column.ts';

const { social_insurance: _, ...membershipSources } = observationSources;

export const enterprise: SheetSpec = {
  key: 'enterprise',
  zh: '企业',
  en: 'enterprises',
  note: {
    zh: '一行一家企业（变更日期留空：登记或更正当前情况），或一次变更（变更日期填写：从该日起迁址、改名等，此前的情况保留）。',
    en: 'One enterprise a row (no effective day: registers it, or corrects how it stands now), or one change (an effective day: moved, renamed and so on from that day; what was before is kept).',
  },
  rowKey: ['credit_code', 'effective_on'],
  columns: [
    creditCode('credit_code', '统一社会信用代码', 'unified social credit code', {
      required: true,
      example: '91320924MA00000070',
    }),
    text('name', '企业名称', 'enterprise name', { required: true, example: '射阳示范纺织有限公司' }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924100' }),
    reference('park_code', '园区代码', 'park code', 'park', {
      empty: { zh: '不在园区', en: 'in no park' },
      example: '320924400',
    }),
    code('unit_type_code', '单位类型', 'unit type', unitTypes, {
      empty: { zh: '未登记', en: 'not recorded' },
      example: '私营企业',
    }),
    industry('industry_code', '行业代码', 'industry code'),
    yesNo('is_non_public', '非公有制', 'non-public', { required: true, example: '是' }),
    yesNo('is_above_scale', '规模以上', 'above scale', { empty: { zh: '否', en: 'no' }, example: '否' }),
    pastDay('settled_on', '落户日期', 'settled on', {
      empty: { zh: '已登记的企业不变', en: 'the day of a known enterprise stays' },
      note: { zh: '新企业必填。', en: 'Required for a new enterprise.' },
      example: '2012-03-15',
    }),
    pastDay('effective_on', '变更日期', 'effective on', {
      empty: { zh: '登记，或更正当前情况', en: 'it is registered, or corrected as it stands' },
      note: {
        zh: '迁址、改名等变更的生效日。',
        en: 'The day from which a change holds, such as a move or another name.',
      },
    }),
    pastDay('closed_on', '注销或迁出日期', 'closed on', {
      empty: { zh: '存续', en: 'it is still here' },
      note: { zh: '不再存续的第一天。', en: 'First day on which it is no longer here.' },
    }),
    pastDay('members_registered_on', '会员实名齐全日期', 'members registered on', {
      empty: { zh: '按会员人数表计算', en: 'members are counted from the sheet of counts' },
      note: { zh: '会员实名从该日起齐全。', en: 'Day from which its register of members is complete.' },
    }),
  ],
};

function industry(key: string, zh: string, en: string) {
  const letters = Object.keys(industrySections).join('');
  return codeLike(
    key,
    zh,
    en,
    new RegExp(`^[${letters}]([0-9]{2,4})?$`),
    {
      zh: '门类字母 A 至 T，可加 2 至 4 位数字（GB/T 4754）',
      en: 'a section letter A to T, with 2 to 4 digits at most (GB/T 4754)',
    },
    { empty: { zh: '未登记', en: 'not recorded' }, example: 'C17' },
  );
}

export const headcountObservation: SheetSpec = {
  key: 'headcount_observation',
  zh: '职工人数',
  en: 'headcounts',
  note: { zh: '一行是一家企业某日某来源的职工人数。', en: 'Workers of one enterprise on one day by one source a row.' },
  rowKey: ['credit_code', 'observed_on', 'source'],
  columns: [
    reference('credit_code', '统一社会信用代码', 'unified social credit code', 'enterprise', {
      required: true,
      example: '91320924MA00000070',
    }),
    pastDay('observed_on', '统计日期', 'observed on', { required: true, example: '2014-06-30' }),
    code('source', '来源', 'source', observationSources, { required: true, example: '报表' }),
    count('worker_count', '职工人数', 'workers', { required: true, unit: 'people', example: '120' }),
    count('female_count', '女职工人数', 'female workers', {
      unit: 'people',
      empty: { zh: '未统计', en: 'not counted' },
      example: '56',
    }),
    count('migrant_count', '农民工人数', 'migrant workers', {
      unit: 'people',
      empty: { zh: '未统计', en: 'not counted' },
      example: '30',
    }),
  ],
};

export const membershipObservation: SheetSpec = {
  key: 'membership_observation',
  zh: '会员人数',
  en: 'memberships',
  note: { zh: '一行是一家企业某日某来源的会员人数。', en: 'Members in one enterprise on one day by one source a row.' },
  rowKey: ['credit_code', 'observed_on', 'source'],
  columns: [
    reference('credit_code', '统一社会信用代码', 'unified social credit code', 'enterprise', {
      required: true,
      example: '91320924MA00000070',
    }),
    pastDay('observed_on', '统计日期', 'observed on', { required: true, example: '2014-06-30' }),
    code('source', '来源', 'source', membershipSources, { required: true, example: '台账' }),
    count('member_count', '会员人数', 'members', { required: true, unit: 'people', example: '108' }),
    count('female_count', '女会员人数', 'female members', {
      unit: 'people',
      empty: { zh: '未统计', en: 'not counted' },
      example: '50',
    }),
  ],
};
