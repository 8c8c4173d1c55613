import { builder } from '../builder.ts';
import { FigureState, PeriodKind } from '../figure/figure.type.ts';
import { definitionOf } from '../figure/get-figure.ts';
import { keyArguments } from '../figure-key/figure-key.arguments.ts';
import { Definition, Metric } from '../metric/metric.type.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { segmentOf } from '../segment/segment.queries.ts';
import { Segment, segmentArgument } from '../segment/segment.type.ts';
import {
  getSeries,
  type SeriesPoint as PointOfSeries,
  pointsLoader,
  type Series as SeriesOfScope,
} from './series.queries.ts';
import type { SeriesBreak as BreakOfSeries } from './series-breaks.ts';

const Grain = builder.enumType('Grain', {
  description: 'How close the points of a series lie.',
  values: {
    DAY: {
      value: 'day',
      description:
        'Every day: of the last 400 unless `from` says earlier, at most 10,000. What is known by month has month ends.',
    },
    MONTH: { value: 'month', description: 'The last day of each month.' },
    CALENDAR_YEAR: { value: 'calendar_year', description: 'Each 31 December.' },
    UNION_YEAR: { value: 'union_year', description: '工会统计年度 · each 30 September.' },
  } as const,
});

export const SeriesPoint = builder.objectRef<PointOfSeries>('SeriesPoint').implement({
  description: 'One day of a series. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    asOf: t.expose('as_of', { type: 'Date', description: 'The day it speaks of.' }),
    numerator: t.expose('numerator', {
      type: 'SafeInt',
      nullable: true,
      description: 'As in `Figure`; null when suppressed. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    denominator: t.expose('denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'As in `Figure`; null for a count, and when suppressed. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
    unclassified: t.expose('unclassified', {
      type: 'SafeInt',
      nullable: true,
      description:
        'As in `Figure`; null for metrics that know no such part. Unit: hundredths of a yuan, of either sign.',
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'As in `Figure`; null unless REPORTED or ZERO. Unit: that of `metric.unit`, of either sign.',
    }),
    isApproximate: t.exposeBoolean('is_approximate', { description: 'As in `Figure`.' }),
    includesLate: t.exposeBoolean('includes_late', { description: 'As in `Figure`.' }),
    state: t.expose('state', { type: FigureState, description: 'What the value, or its absence, means.' }),
  }),
});

const BreakKind = builder.enumType('BreakKind', {
  description: 'What changes at a break of a series.',
  values: {
    DEFINITION: { value: 'definition', description: '口径版本 · the version of the definition.' },
    SOURCE: { value: 'source', description: '数据来源 · registers or reported counts.' },
    RULE: { value: 'rule', description: '一线口径规则 · the frontline rule that is applied.' },
    SCHEME: { value: 'scheme', description: '评定办法 · the rating scheme.' },
    CAMPAIGN: { value: 'campaign', description: '专项行动 · the campaign.' },
  } as const,
});

export const SeriesBreak = builder.objectRef<BreakOfSeries>('SeriesBreak').implement({
  description:
    'A day from which on points are made in another way. Points before and after it are not comparable. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Date', description: 'The first day made in the later way.' }),
    kind: t.expose('kind', { type: BreakKind, description: 'What changes.' }),
    from: t.exposeString('from', { description: 'What it was: a version, a source, or a code.' }),
    to: t.exposeString('to', { description: 'What it is from that day on.' }),
    fromVersion: t.exposeInt('fromVersion', {
      description: 'Version of the definition before it. Unit: version, 1 and more.',
    }),
    toVersion: t.exposeInt('toVersion', {
      description: 'Version from it on; the same where something else changes. Unit: version, 1 and more.',
    }),
  }),
});

const Series = builder.objectRef<SeriesOfScope>('Series').implement({
  description: 'One metric of one scope over time. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What it measures.' }),
    scope: t.expose('scope', { type: Scope, description: 'What it is a series of.' }),
    segment: t.field({
      type: Segment,
      nullable: true,
      description: 'The part of the scope; null for the whole.',
      resolve: (series) => segmentOf(series.segment),
    }),
    grain: t.expose('grain', { type: Grain, description: 'How close the points lie.' }),
    period: t.expose('period', { type: PeriodKind, description: 'What each point sums over.' }),
    points: t.field({
      type: [SeriesPoint],
      description: 'Oldest first; days without a figure are left out, never filled in.',
      resolve: (series) => [...series.points],
    }),
    breaks: t.field({
      type: [SeriesBreak],
      description: 'Where version, source, rule or scheme changes; empty when all points were made alike.',
      resolve: (series) => [...series.breaks],
    }),
    definition: t.field({
      type: Definition,
      description: 'The rule version of the latest point.',
      resolve: (series) => definitionOf(series.metric, series.points.at(-1)?.definition_version),
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that holds it.',
      resolve: (series) => series.scope.publication.manifest,
    }),
  }),
});

builder.queryField('series', (t) =>
  t.field({
    type: Series,
    description: 'One metric of one scope over time. Errors as of `figure`, and SPAN_TOO_LONG.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric of shape RATIO.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      from: t.arg({
        type: 'Date',
        description: 'First day, included; when absent 400 days by day, as far back as is known by month or year.',
      }),
      until: t.arg({ type: 'Date', description: 'Last day, included, a point itself; the latest when absent.' }),
      grain: t.arg({ type: Grain, defaultValue: 'month', description: 'How close the points lie. Absent: MONTH.' }),
      period: t.arg({
        type: PeriodKind,
        description: 'For flows; when absent CALENDAR_YEAR to date, or UNION_YEAR by that grain.',
      }),
      ...segmentArgument,
      ...keyArguments,
      last: t.arg.int({
        description:
          'Only so many points, the latest, oldest first still; all when absent. Unit: points of time, 1 to 10,000.',
      }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 50 } },
    resolve: async (_, asked, context) =>
      getSeries(await context.publications.choose(asked.published), asked, pointsLoader(context)),
  }),
);
