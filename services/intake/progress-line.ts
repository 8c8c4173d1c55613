import type { Progress } from './report.ts';

const WIDTH = 24;
const phases = { reading: '读取 reading', checking: '检查 checking', merging: '写入 merging' } as const;

/** Draws progress on one line of a terminal, at most ten times a second; does nothing when `stream` is no terminal. */
export function progressLine(stream: NodeJS.WriteStream): { show(progress: Progress): void; clear(): void } {
  let last = 0;
  let drawn = false;
  return {
    show(progress) {
      const now = performance.now();
      if (!stream.isTTY || now - last < 100) return;
      last = now;
      drawn = true;
      const filled = Math.round(progress.read * WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
      const rows = progress.rows.toLocaleString('en-US');
      stream.write(
        `\r\u001b[K${bar} ${Math.round(progress.read * 100)}% ${phases[progress.phase]} ${progress.file} ${progress.sheet} ${rows}`,
      );
    },
    clear() {
      if (drawn) stream.write('\r\u001b[K');
      drawn = false;
    },
  };
}
