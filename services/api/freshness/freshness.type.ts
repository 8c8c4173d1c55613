import { builder } from '../builder.ts';
import { type Freshness as FreshnessNow, getFreshness } from './freshness.queries.ts';

export const Freshness = builder.objectRef<FreshnessNow>('Freshness').implement({
  description:
    'Whether the current publication is as new as it should be. Changes with the clock, so trusted documents leave it out. Source: the publication.',
  fields: (t) => ({
    asOf: t.expose('asOf', {
      type: 'Date',
      nullable: true,
      description: 'Its as-of day; null before the first publication.',
    }),
    publishedAt: t.expose('publishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it began to be served; null before the first publication.',
    }),
    deadline: t.expose('deadline', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the next publication is due at the latest: two hours after its night begins. Null before the first.',
    }),
    isStale: t.exposeBoolean('isStale', {
      description: 'True once that deadline has passed, and before the first publication.',
    }),
    reason: t.string({
      nullable: true,
      description: 'Why it is stale, in Chinese; null while it is not.',
      resolve: (freshness) => freshness.reason?.zh,
    }),
    reasonEn: t.string({
      nullable: true,
      description: 'The same in English; null while it is not stale.',
      resolve: (freshness) => freshness.reason?.en,
    }),
  }),
});

builder.queryField('freshness', (t) =>
  t.field({
    type: Freshness,
    description: 'Whether the current publication is as new as it should be.',
    resolve: (_, __, { publications, freshness }) => getFreshness(publications, freshness),
  }),
);
