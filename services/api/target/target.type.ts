import { calendarMethods } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { Figure, FigureState } from '../figure/figure.type.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { Metric } from '../metric/metric.type.ts';
import { RankRow } from '../ranking/ranking.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { getScope } from '../scope/scope-tree.ts';
import { Light, LightRule, LightShape, rulesOf, TargetState } from './light-rule.type.ts';
import {
  findTarget,
  findTargetOfFigure,
  type TargetStatus as StatusOfScope,
  type TargetKey,
  targetLoader,
} from './target.queries.ts';
import { TargetChildren, TargetImbalance, TargetProjection } from './target-outlook.type.ts';
import {
  findGroup,
  type GroupRow,
  loadBands,
  loadChildren,
  loadGroup,
  loadImbalances,
  loadMetricsOfGroup,
  loadMilestones,
  loadProjections,
  type MilestoneRow,
} from './target-rows.ts';

/** What the marts beside a status are asked by. */
function keyOf({ scope, row }: StatusOfScope): TargetKey {
  return { publication: scope.publication, metricId: row.metric_id, scopeId: scope.id };
}

const isFederation = ({ scope }: StatusOfScope) => scope.kind === 'federation';

export const Comparison = builder.enumType('Comparison', {
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

const Milestone = builder.objectRef<MilestoneRow>('Milestone').implement({
  description:
    'A value that a target is to have reached by a day on its way. Source: the targets and figures of the publication.',
  fields: (t) => ({
    dueOn: t.expose('due_on', { type: 'Date', description: 'By which day.' }),
    value: t.exposeFloat('value', {
      description: 'The value to have reached. Unit: that of `metric.unit`, 0 and more.',
    }),
  }),
});

const Target = builder.objectRef<StatusOfScope>('Target').implement({
  description:
    'A target as it was set: what, for whom, by when, by which document. Source: the targets and figures of the publication.',
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
      description:
        'The value at the start (a fraction for a rate); null when none was set. Unit: that of `metric.unit`, 0 and more.',
      resolve: ({ row }) => row.baseline_value,
    }),
    targetValue: t.float({
      description:
        'The value to reach: a fraction for a rate, the number for a count. Unit: that of `metric.unit`, 0 and more.',
      resolve: ({ row }) => row.target_value,
    }),
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
    milestones: t.field({
      type: [Milestone],
      description:
        'Where its path bends, by day; none for a straight path, and in publications made before they were told.',
      extensions: { cost: { rows: 4 } },
      resolve: async ({ scope, row }, _, context) => loadMilestones(context, scope.publication, row.target_code),
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
    groupCode: t.id({
      nullable: true,
      description:
        'The group that it is judged with, such as two rates that must both exceed; null when it stands alone.',
      resolve: ({ row }) => row.group_code,
    }),
    supersedes: t.id({
      nullable: true,
      description: 'Code of the target whose place it took; null when it took none.',
      resolve: ({ row }) => row.supersedes_code,
    }),
  }),
});

type GroupOfScope = { readonly status: Pick<StatusOfScope, 'scope'>; readonly group: GroupRow };

const TargetGroup = builder.objectRef<GroupOfScope>('TargetGroup').implement({
  description:
    'Targets that are judged together: a scope passes only when it meets all of them. Its own target takes the place of an inherited one. Source: the targets and figures of the publication.',
  fields: (t) => ({
    code: t.id({ description: 'Its code.', resolve: ({ group }) => group.group_code }),
    scope: t.field({ type: Scope, description: 'Who is judged.', resolve: ({ status }) => status.scope }),
    passes: t.boolean({
      nullable: true,
      description: 'True when all are met; null when none fails and one has no value, or no target.',
      resolve: ({ group }) => group.passes,
    }),
    targetCount: t.int({
      description: 'Targets of the group. Unit: targets, 1 and more.',
      resolve: ({ group }) => group.target_count,
    }),
    metCount: t.int({
      description: 'Those that are met. Unit: targets, 0 and more.',
      resolve: ({ group }) => group.met_count,
    }),
    worst: t.field({
      type: TargetState,
      description: 'The worst of their states; UNDEFINED is worse than ON_TRACK, and BEHIND than that.',
      resolve: ({ group }) => group.worst_status,
    }),
  }),
});

export const TargetStatus = builder.objectRef<StatusOfScope>('TargetStatus').implement({
  description:
    'Where one scope stands against the target that holds for it, on the as-of day of the publication. Source: the targets and figures of the publication.',
  fields: (t) => ({
    target: t.field({ type: Target, description: 'The target.', resolve: (status) => status }),
    scope: t.expose('scope', { type: Scope, description: 'Who is measured.' }),
    isOwn: t.boolean({
      description: 'True when the target was set for this scope; false when it comes from one above.',
      resolve: ({ row }) => row.is_own,
    }),
    asOf: t.field({ type: 'Date', description: 'The day it speaks of.', resolve: ({ row }) => row.as_of }),
    countedOn: t.field({
      type: 'Date',
      description:
        'The day of figure and path: `asOf`, of households the last month end that has settled, after its end the last day of the period.',
      resolve: ({ row }) => row.counted_on ?? row.as_of,
    }),
    numerator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Of the figure measured; null when suppressed or not reported. Unit: that of `metric.numeratorCounts`, of either sign.',
      resolve: ({ row }) => row.numerator,
    }),
    denominator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'Of the figure measured; null for a count, and when suppressed or not reported. Unit: that of `metric.denominatorCounts`, of either sign.',
      resolve: ({ row }) => row.denominator,
    }),
    value: t.float({
      nullable: true,
      description: 'A fraction for a rate; null when there is none. Unit: that of `metric.unit`, of either sign.',
      resolve: ({ row }) => row.value,
    }),
    state: t.field({
      type: FigureState,
      description: 'What the value, or its absence, means.',
      resolve: ({ row }) => row.state,
    }),
    timeProgress: t.float({
      description: 'Share of the period that has passed, the as-of day counted. Unit: fraction, 0 to 1.',
      resolve: ({ row }) => row.time_progress,
    }),
    completion: t.float({
      nullable: true,
      description:
        'Value over target value; null without a value and where less is better. Unit: fraction, of either sign.',
      resolve: ({ row }) => row.completion,
    }),
    pathValue: t.float({
      nullable: true,
      description:
        'Where the straight path from baseline over milestones to target stands today; null without a baseline. A count begins at 0. Unit: that of `metric.unit`, 0 and more.',
      resolve: ({ row }) => row.path_value,
    }),
    gapToPathPoints: t.float({
      nullable: true,
      description:
        'How far ahead of the path (of a count, in hundredths of the target); negative when behind, whichever direction is better. Null when value or path is missing. Unit: percentage points, of either sign.',
      resolve: ({ row }) => row.gap_to_path_points,
    }),
    gapToTargetPoints: t.float({
      nullable: true,
      description:
        'How far beyond the target; negative when short of it, null without a value. Unit: percentage points, of either sign.',
      resolve: ({ row }) => row.gap_to_target_points,
    }),
    need: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'How many more of what the numerator counts would meet the target (how many fewer, where less is better), the denominator unchanged; 0 when met, null without a value. Unit: that of `metric.numeratorCounts`, 0 and more.',
      resolve: ({ row }) => row.need,
    }),
    needStrict: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'The same to pass the value (> or <); null without a value. Unit: that of `metric.numeratorCounts`, 0 and more.',
      resolve: ({ row }) => row.need_strict,
    }),
    needWeak: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'The same to reach the value (>= or <=); null without a value. Unit: that of `metric.numeratorCounts`, 0 and more.',
      resolve: ({ row }) => row.need_weak,
    }),
    requiredPerMonth: t.float({
      nullable: true,
      description:
        'What is needed, spread over the months that remain; null without a value or when the period is over. Unit: that of `metric.numeratorCounts` a month, 0 and more.',
      resolve: ({ row }) => row.required_per_month,
    }),
    status: t.field({ type: TargetState, description: 'Where it stands.', resolve: ({ row }) => row.status }),
    light: t.field({ type: Light, description: 'The light that the rule gives.', resolve: ({ row }) => row.light }),
    word: t.string({ description: 'The word of the light in Chinese.', resolve: ({ row }) => row.word_zh }),
    wordEn: t.string({ description: 'The same in English.', resolve: ({ row }) => row.word_en }),
    shape: t.field({ type: LightShape, description: 'The shape of the light.', resolve: ({ row }) => row.shape }),
    colourToken: t.string({
      description: 'Name of the colour of the light, such as `good` or `warn`.',
      resolve: ({ row }) => row.colour_token,
    }),
    lightRule: t.id({
      description: 'Code of the rule that gave light and status, such as `DEFAULT-1`.',
      resolve: ({ row }) => row.light_rule,
    }),
    bandNumber: t.int({
      nullable: true,
      description:
        'The band of the rule that holds the gap; null when none does, and without a value. Unit: place in the order, 1 and more.',
      resolve: ({ row }) => row.band_no,
    }),
    monthsBelow: t.int({
      nullable: true,
      description:
        'Month ends in a row, up to the last, at which it was below the path; null when the rule does not look back. Unit: month ends, 0 and more.',
      resolve: ({ row }) => row.months_below,
    }),
    yellowCount: t.int({
      nullable: true,
      description:
        'Month ends of the period with a yellow light, of the last twelve; null when the rule does not look back. Unit: month ends, 0 to 12.',
      resolve: ({ row }) => row.yellow_count,
    }),
    isRedByMonths: t.boolean({
      description:
        'Whether the light is red for `rule.redAfterMonths` months below the path, not for the gap of today.',
      resolve: ({ row }) => row.is_red_by_months ?? false,
    }),
    isTalkDue: t.boolean({
      description: '约谈 · whether it had as many yellow lights as call for talks under `rule.talkAfterYellows`.',
      resolve: ({ row }) => row.is_talk_due ?? false,
    }),
    rule: t.field({
      type: LightRule,
      nullable: true,
      description: 'The rule with all its bands; null when the publication no longer holds it.',
      resolve: async ({ scope, row }, _, context) =>
        rulesOf(await loadBands(context, scope.publication, row.light_rule))[0],
    }),
    rank: t.int({
      nullable: true,
      description:
        'Among its like: regions and federations of one level with the same parent, parks of one county. Equal values share a rank. Null without a value, and when the denominator is below `rankMinDenominator`. Unit: places, 1 and more.',
      resolve: ({ row }) => row.rank,
    }),
    rankOf: t.int({
      nullable: true,
      description: 'How many are ranked; null without a figure. Unit: scopes, 0 and more.',
      resolve: ({ row }) => row.rank_of,
    }),
    rankChangeMonth: t.int({
      nullable: true,
      description:
        'Places won since the month end before, negative when lost; null when it had no rank then or now. Unit: places, of either sign.',
      resolve: ({ row }) => row.rank_change_month,
    }),
    rankChangeYear: t.int({
      nullable: true,
      description:
        'The same since that day a year ago; null when it had no rank then or now. Unit: places, of either sign.',
      resolve: ({ row }) => row.rank_change_year,
    }),
    rankMinDenominator: t.int({
      description: 'The smallest denominator that is ranked. Unit: that of `metric.denominatorCounts`, 0 and more.',
      resolve: ({ row }) => row.rank_min_denominator,
    }),
    group: t.field({
      type: TargetGroup,
      nullable: true,
      description: 'The verdict of the group that its target names; null when it names none.',
      resolve: async (status, _, context) => {
        const { scope, row } = status;
        if (row.group_code === null) return undefined;
        const { publication } = scope;
        const group = await loadGroup(context, { publication, groupCode: row.group_code, scopeId: scope.id });
        return group && { status, group };
      },
    }),
    projection: t.field({
      type: TargetProjection,
      nullable: true,
      description:
        'Where it will stand on the last day if it goes on so; null when the publication holds none. Its `state` says why one has no value.',
      resolve: async (status, _, context) => (await loadProjections(context, keyOf(status)))[0],
    }),
    children: t.field({
      type: [TargetChildren],
      description: 'Whether the targets of the scopes right below add up to this one, by kind of scope.',
      extensions: { cost: { rows: 3 } },
      resolve: async (status, _, context) =>
        (await loadChildren(context, keyOf(status))).map((row) => ({ ...row, isFederation: isFederation(status) })),
    }),
    imbalance: t.field({
      type: [TargetImbalance],
      description: 'How unevenly the scopes below stand on this metric, by kind of scope.',
      extensions: { cost: { rows: 3 } },
      resolve: async (status, _, context) =>
        (await loadImbalances(context, keyOf(status))).map((row) => ({
          ...row,
          status,
          isFederation: isFederation(status),
        })),
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
    description: 'As `figure.target`; null where that is.',
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

builder.objectField(TargetGroup, 'targets', (t) =>
  t.field({
    type: [TargetStatus],
    description: 'Where the scope stands on each target of the group.',
    extensions: { cost: { rows: 2 } },
    resolve: async ({ status: { scope }, group }, _, context) => {
      const metrics = await loadMetricsOfGroup(context, scope.publication, group.group_code);
      const loader = targetLoader(context);
      const rows = await Promise.all(
        metrics.map((metricId) => loader.load({ publication: scope.publication, metricId, scopeId: scope.id })),
      );
      return rows.flatMap((row) => (row ? [{ scope, row }] : []));
    },
  }),
);

builder.queryField('targetGroup', (t) =>
  t.field({
    type: TargetGroup,
    nullable: true,
    description:
      'The verdict of a group of targets on a scope; null where it governs nothing. Errors: SCOPE_NOT_FOUND, NO_PUBLICATION.',
    args: {
      code: t.arg.id({ required: true, description: 'Code of the group.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 5 } },
    resolve: async (_, asked, { publications }) => {
      const publication = await publications.choose(asked.published);
      const scope = await getScope(publication, asked.scope);
      const group = await findGroup(publication, asked.code, scope.id);
      return group && { status: { scope }, group };
    },
  }),
);
