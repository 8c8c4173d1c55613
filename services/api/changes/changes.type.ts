import { builder } from '../builder.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { Metric } from '../metric/metric.type.ts';
import { previousOf } from '../publication/previous-publication.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { findScope, getScope, type Scope as ScopeOfPublication } from '../scope/scope-tree.ts';
import { LightShape, TargetState } from '../target/light-rule.type.ts';
import {
  type Change as ChangeOf,
  type Changes as Found,
  findChanges,
  type ChangeSide as Side,
} from './changes.queries.ts';
import { NothingEarlier } from './errors.ts';

const ChangeKind = builder.enumType('ChangeKind', {
  description: 'What changed on a target since an earlier publication.',
  values: {
    CROSSED: { value: 'crossed', description: '新达标 · it meets its target now.' },
    LOST: { value: 'lost', description: '跌破目标 · it met its target and does no longer.' },
    FELL_BEHIND: { value: 'fell_behind', description: '状态变差 · its status is a worse one, such as behind.' },
    CAUGHT_UP: { value: 'caught_up', description: '赶上 · its status is a better one and the target is not met yet.' },
    NEW_IN_BOTTOM: { value: 'new_in_bottom', description: '新进后列 · it is among the last of its like now.' },
    RESTATED: { value: 'restated', description: '更正 · a figure published before is another now.' },
    NEW_TARGET: { value: 'new_target', description: '换了目标 · another target holds for it, or the first.' },
  } as const,
});

const ChangeSide = builder.objectRef<Side>('ChangeSide').implement({
  description:
    'How it stood; of a restated figure its parts and value alone. Source: the targets and figures of the publication.',
  fields: (t) => ({
    numerator: t.expose('numerator', {
      type: 'SafeInt',
      nullable: true,
      description: 'Of the figure; null when withheld. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    denominator: t.expose('denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Of the figure; null for a count, and when withheld. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The value of the figure; null when there is none. Unit: that of `metric.unit`, of either sign.',
    }),
    need: t.expose('need', {
      type: 'SafeInt',
      nullable: true,
      description:
        'What was missing to the target; null without a value, and for a restated figure. Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
    rank: t.exposeInt('rank', {
      nullable: true,
      description:
        'Its place among its like; null without a rank, and for a restated figure. Unit: places, 1 and more.',
    }),
    status: t.expose('status', {
      type: TargetState,
      nullable: true,
      description: 'Where it stood; null for a restated figure.',
    }),
    word: t.exposeString('word_zh', {
      nullable: true,
      description: 'The word of its light in Chinese; null for a restated figure.',
    }),
    wordEn: t.exposeString('word_en', {
      nullable: true,
      description: 'The word of its light in English; null for a restated figure.',
    }),
    shape: t.expose('shape', {
      type: LightShape,
      nullable: true,
      description: 'The shape of its light; null for a restated figure.',
    }),
  }),
});

type ChangeIn = ChangeOf & { readonly scope: ScopeOfPublication };

const Change = builder.objectRef<ChangeIn>('Change').implement({
  description:
    'One thing that is otherwise than in the earlier publication. Source: the targets and figures of the publication.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ChangeKind, description: 'What it is.' }),
    metric: t.field({ type: Metric, description: 'On which metric.', resolve: ({ metricId }) => getMetric(metricId) }),
    scope: t.expose('scope', { type: Scope, description: 'Of which scope.' }),
    before: t.expose('before', { type: ChangeSide, description: 'As in the earlier publication.' }),
    after: t.expose('after', { type: ChangeSide, description: 'As in the later one.' }),
    day: t.expose('day', {
      type: 'Date',
      nullable: true,
      description: 'The day that a restated figure speaks of; null for other changes.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why a figure of a closed period was restated; null for one of a period that was still open.',
    }),
    among: t.field({
      type: Scope,
      nullable: true,
      description: 'Among whose scopes it is one of the last; null unless NEW_IN_BOTTOM.',
      resolve: ({ scope, parentId }) => (parentId === null ? undefined : findScope(scope.publication, parentId)),
    }),
  }),
});

const ChangeCount = builder.objectRef<Found['counts'][number]>('ChangeCount').implement({
  description: 'How many changes of a kind there are. Source: the targets and figures of the publication.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ChangeKind, description: 'The kind.' }),
    count: t.exposeInt('count', { description: 'All of them, listed or not. Unit: changes, 0 and more.' }),
  }),
});

const Changes = builder.objectRef<Found>('Changes').implement({
  description:
    'What changed on the targets of a scope and of all below it between two publications. Source: the targets and figures of the publication.',
  fields: (t) => ({
    scope: t.expose('scope', { type: Scope, description: 'Whose.' }),
    since: t.field({ type: Publication, description: 'The earlier one.', resolve: ({ since }) => since.manifest }),
    until: t.field({ type: Publication, description: 'The later one.', resolve: ({ until }) => until.manifest }),
    counts: t.field({
      type: [ChangeCount],
      description: 'By kind; a kind without a change is absent.',
      extensions: { cost: { rows: 7 } },
      resolve: ({ counts }) => [...counts],
    }),
    rows: t.field({
      type: [Change],
      description: 'The first 40 of each kind, the scope itself before those below it.',
      extensions: { cost: { rows: 40 } },
      resolve: ({ rows, until }) =>
        Promise.all(rows.map(async (row) => ({ ...row, scope: await getScope(until, row.scopeId) }))),
    }),
  }),
});

builder.queryField('changes', (t) =>
  t.field({
    type: Changes,
    description:
      'What changed on targets since an earlier publication, or since a meeting: what was published by the end of that day. Without either, since the last publication of an earlier day. Errors: SCOPE_NOT_FOUND, PUBLICATION_NOT_FOUND, PUBLICATION_GONE, NO_PUBLICATION (nothing was published by the day), NOTHING_EARLIER, CHANGES_BACKWARDS.',
    args: {
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      since: t.arg.id({
        description:
          'Id of the publication to compare with. Absent: as `sinceDay` says, else the last one of an earlier day.',
      }),
      sinceDay: t.arg({
        type: 'Date',
        description: 'The day of a meeting: compares with what was published by its end. Absent: as `since` says.',
      }),
      publication: t.arg.id({ description: 'Id of the later publication; the current one when absent.' }),
    },
    extensions: { cost: { weight: 1_000 } },
    resolve: async (_, { scope, since, sinceDay, publication }, { publications }) => {
      const until = await publications.byId(publication);
      const earlier =
        since != null
          ? await publications.byId(since)
          : sinceDay != null
            ? await publications.choose(sinceDay)
            : await previousOf(publications, until);
      if (!earlier) throw new NothingEarlier(until.id);
      return findChanges(earlier, until, scope);
    },
  }),
);
