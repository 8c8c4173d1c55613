import { readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { readRuns } from './history.ts';
import { lockHolder } from './lock.ts';

const RUNS_SHOWN = 10;
const outcomes = {
  running: '进行中 running',
  published: '已发布 published',
  failed: '失败 failed',
  interrupted: '中断 interrupted',
} as const;

/** What `pnpm nightly status` prints: the current publication, its steps and warnings, who runs now, the latest runs. */
export function describeStatus(folder: string, timeZone: string): string {
  const instant = (iso: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(iso));
  const lines: string[] = [];
  const pointer = readPointer(folder);
  if (pointer) {
    const manifest = readManifest(folder, pointer.publicationId, pointer.manifestSha256);
    const warnings = manifest.checks.filter((check) => check.failures > 0);
    lines.push(
      `当前发布 current: ${manifest.publicationId}  数据日 as of ${manifest.asOf}  发布于 published ${instant(manifest.publishedAt)} ${timeZone}`,
      `  步骤 steps: ${Object.entries(manifest.durations)
        .map(([step, ms]) => `${step} ${((ms ?? 0) / 1000).toFixed(1)} s`)
        .join(', ')}`,
      `  校验 checks: ${manifest.checks.length}, 提醒 warnings ${warnings.length}`,
      ...warnings.map((check) => `    ! ${check.name} (${check.failures})`),
    );
  } else {
    lines.push('当前发布 current: 尚未发布 nothing is published yet');
  }
  const holder = lockHolder(folder);
  if (holder) lines.push(`正在运行 running: ${holder}`);
  lines.push('最近运行 latest runs:');
  for (const run of readRuns(folder).slice(0, RUNS_SHOWN)) {
    const what = run.reason ? `${run.reason.code}: ${run.reason.zh} ${run.reason.en}` : (run.publicationId ?? '');
    lines.push(`  ${instant(run.startedAt)}  ${run.asOf}  ${outcomes[run.outcome]}  ${what}`);
  }
  return lines.join('\n');
}
