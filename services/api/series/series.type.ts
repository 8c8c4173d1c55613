import { builder } from '../builder.ts';
import type { FigureRow } from '../figure/figure.queries.ts';
import { FigureState, PeriodKind } from '../figure/figure.type.ts';
import { definitionOf } from '../figure/get-figure.ts';
import { Definition, Metric } from '../metric/metric.type.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { type SeriesBreak as BreakOfSeries, getSeries, type Series as SeriesOfScope } from './series.queries.ts';

const Grain = builder.enumType('Grain', {
  description: 'How close the points of a series lie.',
  values: {
    DAY: {
      value: 'day',
      description:
        'Every day that is kept: the last 400 days, month ends before; flows know month ends and the latest day.',
    },
    MONTH: { value: 'month', description: 'The last day of each month that is kept.' },
  } as const,
});

const SeriesPoint = builder.objectRef<FigureRow>('SeriesPoint').implement({
  description: 'One day of a series.',
  fields: (t) => ({
    asOf: t.expose('as_of', { type: 'Date', description: 'The day it speaks of.' }),
    numerator: t.expose('numerator', {
      type: 'SafeInt',
      nullable: true,
      description: 'As in `Figure`; null when suppressed.',
    }),
    denominator: t.expose('denominator', {
      type: 'SafeInt',
      nullable: true,
      description: 'As in `Figure`; null when suppressed.',
    }),
    unclassified: t.expose('unclassified', { type: 'SafeInt', nullable: true, description: 'As in `Figure`.' }),
    value: t.exposeFloat('value', { nullable: true, description: 'A fraction; null unless REPORTED or ZERO.' }),
    state: t.expose('state', { type: FigureState, description: 'What the value, or its absence, means.' }),
  }),
});

const SeriesBreak = builder.objectRef<BreakOfSeries>('SeriesBreak').implement({
  description: 'A day on which the rule version changes. Points before and after it are not comparable.',
  fields: (t) => ({
    at: t.expose('at', { type: 'Date', description: 'The first day made by the later version.' }),
    fromVersion: t.exposeInt('fromVersion', { description: 'Version before it.' }),
    toVersion: t.exposeInt('toVersion', { description: 'Version from it on.' }),
  }),
});

const Series = builder.objectRef<SeriesOfScope>('Series').implement({
  description: 'One metric of one scope over time.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What it measures.' }),
    scope: t.expose('scope', { type: Scope, description: 'What it is a series of.' }),
    grain: t.expose('grain', { type: Grain, description: 'How close the points lie.' }),
    period: t.expose('period', { type: PeriodKind, description: 'What each point sums over.' }),
    points: t.field({
      type: [SeriesPoint],
      description: 'Oldest first; days without a figure are left out, never filled in.',
      resolve: (series) => [...series.points],
    }),
    breaks: t.field({
      type: [SeriesBreak],
      description: 'Where the rule version changes; empty when one version made all points.',
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
    description: 'One metric of one scope over time. Errors as of `figure`.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric of shape RATIO.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      from: t.arg({ type: 'Date', description: 'First day, included; the earliest when absent.' }),
      until: t.arg({ type: 'Date', description: 'Last day, included; the latest when absent.' }),
      grain: t.arg({ type: Grain, defaultValue: 'month', description: 'How close the points lie.' }),
      period: t.arg({ type: PeriodKind, description: 'For flows; CALENDAR_YEAR to date when absent.' }),
      last: t.arg.int({
        description: 'Only so many points, the latest, oldest first still: 1 to 10,000; all when absent.',
      }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 50 } },
    resolve: async (_, asked, { publications }) => getSeries(await publications.choose(asked.published), asked),
  }),
);
