import type { MetricQueryResult } from '../metric-query/result.ts';
import { linkOf } from './links.ts';

/**
 * The whole answer to a metric query as JSON: what GraphQL gives for it, with rows, totals and where they come from. The same
 * query and publication give the same text.
 */
export function answerJson({ planned, rows, totals, rowCount, suppressed }: MetricQueryResult): string {
  const { plan, publication } = planned;
  const { publicationId, asOf, publishedAt, codeVersion, content } = publication.manifest;
  const cellOf = ({ metric, record }: MetricQueryResult['rows'][number]['cells'][number]) => ({
    metric: metric.id,
    ...{ numerator: record.numerator, denominator: record.denominator, value: record.value },
    ...{ state: record.state.toUpperCase(), asOf: record.as_of, unclassified: record.unclassified },
    ...{ isApproximate: record.is_approximate, includesLate: record.includes_late, source: record.source },
    ...{ scheme: record.scheme_code || null, rule: record.rule_code || null },
    ...{ campaign: record.campaign_code || null, kind: record.kind_key || null },
    definitionVersion: record.definition_version,
    ...(plan.compare && {
      compared: {
        ...{ numerator: record.then_numerator, denominator: record.then_denominator, value: record.then_value },
        ...{ state: record.then_state?.toUpperCase() ?? null, asOf: record.then_as_of },
        ...(plan.compare.with === 'target' && {
          ...{ comparison: record.target_comparison, need: record.target_need, status: record.target_status },
          ...{ path: record.target_path, pathPoints: record.target_path_points },
        }),
      },
    }),
  });
  return JSON.stringify({
    rows: rows.map((row) => ({
      scope: row.scope ? { id: row.scope.id, name: row.scope.name } : null,
      period: row.point ?? null,
      segment: row.segment ?? null,
      level: row.record.level_key || null,
      cells: row.cells.map(cellOf),
    })),
    totals: totals.map(({ point, cells }) => ({
      period: point ?? null,
      cells: cells.map((cell) => ({
        figure: cellOf(cell),
        ...{ restNumerator: cell.record.rest_numerator, restDenominator: cell.record.rest_denominator },
      })),
    })),
    ...{ rowCount, isCut: rowCount > rows.length, suppressed },
    publication: { id: publicationId, asOf, publishedAt, codeVersion, contentSha256: content?.sha256 ?? null },
    definitions: plan.metrics.map(({ metric }) => ({
      metric: metric.id,
      version: publication.manifest.definitions[metric.id] ?? metric.definition.version,
    })),
    query: plan.request,
    link: linkOf(plan.request, publicationId),
  });
}
