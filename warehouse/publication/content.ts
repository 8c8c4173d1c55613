import { sha256Of } from './files.ts';
import type { Content, PublishedFile } from './manifest.ts';

/** What the tables of a publication hold, from the hashes of their Parquet files. */
export function contentOf(files: readonly PublishedFile[]): Content {
  const tables = files.flatMap(({ path, sha256 }) => {
    const table = /^parquet\/(.+)\.parquet$/.exec(path)?.[1];
    return table === undefined ? [] : [[table, sha256] as const];
  });
  const sorted = tables.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    sha256: sha256Of(sorted.map(([table, sha256]) => `${sha256}  ${table}\n`).join('')),
    tables: Object.fromEntries(sorted),
  };
}
