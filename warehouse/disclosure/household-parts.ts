/** Counts of one federation's own part of a timeline, all by step. */
export type PartRow = {
  readonly federationCode: string;
  /** 1 is the first step of the timeline. */
  readonly step: number;
  /** The step before, in which the same households were paid by the same federation; 0: none on this timeline. */
  readonly previousStep: number;
  /** Households that count here and nowhere else, so that they can be added up over federations. */
  readonly households: number;
  /** Payments to any household, also to those that count elsewhere. */
  readonly householdPayments: number;
  /** All payments and reversals: a step without any is known to be nothing. */
  readonly payments: number;
};

/** A federation and the one above it; null at a top. */
export type FederationRow = { readonly federationCode: string; readonly parentCode: string | null };

/** What lies in the steps after `from` until `until`. */
export type Amount = { readonly households: number; readonly householdPayments: number; readonly payments: number };

/**
 * The numbers of one timeline: for each federation what it paid itself (its part) and what all beneath it paid as well
 * (its scope), over any run of steps. Numbers of parts add up to those of scopes.
 */
export class HouseholdParts {
  readonly codes: readonly string[];
  /** Place of the federation above, by place; -1 at a top. */
  readonly parents: readonly number[];
  readonly children: readonly (readonly number[])[];
  /** Places, each after all that lie beneath it. */
  readonly upwards: readonly number[];
  readonly steps: number;
  private readonly parts: Counts[];
  private readonly scopes: Counts[];

  /** @param steps of the timeline, also those at its end in which nothing was paid. */
  constructor(federations: readonly FederationRow[], rows: readonly PartRow[], steps: number) {
    this.steps = steps;
    this.codes = federations.map(({ federationCode }) => federationCode);
    const places = new Map(this.codes.map((code, at) => [code, at]));
    this.parents = withoutRings(
      federations.map(({ parentCode }) => (parentCode === null ? -1 : (places.get(parentCode) ?? -1))),
    );
    const children = this.codes.map((): number[] => []);
    for (const [at, parent] of this.parents.entries()) children[parent]?.push(at);
    this.children = children;
    this.upwards = placesUpwards(this.parents, children);
    this.parts = this.codes.map(() => new Counts(this.steps));
    this.scopes = this.codes.map(() => new Counts(this.steps));
    for (const row of rows) {
      const at = places.get(row.federationCode);
      if (at === undefined) throw new Error(`no federation has the code ${row.federationCode}`);
      this.parts[at]?.add(row);
      for (let scope = at; scope >= 0; scope = this.parents[scope] ?? -1) this.scopes[scope]?.add(row);
    }
    for (const counts of [...this.parts, ...this.scopes]) counts.close();
  }

  /** What the federation at a place paid itself. */
  part(at: number, from: number, until: number): Amount {
    return (this.parts[at] as Counts).between(from, until);
  }

  /** What the federation at a place and all beneath it paid. */
  scope(at: number, from: number, until: number): Amount {
    return (this.scopes[at] as Counts).between(from, until);
  }
}

/** The places above with every ring cut open: a check lets no such tree be published, and the night must come so far. */
function withoutRings(parents: readonly number[]): number[] {
  const cut = [...parents];
  const reachedFrom = parents.map(() => -1);
  for (const start of parents.keys()) {
    let at = start;
    while (at >= 0 && reachedFrom[at] === -1) {
      reachedFrom[at] = start;
      at = cut[at] ?? -1;
    }
    if (at >= 0 && reachedFrom[at] === start) cut[at] = -1;
  }
  return cut;
}

function placesUpwards(parents: readonly number[], children: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const open = [...parents.keys()].filter((at) => parents[at] === -1);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    order.push(at);
    open.push(...(children[at] ?? []));
  }
  return order.reverse();
}

/** Counts by step. A household that is paid in several steps of a run counts once: in the first of them. */
class Counts {
  private readonly width: number;
  /** Until `close` the households of a step by the step before; then those of the run (from, until]. */
  private readonly households: Int32Array;
  private readonly householdPayments: Int32Array;
  private readonly payments: Int32Array;

  constructor(steps: number) {
    this.width = steps + 1;
    this.households = new Int32Array(this.width * this.width);
    this.householdPayments = new Int32Array(this.width);
    this.payments = new Int32Array(this.width);
  }

  add({ step, previousStep, households, householdPayments, payments }: PartRow): void {
    const cell = previousStep * this.width + step;
    this.households[cell] = at(this.households, cell) + households;
    this.householdPayments[step] = at(this.householdPayments, step) + householdPayments;
    this.payments[step] = at(this.payments, step) + payments;
  }

  close(): void {
    const { width, households } = this;
    for (let step = 1; step < width; step++) {
      this.householdPayments[step] = at(this.householdPayments, step) + at(this.householdPayments, step - 1);
      this.payments[step] = at(this.payments, step) + at(this.payments, step - 1);
    }
    // First over the steps before (those not after `from`), then over the steps until `until`.
    for (let step = 1; step < width; step++) {
      for (let from = 1; from < step; from++) {
        households[from * width + step] =
          at(households, from * width + step) + at(households, (from - 1) * width + step);
      }
    }
    for (let from = 0; from < width; from++) {
      for (let step = from + 2; step < width; step++) {
        households[from * width + step] = at(households, from * width + step) + at(households, from * width + step - 1);
      }
    }
  }

  between(from: number, until: number): Amount {
    return {
      households: from < until ? at(this.households, from * this.width + until) : 0,
      householdPayments: at(this.householdPayments, until) - at(this.householdPayments, from),
      payments: at(this.payments, until) - at(this.payments, from),
    };
  }
}

function at(counts: Int32Array, index: number): number {
  return counts[index] as number;
}
