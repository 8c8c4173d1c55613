import type { Plan } from './plan.ts';

/** Figures that one run reads at most, unless a single scope or point has more: what DuckDB holds at once. */
const FIGURES = 100_000;
/** The first run is smaller, so that the first rows are there at once; each one after it is twice as large. */
const FIRST_FIGURES = 10_000;

/**
 * A plan as plans of some of its scopes, or of some of its points, each: their rows, one run after the other, are the rows of
 * the whole in their order. Undefined where that is not so: rows that put scopes or points together, and an order that
 * begins with neither, need all figures at once; so do totals beside a limit. Runs have no totals (see `totalRunsOf`) and no
 * limit: whoever reads them counts.
 * @param figures that a run reads at most, for tests.
 */
export function runsOf(plan: Plan, figures = FIGURES): Iterable<Plan> | undefined {
  const { order, poolsScopes, poolsTime, totals, request, scopes, points } = plan;
  if (totals !== 'none' && request.limit !== undefined) return undefined;
  const [first = { by: 'scope', direction: 'asc' }] = order;
  const isReversed = first.direction === 'desc';
  const rest: Plan = { ...plan, totals: 'none', parent: undefined, request: { ...request, limit: undefined } };
  if (first.by === 'scope' && !poolsScopes) {
    return slices(scopes, plan.cells, figures, isReversed, (some) => ofScopes(rest, some));
  }
  if (first.by === 'time' && !poolsTime) {
    return slices(points, plan.cells, figures, isReversed, (some) => ofPoints(rest, some));
  }
  return undefined;
}

/** A plan with totals as plans of some of its points each, whose totals are those of the whole. */
export function totalRunsOf(plan: Plan, figures = FIGURES): Iterable<Plan> {
  if (plan.totals === 'none') return [];
  if (plan.poolsTime) return [plan];
  return slices(plan.points, plan.cells, figures, false, (some) => ofPoints(plan, some));
}

/** @param cells figures that all parts have together. */
function* slices<T>(
  parts: readonly T[],
  cells: number,
  figures: number,
  isReversed: boolean,
  make: (some: readonly T[]) => Plan,
): Generator<Plan> {
  const ofOne = Math.max(1, cells / Math.max(1, parts.length));
  let size = Math.min(FIRST_FIGURES, figures);
  for (let done = 0; done === 0 || done < parts.length; size = Math.min(size * 2, figures)) {
    const count = Math.max(1, Math.floor(size / ofOne));
    const [from, to] = isReversed ? [parts.length - done - count, parts.length - done] : [done, done + count];
    yield make(parts.slice(Math.max(0, from), to));
    done += count;
  }
}

function ofScopes(plan: Plan, scopes: Plan['scopes']): Plan {
  const metrics = plan.metrics.map((planned) => {
    if (planned.closed.size === 0) return planned;
    return { ...planned, closed: new Set(scopes.flatMap(({ id }) => (planned.closed.has(id) ? [id] : []))) };
  });
  return { ...plan, scopes, metrics };
}

function ofPoints(plan: Plan, points: Plan['points']): Plan {
  const chosen = new Set(points.map(({ no }) => no));
  const metrics = plan.metrics.map((planned) => ({
    ...planned,
    readings: planned.readings.filter(({ point }) => chosen.has(point)),
    compared: planned.compared.filter(({ point }) => chosen.has(point)),
  }));
  return { ...plan, points, metrics };
}

/** How many rows a plan has without its limit, where that is known before anything is read; else undefined. */
export function rowsKnownOf({
  request,
  segment,
  keys,
  scopes,
  points,
  poolsScopes,
  poolsTime,
}: Plan): number | undefined {
  if (request.filters?.length || segment.kind === 'family' || keys.length > 0) return undefined;
  return (poolsScopes ? 1 : scopes.length) * (poolsTime ? 1 : points.length);
}
