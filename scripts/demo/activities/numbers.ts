/** Gives out numbers such as SYHT-2026-0001, counted by series and year of the day. */
export class Numbers {
  private readonly last = new Map<string, number>();

  next(series: string, day: string, width = 4): string {
    const key = `${series}-${day.slice(0, 4)}`;
    const number = (this.last.get(key) ?? 0) + 1;
    this.last.set(key, number);
    return `${key}-${String(number).padStart(width, '0')}`;
  }
}

/** In order of the day that `dayOf` tells; what falls on one day stays as it was. */
export function byDay<T>(items: readonly T[], dayOf: (item: T) => string): T[] {
  return items.toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
}
