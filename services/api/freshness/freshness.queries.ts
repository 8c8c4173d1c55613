import { addDays } from '@union/schema/calendar.ts';
import type { RequestPublications } from '../publication/request-publications.ts';

/** When a night must have published, and what is known of one that did not. */
export type FreshnessRule = {
  /** Time of day of the nightly run, `HH:MM` in `timeZone`. */
  readonly nightlyAt: string;
  readonly timeZone: string;
  readonly now: () => Date;
  /** Why the last night failed; undefined when it did not or nothing is known. */
  readonly lastFailure: () => Reason | undefined | Promise<Reason | undefined>;
};

export type Reason = { readonly zh: string; readonly en: string };

/** Hours after its start by which a night must have published. */
export const HOURS_OF_A_NIGHT = 2;

export type Freshness = {
  /** Undefined before the first publication. */
  readonly asOf: string | undefined;
  readonly publishedAt: string | undefined;
  /** When the next publication is due at the latest; undefined before the first. */
  readonly deadline: string | undefined;
  readonly isStale: boolean;
  readonly reason: Reason | undefined;
};

/** How fresh the current publication is. It is stale once the night of the day after its as-of day is overdue. */
export async function getFreshness(
  publications: RequestPublications,
  rule: FreshnessRule | undefined,
): Promise<Freshness> {
  if (!rule) throw new Error('freshness was asked for where answers must not depend on the clock');
  const current = await publications.current();
  if (!current) {
    const reason = (await rule.lastFailure()) ?? { zh: '尚未发布任何数据', en: 'nothing has been published yet' };
    return { asOf: undefined, publishedAt: undefined, deadline: undefined, isStale: true, reason };
  }
  const { asOf, publishedAt } = current.manifest;
  const deadline = deadlineOf(addDays(asOf, 1), rule);
  const isStale = rule.now() >= deadline;
  const reason = isStale
    ? ((await rule.lastFailure()) ?? {
        zh: `应在 ${deadline.toISOString()} 前发布的夜间计算没有完成`,
        en: `the night that was due by ${deadline.toISOString()} has not published`,
      })
    : undefined;
  return { asOf, publishedAt, deadline: deadline.toISOString(), isStale, reason };
}

/** When the figures of `day` must have been published: the night begins on the next day at `nightlyAt`. */
export function deadlineOf(day: string, rule: Pick<FreshnessRule, 'nightlyAt' | 'timeZone'>): Date {
  const start = instantAt(addDays(day, 1), rule.nightlyAt, rule.timeZone);
  return new Date(start.getTime() + HOURS_OF_A_NIGHT * 3_600_000);
}

/** The instant at which clocks of `timeZone` show `time` on `day`; where they skip it, the instant of the skip. */
function instantAt(day: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const first = asUtc - offset(new Date(asUtc), timeZone);
  // The offset may differ on the two sides of a change of clocks.
  return new Date(asUtc - offset(new Date(first), timeZone));
}

/** Milliseconds by which clocks of `timeZone` are ahead of UTC at `instant`. */
function offset(instant: Date, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(instant.getTime() / 1000) * 1000;
}
