/**
 * What can be reckoned from published sums by adding and subtracting them in every way: their rows, reduced to echelon
 * form over the rationals. An atom is the smallest thing that sums are made of.
 */
export class Span {
  private readonly rows = new Map<string, Map<string, number>>();

  add(atoms: Iterable<string>): void {
    const row = this.reduce(new Map([...atoms].map((atom) => [atom, 1])));
    const [pivot] = row.keys();
    if (pivot === undefined) return;
    const factor = row.get(pivot) as number;
    for (const [atom, value] of row) row.set(atom, value / factor);
    for (const known of this.rows.values()) subtract(known, row, known.get(pivot) ?? 0);
    this.rows.set(pivot, row);
  }

  /** Whether the sum of these atoms can be told from what was added. */
  tells(atoms: Iterable<string>): boolean {
    return this.reduce(new Map([...atoms].map((atom) => [atom, 1]))).size === 0;
  }

  private reduce(row: Map<string, number>): Map<string, number> {
    // Rows are reduced fully: no pivot stands in another row, so one pass does.
    for (const [atom, weight] of [...row]) {
      const known = this.rows.get(atom);
      if (known) subtract(row, known, weight);
    }
    return row;
  }
}

function subtract(row: Map<string, number>, other: ReadonlyMap<string, number>, weight: number): void {
  if (weight === 0) return;
  for (const [atom, value] of other) {
    const left = (row.get(atom) ?? 0) - weight * value;
    if (Math.abs(left) < 1e-9) row.delete(atom);
    else row.set(atom, left);
  }
}
