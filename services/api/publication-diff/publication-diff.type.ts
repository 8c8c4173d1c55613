import type {
  Causes,
  MetricDifference,
  PublicationDifference,
} from '@union/warehouse/publication/compare/compare-publications.ts';
import type { FigureDifference as Difference } from '@union/warehouse/publication/compare/figure-difference.ts';
import { type ImportBetween, importsBetween } from '@union/warehouse/publication/compare/imports-between.ts';
import { builder } from '../builder.ts';
import type { FigureState as State } from '../figure/figure.queries.ts';
import { FigureState, PeriodKind } from '../figure/figure.type.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { Metric } from '../metric/metric.type.ts';
import { seenImports } from '../office/imports.queries.ts';
import { Publication } from '../publication/publication.type.ts';
import { getPublicationDiff } from './publication-diff.queries.ts';

const FigureDifference = builder.objectRef<Difference>('FigureDifference').implement({
  description:
    'A figure that differs. Numbers are null where it is withheld or does not exist. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.exposeID('metric_id', { description: 'Id of the metric.' }),
    scope: t.exposeID('scope_id', { description: 'Id of the scope.' }),
    segment: t.exposeID('segment', { description: 'Id of the segment; `all` for the whole.' }),
    period: t.field({
      type: PeriodKind,
      description: 'What it sums over.',
      resolve: ({ period_kind }) => period_kind as 'day',
    }),
    day: t.expose('day', { type: 'Date', description: 'The day that the later number speaks of.' }),
    oldNumerator: t.expose('old_numerator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Before; null when withheld, and when there was none. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    oldDenominator: t.expose('old_denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Before; null for a count, when withheld, and when there was none. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
    oldValue: t.exposeFloat('old_value', {
      nullable: true,
      description: 'Before; null when withheld, and when there was none. Unit: that of `metric.unit`, of either sign.',
    }),
    oldState: t.field({
      type: FigureState,
      description: 'Before; NOT_REPORTED where it did not exist.',
      resolve: ({ old_state }) => (old_state ?? 'not_reported') as State,
    }),
    newNumerator: t.expose('new_numerator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Since; null when withheld, and when there is none. Unit: that of `metric.numeratorCounts`, of either sign.',
    }),
    newDenominator: t.expose('new_denominator', {
      type: 'SafeInt',
      nullable: true,
      description:
        'Since; null for a count, when withheld, and when there is none. Unit: that of `metric.denominatorCounts`, of either sign.',
    }),
    newValue: t.exposeFloat('new_value', {
      nullable: true,
      description: 'Since; null when withheld, and when there is none. Unit: that of `metric.unit`, of either sign.',
    }),
    newState: t.field({
      type: FigureState,
      description: 'Since; NOT_REPORTED where it no longer exists.',
      resolve: ({ new_state }) => (new_state ?? 'not_reported') as State,
    }),
  }),
});

const MetricDiff = builder
  .objectRef<MetricDifference & { readonly registers: readonly string[] }>('MetricDiff')
  .implement({
    description: 'How many figures of a metric differ. Source: the publication.',
    fields: (t) => ({
      metric: t.field({ type: Metric, description: 'The metric.', resolve: ({ metricId }) => getMetric(metricId) }),
      restated: t.exposeInt('restated', {
        description: 'Figures of the common day that are another now. Unit: figures, 0 and more.',
      }),
      moved: t.exposeInt('moved', {
        description: 'Figures that moved from the common day to the later one. Unit: figures, 0 and more.',
      }),
      registers: t.stringList({
        description: 'The registers that stand behind the metric: imports of these can be the cause.',
        resolve: ({ registers }) => [...registers],
      }),
    }),
  });

const ChangedDefinition = builder.objectRef<Causes['definitions'][number]>('ChangedDefinition').implement({
  description: 'A metric whose definition has another version. Source: the publication.',
  fields: (t) => ({
    metric: t.exposeID('metricId', { description: 'Id of the metric.' }),
    from: t.exposeInt('from', {
      nullable: true,
      description: 'Version before; null when the metric is new. Unit: version, 1 and more.',
    }),
    to: t.exposeInt('to', {
      nullable: true,
      description: 'Version since; null when the metric is gone. Unit: version, 1 and more.',
    }),
  }),
});

const ChangedRule = builder.objectRef<Causes['rules'][number]>('ChangedRule').implement({
  description: 'A rule or parameter of the night that is another now. Source: the publication.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'Its name.' }),
    from: t.exposeString('from', { description: 'Before, as JSON.' }),
    to: t.exposeString('to', { description: 'Since, as JSON.' }),
  }),
});

const ChangedRows = builder.objectRef<Causes['rows'][number]>('ChangedRows').implement({
  description: 'A register with more or fewer rows. Source: the publication.',
  fields: (t) => ({
    register: t.exposeString('register', { description: 'The register.' }),
    from: t.expose('from', {
      type: 'SafeInt',
      nullable: true,
      description: 'Rows before; null when it was not read. Unit: rows, 0 and more.',
    }),
    to: t.expose('to', {
      type: 'SafeInt',
      nullable: true,
      description: 'Rows since; null when it is not read. Unit: rows, 0 and more.',
    }),
  }),
});

const ImportedRegister = builder.objectRef<ImportBetween['registers'][number]>('ImportedRegister').implement({
  description: 'What an import did to one register. Source: the log of changes.',
  fields: (t) => ({
    register: t.exposeString('register', { description: 'The register.' }),
    added: t.exposeInt('added', { description: 'Rows that it added. Unit: rows, 0 and more.' }),
    corrected: t.exposeInt('corrected', {
      description: 'Rows that were there and that it changed. Unit: rows, 0 and more.',
    }),
  }),
});

const ImportBetweenNights = builder.objectRef<ImportBetween>('ImportBetween').implement({
  description: 'A file that was loaded, or taken back, between two nights. Source: the log of changes.',
  fields: (t) => ({
    id: t.id({ description: 'Its number.', resolve: ({ importId }) => String(importId) }),
    fileName: t.exposeString('fileName', { description: 'The name of the file.' }),
    isUndone: t.boolean({
      description: 'Whether it was taken back.',
      resolve: ({ happened }) => happened === 'undone',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    by: t.exposeString('by', { description: 'By whom.' }),
    registers: t.field({
      type: [ImportedRegister],
      description: 'What it did, by register.',
      resolve: ({ registers }) => [...registers],
    }),
  }),
});

const PublicationDiff = builder.objectRef<PublicationDifference>('PublicationDiff').implement({
  description: 'What differs between two publications, and why where it is known. Source: the publication.',
  fields: (t) => ({
    from: t.expose('from', { type: Publication, description: 'The earlier one.' }),
    to: t.expose('to', { type: Publication, description: 'The later one.' }),
    day: t.expose('day', { type: 'Date', description: 'The common day: the earlier of the days that they speak of.' }),
    metrics: t.field({
      type: [MetricDiff],
      description: 'Metrics that differ, with how many of their figures.',
      extensions: { cost: { rows: 20 } },
      resolve: ({ metrics, causes }) =>
        metrics.map((metric) => ({ ...metric, registers: causes.registersOf[metric.metricId] ?? [] })),
    }),
    restated: t.field({
      type: [FigureDifference],
      description: 'Figures of the common day that are another now; the first 100, whole scopes before segments.',
      extensions: { cost: { rows: 100 } },
      resolve: ({ restated }) => [...restated],
    }),
    moved: t.field({
      type: [FigureDifference],
      description: 'Figures that moved in the later publication from the common day to its own; the first 100.',
      extensions: { cost: { rows: 100 } },
      resolve: ({ moved }) => [...moved],
    }),
    definitions: t.field({
      type: [ChangedDefinition],
      description: 'Definitions that changed.',
      resolve: ({ causes }) => [...causes.definitions],
    }),
    rules: t.field({
      type: [ChangedRule],
      description: 'Rules and parameters that changed.',
      resolve: ({ causes }) => [...causes.rules],
    }),
    rows: t.field({
      type: [ChangedRows],
      description: 'Registers with more or fewer rows.',
      resolve: ({ causes }) => [...causes.rows],
    }),
    isOtherCode: t.boolean({
      description: 'Whether the two were made by different versions of the code.',
      resolve: ({ causes }) => causes.codeVersion !== undefined,
    }),
    imports: t.field({
      type: [ImportBetweenNights],
      nullable: true,
      description: 'Files that came in between, of loaders within reach; null for who may see none.',
      async resolve({ causes }, _, { reaches, registers }) {
        if (!registers || reaches.of('import', 'read') === 'nothing') return null;
        const all = await importsBetween(registers.db, causes.imports);
        const seen = await seenImports(registers.db, reaches, [...new Set(all.map(({ importId }) => importId))]);
        return all.filter(({ importId }) => seen.has(importId));
      },
    }),
  }),
});

builder.queryField('publicationDiff', (t) =>
  t.field({
    type: PublicationDiff,
    description: 'Compares two publications. Errors: PUBLICATION_NOT_FOUND, METRIC_NOT_FOUND, TIMED_OUT.',
    args: {
      from: t.arg.id({ required: true, description: 'Id of the earlier publication.' }),
      to: t.arg.id({ required: true, description: 'Id of the later publication.' }),
      metric: t.arg.id({ description: 'Only this metric. Absent: every metric.' }),
      scope: t.arg.id({ description: 'Only this scope. Absent: every scope.' }),
    },
    extensions: { cost: { weight: 2_000 } },
    resolve: (_, asked, { publications }) => getPublicationDiff(publications, asked),
  }),
);
