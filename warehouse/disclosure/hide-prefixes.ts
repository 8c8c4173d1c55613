import type { Amount, HouseholdParts } from './household-parts.ts';

/** What a timeline does not show: the sum of a federation's steps until `step`. */
export type HiddenPrefix = {
  readonly step: number;
  readonly federationCode: string;
  /** `scope`: the federation with all beneath it. `part`: what it paid itself, which has no cell of its own. */
  readonly of: 'scope' | 'part';
};

/**
 * Which sums from the beginning of a timeline until a step must not be published, so that nothing reckoned from what is
 * published speaks of 1 to `threshold - 1` households.
 *
 * Any cell over a run of steps is the difference of two sums from the beginning, so to show the sum until a step is the
 * only choice there is: one for each federation and step. What is shown at a step divides the parts of all federations
 * into groups: those that can be told alone, and, for each shown scope, the parts beneath it that cannot. A run of steps
 * of some parts can be told when they make up whole groups at both of its ends; and each such run is held against the
 * threshold here, so nothing is left to luck. Whole scopes give way before they are shown beside a single hidden part,
 * the smallest first, and one that was hidden before rather than another.
 *
 * Steps are judged in their order by what was paid until then: a later night, which knows more steps, hides the same
 * of those before, so two publications laid side by side tell no more than the later one.
 */
export function hidePrefixes(parts: HouseholdParts, threshold: number): HiddenPrefix[] {
  const timeline = new Timeline(parts, threshold);
  for (let step = 1; step <= parts.steps; step++) timeline.judge(step);
  return timeline.hidden;
}

/** What is shown at one step, by place. */
type Shown = {
  readonly scopes: boolean[];
  /** Whether the federation's own part can be told: it is all that a shown scope has beside shown scopes, or nothing. */
  readonly parts: boolean[];
  /** The group of each part: its own place when told alone, places + that of the scope whose rest it is in, or -1. */
  groups: Int32Array;
};

class Timeline {
  readonly hidden: HiddenPrefix[] = [];
  private readonly parts: HouseholdParts;
  private readonly threshold: number;
  /** By step; at step 0 everything is nothing, and told. */
  private readonly shown: Shown[];
  /** The last step at which a scope, or a part, was told. */
  private readonly scopeTold: Int32Array;
  private readonly partTold: Int32Array;

  constructor(parts: HouseholdParts, threshold: number) {
    this.parts = parts;
    this.threshold = threshold;
    const { length } = parts.codes;
    this.scopeTold = new Int32Array(length);
    this.partTold = new Int32Array(length);
    const all = parts.codes.map(() => true);
    this.shown = [{ scopes: all, parts: all, groups: Int32Array.from({ length }, (_, at) => at) }];
  }

  judge(step: number): void {
    const { codes, upwards } = this.parts;
    const shown: Shown = { scopes: [], parts: [], groups: new Int32Array(codes.length) };
    this.shown[step] = shown;
    for (const at of codes.keys()) {
      const block = this.scopeBlock(at, step);
      shown.scopes[at] = block.payments === 0 || this.isSafe(block);
      shown.parts[at] = this.partBlock(at, step).payments === 0;
    }
    do for (const at of upwards) this.settle(at, step);
    while (this.hideWhatTells(step));

    for (const at of codes.keys()) {
      const federationCode = codes[at] as string;
      if (shown.scopes[at]) this.scopeTold[at] = step;
      else this.hidden.push({ step, federationCode, of: 'scope' });
      if (shown.parts[at]) this.partTold[at] = step;
      else this.hidden.push({ step, federationCode, of: 'part' });
    }
  }

  /** A shown scope has no single hidden part; a hidden one has at least one. */
  private settle(at: number, step: number): void {
    const { scopes, parts } = this.at(step);
    const hasPart = this.partBlock(at, step).payments > 0;
    for (;;) {
      const hiddenChildren = this.childrenOf(at).filter((child) => !scopes[child]).length;
      if (!scopes[at]) {
        parts[at] = !hasPart;
        if (hiddenChildren === 0 && !hasPart) this.hideSmallestChild(at, step);
        return;
      }
      parts[at] = !hasPart || (hiddenChildren === 0 && this.isSafe(this.partBlock(at, step)));
      const hiddenParts = hiddenChildren + (parts[at] ? 0 : 1);
      if (hiddenParts !== 1) return;
      if (!this.hideSmallestChild(at, step)) scopes[at] = false;
    }
  }

  /** Hides a scope, and beneath it what would add up to it. */
  private hide(at: number, step: number): void {
    const { scopes, parts } = this.at(step);
    scopes[at] = false;
    parts[at] = this.partBlock(at, step).payments === 0;
    if (parts[at] && this.childrenOf(at).every((child) => scopes[child])) this.hideSmallestChild(at, step);
  }

  /** Of the shown children with payments that nobody knows yet: one that was hidden before, otherwise the smallest. */
  private hideSmallestChild(at: number, step: number): boolean {
    const { scopes } = this.at(step);
    const before = this.at(step - 1).scopes;
    let smallest: { child: number; households: number; wasShown: boolean } | undefined;
    for (const child of this.childrenOf(at)) {
      if (!scopes[child]) continue;
      const { payments, households } = this.scopeBlock(child, step);
      if (payments === 0) continue;
      const wasShown = before[child] ?? true;
      const isSmaller =
        smallest === undefined ||
        (wasShown === smallest.wasShown ? households < smallest.households : smallest.wasShown);
      if (isSmaller) smallest = { child, households, wasShown };
    }
    if (smallest) this.hide(smallest.child, step);
    return smallest !== undefined;
  }

  /**
   * Looks at every run of steps that ends here and can be told, and hides more where it speaks of too few households.
   * @returns whether anything had to be hidden.
   */
  private hideWhatTells(step: number): boolean {
    this.group(step);
    for (let from = 0; from < step; from++) {
      const telling = this.toldTogether(from, step).filter((members) => {
        const amounts = members.map((member) => this.parts.part(member, from, step));
        const sum = (count: keyof Amount) => amounts.reduce((total, amount) => total + amount[count], 0);
        return !this.isSafe({ households: sum('households'), householdPayments: sum('householdPayments') });
      });
      const changes = telling.filter((members) => this.hideOneOf(members, from, step));
      // What is told together is another once something is hidden.
      if (changes.length > 0) return true;
    }
    return false;
  }

  /** The rest of a shown scope takes one more child in; a part that is told alone goes with its scope. */
  private hideOneOf(members: readonly number[], from: number, step: number): boolean {
    const { groups, scopes } = this.at(step);
    const households = (member: number) => this.parts.part(member, from, step).households;
    for (const member of members.toSorted((a, b) => households(a) - households(b))) {
      const group = groups[member] as number;
      const owner = group % this.parts.codes.length;
      if (!scopes[owner]) continue;
      if (group === member || !this.hideSmallestChild(owner, step)) this.hide(owner, step);
      return true;
    }
    return false;
  }

  private group(step: number): void {
    const { scopes, parts, groups } = this.at(step);
    for (const at of this.parts.codes.keys()) {
      let owner = at;
      while (owner >= 0 && !scopes[owner]) owner = this.parts.parents[owner] ?? -1;
      if (parts[at]) groups[at] = at;
      else groups[at] = owner < 0 ? -1 : this.parts.codes.length + owner;
    }
  }

  /** The smallest sets of parts that make up whole groups at both steps; parts without payments are left out. */
  private toldTogether(from: number, until: number): number[][] {
    const { codes } = this.parts;
    const size = codes.length;
    // Sets of parts: one for each group of either step, joined by the parts that lie in both.
    const sets = Int32Array.from({ length: 4 * size + 1 }, (_, at) => at);
    const unknown = 4 * size;
    const find = (set: number): number => {
      let root = set;
      while (sets[root] !== root) root = sets[root] as number;
      for (let at = set; at !== root; ) {
        const next = sets[at] as number;
        sets[at] = root;
        at = next;
      }
      return root;
    };
    const first = this.at(from).groups;
    const last = this.at(until).groups;
    const members = [...codes.keys()].filter((at) => this.parts.part(at, 0, until).payments > 0);
    for (const at of members) {
      const group = (last[at] as number) < 0 ? unknown : (last[at] as number);
      const groupBefore = (first[at] as number) < 0 ? unknown : 2 * size + (first[at] as number);
      sets[find(group)] = find(groupBefore);
    }
    const told = Map.groupBy(members, (at) => find((last[at] as number) < 0 ? unknown : (last[at] as number)));
    told.delete(find(unknown));
    return [...told.values()];
  }

  private isSafe({ households, householdPayments }: Omit<Amount, 'payments'>): boolean {
    return householdPayments === 0 || households >= this.threshold;
  }

  private scopeBlock(at: number, step: number): Amount {
    return this.parts.scope(at, this.scopeTold[at] as number, step);
  }

  private partBlock(at: number, step: number): Amount {
    return this.parts.part(at, this.partTold[at] as number, step);
  }

  private childrenOf(at: number): readonly number[] {
    return this.parts.children[at] ?? [];
  }

  private at(step: number): Shown {
    return this.shown[step] as Shown;
  }
}
