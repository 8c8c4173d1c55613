import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { DataFolder } from './data-folder.ts';
import type { Order } from './night-worker.ts';

const WORKER = fileURLToPath(new URL('./night-worker.ts', import.meta.url));

/** A process that is loaded and waits for its first night. */
export class NightWorker {
  private readonly child: ChildProcess;
  private readonly ended: Promise<NodeJS.Signals | null>;
  private readonly lines: string[] = [];
  private look: () => void = () => {};

  constructor({ dataDir, databaseUrl = '' }: DataFolder, day: string) {
    this.child = spawn(process.execPath, [WORKER, dataDir, databaseUrl, day], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (!this.child.stdout) throw new Error('the worker has no output');
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.lines.push(line);
      this.look();
    });
    this.ended = new Promise((resolve) => this.child.once('close', (_, signal) => resolve(signal)));
  }

  /** Runs a night to its end: the publication of a whole one, or a kill; `found` is what it began with, if it came so far. */
  async run(order: Order): Promise<{ found: string[] | undefined; done: string | undefined }> {
    await this.until(/^ready/);
    const from = this.lines.length;
    this.child.stdin?.write(`${JSON.stringify(order)}\n`);
    if (order === 'whole') await this.until(/^(done|failed)/, from);
    else expect(await this.ended).toBe('SIGKILL');
    const told = this.lines.slice(from);
    expect(told.filter((line) => line.startsWith('failed'))).toEqual([]);
    const after = (word: string) => told.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1);
    return { found: after('found')?.split(' '), done: after('done') };
  }

  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Waits for a line of this form; @throws Error when the process ends before it. */
  private until(form: RegExp, from = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      this.look = () => {
        if (this.lines.slice(from).some((line) => form.test(line))) resolve();
      };
      this.look();
      void this.ended.then((signal) => reject(new Error(`the worker ended with ${signal} before ${form}`)));
    });
  }
}
