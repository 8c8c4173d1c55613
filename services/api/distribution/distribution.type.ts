import { builder } from '../builder.ts';
import { FigureState, PeriodKind } from '../figure/figure.type.ts';
import { keyArguments } from '../figure-key/figure-key.arguments.ts';
import { Definition, Metric } from '../metric/metric.type.ts';
import { Publication } from '../publication/publication.type.ts';
import { registeredSchemes } from '../rating/rating-register.ts';
import { readBy } from '../registers/access.ts';
import { Scope } from '../scope/scope.type.ts';
import { segmentArgument } from '../segment/segment.type.ts';
import {
  type Distribution as DistributionOfScope,
  getDistribution,
  type DistributionLevel as LevelOfDistribution,
} from './distribution.queries.ts';

export const RatingScheme = builder.kyselyRows('RatingScheme', registeredSchemes).object({
  access: readBy('rating_scheme'),
  description: "One version of one place's star rules. Schemes are never added together. Source: the publication.",
  fields: (t) => ({
    code: t.exposeID('scheme_code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'Its name in Chinese.' }),
    levelCount: t.exposeInt('level_count', { description: 'How many star levels it has. Unit: levels, 1 to 9.' }),
    validFrom: t.expose('valid_from', { type: 'Date', description: 'First day on which it holds.' }),
    validTo: t.expose('valid_to', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer holds; null while it does.',
    }),
  }),
});

const DistributionLevel = builder.objectRef<LevelOfDistribution>('DistributionLevel').implement({
  description: 'What stands at one level. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description:
        'The number of stars as text, or `not_rated` (reviewed without a star), `unrated` (never reviewed), `removed`; for other distributions a key of the catalogue.',
    }),
    level: t.exposeInt('level', {
      nullable: true,
      description: 'Its stars; null for the levels without. Unit: stars, 1 to 9.',
    }),
    name: t.exposeString('name', { description: 'Name in Chinese, as the scheme or the catalogue has it.' }),
    nameEn: t.exposeString('nameEn', { description: 'Name in English.' }),
    count: t.expose('count', {
      type: 'SafeInt',
      description:
        'How many (of `metric.numeratorCounts`); 0 when there is none. Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
    share: t.exposeFloat('share', {
      nullable: true,
      description: 'Count over the whole; null when the whole is 0. Unit: fraction, 0 to 1.',
    }),
    percent: t.exposeFloat('percent', {
      nullable: true,
      description:
        'By largest remainder with two decimals, so that all levels total 100.00; null where `share` is. Unit: percent, 0 to 100.',
    }),
    shareOfActive: t.exposeFloat('share', {
      nullable: true,
      description:
        'For stars: the same as `share`, of active unions; null for others, and when there is none. Unit: fraction, 0 to 1.',
    }),
    shareOfRated: t.exposeFloat('shareOfRated', {
      nullable: true,
      description:
        'Count over unions with a star; null for the levels without stars, and when no union has one. Unit: fraction, 0 to 1.',
    }),
    percentOfActive: t.exposeFloat('percent', {
      nullable: true,
      description:
        'For stars: the same as `percent`, of active unions; null for others, and where `share` is. Unit: percent, 0 to 100.',
    }),
    percentOfRated: t.exposeFloat('percentOfRated', {
      nullable: true,
      description:
        'The same among unions with a star: over the star levels they total 100.00; null where `shareOfRated` is. Unit: percent, 0 to 100.',
    }),
  }),
});

const Distribution = builder.objectRef<DistributionOfScope>('Distribution').implement({
  description:
    'A scope by level: of one rating scheme, or of the levels that the catalogue names. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What it measures.' }),
    scope: t.expose('scope', { type: Scope, description: 'What it is a distribution of.' }),
    scheme: t.expose('scheme', {
      type: RatingScheme,
      nullable: true,
      description: 'The scheme whose levels these are; null for other distributions, and where no scheme exists.',
    }),
    asOf: t.expose('asOf', {
      type: 'Date',
      nullable: true,
      description: 'The day it speaks of: the latest not after the day asked; null when not reported.',
    }),
    levels: t.field({
      type: [DistributionLevel],
      description:
        'Every level, zeros too, in their order (most stars first, then without a star, never reviewed, removed). Empty when not reported, when suppressed, and where no scheme exists.',
      extensions: { cost: { rows: 10 } },
      resolve: (distribution) => [...distribution.levels],
    }),
    period: t.field({
      type: PeriodKind,
      description: 'What it sums over; DAY for stocks.',
      resolve: ({ period }) => period,
    }),
    total: t.expose('total', {
      type: 'SafeInt',
      nullable: true,
      description:
        'The whole that shares are of (`metric.denominatorName`); null when not reported or suppressed. Unit: that of `metric.denominatorCounts`, 0 and more.',
    }),
    activeUnionCount: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'For stars: active unions to which the scheme applies; null when not reported and for others. Unit: unions, 0 and more.',
      resolve: ({ scheme, total }) => (scheme ? total : null),
    }),
    ratedUnionCount: t.expose('ratedUnionCount', {
      type: 'SafeInt',
      nullable: true,
      description:
        'For stars: active unions that have one; null when not reported and for others. Unit: unions, 0 and more.',
    }),
    state: t.expose('state', {
      type: FigureState,
      description:
        'ZERO: no union has a star yet, nothing is at any level; NOT_APPLICABLE: the whole is 0, or no scheme exists.',
    }),
    definition: t.field({
      type: Definition,
      description: 'The rule version it was made by.',
      resolve: (distribution) => distribution.metric.definition,
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that holds it.',
      resolve: (distribution) => distribution.scope.publication.manifest,
    }),
  }),
});

builder.queryField('distribution', (t) =>
  t.field({
    type: Distribution,
    description:
      'Counts and shares by level. Errors: METRIC_NOT_FOUND, METRIC_SHAPE_MISMATCH, SCOPE_NOT_FOUND, SCHEME_NOT_FOUND, PERIOD_NOT_AVAILABLE, SEGMENT_NOT_FOUND, NO_PUBLICATION.',
    args: {
      metric: t.arg.id({
        required: true,
        description: 'Id of a metric of shape DISTRIBUTION, such as `star_distribution`.',
      }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      ...keyArguments,
      scheme: t.arg.id({ description: 'Code of a scheme; the latest one that rates unions of the scope when absent.' }),
      period: t.arg({ type: PeriodKind, description: 'For flows; CALENDAR_YEAR to date when absent.' }),
      ...segmentArgument,
      asOf: t.arg({ type: 'Date', description: 'The day it should speak of; the latest when absent.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 10 } },
    resolve: async (_, asked, { publications }) => getDistribution(await publications.choose(asked.published), asked),
  }),
);
