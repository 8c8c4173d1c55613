import { builder } from '../builder.ts';
import { Figure, PeriodKind } from '../figure/figure.type.ts';
import { figureLoader } from '../figure/get-figure.ts';
import { keyArguments } from '../figure-key/figure-key.arguments.ts';
import { segmentArgument } from '../segment/segment.type.ts';
import { SeriesBreak } from '../series/series.type.ts';
import { type Comparison as ComparisonOfDays, getComparison } from './comparison.queries.ts';

/** Metrics whose value is shown as a percentage, so that a difference is in points. */
const PERCENTAGES = new Set(['share', 'completion']);

const Comparison = builder.objectRef<ComparisonOfDays>('FigureComparison').implement({
  description:
    'Two figures of one metric and scope, and the first less the second. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    figure: t.expose('figure', { type: Figure, description: 'The figure of `asOf`.' }),
    with: t.expose('with', { type: Figure, description: 'The figure that it is compared with.' }),
    numerator: t.expose('numerator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Difference of the numerators; null unless both are known. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    denominator: t.expose('denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Difference of the denominators; null unless both are known. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'Difference of the values; null unless both have one. Unit: that of `metric.unit`, of either sign.',
    }),
    points: t.float({
      nullable: true,
      description: 'The difference of two percentages; null for other units. Unit: percentage points, of either sign.',
      resolve: ({ figure, value }) =>
        value === undefined || !PERCENTAGES.has(figure.metric.unit) ? undefined : value * 100,
    }),
    breaks: t.field({
      type: [SeriesBreak],
      description: 'In what the two were made differently; empty when they compare.',
      extensions: { cost: { rows: 2 } },
      resolve: ({ breaks }) => [...breaks],
    }),
  }),
});

builder.queryField('compare', (t) =>
  t.field({
    type: Comparison,
    description: 'Two days of a figure, or one day as published by two days. Errors as of `figure`.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric of one figure.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      asOf: t.arg({ type: 'Date', description: 'The day; the latest when absent.' }),
      with: t.arg({ type: 'Date', description: 'The day to compare it with; the same when absent.' }),
      period: t.arg({ type: PeriodKind, description: 'For flows; CALENDAR_YEAR to date when absent.' }),
      ...segmentArgument,
      ...keyArguments,
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
      withPublished: t.arg({
        type: 'Date',
        description: 'The other figure as published by the end of this day; as `published` when absent.',
      }),
    },
    extensions: { cost: { weight: 10 } },
    resolve: (_, asked, context) => getComparison(context.publications, figureLoader(context), asked),
  }),
);
