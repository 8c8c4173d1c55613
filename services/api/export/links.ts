import type { MetricQueryRequest } from '@union/warehouse/query/request.ts';
import type { ExportFormat } from './formats.ts';
import { codeOf } from './query-code.ts';

/** The path under which an answer is given again: the whole answer as JSON, of one publication. */
export function linkOf(request: MetricQueryRequest, publicationId: string): string {
  return `/export/query/${codeOf(request)}?publication=${publicationId}`;
}

/** The path under which the rows of a query are given out. @param publicationId the latest one when absent. */
export function pathOf(request: MetricQueryRequest, format: ExportFormat, publicationId = 'latest'): string {
  return `/export/query/${codeOf(request)}.${format}?publication=${publicationId}`;
}
