import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue, findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { readClosed } from './closed-periods/closed-periods.queries.ts';
import { holdClosed } from './closed-periods/hold-closed.ts';
import { type ContractOptions, type ContractResult, checkContract } from './contract/check-contract.ts';
import { coarseChecks, coarseDrifts, coarseRows } from './disclosure/coarse-inputs.ts';
import { type DuckDbResources, literal, openDuckDb, shareOfMemory } from './duckdb.ts';
import { ChecksFailed, PublicationDamaged } from './errors.ts';
import { extract, type Inputs } from './extract/extract.ts';
import { lineageOf, writeLineage } from './lineage/lineage.ts';
import type { CheckResult, Model } from './models/model.ts';
import { allModels, attachPublished, detachPublished, makeModels, PUBLISHED, runCheck } from './models/run-models.ts';
import { contentOf } from './publication/content.ts';
import { BUILDING, DATABASE, type Manifest } from './publication/manifest.ts';
import { readPointer } from './publication/publications.ts';
import { describeFiles, nextPublicationId, publish } from './publication/publish.ts';
import { OpenPublication, type Publication } from './publication/reader.ts';
import { defaultRules, type Rules } from './rules.ts';

/** The steps of a night, in their order. */
export const steps = ['extract', 'contract', 'models', 'checks', 'files', 'static', 'publish'] as const;
export type Step = (typeof steps)[number];

/** What is being done: `done` of `of` parts of the step, `name` is the part that begins now. */
export type Progress = { readonly step: Step; readonly name: string; readonly done: number; readonly of: number };

export type BuildOptions = {
  readonly database: Database;
  /** The publications folder. */
  readonly folder: string;
  /** The day the figures speak of. */
  readonly asOf: string;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Writes the static files of the candidate into a folder that exists; it is given before anything is published. */
  readonly writeStatic?: ((candidate: Publication, staticFolder: string) => Promise<unknown>) | undefined;
  readonly rules?: Rules | undefined;
  /** Ids of metrics: figures of these alone, from the models that they are made of; default: the whole catalogue. */
  readonly metrics?: readonly string[] | undefined;
  /** What the inputs are held to before models run; default: everything but drift, as nothing is known of the night before. */
  readonly contract?: ContractOptions | undefined;
  /** Told what checks found, of the inputs first, before those that failed end the build. */
  readonly onChecks?: ((results: readonly CheckResult[]) => void) | undefined;
  /** What the build may take; default: three tenths of the memory (what needs more is spilled) and every processor. */
  readonly resources?: DuckDbResources | undefined;
};

/**
 * Builds the figures of one day from one consistent view of the registers and publishes them: extract, contract of the
 * inputs, models, checks, files, static files, publication. A failed build leaves nothing; a killed one leaves its `.building-` folder to the next
 * run. The caller holds the lock of the night.
 * @throws InputContractBroken, DriftNotAccepted, ChecksFailed when a promise of severity "block" is broken,
 * ClosedPeriodChanged when a figure of a closed period changes without a restatement.
 */
export async function buildPublication(options: BuildOptions): Promise<Manifest> {
  const { folder, asOf } = options;
  const startedAt = new Date().toISOString();
  const publicationId = nextPublicationId(folder, asOf);
  const building = join(folder, `${BUILDING}${publicationId}`);
  rmSync(building, { recursive: true, force: true });
  mkdirSync(join(building, 'parquet', 'figure'), { recursive: true });

  try {
    return await buildIn(building, publicationId, startedAt, options);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw error;
  }
}

async function buildIn(
  building: string,
  publicationId: string,
  startedAt: string,
  options: BuildOptions,
): Promise<Manifest> {
  const { folder, asOf, onProgress = () => {}, rules = defaultRules } = options;
  const threshold = rules.smallCellHouseholds;
  const clock = new StepClock();
  const figures = await makeFigures(options, building, publicationId, clock);
  const files = await clock.time('files', () => describeFiles(building, (path) => rowsOfFile(path, figures.rows)));
  const draft: Manifest = {
    publicationId,
    asOf,
    publishedAt: new Date().toISOString(),
    startedAt,
    codeVersion: codeVersion(),
    definitions: Object.fromEntries(metricsOf(options).map((metric) => [metric.id, metric.definition.version])),
    rules,
    inputs: { ...figures.inputs, rows: coarseRows(figures.inputs.rows, threshold) },
    content: contentOf(files),
    files,
    checks: coarseChecks(figures.checks, threshold),
    acceptedDrifts: coarseDrifts(figures.acceptedDrifts, threshold),
    durations: {},
    previous: readPointer(folder)?.publicationId ?? null,
  };
  const { writeStatic } = options;
  const staticFiles = await clock.time('static', async () => {
    if (!writeStatic) return [];
    onProgress({ step: 'static', name: 'static', done: 0, of: 1 });
    const staticFolder = join(building, 'static');
    mkdirSync(staticFolder);
    const candidate = new OpenPublication(building, draft);
    try {
      await writeStatic(candidate, staticFolder);
    } finally {
      await candidate.retire();
    }
    const written = await describeFiles(staticFolder, () => null);
    return written.map((file) => ({ ...file, path: `static/${file.path}` }));
  });
  const manifest = { ...draft, files: [...files, ...staticFiles], durations: clock.durations };
  await publish(folder, building, manifest, (_, done, of) =>
    onProgress({ step: 'publish', name: publicationId, done, of }),
  );
  return manifest;
}

/** The metrics that are built. @throws Error when one is not of the catalogue */
function metricsOf({ metrics }: Pick<BuildOptions, 'metrics'>): readonly Metric[] {
  if (!metrics) return catalogue;
  return metrics.map((id) => {
    const metric = findMetric(id);
    if (!metric) throw new Error(`there is no metric ${id}`);
    return metric;
  });
}

type Figures = ContractResult & { inputs: Inputs; rows: ReadonlyMap<string, number> };

/** Makes `warehouse.duckdb` and the Parquet files in the building folder; the scratch file is gone afterwards. */
async function makeFigures(
  options: BuildOptions,
  building: string,
  publicationId: string,
  clock: StepClock,
): Promise<Figures> {
  const { database, asOf, onProgress = () => {}, rules = defaultRules } = options;
  const metrics = metricsOf(options);
  const scratch = join(building, 'scratch');
  mkdirSync(scratch);
  const instance = await openDuckDb(join(scratch, 'scratch.duckdb'), {
    memoryLimit: options.resources?.memoryLimit ?? shareOfMemory(0.3),
    threads: options.resources?.threads,
    temporaryFolder: scratch,
  });
  const connection = await instance.connect();
  try {
    // The scratch file is thrown away: nobody waits until it is in order.
    await connection.run('pragma disable_checkpoint_on_shutdown');
    await attachPublished(connection, join(building, DATABASE));
    const inputs = await clock.time('extract', () =>
      extract(database, connection, (name, done, of) => onProgress({ step: 'extract', name, done, of })),
    );
    const contract = await clock.time('contract', () =>
      checkContract(connection, inputs.rows, options.contract, (name, done, of) =>
        onProgress({ step: 'contract', name, done, of }),
      ),
    );
    options.onChecks?.(contract.checks);
    const { models, rows } = await clock.time('models', () =>
      makeModels(connection, asOf, rules, {
        models: allModels(metrics),
        wanted: options.metrics && ['scope', 'figure'],
        onModel: (name, done, of) => onProgress({ step: 'models', name, done, of }),
      }),
    );
    const lineage = await clock.time('models', async () =>
      writeLineage(connection, `${PUBLISHED}.main.metric_lineage`, await lineageOf(connection, models, metrics)),
    );
    const checks = await clock.time('checks', () => runChecks(connection, models, options));
    const closed = await clock.time('checks', () => holdClosedPeriods(connection, options, publicationId));
    const tables = new Map([...rows, ['metric_lineage', lineage], ['restatement', closed.rows]]);
    const figures = await clock.time('files', () => writeParquet(connection, building, tables, metrics, onProgress));
    await detachPublished(connection);
    const all = new Map([...tables, ...figures]);
    return { ...contract, inputs, rows: all, checks: [...contract.checks, ...checks, closed.check] };
  } finally {
    // An open connection would keep the space of deleted files, and a full disk full.
    connection.closeSync();
    instance.closeSync();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Figures of closed periods against the publication that is served. @throws ClosedPeriodChanged, PublicationDamaged */
async function holdClosedPeriods(connection: DuckDBConnection, options: BuildOptions, publicationId: string) {
  const { database, folder, asOf } = options;
  const closed = await readClosed(database.db);
  const served = readPointer(folder)?.publicationId;
  const path = served === undefined ? undefined : join(folder, served, DATABASE);
  if (served !== undefined && path !== undefined && !existsSync(path)) {
    throw new PublicationDamaged(served, `${DATABASE} is missing, so that nothing can be held against it`);
  }
  return holdClosed(connection, { published: PUBLISHED, before: path, closed, asOf, publicationId });
}

/** Runs every check. @throws ChecksFailed when one of severity "block" finds a row. */
async function runChecks(
  connection: DuckDBConnection,
  models: readonly Model[],
  { onProgress = () => {}, onChecks = () => {} }: Pick<BuildOptions, 'onProgress' | 'onChecks'>,
): Promise<CheckResult[]> {
  const checks = models.flatMap((model) => model.checks);
  const results: CheckResult[] = [];
  for (const [done, check] of checks.entries()) {
    onProgress({ step: 'checks', name: check.name, done, of: checks.length });
    results.push(await runCheck(connection, check));
  }
  onChecks(results);
  const failed = results.filter((result) => result.severity === 'block' && result.failures > 0);
  if (failed.length > 0) throw new ChecksFailed(failed);
  return results;
}

/**
 * Writes `parquet/<table>.parquet` of every table and `parquet/figure/<metric>.parquet` of every metric, in the order of
 * the marts, which their rows alone decide: equal rows give equal bytes.
 * @returns how many figures each metric has, by `figure/<metric>`.
 */
async function writeParquet(
  connection: DuckDBConnection,
  building: string,
  tables: ReadonlyMap<string, number>,
  metrics: readonly Metric[],
  onProgress: (progress: Progress) => void,
): Promise<Map<string, number>> {
  const of = tables.size + metrics.length;
  const write = (source: string, file: string) =>
    connection.run(
      `copy ${source} to ${literal(join(building, 'parquet', `${file}.parquet`))} (format parquet, compression zstd)`,
    );
  let done = 0;
  for (const table of tables.keys()) {
    onProgress({ step: 'files', name: table, done: done++, of });
    await write(`${PUBLISHED}.main.${table}`, table);
  }
  const figures = new Map<string, number>();
  for (const { id } of metrics) {
    onProgress({ step: 'files', name: `figure_${id}`, done: done++, of });
    const written = await write(`(select * from figure_${id})`, `figure/${id}`);
    figures.set(`figure/${id}`, Number((await written.getRows())[0]?.[0] ?? 0));
  }
  return figures;
}

function rowsOfFile(path: string, rows: ReadonlyMap<string, number>): number | null {
  const table = /^parquet\/((?:figure\/)?\w+)\.parquet$/.exec(path)?.[1];
  return table === undefined ? null : (rows.get(table) ?? null);
}

/** The version of this code, as manifests and run records say it. */
export function codeVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return manifest.version;
}

/** Adds up the milliseconds of each step. */
class StepClock {
  readonly durations: Partial<Record<Step, number>> = {};

  async time<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.durations[step] = (this.durations[step] ?? 0) + Math.round(performance.now() - start);
    }
  }
}
