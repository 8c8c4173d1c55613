import { type Amount, type Interval, monthOf, type PeriodCell, ScopeYear } from './scope-year.ts';

/** What one parent's sum is made of: the scopes beneath it, and its own remainder, which has no scope. */
type Part = Amount & { readonly year: ScopeYear | undefined };

/**
 * The cells of a history that must not be published, so that no sum or difference of published cells tells of fewer than
 * `threshold` households: neither parent less children nor one running total less another.
 *
 * Each scope shows a calendar year in blocks of months that are large enough (see `ScopeYear`); a cell is published when
 * it is made of whole blocks, so whatever one reckons from one scope's cells is made of blocks too. Between scopes: what
 * stays unseen under a shown parent is no household at all, or several parts of `threshold` households and more; what a
 * parent does not show cannot be added up from its children. The smallest scope gives way first.
 */
export function hideHistory(cells: readonly PeriodCell[], threshold: number): PeriodCell[] {
  const byYear = Map.groupBy(cells, (cell) => cell.asOf.slice(0, 4));
  const years = new Map([...byYear].map(([year, members]) => [year, judgeYear(members, threshold)]));

  const isShown = (cell: PeriodCell): boolean => {
    const ofYear = (year: number) => years.get(String(year).padStart(4, '0'))?.get(cell.scopeId);
    const until = monthOf(cell.asOf);
    const from = monthOf(cell.periodStart);
    const year = Math.floor(until / 12);
    const last = ofYear(year);
    if (!last) return false;
    if (Math.floor(from / 12) === year) return last.shows({ from: Math.max(from, last.span.from), until });
    // A union year that began in the calendar year before: both ends must be made of whole blocks.
    const first = ofYear(year - 1);
    const isBeginShown = !first || first.shows({ from: Math.max(from, first.span.from), until: first.span.until });
    return isBeginShown && last.shows({ from: last.span.from, until });
  };
  return cells.filter((cell) => !isShown(cell));
}

/** Descending by households, so that the smallest is taken from the end; ties by scope id. */
function smallestLast(a: Part, b: Part): number {
  return b.households - a.households || (String(a.year?.scopeId) < String(b.year?.scopeId) ? 1 : -1);
}

/** How finely each scope shows one calendar year, by scope id. */
function judgeYear(cells: readonly PeriodCell[], threshold: number): Map<string, ScopeYear> {
  const byScope = Map.groupBy(cells, (cell) => cell.scopeId);
  const years = new Map([...byScope].map(([scopeId, members]) => [scopeId, new ScopeYear(members, threshold)]));
  const isSmall = (households: number) => households > 0 && households < threshold;
  const children = new Map<string, ScopeYear[]>();
  const twins: [ScopeYear, ScopeYear][] = [];
  for (const [scopeId, [cell]] of byScope) {
    const year = years.get(scopeId);
    const twin = cell?.twinScopeId ? years.get(cell.twinScopeId) : undefined;
    if (year && cell?.parentScopeId)
      children.set(cell.parentScopeId, [...(children.get(cell.parentScopeId) ?? []), year]);
    if (year && twin) twins.push([year, twin]);
  }

  const partsOf = (parent: ScopeYear, interval: Interval): Part[] => {
    const beneath = (children.get(parent.scopeId) ?? []).map((year) => ({ year, ...year.amount(interval, 'all') }));
    const rest = { year: undefined, ...parent.amount(interval, 'direct') };
    return [...beneath, rest].filter((part) => part.grants > 0);
  };

  /** Hides what it takes so that `interval` of `parent` gives nothing away. @returns whether anything changed. */
  const settle = (parent: ScopeYear, interval: Interval): boolean => {
    const parts = partsOf(parent, interval);
    const unseen = parts.filter((part) => !part.year?.shows(interval));
    const shown = parts.filter((part) => part.year?.shows(interval)).toSorted(smallestLast);
    let households = unseen.reduce((sum, part) => sum + part.households, 0);
    let atRisk = unseen.some((part) => part.year !== undefined || isSmall(part.households));
    const isSafe = () =>
      parent.shows(interval)
        ? !atRisk || households === 0 || (unseen.length > 1 && households >= threshold)
        : unseen.length > 0 || shown.length === 0;
    let changed = false;
    while (!isSafe()) {
      const smallest = shown.pop();
      if (!smallest?.year) return parent.hide(interval) || changed;
      changed = smallest.year.hide(interval) || changed;
      unseen.push(smallest);
      households += smallest.households;
      atRisk = true;
    }
    return changed;
  };

  for (let changed = true; changed; ) {
    changed = false;
    for (const year of years.values()) {
      const months = year.months.map((cell) => ({ from: monthOf(cell.asOf), until: monthOf(cell.asOf) }));
      for (const interval of [...months, ...year.shownBlocks, ...year.stretches, year.span]) {
        changed = settle(year, interval) || changed;
      }
    }
    for (const [one, other] of twins) changed = one.follow(other) || other.follow(one) || changed;
  }
  return years;
}
