import { contestKinds, ratingOutcomes, siteKinds } from '@union/schema/codes.ts';
import { code, codeLike, count, day, identifier, pastDay, reference, type SheetSpec, text, yesNo } from './column.ts';

export const serviceSite: SheetSpec = {
  key: 'service_site',
  zh: '服务阵地',
  en: 'service sites',
  note: {
    zh: '一行是一处劳模工作室、爱心驿站或爱心母婴室。',
    en: 'One model-worker studio, care station or mother-and-baby room a row.',
  },
  rowKey: ['site_code'],
  columns: [
    identifier('site_code', '阵地代码', 'site code', { required: true, example: 'SYZD-2014-001' }),
    code('kind', '类别', 'kind', siteKinds, { required: true, example: '劳模工作室' }),
    text('name', '名称', 'name', { required: true, example: '示范纺织劳模工作室' }),
    reference('federation_code', '总工会代码', 'federation code', 'federation', { required: true, example: '320924' }),
    reference('region_code', '行政区划代码', 'region code', 'region', { required: true, example: '320924100' }),
    reference('park_code', '园区代码', 'park code', 'park', {
      empty: { zh: '不在园区', en: 'in no park' },
      example: '320924400',
    }),
    reference('credit_code', '所在企业统一社会信用代码', "host enterprise's credit code", 'enterprise', {
      empty: { zh: '不在企业内', en: 'in no enterprise' },
      example: '91320924MA00000070',
    }),
    pastDay('opened_on', '启用日期', 'opened on', { required: true, example: '2014-03-18' }),
    pastDay('closed_on', '停用日期', 'closed on', {
      empty: { zh: '仍使用', en: 'it is still open' },
      note: { zh: '不再使用的第一天。', en: 'First day on which it is no longer open.' },
    }),
  ],
};

export const serviceSiteRating: SheetSpec = {
  key: 'service_site_rating',
  zh: '阵地星级',
  en: 'site ratings',
  note: {
    zh: '一行是一处阵地的一次星级决定。结论为首次命名、保持、晋级、降级时必须有星级，撤销、未达星级时不得有。',
    en: 'One decision on the stars of one site a row. A star belongs to first naming, keep, raise and lower, and to no other outcome.',
  },
  rowKey: ['site_code', 'decided_on'],
  columns: [
    reference('site_code', '阵地代码', 'site code', 'service_site', { required: true, example: 'SYZD-2014-001' }),
    pastDay('decided_on', '决定日期', 'decided on', { required: true, example: '2014-06-20' }),
    count('level', '星级', 'level', {
      unit: 'stars',
      empty: { zh: '撤销或未达星级', en: 'removed, or without a star' },
      min: 1,
      max: 5,
      example: '4',
    }),
    code('outcome', '结论', 'outcome', ratingOutcomes, { required: true, example: '首次命名' }),
  ],
};

export const contest: SheetSpec = {
  key: 'contest',
  zh: '竞赛活动',
  en: 'contests',
  note: { zh: '一行是一次竞赛或比武。', en: 'One contest a row.' },
  rowKey: ['contest_code'],
  columns: [
    identifier('contest_code', '竞赛代码', 'contest code', { required: true, example: 'SY-AKB-2014' }),
    code('kind', '类别', 'kind', contestKinds, { required: true, example: '安康杯竞赛' }),
    text('name', '名称', 'name', { required: true, example: '2014年“安康杯”竞赛' }),
    reference('federation_code', '主办总工会代码', 'federation code', 'federation', {
      required: true,
      example: '320924',
    }),
    day('starts_on', '开始日期', 'starts on', { required: true, example: '2014-01-01' }),
    day('ends_on', '结束日期', 'ends on', {
      required: true,
      example: '2014-12-31',
      note: { zh: '最后一天（含）。', en: 'The last day, included.' },
    }),
  ],
};

export const contestEntry: SheetSpec = {
  key: 'contest_entry',
  zh: '竞赛报名',
  en: 'contest entries',
  note: {
    zh: '一行是一家企业或一个工会报名一次竞赛；企业与工会至少填一个。',
    en: 'One enterprise or union that entered one contest a row; at least one of the two is given.',
  },
  rowKey: ['contest_code', 'entry_no'],
  columns: [
    reference('contest_code', '竞赛代码', 'contest code', 'contest', { required: true, example: 'SY-AKB-2014' }),
    codeLike(
      'entry_no',
      '报名序号',
      'entry number',
      /^[0-9A-Z-]{1,32}$/,
      { zh: '1 至 32 位大写字母、数字或连字符', en: '1 to 32 capitals, digits or hyphens' },
      { required: true, example: '1' },
    ),
    reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
      empty: { zh: '不是企业报名', en: 'no enterprise entered' },
      example: '91320924MA00000070',
    }),
    reference('union_code', '工会统计代码', 'union code', 'trade_union', {
      empty: { zh: '不是工会报名', en: 'no union entered' },
    }),
    pastDay('entered_on', '报名日期', 'entered on', { required: true, example: '2014-04-08' }),
    count('entrant_count', '参赛职工人数', 'entrants', { required: true, unit: 'people', example: '40' }),
    yesNo('is_approximate', '约数', 'approximate', {
      empty: { zh: '否', en: 'no' },
      note: { zh: '人数为约数时填是。', en: 'Yes when the count is about.' },
      example: '是',
    }),
    text('honour', '获奖', 'honour', { empty: { zh: '没有获奖', en: 'none' }, example: '优胜单位' }),
  ],
};
