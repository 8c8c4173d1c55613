import { ProgressLine, type ProgressStream } from '@union/schema/progress-line.ts';
import type { Progress } from './report.ts';

const phases = { reading: '读取 reading', checking: '检查 checking', merging: '写入 merging' } as const;

/** Shows how far files are read; a line every ten seconds where there is no terminal. */
export function progressLine(stream: ProgressStream): { show(progress: Progress): void; clear(): void } {
  const line = new ProgressLine(stream, { plainEveryMs: 10_000 });
  return {
    show: ({ read, phase, file, sheet, rows }) =>
      line.show(read, `${phases[phase]} ${file} ${sheet} ${rows.toLocaleString('en-US')}`),
    clear: () => line.clear(),
  };
}
