import type { Progress } from '@union/warehouse/build.ts';
import { stepNames } from './run.ts';

const BAR = 24;

/** Shows how far a night is: one bar rewritten in place on a terminal, one plain line a step elsewhere. */
export class ProgressLines {
  private readonly out: NodeJS.WriteStream;
  private step: Progress['step'] | undefined;
  private began = performance.now();
  private live = false;

  constructor(out: NodeJS.WriteStream) {
    this.out = out;
  }

  show({ done, detail }: { done: number; note: string; detail: Progress }): void {
    if (detail.step !== this.step) {
      this.finishStep();
      this.step = detail.step;
      this.began = performance.now();
    }
    if (!this.out.isTTY) return;
    const filled = Math.round(done * BAR);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
    const part = `${stepNames[detail.step]} ${detail.done + 1}/${detail.of} ${detail.name}`;
    this.out.write(`\r\x1b[2K${bar} ${String(Math.round(done * 100)).padStart(3)} %  ${part.slice(0, 90)}`);
    this.live = true;
  }

  end(): void {
    this.finishStep();
    this.step = undefined;
  }

  private finishStep(): void {
    if (this.live) this.out.write('\r\x1b[2K');
    this.live = false;
    if (this.step === undefined) return;
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    this.out.write(`  ✓ ${stepNames[this.step]} (${seconds} s)\n`);
  }
}
