import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder } from './lock.ts';

const HISTORY_FILE = 'runs.jsonl';

/** Why a run failed, for people; `code` is stable. */
export type Reason = { readonly code: string; readonly zh: string; readonly en: string };

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
  /** Milliseconds a step, as far as it came. */
  readonly steps: Readonly<Record<string, number>>;
};

type Line =
  | { readonly event: 'started'; readonly runId: string; readonly asOf: string; readonly at: string }
  | {
      readonly event: 'ended';
      readonly runId: string;
      readonly at: string;
      readonly outcome: 'published' | 'failed';
      readonly publicationId: string | null;
      readonly reason: Reason | null;
      readonly steps: Readonly<Record<string, number>>;
    };

/** Adds a line to the run history of a publications folder. */
export function appendRun(folder: string, line: Line): void {
  mkdirSync(folder, { recursive: true });
  appendFileSync(join(folder, HISTORY_FILE), `${JSON.stringify(line)}\n`);
}

/** The runs of a publications folder, newest first; `[]` before the first. */
export function readRuns(folder: string): Run[] {
  const path = join(folder, HISTORY_FILE);
  if (!existsSync(path)) return [];
  const runs = new Map<string, Run>();
  for (const line of readFileSync(path, 'utf8').split('\n').flatMap(parseLine)) {
    if (line.event === 'started') runs.set(line.runId, begun(line));
    else runs.set(line.runId, ended(runs.get(line.runId), line));
  }
  const newestFirst = [...runs.values()].toReversed();
  const isRunning = lockHolder(folder) !== undefined;
  // Only the newest can be running: the lock lets no second one begin.
  return newestFirst.map((run, i) =>
    run.outcome === 'interrupted' && i === 0 && isRunning ? { ...run, outcome: 'running' } : run,
  );
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

function begun(line: Extract<Line, { event: 'started' }>): Run {
  const { runId, asOf, at } = line;
  return {
    ...{ runId, asOf, startedAt: at, endedAt: null, outcome: 'interrupted' },
    ...{ publicationId: null, reason: null, steps: {} },
  } as const;
}

function ended(run: Run | undefined, line: Extract<Line, { event: 'ended' }>): Run {
  const { runId, at, outcome, publicationId, reason, steps } = line;
  return { runId, asOf: '', startedAt: at, ...run, endedAt: at, outcome, publicationId, reason, steps };
}

/** A line that was cut off by a crash is passed over. */
function parseLine(text: string): Line[] {
  if (text === '') return [];
  try {
    return [JSON.parse(text) as Line];
  } catch {
    return [];
  }
}
