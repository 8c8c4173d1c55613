import { ProgressLine } from '@union/schema/progress-line.ts';

/** What a long step tells while it runs: how far it is, 0 to 1, when it knows, and what it is doing. */
export type Progress = { done?: number; note?: string };

/** Prints long steps one after the other, each with its progress and its time. */
export class Steps {
  private readonly began = performance.now();
  // A log is read later: a line every two seconds tells enough.
  private readonly line = new ProgressLine(process.stdout, { plainEveryMs: 2000 });

  constructor(title: string) {
    this.line.say(`\n${title}\n`);
  }

  /** Runs one step. `describe` turns its result into a few words behind its name. */
  async run<T>(
    name: string,
    work: (onProgress: (progress: Progress) => void) => Promise<T>,
    describe: (result: T) => string = () => '',
  ): Promise<T> {
    const began = performance.now();
    this.line.show(undefined, name);
    const result = await work(({ done, note }) => this.line.show(done, `${name}${note ? `  ${note}` : ''}`));
    const words = describe(result);
    this.line.say(`  ✓ ${name}${words ? `  ${words}` : ''}  (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  }

  /** Prints where things are, and how long all steps took. */
  finish(places: readonly (readonly [name: string, address: string])[]): void {
    console.log(`\n就绪 ready (${((performance.now() - this.began) / 1000).toFixed(1)} s)\n`);
    for (const [name, address] of places) console.log(`  ${name.padEnd(24)} ${address}`);
    console.log('\nCtrl+C 停止 stop\n');
  }
}
