import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { figureKeys, type Metric } from '@union/schema/metrics/metric.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { lineageOf, type MetricLineage } from '@union/warehouse/lineage/lineage.ts';
import { allModels } from '@union/warehouse/models/run-models.ts';
import { findWorkedExample } from './worked-example.ts';

const BETTER = { higher: '越高越好 higher', lower: '越低越好 lower', neither: '不分好坏 neither' } as const;
const UNIT = {
  share: '百分比 share, 0 to 1',
  completion: '完成率，可大于 100% completion, may pass 1',
  quotient: '比值，可大于 1 quotient, may pass 1',
  average: '平均数 average',
  count: '数量 count',
  days: '天 days a case',
  cents: '分（人民币）hundredths of a yuan a case',
  score_hundredths: '分值的百分之一 hundredths of a point a case',
} as const;
const TIME = { stock: '时点 on a day', flow: '期间 over a period' } as const;
const SCOPE = {
  region: '地区 regions',
  park: '园区 parks',
  federation: '总工会 federations',
  union: '工会 unions',
} as const;
const DISCLOSURE = { public: '公开 public', household: '少于 5 户不公布 cells under 5 households suppressed' } as const;

/** The row of the levels that a distribution names itself; nothing for any other metric. */
function levelsOf({ levels }: Metric): string {
  return levels
    ? `\n| 级别 levels | ${levels.map(({ key, name }) => `\`${key}\` ${name.zh} ${name.en}`).join('；')} |`
    : '';
}

/** Columns of a case that say what a figure is of, in the order in which they are told. */
const ABOUT = ['scope_id', 'as_of', 'period_kind', ...figureKeys];

/** The row of the case that proves the metric: its numbers, and where the registers behind them lie. */
function exampleRow(metric: Metric): string {
  const example = findWorkedExample(metric);
  if (!example) return '';
  const { folder, row, numerator, denominator } = example;
  const where = ABOUT.flatMap((column) => (row[column] ? [`\`${row[column]}\``] : []));
  const place = where.length > 0 ? `${where.join(' ')}：` : '';
  return `\n| 算例 worked example | ${place}${calculation(metric, numerator, denominator)}, [${folder.split('/')[1]}](../test/warehouse/${folder}) |`;
}

function calculation({ unit }: Metric, numerator: number, denominator: number | null): string {
  const shown = (count: number) => count.toLocaleString('en-US');
  if (denominator === null) return shown(numerator);
  if (denominator === 0) return `${shown(numerator)} ÷ 0，不适用 not applicable`;
  const value = numerator / denominator;
  const isPercentage = unit === 'share' || unit === 'completion';
  const result = isPercentage ? `${Number((value * 100).toFixed(2))} %` : shown(Number(value.toFixed(2)));
  return `${shown(numerator)} ÷ ${shown(denominator)} = ${result}`;
}

/** What stands behind a metric: registers with the columns that its models name, and the models. */
function lineageRows({ registers, models }: MetricLineage): string {
  const read = registers.map(({ register, columns }) => `\`${register}\` (${columns.join(', ')})`);
  return `| 取自 registers | ${read.join('；')} |\n| 模型 models | ${models.map((name) => `\`${name}\``).join('、')} |`;
}

/**
 * The page of definitions in Markdown: what each figure means, in Chinese and English, from the catalogue, and what stands
 * behind it, from the SQL of the models.
 */
export async function definitionsPage(): Promise<string> {
  const instance = await openDuckDb(':memory:', { threads: 1 });
  const lineages = await lineageOf(await instance.connect(), allModels());
  instance.closeSync();
  const lineage = new Map(lineages.map((found) => [found.metricId, lineageRows(found)]));
  const entries = catalogue.map((metric) => {
    const { definition, denominator } = metric;
    const denominatorName = denominator ? `${denominator.name.zh} · ${denominator.name.en}` : '无 none';
    const columns = [metric.numerator, ...(denominator ? [denominator] : [])].map(({ column }) => `\`${column}\``);
    const kind = metric.kind === undefined ? '' : `，kind_key = \`${metric.kind}\``;
    return `## ${metric.name.zh} · ${metric.name.en}

| | |
|---|---|
| 指标 id | \`${metric.id}\` |
| 口径 definition | \`${definition.id}\` 第 ${definition.version} 版 version ${definition.version}，自 ${definition.since} 起 since |
| 公式 | ${metric.formula.zh} |
| formula | ${metric.formula.en} |
| 分子 numerator | ${metric.numerator.name.zh} · ${metric.numerator.name.en} |
| 分母 denominator | ${denominatorName} |
| 单位 unit | ${UNIT[metric.unit]} |
| 范围 scopes | ${metric.scopes.map((kind) => SCOPE[kind]).join('、')} |
| 时间 time | ${TIME[metric.time]} |
| 好坏 better | ${BETTER[metric.better]} |
| 公布 disclosure | ${DISCLOSURE[metric.disclosure]} |
| 数据表 mart | \`${metric.mart}\` (${columns.join(' ÷ ')})${kind} |${levelsOf(metric)}${exampleRow(metric)}
${lineage.get(metric.id)}

${definition.notes.zh}

${definition.notes.en}

依据：${definition.source.zh}

Source: ${definition.source.en}
`;
  });
  return `# 指标口径 Definitions

Written by \`node scripts/print-docs.ts\` from \`schema/metrics/\`; edit there. Every figure carries the id and version of its definition.
Registers and models are read off the SQL: models by the tables that they read, columns by name. A column that one of the models reads for another metric is listed as well.

一个数字有五种状态，从不混用：已报 reported、为零 zero、不予公布 suppressed、不适用（分母为零）not applicable、未报 not reported。

${entries.join('\n')}`;
}
