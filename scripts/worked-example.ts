import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Metric } from '@union/schema/metrics/metric.ts';

/** A figure of a metric with its parts, as a test case of its mart proves it. */
export type WorkedExample = {
  /** The folder of the case below `test/warehouse/`. */
  readonly folder: string;
  /** The row of its `expect.csv`, by column. */
  readonly row: Readonly<Record<string, string>>;
  readonly numerator: number;
  /** Null for a metric without one. */
  readonly denominator: number | null;
};

const CASES = new URL('../test/warehouse/', import.meta.url);

/**
 * The most telling row of a metric in the cases of its mart and of its figures: one with both parts, the numerator above 0 and below the
 * denominator if there is such a row, with the largest numbers. Undefined when no case shows the metric.
 */
export function findWorkedExample(metric: Metric): WorkedExample | undefined {
  const examples = ['figure', `figure_${metric.id}`, metric.mart].flatMap((source) =>
    casesOf(source).flatMap((folder) => examplesIn(folder, metric, source !== metric.mart)),
  );
  return examples.toSorted(byTelling)[0];
}

/** Shares of a part before wholes and noughts, then larger numbers before smaller ones. */
function byTelling(a: WorkedExample, b: WorkedExample): number {
  const size = (example: WorkedExample) => example.denominator ?? example.numerator;
  return tellingness(b) - tellingness(a) || size(b) - size(a) || b.numerator - a.numerator;
}

function tellingness({ numerator, denominator }: WorkedExample): number {
  if (numerator <= 0 || denominator === 0) return 0;
  return denominator === null || numerator < denominator ? 2 : 1;
}

function casesOf(source: string): string[] {
  const place = fileURLToPath(new URL(`${source}/`, CASES));
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((rule) => existsSync(`${place}${rule}/expect.csv`))
    .toSorted()
    .map((rule) => `${source}/${rule}`);
}

function examplesIn(folder: string, metric: Metric, isOfView: boolean): WorkedExample[] {
  const lines = readFileSync(new URL(`${folder}/expect.csv`, CASES), 'utf8')
    .trim()
    .split('\n');
  const condition = lines[0]?.startsWith('#') ? lines.shift() : undefined;
  const [header = '', ...rows] = lines;
  const columns = header.split(',');
  // A case of one metric, or of one kind, may name it in its condition alone.
  const says = (row: Record<string, string>, column: string, value: string) =>
    row[column] === value || (row[column] === undefined && condition?.includes(`${column} = '${value}'`));
  const isOf = (row: Record<string, string>) => {
    if (folder.startsWith('figure/')) return says(row, 'metric_id', metric.id);
    return isOfView || metric.kind === undefined || says(row, 'kind_key', metric.kind);
  };
  return rows
    .map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i] ?? '', cell])))
    .filter(isOf)
    .flatMap((row) => {
      const numerator = partOf(row, isOfView ? 'numerator' : levelColumn(row, metric));
      const denominator = metric.denominator && partOf(row, isOfView ? 'denominator' : metric.denominator.column);
      return numerator === undefined || denominator === undefined ? [] : [{ folder, row, numerator, denominator }];
    });
}

/** The column of the numerator; of a distribution whose levels are columns, the first level that the row shows. */
function levelColumn(row: Readonly<Record<string, string>>, { numerator, levels = [] }: Metric): string {
  const shown = levels.find(({ column }) => column !== undefined && Number(row[column] ?? 0) > 0);
  return shown?.column ?? numerator.column;
}

function partOf(row: Readonly<Record<string, string>>, column: string): number | undefined {
  const cell = row[column];
  return cell === undefined || cell === '' ? undefined : Number(cell);
}
