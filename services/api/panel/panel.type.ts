import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { Figure } from '../figure/figure.type.ts';
import { figureLoader, getFigure } from '../figure/get-figure.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { Definition } from '../metric/metric.type.ts';
import { Check } from '../night-run/night-run.type.ts';
import { previousOf } from '../publication/previous-publication.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope } from '../scope/scope.type.ts';
import { scopeTree } from '../scope/scope-tree.ts';
import { type TargetStatus as Status, targetLoader } from '../target/target.queries.ts';
import { TargetStatus } from '../target/target.type.ts';
import { TargetImbalance } from '../target/target-outlook.type.ts';
import { ancestorsOf, daysOf, getPanel, type Panel as PanelOfScope, searchScopes } from './panel.queries.ts';
import { type CountedKind as Kind, type ReadRegister as Read, type Trace, traceOf } from './target-trace.ts';

const Panel = builder.objectRef<PanelOfScope>('Panel').implement({
  description:
    'A scope of one publication with every target that holds for it: what a leader looks at. Source: the targets and figures of the publication.',
  fields: (t) => ({
    scope: t.expose('scope', { type: Scope, description: 'Whose.' }),
    above: t.field({
      type: [Scope],
      description: 'The scopes above it, the top first.',
      extensions: { cost: { rows: 5 } },
      resolve: ({ scope }) => ancestorsOf(scope),
    }),
    targets: t.field({
      type: [TargetStatus],
      description:
        'Every target that holds, in the order of the catalogue, those of one group side by side; none when there is none.',
      extensions: { cost: { rows: 8 } },
      resolve: ({ targets }) => [...targets],
    }),
    target: t.field({
      type: TargetStatus,
      nullable: true,
      description: 'The one of this metric; null when none holds.',
      args: { metric: t.arg.id({ required: true, description: 'Id of a metric.' }) },
      resolve: ({ targets }, { metric }) => targets.find(({ row }) => row.metric_id === getMetric(metric).id),
    }),
    days: t.field({
      type: ['Date'],
      description:
        'The days that figures may be asked for here: that of the publication, then the last twelve month ends.',
      resolve: ({ scope }) => daysOf(scope.publication.manifest.asOf),
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that it is made of.',
      resolve: ({ scope }) => scope.publication.manifest,
    }),
    previous: t.field({
      type: Publication,
      nullable: true,
      description: 'The last publication kept of an earlier day, with which it is compared; null when none is.',
      resolve: async ({ scope }, _, { publications }) => (await previousOf(publications, scope.publication))?.manifest,
    }),
  }),
});

builder.queryFields((t) => ({
  panel: t.field({
    type: Panel,
    description:
      'A scope with every target that holds for it. Errors: SCOPE_NOT_FOUND, PUBLICATION_NOT_FOUND, PUBLICATION_GONE, NO_PUBLICATION.',
    args: {
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      publication: t.arg.id({ description: 'Id of a publication; the current one when absent.' }),
    },
    extensions: { cost: { weight: 20 } },
    resolve: async (_, { scope, publication }, { publications }) =>
      getPanel(await publications.byId(publication), scope),
  }),
  searchScopes: t.field({
    type: [Scope],
    description: 'Scopes by part of their name or the beginning of their code, the best match first; at most 20.',
    args: {
      text: t.arg.string({ required: true, description: 'Part of a name, or the beginning of a code or an id.' }),
      publication: t.arg.id({ description: 'Id of a publication; the current one when absent.' }),
    },
    extensions: { cost: { weight: 5, rows: 20 } },
    resolve: async (_, { text, publication }, { publications }) =>
      searchScopes(await scopeTree(await publications.byId(publication)), text, 20),
  }),
}));

const CountedKind = builder.objectRef<Kind>('CountedKind').implement({
  description:
    'Something that was counted for the scope on the day of the figure. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    name: t.string({ description: 'What, in Chinese.', resolve: ({ name }) => name.zh }),
    nameEn: t.string({ description: 'The same in English.', resolve: ({ name }) => name.en }),
    counts: t.exposeString('counts', { description: 'Its unit, as `metric.numeratorCounts`.' }),
    count: t.expose('count', {
      type: 'SafeInt',
      nullable: true,
      description: 'How many; null when not known or withheld. Unit: that of its name, 0 and more.',
    }),
  }),
});

const ReadRegister = builder.objectRef<Read>('ReadRegister').implement({
  description: 'A register behind a figure. Source: the publication.',
  fields: (t) => ({
    register: t.exposeString('register', { description: 'Its table.' }),
    name: t.string({ description: 'Its name in Chinese.', resolve: ({ name }) => name.zh }),
    nameEn: t.string({ description: 'The same in English.', resolve: ({ name }) => name.en }),
    rows: t.expose('rows', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Rows of the whole register that the night read; null when the publication does not say. Unit: rows, 0 and more.',
    }),
  }),
});

const TargetTrace = builder.objectRef<Trace>('TargetTrace').implement({
  description: 'What a headline rests on. Source: the targets and figures of the publication.',
  fields: (t) => ({
    definition: t.field({
      type: Definition,
      description: 'The rule version of its figure.',
      resolve: ({ status }) => ({
        ...getMetric(status.row.metric_id).definition,
        version: status.row.definition_version ?? getMetric(status.row.metric_id).definition.version,
      }),
    }),
    counted: t.field({
      type: [CountedKind],
      description: 'What was counted for the scope: the two parts of the figure, then what stands beside them.',
      extensions: { cost: { rows: 8 } },
      resolve: ({ counted }) => [...counted],
    }),
    registers: t.field({
      type: [ReadRegister],
      description: 'The registers that its models read.',
      extensions: { cost: { rows: 8 } },
      resolve: ({ registers }) => [...registers],
    }),
    checks: t.field({
      type: [Check],
      description: 'The checks of its models in the night of the publication.',
      extensions: { cost: { rows: 20 } },
      resolve: ({ checks }) => [...checks],
    }),
  }),
});

/** The status of the same metric and scope in the publication before; undefined when there is none. */
async function statusBefore(context: Context, { scope, row }: Status): Promise<Status | undefined> {
  const publication = await previousOf(context.publications, scope.publication);
  if (!publication) return undefined;
  const before = await targetLoader(context).load({ publication, metricId: row.metric_id, scopeId: scope.id });
  return before && { scope: { ...scope, publication }, row: before };
}

builder.objectFields(TargetStatus, (t) => ({
  trace: t.field({
    type: TargetTrace,
    description: 'What the headline rests on: definition, what was counted, registers, checks of that night.',
    extensions: { cost: { weight: 20 } },
    resolve: (status) => traceOf(status),
  }),
  figure: t.field({
    type: Figure,
    nullable: true,
    description:
      'The figure that is measured, on its day or an earlier one; null when the target sums over days of its own, which no published period has.',
    args: { asOf: t.arg({ type: 'Date', description: 'The day it should speak of; that of the status when absent.' }) },
    resolve: ({ scope, row }, { asOf }, context) =>
      row.period === 'own'
        ? undefined
        : getFigure(scope.publication, figureLoader(context), {
            ...{ metric: row.metric_id, scope: scope.id, period: row.period, asOf: asOf ?? row.as_of },
          }),
  }),
  before: t.field({
    type: TargetStatus,
    nullable: true,
    description: 'Where it stood in the last publication of an earlier day; null when none is kept, or no target held.',
    resolve: (status, _, context) => statusBefore(context, status),
  }),
  rankChangePublication: t.int({
    nullable: true,
    description:
      'Places won since the last publication of an earlier day, negative when lost; null without both ranks. Unit: places, of either sign.',
    resolve: async (status, _, context) => {
      const before = (await statusBefore(context, status))?.row.rank ?? null;
      return before === null || status.row.rank === null ? undefined : before - status.row.rank;
    },
  }),
}));

builder.objectField(TargetImbalance, 'last', (t) =>
  t.field({
    type: [TargetStatus],
    description: 'Where the scopes of `bottom` stand, the worst first.',
    extensions: { cost: { rows: 5 } },
    resolve: async ({ status, bottom_scope_ids }, _, context) => {
      const { publication } = status.scope;
      const tree = await scopeTree(publication);
      const scopes = (bottom_scope_ids ?? '').split(' ').flatMap((id) => tree.find(id) ?? []);
      const loader = targetLoader(context);
      const rows = await Promise.all(
        scopes.map(({ id }) => loader.load({ publication, metricId: status.row.metric_id, scopeId: id })),
      );
      return scopes.flatMap((scope, at) => (rows[at] ? [{ scope, row: rows[at] }] : []));
    },
  }),
);
