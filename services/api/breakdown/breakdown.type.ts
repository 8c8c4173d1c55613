import { builder } from '../builder.ts';
import { Figure, PeriodKind } from '../figure/figure.type.ts';
import { keyArguments } from '../figure-key/figure-key.arguments.ts';
import { Metric } from '../metric/metric.type.ts';
import { type Breakdown as BreakdownOfScope, getBreakdown, type Rest } from './breakdown.queries.ts';

const BreakdownBy = builder.enumType('BreakdownBy', {
  description: 'What a scope is cut by: a family of segments, or the scopes of one kind below it.',
  values: {
    INDUSTRY: { value: 'industry', description: '行业门类 · sections of industry.' },
    UNIT_TYPE: { value: 'unit_type', description: '单位类型 · kinds of unit.' },
    OWNERSHIP: { value: 'ownership', description: '所有制 · public or not.' },
    PROVINCE: { value: 'province', description: '省 · provinces.' },
    CITY: { value: 'city', description: '市 · cities.' },
    COUNTY: { value: 'county', description: '县（市、区） · counties.' },
    TOWN: { value: 'town', description: '镇（街道） · towns.' },
    PARK: { value: 'park', description: '园区 · industrial parks.' },
    FEDERATION: { value: 'federation', description: '总工会、产业工会 · federations of the next level.' },
  } as const,
});

const BreakdownRest = builder.objectRef<Rest>('BreakdownRest').implement({
  description:
    'What no part of a breakdown holds. Below 0 where the parts overlap. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    numerator: t.expose('numerator', {
      type: 'SafeInt',
      description: 'Of the whole, less those of the parts. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    denominator: t.expose('denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Of the whole, less those of the parts; null for counts. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
  }),
});

const Breakdown = builder.objectRef<BreakdownOfScope>('Breakdown').implement({
  description:
    'A scope and its parts, all on one day: parts and rest add up to the whole. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What it measures.' }),
    by: t.expose('by', { type: BreakdownBy, description: 'What the scope is cut by.' }),
    whole: t.expose('whole', { type: Figure, description: 'The figure of the scope.' }),
    parts: t.field({
      type: [Figure],
      description: 'Figures of its segments or of the scopes below it, in their usual order.',
      extensions: { cost: { rows: 40 } },
      resolve: ({ parts }) => [...parts],
    }),
    rest: t.expose('rest', {
      type: BreakdownRest,
      nullable: true,
      description: 'What no part holds; null where a number is withheld or the whole is not reported.',
    }),
  }),
});

builder.queryField('breakdown', (t) =>
  t.field({
    type: Breakdown,
    description:
      'A figure cut into parts that add up to it. Errors as of `figure`, and RANKING_TOO_LONG above 1000 parts.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric of one figure.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      by: t.arg({ type: BreakdownBy, required: true, description: 'What to cut it by.' }),
      asOf: t.arg({
        type: 'Date',
        description: 'The day; the latest when absent. Segments are known at month ends: the one before it.',
      }),
      period: t.arg({ type: PeriodKind, description: 'For flows; CALENDAR_YEAR to date when absent.' }),
      ...keyArguments,
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 20 } },
    resolve: async (_, asked, { publications }) => getBreakdown(await publications.choose(asked.published), asked),
  }),
);
