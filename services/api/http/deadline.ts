import { TimedOut } from '../errors.ts';

/**
 * Waits for `work`, at most until `signal` fires or, given milliseconds, until they have passed. The work itself ends by
 * its own means. @throws TimedOut, or the reason of the signal.
 */
export function within<T>(limit: AbortSignal | number, work: Promise<T> | T): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    if (typeof limit === 'number') timer = setTimeout(() => reject(new TimedOut()), limit);
    else limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
