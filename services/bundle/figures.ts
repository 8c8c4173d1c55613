import { getDocument } from '@union/api/documents/run-document.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';

/** A figure that the bundle shows. */
export type BundledFigure = {
  readonly metric: string;
  readonly zh: string;
  readonly en: string;
  readonly scope: string;
  readonly name: string;
  /** Which of several figures of the metric and scope: a level, or the period; empty otherwise. */
  readonly part: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly state: string;
  readonly unit: string;
};

type Node = Readonly<Record<string, unknown>>;
type Scope = { readonly id: string; readonly name: string };

/**
 * The figures in the answer of a trusted document: headlines, rows of rankings and levels of distributions. Series are
 * left out: their last point is the headline.
 * @param variables that it was asked with, for a metric that is one of them.
 */
export function figuresIn(
  document: string,
  variables: Readonly<Record<string, string>>,
  answer: unknown,
): BundledFigure[] {
  const { data } = answer as { data: Node };
  const asked = data.scope as Scope | undefined;
  if (!asked) return [];
  const metrics = metricsOf(document, variables);
  return [...metrics].flatMap(([alias, metric]) => figuresBelow(data[alias], metric, asked, ''));
}

/** The metric of each field of a document that has one. */
function metricsOf(document: string, variables: Readonly<Record<string, string>>): Map<string, string> {
  const { operation } = getDocument(document);
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === 'StringValue' ? defaultValue.value : undefined,
    ]),
  );
  const found = new Map<string, string>();
  for (const field of operation.selectionSet.selections) {
    if (field.kind !== 'Field' || field.name.value === 'series') continue;
    const value = field.arguments?.find(({ name }) => name.value === 'metric')?.value;
    const metric =
      value?.kind === 'StringValue'
        ? value.value
        : value?.kind === 'Variable'
          ? (variables[value.name.value] ?? defaults.get(value.name.value))
          : undefined;
    if (metric) found.set(field.alias?.value ?? field.name.value, metric);
  }
  return found;
}

function figuresBelow(node: unknown, metric: string, scope: Scope, part: string): BundledFigure[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((one) => figuresBelow(one, metric, scope, part));
  const { state, numerator, value, denominator, rows, levels, figure } = node as Node;
  const own = isScope((node as Node).scope) ? ((node as Node).scope as Scope) : scope;
  const level = (node as Node).level ?? (node as Node).levelKey ?? (node as Node).key;
  const name =
    typeof level === 'object' && level !== null ? String((level as Node).name ?? (level as Node).key) : level;
  const named = typeof name === 'string' || typeof name === 'number' ? `${name}` : part;
  if (typeof state === 'string' && 'numerator' in (node as Node)) {
    const entry = catalogue.find(({ id }) => id === metric);
    return [
      {
        ...{ metric, zh: entry?.name.zh ?? metric, en: entry?.name.en ?? metric },
        ...{ scope: own.id, name: own.name, part: named, unit: entry?.unit ?? '' },
        ...{ numerator: numerator as number | null, denominator: (denominator as number | null) ?? null },
        ...{ value: (value as number | null) ?? null, state },
      },
    ];
  }
  return [rows, levels, figure].flatMap((inner) => figuresBelow(inner, metric, own, named));
}

function isScope(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}

/** By metric, scope and part; each once. */
export function sortedOnce(figures: readonly BundledFigure[]): BundledFigure[] {
  const keyed = new Map(figures.map((figure) => [keyOf(figure), figure]));
  return [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, figure]) => figure);
}

export function keyOf({ metric, scope, part }: BundledFigure): string {
  return `${metric} ${scope} ${part}`;
}
