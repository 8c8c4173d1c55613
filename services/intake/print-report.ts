import type { Problem } from './problems/problem-list.ts';
import type { LoadReport } from './report.ts';

/** Problems that the terminal shows of one file; all are counted, and `--json` and `--marked` hold more. */
const SHOWN = 100;

const statusWords: Readonly<Record<LoadReport['status'], readonly [string, string]>> = {
  loaded: ['已导入', 'loaded'],
  fine: ['检查通过，未导入', 'fine, not loaded'],
  refused: ['未导入', 'not loaded'],
  already_loaded: ['内容相同的文件已导入过，没有改动', 'the same bytes were loaded before, nothing was changed'],
};

const severityWords = { error: ['错误', 'error'], warning: ['提醒', 'warning'], notice: ['说明', 'notice'] } as const;

/** One report as lines for a terminal, Chinese first. */
export function printedReport(report: LoadReport): string {
  const [zh, en] = statusWords[report.status];
  const number = report.importId === null ? '' : `（第 ${report.importId} 号导入 import ${report.importId}）`;
  const lines = [`${report.file}：${zh} ${en}${number}`];
  if (report.earlier) {
    const day = report.earlier.loadedAt.toISOString().slice(0, 16).replace('T', ' ');
    lines.push(`  ${report.earlier.loadedBy}，${day} UTC`);
  }
  for (const { name, rows, inserted, updated, unchanged } of report.sheets) {
    if (rows === 0) continue;
    const counts =
      report.status === 'refused'
        ? ''
        : `：新增 ${inserted}，更新 ${updated}，不变 ${unchanged} (new ${inserted}, updated ${updated}, unchanged ${unchanged})`;
    lines.push(`  ${name} ${rows} 行 rows${counts}`);
  }
  const { errors, warnings, notices } = report.counts;
  if (errors + warnings + notices > 0) {
    lines.push(
      `  错误 ${errors}，提醒 ${warnings}，说明 ${notices} (errors ${errors}, warnings ${warnings}, notices ${notices})`,
    );
  }
  // Errors first: they are what must be put right.
  const ordered = ['error', 'warning', 'notice'].flatMap((severity) =>
    report.problems.filter((problem) => problem.severity === severity),
  );
  for (const problem of ordered.slice(0, SHOWN)) lines.push(printedProblem(problem));
  const rest = errors + warnings + notices - Math.min(SHOWN, ordered.length);
  if (rest > 0) lines.push(`  …… 另有 ${rest} 处，见 --json 或 --marked (${rest} more, see --json or --marked)`);
  return lines.join('\n');
}

function printedProblem({ severity, sheet, cell, row, column, value, zh, en, code }: Problem): string {
  const where = [sheet, cell ?? (row === null ? '' : `第 ${row} 行 row ${row}`), column].filter(Boolean).join(' ');
  const [severityZh, severityEn] = severityWords[severity];
  const what = value === null || value === '' ? '' : ` “${value}”`;
  return `  [${severityZh} ${severityEn}] ${where}${what}\n      ${zh}\n      ${en} (${code})`;
}
