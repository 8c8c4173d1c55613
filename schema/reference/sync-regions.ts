import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { allRegions } from './regions.ts';

/**
 * Brings the table `region` to the lists of the installed packages: adds what is new, renames, marks what was retired.
 * Rows are never deleted, as registers refer to them.
 * @returns how many rows were added or changed; 0 when the table was up to date.
 */
export async function syncRegions(database: Database): Promise<number> {
  const regions = allRegions();
  return database.session(async ({ db, copyIn }) => {
    await sql`create temporary table listed_region (like region) on commit drop`.execute(db);
    await copyIn('listed_region (region_code, name, level, parent_code, retired_on, successor_codes)', [
      Buffer.from(
        regions
          .map(({ region_code, name, level, parent_code, retired_on, successor_codes }) =>
            [region_code, name, level, parent_code ?? '', retired_on ?? '', `"{${successor_codes.join(',')}}"`].join(
              ',',
            ),
          )
          .join('\n'),
      ),
    ]);
    const { numAffectedRows } = await sql`
      insert into region (region_code, name, level, parent_code, retired_on, successor_codes)
      select region_code, name, level, parent_code, retired_on, successor_codes from listed_region
      on conflict (region_code) do update
        set name = excluded.name, level = excluded.level, parent_code = excluded.parent_code,
          retired_on = excluded.retired_on, successor_codes = excluded.successor_codes
        where (region.name, region.level, region.parent_code, region.retired_on, region.successor_codes)
          is distinct from (excluded.name, excluded.level, excluded.parent_code, excluded.retired_on, excluded.successor_codes)
    `.execute(db);
    return Number(numAffectedRows ?? 0);
  });
}
