import { listPins, type Pin, pin, unpin } from '@union/warehouse/publication/pins.ts';
import { listPublicationIds } from '@union/warehouse/publication/publications.ts';
import { NoSuchPublication } from './errors.ts';

/**
 * Keeps a publication for the pages that show it by its id.
 * @throws NoSuchPublication also when the retention rule took it in the meantime.
 */
export function pinPublication(folder: string, pinned: Pin): void {
  const isKept = () => listPublicationIds(folder).includes(pinned.publicationId);
  if (!isKept()) throw new NoSuchPublication(pinned.publicationId);
  pin(folder, pinned);
  if (isKept()) return;
  unpin(folder, pinned.publicationId);
  throw new NoSuchPublication(pinned.publicationId);
}

/** @throws NoSuchPublication for one that is not pinned. */
export function unpinPublication(folder: string, publicationId: string): void {
  if (!unpin(folder, publicationId)) throw new NoSuchPublication(publicationId);
}

/** A line a pin. */
export function describePins(folder: string): string {
  const pins = listPins(folder);
  if (pins.length === 0) return '没有固定保存的发布 no publication is pinned';
  return pins
    .map(
      ({ publicationId, pinnedAt, by, note }) =>
        `${publicationId}  ${pinnedAt.slice(0, 10)}  ${by}${note ? `  ${note}` : ''}`,
    )
    .join('\n');
}
