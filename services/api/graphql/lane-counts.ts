import type { Lane } from 'pothos-plugin-kysely/lanes.ts';

/** How many operations each lane answered since the server started, and why the plain lane did. */
export type LaneCounts = {
  readonly answered: Readonly<Record<Lane, number>>;
  /** Statements of the compiled lane that the database refused; the plain lane answered instead. */
  readonly failed: number;
  count(lane: Lane, hasFailed: boolean): void;
};

/** Counters at zero. */
export function countLanes(): LaneCounts {
  const answered = { compiled: 0, mixed: 0, plain: 0 };
  let failed = 0;
  return {
    answered,
    get failed() {
      return failed;
    },
    count(lane, hasFailed) {
      answered[lane]++;
      if (hasFailed) failed++;
    },
  };
}
