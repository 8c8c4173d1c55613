import { builder } from '../builder.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { argumentOf, type KeyRow, keysOf } from './figure-key.queries.ts';

const FigureKey = builder.objectRef<KeyRow>('FigureKey').implement({
  description: 'A rule, scheme, campaign or kind that a metric has figures of. Source: the publication.',
  fields: (t) => ({
    argument: t.string({
      description: 'The argument that chooses it: `rule`, `scheme`, `campaign` or `ofKind`.',
      resolve: ({ key }) => argumentOf[key],
    }),
    code: t.exposeID('code', { description: 'Its code, the value of that argument.' }),
    name: t.exposeString('name', { nullable: true, description: 'Its name in Chinese; null for a kind.' }),
    validFrom: t.expose('valid_from', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it holds; null for a kind.',
    }),
    validTo: t.expose('valid_to', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer holds; null while it does.',
    }),
  }),
});

builder.queryField('figureKeys', (t) =>
  t.field({
    type: [FigureKey],
    description:
      'What a metric has several figures of, the newest first; empty where it has one. Errors: METRIC_NOT_FOUND.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 10, rows: 20 } },
    resolve: async (_, asked, { publications }) => [
      ...(await keysOf(await publications.choose(asked.published), getMetric(asked.metric))),
    ],
  }),
);
