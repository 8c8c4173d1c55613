import type { Plan } from '@union/warehouse/query/plan.ts';
import type { ExportColumn } from './rows.ts';

const column = (name: string, type: ExportColumn['type'], zh: string, en: string): ExportColumn => ({
  ...{ name, type },
  words: { zh, en },
});

const figure: readonly ExportColumn[] = [
  column('record', 'text', '行的种类：row 数据行，total 合计', 'what it is: row, or total'),
  column('metric_id', 'text', '指标编号', 'id of the metric'),
  column('metric_name', 'text', '指标名称', 'name of the metric'),
  column('scope_id', 'text', '范围编号；多个范围合并时为空', 'id of the scope; empty where several are put together'),
  column('scope_name', 'text', '范围名称', 'name of the scope'),
  column('scope_kind', 'text', '范围类别：nation、province、city、county、town、park、federation', 'kind of the scope'),
  column(
    'period',
    'text',
    '期间，如 2026-09、2026-Q3；多个期间合并时为空',
    'point of time; empty where several are put together',
  ),
  column('period_start', 'day', '期间首日；时点查询为空', 'its first day; empty for one day alone'),
  column('period_end', 'day', '期间末日（含）', 'its last day that is counted'),
  column('segment_id', 'text', '类别编号，如 industry:C；整体为空', 'id of the part of the scope; empty for the whole'),
  column('segment_name', 'text', '类别名称', 'name of the part'),
  column('level_key', 'text', '级别；不分级时为空', 'key of the level; empty without levels'),
  column('level_name', 'text', '级别名称', 'name of the level'),
  column('kind_key', 'text', '类型；不分类型时为空', 'the kind; empty without kinds'),
  column('scheme_code', 'text', '评定办法编码；无则空', 'code of the rating scheme; empty without one'),
  column('rule_code', 'text', '一线口径规则编码；无则空', 'code of the frontline rule; empty without one'),
  column('campaign_code', 'text', '专项行动编码；无则空', 'code of the campaign; empty without one'),
  column(
    'numerator',
    'integer',
    '分子；不公布或未报为空；金额以分计',
    'numerator; empty when withheld or not reported; money in hundredths of a yuan',
  ),
  column(
    'denominator',
    'integer',
    '分母；计数类、不公布或未报为空',
    'denominator; empty for counts, and when withheld or not reported',
  ),
  column(
    'value',
    'float',
    '数值：比例为 0 至 1 的小数；仅 reported、zero 时有值',
    'value: a share is a fraction from 0 to 1; only when reported or zero',
  ),
  column(
    'state',
    'text',
    '状态：reported、zero、suppressed 不公布、not_applicable 不适用、not_reported 未报、restricted 未开放',
    'state',
  ),
  column('as_of', 'day', '数据所指日期；未报为空', 'the day it speaks of; empty when not reported'),
  column(
    'unclassified',
    'integer',
    '分母中尚未分类的部分（分）；无则空',
    'part of the denominator that nobody has classified, in hundredths of a yuan; empty without such a part',
  ),
  column('is_approximate', 'boolean', '是否含「近、约」的数', 'whether a number behind it is stated as about'),
  column(
    'includes_late',
    'boolean',
    '是否含补录',
    'whether it counts payments of earlier months that became known late',
  ),
  column(
    'source',
    'text',
    '来源：register 台账、return 报表、mixed 两者；未报为空',
    'registers, returns or both; empty when not reported',
  ),
  column('definition_version', 'integer', '口径版本；未报为空', 'version of the definition; empty when not reported'),
  column('publication_id', 'text', '发布编号', 'id of the publication'),
];

const compared: readonly ExportColumn[] = [
  column('compared_numerator', 'integer', '对比数的分子', 'numerator of what it is compared with'),
  column('compared_denominator', 'integer', '对比数的分母', 'its denominator'),
  column('compared_value', 'float', '对比数值；与目标对比时为目标值', 'its value; of a target the target'),
  column('compared_state', 'text', '对比数状态', 'its state'),
  column('compared_as_of', 'day', '对比数所指日期', 'the day that it speaks of'),
  column('change', 'float', '数值减对比数值；缺一则空', 'value less the compared value; empty unless both are known'),
];

const target: readonly ExportColumn[] = [
  column('target_comparison', 'text', '与目标的比较方式', 'how the value must stand to the target'),
  column('target_need', 'integer', '距目标尚差', 'units that are missing to the target'),
  column('target_status', 'text', '目标状态', 'where it stands against the target'),
  column(
    'target_path',
    'float',
    '当日序时应达数值；无基数则空',
    'where the value should be on that day; empty without a baseline',
  ),
  column(
    'target_path_points',
    'float',
    '超前序时的百分点，落后为负；计数类为目标数的百分之几',
    'points ahead of the path, negative when behind; of a count hundredths of the target',
  ),
];

const rest: readonly ExportColumn[] = [
  column(
    'rest_numerator',
    'integer',
    '合计减所列各行的分子；有不公布者为空',
    'numerator of the total less those of the rows; empty where one is withheld',
  ),
  column('rest_denominator', 'integer', '合计减所列各行的分母；有不公布者为空', 'the same of denominators'),
];

/** The columns of the rows of a plan: a row a figure. */
export function figureColumns({ compare, totals }: Plan): readonly ExportColumn[] {
  return [
    ...figure,
    ...(compare ? compared : []),
    ...(compare?.with === 'target' ? target : []),
    ...(totals === 'none' ? [] : rest),
  ];
}
