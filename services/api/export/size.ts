import { QueryRefused } from '@union/warehouse/query/errors.ts';
import type { Plan } from '@union/warehouse/query/plan.ts';
import { printMetricQuery } from '@union/warehouse/query/print-request.ts';
import { runsOf } from '@union/warehouse/query/runs.ts';
import { MetricQueryRefused } from '../metric-query/errors.ts';

/** Figures that DuckDB puts in order at once, within the memory that exports have: see `docs/exports.md`. */
export const MOST_AT_ONCE = 500_000;

/**
 * A file in the order of its scopes or points has any number of rows. Where all of them must be known before the first can be
 * told, their number has a limit.
 * @throws MetricQueryRefused with a query that has none
 */
export function requireWritable(plan: Plan): void {
  const figures = figuresAtOnce(plan);
  if (figures <= MOST_AT_ONCE || runsOf(plan) !== undefined) return;
  const { orderBy: _, ...request } = plan.request;
  const corrected = request.totals ? { ...request, limit: undefined } : request;
  throw new MetricQueryRefused(
    new QueryRefused('QUERY_TOO_LARGE', {
      en: `${figures} figures would have to be put in order at once, ${MOST_AT_ONCE} at most; leave out orderBy (and limit where there are totals), and the file has any number of rows in the order of scopes; or give a limit`,
      zh: `需将 ${figures} 个数据一并排序，上限 ${MOST_AT_ONCE}；去掉 orderBy（有合计时一并去掉 limit）后，文件按范围顺序写出，行数不限；或给出 limit`,
    }),
    printMetricQuery(corrected),
  );
}

/** Figures of the rows that are given out. */
function figuresAtOnce({ cells, scopes, points, poolsScopes, poolsTime, metrics, request }: Plan): number {
  const figures = cells / (poolsScopes ? scopes.length : 1) / (poolsTime ? points.length : 1);
  return Math.min(figures, (request.limit ?? Number.POSITIVE_INFINITY) * metrics.length);
}
