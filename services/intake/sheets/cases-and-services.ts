import {
  borrowerKinds,
  caseChannels,
  caseResults,
  regionalRuleKinds,
  rightsCaseKinds,
  visitProblems,
} from '@union/schema/registers/kinds.ts';
import { personKey } from './activities-and-honours.ts';
import {
  code,
  count,
  day,
  filled,
  identifier,
  optional,
  pastDay,
  reference,
  type SheetSpec,
  text,
  yesNo,
  yuan,
} from './column.ts';

const federation = reference('federation_code', '总工会代码', 'federation code', 'federation', {
  required: true,
  example: '320924',
});
const region = reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924' });
const union = reference('union_code', '工会统计代码', 'union code', 'trade_union', {
  empty: { zh: '没有指明工会', en: 'no union is named' },
});
const enterprise = reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
  empty: { zh: '没有指明企业', en: 'no enterprise is named' },
  example: '91320924MA00000070',
});

export const rightsCase: SheetSpec = {
  key: 'rights_case',
  zh: '维权与审计案件',
  en: 'rights and audit cases',
  note: {
    zh: '一行是一件调处、诉求、欠薪、维权平台案件或经审问题，从受理到办结。不填个人和案情。',
    en: 'One dispute, appeal, case of wage arrears or of the rights platform, or audit finding a row, from its opening to its closing. No person and no story.',
  },
  rowKey: ['case_no'],
  columns: [
    identifier('case_no', '案件编号', 'case number', { required: true, longest: 40, example: 'SYWQ-2014-001' }),
    code('kind', '类别', 'kind', rightsCaseKinds, { required: true, example: '欠薪' }),
    code('channel', '来源', 'channel', caseChannels, { empty: { zh: '未登记', en: 'not recorded' }, example: '来访' }),
    federation,
    region,
    enterprise,
    union,
    pastDay('opened_on', '受理日期', 'opened on', { required: true, example: '2014-01-10' }),
    day('due_on', '办理期限', 'due on', {
      empty: { zh: '没有期限', en: 'no limit' },
      example: '2014-02-10',
      note: { zh: '按时办结的最后一天（含）。', en: 'The last day on which closing is in time.' },
    }),
    pastDay('closed_on', '办结日期', 'closed on', { empty: { zh: '未办结', en: 'still open' }, example: '2014-01-28' }),
    code('result', '结果', 'result', caseResults, { empty: { zh: '未办结', en: 'still open' }, example: '已解决' }),
    count('worker_count', '涉及职工人数', 'workers', {
      unit: 'people',
      empty: { zh: '未填报', en: 'not stated' },
      example: '23',
    }),
    yuan('claimed_yuan', '涉及金额（元）', 'amount claimed (yuan)', {
      empty: { zh: '没有金额，或未填报', en: 'no amount, or not stated' },
      example: '186000',
    }),
    yuan('recovered_yuan', '追回金额（元）', 'amount recovered (yuan)', {
      empty: { zh: '没有追回，或未填报', en: 'nothing recovered, or not stated' },
      example: '186000',
    }),
    yesNo('is_approximate', '约数', 'approximate', { empty: { zh: '否', en: 'no' } }),
  ],
};

export const suggestion: SheetSpec = {
  key: 'suggestion',
  zh: '合理化建议',
  en: 'suggestions',
  note: {
    zh: '一行是一件职工合理化建议，不填内容。',
    en: 'One rationalisation proposal a row; its text is not given.',
  },
  rowKey: ['suggestion_no'],
  columns: [
    identifier('suggestion_no', '建议编号', 'suggestion number', {
      required: true,
      longest: 40,
      example: 'SYJY-2014-001',
    }),
    filled(union, 'SY-0001'),
    pastDay('submitted_on', '提出日期', 'submitted on', { required: true, example: '2014-03-03' }),
    pastDay('decided_on', '评审日期', 'decided on', {
      empty: { zh: '未评审', en: 'not decided' },
      example: '2014-03-20',
    }),
    yesNo('is_adopted', '采纳', 'adopted', { empty: { zh: '未评审', en: 'not decided' }, example: '是' }),
    pastDay('implemented_on', '实施日期', 'implemented on', {
      empty: { zh: '未实施', en: 'not carried out' },
      example: '2014-05-10',
    }),
    yuan('benefit_yuan', '创造效益（元）', 'benefit (yuan)', {
      empty: { zh: '未计算', en: 'not reckoned' },
      example: '50000',
    }),
  ],
};

export const apprenticeship: SheetSpec = {
  key: 'apprenticeship',
  zh: '师徒结对',
  en: 'apprenticeships',
  note: { zh: '一行是一对师徒，只填代号，不填姓名。', en: 'One master and apprentice a row, by pseudonym.' },
  rowKey: ['apprenticeship_no'],
  columns: [
    identifier('apprenticeship_no', '结对编号', 'pair number', {
      required: true,
      longest: 40,
      example: 'SYST-2014-001',
    }),
    filled(union, 'SY-0001'),
    personKey('master_key', '师傅代号', 'master key', { required: true, example: 'm-7f3a9c21' }),
    personKey('apprentice_key', '徒弟代号', 'apprentice key', { required: true, example: 'm-1b2c3d4e' }),
    text('skill', '工种', 'skill', { required: true, maxLength: 60, example: '挡车工' }),
    pastDay('starts_on', '结对日期', 'starts on', { required: true, example: '2014-03-01' }),
    day('ends_on', '终止日期', 'ends on', {
      empty: { zh: '仍结对', en: 'it still holds' },
      note: { zh: '不再结对的第一天。', en: 'First day on which it no longer holds.' },
    }),
    pastDay('graduated_on', '出师日期', 'graduated on', { empty: { zh: '未出师', en: 'not graduated' } }),
  ],
};

export const startupLoan: SheetSpec = {
  key: 'startup_loan',
  zh: '五一创业贷',
  en: 'start-up loans',
  note: { zh: '一行是一笔授信；个人借款不填企业。', en: 'One credit line a row; a person who borrows is not named.' },
  rowKey: ['loan_no'],
  columns: [
    identifier('loan_no', '授信编号', 'loan number', { required: true, longest: 40, example: 'SYCYD-2014-001' }),
    federation,
    region,
    code('borrower_kind', '借款人', 'borrower', borrowerKinds, { required: true, example: '企业' }),
    enterprise,
    text('bank', '银行', 'bank', { required: true, example: '射阳农村商业银行' }),
    pastDay('granted_on', '授信日期', 'granted on', { required: true, example: '2014-06-26' }),
    yuan('line_yuan', '授信额度（元）', 'credit line (yuan)', { required: true, example: '200000' }),
    day('closed_on', '结束日期', 'closed on', {
      empty: { zh: '仍有效', en: 'it still holds' },
      note: { zh: '不再有效的第一天。', en: 'First day on which it no longer holds.' },
    }),
  ],
};

export const enterpriseVisit: SheetSpec = {
  key: 'enterprise_visit',
  zh: '企业走访',
  en: 'enterprise visits',
  note: {
    zh: '一行是一次走访和所提的一个问题；没有问题的填一行，不填期限和解决日期。',
    en: 'One visit to an enterprise and one problem that it raised a row; a visit without a problem is one row without days.',
  },
  rowKey: ['visit_no'],
  columns: [
    identifier('visit_no', '走访编号', 'visit number', { required: true, longest: 40, example: 'SYZF-2014-001' }),
    federation,
    filled(enterprise),
    pastDay('visited_on', '走访日期', 'visited on', { required: true, example: '2014-03-18' }),
    text('team', '走访小组', 'team', { empty: { zh: '未写明', en: 'not named' }, maxLength: 60, example: '第一组' }),
    code('problem', '问题类别', 'problem', visitProblems, { empty: { zh: '无问题', en: 'none' }, example: '融资' }),
    day('due_on', '解决期限', 'due on', { empty: { zh: '没有期限', en: 'no limit' }, example: '2014-06-18' }),
    pastDay('solved_on', '解决日期', 'solved on', {
      empty: { zh: '未解决，或无问题', en: 'not solved, or no problem' },
      example: '2014-05-20',
    }),
  ],
};

export const starPlan: SheetSpec = {
  key: 'star_plan',
  zh: '星级推进计划',
  en: 'star plans',
  note: { zh: '一行是一个工会按一个办法要达到的星级和期限。', en: 'The star that a union is to reach by a day a row.' },
  rowKey: ['union_code', 'scheme_code', 'due_on'],
  columns: [
    filled(union, 'SY-0001'),
    reference('scheme_code', '星级办法代码', 'scheme code', 'rating_scheme', {
      required: true,
      example: 'SY-STAR-2013',
    }),
    count('target_level', '目标星级', 'target level', { required: true, unit: 'stars', min: 1, max: 9, example: '5' }),
    pastDay('planned_on', '制订日期', 'planned on', { required: true, example: '2014-01-10' }),
    day('due_on', '完成期限', 'due on', { required: true, example: '2014-12-31' }),
    text('criteria_class', '考核分类', 'criteria class', {
      empty: { zh: '不分类', en: 'of no class' },
      maxLength: 60,
      example: '规模以上企业',
    }),
    pastDay('withdrawn_on', '取消日期', 'withdrawn on', { empty: { zh: '未取消', en: 'not withdrawn' } }),
  ],
};

export const regionalRule: SheetSpec = {
  key: 'regional_rule',
  zh: '地区规则',
  en: 'rules of places',
  note: {
    zh: '一行是一个地区的一项期限或限额；下级地区没有自己的规定时沿用，都没有时用平台默认值。',
    en: 'A time limit or a cap of a place a row; places below without their own take it, and without any the platform’s default holds.',
  },
  rowKey: ['region_code', 'kind', 'valid_from'],
  columns: [
    region,
    code('kind', '规则', 'rule', regionalRuleKinds, { required: true, example: '要约答复期限（日）' }),
    count('value', '值', 'value', { required: true, unit: 'by_rule', min: 1, example: '15' }),
    day('valid_from', '施行日期', 'valid from', { required: true, example: '2014-01-01' }),
    day('valid_to', '废止日期', 'valid to', {
      empty: { zh: '仍施行', en: 'it still holds' },
      note: { zh: '不再施行的第一天。', en: 'First day on which it no longer holds.' },
    }),
    text('document', '依据文件', 'document', { empty: { zh: '未写明', en: 'not named' } }),
  ],
};

export const publicHoliday: SheetSpec = {
  key: 'public_holiday',
  zh: '节假日安排',
  en: 'public holidays',
  note: {
    zh: '国务院办公厅每年通知中的一天一行：放假的日子，和调休上班的周末。以工作日计的期限按此推算，未录入的年份无法推算。',
    en: 'A day of the yearly notice a row: days off, and weekends on which people work. Limits in working days are counted by them; a year that was not entered cannot be counted.',
  },
  rowKey: ['day'],
  columns: [
    day('day', '日期', 'day', { required: true, example: '2026-10-01' }),
    text('name', '名称', 'name', { required: true, example: '国庆节' }),
    yesNo('is_workday', '调休上班', 'people work', {
      empty: { zh: '放假', en: 'a day off' },
      note: { zh: '周末上班填“是”。', en: 'Yes for a weekend on which people work.' },
    }),
  ],
};

/** Not a sheet of the workbook: a return is filed step by step, and becomes a row of 汇总报表 when it is accepted. */
export const returnFiling: SheetSpec = {
  key: 'return_filing',
  zh: '汇总报表报送',
  en: 'filing of returns',
  note: { zh: '一行是一份报送中的汇总报表。', en: 'One aggregate return on its way a row.' },
  rowKey: ['filing_no'],
  columns: [
    identifier('filing_no', '报送编号', 'filing number', { required: true, longest: 40 }),
    federation,
    reference('park_code', '园区代码', 'park code', 'park', {
      empty: { zh: '不是园区的报表', en: 'not the return of a park' },
    }),
    optional(region, { zh: '不是行政区的报表', en: 'not the return of a region' }),
    pastDay('reported_on', '数据日期', 'reported on', { required: true }),
    count('enterprise_count', '企业数', 'enterprises', { required: true, unit: 'enterprises' }),
    count('covered_count', '已建会企业数', 'covered enterprises', { required: true, unit: 'enterprises' }),
    count('worker_count', '职工数', 'workers', { required: true, unit: 'people' }),
    count('member_count', '会员数', 'members', { required: true, unit: 'people' }),
    count('union_count', '工会数', 'unions', { unit: 'unions', empty: { zh: '未填报', en: 'not reported' } }),
    pastDay('drafted_on', '起草日期', 'drafted on', { required: true }),
    pastDay('submitted_on', '报送日期', 'submitted on', { empty: { zh: '未报送', en: 'not submitted' } }),
    pastDay('returned_on', '退回日期', 'returned on', { empty: { zh: '没有退回', en: 'not sent back' } }),
    text('return_reason', '退回原因', 'reason of the return', { empty: { zh: '没有退回', en: 'not sent back' } }),
    pastDay('accepted_on', '接收日期', 'accepted on', { empty: { zh: '未接收', en: 'not accepted' } }),
  ],
};
