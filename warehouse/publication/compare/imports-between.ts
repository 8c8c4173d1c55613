import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { Causes } from './compare-publications.ts';

/** A file that was loaded, or taken back, between two nights. */
export type ImportBetween = {
  readonly importId: number;
  readonly fileName: string;
  readonly happened: 'loaded' | 'undone';
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  /** By register: rows that it added, and rows that were there before and that it changed. */
  readonly registers: readonly { readonly register: string; readonly added: number; readonly corrected: number }[];
};

/**
 * What was loaded and undone after the watermark of one night up to that of another, oldest first. Rows that were written
 * without an import (the reference of regions) are told by nothing.
 */
export async function importsBetween(
  db: Db,
  { since, recordedUntil, after, until }: Causes['imports'],
): Promise<ImportBetween[]> {
  if (until === null || recordedUntil === null) return [];
  const { rows } = await sql<{
    import_id: number;
    file_name: string;
    happened: 'loaded' | 'undone';
    at: Date;
    by: string;
    row_counts: Record<string, { inserted: number; updated: number }>;
    corrected: Record<string, number> | null;
  }>`
    select import_id, file_name, happened, at, by, row_counts,
      (select json_object_agg(register, rows) from (
        select register, count(*) as rows from import_change where import_change.import_id = happening.import_id group by register
      ) as changes) as corrected
    from (
      select import_id, file_name, 'loaded' as happened, loaded_at as at, loaded_by as by, row_counts
      from import where import_id > ${after ?? 0} and import_id <= ${until}
      union all
      select import_id, file_name, 'undone', undone_at, undone_by, row_counts
      from import
      where date_trunc('milliseconds', undone_at) > ${since ?? '-infinity'}::timestamptz
        and date_trunc('milliseconds', undone_at) <= ${recordedUntil}::timestamptz
    ) as happening
    order by at, import_id, happened
  `.execute(db);
  return rows.map((row) => ({
    ...{
      importId: row.import_id,
      fileName: row.file_name,
      happened: row.happened,
      at: row.at.toISOString(),
      by: row.by,
    },
    registers: Object.entries(row.row_counts).map(([register, counts]) => ({
      ...{ register, added: counts.inserted, corrected: row.corrected?.[register] ?? counts.updated },
    })),
  }));
}
