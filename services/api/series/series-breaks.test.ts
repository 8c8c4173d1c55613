import { expect, test } from 'vitest';
import { breaksOf } from './series-breaks.ts';

const point = (as_of: string, changed: object = {}) => ({
  ...{
    as_of,
    definition_version: 1,
    source: 'register' as const,
    rule_code: 'A',
    scheme_code: null,
    campaign_code: null,
  },
  ...changed,
});

test('points of one version, source and rule have no break between them', () => {
  expect(breaksOf([point('2026-01-31'), point('2026-02-28')])).toEqual([]);
});

test('a break says the first day made in another way, and what changed', () => {
  const points = [
    point('2026-01-31', { source: 'return' }),
    point('2026-02-28'),
    point('2026-03-31', { definition_version: 2, rule_code: 'B' }),
  ];
  expect(breaksOf(points)).toEqual([
    { at: '2026-02-28', kind: 'source', from: 'return', to: 'register', fromVersion: 1, toVersion: 1 },
    { at: '2026-03-31', kind: 'definition', from: '1', to: '2', fromVersion: 1, toVersion: 2 },
    { at: '2026-03-31', kind: 'rule', from: 'A', to: 'B', fromVersion: 1, toVersion: 2 },
  ]);
});
