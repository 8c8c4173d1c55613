import { expect, test } from 'vitest';
import { defaultTolerance } from '../contract/drift.ts';
import { coarseDrifts } from './coarse-inputs.ts';

const drift = (register: string) => {
  const counts = { register, before: 103, after: 47 };
  const acceptance = { ...counts, acceptedBy: '王主任', reason: '清理', acceptedAt: '2024-07-01T00:00:00.000Z' };
  return { ...counts, tolerance: defaultTolerance, acceptance };
};

test('an accepted drift of a household register tells rounded counts alone, and no other register does', () => {
  const [households, members] = coarseDrifts([drift('hardship_household'), drift('member')], 5);
  expect(JSON.stringify(households)).not.toMatch(/103|47/);
  expect(households).toMatchObject({ before: 100, after: 45, acceptance: { before: 100, after: 45, reason: '清理' } });
  expect(members).toEqual(drift('member'));
});
