import { builder } from '../builder.ts';
import { dayOf } from '../figure/figure.queries.ts';
import { checkMadeFor, getMetric } from '../metric/metric.queries.ts';
import { getScope } from '../scope/scope-tree.ts';
import { segmentsOfScope } from './segment.queries.ts';
import { Segment } from './segment.type.ts';

builder.queryField('segments', (t) =>
  t.field({
    type: [Segment],
    description:
      'The segments that a scope has figures of a metric of; empty for a metric that is not cut. Errors: METRIC_NOT_FOUND, SCOPE_NOT_FOUND, METRIC_NOT_FOR_SCOPE, SEGMENTS_NOT_KEPT, NO_PUBLICATION.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      asOf: t.arg({ type: 'Date', description: 'The day; the latest when absent.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 10, rows: 40 } },
    resolve: async (_, asked, { publications }) => {
      const publication = await publications.choose(asked.published);
      const metric = getMetric(asked.metric);
      const scope = await getScope(publication, asked.scope);
      checkMadeFor(metric, scope.kind);
      return segmentsOfScope(publication, metric, scope, dayOf(publication, asked.asOf));
    },
  }),
);
