import {
  activityKinds,
  enrolmentKinds,
  honourKinds,
  honourLevels,
  honourResults,
  managementLevels,
  targetGroups,
} from '@union/schema/registers/kinds.ts';
import { code, codeLike, count, day, identifier, pastDay, reference, type SheetSpec, text, yesNo } from './column.ts';

/** A pseudonym of a person, the same wherever the person appears. */
export const personKey = (key: string, zh: string, en: string, more?: { required?: boolean; example?: string }) =>
  codeLike(
    key,
    zh,
    en,
    /^[0-9A-Za-z_-]{8,64}$/,
    {
      zh: '8 至 64 位字母、数字、下划线或连字符，不得填姓名、身份证号',
      en: '8 to 64 letters, digits, underscores or hyphens; never a name or an ID number',
    },
    more,
  );

const federation = reference('federation_code', '总工会代码', 'federation code', 'federation', {
  required: true,
  example: '320924',
});
const region = reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924' });
const union = reference('union_code', '工会统计代码', 'union code', 'trade_union');
const enterprise = reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise');

export const activity: SheetSpec = {
  key: 'activity',
  zh: '活动',
  en: 'activities',
  note: {
    zh: '一行是一次活动、会议、培训、宣讲或一批稿件；各类别另须填的列见「代码」。',
    en: 'One activity, meeting, training, talk or batch of items a row; kinds ask for columns of their own.',
  },
  rowKey: ['activity_no'],
  columns: [
    identifier('activity_no', '活动编号', 'activity number', { required: true, longest: 40, example: 'SYHD-2014-001' }),
    code('kind', '类别', 'kind', activityKinds, { required: true, example: '法制宣传（送法）' }),
    text('name', '名称', 'name', { required: true, example: '法制宣传月广场咨询' }),
    federation,
    region,
    union,
    enterprise,
    pastDay('held_on', '日期', 'held on', { required: true, example: '2014-05-12' }),
    count('session_count', '场次', 'sessions', {
      min: 1,
      example: '1',
      note: { zh: '留空为 1。', en: 'Empty means 1.' },
    }),
    count('attendee_count', '参加人数', 'attendees', { example: '600' }),
    count('favourable_count', '满意人数', 'satisfied', {
      note: { zh: '只用于满意度测评。', en: 'For satisfaction votes only.' },
    }),
    count('item_count', '件数', 'items', {
      note: { zh: '稿件、心得体会、信息、联系卡的数量。', en: 'Of essays, reports, items or cards.' },
    }),
    code('level', '民主管理层级', 'level of management', managementLevels),
    code('target_group', '服务对象', 'target group', targetGroups),
    yesNo('is_frontline', '在一线', 'at the frontline', { note: { zh: '留空为否。', en: 'Empty means no.' } }),
    yesNo('is_approximate', '约数', 'approximate', {
      note: { zh: '人数为约数时填是；留空为否。', en: 'Yes when the count is about; empty means no.' },
    }),
  ],
};

export const honour: SheetSpec = {
  key: 'honour',
  zh: '荣誉称号',
  en: 'honours',
  note: {
    zh: '一行是授予一个单位、工会、总工会或个人的一项称号；个人只填代号，不填姓名。',
    en: 'One title given to a unit, a union, a federation or a person a row; persons by pseudonym, never by name.',
  },
  rowKey: ['honour_no'],
  columns: [
    identifier('honour_no', '称号编号', 'honour number', { required: true, longest: 40, example: 'SYRY-2014-001' }),
    code('kind', '类别', 'kind', honourKinds, { required: true, example: '劳动关系和谐单位' }),
    code('level', '级别', 'level', honourLevels, { required: true, example: '县级' }),
    { ...federation, zh: '授予总工会代码', en: 'awarding federation' },
    region,
    { ...enterprise, example: '91320924MA00000070' },
    union,
    reference('recipient_federation_code', '获得总工会代码', 'receiving federation', 'federation'),
    personKey('person_key', '个人代号', 'person key'),
    code('result', '结果', 'result', honourResults, {
      example: '授予',
      note: { zh: '留空为授予。', en: 'Empty: awarded.' },
    }),
    count('criteria_met_count', '达标项数', 'criteria met', { max: 20 }),
    pastDay('awarded_on', '授予日期', 'awarded on', { required: true, example: '2014-06-20' }),
    day('revoked_on', '撤销日期', 'revoked on', {
      note: { zh: '不再有效的第一天。', en: 'First day on which it no longer holds.' },
    }),
    text('document', '文件', 'document'),
  ],
};

export const enrolment: SheetSpec = {
  key: 'enrolment',
  zh: '参与名册',
  en: 'enrolments',
  note: {
    zh: '一行是一个单位、工会或个人参加一项工作：共同约定、试点、协商指导员、工会干部、评审委员。个人只填代号。',
    en: 'One unit, union or person that takes part in something a row: a pledge, a pilot, advisers, officers, the review board. Persons by pseudonym.',
  },
  rowKey: ['enrolment_no'],
  columns: [
    identifier('enrolment_no', '名册编号', 'enrolment number', {
      required: true,
      longest: 40,
      example: 'SYMC-2014-001',
    }),
    code('kind', '类别', 'kind', enrolmentKinds, { required: true, example: '共同约定行动' }),
    federation,
    region,
    { ...enterprise, example: '91320924MA00000070' },
    union,
    personKey('person_key', '个人代号', 'person key'),
    pastDay('starts_on', '开始日期', 'starts on', { required: true, example: '2014-03-01' }),
    day('ends_on', '终止日期', 'ends on', {
      note: { zh: '不再参加的第一天。', en: 'First day on which it no longer holds.' },
    }),
  ],
};
