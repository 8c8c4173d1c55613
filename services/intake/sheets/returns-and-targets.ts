import {
  type CodeList,
  calendarMethods,
  lightApplications,
  lightMeasures,
  lightShapes,
  lights,
  targetComparisons,
  targetStatuses,
} from '@union/schema/codes.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import {
  code,
  codeLike,
  count,
  day,
  identifier,
  pastDay,
  percentOrNumber,
  reference,
  type SheetSpec,
  scope,
  text,
  yesNo,
} from './column.ts';

/** A distribution has a figure a level, so no target can be set for it as a whole. */
const metricNames: CodeList = Object.fromEntries(
  catalogue.filter(({ shape }) => shape !== 'distribution').map((metric) => [metric.id, metric.name]),
);

export const aggregateReturn: SheetSpec = {
  key: 'aggregate_return',
  zh: '汇总报表',
  en: 'aggregate returns',
  note: {
    zh: '一行是一个园区或一个镇（只填一个）某日上报的汇总数，用于没有企业明细的地方。',
    en: 'Counts reported by one park or one place (exactly one) for one day a row; used where no enterprise is registered.',
  },
  rowKey: ['park_code', 'region_code', 'reported_on'],
  columns: [
    reference('park_code', '园区代码', 'park code', 'park', {
      empty: { zh: '不是园区的报表', en: 'not the return of a park' },
      example: '320924400',
    }),
    reference('region_code', '行政区划代码', 'region code', 'region', {
      empty: { zh: '不是行政区的报表', en: 'not the return of a region' },
    }),
    pastDay('reported_on', '报表日期', 'reported on', { required: true, example: '2014-06-30' }),
    count('enterprise_count', '企业数', 'enterprises', { required: true, unit: 'enterprises', example: '100' }),
    count('covered_count', '已建会企业数', 'covered enterprises', {
      required: true,
      unit: 'enterprises',
      example: '46',
    }),
    count('worker_count', '职工人数', 'workers', { required: true, unit: 'people', example: '6200' }),
    count('member_count', '会员人数', 'members', { required: true, unit: 'people', example: '2900' }),
    count('union_count', '工会数', 'unions', {
      unit: 'unions',
      empty: { zh: '未填报', en: 'not reported' },
      example: '38',
    }),
  ],
};

export const lightRule: SheetSpec = {
  key: 'light_rule',
  zh: '亮灯规则',
  en: 'light rules',
  note: {
    zh: '一行是一个规则：与序时的差距怎样成为灯。平台自带的规则不必填写。',
    en: 'One rule a row: how a gap to the path becomes a light. The rules of the platform are there already.',
  },
  rowKey: ['light_rule_code'],
  columns: [
    identifier('light_rule_code', '规则代码', 'rule code', { required: true, longest: 48, example: 'SY-2026' }),
    text('name_zh', '名称', 'name', { required: true, example: '射阳 2026' }),
    text('name_en', '英文名称', 'English name', { required: true, example: 'Sheyang 2026' }),
    code('measure', '差距单位', 'measure', lightMeasures, { required: true, example: '百分点' }),
    reference('federation_code', '制定的总工会', 'federation', 'federation', {
      empty: { zh: '平台自带', en: 'it came with the platform' },
    }),
    text('source', '依据', 'source', {
      empty: { zh: '未写明', en: 'not named' },
      maxLength: 500,
      example: '序时进度通报办法第四条',
    }),
    text('note', '说明', 'note', { empty: { zh: '没有说明', en: 'none' }, maxLength: 500 }),
    count('red_after_months', '连续几月落后亮红灯', 'red after months', {
      unit: 'months',
      empty: { zh: '不看以前月份', en: 'earlier months do not count' },
      min: 1,
      example: '2',
    }),
    count('talk_after_yellows', '几次黄灯约谈', 'talks after yellow lights', {
      unit: 'yellow_lights',
      empty: { zh: '不约谈', en: 'no talks' },
      min: 1,
    }),
  ],
};

export const lightBand: SheetSpec = {
  key: 'light_band',
  zh: '亮灯档次',
  en: 'bands of light rules',
  note: {
    zh: '一行是规则的一档。差距以百分之一个百分点（或百分之一个百分数）计，落后为负；按档号取第一个符合的，都不符合的为“未定义”。',
    en: 'One band of a rule a row. Gaps in hundredths of a point (or of a per cent), negative when behind; the first band by number that holds counts, and a gap that none holds is undefined.',
  },
  rowKey: ['light_rule_code', 'band_no'],
  columns: [
    reference('light_rule_code', '规则代码', 'rule code', 'light_rule', { required: true, example: 'SY-2026' }),
    count('band_no', '档号', 'band number', { required: true, unit: 'place', min: 1, example: '2' }),
    code('applies_to', '适用于', 'applies to', lightApplications, {
      empty: { zh: '全部', en: 'any' },
      example: '全部',
    }),
    count('from_bp', '下限', 'from', {
      unit: 'hundredths',
      empty: { zh: '没有下限', en: 'without end' },
      note: { zh: '-1000 为落后 10 个百分点。', en: '-1000 is ten points behind.' },
      min: -1_000_000_000,
      example: '-1000',
    }),
    yesNo('from_included', '含下限', 'from included', { empty: { zh: '是', en: 'yes' }, example: '是' }),
    count('to_bp', '上限', 'to', {
      unit: 'hundredths',
      empty: { zh: '没有上限', en: 'without end' },
      min: -1_000_000_000,
      example: '0',
    }),
    yesNo('to_included', '含上限', 'to included', { empty: { zh: '是', en: 'yes' }, example: '否' }),
    code('light', '灯', 'light', lights, { required: true, example: '黄' }),
    code('status', '状态', 'status', targetStatuses, { required: true, example: '落后' }),
    text('word_zh', '字样', 'word', { required: true, maxLength: 20, example: '黄灯' }),
    text('word_en', '英文字样', 'English word', { required: true, maxLength: 40, example: 'yellow light' }),
    code('shape', '形状', 'shape', lightShapes, { required: true, example: '三角' }),
    codeLike(
      'colour_token',
      '颜色名',
      'colour token',
      /^[a-z][a-z-]*$/,
      {
        zh: '小写字母或连字符，如 good、fair、warn、bad、lead、same',
        en: 'lower-case letters or hyphens, such as good, fair, warn, bad, lead, same',
      },
      { required: true, example: 'warn' },
    ),
  ],
};

export const target: SheetSpec = {
  key: 'target',
  zh: '目标',
  en: 'targets',
  note: { zh: '一行是一个范围一项指标的一个目标。', en: 'One target of one metric for one scope a row.' },
  rowKey: ['target_code'],
  columns: [
    identifier('target_code', '目标代码', 'target code', { required: true, longest: 48, example: 'SY-JH-2012' }),
    code('metric_id', '指标', 'metric', metricNames, { required: true, example: '企业建会率' }),
    scope('scope_id', '范围', 'scope', { required: true, example: 'region:320924' }),
    day('starts_on', '开始日期', 'starts on', { required: true, example: '2012-01-01' }),
    day('ends_on', '截止日期', 'ends on', {
      required: true,
      example: '2012-12-31',
      note: { zh: '最后一天（含）。', en: 'The last day, included.' },
    }),
    percentOrNumber('baseline_value', '基线', 'baseline', {
      empty: { zh: '比率没有序时进度；数量从 0 起', en: 'a rate has no path; a count begins at 0' },
      note: { zh: '期初的数值，序时进度由此起算。', en: 'The value at the start, from which the path begins.' },
      example: '46%',
    }),
    percentOrNumber('target_value', '目标值', 'target value', { required: true, example: '85%' }),
    code('comparison', '比较', 'comparison', targetComparisons, {
      required: true,
      example: '超过',
      note: {
        zh: '越低越好的指标用“低于”或“不超过”。',
        en: 'Less than or at most, for a metric where less is better.',
      },
    }),
    code('calendar_method', '序时方法', 'calendar method', calendarMethods, {
      empty: { zh: '按日', en: 'by day' },
      example: '按日',
    }),
    yesNo('is_inherited', '下级沿用', 'inherited', {
      empty: { zh: '是', en: 'yes' },
      note: { zh: '下级没有自己的目标时沿用。', en: 'Holds for scopes below without one of their own.' },
      example: '是',
    }),
    text('document', '文件', 'document', { empty: { zh: '未写明', en: 'not named' }, example: '市总工会园区建会意见' }),
    text('clause', '条款', 'clause', {
      empty: { zh: '未写明', en: 'not named' },
      maxLength: 500,
      example: '工業園區的企業建會率和職工入會率均需超過85%',
    }),
    text('approved_by', '批准单位', 'approved by', { empty: { zh: '未写明', en: 'not named' } }),
    reference('supersedes_code', '取代的目标代码', 'supersedes', 'target', {
      empty: { zh: '不取代别的目标', en: 'it takes the place of none' },
    }),
    reference('light_rule_code', '亮灯规则', 'light rule', 'light_rule', {
      empty: { zh: '平台默认规则 DEFAULT-1', en: 'the default rule, DEFAULT-1' },
      example: 'DEFAULT-1',
    }),
    identifier('group_code', '目标组', 'group', {
      empty: { zh: '单独判断', en: 'judged alone' },
      longest: 48,
      example: 'SY-2012-SHUANG-LV',
      note: {
        zh: '同组的目标须全部达到才算达标，如建会率和入会率均需超过 85%。',
        en: 'Targets of one group are passed only together, such as two rates that must both exceed 85 %.',
      },
    }),
  ],
};

export const targetMilestone: SheetSpec = {
  key: 'target_milestone',
  zh: '目标节点',
  en: 'milestones',
  note: { zh: '一行是一个目标的一个时间节点。', en: 'One milestone of one target a row.' },
  rowKey: ['target_code', 'due_on'],
  columns: [
    reference('target_code', '目标代码', 'target code', 'target', { required: true, example: 'SY-JH-2012' }),
    day('due_on', '节点日期', 'due on', { required: true, example: '2012-06-30' }),
    percentOrNumber('value', '节点值', 'value', { required: true, example: '65%' }),
  ],
};

/** Not a sheet of the workbook: a check-in is written on the leaders' page, by whoever answers for the target. */
export const checkIn: SheetSpec = {
  key: 'check_in',
  zh: '目标研判与承诺',
  en: 'check-ins on targets',
  note: {
    zh: '一行是一个范围、一个目标、某一天的研判和承诺；承诺是否兑现按到期日已发布的指标判定，不在这里填。',
    en: 'One check-in on a target of a scope on a day a row; whether the promise held is read off the figures published for its due day.',
  },
  rowKey: ['target_code', 'scope_id', 'made_on'],
  columns: [
    reference('target_code', '目标代码', 'target code', 'target', { required: true, example: 'SY-JH-2012' }),
    scope('scope_id', '范围', 'scope', { required: true, example: 'region:320924' }),
    pastDay('made_on', '研判日期', 'made on', { required: true, example: '2012-07-16' }),
    text('owner', '责任人', 'owner', {
      required: true,
      maxLength: 80,
      example: '组织部负责人',
      note: { zh: '写职务或部门。', en: 'An office or a department.' },
    }),
    text('interpretation', '研判', 'interpretation', {
      required: true,
      maxLength: 500,
      example: '新落户企业多，分母增长快于建会。',
    }),
    text('commitment', '承诺', 'commitment', {
      required: true,
      maxLength: 500,
      example: '八月底前完成名单中 20 家企业建会。',
    }),
    day('due_on', '承诺到期', 'due on', { required: true, example: '2012-08-31' }),
    percentOrNumber('promised_value', '承诺值', 'promised value', {
      required: true,
      example: '72%',
      note: { zh: '到期日指标应达到的值。', en: 'What the figure is to reach on that day.' },
    }),
  ],
};
