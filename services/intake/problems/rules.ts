import type { Words } from '../sheets/column.ts';
import type { FaultCode } from '../values/fault.ts';

/** `error` stops the file, `warning` does not, `notice` tells what was changed while reading. */
export type Severity = 'error' | 'warning' | 'notice';

type FileCode =
  | 'FILE_NOT_FOUND'
  | 'FILE_NOT_READABLE'
  | 'FILE_OLD_EXCEL'
  | 'FILE_DAMAGED'
  | 'FILE_EMPTY'
  | 'ENCODING_UNKNOWN'
  | 'CSV_MALFORMED'
  | 'SHEET_UNKNOWN'
  | 'SHEET_TWICE'
  | 'HEADER_MISSING'
  | 'HEADER_MERGED'
  | 'CELL_MERGED'
  | 'COLUMN_UNKNOWN'
  | 'COLUMN_MISSING'
  | 'COLUMN_TWICE'
  | 'COLUMN_UNNAMED'
  | 'DATABASE_REFUSED'
  | 'NOT_PERMITTED';

type RowCode =
  | 'KEY_DUPLICATE'
  | 'KEY_TAKEN'
  | 'REFERENCE_UNKNOWN'
  | 'REGION_UNKNOWN'
  | 'REGION_RETIRED'
  | 'REGION_SPLIT'
  | 'REGION_ENDED'
  | 'EXACTLY_ONE'
  | 'AT_MOST_ONE'
  | 'AT_LEAST_ONE'
  | 'TOGETHER'
  | 'DAYS_REVERSED'
  | 'DAY_BEFORE'
  | 'PART_ABOVE_WHOLE'
  | 'PERIOD_OVERLAP'
  | 'INDEPENDENT_OVERLAP'
  | 'SETTLED_MISSING'
  | 'CHANGE_BEFORE_SETTLED'
  | 'CLOSED_BEFORE_CHANGE'
  | 'FACTS_DIFFER'
  | 'FEDERATION_CYCLE'
  | 'SUPERSEDES_ITSELF'
  | 'TARGET_NOT_SHARE'
  | 'TARGET_NOT_WHOLE'
  | 'TARGET_DIRECTION'
  | 'TARGET_OUT_OF_REACH'
  | 'BAND_EMPTY'
  | 'OUTSIDE_CAMPAIGN'
  | 'STAGE_TOO_EARLY'
  | 'RENEWS_ITSELF'
  | 'RENEWAL_TOO_EARLY'
  | 'SIGNED_BEFORE_OFFER'
  | 'RECTIFICATION_UNNEEDED'
  | 'SATISFACTION_TOO_EARLY'
  | 'VISIT_OUTSIDE_FILE'
  | 'PAIRED_WITH_ITSELF'
  | 'RATED_BEFORE_OPENING'
  | 'ENTERED_AFTER_END'
  | 'CHART_NOT_VALID'
  | 'REVERSED_VOUCHER_UNKNOWN'
  | 'ACCOUNT_UNKNOWN'
  | 'TRANSFER_NOT_SPENDING'
  | 'RATING_LEVEL_UNKNOWN'
  | 'RATING_LEVEL_MISSING'
  | 'RATING_LEVEL_UNEXPECTED'
  | 'REVERSAL_SIGN'
  | 'HARDSHIP_FILE_MISSING'
  | 'HARDSHIP_FILE_NOT_OPEN'
  | 'SCOPE_UNKNOWN'
  | 'MEMBERS_ABOVE_WORKERS'
  | 'KIND_REQUIRES'
  | 'AMOUNT_NEGATIVE'
  | 'ONLY_ADOPTED'
  | 'PERSON_NOT_ENTERPRISE'
  | 'NO_PROBLEM'
  | 'RULE_OVERLAP'
  | 'GRANT_ABOVE_CAP'
  | 'GRANTS_ABOVE_YEARLY_CAP';

/** Stable: scripts and marked workbooks may rely on it. */
export type ProblemCode = FaultCode | FileCode | RowCode;

type Rule = { readonly severity: Severity; readonly zh: string; readonly en: string };

const error = (zh: string, en: string): Rule => ({ severity: 'error', zh, en });
const warning = (zh: string, en: string): Rule => ({ severity: 'warning', zh, en });
const notice = (zh: string, en: string): Rule => ({ severity: 'notice', zh, en });

/** Every rule that a file is held against. `{name}` stands for a detail of the problem. */
export const rules: Readonly<Record<ProblemCode, Rule>> = {
  FILE_NOT_FOUND: error('找不到文件', 'the file does not exist'),
  FILE_NOT_READABLE: error('无法读取文件：{reason}', 'the file cannot be read: {reason}'),
  FILE_OLD_EXCEL: error(
    '这是旧版 Excel（.xls）文件或加了密码的工作簿；请另存为不加密的 .xlsx',
    'this is an old Excel file (.xls) or a workbook with a password; save it as .xlsx without one',
  ),
  FILE_DAMAGED: error('不是完好的 XLSX 工作簿：{reason}', 'not an intact XLSX workbook: {reason}'),
  FILE_EMPTY: error('文件中没有可导入的行', 'the file holds no row to load'),
  ENCODING_UNKNOWN: error('文字编码既不是 UTF-8 也不是 GB18030', 'the text is neither UTF-8 nor GB18030'),
  CSV_MALFORMED: error('CSV 格式有误：{reason}', 'malformed CSV: {reason}'),
  SHEET_UNKNOWN: error(
    '不认识的表「{name}」；表名须与模板一致（CSV 可用 --sheet 指定）',
    'the sheet “{name}” is not of the template (for CSV, name it with --sheet)',
  ),
  SHEET_TWICE: error('「{name}」出现了两次', 'the sheet “{name}” appears twice'),
  HEADER_MISSING: error('第一行没有表头', 'the first row holds no headers'),
  HEADER_MERGED: error('表头不得合并单元格（{range}）', 'headers must not be merged ({range})'),
  CELL_MERGED: error('表内不得合并单元格（{range}）', 'cells of the table must not be merged ({range})'),
  COLUMN_UNKNOWN: error('「{sheet}」没有「{name}」这一列', 'the sheet {sheet} has no column “{name}”'),
  COLUMN_MISSING: error('缺少必填列「{name}」', 'the required column “{name}” is missing'),
  COLUMN_TWICE: error('「{name}」一列出现了两次', 'the column “{name}” appears twice'),
  COLUMN_UNNAMED: error('该列没有表头，却有内容', 'the column has content but no header'),
  NOT_PERMITTED: error(
    '其中 {rows} 行不属于您获授权的工会或地区，整份文件未导入',
    '{rows} rows lie beyond the federations granted to you; nothing of the file was loaded',
  ),
  DATABASE_REFUSED: error('数据库约束不允许：{reason}', 'a constraint of the database refused it: {reason}'),

  CELL_REQUIRED: error('必填', 'required'),
  CELL_ERROR: error('公式出错（{error}）', 'the formula failed ({error})'),
  TEXT_TOO_LONG: error('最多 {maxLength} 字，实为 {length} 字', '{maxLength} characters at most; it has {length}'),
  IDENTIFIER_FORM: error('应为{formZh}', 'must be {formEn}'),
  IDENTIFIER_IS_DATE: error(
    '代码被表格软件变成了日期；请把该列设为文本后重填',
    'the spreadsheet turned the code into a date; format the column as text and type it again',
  ),
  NUMBER_PRECISION_LOST: error(
    '数字太长，表格软件已丢失末尾几位；请把该列设为文本后重填',
    'the number is too long and has lost its last digits; format the column as text and type it again',
  ),
  NUMBER_FORM: error('不是数', 'not a number'),
  NUMBER_APPROXIMATE: error('须填确数，不能填约数', 'an exact number is needed, not an approximate one'),
  NUMBER_NEGATIVE: error('不得为负数', 'must not be negative'),
  NUMBER_NOT_WHOLE: error('应为整数', 'must be a whole number'),
  NUMBER_DECIMALS: error('最多 {decimals} 位小数', 'at most {decimals} decimals'),
  NUMBER_RANGE: error('应在 {min} 到 {max} 之间', 'must lie between {min} and {max}'),
  PERCENT_RANGE: error(
    '应在 0% 到 100% 之间；八成五写作 85% 或 0.85',
    'must lie between 0% and 100%; write 85% or 0.85',
  ),
  AMOUNT_ZERO: error('金额不得为 0', 'the amount must not be 0'),
  DAY_FORM: error(
    '不是日期；可写 2014-06-30、2014/6/30、2014年6月30日',
    'not a day; write 2014-06-30, 2014/6/30 or 2014年6月30日',
  ),
  DAY_INCOMPLETE: error('日期不完整，须精确到日', 'the day is incomplete: year, month and day are needed'),
  DAY_IMPOSSIBLE: error('没有这一天', 'there is no such day'),
  DAY_FUTURE: error('不得晚于今天（{today}）', 'must not be later than today ({today})'),
  YES_NO_FORM: error('应为是或否', 'must be yes (是) or no (否)'),
  CODE_UNKNOWN: error('不在代码表中；可填：{knownZh}', 'not in the list of codes; it knows: {knownEn}'),
  CREDIT_CODE_FORM: error(
    '统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z），首位为登记机关代码，第 3 至 8 位为数字',
    'a credit code has 18 digits or capitals (no I, O, S, V, Z), begins with a registering authority, and has digits at 3 to 8',
  ),
  CREDIT_CODE_CHECK: error(
    '校验码不符，末位应为 {expected}',
    'the check character is wrong: the last one should be {expected}',
  ),
  CREDIT_CODE_REGION: error(
    '第 3 至 8 位 {region} 不是行政区划代码',
    'characters 3 to 8, {region}, are no region code',
  ),
  CREDIT_CODE_KIND: error('应以 {leading} 开头', 'must begin with {leading}'),

  KEY_DUPLICATE: error('与第 {first} 行重复（{columns}）', 'the same as row {first} ({columns})'),
  KEY_TAKEN: error('已被 {owner} 使用', 'already used by {owner}'),
  REFERENCE_UNKNOWN: error('「{sheet}」中没有这个代码', 'the sheet {sheet} and its register do not have it'),
  REGION_UNKNOWN: error('没有这个行政区划代码', 'there is no such region code'),
  REGION_RETIRED: notice(
    '该区划代码已停用，已换为 {successor}',
    'the region code is retired; its successor {successor} was taken',
  ),
  REGION_SPLIT: error(
    '该区划代码已停用，且分入多个区划（{successors}），请选其一',
    'the region code is retired and was split ({successors}); choose one of them',
  ),
  REGION_ENDED: warning('该区划代码已停用，没有后继代码', 'the region code is retired and has no successor'),
  EXACTLY_ONE: error('{columns}须且只能填一个', 'exactly one of {columns} must be given'),
  AT_MOST_ONE: error('{columns}最多填一个', 'at most one of {columns} may be given'),
  AT_LEAST_ONE: error('{columns}至少填一个', 'at least one of {columns} must be given'),
  TOGETHER: error('{columns}须同填或同空', '{columns} are given together or not at all'),
  DAYS_REVERSED: error('应晚于{than}（{day}）', 'must be later than {than} ({day})'),
  DAY_BEFORE: error('不得早于{than}（{day}）', 'must not be earlier than {than} ({day})'),
  PART_ABOVE_WHOLE: error('不得大于{whole}（{number}）', 'must not be above {whole} ({number})'),
  PERIOD_OVERLAP: error(
    '与同一企业、同一工会的另一段覆盖时间重叠（{other}）',
    'overlaps another time in which the same union covers the enterprise ({other})',
  ),
  INDEPENDENT_OVERLAP: error(
    '该企业同时已有另一个单独建会的工会（{other}）',
    'the enterprise has another independent union at the same time ({other})',
  ),
  SETTLED_MISSING: error('新企业必须填落户日期', 'a new enterprise needs the day on which it settled'),
  CHANGE_BEFORE_SETTLED: error(
    '变更日期不得早于或等于落户日期（{day}）',
    'a change must be later than the settlement ({day})',
  ),
  CLOSED_BEFORE_CHANGE: error(
    '注销或迁出日期与之后的情况（自 {day} 起）重叠',
    'the enterprise would end before what is known from {day} on',
  ),
  FACTS_DIFFER: error(
    '同一企业各行的{column}不一致（第 {first} 行另有所填）',
    'rows of one enterprise differ in {column} (see row {first})',
  ),
  FEDERATION_CYCLE: error('上级关系成环', 'the federation would be above itself'),
  SUPERSEDES_ITSELF: error('不能取代自己', 'a row cannot supersede itself'),
  TARGET_NOT_SHARE: error('该指标是比率，写作 85% 或 0.85', 'this metric is a share, written 85% or 0.85'),
  TARGET_NOT_WHOLE: error('该指标是数量，须为整数', 'this metric is a count and needs a whole number'),
  TARGET_DIRECTION: error(
    '比较方向与指标相反：越高越好的用“超过”“达到”，越低越好的用“低于”“不超过”',
    'the comparison runs against the metric: more than or at least where more is better, less than or at most where less is better',
  ),
  TARGET_OUT_OF_REACH: error(
    '永远达不到：比率不会超过 100%，也不会低于 0',
    'out of reach: no share is above 100 %, and nothing is below 0',
  ),
  BAND_EMPTY: error('上限不高于下限 {from}，这一档什么也装不下', 'the band from {from} holds no gap at all'),
  ACCOUNT_UNKNOWN: error('会计制度 {chart} 中没有这个科目', 'the chart {chart} has no such account'),
  TRANSFER_NOT_SPENDING: error('补助下级只能是支出科目', 'only a spending account can be a transfer down'),
  RATING_LEVEL_UNKNOWN: error('办法 {scheme} 没有这个星级', 'the scheme {scheme} has no such level'),
  RATING_LEVEL_MISSING: error('该结论必须有星级', 'this outcome needs a level'),
  RATING_LEVEL_UNEXPECTED: error(
    '没有结论，或结论为撤销、未达星级时，不得填星级',
    'a level is only given with first naming, keep, raise or lower',
  ),
  REVERSAL_SIGN: error(
    '冲销须为负数并写明被冲销的编号，其他须为正数',
    'a reversal is negative and names what it reverses; anything else is positive',
  ),
  HARDSHIP_FILE_MISSING: error(
    '发给困难职工须有档案（先建档、后帮扶）',
    'a payment for hardship needs a file (the file comes first)',
  ),
  HARDSHIP_FILE_NOT_OPEN: error(
    '发放当日（{day}）该档案无效（先建档、后帮扶）',
    'the file was not open on the day of payment ({day})',
  ),
  OUTSIDE_CAMPAIGN: warning(
    '不在集中行动 {campaign} 期间（{from} 至 {to}）',
    'not within the campaign {campaign} ({from} to {to})',
  ),
  STAGE_TOO_EARLY: warning(
    '早于前一阶段「{stage}」（{day}）',
    'earlier than a stage that comes before it: {stage} ({day})',
  ),
  RENEWS_ITSELF: error('不能续签自己', 'an agreement cannot renew itself'),
  RENEWAL_TOO_EARLY: error(
    '应晚于被续签的合同 {other} 的签订日期（{day}）',
    'must be later than the signing of {other}, which it renews ({day})',
  ),
  SIGNED_BEFORE_OFFER: error(
    '早于要约书 {other} 的发出日期（{day}）',
    'earlier than the offer {other} that it comes of ({day})',
  ),
  RECTIFICATION_UNNEEDED: error(
    '「需要整改」为是时才能填整改完成日期',
    'a day of rectification is only given when rectification is needed',
  ),
  SATISFACTION_TOO_EARLY: error('尚无答复，不能填满意度', 'there is no satisfaction before there is feedback'),
  VISIT_OUTSIDE_FILE: warning('走访当日该档案无效', 'the file was not open on the day of the visit'),
  PAIRED_WITH_ITSELF: error('不能与自己结对', 'a union cannot be paired with itself'),
  RATED_BEFORE_OPENING: error('早于该阵地的启用日期（{day}）', 'earlier than the opening of the site ({day})'),
  ENTERED_AFTER_END: error('晚于竞赛结束日期（{day}）', 'later than the end of the contest ({day})'),
  CHART_NOT_VALID: error(
    '会计制度 {chart} 当日未施行（施行期自 {from} 起{until}）',
    'the chart {chart} does not hold on that day (it holds from {from}{until})',
  ),
  REVERSED_VOUCHER_UNKNOWN: error('该记账单位没有这张凭证', 'whoever keeps these books has no such voucher'),
  SCOPE_UNKNOWN: error('没有这个范围', 'there is no such scope'),
  MEMBERS_ABOVE_WORKERS: warning(
    '会员 {members} 人，多于职工 {workers} 人',
    '{members} members, more than {workers} workers',
  ),
  KIND_REQUIRES: error('「{kind}」须填', 'required for {kind}'),
  AMOUNT_NEGATIVE: error('金额不得为负数', 'the amount must not be negative'),
  ONLY_ADOPTED: error('采纳之后才能实施', 'only what was adopted can be carried out'),
  PERSON_NOT_ENTERPRISE: error('借款人为个人时不得填企业', 'a person who borrows is no enterprise'),
  NO_PROBLEM: error('没有问题，不填期限和解决日期', 'without a problem there is nothing due or solved'),
  RULE_OVERLAP: error(
    '与该地区同一规则的另一施行期（自 {other} 起）重叠',
    'overlaps another rule of its kind and place (from {other})',
  ),
  GRANT_ABOVE_CAP: warning('超过每次限额 {cap} 元', 'above the cap of {cap} yuan a time'),
  GRANTS_ABOVE_YEARLY_CAP: warning(
    '该户当年送温暖合计 {total} 元，超过每年限额 {cap} 元',
    'warmth payments to the file come to {total} yuan in the year, above the cap of {cap} yuan',
  ),
};

export type Details = Readonly<Record<string, string | number>>;

/** The rule's sentence with its details filled in. A detail may differ by language: `{columns}` takes `columnsEn` in English. */
export function sentence(code: ProblemCode, details: Details): Words {
  const { zh, en } = rules[code];
  const fill = (text: string, suffix: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[`${name}${suffix}`] ?? details[name] ?? ''));
  return { zh: fill(zh, ''), en: fill(en, 'En') };
}
