import { agreementKinds, offerReplies } from '@union/schema/codes.ts';
import { code, count, day, identifier, pastDay, reference, type SheetSpec, yesNo } from './column.ts';

export const bargainingOffer: SheetSpec = {
  key: 'bargaining_offer',
  zh: '协商要约',
  en: 'bargaining offers',
  note: {
    zh: '一行是一份工资集体协商要约书。答复期限各地不同，请填截止日期。',
    en: 'One offer to bargain over wages a row. Deadlines for a reply differ from place to place, so the day itself is given.',
  },
  rowKey: ['offer_no'],
  columns: [
    identifier('offer_no', '要约书编号', 'offer number', { required: true, longest: 40, example: 'SYYY-2014-0001' }),
    reference('federation_code', '发出总工会代码', 'federation code', 'federation', {
      required: true,
      example: '320924',
    }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924100' }),
    reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
      empty: { zh: '发给区域、行业的雇主方', en: 'it went to the employers of a region or an industry' },
      example: '91320924MA00000070',
    }),
    pastDay('sent_on', '发出日期', 'sent on', { required: true, example: '2014-03-10' }),
    day('reply_due_on', '答复期限', 'reply due on', {
      required: true,
      example: '2014-03-30',
      note: { zh: '按时答复的最后一天（含）。', en: 'The last day on which a reply is in time.' },
    }),
    pastDay('replied_on', '答复日期', 'replied on', {
      empty: { zh: '未答复', en: 'no reply yet' },
      example: '2014-03-21',
      note: { zh: '与答复同填或同空。', en: 'Given together with the reply, or not at all.' },
    }),
    code('reply', '答复', 'reply', offerReplies, { empty: { zh: '未答复', en: 'no reply yet' }, example: '同意协商' }),
    reference('campaign_code', '行动代码', 'campaign code', 'campaign', {
      empty: { zh: '不属于集中行动', en: 'of no campaign' },
    }),
  ],
};

export const agreement: SheetSpec = {
  key: 'agreement',
  zh: '集体合同',
  en: 'agreements',
  note: {
    zh: '一行是一份已签订的合同或协议。续签的填被续签的合同编号；由要约促成的填要约书编号，否则不算要约的结果。',
    en: 'One signed agreement a row. A renewal names the agreement that it follows; one that an offer led to names the offer, and counts as its result only then.',
  },
  rowKey: ['agreement_no'],
  columns: [
    identifier('agreement_no', '合同编号', 'agreement number', {
      required: true,
      longest: 40,
      example: 'SYHT-2014-0001',
    }),
    code('kind', '类别', 'kind', agreementKinds, { required: true, example: '工资专项集体合同' }),
    reference('federation_code', '备案总工会代码', 'federation code', 'federation', {
      required: true,
      example: '320924',
    }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924100' }),
    reference('union_code', '签订工会统计代码', 'union code', 'trade_union', {
      empty: { zh: '未写明', en: 'not named' },
      example: 'SY-0001',
    }),
    reference('offer_no', '要约书编号', 'offer number', 'bargaining_offer', {
      empty: { zh: '不是要约促成', en: 'no offer led to it' },
      example: 'SYYY-2014-0001',
    }),
    pastDay('signed_on', '签订日期', 'signed on', { required: true, example: '2014-04-15' }),
    day('valid_from', '生效日期', 'valid from', { required: true, example: '2014-05-01' }),
    day('expires_on', '期满日期', 'expires on', {
      required: true,
      example: '2015-05-01',
      note: { zh: '不再有效的第一天。', en: 'First day on which it no longer holds.' },
    }),
    pastDay('terminated_on', '提前终止日期', 'terminated on', {
      empty: { zh: '没有提前终止', en: 'not ended early' },
      note: { zh: '提前终止时，不再有效的第一天。', en: 'When ended early: first day on which it no longer holds.' },
    }),
    reference('renews_agreement_no', '续签的合同编号', 'renewed agreement', 'agreement', {
      empty: { zh: '不是续签', en: 'no renewal' },
    }),
    count('covered_enterprise_count', '覆盖企业数', 'covered enterprises', {
      unit: 'enterprises',
      empty: { zh: '未填报', en: 'not stated' },
      example: '1',
    }),
    count('covered_worker_count', '覆盖职工人数', 'covered workers', {
      unit: 'people',
      empty: { zh: '未填报', en: 'not stated' },
      example: '120',
    }),
    count('covered_female_count', '其中女职工', 'covered women', {
      unit: 'people',
      empty: { zh: '未填报', en: 'not stated' },
      example: '56',
    }),
    yesNo('is_approximate', '约数', 'approximate', {
      empty: { zh: '否', en: 'no' },
      note: { zh: '人数为约数时填是。', en: 'Yes when the counts are about.' },
      example: '否',
    }),
  ],
};

export const agreementEnterprise: SheetSpec = {
  key: 'agreement_enterprise',
  zh: '合同覆盖企业',
  en: 'enterprises of an agreement',
  note: { zh: '一行是一份合同覆盖的一家企业。', en: 'One enterprise that one agreement covers a row.' },
  rowKey: ['agreement_no', 'credit_code'],
  columns: [
    reference('agreement_no', '合同编号', 'agreement number', 'agreement', {
      required: true,
      example: 'SYHT-2014-0001',
    }),
    reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
      required: true,
      example: '91320924MA00000070',
    }),
  ],
};
