import { ProgressLine, type ProgressStream } from '@union/schema/progress-line.ts';
import type { Progress } from '@union/warehouse/build.ts';
import { stepNames } from './run.ts';

/** Shows how far a night is: a bar for the step that runs on a terminal, and everywhere a line for each that is done. */
export class ProgressLines {
  private readonly line: ProgressLine;
  private step: Progress['step'] | undefined;
  private began = performance.now();

  constructor(out: ProgressStream) {
    this.line = new ProgressLine(out);
  }

  show({ step, name, done, of }: Progress): void {
    if (step !== this.step) {
      this.end();
      this.step = step;
      this.began = performance.now();
    }
    this.line.show(done / of, `${stepNames[step]} ${done + 1}/${of} ${name}`);
  }

  end(): void {
    if (this.step === undefined) return;
    const seconds = ((performance.now() - this.began) / 1000).toFixed(1);
    this.line.say(`  ✓ ${stepNames[this.step]} (${seconds} s)`);
    this.step = undefined;
  }
}
