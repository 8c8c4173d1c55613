import { DATABASE, type PublishedFile } from '@union/warehouse/publication/manifest.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';

/** The files of a publication that are given out: the DuckDB file and the Parquet files, with their hashes. */
export function describedFiles({ manifest }: Publication): readonly PublishedFile[] {
  return manifest.files.filter(({ path }) => path === DATABASE || path.startsWith('parquet/'));
}

/** What is told of a publication beside its files; no checks, which may name rows of the registers. */
export function publicationSummary(publication: Publication): object {
  const { publicationId, asOf, publishedAt, codeVersion, definitions, content, previous } = publication.manifest;
  return {
    ...{ publicationId, asOf, publishedAt, codeVersion, previous, definitions, content },
    files: describedFiles(publication),
  };
}
