import { builder } from '../builder.ts';
import type { FigureState as State } from '../figure/figure.queries.ts';
import { Figure, FigureState, PeriodKind } from '../figure/figure.type.ts';
import { pageSize } from '../limits/page-size.ts';
import { SeriesPoint } from '../series/series.type.ts';
import { findRestatement, listRestatements, type RestatementRow, restatementLoader } from './restatement.queries.ts';

const Restatement = builder.objectRef<RestatementRow>('Restatement').implement({
  description:
    'A figure of a closed period that a later publication changed, and why. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.exposeID('metric_id', { description: 'Id of the metric.' }),
    scope: t.exposeID('scope_id', { description: 'Id of the scope.' }),
    segment: t.exposeID('segment', { description: 'Id of the segment; `all` for the whole.' }),
    period: t.field({
      type: PeriodKind,
      description: 'What the figure sums over.',
      resolve: ({ period_kind }) => period_kind as 'day',
    }),
    day: t.expose('day', { type: 'Date', description: 'The day it speaks of, the last of a closed period.' }),
    oldNumerator: t.expose('old_numerator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'As published before; null when it was withheld or not reported. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    oldDenominator: t.expose('old_denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'As published before; null for a count, and when it was withheld or not reported. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
    oldValue: t.exposeFloat('old_value', {
      nullable: true,
      description:
        'As published before; null when it was withheld or not reported. Unit: that of `metric.unit`, of either sign.',
    }),
    oldState: t.field({
      type: FigureState,
      description: 'Its state before.',
      resolve: ({ old_state }) => (old_state ?? 'not_reported') as State,
    }),
    newNumerator: t.expose('new_numerator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'As published since; null when it is withheld or not reported. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    newDenominator: t.expose('new_denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'As published since; null for a count, and when it is withheld or not reported. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
    newValue: t.exposeFloat('new_value', {
      nullable: true,
      description:
        'As published since; null when it is withheld or not reported. Unit: that of `metric.unit`, of either sign.',
    }),
    newState: t.field({
      type: FigureState,
      description: 'Its state since.',
      resolve: ({ new_state }) => (new_state ?? 'not_reported') as State,
    }),
    reason: t.exposeString('reason', { description: 'Why, in the words of whoever restated it.' }),
    restatedAt: t.expose('restated_at', { type: 'DateTime', description: 'When leave to change it was given.' }),
    publicationId: t.exposeID('publication_id', { description: 'The first publication with the later figure.' }),
  }),
});

builder.objectField(SeriesPoint, 'restated', (t) =>
  t.field({
    type: Restatement,
    nullable: true,
    description: 'How a closed period was changed later; null when it was not.',
    resolve: ({ of: { metric, scope, segment }, ...row }, _, context) =>
      findRestatement(
        restatementLoader(context),
        { publication: scope.publication, metricId: metric.id, scopeId: scope.id, segment },
        row,
      ),
  }),
);

builder.objectField(Figure, 'restated', (t) =>
  t.field({
    type: Restatement,
    nullable: true,
    description: 'How a closed period was changed later; null when it was not.',
    resolve: ({ metric, scope, segment, row }, _, context) =>
      findRestatement(
        restatementLoader(context),
        { publication: scope.publication, metricId: metric.id, scopeId: scope.id, segment },
        row,
      ),
  }),
);

builder.queryField('restatements', (t) =>
  t.field({
    type: [Restatement],
    description: 'Figures of closed periods that were changed, the newest change first. Errors: NO_PUBLICATION.',
    args: {
      metric: t.arg.id({ description: 'Only of this metric. Absent: of every metric.' }),
      scope: t.arg.id({ description: 'Only of this scope. Absent: of every scope.' }),
      first: t.arg.int({ defaultValue: 20, description: 'At most this many. Unit: rows, 1 to 100. Absent: 20.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 10 } },
    resolve: async (_, { metric, scope, first, published }, { publications }) =>
      listRestatements(await publications.choose(published), {
        ...{ metric: metric ?? undefined, scope: scope ?? undefined, first: pageSize(first) },
      }),
  }),
);
