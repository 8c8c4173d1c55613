import type { Metric } from '@union/schema/metrics/metric.ts';
import { Kind, valueFromASTUntyped, visit } from 'graphql';
import { trustedDocuments } from '../documents/run-document.ts';

/** A widget that shows a metric: always the same (`isFixed`), or whichever its tag names. */
export type MetricWidget = { readonly document: string; readonly isFixed: boolean };

/** The arguments by which fields of the schema name a metric. */
const ARGUMENTS: ReadonlySet<string> = new Set(['metric', 'metrics']);

/** The metrics that each document names in its text, and whether its tag may name another. */
const named = new Map(
  [...trustedDocuments.values()].map(({ name, document, variables }) => {
    const metrics = new Set<string>();
    visit(document, {
      Argument({ name: argument, value }) {
        if (!ARGUMENTS.has(argument.value) || value.kind === Kind.VARIABLE) return;
        for (const id of [valueFromASTUntyped(value)].flat()) metrics.add(String(id));
      },
    });
    return [name, { metrics, takesAny: variables.includes('metric') }] as const;
  }),
);

/** The widgets that show a metric, by the queries that they send: those of their own first. */
export function widgetsShowing({ id, shape }: Pick<Metric, 'id' | 'shape'>): readonly MetricWidget[] {
  const widgets = [...named].flatMap(([document, { metrics, takesAny }]): MetricWidget[] => {
    if (metrics.has(id)) return [{ document, isFixed: true }];
    return takesAny && shape !== 'distribution' ? [{ document, isFixed: false }] : [];
  });
  return widgets.toSorted((a, b) => Number(b.isFixed) - Number(a.isFixed));
}
