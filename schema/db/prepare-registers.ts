import { syncRegions } from '../reference/sync-regions.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';

/** Makes a database ready for a command: newest tables, and the regions that belong to them. Cheap when nothing changed. */
export async function prepareRegisters(database: Database): Promise<void> {
  if ((await migrate(database.db)).length > 0) await syncRegions(database);
}
