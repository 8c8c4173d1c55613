import { calendarMethods } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { Figure, FigureState } from '../figure/figure.type.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { Metric } from '../metric/metric.type.ts';
import { RankRow } from '../ranking/ranking.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { getScope } from '../scope/scope-tree.ts';
import { findTarget, findTargetOfFigure, type TargetStatus as StatusOfScope, targetLoader } from './target.queries.ts';

const Comparison = builder.enumType('Comparison', {
  description: 'How a value must stand to the target value.',
  values: {
    GREATER_THAN: { value: '>', description: '超过 · above it; equal is not enough.' },
    AT_LEAST: { value: '>=', description: '达到 · at it or above.' },
    LESS_THAN: { value: '<', description: '低于 · below it; equal is too much. Less is better.' },
    AT_MOST: { value: '<=', description: '不超过 · at it or below. Less is better.' },
  } as const,
});

const CalendarMethod = codeEnum(
  'CalendarMethod',
  calendarMethods,
  'How the share of a period that has passed is counted.',
);

const TargetState = builder.enumType('TargetState', {
  description: 'Where a scope stands against a target, by the rule named in `lightRule`.',
  values: {
    MET: { value: 'met', description: '已达标 · the value passes the comparison.' },
    ON_TRACK: { value: 'on_track', description: '符合序时进度 · not met yet, at or above the path.' },
    BEHIND: { value: 'behind', description: '落后 · below the path, by up to 10 points under the default rule.' },
    FAR_BEHIND: { value: 'far_behind', description: '严重落后 · further below.' },
    NOT_APPLICABLE: { value: 'not_applicable', description: '不适用 · there is no value to compare.' },
  } as const,
});

const Target = builder.objectRef<StatusOfScope>('Target').implement({
  description: 'A target as it was set: what, for whom, by when, by which document.',
  fields: (t) => ({
    code: t.id({ description: 'Its code.', resolve: ({ row }) => row.target_code }),
    metric: t.field({ type: Metric, description: 'What it is about.', resolve: ({ row }) => getMetric(row.metric_id) }),
    scope: t.field({
      type: Scope,
      description: 'The scope it was set for.',
      resolve: ({ scope, row }) => getScope(scope.publication, row.target_scope_id),
    }),
    startsOn: t.field({ type: 'Date', description: 'First day of its period.', resolve: ({ row }) => row.starts_on }),
    endsOn: t.field({
      type: 'Date',
      description: 'Last day of its period, included.',
      resolve: ({ row }) => row.ends_on,
    }),
    baselineValue: t.float({
      nullable: true,
      description: 'The value at the start, a fraction; null when none was set.',
      resolve: ({ row }) => row.baseline_value,
    }),
    targetValue: t.float({ description: 'The value to reach, a fraction.', resolve: ({ row }) => row.target_value }),
    comparison: t.field({
      type: Comparison,
      description: 'Whether reaching it is enough, or only passing it.',
      resolve: ({ row }) => row.comparison,
    }),
    calendarMethod: t.field({
      type: CalendarMethod,
      description: 'How the share of the period that has passed is counted.',
      resolve: ({ row }) => row.calendar_method,
    }),
    document: t.string({
      nullable: true,
      description: 'The document that set it; null when none is named.',
      resolve: ({ row }) => row.document,
    }),
    clause: t.string({
      nullable: true,
      description: 'The clause of that document, in its words; null when none is named.',
      resolve: ({ row }) => row.clause,
    }),
    approvedBy: t.string({
      nullable: true,
      description: 'Who approved it; null when not named.',
      resolve: ({ row }) => row.approved_by,
    }),
  }),
});

const TargetStatus = builder.objectRef<StatusOfScope>('TargetStatus').implement({
  description: 'Where one scope stands against the target that holds for it, on the as-of day of the publication.',
  fields: (t) => ({
    target: t.field({ type: Target, description: 'The target.', resolve: (status) => status }),
    scope: t.expose('scope', { type: Scope, description: 'Who is measured.' }),
    isOwn: t.boolean({
      description: 'True when the target was set for this scope; false when it comes from one above.',
      resolve: ({ row }) => row.is_own,
    }),
    asOf: t.field({ type: 'Date', description: 'The day it speaks of.', resolve: ({ row }) => row.as_of }),
    numerator: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Of the figure measured; null when suppressed or not reported.',
      resolve: ({ row }) => row.numerator,
    }),
    denominator: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'Of the figure measured; null when suppressed or not reported.',
      resolve: ({ row }) => row.denominator,
    }),
    value: t.float({
      nullable: true,
      description: 'A fraction; null when there is none.',
      resolve: ({ row }) => row.value,
    }),
    state: t.field({
      type: FigureState,
      description: 'What the value, or its absence, means.',
      resolve: ({ row }) => row.state,
    }),
    timeProgress: t.float({
      description: 'Share of the period that has passed, 0 to 1, the as-of day counted.',
      resolve: ({ row }) => row.time_progress,
    }),
    pathValue: t.float({
      nullable: true,
      description: 'Where the straight path from baseline to target stands today, a fraction; null without a baseline.',
      resolve: ({ row }) => row.path_value,
    }),
    gapToPathPoints: t.float({
      nullable: true,
      description: 'Value minus path, in percentage points; negative when behind, null when either is missing.',
      resolve: ({ row }) => row.gap_to_path_points,
    }),
    gapToTargetPoints: t.float({
      nullable: true,
      description: 'Value minus target, in percentage points; null without a value.',
      resolve: ({ row }) => row.gap_to_target_points,
    }),
    need: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'How many more of what the numerator counts would meet the target, the denominator unchanged; 0 when met, null without a value.',
      resolve: ({ row }) => row.need,
    }),
    needStrict: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'The same to pass the value (>).',
      resolve: ({ row }) => row.need_strict,
    }),
    needWeak: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'The same to reach the value (>=).',
      resolve: ({ row }) => row.need_weak,
    }),
    requiredPerMonth: t.float({
      nullable: true,
      description:
        'What is needed, spread over the months that remain; null without a value or when the period is over.',
      resolve: ({ row }) => row.required_per_month,
    }),
    status: t.field({ type: TargetState, description: 'Where it stands.', resolve: ({ row }) => row.status }),
    lightRule: t.id({
      description: 'Name of the rule that gave the status, such as `default-1`.',
      resolve: ({ row }) => row.light_rule,
    }),
  }),
});

builder.objectField(Figure, 'target', (t) =>
  t.field({
    type: TargetStatus,
    nullable: true,
    description:
      "Where it stands against the target that holds for it. Null when none holds, when an earlier day than the publication's was asked (targets are reckoned for that day alone), and for a flow over another period than its target's.",
    resolve: (figure, _, context) => findTargetOfFigure(targetLoader(context), figure),
  }),
);

builder.objectField(RankRow, 'target', (t) =>
  t.field({
    type: TargetStatus,
    nullable: true,
    description: 'As `figure.target`.',
    resolve: (row, _, context) => findTargetOfFigure(targetLoader(context), row.figure),
  }),
);

builder.queryField('target', (t) =>
  t.field({
    type: TargetStatus,
    nullable: true,
    description:
      'Where a scope stands on one metric; null when no target holds. Errors: METRIC_NOT_FOUND, SCOPE_NOT_FOUND, NO_PUBLICATION.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 5 } },
    resolve: async (_, asked, context) =>
      findTarget(await context.publications.choose(asked.published), targetLoader(context), asked),
  }),
);
