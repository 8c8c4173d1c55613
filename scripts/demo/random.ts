/** Seeded pseudo-randomness (mulberry32): the same seed and label give the same numbers on every machine. */
export class Random {
  private state: number;
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed >>> 0;
    this.state = this.seed;
  }

  /** An independent stream for one subject, so that a change in one module does not move the others. */
  fork(label: string): Random {
    let hash = 0x811c9dc5 ^ this.seed;
    for (let at = 0; at < label.length; at++) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
    return new Random(hash);
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A normally distributed number (Box–Muller). */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** One of the keys, in proportion to its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return (entries.at(-1) as [K, number])[0];
  }

  /** The items in random order; the argument stays as it is. */
  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = this.integer(0, at);
      [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
    }
    return copy;
  }

  /** `count` different items, or all when there are fewer. */
  sample<T>(items: readonly T[], count: number): T[] {
    return this.shuffled(items).slice(0, count);
  }
}

/**
 * Chooses `count` of the items so that their weights sum as near to `total` as swaps bring them: the way a park gets
 * both the number of unionised enterprises and the share of workers that the story asks for.
 */
export function chooseBySum<T>(
  random: Random,
  items: readonly T[],
  count: number,
  weight: (item: T) => number,
  total: number,
): T[] {
  const pool = random.shuffled(items);
  const size = Math.min(Math.max(count, 0), pool.length);
  const chosen = pool.slice(0, size);
  const rest = pool.slice(size);
  let sum = chosen.reduce((so, item) => so + weight(item), 0);
  if (chosen.length === 0 || rest.length === 0) return chosen;
  for (let tries = 0; tries < 60 * items.length && sum !== total; tries++) {
    const out = random.integer(0, chosen.length - 1);
    const into = random.integer(0, rest.length - 1);
    const next = sum - weight(chosen[out] as T) + weight(rest[into] as T);
    if (Math.abs(next - total) >= Math.abs(sum - total)) continue;
    [chosen[out], rest[into]] = [rest[into] as T, chosen[out] as T];
    sum = next;
  }
  return chosen;
}
