import { builder } from '../builder.ts';
import { type Context, requireRead } from '../context.ts';
import { FigureState } from '../figure/figure.type.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { Metric } from '../metric/metric.type.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { Light, LightShape, TargetState } from '../target/light-rule.type.ts';
import { findNeedList, MAX_NEED_LIST, ruleOfMetric } from '../target/need-list.queries.ts';
import { TargetStatus } from '../target/target.type.ts';
import { ProjectionState } from '../target/target-outlook.type.ts';
import type { ProjectionRow } from '../target/target-rows.ts';
import { ScenarioMoveRefused } from './errors.ts';
import {
  getScenario,
  type ScenarioStanding as Standing,
  type Scenario as Supposed,
  type Visits,
} from './scenario.queries.ts';
import type { Effect } from './scenario-moves.ts';

const MoveKind = builder.enumType('ScenarioMoveKind', {
  description: 'What a move of a scenario does to the two parts of a figure.',
  values: {
    VISIT: {
      value: 'visit',
      description: '走访名单 · the first so many of the need list are won. For who may see the list.',
    },
    JOIN: { value: 'join', description: '分子增加 · so many more are counted by the numerator.' },
    LEAVE: { value: 'leave', description: '分子减少 · so many are no longer counted by the numerator.' },
    ARRIVE: {
      value: 'arrive',
      description:
        '分母增加 · so many are added to the denominator, none of them counted by the numerator (new settlers).',
    },
    DEPART: {
      value: 'depart',
      description: '分母减少 · so many leave the denominator, none of them counted by the numerator.',
    },
  } as const,
});

const MoveInput = builder.inputType('ScenarioMoveInput', {
  description: 'Something that might happen.',
  fields: (t) => ({
    kind: t.field({ type: MoveKind, required: true, description: 'What it does.' }),
    count: t.field({
      type: 'SafeInt',
      required: true,
      description: 'How many. Unit: that of the part, visits for VISIT, 1 and more.',
    }),
    by: t.field({ type: 'Date', description: 'By which day; the as-of day of the publication when absent.' }),
  }),
});

const Move = builder.objectRef<Effect>('ScenarioMove').implement({
  description: 'A move of a scenario and what it does. Source: what was asked, and the publication.',
  fields: (t) => ({
    kind: t.expose('kind', { type: MoveKind, description: 'What it is.' }),
    count: t.expose('count', {
      type: 'SafeInt',
      description: 'How many. Unit: that of the part, visits for VISIT, 0 and more.',
    }),
    by: t.expose('by', { type: 'Date', nullable: true, description: 'By which day; null when at once.' }),
    numerator: t.field({
      type: 'SafeInt',
      description:
        'What the numerator gains, negative when it loses. Unit: that of `metric.numeratorCounts`, of either sign.',
      resolve: ({ effect }) => effect.numerator,
    }),
    denominator: t.field({
      type: 'SafeInt',
      description:
        'What the denominator gains, negative when it loses. Unit: that of `metric.denominatorCounts`, of either sign.',
      resolve: ({ effect }) => effect.denominator,
    }),
  }),
});

const Projection = builder.objectRef<ProjectionRow>('ScenarioProjection').implement({
  description:
    'Scenario · where the value would stand on the last day, going on by the published trend from the scenario on. Source: what was asked, and the publication.',
  fields: (t) => ({
    state: t.expose('projection_state', { type: ProjectionState, description: 'Whether there is one, or why not.' }),
    on: t.expose('ends_on', { type: 'Date', description: 'The day that is projected to.' }),
    value: t.exposeFloat('projected_value', {
      nullable: true,
      description:
        'Where it would stand; null when there is no projection. Unit: that of `metric.unit`, of either sign.',
    }),
    lower: t.exposeFloat('projected_lower', {
      nullable: true,
      description:
        'Lower end of the likely range; null when there is no projection. Unit: that of `metric.unit`, of either sign.',
    }),
    upper: t.exposeFloat('projected_upper', {
      nullable: true,
      description:
        'Upper end of the likely range; null when there is no projection. Unit: that of `metric.unit`, of either sign.',
    }),
    reachesOn: t.expose('reaches_on', {
      type: 'Date',
      nullable: true,
      description: 'First day on which the target would be met; null when not within the period.',
    }),
  }),
});

const ScenarioStanding = builder.objectRef<Standing>('ScenarioStanding').implement({
  description:
    'Scenario · where a scope would stand. No figure: nothing of it was ever measured. Source: what was asked, and the publication.',
  fields: (t) => ({
    scope: t.expose('scope', { type: Scope, description: 'Who would stand so.' }),
    published: t.expose('published', { type: TargetStatus, description: 'Where it stands as published.' }),
    numerator: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'With the moves; null when the published one is withheld or not reported. Unit: that of `metric.numeratorCounts`, of either sign.',
      resolve: ({ row }) => row.numerator,
    }),
    denominator: t.field({
      type: 'SafeInt',
      nullable: true,
      description: 'With the moves; null for a count. Unit: that of `metric.denominatorCounts`, of either sign.',
      resolve: ({ row }) => row.denominator,
    }),
    value: t.float({
      nullable: true,
      description: 'With the moves; null when there is none. Unit: that of `metric.unit`, of either sign.',
      resolve: ({ row }) => row.value,
    }),
    state: t.field({ type: FigureState, description: 'What the value means.', resolve: ({ row }) => row.state }),
    pathValue: t.float({
      nullable: true,
      description:
        'The path on the day of the scenario; null without a baseline. Unit: that of `metric.unit`, 0 and more.',
      resolve: ({ row }) => row.path_value,
    }),
    gapToPathPoints: t.float({
      nullable: true,
      description:
        'Ahead of that path, negative when behind; null without a path or a value. Unit: percentage points, of either sign.',
      resolve: ({ row }) => row.gap_to_path_points,
    }),
    gapToTargetPoints: t.float({
      nullable: true,
      description:
        'Beyond the target, negative when short; null without a value. Unit: percentage points, of either sign.',
      resolve: ({ row }) => row.gap_to_target_points,
    }),
    need: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'What would be missing still; null without a value. Unit: that of `metric.numeratorCounts`, 0 and more.',
      resolve: ({ row }) => row.need,
    }),
    requiredPerMonth: t.float({
      nullable: true,
      description:
        'The same by month from the day of the scenario on; null without a value, or when the period is over. Unit: that of `metric.numeratorCounts` a month, 0 and more.',
      resolve: ({ row }) => row.required_per_month,
    }),
    status: t.field({ type: TargetState, description: 'Where it would stand.', resolve: ({ row }) => row.status }),
    light: t.field({
      type: Light,
      description: 'The light by the rule of the target.',
      resolve: ({ row }) => row.light,
    }),
    word: t.string({ description: 'The word of the light in Chinese.', resolve: ({ row }) => row.word_zh }),
    wordEn: t.string({ description: 'The same in English.', resolve: ({ row }) => row.word_en }),
    shape: t.field({ type: LightShape, description: 'The shape of the light.', resolve: ({ row }) => row.shape }),
    rank: t.int({
      nullable: true,
      description: 'Among its like, all others as published; null without one. Unit: places, 1 and more.',
      resolve: ({ row }) => row.rank,
    }),
    rankOf: t.int({
      nullable: true,
      description: 'How many are ranked; null without a figure. Unit: scopes, 0 and more.',
      resolve: ({ row }) => row.rank_of,
    }),
    rankChange: t.int({
      nullable: true,
      description:
        'Places won against the published rank, negative when lost; null without both. Unit: places, of either sign.',
      resolve: ({ row, published }) =>
        row.rank === null || published.row.rank === null ? undefined : published.row.rank - row.rank,
    }),
    projection: t.field({
      type: Projection,
      nullable: true,
      description: 'Where it would stand at the end; null when the publication has no projection.',
      resolve: ({ projection }) => projection,
    }),
  }),
});

const Scenario = builder.objectRef<Supposed>('Scenario').implement({
  description:
    '情景 · what would be if moves happened, by the same formulas as the night makes standings by. Never a figure, and kept nowhere. Source: what was asked, and the publication.',
  fields: (t) => ({
    word: t.string({ description: 'The word that marks it wherever it is shown: 情景.', resolve: () => '情景' }),
    wordEn: t.string({ description: 'The same in English.', resolve: () => 'scenario' }),
    metric: t.field({
      type: Metric,
      description: 'What is moved.',
      resolve: ({ published }) => getMetric(published.row.metric_id),
    }),
    on: t.expose('on', { type: 'Date', description: 'The day by which all moves have happened.' }),
    moves: t.field({
      type: [Move],
      description: 'What is supposed, in the order asked.',
      extensions: { cost: { rows: 5 } },
      resolve: ({ moves }) => [...moves],
    }),
    published: t.expose('published', { type: TargetStatus, description: 'Where the scope stands as published.' }),
    standing: t.expose('standing', { type: ScenarioStanding, description: 'Where it would stand.' }),
    above: t.field({
      type: [ScenarioStanding],
      description: 'The same of the scopes above with a target for the metric, the nearest first.',
      extensions: { cost: { rows: 3 } },
      resolve: ({ above }) => [...above],
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that it starts from.',
      resolve: ({ published }) => published.scope.publication.manifest,
    }),
  }),
});

/** What visits of the need list bring, for who may see it. */
function visitsOf(context: Context): Visits {
  return async (status, visits) => {
    const [registers] = ruleOfMetric(status.row.metric_id).registers.map((register) => requireRead(context, register));
    if (visits > MAX_NEED_LIST) {
      throw new ScenarioMoveRefused(1, {
        zh: `名单一次最多走访 ${MAX_NEED_LIST} 个`,
        en: `at most ${MAX_NEED_LIST} visits of the list at once`,
      });
    }
    // The list ends where the gap is closed; a scenario may go on beyond it.
    const beyond = { ...status, row: { ...status.row, need: Number.MAX_SAFE_INTEGER } };
    const list = registers && (await findNeedList(registers, beyond, Math.max(1, visits)));
    return { gain: list?.rows.at(-1)?.gained ?? 0, candidates: list?.candidateCount ?? 0 };
  };
}

builder.queryField('scenario', (t) =>
  t.field({
    type: Scenario,
    description:
      'What would be if moves happened; for a scope with a target. Errors: METRIC_NOT_FOUND, SCOPE_NOT_FOUND, PUBLICATION_NOT_FOUND, PUBLICATION_GONE, NO_PUBLICATION, SCENARIO_NOT_AVAILABLE, SCENARIO_MOVE_REFUSED (moves that take more than there is), and for VISIT those of `needList`.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric of shape RATIO or COUNT.' }),
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      moves: t.arg({ type: [MoveInput], required: true, description: 'What is supposed, 1 to 20.' }),
      publication: t.arg.id({ description: 'Id of the publication to start from; the current one when absent.' }),
    },
    extensions: { cost: { weight: 1_000 } },
    resolve: async (_, asked, context) =>
      getScenario(await context.publications.byId(asked.publication), asked, visitsOf(context)),
  }),
);
