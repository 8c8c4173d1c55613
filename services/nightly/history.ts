import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckResult } from '@union/warehouse/models/model.ts';
import { replaceFile } from '@union/warehouse/publication/files.ts';
import { comparePublicationIds, listPublicationIds, readPointer } from '@union/warehouse/publication/publications.ts';
import { lockHolder } from './lock.ts';

const HISTORY_FILE = 'runs.jsonl';
/** Runs that stay in the file once the database has them. */
const RUNS_KEPT = 100;

/** Why a run failed, for people; `code` is stable. */
export type Reason = { readonly code: string; readonly zh: string; readonly en: string };

/** How a night came to run: by hand, by the clock of a server, or by a server that began without a publication. */
export type Trigger = 'command' | 'clock' | 'start';

export type RunStep = {
  readonly step: string;
  readonly durationMs: number;
  /** Rows read or published; null for a step that counts none. */
  readonly rowCount: number | null;
  readonly rowsByTable: Readonly<Record<string, number>>;
};

/** One run of the night. `interrupted`: it never said how it ended, and no longer runs. */
export type Run = {
  readonly runId: string;
  readonly asOf: string;
  /** ISO instants; `endedAt` is null while it runs and when it was interrupted. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: 'running' | 'published' | 'failed' | 'interrupted';
  readonly publicationId: string | null;
  /** Null unless it failed. */
  readonly reason: Reason | null;
  /** Null while it runs, and when it was interrupted. */
  readonly exitCode: number | null;
  readonly trigger: Trigger;
  readonly host: string;
  readonly codeVersion: string;
  /** As far as it came. */
  readonly steps: readonly RunStep[];
  readonly checks: readonly CheckResult[];
};

/** What a run says when it begins, and when it ends. */
export type RunStart = Pick<Run, 'runId' | 'asOf' | 'startedAt' | 'trigger' | 'host' | 'codeVersion'>;
export type RunEnd = Pick<Run, 'publicationId' | 'reason' | 'exitCode' | 'steps' | 'checks'> & {
  readonly endedAt: string | null;
  readonly outcome: 'published' | 'failed' | 'interrupted';
};

type Line =
  | ({ readonly event: 'started' } & RunStart)
  | { readonly event: 'step'; readonly runId: string; readonly step: RunStep }
  /** Said before the pointer moves: a run that is killed after that has published all the same. */
  | { readonly event: 'publishing'; readonly runId: string; readonly publicationId: string }
  | ({ readonly event: 'ended'; readonly runId: string } & RunEnd);

/**
 * Adds a line to the run history of a publications folder: the record that needs no database. The tables of the
 * database are filled from it.
 */
export function appendRun(folder: string, line: Line): void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, HISTORY_FILE);
  // A line that a full disk or a kill cut off must not swallow this one.
  appendFileSync(path, `${endsInALine(path) ? '' : '\n'}${JSON.stringify(line)}\n`);
}

function endsInALine(path: string): boolean {
  if (!existsSync(path)) return true;
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const last = Buffer.alloc(1);
    return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === 0x0a);
  } finally {
    closeSync(file);
  }
}

/** The runs of a publications folder, newest first; `[]` before the first. */
export function readRuns(folder: string): Run[] {
  const runs = recorded(folder);
  const newestFirst = [...runs.values()].toReversed();
  const isRunning = lockHolder(folder) !== undefined;
  return newestFirst.map((run, i) => {
    if (run.outcome !== 'running') return run;
    // Only the newest can be running: the lock lets no second one begin.
    if (isRunning && i === 0) return { ...run, publicationId: null };
    return hasPublished(folder, run)
      ? { ...run, outcome: 'published' }
      : { ...run, outcome: 'interrupted', publicationId: null };
  });
}

/**
 * Says how runs ended that never said so themselves, by what they left: the one that moved the pointer before it was
 * killed has published. Only for the holder of the lock, before it cleans up.
 */
export function settleRuns(folder: string): void {
  for (const run of recorded(folder).values()) {
    if (run.outcome !== 'running') continue;
    appendRun(folder, {
      ...{ event: 'ended', runId: run.runId, endedAt: null, exitCode: null, reason: null },
      ...{ steps: run.steps, checks: run.checks },
      ...(hasPublished(folder, run)
        ? { outcome: 'published', publicationId: run.publicationId }
        : { outcome: 'interrupted', publicationId: null }),
    });
  }
}

/** Whether a run that was killed had its publication in place: served, or kept beside one of a later day. */
function hasPublished(folder: string, { publicationId }: Run): boolean {
  const current = readPointer(folder)?.publicationId;
  if (publicationId === null || current === undefined) return false;
  const isBeside =
    comparePublicationIds(publicationId, current) < 0 && listPublicationIds(folder).includes(publicationId);
  return publicationId === current || isBeside;
}

/** Lets old runs go that the database holds. Only for the holder of the lock. */
export function trimRuns(folder: string): void {
  const runs = [...recorded(folder).values()];
  if (runs.length <= 2 * RUNS_KEPT) return;
  const kept = new Set(runs.slice(-RUNS_KEPT).map(({ runId }) => runId));
  const lines = readLines(folder).filter(({ runId }) => kept.has(runId));
  replaceFile(folder, HISTORY_FILE, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Runs as their lines tell, oldest first; one without an end is `running`, with the publication it was about to serve. */
function recorded(folder: string): Map<string, Run> {
  const runs = new Map<string, Run>();
  for (const line of readLines(folder)) {
    const run = runs.get(line.runId);
    if (line.event === 'started') runs.set(line.runId, begun(line));
    else if (run && line.event === 'step') runs.set(line.runId, { ...run, steps: [...run.steps, line.step] });
    else if (run && line.event === 'publishing') runs.set(line.runId, { ...run, publicationId: line.publicationId });
    else if (run && line.event === 'ended') {
      const { event: _event, runId: _runId, ...end } = line;
      runs.set(line.runId, { ...run, ...end });
    }
  }
  return runs;
}

function begun({ runId, asOf, startedAt, trigger, host, codeVersion }: RunStart): Run {
  return {
    ...{ runId, asOf, startedAt, endedAt: null, outcome: 'running', publicationId: null, reason: null },
    ...{ exitCode: null, trigger, host, codeVersion, steps: [], checks: [] },
  } as const;
}

/**
 * Why there is no newer publication: the reason of the last run when it did not publish, undefined when it did, when it
 * still runs, and when nothing ever ran.
 */
export function lastFailure(folder: string): Reason | undefined {
  const [run] = readRuns(folder);
  if (run?.outcome === 'failed') return run.reason ?? undefined;
  if (run?.outcome !== 'interrupted') return undefined;
  return {
    code: 'NIGHT_INTERRUPTED',
    zh: `${run.asOf} 的夜间计算（${run.startedAt} 开始）中途被终止`,
    en: `the night of ${run.asOf}, begun at ${run.startedAt}, was interrupted`,
  };
}

/** A line that was cut off by a crash is passed over. */
function readLines(folder: string): Line[] {
  const path = join(folder, HISTORY_FILE);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').flatMap(parseLine);
}

function parseLine(text: string): Line[] {
  if (text === '') return [];
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}
