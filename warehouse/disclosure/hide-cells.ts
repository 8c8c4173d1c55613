/** One scope's cell of one period, before disclosure control. */
export type Cell = {
  readonly scopeId: string;
  readonly parentScopeId: string | null;
  /** Distinct households in the cell. */
  readonly households: number;
  /** Payments in the cell; a cell without any gives nothing away. */
  readonly grants: number;
  /** The part of the cell that lies in no scope beneath: it is never published, but parent less children tells it. */
  readonly directHouseholds: number;
  readonly directGrants: number;
  /** A scope of another tree that shows the same payments: hidden together or not at all. */
  readonly twinScopeId?: string | null;
};

/** What one parent's cell is made of: the cells beneath it, and its own remainder. */
type Part = { readonly scopeId: string | undefined; readonly households: number; readonly grants: number };

/**
 * The scopes whose cell of one period must not be published: cells of 1 to `threshold` - 1 households, and others with
 * them so that no parent less its published children gives such a cell away. What stays hidden under a published
 * parent is never one part alone and never fewer than `threshold` households; the smallest cell is sacrificed first.
 */
export function hideCells(cells: readonly Cell[], threshold: number): Set<string> {
  const isSmall = (households: number) => households > 0 && households < threshold;
  const hidden = new Set(cells.filter((cell) => isSmall(cell.households)).map((cell) => cell.scopeId));
  const known = new Set(cells.map((cell) => cell.scopeId));
  const children = Map.groupBy(cells, (cell) => cell.parentScopeId);

  const partsOf = (cell: Cell): Part[] => {
    const beneath = (children.get(cell.scopeId) ?? []).filter((child) => child.grants > 0);
    const rest = { scopeId: undefined, households: cell.directHouseholds, grants: cell.directGrants };
    return rest.grants > 0 ? [...beneath, rest] : beneath;
  };
  const isHidden = (part: Part) => part.scopeId === undefined || hidden.has(part.scopeId);

  /** The scope to hide next so that `cell` gives nothing away; undefined when it does not. */
  const nextToHide = (cell: Cell): string | undefined => {
    const parts = partsOf(cell);
    const smallest = parts
      .filter((part) => !isHidden(part))
      .toSorted((a, b) => a.households - b.households || (String(a.scopeId) < String(b.scopeId) ? -1 : 1))[0]?.scopeId;
    const unseen = parts.filter(isHidden);
    if (hidden.has(cell.scopeId)) return unseen.length === 0 ? smallest : undefined;
    const atRisk = unseen.some((part) => part.scopeId !== undefined || isSmall(part.households));
    const households = unseen.reduce((sum, part) => sum + part.households, 0);
    return atRisk && (unseen.length < 2 || households < threshold) ? (smallest ?? cell.scopeId) : undefined;
  };

  for (let changed = true; changed; ) {
    changed = false;
    for (const cell of cells) {
      for (let next = nextToHide(cell); next !== undefined; next = nextToHide(cell)) {
        hidden.add(next);
        changed = true;
      }
    }
    for (const { scopeId, twinScopeId: twin } of cells) {
      if (!twin || !known.has(twin) || hidden.has(scopeId) === hidden.has(twin)) continue;
      hidden.add(scopeId).add(twin);
      changed = true;
    }
  }
  return hidden;
}
