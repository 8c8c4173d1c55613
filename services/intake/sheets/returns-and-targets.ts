import { type CodeList, calendarMethods, targetComparisons } from '@union/schema/codes.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import {
  code,
  count,
  day,
  identifier,
  pastDay,
  percent,
  reference,
  type SheetSpec,
  scope,
  text,
  yesNo,
} from './column.ts';

const metricNames: CodeList = Object.fromEntries(catalogue.map((metric) => [metric.id, metric.name]));

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
    reference('park_code', '园区代码', 'park code', 'park', { example: '320924400' }),
    reference('region_code', '行政区划代码', 'region code', 'region'),
    pastDay('reported_on', '报表日期', 'reported on', { required: true, example: '2014-06-30' }),
    count('enterprise_count', '企业数', 'enterprises', { required: true, example: '100' }),
    count('covered_count', '已建会企业数', 'covered enterprises', { required: true, example: '46' }),
    count('worker_count', '职工人数', 'workers', { required: true, example: '6200' }),
    count('member_count', '会员人数', 'members', { required: true, example: '2900' }),
    count('union_count', '工会数', 'unions', { example: '38' }),
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
    percent('baseline_value', '基线', 'baseline', { example: '46%' }),
    percent('target_value', '目标值', 'target value', { required: true, example: '85%' }),
    code('comparison', '比较', 'comparison', targetComparisons, { required: true, example: '超过' }),
    code('calendar_method', '序时方法', 'calendar method', calendarMethods, {
      example: '按日',
      note: { zh: '留空为按日。', en: 'Empty means by day.' },
    }),
    yesNo('is_inherited', '下级沿用', 'inherited', {
      example: '是',
      note: {
        zh: '下级没有自己的目标时沿用；留空为是。',
        en: 'Holds for scopes below without one of their own; empty means yes.',
      },
    }),
    text('document', '文件', 'document', { example: '市总工会园区建会意见' }),
    text('clause', '条款', 'clause', { maxLength: 500, example: '工業園區的企業建會率和職工入會率均需超過85%' }),
    text('approved_by', '批准单位', 'approved by'),
    reference('supersedes_code', '取代的目标代码', 'supersedes', 'target'),
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
    percent('value', '节点值', 'value', { required: true, example: '65%' }),
  ],
};
