import {
  type Acceptance,
  acceptanceOf,
  defaultTolerance,
  describeDrift,
  findDrifts,
  isDrift,
  readTolerances,
} from '@union/warehouse/contract/drift.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each([
  [3, 4, false],
  [3, 0, false],
  [11, 0, true],
  [1000, 900, false],
  [1000, 899, true],
  [1000, 2000, false],
  [1000, 2001, true],
  [100, 1100, false],
  [0, 1_000_000, false],
])('%d rows that become %d are drift: %s', (before, after, expected) => {
  expect(isDrift(before, after, defaultTolerance)).toBe(expected);
});

test('a drop is judged more strictly than the same number of rows more', () => {
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (before, change) => {
      const grows = isDrift(before, before + change, defaultTolerance);
      const drops = isDrift(before, Math.max(0, before - change), defaultTolerance);
      return change > before || !grows || drops;
    }),
  );
});

test('further from the rows before is never less of a drift', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: -100_000, max: 100_000 }), (before, change) => {
      const further = before + Math.trunc(change * 1.5);
      return !isDrift(before, Math.max(0, before + change), defaultTolerance)
        ? true
        : isDrift(before, Math.max(0, further), defaultTolerance);
    }),
  );
});

test('registers that only grow have a tolerance of their own', () => {
  const tolerances = readTolerances(undefined);
  expect(findDrifts({ ledger_line: 1000, park: 1000 }, { ledger_line: 950, park: 950 }, tolerances)).toMatchObject([
    { register: 'ledger_line', before: 1000, after: 950 },
  ]);
});

test('a register that the night before did not know is no drift', () => {
  expect(findDrifts({}, { park: 5 }, readTolerances(undefined))).toEqual([]);
});

test('tolerances are set by register, the others by default', () => {
  const tolerances = readTolerances('default:20/50 park:1/1/0/0');
  expect(tolerances('union_pairing')).toEqual({ dropShare: 0.2, growthShare: 0.5, dropRows: 10, growthRows: 1000 });
  expect(isDrift(3, 4, tolerances('park'))).toBe(true);
  expect(tolerances('member').dropShare).toBe(0.02);
});

test.each([
  ['parks:1/1', 'no register has this name'],
  ['park', 'must be register:drop%/growth%'],
  ['park:-1/1', 'must be register:drop%/growth%'],
])('the tolerance %s is refused with its rule', (setting, rule) => {
  expect(() => readTolerances(setting)).toThrow(`DRIFT_TOLERANCE="${setting}": ${rule}`);
});

test('an acceptance holds for exactly the change that was accepted', () => {
  const drift = { register: 'park', before: 100, after: 50, tolerance: defaultTolerance };
  const accepted: Acceptance = {
    ...{ register: 'park', before: 100, after: 50, acceptedBy: '王主任', reason: '撤并园区', acceptedAt: '' },
  };
  expect(acceptanceOf(drift, [accepted])).toBe(accepted);
  expect(acceptanceOf({ ...drift, after: 49 }, [accepted])).toBeUndefined();
  expect(acceptanceOf({ ...drift, before: 101 }, [accepted])).toBeUndefined();
  expect(acceptanceOf({ ...drift, register: 'member' }, [accepted])).toBeUndefined();
});

test('a drift is told with the register, both counts and what is tolerated, in both languages', () => {
  const drift = { register: 'member', before: 1000, after: 400, tolerance: defaultTolerance };
  expect(describeDrift(drift)).toEqual({
    zh: 'member 由 1,000 行变为 400 行（−60.0 %，允许 −10 % 或 10 行以内）',
    en: 'member went from 1,000 to 400 rows (−60.0 %; tolerated: −10 % or 10 rows)',
  });
});
