import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, hideCells } from './hide-cells.ts';

const THRESHOLD = 5;

/** A county with towns; the county's cell is the sum of the towns and of what it paid itself. */
function county(towns: readonly number[], direct = 0, directGrants = direct): Cell[] {
  const beneath = towns.map((households, i) => cell(`town${i}`, 'county', households, households, households));
  const households = towns.reduce((sum, town) => sum + town, direct);
  return [cell('county', null, households, direct, directGrants), ...beneath];
}

function cell(scopeId: string, parent: string | null, households: number, direct: number, directGrants: number): Cell {
  return {
    ...{ scopeId, parentScopeId: parent, households, grants: Math.max(households, directGrants) },
    ...{ directHouseholds: direct, directGrants },
  };
}

const hidden = (cells: Cell[]) => [...hideCells(cells, THRESHOLD)].toSorted();

test('cells of five households and more are shown', () => {
  expect(hidden(county([5, 6, 7]))).toEqual([]);
});

test('a small cell takes the smallest of its siblings with it', () => {
  expect(hidden(county([3, 20, 6, 10]))).toEqual(['town0', 'town2']);
});

test('cells without a payment give nothing away and hide nothing', () => {
  expect(hidden(county([3, 0, 6]))).toEqual(['town0', 'town2']);
});

test('two small cells of five together need no third', () => {
  expect(hidden(county([3, 2, 10]))).toEqual(['town0', 'town1']);
});

test('what the county paid itself stands beside a small cell as a sibling nobody sees', () => {
  expect(hidden(county([3, 10], 8))).toEqual(['town0']);
});

test('a small remainder of the county itself takes a town with it', () => {
  expect(hidden(county([6, 10], 2))).toEqual(['town0']);
});

test('an only town is not shown by its county', () => {
  expect(hidden(county([3]))).toEqual(['county', 'town0']);
});

test('a cell of another tree with the same payments is hidden with it', () => {
  const region = county([3, 20, 6]).map((one) => ({
    ...one,
    scopeId: `r-${one.scopeId}`,
    parentScopeId: one.parentScopeId && 'r-county',
  }));
  const federation = county([3, 20, 6]);
  const cells = [...region.map((one) => ({ ...one, twinScopeId: one.scopeId.slice(2) })), ...federation];
  expect(hidden(cells)).toEqual(['r-town0', 'r-town2', 'town0', 'town2']);
});

test('no published parent less its published children tells of fewer than five households', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 }), fc.nat({ max: 12 }), (towns, direct) => {
      const cells = county(towns, direct);
      const gone = hideCells(cells, THRESHOLD);
      const shown = (one: Cell) => !gone.has(one.scopeId);
      for (const one of cells) if (shown(one)) expect(one.households === 0 || one.households >= THRESHOLD).toBe(true);
      const [parent, ...children] = cells;
      if (!parent || !shown(parent)) return;
      const told = children.filter(shown).reduce((rest, child) => rest - child.households, parent.households);
      const unseen = children.filter((child) => !shown(child)).length + (direct > 0 ? 1 : 0);
      expect(told === 0 || (told >= THRESHOLD && unseen > 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
