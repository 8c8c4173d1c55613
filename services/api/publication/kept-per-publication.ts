import { type Publication, runAbortable } from '@union/warehouse/publication/reader.ts';

/**
 * Remembers what `read` found for as long as the publication is held: a publication never changes, so what is small and
 * asked for again is read once. Requests share the reading, so that none of them ends it when it goes.
 */
export function keptPerPublication<T>(
  read: (publication: Publication, about: string) => Promise<T>,
): (publication: Publication, about: string) => Promise<T> {
  const kept = new WeakMap<Publication, Map<string, Promise<T>>>();
  return (publication, about) => {
    const known = kept.get(publication) ?? new Map<string, Promise<T>>();
    kept.set(publication, known);
    let value = known.get(about);
    if (!value) {
      value = runAbortable(undefined, () => read(publication, about));
      known.set(about, value);
      value.catch(() => known.delete(about));
    }
    return value;
  };
}
