import type { Calendar } from './calendar.ts';
import { progress } from './calendar.ts';
import { parks } from './places.ts';
import type { Random } from './random.ts';
import type { ReturnRow } from './tables.ts';

/** What the parks without a register report: enterprises, then shares at the beginning and at the end. */
const stories: Readonly<
  Record<string, { enterprises: [number, number]; covered: [number, number]; members: [number, number]; size: number }>
> = {
  '320924-P09': { enterprises: [41, 46], covered: [0.47, 0.81], members: [0.45, 0.79], size: 31 },
  '320924-P10': { enterprises: [23, 28], covered: [0.3, 0.68], members: [0.32, 0.66], size: 24 },
};

/** Quarterly returns of the parks that send counts only. */
export function aggregateReturns(seed: Random, calendar: Calendar): ReturnRow[] {
  const random = seed.fork('returns');
  const last = calendar.quarterEnds.at(-1) as string;
  return parks.flatMap((park) => {
    const story = stories[park.code];
    if (!park.returnsOnly || !story) return [];
    return calendar.quarterEnds.map((day) => {
      const at = progress(calendar.quarterEnds[0] as string, last, day);
      const way = ([from, to]: [number, number]): number => from + (to - from) * at;
      const enterprises = Math.round(way(story.enterprises));
      const workers = Math.round(enterprises * story.size * random.between(0.98, 1.02));
      const covered = Math.round(enterprises * way(story.covered));
      return {
        park_code: park.code,
        region_code: null,
        reported_on: day,
        enterprise_count: enterprises,
        covered_count: covered,
        worker_count: workers,
        member_count: Math.round(workers * way(story.members)),
        union_count: Math.round(covered / 1.6),
      };
    });
  });
}
