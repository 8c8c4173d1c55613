import { expect, test } from 'vitest';
import { HouseholdParts } from './household-parts.ts';

test('federations that stand above each other in a ring are read to an end', () => {
  const federation = (federationCode: string, parentCode: string | null) => ({ federationCode, parentCode });
  const tree = [
    federation('a', 'b'),
    federation('b', 'c'),
    federation('c', 'b'),
    federation('d', 'd'),
    federation('e', null),
  ];
  const { parents, upwards } = new HouseholdParts(tree, [], 1);
  expect(parents).toEqual([1, -1, 1, -1, -1]);
  expect([...upwards].toSorted()).toEqual([0, 1, 2, 3, 4]);
});
