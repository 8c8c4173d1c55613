import { loadFiles } from '@union/intake/load.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type DemoOptions, generateDemo } from './generate.ts';
import { writeWorkbooks } from './write-workbooks.ts';

/** Who brought the rows of the demo, as `import.loaded_by` says it. */
export const DEMO_LOADED_BY = 'demo';

/**
 * Writes the demo's workbooks into `folder` and loads them through the intake, like anyone's data.
 * @throws Error when the intake finds an error in one of them: the demo must be without fault.
 */
export async function loadDemo(
  database: Database,
  options: DemoOptions & { readonly folder: string; readonly onProgress?: (message: string) => void },
): Promise<Awaited<ReturnType<typeof loadFiles>>> {
  const { folder, onProgress = () => {} } = options;
  onProgress('生成 generating');
  const tables = generateDemo(options);
  const paths = await writeWorkbooks(tables, folder, (name) => onProgress(`写 writing ${name}`));
  return loadFiles(database, paths, { loadedBy: DEMO_LOADED_BY, onProgress });
}
