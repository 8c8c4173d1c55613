import { QueryRefused } from '@union/warehouse/query/errors.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { OperationTooLarge } from '../errors.ts';
import { type ExportFormat, exportFormats } from '../export/formats.ts';
import { linkOf, pathOf } from '../export/links.ts';
import { FigureSource, FigureState } from '../figure/figure.type.ts';
import { definitionOf } from '../figure/get-figure.ts';
import { getFreshness } from '../freshness/freshness.queries.ts';
import { Freshness } from '../freshness/freshness.type.ts';
import { LIMITS } from '../limits/limits.ts';
import { Definition, Metric } from '../metric/metric.type.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { Segment } from '../segment/segment.type.ts';
import { TargetState } from '../target/light-rule.type.ts';
import { Comparison } from '../target/target.type.ts';
import { metricQueryArguments, requestOf } from './metric-query.inputs.ts';
import { type Cell, levelName, type MetricQueryResult, type Row, runMetricQuery, type Total } from './result.ts';
import {
  checkSize,
  DEFAULT_ROWS,
  type FindPublication,
  MOST_ROWS,
  type Planned,
  planOn,
  refusalOf,
} from './run-metric-query.ts';

const QueryPoint = builder.objectRef<NonNullable<Row['point']>>('MetricQueryPeriod').implement({
  description: 'A point of time of a metric query. Source: what was asked, and the publication.',
  fields: (t) => ({
    label: t.exposeString('label', {
      description: '`2026-11-20`, `2026-11`, `2026-Q4`, `2026-H2`, `2026`, or `2026/2027` for a union year.',
    }),
    start: t.expose('start', { type: 'Date', nullable: true, description: 'Its first day; null for one day alone.' }),
    end: t.expose('end', { type: 'Date', description: 'Its last day that is counted.' }),
    isRunning: t.exposeBoolean('isRunning', { description: 'Whether it is not over yet.' }),
  }),
});

const ComparedCell = builder.objectRef<Cell>('MetricQueryCompared').implement({
  description: 'What a figure is compared with. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    numerator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Its numerator; null when withheld, not reported, or for a target. Unit: that of `metric.numeratorCounts`, of either sign.',
      resolve: ({ record }) => record.then_numerator,
    }),
    denominator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Its denominator; null when withheld, not reported, for a count or for a target. Unit: that of `metric.denominatorCounts`, of either sign.',
      resolve: ({ record }) => record.then_denominator,
    }),
    value: t.float({
      nullable: true,
      description:
        'Its value, or the value of the target; null where there is none. Unit: that of `metric.unit`, of either sign.',
      resolve: ({ record }) => record.then_value,
    }),
    state: t.field({
      type: FigureState,
      nullable: true,
      description: 'What its value, or the absence of one, means; null for a target.',
      resolve: ({ record }) => record.then_state,
    }),
    asOf: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day that it speaks of; null when there is none.',
      resolve: ({ record }) => record.then_as_of,
    }),
    change: t.float({
      nullable: true,
      description:
        'The value of the figure less this one; null unless both are known. Unit: that of `metric.unit`, of either sign.',
      resolve: ({ record }) => changeOf(record),
    }),
    points: t.float({
      nullable: true,
      description: 'The change of a percentage; null for other units. Unit: percentage points, of either sign.',
      resolve: ({ record, isPercentage }) => {
        const change = changeOf(record);
        return isPercentage && change !== null ? change * 100 : null;
      },
    }),
    comparison: t.field({
      type: Comparison,
      nullable: true,
      description: 'How the value must stand to the target; null where there is no target.',
      resolve: ({ record }) => record.target_comparison as '>' | null,
    }),
    need: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'What is missing to the target; null where there is no target or no value. Unit: that of `metric.numeratorCounts`, 0 and more.',
      resolve: ({ record }) => record.target_need,
    }),
    status: t.field({
      type: TargetState,
      nullable: true,
      description:
        'Where the scope stands against the target on that day; null where there is no target. Of earlier days than the publication’s by the gap alone, without lights of rank or of several months.',
      resolve: ({ record }) => record.target_status as 'met' | null,
    }),
    path: t.float({
      nullable: true,
      description:
        'Where the value should be on that day on the way from the baseline over milestones to the target; null without a baseline, or where there is no target. Unit: that of `metric.unit`, 0 and more.',
      resolve: ({ record }) => record.target_path,
    }),
    pathPoints: t.float({
      nullable: true,
      description:
        'How far the value is ahead of the path (of a count, in hundredths of the target), negative when behind, whichever way is better; null without a path or a value. Unit: percentage points, of either sign.',
      resolve: ({ record }) => record.target_path_points,
    }),
  }),
});

function changeOf({ value, then_value }: Cell['record']): number | null {
  return value === null || then_value === null ? null : value - then_value;
}

const QueryCell = builder.objectRef<Cell & { readonly isCompared: boolean }>('MetricQueryCell').implement({
  description:
    'The figure of one metric in a row, with all that is needed to trust it. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What it measures.' }),
    numerator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'What is counted or added up; null when withheld or not reported. Unit: that of `metric.numeratorCounts`, of either sign.',
      resolve: ({ record }) => record.numerator,
    }),
    denominator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'What the numerator is divided by; null for counts, and when withheld or not reported. Unit: that of `metric.denominatorCounts`, of either sign.',
      resolve: ({ record }) => record.denominator,
    }),
    value: t.float({
      nullable: true,
      description:
        'A share of 0.85 is 85 %; null unless REPORTED or ZERO. Unit: that of `metric.unit`, of either sign.',
      resolve: ({ record }) => record.value,
    }),
    state: t.field({
      type: FigureState,
      description: 'What the value, or its absence, means.',
      resolve: ({ record }) => record.state,
    }),
    asOf: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The day it speaks of: the latest known that is not after the end of its period; null when not reported.',
      resolve: ({ record }) => record.as_of,
    }),
    unclassified: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Part of the denominator that nobody has classified; null for metrics without such a part. Unit: hundredths of a yuan, of either sign.',
      resolve: ({ record }) => record.unclassified,
    }),
    isApproximate: t.boolean({
      description: 'Whether a number behind it is stated as about (近、约).',
      resolve: ({ record }) => record.is_approximate,
    }),
    includesLate: t.boolean({
      description: 'Whether it counts payments of earlier months that became known late.',
      resolve: ({ record }) => record.includes_late,
    }),
    source: t.field({
      type: FigureSource,
      nullable: true,
      description: 'Registers, returns or both; null when not reported.',
      resolve: ({ record }) => record.source,
    }),
    scheme: t.id({
      nullable: true,
      description: 'Code of the rating scheme; null for metrics without one, and where several are put together.',
      resolve: ({ record }) => record.scheme_code || null,
    }),
    rule: t.id({
      nullable: true,
      description: 'Code of the frontline rule; null for metrics without one.',
      resolve: ({ record }) => record.rule_code || null,
    }),
    campaign: t.id({
      nullable: true,
      description: 'Code of the campaign; null for metrics without one.',
      resolve: ({ record }) => record.campaign_code || null,
    }),
    kind: t.id({
      nullable: true,
      description: 'The kind; null for metrics without kinds.',
      resolve: ({ record }) => record.kind_key || null,
    }),
    definition: t.field({
      type: Definition,
      description: 'The version of the rule that it was made by.',
      resolve: ({ metric, record }) => definitionOf(metric, record.definition_version ?? undefined),
    }),
    compared: t.field({
      type: ComparedCell,
      nullable: true,
      description: 'What it is compared with; null without a comparison.',
      resolve: (cell) => (cell.isCompared ? cell : null),
    }),
  }),
});

const QueryRow = builder.objectRef<Row & { readonly result: MetricQueryResult }>('MetricQueryRow').implement({
  description: 'A row of a metric query. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    scope: t.field({
      type: Scope,
      nullable: true,
      description: 'The scope; null where several are put together.',
      resolve: ({ scope }) => scope,
    }),
    period: t.field({
      type: QueryPoint,
      nullable: true,
      description: 'The point of time; null where several are put together.',
      resolve: ({ point }) => point,
    }),
    segment: t.field({
      type: Segment,
      nullable: true,
      description: 'The part of the scope; null for the whole.',
      resolve: ({ segment }) => segment,
    }),
    level: t.id({
      nullable: true,
      description: 'Key of the level; null where rows are not by level.',
      resolve: ({ record }) => record.level_key || null,
    }),
    levelName: t.string({
      nullable: true,
      description: 'Name of the level in Chinese; null where rows are not by level.',
      resolve: ({ record, metrics }) => (record.level_key ? levelName(metrics, record.level_key).zh : null),
    }),
    cells: t.field({
      type: [QueryCell],
      description: 'A figure for each metric, in the order asked for.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ cells, result }) => cells.map((cell) => ({ ...cell, isCompared: isCompared(result) })),
    }),
  }),
});

const isCompared = ({ planned }: MetricQueryResult) => planned.plan.compare !== undefined;

const TotalCell = builder.objectRef<Cell & { readonly isCompared: boolean }>('MetricQueryTotalCell').implement({
  description:
    'The total of one metric, and what the rows shown do not hold of it: rows and rest add up to the total. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    figure: t.field({ type: QueryCell, description: 'The total itself.', resolve: (cell) => cell }),
    restNumerator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Numerator of the total less those of the rows shown; null where a part is withheld or parts do not add up. Unit: that of `metric.numeratorCounts`, of either sign.',
      resolve: ({ record }) => record.rest_numerator,
    }),
    restDenominator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'The same of denominators; null for counts and levels, too. Unit: that of `metric.denominatorCounts`, of either sign.',
      resolve: ({ record }) => record.rest_denominator,
    }),
  }),
});

const QueryTotal = builder.objectRef<Total & { readonly result: MetricQueryResult }>('MetricQueryTotal').implement({
  description:
    'The total of a point of time: the published figure of what holds the rows, or their parts added up. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    period: t.field({
      type: QueryPoint,
      nullable: true,
      description: 'The point of time; null where several are put together.',
      resolve: ({ point }) => point,
    }),
    cells: t.field({
      type: [TotalCell],
      description: 'A total for each metric, in the order asked for.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ cells, result }) => cells.map((cell) => ({ ...cell, isCompared: isCompared(result) })),
    }),
  }),
});

const ExportFormatEnum = builder.enumType('ExportFormat', {
  description: 'The form in which rows are given out.',
  values: {
    CSV: { value: 'csv', description: 'CSV with a byte order mark, which Excel opens as UTF-8.' },
    PLAIN_CSV: { value: 'plain.csv', description: 'CSV without one, for programs.' },
    XLSX: { value: 'xlsx', description: 'A workbook: data, definitions, publication.' },
    PARQUET: { value: 'parquet', description: 'Parquet.' },
    ARROW: { value: 'arrow', description: 'A stream of Arrow IPC.' },
    JSON_LINES: { value: 'jsonl', description: 'An object a line.' },
  } as const,
});

const ExportLink = builder
  .objectRef<{ readonly format: ExportFormat; readonly pinned: string; readonly latest: string }>('ExportLink')
  .implement({
    description:
      'Where all rows of a query are given out, without the limit that an answer has by itself. Source: what was asked.',
    fields: (t) => ({
      format: t.field({ type: ExportFormatEnum, description: 'In which form.', resolve: ({ format }) => format }),
      url: t.exposeString('pinned', { description: 'Of this publication, for as long as it is kept.' }),
      latestUrl: t.exposeString('latest', { description: 'Of whichever publication is the latest.' }),
    }),
  });

const UsedDefinition = builder
  .objectRef<{
    readonly metric: MetricQueryResult['rows'][number]['metrics'][number];
    readonly version: number | undefined;
  }>('MetricQueryDefinition')
  .implement({
    description: 'The definition that a metric of the answer was made by. Source: the publication.',
    fields: (t) => ({
      metric: t.expose('metric', { type: Metric, description: 'The metric.' }),
      definition: t.field({
        type: Definition,
        description: 'Its rule at the version of the publication.',
        resolve: ({ metric, version }) => definitionOf(metric, version),
      }),
    }),
  });

const Result = builder.objectRef<MetricQueryResult>('MetricQueryResult').implement({
  description: 'The answer to a metric query, and where it comes from. Source: what was asked, and the publication.',
  fields: (t) => ({
    rows: t.field({
      type: [QueryRow],
      description: 'The rows, in the order asked for.',
      extensions: { cost: { rows: 10 } },
      resolve: (result) => result.rows.map((row) => ({ ...row, result })),
    }),
    totals: t.field({
      type: [QueryTotal],
      description: 'A total for each point of time; empty unless asked for.',
      extensions: { cost: { rows: 3 } },
      resolve: (result) => result.totals.map((total) => ({ ...total, result })),
    }),
    rowCount: t.exposeInt('rowCount', { description: 'How many there are without the limit. Unit: rows, 0 and more.' }),
    isCut: t.boolean({
      description: 'Whether the limit left rows out.',
      resolve: ({ rows, rowCount }) => rowCount > rows.length,
    }),
    suppressed: t.exposeInt('suppressed', {
      description: 'How many are withheld, those beyond filters and limit too. Unit: figures, 0 and more.',
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that holds them.',
      resolve: ({ planned }) => planned.publication.manifest,
    }),
    asOf: t.field({
      type: 'Date',
      description: 'The last day that the publication speaks of; each cell says its own.',
      resolve: ({ planned }) => planned.publication.manifest.asOf,
    }),
    freshness: t.field({
      type: Freshness,
      nullable: true,
      description:
        'Whether the current publication is as new as it should be; null where answers do not depend on the clock.',
      resolve: (_, __, { publications, freshness }) => freshness && getFreshness(publications, freshness),
    }),
    definitions: t.field({
      type: [UsedDefinition],
      description: 'The definition of each metric, in the order asked for.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ planned: { plan, publication } }) =>
        plan.metrics.map(({ metric }) => ({ metric, version: publication.manifest.definitions[metric.id] })),
    }),
    link: t.string({
      description:
        'Gives this answer again, exactly, for as long as the publication is kept: the query with its variables filled in, and the publication.',
      resolve: ({ planned }, _, context) => absolute(context, linkOf(planned.plan.request, planned.publication.id)),
    }),
    exports: t.field({
      type: [ExportLink],
      description: 'Where all its rows are given out, in each form.',
      extensions: { cost: { rows: 6 } },
      resolve: ({ planned }, _, context) => exportsOf(planned, context),
    }),
    cost: t.int({
      description: 'What the query cost, counted from its plan. Unit: points of cost, 0 to 20,000.',
      resolve: ({ planned }) => planned.plan.cost,
    }),
  }),
});

function absolute({ base }: Context, path: string): string {
  return base === undefined ? path : `${base}${path}`;
}

function exportsOf({ plan, publication }: Planned, context: Context) {
  const { limit, ...request } = plan.request;
  // An answer has a limit by itself; a file has one when it was asked for.
  const whole = limit === undefined || limit === DEFAULT_ROWS ? request : plan.request;
  return (Object.keys(exportFormats) as ExportFormat[]).map((format) => ({
    format,
    pinned: absolute(context, pathOf(whole, format, publication.id)),
    latest: absolute(context, pathOf(whole, format)),
  }));
}

/** @throws as `planOn`, and MetricQueryRefused for a limit beyond what an answer holds. */
async function planFor(
  args: object & {
    readonly publication?: string | null | undefined;
    readonly published?: string | null | undefined;
    readonly limit?: number | null | undefined;
  },
  { publications }: Context,
): Promise<Planned> {
  const { publication: pinned, published, limit, ...rest } = args;
  const publication = pinned == null ? await publications.choose(published) : await publications.byId(pinned);
  const find: FindPublication = (id) => publications.byId(id);
  const asked = { publication: pinned ?? undefined, published: (pinned == null ? published : undefined) ?? undefined };
  const request = { ...requestOf(rest), limit: limit ?? DEFAULT_ROWS };
  if (limit != null && (limit < 1 || limit > MOST_ROWS)) {
    const words = {
      en: `limit is 1 to ${MOST_ROWS}, not ${limit}; a file has no such limit, see exports`,
      zh: `limit 须为 1 至 ${MOST_ROWS}，收到 ${limit}；导出文件不受此限，见 exports`,
    };
    const corrected = { ...request, limit: limit < 1 ? DEFAULT_ROWS : MOST_ROWS };
    throw await refusalOf(new QueryRefused('QUERY_INVALID', words, corrected), { publication, find, asked });
  }
  return planOn(publication, request, find, asked);
}

/** Takes the cost of a plan from what an operation, and who asks in a minute, may have. @throws OperationTooLarge, TooManyRequests */
function chargePlan({ planned, charge }: Context, cost: number): void {
  if (planned) {
    planned.cost += cost;
    if (planned.cost > LIMITS.cost) throw new OperationTooLarge('COST', planned.cost, LIMITS.cost);
  }
  charge(cost);
}

const publicationArguments = builder.args((t) => ({
  published: t.field({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
  publication: t.id({
    description: 'Of the publication with this id, whatever `published` says. Absent: as `published` says.',
  }),
}));

const PlanOfQuery = builder.objectRef<Planned>('MetricQueryPlan').implement({
  description: 'What a metric query would read, before anything is read. Source: what was asked, and the publication.',
  fields: (t) => ({
    cost: t.int({
      description: 'Counted from the figures that it reads. Unit: points of cost, 0 and more.',
      resolve: ({ plan }) => plan.cost,
    }),
    mostCost: t.int({
      description: 'What an answer may cost at most; files may cost more. Unit: points of cost, 0 and more.',
      resolve: () => LIMITS.cost,
    }),
    figures: t.field({
      type: 'SafeInt',
      description: 'What is read at most. Unit: figures, 0 and more.',
      resolve: ({ plan }) => plan.cells,
    }),
    scopes: t.int({
      description: 'How many are read. Unit: scopes, 0 and more.',
      resolve: ({ plan }) => plan.scopes.length,
    }),
    periods: t.int({
      description: 'How many there are in time. Unit: points of time, 0 and more.',
      resolve: ({ plan }) => plan.points.length,
    }),
    exports: t.field({
      type: [ExportLink],
      description: 'Where its rows are given out, in each form.',
      extensions: { cost: { rows: 6 } },
      resolve: (planned, _, context) => exportsOf(planned, context),
    }),
  }),
});

const REFUSALS =
  'Errors carry a `hint`, a corrected query: RATE_SUMMED, STOCK_SUMMED_OVER_TIME, NESTED_SCOPES_SUMMED, NOT_ADDITIVE, UNLIKE_DEFINITIONS, DEFINITIONS_DIFFER, SCOPES_NOT_COMBINED, TIMES_NOT_COMBINED, LEVELS_NOT_NAMED, DIMENSION_NOT_OF_METRIC, SEGMENTS_NOT_CROSSED, SEGMENTS_NOT_KEPT, GRAIN_NOT_KNOWN, PERIOD_NOT_AVAILABLE, METRIC_NOT_FOR_SCOPE, TOTAL_NEEDS_PARENT, TOTAL_NEEDS_PARTS, COMPARISON_NEEDS_GRAIN, TARGET_NOT_COMPARABLE, QUERY_TOO_LARGE, QUERY_INVALID; and those of `figure`, PUBLICATION_GONE, PUBLICATION_NOT_FOUND.';

builder.queryFields((t) => ({
  metricQuery: t.field({
    type: Result,
    description: `Any metrics by any dimensions: one statement over the published figures. What does not add up is refused, with what to ask instead. ${REFUSALS}`,
    args: { ...metricQueryArguments, ...publicationArguments },
    extensions: { cost: { weight: 20 } },
    resolve: async (_, args, context) => {
      const planned = await planFor(args, context);
      await checkSize(planned);
      chargePlan(context, planned.plan.cost);
      return runMetricQuery(planned);
    },
  }),
  metricQueryPlan: t.field({
    type: PlanOfQuery,
    description: `What a metric query would cost, before it is run. ${REFUSALS}`,
    args: { ...metricQueryArguments, ...publicationArguments },
    extensions: { cost: { weight: 5 } },
    resolve: (_, args, context) => planFor(args, context),
  }),
}));
