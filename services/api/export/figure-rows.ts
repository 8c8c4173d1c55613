import type { Words } from '@union/schema/metrics/metric.ts';
import { type QueryRecord, recordColumns, sections } from '@union/warehouse/query/statement.ts';
import { levelName, restricted } from '../metric-query/result.ts';
import type { Planned } from '../metric-query/run-metric-query.ts';
import { scopeTree } from '../scope/scope-tree.ts';
import { segmentOf } from '../segment/segment.queries.ts';
import { aboutFigures } from './about.ts';
import { figureColumns } from './figure-columns.ts';
import type { Batch, Cell, ExportRows } from './rows.ts';

/** All rows of a plan, a row a figure, as its one statement gives them. */
export async function figureRows(planned: Planned): Promise<ExportRows> {
  const { plan, publication, statement } = planned;
  const columns = figureColumns(plan);
  const tree = await scopeTree(publication);
  const names = new Map(plan.scopes.map(({ id, kind }) => [id, { name: tree.find(id)?.name ?? id, kind }]));
  const metrics = plan.metrics.map(({ metric }) => metric);
  const place = new Map(recordColumns.map((name, at) => [name, at]));
  let cut: Words | undefined;

  const cellsOf = (record: QueryRecord): Record<string, Cell> => {
    const metric = metrics[record.m];
    const point = plan.poolsTime ? undefined : plan.points[record.p];
    const scope = names.get(record.scope_id);
    const segment = segmentOf(record.segment);
    const { value, then_value } = record;
    return {
      record: sections[record.section] as string,
      ...{ metric_id: metric?.id ?? null, metric_name: metric?.name.zh ?? null },
      ...{ scope_id: record.scope_id || null, scope_name: scope?.name ?? null, scope_kind: scope?.kind ?? null },
      ...{ period: point?.label ?? null, period_start: point?.start ?? null, period_end: point?.end ?? null },
      ...{ segment_id: segment?.id ?? null, segment_name: segment?.name ?? null },
      level_key: record.level_key || null,
      level_name: record.level_key ? levelName(metrics, record.level_key).zh : null,
      ...{ kind_key: record.kind_key || null, scheme_code: record.scheme_code || null },
      ...{ rule_code: record.rule_code || null, campaign_code: record.campaign_code || null },
      ...{ numerator: record.numerator, denominator: record.denominator, value, state: record.state },
      ...{ as_of: record.as_of, unclassified: record.unclassified, is_approximate: record.is_approximate },
      ...{ includes_late: record.includes_late, source: record.source },
      ...{ definition_version: record.definition_version, publication_id: plan.publicationId },
      ...{ compared_numerator: record.then_numerator, compared_denominator: record.then_denominator },
      ...{ compared_value: then_value, compared_state: record.then_state, compared_as_of: record.then_as_of },
      change: value === null || then_value === null ? null : value - then_value,
      ...{ target_comparison: record.target_comparison, target_need: record.target_need },
      target_status: record.target_status,
      ...{ rest_numerator: record.rest_numerator, rest_denominator: record.rest_denominator },
    };
  };

  async function* batches(): AsyncGenerator<Batch> {
    for await (const chunk of publication.stream(statement.sql, statement.parameters)) {
      const given: Cell[][] = columns.map(() => []);
      let rowCount = 0;
      for (let at = 0; at < chunk.rowCount; at++) {
        const record = {} as Record<string, unknown>;
        for (const [name, column] of place) record[name] = chunk.columns[column]?.[at] ?? null;
        const known = record as unknown as QueryRecord;
        if (sections[known.section] === 'whole') {
          cut = noticeOf(known.row_total ?? 0, plan.request.limit);
          continue;
        }
        const cells = cellsOf(restricted(planned, known));
        columns.forEach(({ name }, column) => {
          given[column]?.push(cells[name] ?? null);
        });
        rowCount++;
      }
      if (rowCount > 0) yield { rowCount, columns: given };
    }
  }
  return { columns, batches: batches(), notice: () => cut, about: aboutFigures(planned, columns) };
}

/** That the limit of the query left rows out. */
function noticeOf(all: number, limit: number | undefined): Words | undefined {
  if (limit === undefined || all <= limit) return undefined;
  return {
    zh: `仅含前 ${limit} 行，共 ${all} 行：查询中设有 limit`,
    en: `the first ${limit} rows of ${all} alone: the query has a limit`,
  };
}
