import type { Place } from './work-list.ts';

/** Where a page of work begins, as a text for an address: after this item. */
export function writePlace({ dueOn, kind, recordId }: Place): string {
  return Buffer.from(JSON.stringify([dueOn, kind, recordId])).toString('base64url');
}

/** The place that a text names; undefined when no list gave it. */
export function readPlace(text: string): Place | undefined {
  try {
    const [dueOn, kind, recordId] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const isDay = dueOn === null || (typeof dueOn === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(dueOn));
    if (isDay && typeof kind === 'string' && typeof recordId === 'string') {
      return { dueOn: dueOn as string | null, kind, recordId };
    }
  } catch {
    // Whatever it was, no list gave it.
  }
  return undefined;
}
