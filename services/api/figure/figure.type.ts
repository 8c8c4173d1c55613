import { periodStart } from '@union/schema/calendar.ts';
import { builder } from '../builder.ts';
import { keyArguments } from '../figure-key/figure-key.arguments.ts';
import { Definition, Metric } from '../metric/metric.type.ts';
import { isClosed } from '../publication/guarded-publication.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { segmentOf } from '../segment/segment.queries.ts';
import { Segment, segmentArgument } from '../segment/segment.type.ts';
import type { Figure as FigureOfScope, PeriodKind as Kind } from './figure.queries.ts';
import { definitionOf, figureLoader, getFigure } from './get-figure.ts';

export const FigureState = builder.enumType('FigureState', {
  description: 'What the absence or presence of a value means. No two of these are ever shown alike.',
  values: {
    REPORTED: { value: 'reported', description: '已报 · there is a value above 0, or below it.' },
    ZERO: { value: 'zero', description: '为零 · the numerator is 0 and the denominator is not.' },
    SUPPRESSED: {
      value: 'suppressed',
      description: '不公布 · known but withheld, as it would speak of few households; numbers are null.',
    },
    NOT_APPLICABLE: {
      value: 'not_applicable',
      description: '不适用 · the denominator is 0 (for spending: not above 0), so there is no share.',
    },
    NOT_REPORTED: {
      value: 'not_reported',
      description: '未报 · nothing is known for the scope by that day; numbers are null.',
    },
    RESTRICTED: {
      value: 'restricted',
      description:
        '受限 · kept by its federation: shown with an embed token or a role there. In lists alone; asked for by itself it is an error. Numbers are null.',
    },
  } as const,
});

export const FigureSource = builder.enumType('FigureSource', {
  description: 'Where the rows behind a figure came from.',
  values: {
    REGISTER: { value: 'register', description: '台账 · the registers.' },
    RETURN: { value: 'return', description: '报表 · counts that the place reported.' },
    MIXED: { value: 'mixed', description: '台账与报表 · registers for some places, reported counts for others.' },
  } as const,
});

export const PeriodKind = builder.enumType('PeriodKind', {
  description: 'What a figure sums over. A running period counts up to its as-of day.',
  values: {
    DAY: { value: 'day', description: '时点 · no period: true on the day.' },
    MONTH: { value: 'month', description: '月 · a calendar month.' },
    CALENDAR_YEAR: { value: 'calendar_year', description: '年度 · 1 January to 31 December, to date.' },
    UNION_YEAR: { value: 'union_year', description: '工会统计年度 · 1 October to 30 September, to date.' },
  } as const,
});

/** Why there is no row: it is closed to who asks, or nothing is known. */
async function absenceOf({ metric, scope }: FigureOfScope): Promise<'restricted' | 'not_reported'> {
  return (await isClosed(scope.publication, metric.id, scope.id)) ? 'restricted' : 'not_reported';
}

const Period = builder.objectRef<{ kind: Kind; start: string | null; end: string }>('Period').implement({
  description: 'The days that a figure speaks of. Source: the publication.',
  fields: (t) => ({
    kind: t.expose('kind', { type: PeriodKind, description: 'What it is.' }),
    start: t.expose('start', { type: 'Date', nullable: true, description: "Its first day; null for a day's stock." }),
    end: t.expose('end', { type: 'Date', description: 'Its last day counted, the as-of day.' }),
  }),
});

export const Figure = builder.objectRef<FigureOfScope>('Figure').implement({
  description:
    'A number with all that is needed to trust it: what it divides, its state, its day, its rule and its publication. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What it measures.' }),
    scope: t.expose('scope', { type: Scope, description: 'What it is a figure of.' }),
    segment: t.field({
      type: Segment,
      nullable: true,
      description: 'The part of the scope; null for the whole.',
      resolve: ({ segment }) => (segment === undefined ? undefined : segmentOf(segment)),
    }),
    numerator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'What is counted or added up; null when suppressed or not reported. Unit: that of `metric.numeratorCounts`, of either sign.',
      resolve: (figure) => figure.row?.numerator,
    }),
    denominator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'What the numerator is divided by; null for a count, and when suppressed or not reported. Unit: that of `metric.denominatorCounts`, of either sign.',
      resolve: (figure) => figure.row?.denominator,
    }),
    value: t.float({
      nullable: true,
      description:
        'Numerator over denominator (a share of 0.85 is 85 %), or a count itself; null unless REPORTED or ZERO. Unit: that of `metric.unit`, of either sign.',
      resolve: (figure) => figure.row?.value,
    }),
    state: t.field({
      type: FigureState,
      description: 'What the value, or its absence, means.',
      resolve: (figure) => figure.row?.state ?? absenceOf(figure),
    }),
    asOf: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day it speaks of: the latest there is that is not after the day asked; null when not reported.',
      resolve: (figure) => figure.row?.as_of,
    }),
    period: t.field({
      type: Period,
      nullable: true,
      description: 'The days it counts; null when not reported.',
      resolve: ({ row }) =>
        row && { kind: row.period_kind, start: periodStart(row.period_kind, row.as_of), end: row.as_of },
    }),
    unclassified: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Part of the denominator that nobody has classified yet; null for metrics that know no such part. Unit: hundredths of a yuan, of either sign.',
      resolve: (figure) => figure.row?.unclassified,
    }),
    isApproximate: t.boolean({
      description:
        'Whether a number behind it is stated as about (近、约): to be shown with 约. False when not reported.',
      resolve: (figure) => figure.row?.is_approximate ?? false,
    }),
    includesLate: t.boolean({
      description:
        'Whether it counts payments of earlier months that became known, or were corrected, after those months were published. Of households alone.',
      resolve: (figure) => figure.row?.includes_late ?? false,
    }),
    rule: t.id({
      nullable: true,
      description: 'Code of the frontline rule that was applied; null for metrics without one.',
      resolve: (figure) => figure.row?.rule_code,
    }),
    scheme: t.id({
      nullable: true,
      description: 'Code of the rating scheme; null for metrics without one.',
      resolve: (figure) => figure.row?.scheme_code,
    }),
    campaign: t.id({
      nullable: true,
      description: 'Code of the campaign; null for metrics without one.',
      resolve: (figure) => figure.row?.campaign_code,
    }),
    kind: t.id({
      nullable: true,
      description: 'The kind (of site, contest, agreement); null for metrics without kinds.',
      resolve: (figure) => figure.row?.kind_key,
    }),
    source: t.field({
      type: FigureSource,
      nullable: true,
      description: 'Registers, returns or both; null when not reported or not told apart.',
      resolve: (figure) => figure.row?.source,
    }),
    definition: t.field({
      type: Definition,
      description: 'The version of the rule it was made by.',
      resolve: (figure) => definitionOf(figure.metric, figure.row?.definition_version),
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that holds it.',
      resolve: (figure) => figure.scope.publication.manifest,
    }),
  }),
});

builder.queryField('figure', (t) =>
  t.field({
    type: Figure,
    description:
      'One figure. Errors: METRIC_NOT_FOUND, SCOPE_NOT_FOUND, NO_PUBLICATION, METRIC_SHAPE_MISMATCH, METRIC_NOT_FOR_SCOPE, PERIOD_NOT_AVAILABLE, SEGMENT_NOT_FOUND, SEGMENTS_NOT_KEPT, FIGURE_KEY_NOT_FOUND, FIGURE_KEY_REQUIRED.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric of shape RATIO.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      asOf: t.arg({ type: 'Date', description: 'The day it should speak of; the latest when absent.' }),
      period: t.arg({
        type: PeriodKind,
        description: 'For flows; CALENDAR_YEAR to date when absent. Stocks know DAY only.',
      }),
      ...segmentArgument,
      ...keyArguments,
      published: t.arg({
        type: 'Date',
        description:
          'Answer as published by the end of this day, so that an old report can be reproduced; now when absent.',
      }),
    },
    extensions: { cost: { weight: 5 } },
    resolve: async (_, asked, context) =>
      getFigure(await context.publications.choose(asked.published), figureLoader(context), asked),
  }),
);
