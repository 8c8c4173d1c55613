import { readFileSync } from 'node:fs';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { findWorkedExample } from './worked-example.ts';

const CASES = new URL('../test/warehouse/', import.meta.url);

/**
 * What the catalogue's pages show as a worked example of each metric: the rows that a case of the warehouse gives to the
 * registers, and the figure that it expects of them, which the case recomputes whenever the tests run.
 */
export function catalogueExamples(): string {
  const examples = Object.fromEntries(
    catalogue.flatMap((metric) => {
      const example = findWorkedExample(metric);
      if (!example) return [];
      const { folder, row, numerator, denominator } = example;
      const given = readFileSync(new URL(`${folder}/given.sql`, CASES), 'utf8').trim();
      return [[metric.id, { folder, given, row, numerator, denominator }] as const];
    }),
  );
  return `${JSON.stringify(examples, null, 1)}\n`;
}
