/** What a long step tells while it runs: how far it is, 0 to 1, when it knows, and what it is doing. */
export type Progress = { done?: number; note?: string };

/** Prints long steps one after the other, each with its progress and its time: rewritten in place on a terminal, plain lines elsewhere. */
export class Steps {
  private readonly began = performance.now();
  private readonly live = process.stdout.isTTY;

  constructor(title: string) {
    console.log(`\n${title}\n`);
  }

  /** Runs one step. `describe` turns its result into a few words behind its name. */
  async run<T>(
    name: string,
    work: (onProgress: (progress: Progress) => void) => Promise<T>,
    describe: (result: T) => string = () => '',
  ): Promise<T> {
    const began = performance.now();
    let told = began;
    this.show(`  … ${name}`);
    const result = await work(({ done, note }) => {
      // A log is read later: a line every two seconds tells enough.
      if (!this.live && performance.now() - told < 2000) return;
      told = performance.now();
      const share = done === undefined ? '' : ` ${Math.round(done * 100)} %`;
      this.show(`  … ${name}${share}${note ? `  ${note}` : ''}`);
    });
    const words = describe(result);
    this.show(`  ✓ ${name}${words ? `  ${words}` : ''}  (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    if (this.live) process.stdout.write('\n');
    return result;
  }

  /** Prints where things are, and how long all steps took. */
  finish(places: readonly (readonly [name: string, address: string])[]): void {
    console.log(`\n就绪 ready (${((performance.now() - this.began) / 1000).toFixed(1)} s)\n`);
    for (const [name, address] of places) console.log(`  ${name.padEnd(24)} ${address}`);
    console.log('\nCtrl+C 停止 stop\n');
  }

  private show(line: string): void {
    if (this.live) process.stdout.write(`\r\x1b[2K${line}`);
    else console.log(line);
  }
}
