import {
  activityKinds,
  enrolmentKinds,
  honourKinds,
  honourLevels,
  honourResults,
  managementLevels,
  targetGroups,
} from '@union/schema/registers/kinds.ts';
import {
  code,
  codeLike,
  count,
  day,
  identifier,
  type More,
  pastDay,
  reference,
  type SheetSpec,
  text,
  yesNo,
} from './column.ts';

/** A pseudonym of a person, the same wherever the person appears. */
export const personKey = (key: string, zh: string, en: string, more: More) =>
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
const union = reference('union_code', '工会统计代码', 'union code', 'trade_union', {
  empty: { zh: '没有指明工会', en: 'no union is named' },
});
const enterprise = reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
  empty: { zh: '没有指明企业', en: 'no enterprise is named' },
});

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
      unit: 'sessions',
      empty: { zh: '1 场', en: '1' },
      min: 1,
      example: '1',
    }),
    count('attendee_count', '参加人数', 'attendees', {
      unit: 'people',
      empty: { zh: '未填报', en: 'not stated' },
      example: '600',
    }),
    count('favourable_count', '满意人数', 'satisfied', {
      unit: 'people',
      empty: { zh: '没有测评，或未填报', en: 'no vote, or not stated' },
      note: { zh: '只用于满意度测评。', en: 'For satisfaction votes only.' },
    }),
    count('item_count', '件数', 'items', {
      unit: 'items',
      empty: { zh: '未填报', en: 'not stated' },
      note: { zh: '稿件、心得体会、信息、联系卡的数量。', en: 'Of essays, reports, items or cards.' },
    }),
    code('level', '民主管理层级', 'level of management', managementLevels, {
      empty: { zh: '没有指明', en: 'not named' },
    }),
    code('target_group', '服务对象', 'target group', targetGroups, { empty: { zh: '没有指明', en: 'not named' } }),
    yesNo('is_frontline', '在一线', 'at the frontline', { empty: { zh: '否', en: 'no' } }),
    yesNo('is_approximate', '约数', 'approximate', {
      empty: { zh: '否', en: 'no' },
      note: { zh: '人数为约数时填是。', en: 'Yes when the count is about.' },
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
    reference('recipient_federation_code', '获得总工会代码', 'receiving federation', 'federation', {
      empty: { zh: '没有指明总工会', en: 'no federation is named' },
    }),
    personKey('person_key', '个人代号', 'person key', { empty: { zh: '没有指明个人', en: 'no person is named' } }),
    code('result', '结果', 'result', honourResults, { empty: { zh: '授予', en: 'awarded' }, example: '授予' }),
    count('criteria_met_count', '达标项数', 'criteria met', {
      unit: 'criteria',
      empty: { zh: '未填报', en: 'not stated' },
      max: 20,
    }),
    pastDay('awarded_on', '授予日期', 'awarded on', { required: true, example: '2014-06-20' }),
    day('revoked_on', '撤销日期', 'revoked on', {
      empty: { zh: '仍有效', en: 'it still holds' },
      note: { zh: '不再有效的第一天。', en: 'First day on which it no longer holds.' },
    }),
    text('document', '文件', 'document', { empty: { zh: '未写明', en: 'not named' } }),
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
    personKey('person_key', '个人代号', 'person key', { empty: { zh: '没有指明个人', en: 'no person is named' } }),
    pastDay('starts_on', '开始日期', 'starts on', { required: true, example: '2014-03-01' }),
    day('ends_on', '终止日期', 'ends on', {
      empty: { zh: '仍参加', en: 'it still holds' },
      note: { zh: '不再参加的第一天。', en: 'First day on which it no longer holds.' },
    }),
  ],
};
