import { join } from 'node:path';
import { literal, openDuckDb, rowOf, rowsOf } from '../duckdb.ts';
import { PublicationDamaged } from '../errors.ts';
import { contentOf } from './content.ts';
import { DATABASE, type Manifest } from './manifest.ts';
import { listPublicationIds, readManifest, readPointer, verifyFiles } from './publications.ts';

/** What was read again of a publication. */
export type Verified = {
  readonly manifest: Manifest;
  readonly files: number;
  readonly bytes: number;
  /** Tables and metrics whose rows in the DuckDB file are those of their Parquet file. */
  readonly tables: number;
};

/**
 * Reads a publication again and holds it against its manifest: every byte of every file, the hash of the content, and,
 * table by table and metric by metric, the rows of the DuckDB file against those of the Parquet file. Without an id the
 * one that the pointer names, whose manifest must be the one that the pointer names.
 * @throws PublicationDamaged that says what is wrong; undefined when there is no such publication.
 */
export async function verifyPublication(folder: string, id?: string): Promise<Verified | undefined> {
  const pointer = readPointer(folder);
  const publicationId = id ?? pointer?.publicationId;
  if (publicationId === undefined || !listPublicationIds(folder).includes(publicationId)) return undefined;
  const isServed = pointer?.publicationId === publicationId;
  const manifest = readManifest(folder, publicationId, isServed ? pointer.manifestSha256 : undefined);
  const own = join(folder, publicationId);
  await verifyFiles(own, manifest);
  if (contentOf(manifest.files).sha256 !== manifest.content.sha256) {
    throw new PublicationDamaged(publicationId, 'the hash of its content is not the one of its files');
  }
  await compareTables(own, manifest);
  return {
    manifest,
    files: manifest.files.length,
    bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    tables: Object.keys(manifest.content.tables).length,
  };
}

async function compareTables(folder: string, { publicationId, content }: Manifest): Promise<void> {
  const instance = await openDuckDb(join(folder, DATABASE), { readOnly: true });
  try {
    const connection = await instance.connect();
    for (const table of Object.keys(content.tables)) {
      const parquet = `read_parquet(${literal(join(folder, 'parquet', `${table}.parquet`))})`;
      // Parquet has fewer types: what it widens (huge integers) is widened here as well.
      const types = await rowsOf<{ name: string; type: string }>(
        connection,
        `select column_name as name, column_type as type from (describe select * from ${parquet})`,
      );
      const columns = types.map(({ name, type }) => `${name}::${type}::varchar as ${name}`).join(', ');
      const summary = (from: string) =>
        `select count(*) as rows, bit_xor(hash(whole)) as content from (select ${columns} from ${from}) as whole`;
      const { is_same } = await rowOf<{ is_same: boolean }>(
        connection,
        `select a.rows = b.rows and a.content is not distinct from b.content as is_same
          from (${summary(table.replace('/', '_'))}) as a,
            (${summary(parquet)}) as b`,
      );
      if (!is_same)
        throw new PublicationDamaged(publicationId, `${table} has other rows in ${DATABASE} than in Parquet`);
    }
  } finally {
    instance.closeSync();
  }
}
