import { builder } from '../builder.ts';
import { FigureState } from '../figure/figure.type.ts';
import { Definition, Metric } from '../metric/metric.type.ts';
import { Publication } from '../publication/publication.type.ts';
import { registeredSchemes } from '../rating/rating-register.ts';
import { whereOpen } from '../registers/access.ts';
import { Scope } from '../scope/scope.type.ts';
import {
  type Distribution as DistributionOfScope,
  getDistribution,
  type DistributionLevel as LevelOfDistribution,
} from './distribution.queries.ts';

export const RatingScheme = builder.kyselyRows('RatingScheme', registeredSchemes).object({
  access: whereOpen,
  description: "One version of one place's star rules. Schemes are never added together.",
  fields: (t) => ({
    code: t.exposeID('scheme_code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'Its name in Chinese.' }),
    levelCount: t.exposeInt('level_count', { description: 'How many star levels it has, 1 to 9.' }),
    validFrom: t.expose('valid_from', { type: 'Date', description: 'First day on which it holds.' }),
    validTo: t.expose('valid_to', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer holds; null while it does.',
    }),
  }),
});

const DistributionLevel = builder.objectRef<LevelOfDistribution>('DistributionLevel').implement({
  description: 'The unions at one level.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description:
        'The number of stars as text, or `not_rated` (reviewed without a star), `unrated` (never reviewed), `removed`.',
    }),
    level: t.exposeInt('level', { nullable: true, description: 'Stars, 1 to 9; null for the levels without.' }),
    name: t.exposeString('name', { description: 'Name in Chinese, as the scheme has it.' }),
    nameEn: t.exposeString('nameEn', { description: 'Name in English.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Unions at the level; 0 when there is none.' }),
    shareOfActive: t.exposeFloat('shareOfActive', {
      nullable: true,
      description: 'count / active unions, a fraction; null when there is no active union.',
    }),
    shareOfRated: t.exposeFloat('shareOfRated', {
      nullable: true,
      description:
        'count / unions with a star, a fraction; null for the levels without stars and when no union has one.',
    }),
    percentOfActive: t.exposeFloat('percentOfActive', {
      nullable: true,
      description:
        'Percent with two decimals by largest remainder: over all levels they total 100.00. Null as `shareOfActive`.',
    }),
    percentOfRated: t.exposeFloat('percentOfRated', {
      nullable: true,
      description: 'The same among unions with a star: over the star levels they total 100.00. Null as `shareOfRated`.',
    }),
  }),
});

const Distribution = builder.objectRef<DistributionOfScope>('Distribution').implement({
  description: 'The active unions of a scope by level of one rating scheme.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What it measures.' }),
    scope: t.expose('scope', { type: Scope, description: 'What it is a distribution of.' }),
    scheme: t.expose('scheme', { type: RatingScheme, description: 'The scheme whose levels these are.' }),
    asOf: t.expose('asOf', {
      type: 'Date',
      nullable: true,
      description: 'The day it speaks of: the latest not after the day asked; null when not reported.',
    }),
    levels: t.field({
      type: [DistributionLevel],
      description:
        'Every level, zeros too: most stars first, then without a star, never reviewed, removed. Empty when not reported.',
      extensions: { cost: { rows: 10 } },
      resolve: (distribution) => [...distribution.levels],
    }),
    activeUnionCount: t.expose('activeUnionCount', {
      type: 'SafeInt',
      nullable: true,
      description: 'Active unions to which the scheme applies; null when not reported.',
    }),
    ratedUnionCount: t.expose('ratedUnionCount', {
      type: 'SafeInt',
      nullable: true,
      description: 'Active unions that have a star; null when not reported.',
    }),
    state: t.expose('state', {
      type: FigureState,
      description: 'ZERO: no union has a star yet; NOT_APPLICABLE: there is no active union.',
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
      'Counts and shares by level. Errors: METRIC_NOT_FOUND, METRIC_SHAPE_MISMATCH, SCOPE_NOT_FOUND, SCHEME_NOT_FOUND, NO_PUBLICATION.',
    args: {
      metric: t.arg.id({
        required: true,
        description: 'Id of a metric of shape DISTRIBUTION, such as `star_distribution`.',
      }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      scheme: t.arg.id({ description: 'Code of a scheme; the latest one that rates unions of the scope when absent.' }),
      asOf: t.arg({ type: 'Date', description: 'The day it should speak of; the latest when absent.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 10 } },
    resolve: async (_, asked, { publications }) => getDistribution(await publications.choose(asked.published), asked),
  }),
);
