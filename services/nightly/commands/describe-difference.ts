import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { PublicationDifference } from '@union/warehouse/publication/compare/compare-publications.ts';
import type { FigureDifference } from '@union/warehouse/publication/compare/figure-difference.ts';
import type { ImportBetween } from '@union/warehouse/publication/compare/imports-between.ts';

/** What `pnpm nightly diff` prints. `imports` is undefined when the database was not asked. */
export function describeDifference(
  found: PublicationDifference,
  imports: readonly ImportBetween[] | undefined,
): string {
  const { from, to, day, metrics, causes } = found;
  const lines = [
    `${from.publicationId}（${from.asOf}） → ${to.publicationId}（${to.asOf}）`,
    `同一天 same day: ${day}`,
    ...(metrics.length === 0 ? ['没有变化 nothing differs'] : ['指标 metric: 重述 restated / 新一天的变化 moved']),
    ...metrics.map(
      ({ metricId, restated, moved }) => `  ${metricId} ${findMetric(metricId)?.name.zh ?? ''}: ${restated} / ${moved}`,
    ),
    ...section('重述 restated', found.restated.map(describeFigure)),
    ...section('新一天的变化 moved', found.moved.map(describeFigure)),
    '原因 causes:',
    ...causes.definitions.map((one) => `  口径 definition ${one.metricId}: ${one.from ?? '–'} → ${one.to ?? '–'}`),
    ...(causes.codeVersion ? [`  程序 code: ${causes.codeVersion.from} → ${causes.codeVersion.to}`] : []),
    ...causes.rules.map((one) => `  规则 rule ${one.rule}: ${one.from} → ${one.to}`),
    ...causes.rows.map((one) => `  行数 rows ${one.register}: ${one.from ?? '–'} → ${one.to ?? '–'}`),
    ...(imports ?? []).map(describeImport),
  ];
  const hasNoCause = lines.at(-1) === '原因 causes:';
  if (hasNoCause && metrics.length === 0) lines.pop();
  else if (hasNoCause) lines.push('  未知 none that is known');
  return lines.join('\n');
}

function section(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [`${title}:`, ...rows.map((row) => `  ${row}`)];
}

function describeFigure(row: FigureDifference): string {
  const side = (numerator: number | null, denominator: number | null, state: string | null) =>
    numerator === null ? (state ?? 'not_reported') : `${numerator}${denominator === null ? '' : `/${denominator}`}`;
  const part = row.segment === 'all' ? '' : ` ${row.segment}`;
  const period = row.period_kind === 'day' ? '' : ` ${row.period_kind}`;
  const old = side(row.old_numerator, row.old_denominator, row.old_state);
  const now = side(row.new_numerator, row.new_denominator, row.new_state);
  return `${row.metric_id} ${row.scope_id}${part}${period}: ${old} → ${now}`;
}

function describeImport({ importId, fileName, happened, at, by, registers }: ImportBetween): string {
  const what = registers
    .map(({ register, added, corrected }) => `${register} +${added}${corrected > 0 ? ` ~${corrected}` : ''}`)
    .join(', ');
  const word = happened === 'loaded' ? '导入 loaded' : '撤销 undone';
  return `  ${word} #${importId} ${fileName}, ${by}, ${at}: ${what}`;
}
