import type { FigureState, Standing } from '../facts.ts';

/**
 * Where a unit stands, by its own numbers alone. `met`: the target is met; `ahead`: on its path or ahead of it; `behind`: behind
 * it; `short`: not met, and there is no path; `withheld`, `unreported`, `inapplicable`: there is no number to judge.
 */
export const places = ['met', 'ahead', 'behind', 'short', 'withheld', 'unreported', 'inapplicable'] as const;
export type Place = (typeof places)[number];

/** Places with a number behind them. */
export const judged: ReadonlySet<Place> = new Set(['met', 'ahead', 'behind', 'short']);

/** What the absence of a number means; undefined when there is one. */
export function absenceOf(
  state: FigureState,
  value: number | null,
): Extract<Place, 'withheld' | 'unreported' | 'inapplicable'> | undefined {
  if (state === 'suppressed') return 'withheld';
  if (state === 'not_reported') return 'unreported';
  if (state === 'not_applicable' || value === null) return 'inapplicable';
  return undefined;
}

/** The same of a figure that may be kept from who asks. */
export function figureAbsenceOf({
  state,
  value,
}: {
  readonly state: FigureState | 'closed';
  readonly value: number | null;
}): ReturnType<typeof absenceOf> | 'closed' {
  return state === 'closed' ? state : absenceOf(state, value);
}

export function placeOf(standing: Pick<Standing, 'state' | 'value' | 'need' | 'gapToPath'>): Place {
  const absence = absenceOf(standing.state, standing.value);
  if (absence) return absence;
  if (standing.need === 0) return 'met';
  if (standing.gapToPath === null) return 'short';
  return standing.gapToPath >= 0 ? 'ahead' : 'behind';
}

/** The units by place, in the order of `places`; each list keeps its order. */
export function byPlace<T extends Standing>(units: readonly T[]): Readonly<Record<Place, readonly T[]>> {
  const found = Map.groupBy(units, placeOf);
  return Object.fromEntries(places.map((place) => [place, found.get(place) ?? []])) as unknown as Record<
    Place,
    readonly T[]
  >;
}
