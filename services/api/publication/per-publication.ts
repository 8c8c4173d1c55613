import type { Publication } from '@union/warehouse/publication/reader.ts';

/** Answers keys of several publications, in order, by one call of `find` a publication. */
export async function perPublication<K extends { readonly publication: Publication }, V>(
  keys: readonly K[],
  find: (publication: Publication, keys: readonly K[]) => Promise<readonly V[]>,
): Promise<V[]> {
  const values = new Map<K, V>();
  const groups = Map.groupBy(keys, (key) => key.publication);
  await Promise.all(
    [...groups].map(async ([publication, members]) => {
      const found = await find(publication, members);
      members.forEach((key, at) => {
        values.set(key, found[at] as V);
      });
    }),
  );
  return keys.map((key) => values.get(key) as V);
}
