import {
  assistanceTypes,
  beneficiaryClasses,
  fundSources,
  hardshipCategories,
  hardshipCauses,
} from '@union/schema/codes.ts';
import { code, identifier, pastDay, reference, type SheetSpec, text, yuan } from './column.ts';

const { union_self: _, ...grantBeneficiaries } = beneficiaryClasses;

export const hardshipHousehold: SheetSpec = {
  key: 'hardship_household',
  zh: '困难职工档案',
  en: 'hardship files',
  note: {
    zh: '一行一份档案。只填档案编号，不得填写姓名、身份证号、住址。',
    en: 'One file a row. The number of the file only: no name, no ID number, no address.',
  },
  rowKey: ['file_no'],
  columns: [
    identifier('file_no', '档案编号', 'file number', { required: true, example: 'SYKN-2014-001' }),
    reference('federation_code', '建档总工会代码', 'federation code', 'federation', {
      required: true,
      example: '320924',
    }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924100' }),
    code('category', '困难类别', 'category', hardshipCategories, { required: true, example: '相对困难' }),
    code('cause', '致困原因', 'cause', hardshipCauses, {
      empty: { zh: '未登记', en: 'not recorded' },
      example: '患病',
    }),
    text('rule_version', '认定标准版本', 'rule version', { required: true, maxLength: 60, example: '2014' }),
    text('team', '帮扶小组', 'team', { empty: { zh: '未指定', en: 'none named' }, maxLength: 60, example: '第一组' }),
    pastDay('opened_on', '建档日期', 'opened on', { required: true, example: '2014-01-10' }),
    pastDay('closed_on', '脱困（销档）日期', 'closed on', {
      empty: { zh: '仍有效', en: 'it is still open' },
      note: { zh: '档案不再有效的第一天。', en: 'First day on which it is no longer open.' },
    }),
    text('close_reason', '销档原因', 'close reason', {
      empty: { zh: '仍有效，或未写明', en: 'still open, or not stated' },
    }),
  ],
};

export const assistanceGrant: SheetSpec = {
  key: 'assistance_grant',
  zh: '帮扶发放',
  en: 'assistance grants',
  note: {
    zh: '一行是一次发放。先建档、后帮扶：发给困难职工的必须有当日有效的档案；冲销填负数并写明被冲销的发放编号。',
    en: 'One payment a row. A payment for hardship needs a file that is open on its day; a reversal is negative and names the grant it reverses.',
  },
  rowKey: ['grant_no'],
  columns: [
    identifier('grant_no', '发放编号', 'grant number', { required: true, longest: 40, example: 'SYBF-2014-0001' }),
    reference('federation_code', '发放总工会代码', 'federation code', 'federation', {
      required: true,
      example: '320924',
    }),
    reference('file_no', '档案编号', 'file number', 'hardship_household', {
      empty: { zh: '不属于困难职工档案', en: 'of no hardship file' },
      example: 'SYKN-2014-001',
    }),
    code('beneficiary_class', '受益对象', 'beneficiaries', grantBeneficiaries, { required: true, example: '困难职工' }),
    code('assistance_type', '帮扶类型', 'type', assistanceTypes, { required: true, example: '送温暖' }),
    yuan('amount_yuan', '金额（元）', 'amount in yuan', { required: true, reverses: true, example: '3000' }),
    code('fund_source', '资金来源', 'fund source', fundSources, { required: true, example: '工会经费' }),
    pastDay('paid_on', '发放日期', 'paid on', { required: true, example: '2014-01-20' }),
    reference('reverses_grant_no', '冲销发放编号', 'reversed grant', 'assistance_grant', {
      empty: { zh: '不是冲销', en: 'no reversal' },
    }),
  ],
};
