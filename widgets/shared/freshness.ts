/** A figure is stale when its day ended longer ago than its age may be; days end in China, wherever the reader is. */

/** Hours after the end of the as-of day for which a figure counts as fresh. */
const DEFAULT_HOURS = 36;

/** `36`, `36h` or `3d` in milliseconds; anything else is the default. */
export function maxAgeOf(text: string | null | undefined): number {
  const [, number = DEFAULT_HOURS, unit] = /^(\d+)([hd]?)$/.exec(text?.trim() ?? '') ?? [];
  return Number(number) * (unit === 'd' ? 24 : 1) * 3_600_000;
}

/** The instant from which figures of `asOf` are stale. */
export function staleFrom(asOf: string, maxAge: number): number {
  return Date.parse(`${asOf}T00:00:00+08:00`) + 86_400_000 + maxAge;
}
