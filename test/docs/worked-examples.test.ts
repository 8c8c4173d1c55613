import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { expect, test } from 'vitest';
import { findWorkedExample } from '../../scripts/worked-example.ts';

test.each(catalogue.map((metric) => [metric.id, metric] as const))(
  'a case of the warehouse works %s out',
  (_, metric) => {
    const example = findWorkedExample(metric);
    expect(example, `a folder test/warehouse/${metric.mart}/<rule>/ whose expect.csv shows its parts`).toBeDefined();
    expect(example?.numerator).toBeGreaterThan(0);
    if (metric.denominator) expect(example?.denominator).toBeGreaterThan(0);
  },
);
