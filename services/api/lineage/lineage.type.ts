import { builder } from '../builder.ts';
import { Metric } from '../metric/metric.type.ts';
import { keptPerPublication } from '../publication/kept-per-publication.ts';

type Reads = { readonly register: string; readonly columns: readonly string[] };
type Lineage = { readonly models: readonly string[]; readonly registers: readonly Reads[] };

const RegisterReads = builder.objectRef<Reads>('RegisterReads').implement({
  description: 'A register that a metric is made from. Source: the definitions of the platform.',
  fields: (t) => ({
    register: t.exposeString('register', { description: 'Its table in the operational database.' }),
    columns: t.stringList({
      description: 'The columns that the models of the metric name, as the night extracts them.',
      resolve: ({ columns }) => [...columns],
    }),
  }),
});

const MetricLineage = builder.objectRef<Lineage>('MetricLineage').implement({
  description:
    'What stands behind a metric, read off the SQL of its models: models by the tables that they read, columns by name at the registers. A column that a model reads for another metric is told as well. Source: the definitions of the platform.',
  fields: (t) => ({
    models: t.stringList({
      description: 'The models that its figures are made of, directly or through others.',
      resolve: ({ models }) => [...models],
    }),
    registers: t.field({
      type: [RegisterReads],
      description: 'The registers that those models read.',
      extensions: { cost: { rows: 10 } },
      resolve: ({ registers }) => [...registers],
    }),
  }),
});

/** What stands behind a metric in a publication. */
export const lineageOf = keptPerPublication(async (publication, metricId): Promise<Lineage> => {
  const rows = await publication.query<{ model: string | null; register: string | null; column_name: string | null }>(
    'select model, register, column_name from metric_lineage where metric_id = $1 order by model, register, column_name',
    [metricId],
  );
  const named = rows.filter((row) => row.register !== null);
  return {
    models: rows.flatMap(({ model }) => model ?? []),
    registers: [...Map.groupBy(named, (row) => row.register as string)].map(([register, columns]) => ({
      register,
      columns: columns.map((row) => row.column_name as string),
    })),
  };
});

builder.objectField(Metric, 'lineage', (t) =>
  t.field({
    type: MetricLineage,
    description: 'What stands behind it in the current publication. Errors: NO_PUBLICATION.',
    resolve: async (metric, _, { publications }) => lineageOf(await publications.choose(), metric.id),
  }),
);
