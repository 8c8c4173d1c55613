import { shownCount } from '@union/api/catalogue/metric-words.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Unit } from '@union/schema/metrics/metric.ts';
import type { MetricMovement, Mover } from '@union/warehouse/impact/movements.ts';
import type { Impact } from './read-impact.ts';

/** Flips and other metrics that are listed one by one. */
const LISTED = 20;

/** What `pnpm impact` prints. */
export function describeImpact(impact: Impact): string {
  const { metric, asOf, publicationId, before, after, note, changed, metrics, flips, brokenChecks } = impact;
  const asked = metrics.find(({ metricId }) => metricId === metric);
  const others = metrics.filter(({ metricId }) => metricId !== metric);
  const name = findMetric(metric)?.name.zh ?? '';
  return [
    `口径变更试算 impact: ${name} ${metric}`,
    `  数据日期 as of ${asOf}，当前发布 serving ${publicationId ?? '–'}；未发布任何数据 nothing was published`,
    `  ${before} → ${after}${note ? `：${note}` : ''}`,
    ...changed.rules.map(({ rule, before: was, after: is }) => `  规则 rule ${rule}: ${was} → ${is}`),
    ...(changed.models.length > 0 ? [`  模型 models: ${changed.models.join(', ')}`] : []),
    ...changed.registers.map(
      ({ statement, rows }) =>
        `  ${rows === 0 ? '! ' : ''}登记行 rows: ${statement.trim()}（${rows} 行 rows）${rows === 0 ? ' 没有符合的行，这一句不起作用 no row fits, so it changes nothing' : ''}`,
    ),
    '',
    ...(asked ? describeMetric(asked) : [`${name} ${metric}: 没有变化 does not move`]),
    ...section(
      `其他变化的指标 other metrics that move (${others.length})`,
      others.slice(0, LISTED).map(({ metricId, nameZh, moved, of, spread, isHousehold }) => {
        const range = spread ? `, ${change(spread.least, metricId)} … ${change(spread.largest, metricId)}` : '';
        return `${nameZh} ${metricId}: ${isHousehold ? '≤' : ''}${moved}/${of}${range}`;
      }),
      others.length - LISTED,
    ),
    ...section(
      `目标状态变化 targets that change their standing (${flips.length})`,
      flips
        .slice(0, LISTED)
        .map(
          ({ metricId, targetCode, scopeName, from, to, isCrossing }) =>
            `${isCrossing ? '! ' : ''}${scopeName} ${metricId} ${targetCode}: ${from} → ${to}`,
        ),
      flips.length - LISTED,
    ),
    ...section(
      '组件 widgets',
      impact.widgets.map(
        ({ document, metrics: shown, isFixed }) =>
          `union-${document}${isFixed ? '' : '（可选 where its tag says so）'}: ${few(shown)}`,
      ),
    ),
    ...section(
      '已存查询 saved queries',
      impact.savedQueries.map(({ name: query, title, metrics: named }) => `${query} ${title}: ${few(named)}`),
    ),
    ...section('通报和看板 briefings and panels', impact.briefings.length > 0 ? [few(impact.briefings)] : []),
    ...section(
      '校验 checks that the change breaks',
      brokenChecks.map(
        ({ name: check, severity, failures }) => `${severity === 'block' ? '✗' : '!'} ${check} (${failures})`,
      ),
    ),
  ].join('\n');
}

function section(title: string, rows: readonly string[], more = 0): string[] {
  if (rows.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...rows.map((row) => `  ${row}`),
    ...(more > 0 ? [`  … 另 ${more} 项 and ${more} more`] : []),
  ];
}

const few = (ids: readonly string[]): string =>
  ids.length > 6 ? `${ids.slice(0, 6).join(', ')} … (${ids.length})` : ids.join(', ');

function describeMetric({
  metricId,
  nameZh,
  moved,
  of,
  day,
  spread,
  states,
  movers,
  isHousehold,
}: MetricMovement): string[] {
  const lines = [`${nameZh} ${metricId}: ${day}，${isHousehold ? '≤' : ''}${moved}/${of} 项变化 figures move`];
  if (spread) {
    const { least, tenth, median, ninetieth, largest } = spread;
    const all = [least, tenth, median, ninetieth, largest].map((value) => change(value, metricId));
    lines.push(
      `  变化幅度 change: 最小 least ${all[0]}，10% ${all[1]}，中位 median ${all[2]}，90% ${all[3]}，最大 largest ${all[4]}`,
    );
  }
  for (const { from, to, count } of states) lines.push(`  状态 state: ${from} → ${to}: ${count}`);
  if (isHousehold)
    lines.push('  户级指标：计数取 5 的倍数，数值取整 figures of households: counts in fives, values rounded');
  if (movers.length > 0) lines.push('  变化最大 largest movers:', ...table(movers, metricId));
  return lines;
}

function table(movers: readonly Mover[], metricId: string): string[] {
  const rows = movers.map(({ scopeName, scopeId, periodKind, keys, before, after, change: by }) => [
    `${scopeName} ${scopeId}`,
    [periodKind === 'day' ? '' : periodKind, keys].filter(Boolean).join(' '),
    side(before, metricId),
    side(after, metricId),
    by === null ? '–' : change(by, metricId),
  ]);
  const width = (text: string) => [...text].reduce((sum, char) => sum + (char > '\u2e80' ? 2 : 1), 0);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  return rows.map((row) =>
    `    ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell))).join('  ')}`.trimEnd(),
  );
}

function side({ numerator, denominator, value, state }: Mover['before'], metricId: string): string {
  if (value === null) return state ?? 'not_reported';
  const metric = findMetric(metricId);
  const above = shownCount(numerator, metric?.numerator.counts ?? 'items');
  const below = shownCount(denominator, metric?.denominator?.counts ?? 'items');
  const isMoney = metric?.numerator.counts === 'cents' && metric.denominator?.counts === 'cents';
  const parts = numerator === null || denominator === null ? '' : ` (${above} / ${below}${isMoney ? ' 元' : ''})`;
  return `${shown(value, metricId)}${parts}`;
}

function shown(value: number, metricId: string): string {
  const unit = findMetric(metricId)?.unit;
  if (unit === 'share' || unit === 'completion') return `${(value * 100).toFixed(2)}%`;
  return inUnit(value, unit);
}

/** A number of a unit as people read it: amounts are told in yuan, scores in points. */
function inUnit(value: number, unit: Unit | undefined): string {
  const isHundredths = unit === 'cents' || unit === 'score_hundredths';
  const number = Number((isHundredths ? value / 100 : value).toFixed(isHundredths ? 2 : 4)).toLocaleString('en-US');
  return unit === 'cents' ? `${number} 元` : number;
}

/** A change of a share is told in points. */
function change(value: number, metricId: string): string {
  const unit = findMetric(metricId)?.unit;
  const sign = value > 0 ? '+' : '';
  if (unit === 'share' || unit === 'completion') return `${sign}${(value * 100).toFixed(2)} 点`;
  return `${sign}${inUnit(value, unit)}`;
}
