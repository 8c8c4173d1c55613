import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeStatic as writeDocuments } from '@union/api/documents/write-static.ts';
import { isDay, lastFullDay } from '@union/schema/calendar.ts';
import type { Config } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { KnownError } from '@union/schema/errors.ts';
import { type BuildOptions, buildPublication, type Progress, steps } from '@union/warehouse/build.ts';
import { InvalidNight } from '@union/warehouse/errors.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { applyRetention, removeLeftovers } from '@union/warehouse/publication/publish.ts';
import { appendRun, type Reason } from './history.ts';
import { withNightLock } from './lock.ts';

export type NightOptions = {
  readonly config: Pick<Config, 'dataDir' | 'timeZone'> & Partial<Pick<Config, 'duckdb'>>;
  readonly database: Database;
  /** The day to speak of; default: the last day that is over in the report's time zone. */
  readonly asOf?: string | undefined;
  /** `done`: 0 to 1 of the whole night; `note`: the step and its part. */
  readonly onProgress?: ((progress: { done: number; note: string; detail: Progress }) => void) | undefined;
  /** Default: the API's trusted documents for every scope. */
  readonly writeStatic?: BuildOptions['writeStatic'];
  readonly now?: Date | undefined;
};

export type NightResult = {
  readonly manifest: Manifest;
  /** Names of what killed runs had left behind, now gone. */
  readonly removedLeftovers: readonly string[];
  /** Ids of old publications that the retention rule let go. */
  readonly retired: readonly string[];
};

/** The publications folder of a data folder. */
export function publicationsFolder(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'publications');
}

/**
 * Builds and publishes one night, alone: takes the lock, cleans up after killed runs, builds, publishes, lets old
 * publications go, and writes the run history. When it throws, the publication before still serves.
 * @throws InvalidNight, NightAlreadyRunning, ChecksFailed, and whatever else ended it.
 */
export async function runNight(options: NightOptions): Promise<NightResult> {
  const { config, database, now = new Date(), writeStatic = writeDocuments } = options;
  const lastDay = lastFullDay(config.timeZone, now);
  const asOf = options.asOf ?? lastDay;
  if (!isDay(asOf) || asOf > lastDay) throw new InvalidNight(asOf, lastDay);
  const folder = publicationsFolder(config);
  mkdirSync(folder, { recursive: true });

  return withNightLock(database, folder, async () => {
    const runId = randomUUID();
    appendRun(folder, { event: 'started', runId, asOf, at: new Date().toISOString() });
    const end = (outcome: { publicationId: string } | Reason, durations: Readonly<Record<string, number>>) =>
      appendRun(folder, {
        ...{ event: 'ended', runId, at: new Date().toISOString(), steps: durations },
        ...('publicationId' in outcome
          ? { outcome: 'published', publicationId: outcome.publicationId, reason: null }
          : { outcome: 'failed', publicationId: null, reason: outcome }),
      } as const);
    try {
      const removedLeftovers = removeLeftovers(folder);
      const manifest = await buildPublication({
        ...{ database, folder, asOf, writeStatic, resources: config.duckdb },
        onProgress: (detail) => options.onProgress?.({ ...overall(detail), detail }),
      });
      end({ publicationId: manifest.publicationId }, manifest.durations);
      return { manifest, removedLeftovers, retired: applyRetention(folder) };
    } catch (error) {
      end(reasonOf(error), {});
      throw error;
    }
  });
}

/** Shares of the whole night that steps usually take, for a steady progress bar. */
const WEIGHTS: Readonly<Record<Progress['step'], number>> = {
  extract: 20,
  contract: 5,
  models: 30,
  checks: 15,
  files: 10,
  static: 15,
  publish: 5,
};

function overall({ step, name, done, of }: Progress): { done: number; note: string } {
  const before = steps.slice(0, steps.indexOf(step)).reduce((sum, earlier) => sum + WEIGHTS[earlier], 0);
  return { done: (before + (WEIGHTS[step] * done) / Math.max(1, of)) / 100, note: `${stepNames[step]} ${name}` };
}

/** Steps in words. */
export const stepNames: Readonly<Record<Progress['step'], string>> = {
  extract: '抽取 extract',
  contract: '查验输入 input contract',
  models: '计算 models',
  checks: '校验 checks',
  files: '文件 files',
  static: '静态文件 static files',
  publish: '发布 publish',
};

function reasonOf(error: unknown): Reason {
  if (error instanceof KnownError) return { code: error.code, zh: error.messageZh, en: error.message };
  const text = error instanceof Error ? error.message : String(error);
  return { code: 'NIGHT_FAILED', zh: `夜间计算失败：${text}`, en: `the night failed: ${text}` };
}
