/** One scope's cell of one period, before disclosure control; `periodStart` and `asOf` (its last day) are `YYYY-MM-DD`. */
export type PeriodCell = {
  readonly asOf: string;
  readonly periodKind: 'month' | 'calendar_year' | 'union_year';
  readonly periodStart: string;
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

/** Months by number, both included, counted from year 0. */
export type Interval = { readonly from: number; readonly until: number };

/** What lies in an interval. `households` is exact for a month, a stretch and a year, otherwise at most the real number. */
export type Amount = { readonly households: number; readonly grants: number };

/**
 * How finely a scope shows a calendar year: 0 by blocks of months, each large enough; 1 by its two stretches, January to
 * September and October to December, of which union years are made as well; 2 as a whole; 3 not at all.
 */
type Level = 0 | 1 | 2 | 3;

/** One calendar year of one scope: its numbers, and how finely they are shown. All that is shown is made of its blocks. */
export class ScopeYear {
  readonly scopeId: string;
  readonly months: readonly PeriodCell[];
  readonly span: Interval;
  private level: Level;
  private readonly threshold: number;
  private readonly first: PeriodCell | undefined;
  private readonly second: PeriodCell | undefined;
  private readonly whole: PeriodCell | undefined;
  private blocks: readonly Interval[];

  /** @param cells every cell of the scope whose `asOf` lies in the year. */
  constructor(cells: readonly PeriodCell[], threshold: number) {
    const ofKind = (kind: PeriodCell['periodKind']) =>
      cells.filter((cell) => cell.periodKind === kind).toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
    this.months = ofKind('month');
    this.scopeId = this.months[0]?.scopeId ?? '';
    this.span = { from: monthOf(this.months[0]?.asOf ?? ''), until: monthOf(this.months.at(-1)?.asOf ?? '') };
    this.threshold = threshold;
    this.whole = ofKind('calendar_year').at(-1);
    this.first = ofKind('calendar_year').findLast((cell) => !isAutumn(cell));
    this.second = ofKind('union_year').findLast(isAutumn);
    this.level = this.isSmall(this.whole) ? 3 : this.isSmall(this.first) || this.isSmall(this.second) ? 2 : 0;
    this.blocks = this.makeBlocks();
  }

  /** January (or the first month known) to September, and October to December, as far as they have begun. */
  get stretches(): Interval[] {
    const autumn = this.span.until - (this.span.until % 12) + 9;
    const parts = [
      { from: this.span.from, until: Math.min(this.span.until, autumn - 1) },
      { from: Math.max(this.span.from, autumn), until: this.span.until },
    ];
    return parts.filter((part) => part.from <= part.until);
  }

  get shownBlocks(): readonly Interval[] {
    return this.level === 3 ? [] : this.blocks;
  }

  /** Whether the sum over an interval of this year may be shown: it is made of whole blocks. */
  shows(interval: Interval): boolean {
    if (this.level === 3) return false;
    const { from, until } = this.known(interval);
    return this.blocks.some((block) => block.from === from) && this.blocks.some((block) => block.until === until);
  }

  /** Shows less, until the interval is not shown. @returns whether anything changed. */
  hide(interval: Interval): boolean {
    const before = this.level;
    while (this.shows(interval)) this.coarsen();
    return this.level !== before;
  }

  /** Shows as little as another scope with the same payments. @returns whether anything changed. */
  follow(twin: ScopeYear): boolean {
    const before = this.level;
    while (this.level < twin.level) this.coarsen();
    return this.level !== before;
  }

  amount(interval: Interval, part: 'all' | 'direct'): Amount {
    const households = (cell: PeriodCell) => (part === 'all' ? cell.households : cell.directHouseholds);
    const within = this.monthsIn(interval);
    const exact = this.totalOf(this.known(interval));
    return {
      households: exact ? households(exact) : Math.max(0, ...within.map(households)),
      grants: within.reduce((sum, cell) => sum + (part === 'all' ? cell.grants : cell.directGrants), 0),
    };
  }

  /** Before its first payment a scope has no months: an interval begins there at the earliest. */
  private known({ from, until }: Interval): Interval {
    return { from: Math.max(from, this.span.from), until };
  }

  private monthsIn(interval: Interval): readonly PeriodCell[] {
    const { from, until } = this.known(interval);
    return this.months.slice(from - this.span.from, Math.max(0, until - this.span.from + 1));
  }

  private totalOf({ from, until }: Interval): PeriodCell | undefined {
    if (from === this.span.from && until === this.span.until) return this.whole;
    const [first, second] = this.stretches;
    if (from === first?.from && until === first.until) return this.first;
    return from === second?.from && until === second.until ? this.second : undefined;
  }

  private coarsen(): void {
    this.level = Math.min(3, this.level + 1) as Level;
    this.blocks = this.makeBlocks();
  }

  private makeBlocks(): Interval[] {
    if (this.level >= 2) return [this.span];
    if (this.level === 1) return this.stretches;
    return this.stretches.flatMap((stretch) => this.monthBlocks(stretch));
  }

  /** Months, each small one joined with those after it (at the end, before it) until one among them is large enough. */
  private monthBlocks(stretch: Interval): Interval[] {
    const blocks: Interval[] = [];
    let open: Interval | undefined;
    const isLarge = (block: Interval) => this.amountMax(block) >= this.threshold;
    for (let month = stretch.from; month <= stretch.until; month++) {
      open = { from: open?.from ?? month, until: month };
      if (isLarge(open) || this.amountMax(open) === 0) {
        blocks.push(open);
        open = undefined;
      }
    }
    while (open && !isLarge(open)) {
      const last = blocks.pop();
      if (!last) break;
      open = { from: last.from, until: open.until };
    }
    return open ? [...blocks, open] : blocks;
  }

  private amountMax(interval: Interval): number {
    return Math.max(0, ...this.monthsIn(interval).map((cell) => cell.households));
  }

  private isSmall(cell: PeriodCell | undefined): boolean {
    return cell !== undefined && cell.households > 0 && cell.households < this.threshold;
  }
}

/** The number of a day's month. */
export function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function isAutumn(cell: PeriodCell): boolean {
  return cell.asOf.slice(5) >= '10-01';
}
