/** Hundredths of a percent in a whole. */
const WHOLE = 10_000;

/**
 * Percentages with two decimals that total 100.00, by largest remainder: each share is rounded down and the missing
 * hundredths go to the largest remainders, at equal remainders to the larger count, then to the earlier one.
 * @param counts whole numbers from 0, whose total is below 2^39.
 * @returns one percentage a count, in order; undefined when all counts are 0.
 */
export function percentages(counts: readonly number[]): number[] | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const hundredths = counts.map((count) => Math.floor((count * WHOLE) / total));
  const remainders = counts.map((count) => (count * WHOLE) % total);
  const missing = WHOLE - hundredths.reduce((sum, share) => sum + share, 0);
  const receivers = counts
    .map((count, at) => ({ at, count, remainder: remainders[at] as number }))
    .sort((a, b) => b.remainder - a.remainder || b.count - a.count || a.at - b.at)
    .slice(0, missing);
  for (const { at } of receivers) hundredths[at] = (hundredths[at] as number) + 1;
  return hundredths.map((share) => share / 100);
}
