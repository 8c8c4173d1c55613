import {
  censusResults,
  chairKinds,
  coverageKinds,
  memberValidities,
  sexCodes,
  unionTypes,
} from '@union/schema/codes.ts';
import {
  code,
  codeLike,
  creditCode,
  day,
  identifier,
  pastDay,
  reference,
  type SheetSpec,
  text,
  yesNo,
} from './column.ts';

export const tradeUnion: SheetSpec = {
  key: 'trade_union',
  zh: '基层工会',
  en: 'unions',
  note: { zh: '一行一个基层工会或基层工会联合会。', en: 'One grassroots union, or one federation of them, a row.' },
  rowKey: ['union_code'],
  columns: [
    identifier('union_code', '工会统计代码', 'union code', {
      required: true,
      example: 'SY-0001',
      note: { zh: '《基层工会调查表》901 项。', en: 'Item 901 of the statistical return.' },
    }),
    creditCode('credit_code', '工会统一社会信用代码', "union's own credit code", {
      empty: { zh: '没有法人资格', en: 'it is no legal person' },
      leading: '81',
      example: '81320924000001011K',
      note: {
        zh: '工会自己的代码（81 开头），不是单位的。',
        en: "The union's own, beginning with 81; not its employer's.",
      },
    }),
    text('name', '工会名称', 'union name', { required: true, example: '射阳示范纺织有限公司工会' }),
    code('org_type', '组织类型', 'type', unionTypes, { required: true, example: '单独基层工会' }),
    reference('federation_code', '上级总工会代码', 'federation code', 'federation', {
      required: true,
      example: '320924',
    }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924100' }),
    reference('park_code', '园区代码', 'park code', 'park', {
      empty: { zh: '不在园区', en: 'in no park' },
      example: '320924400',
    }),
    pastDay('approved_on', '批准日期', 'approved on', { required: true, example: '2013-05-20' }),
    text('approval_no', '批准文号', 'approval number', {
      empty: { zh: '未登记', en: 'not recorded' },
      example: '射工发〔2013〕12号',
    }),
    day('term_ends_on', '届满日期', 'term ends on', {
      empty: { zh: '未登记', en: 'not recorded' },
      example: '2028-05-20',
    }),
    pastDay('dissolved_on', '撤销日期', 'dissolved on', {
      empty: { zh: '仍在', en: 'it still exists' },
      note: { zh: '不再存在的第一天。', en: 'First day on which it no longer exists.' },
    }),
    code('chair_kind', '主席类别', 'chair', chairKinds, {
      empty: { zh: '未登记', en: 'not recorded' },
      example: '兼职',
    }),
    text('certificate_no', '法人资格证书号', 'certificate number', {
      empty: { zh: '没有证书', en: 'without a certificate' },
      note: { zh: '与发证日期同填或同空。', en: 'Given together with its day, or not at all.' },
    }),
    pastDay('certificate_issued_on', '发证日期', 'certificate issued on', {
      empty: { zh: '没有证书', en: 'without a certificate' },
    }),
  ],
};

export const coverageLink: SheetSpec = {
  key: 'coverage_link',
  zh: '覆盖关系',
  en: 'coverage',
  note: {
    zh: '一行是一家企业被一个工会覆盖的一段时间；同一企业同一工会的时间不得重叠，单独建会同时只能有一个。',
    en: 'One enterprise covered by one union for a time a row; times of the same pair never overlap, and an enterprise has one independent union at a time.',
  },
  rowKey: ['credit_code', 'union_code', 'valid_from'],
  columns: [
    reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
      required: true,
      example: '91320924MA00000070',
    }),
    reference('union_code', '工会统计代码', 'union code', 'trade_union', { required: true, example: 'SY-0001' }),
    code('kind', '覆盖方式', 'kind', coverageKinds, { required: true, example: '单独建会' }),
    pastDay('valid_from', '开始日期', 'valid from', { required: true, example: '2013-05-20' }),
    day('valid_to', '终止日期', 'valid to', {
      empty: { zh: '仍覆盖', en: 'it still holds' },
      note: { zh: '不再覆盖的第一天。', en: 'First day on which it no longer holds.' },
    }),
    text('evidence', '依据', 'evidence', { empty: { zh: '未写明', en: 'not named' }, example: '射工发〔2013〕12号' }),
  ],
};

export const member: SheetSpec = {
  key: 'member',
  zh: '会员实名',
  en: 'members',
  note: {
    zh: '一行是一名会员在一家企业一个工会的一次入会。只填化名编号，不得填写姓名、身份证号。',
    en: 'One membership of one person a row. A pseudonym only: no name, no ID number.',
  },
  rowKey: ['member_key', 'credit_code', 'union_code', 'joined_on'],
  columns: [
    codeLike(
      'member_key',
      '会员化名编号',
      'member key',
      /^(?![1-9][0-9]{16}[0-9Xx]$)[0-9A-Za-z_-]{8,64}$/,
      {
        zh: '8 至 64 位字母、数字、下划线或连字符，且不得是身份证号',
        en: '8 to 64 letters, digits, underscores or hyphens, and not an ID number',
      },
      {
        required: true,
        example: 'm-7f3a9c21',
        note: { zh: '同一人始终用同一编号。', en: 'The same for one person everywhere.' },
      },
    ),
    reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
      required: true,
      example: '91320924MA00000070',
    }),
    reference('union_code', '工会统计代码', 'union code', 'trade_union', { required: true, example: 'SY-0001' }),
    pastDay('joined_on', '入会日期', 'joined on', { required: true, example: '2013-06-01' }),
    pastDay('left_on', '离会日期', 'left on', {
      empty: { zh: '仍是会员', en: 'it still holds' },
      note: { zh: '不再是会员的第一天。', en: 'First day on which it no longer holds.' },
    }),
    code('validity', '信息状态', 'validity', memberValidities, { empty: { zh: '有效', en: 'valid' }, example: '有效' }),
    code('sex_code', '性别', 'sex', sexCodes, { empty: { zh: '未说明', en: 'not stated' }, example: '女' }),
    yesNo('is_migrant', '农民工', 'migrant worker', { empty: { zh: '未登记', en: 'not recorded' }, example: '是' }),
    yesNo('is_frontline', '一线职工', 'frontline worker', {
      empty: { zh: '未登记', en: 'not recorded' },
      example: '是',
    }),
  ],
};

export const censusFinding: SheetSpec = {
  key: 'census_finding',
  zh: '工会清查',
  en: 'census findings',
  note: { zh: '一行是一个工会的一次清查结果。', en: 'What a census found of one union on one day a row.' },
  rowKey: ['union_code', 'checked_on'],
  columns: [
    reference('union_code', '工会统计代码', 'union code', 'trade_union', { required: true, example: 'SY-0001' }),
    pastDay('checked_on', '清查日期', 'checked on', { required: true, example: '2014-03-10' }),
    code('result', '结果', 'result', censusResults, { required: true, example: '正常' }),
    text('note', '说明', 'note', { empty: { zh: '没有说明', en: 'none' }, maxLength: 2000 }),
    pastDay('rectified_on', '整改完成日期', 'rectified on', {
      empty: { zh: '未完成，或无须整改', en: 'not done yet, or nothing to put right' },
    }),
  ],
};
