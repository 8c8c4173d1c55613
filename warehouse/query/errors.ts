import { KnownError } from '@union/schema/errors.ts';
import type { Words } from '@union/schema/metrics/metric.ts';
import type { MetricQueryRequest } from './request.ts';

/** Why a metric query is refused. */
export const refusalCodes = [
  /** Rates are added up. */
  'RATE_SUMMED',
  /** Figures that are true on a day are added up over days. */
  'STOCK_SUMMED_OVER_TIME',
  /** Scopes are added up of which one holds another, or that overlap. */
  'NESTED_SCOPES_SUMMED',
  /** The metric counts things that are in several parts at once, or leaves out what parts owe each other. */
  'NOT_ADDITIVE',
  /** Figures of several schemes, rules, campaigns or kinds are added up. */
  'UNLIKE_DEFINITIONS',
  /** The other publication has another version of the definition. */
  'DEFINITIONS_DIFFER',
  /** Several scopes, but rows do not tell them apart and nothing says how to put them together. */
  'SCOPES_NOT_COMBINED',
  /** The same of points of time. */
  'TIMES_NOT_COMBINED',
  /** A distribution without its levels. */
  'LEVELS_NOT_NAMED',
  /** A dimension that figures of the metric do not have. */
  'DIMENSION_NOT_OF_METRIC',
  /** Two ways of cutting at once, of which figures are not kept. */
  'SEGMENTS_NOT_CROSSED',
  /** Whole figures alone are kept of a scope. */
  'SEGMENTS_NOT_KEPT',
  /** A grain that is closer than the figures are known. */
  'GRAIN_NOT_KNOWN',
  /** A period that the metric does not have. */
  'PERIOD_NOT_AVAILABLE',
  /** A metric that is not made for scopes of this kind. */
  'METRIC_NOT_FOR_SCOPE',
  /** A published total where the scopes have no parent in the query. */
  'TOTAL_NEEDS_PARENT',
  /** A total of what has no parts. */
  'TOTAL_NEEDS_PARTS',
  /** A previous period where there is no grain. */
  'COMPARISON_NEEDS_GRAIN',
  /** A comparison with targets of what none is set for: parts of a scope, several scopes or days at once, months of a sum. */
  'TARGET_NOT_COMPARABLE',
  /** More cells than one answer holds. */
  'QUERY_TOO_LARGE',
  /** What is asked cannot be read: nothing is asked, or a thing twice, or a number out of range. */
  'QUERY_INVALID',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A metric query that does not add up, or asks for what is not there. */
export class QueryRefused extends KnownError {
  readonly code: RefusalCode;
  /** The query without this fault, which may have others; undefined where none can be told. */
  readonly corrected: MetricQueryRequest | undefined;

  constructor(code: RefusalCode, words: Words, corrected?: MetricQueryRequest) {
    super(words.en, words.zh);
    this.code = code;
    this.corrected = corrected;
  }
}
