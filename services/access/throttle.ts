/** Buckets that are kept; beyond it the fullest of the oldest are forgotten. */
const KEPT = 20_000;

/**
 * Token buckets by name, in the memory of one process. Each holds `capacity` and fills again within `seconds`.
 * @param now milliseconds, for tests.
 */
export class Buckets {
  readonly capacity: number;
  private readonly perMillisecond: number;
  private readonly now: () => number;
  private readonly buckets = new Map<string, { left: number; at: number }>();

  constructor(capacity: number, seconds: number, now: () => number = () => performance.now()) {
    this.capacity = capacity;
    this.perMillisecond = capacity / (seconds * 1000);
    this.now = now;
  }

  /** What is left under a name. */
  left(name: string): number {
    const bucket = this.buckets.get(name);
    if (!bucket) return this.capacity;
    return Math.min(this.capacity, bucket.left + (this.now() - bucket.at) * this.perMillisecond);
  }

  /** Takes so much, down to a debt of one capacity; false, with nothing taken, when nothing is left. */
  take(name: string, amount = 1): boolean {
    const left = this.left(name);
    if (left <= 0) return false;
    this.buckets.delete(name);
    this.buckets.set(name, { left: Math.max(left - amount, -this.capacity), at: this.now() });
    if (this.buckets.size > KEPT) this.forget();
    return true;
  }

  /** Seconds until something is left again; 0 when there is. */
  wait(name: string): number {
    return Math.max(0, Math.ceil(-this.left(name) / this.perMillisecond / 1000));
  }

  private forget(): void {
    for (const name of this.buckets.keys()) {
      if (this.buckets.size <= KEPT) return;
      this.buckets.delete(name);
    }
  }
}
