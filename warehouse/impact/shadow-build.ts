import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@union/schema/db/database.ts';
import { type DuckDbResources, literal, openDuckDb, shareOfMemory } from '../duckdb.ts';
import { extract, type Inputs } from '../extract/extract.ts';
import type { CheckResult } from '../models/model.ts';
import { attachPublished, detachPublished, makeModels, runCheck } from '../models/run-models.ts';
import type { Version } from './change.ts';
import { ImpactModelFailed } from './errors.ts';

export type ShadowOptions = {
  readonly database: Database;
  /** The day that both sides speak of. */
  readonly asOf: string;
  readonly before: Version;
  readonly after: Version;
  readonly resources?: DuckDbResources | undefined;
  /** Told before each step: `extract`, `before`, `after`, and its part. */
  readonly onProgress?: ((step: string, name: string) => void) | undefined;
};

/** Two builds of one view of the registers, each a DuckDB file as a publication has one. Nothing of them is published. */
export type Shadow = {
  readonly before: string;
  readonly after: string;
  readonly inputs: Inputs;
  /** What the checks of the changed side found; those that find a row would end its night. */
  readonly checks: readonly CheckResult[];
  /** How many rows each statement of the changed side changed, in their order. */
  readonly rowsChanged: readonly number[];
  /** Deletes both. */
  remove(): void;
};

/** Builds the figures of a day twice, by two versions, from one consistent view of the registers. @throws ImpactModelFailed */
export async function shadowBuild(options: ShadowOptions): Promise<Shadow> {
  const { database, asOf, resources, onProgress = () => {} } = options;
  const folder = mkdtempSync(join(tmpdir(), 'union-impact-'));
  const open = (name: string) =>
    openDuckDb(join(folder, name), {
      memoryLimit: resources?.memoryLimit ?? shareOfMemory(0.3),
      ...{ threads: resources?.threads, temporaryFolder: folder },
    });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const raw = await open('raw.duckdb');
    let inputs: Inputs;
    try {
      const connection = await raw.connect();
      inputs = await extract(database, connection, (table) => onProgress('extract', table));
      await connection.run('checkpoint');
    } finally {
      raw.closeSync();
    }
    const build = async (
      side: 'before' | 'after',
      version: Version,
    ): Promise<Pick<Shadow, 'checks' | 'rowsChanged'>> => {
      copyFileSync(join(folder, 'raw.duckdb'), join(folder, `${side}-scratch.duckdb`));
      const instance = await open(`${side}-scratch.duckdb`);
      try {
        const connection = await instance.connect();
        const rowsChanged: number[] = [];
        for (const statement of version.registers ?? []) {
          const { rowsChanged: count } = await connection.run(statement);
          rowsChanged.push(count);
        }
        await attachPublished(connection, join(folder, `${side}.duckdb`));
        const { models } = await makeModels(connection, asOf, version.rules, {
          models: version.models,
          onModel: (name) => onProgress(side, name),
        });
        const checks: CheckResult[] = [];
        // What is published today passed its checks; what is changed might not.
        if (side === 'after') {
          for (const check of models.flatMap((model) => model.checks)) checks.push(await runCheck(connection, check));
        }
        await detachPublished(connection);
        return { checks, rowsChanged };
      } catch (error) {
        throw new ImpactModelFailed(side, error as Error);
      } finally {
        instance.closeSync();
        rmSync(join(folder, `${side}-scratch.duckdb`), { force: true });
      }
    };
    await build('before', options.before);
    const after = await build('after', options.after);
    return { before: join(folder, 'before.duckdb'), after: join(folder, 'after.duckdb'), inputs, ...after, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** SQL that attaches both sides as `before` and `after`, to be read alone. */
export function attachments({ before, after }: Pick<Shadow, 'before' | 'after'>): readonly string[] {
  return [`attach ${literal(before)} as before (read_only)`, `attach ${literal(after)} as after (read_only)`];
}
