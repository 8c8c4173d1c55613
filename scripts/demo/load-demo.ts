import { basename } from 'node:path';
import { loadFiles } from '@union/intake/load.ts';
import type { LoadReport } from '@union/intake/report.ts';
import { addDays } from '@union/schema/calendar.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type DemoOptions, generateDemo } from './generate.ts';
import { WORKBOOKS, writeWorkbooks } from './write-workbooks.ts';

/** Who brought the rows of a demo of whatever version, as `import.loaded_by` begins. */
const DEMO = '演示数据 demo federation';
/** Who brought the rows of this demo. Its number grows when the same seed and day come to give other rows. */
export const DEMO_LOADED_BY = `${DEMO} 3`;

export type LoadDemoOptions = DemoOptions & {
  /** Where the workbooks are written, and stay. */
  readonly folder: string;
  /** `done`: 0 to 1; `note`: the workbook at hand. */
  readonly onProgress?: (progress: { done: number; note: string }) => void;
};

/** Writing the workbooks takes about this share of the time. */
const WRITING = 0.25;

/**
 * Writes the demo's workbooks into `folder` and loads them through the intake, like anyone's data.
 * @returns a report a workbook; all are loaded.
 * @throws Error when the intake refuses one of them: the demo is to be without fault.
 */
export async function loadDemo(database: Database, options: LoadDemoOptions): Promise<LoadReport[]> {
  const { folder, until, onProgress = () => {} } = options;
  const paths = await writeWorkbooks(generateDemo(options), folder, ({ done, name }) =>
    onProgress({ done: done * WRITING, note: `写 writing ${name}` }),
  );
  const seen = new Set<string>();
  const reports = await loadFiles(database, paths, {
    loadedBy: DEMO_LOADED_BY,
    today: addDays(until, 1),
    onProgress: ({ file }) => {
      seen.add(file);
      onProgress({
        done: WRITING + (1 - WRITING) * ((seen.size - 1) / paths.length),
        note: `入库 loading ${basename(file)}`,
      });
    },
  });
  const refused = reports.find((report) => report.status === 'refused');
  if (refused) throw new Error(`the intake refused ${refused.file}: ${JSON.stringify(refused.problems.slice(0, 5))}`);
  return reports;
}

/** Whether the registers hold nobody's real data: everything in them came from the demo, or nothing is in them. */
export async function isDemo({ db }: Database): Promise<boolean> {
  const other = await db
    .selectFrom('import')
    .select('import_id')
    .where('loaded_by', 'not like', `${DEMO}%`)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}

/**
 * From when the demo that is still to be loaded dates: now for empty registers; the first import when a load was ended
 * before its last workbook, so that it can be finished as it began; undefined when nothing is to be loaded. A demo of an
 * older version is left as it is, for its rows and those of this one would not fit together.
 */
export async function whenDemoBegan(database: Database): Promise<Date | undefined> {
  const { db } = database;
  if (!(await isDemo(database))) return undefined;
  const imports = await db
    .selectFrom('import')
    .select(['file_name', 'loaded_at', 'loaded_by'])
    .orderBy('import_id')
    .execute();
  const [first] = imports;
  if (!first) {
    const federation = await db.selectFrom('federation').select('federation_code').limit(1).executeTakeFirst();
    return federation ? undefined : new Date();
  }
  if (imports.some(({ loaded_by }) => loaded_by !== DEMO_LOADED_BY)) return undefined;
  const loaded = new Set(imports.map(({ file_name }) => file_name));
  return WORKBOOKS.some((name) => !loaded.has(name)) ? first.loaded_at : undefined;
}
