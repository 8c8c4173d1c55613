import { builder } from '../builder.ts';
import { isClosed } from '../publication/guarded-publication.ts';
import { Scope, ScopeKind } from '../scope/scope.type.ts';
import { scopeKinds, scopeTree } from '../scope/scope-tree.ts';
import type { TargetStatus } from './target.queries.ts';
import type { ChildrenRow, ImbalanceRow, ProjectionRow } from './target-rows.ts';

export const ProjectionState = builder.enumType('ProjectionState', {
  description: 'Whether there is a projection, or why not.',
  values: {
    PROJECTED: { value: 'projected', description: '有预测 · there is one.' },
    TOO_FEW_POINTS: {
      value: 'too_few_points',
      description: '历史太短 · fewer than six month ends have a value under the rule version of today.',
    },
    PERIOD_OVER: { value: 'period_over', description: '期限已过 · the last day has come.' },
    NO_VALUE: { value: 'no_value', description: '没有数值 · there is no value to go on from.' },
  } as const,
});

export const TargetProjection = builder.objectRef<ProjectionRow>('TargetProjection').implement({
  description:
    'Where the value will stand on the last day if it goes on as in the last twelve months: the median slope between month ends, carried on from today. Source: the targets and figures of the publication.',
  fields: (t) => ({
    state: t.expose('projection_state', { type: ProjectionState, description: 'Whether there is one, or why not.' }),
    pointCount: t.exposeInt('point_count', { description: 'How many it is made from. Unit: month ends, 0 to 12.' }),
    on: t.expose('ends_on', { type: 'Date', description: 'The day that is projected to, the last of the period.' }),
    value: t.exposeFloat('projected_value', {
      nullable: true,
      description: 'Where it will stand; null when there is none. Unit: that of `metric.unit`, of either sign.',
    }),
    lower: t.exposeFloat('projected_lower', {
      nullable: true,
      description:
        'Lower end of the likely range: about one end of four lies outside of it. No confidence interval. Null when there is no projection. Unit: that of `metric.unit`, of either sign.',
    }),
    upper: t.exposeFloat('projected_upper', {
      nullable: true,
      description:
        'Upper end of the likely range; null when there is no projection. Unit: that of `metric.unit`, of either sign.',
    }),
    trendPerMonth: t.exposeFloat('trend_per_month', {
      nullable: true,
      description:
        'Change in a month of 30.4 days by the trend; null when there is no projection. Unit: that of `metric.unit` a month, of either sign.',
    }),
    reachesOn: t.expose('reaches_on', {
      type: 'Date',
      nullable: true,
      description:
        'First day on which the trend meets the target; the as-of day when met; null when not within the period.',
    }),
  }),
});

/** The kind that GraphQL gives a level; the levels of federations are all FEDERATION. */
function kindOf(level: string) {
  return scopeKinds.find((kind) => kind === level) ?? 'federation';
}

const TargetSumMethod = builder.enumType('TargetSumMethod', {
  description: 'How targets of scopes below are put together.',
  values: {
    SUM: { value: 'sum', description: '合计 · counts are added.' },
    MEAN_BY_DENOMINATOR: {
      value: 'mean_by_denominator',
      description: '按分母加权平均 · rates are weighed by the denominators of today.',
    },
  } as const,
});

export const TargetChildren = builder.objectRef<ChildrenRow & { isFederation: boolean }>('TargetChildren').implement({
  description:
    'Whether the targets of the scopes right below add up to the one above. Source: the targets and figures of the publication.',
  fields: (t) => ({
    kind: t.field({
      type: ScopeKind,
      description: 'The kind of the scopes below.',
      resolve: ({ level, isFederation }) => (isFederation ? 'federation' : kindOf(level)),
    }),
    level: t.exposeString('level', { description: 'Their level, such as `town` or `industry`.' }),
    method: t.expose('method', { type: TargetSumMethod, description: 'How their targets are put together.' }),
    childCount: t.exposeInt('child_count', {
      description: 'Scopes of the kind right below. Unit: scopes, 0 and more.',
    }),
    comparedCount: t.exposeInt('compared_count', {
      description:
        'Those with a target that ends on the same day and runs in the same direction. Unit: scopes, 0 and more.',
    }),
    parentValue: t.exposeFloat('parent_value', {
      description: 'The target above. Unit: that of `metric.unit`, 0 and more.',
    }),
    childrenValue: t.exposeFloat('children_value', {
      nullable: true,
      description: 'Those below put together; null when none can be compared. Unit: that of `metric.unit`, 0 and more.',
    }),
    difference: t.exposeFloat('difference', {
      nullable: true,
      description: 'Below less above; null when none can be compared. Unit: that of `metric.unit`, of either sign.',
    }),
    addsUp: t.exposeBoolean('adds_up', {
      nullable: true,
      description: 'True when reaching all of them reaches the one above; null when none can be compared.',
    }),
  }),
});

export const TargetImbalance = builder
  .objectRef<ImbalanceRow & { isFederation: boolean; status: TargetStatus }>('TargetImbalance')
  .implement({
    description:
      'How unevenly the scopes below stand (不平衡性): there is no common measure, so several stand side by side. Regions and federations right below, parks at any depth. Source: the targets and figures of the publication.',
    fields: (t) => ({
      kind: t.field({
        type: ScopeKind,
        description: 'The kind of the scopes below.',
        resolve: ({ level, isFederation }) => (isFederation ? 'federation' : kindOf(level)),
      }),
      level: t.exposeString('level', { description: 'Their level, such as `town` or `industry`.' }),
      unitCount: t.exposeInt('unit_count', {
        description: 'Scopes with a target and a value. Unit: scopes, 1 and more.',
      }),
      rangePoints: t.exposeFloat('range_points', {
        description: 'Highest less lowest; of a count, of completion. Unit: percentage points, 0 and more.',
      }),
      deviationPoints: t.exposeFloat('deviation_points', {
        description:
          'Standard deviation of the population, each scope weighing the same; of a count, of completion. Unit: percentage points, 0 and more.',
      }),
      weightedDeviationPoints: t.exposeFloat('weighted_deviation_points', {
        nullable: true,
        description:
          'The same weighed by denominator, by target for a count; null when nothing has a weight. Unit: percentage points, 0 and more.',
      }),
      behindCount: t.exposeInt('behind_count', {
        description:
          'Those behind their path (their target, where there is no path) that have not met it. Unit: scopes, 0 and more.',
      }),
      behindShare: t.exposeFloat('behind_share', { description: 'Their share of the scopes. Unit: fraction, 0 to 1.' }),
      bottom: t.field({
        type: [Scope],
        description: 'The last five that are large enough to be ranked, the worst first.',
        extensions: { cost: { rows: 5 } },
        resolve: async ({ status, bottom_scope_ids }) => {
          const tree = await scopeTree(status.scope.publication);
          const bottom = (bottom_scope_ids ?? '').split(' ').flatMap((id) => tree.find(id) ?? []);
          // To stand at the bottom tells of a figure, which may be closed.
          const closed = await Promise.all(
            bottom.map((scope) => isClosed(scope.publication, status.row.metric_id, scope.id)),
          );
          return bottom.filter((_, at) => !closed[at]);
        },
      }),
    }),
  });
