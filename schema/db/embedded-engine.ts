import { Worker } from 'node:worker_threads';
import type { EngineOptions, EngineOrder, EngineReport } from './embedded-engine-worker.ts';

/** The statement was ended, and with it the engine's thread; the engine is opening again. */
export class Interrupted extends Error {}

type Running = { readonly onAnswer: (bytes: Buffer) => void; readonly ended: PromiseWithResolvers<void> };

/** The thread of the embedded engine, which can be ended in the middle of a statement and opened again. */
export class Engine {
  private readonly dataDir: string;
  private worker: Worker;
  private opened: Promise<void>;
  private running: Running | undefined;
  private asked: PromiseWithResolvers<Uint8Array> | undefined;
  private isClosing = false;

  constructor({ dataDir, loadFrom }: EngineOptions) {
    this.dataDir = dataDir;
    [this.worker, this.opened] = this.open(loadFrom);
  }

  /** Whether its data outlive the thread. */
  get canReopen(): boolean {
    return this.dataDir !== 'memory://';
  }

  /** Resolves once statements are answered; rejects when the files cannot be opened. */
  ready(): Promise<void> {
    return this.opened;
  }

  /** Runs one message group. Not to be called while another runs. @throws Interrupted, or what the engine failed with. */
  async run(group: Uint8Array, onAnswer: (bytes: Buffer) => void): Promise<void> {
    await this.opened;
    const ended = Promise.withResolvers<void>();
    this.running = { onAnswer, ended };
    this.order({ type: 'run', group });
    await ended.promise;
  }

  /** Ends what runs by ending the thread, and opens the files again: PostgreSQL recovers them as after a crash. */
  interrupt(): void {
    if (this.running && this.canReopen) this.restart(new Interrupted());
  }

  /** Ends the thread for a reason, which is what ends whatever runs, and begins a new one. */
  private restart(reason: Error): void {
    const { running, asked, worker } = this;
    this.running = undefined;
    this.asked = undefined;
    worker.removeAllListeners();
    // Two engines on the same files would ruin them, so the old one must be gone first.
    const reopened = worker.terminate().then(() => {
      const [next, opened] = this.open(undefined);
      this.worker = next;
      return opened;
    });
    reopened.catch(() => {});
    this.opened = reopened;
    running?.ended.reject(reason);
    asked?.reject(reason);
  }

  /** The data folder as an archive. */
  dump(): Promise<Uint8Array> {
    return this.ask({ type: 'dump' });
  }

  async close(): Promise<void> {
    this.isClosing = true;
    await this.ask({ type: 'close' });
    await this.worker.terminate();
  }

  private async ask(order: EngineOrder): Promise<Uint8Array> {
    await this.opened;
    this.asked = Promise.withResolvers();
    this.order(order);
    return this.asked.promise;
  }

  private order(order: EngineOrder): void {
    this.worker.postMessage(order);
  }

  private open(loadFrom: Uint8Array | undefined): [Worker, Promise<void>] {
    const worker = new Worker(new URL('./embedded-engine-worker.ts', import.meta.url), {
      workerData: { dataDir: this.dataDir, loadFrom } satisfies EngineOptions,
    });
    const opened = Promise.withResolvers<void>();
    let isOpen = false;
    const fail = (error: Error) => {
      opened.reject(error);
      // What was committed is in the files; a thread that broke is replaced, so that the next statement is answered.
      if (isOpen && this.canReopen && !this.isClosing) {
        this.restart(error);
        return;
      }
      this.running?.ended.reject(error);
      this.asked?.reject(error);
    };
    worker.on('error', (error) => fail(error as Error));
    worker.on('exit', () => fail(new Error('the thread of the embedded engine ended')));
    worker.on('message', (report: EngineReport) => {
      if (report.type === 'ready') {
        isOpen = true;
        opened.resolve();
      } else if (report.type === 'answer') this.answered(report.bytes, report.isLast);
      else if (report.type === 'dumped') this.asked?.resolve(report.bytes);
      else if (report.type === 'closed') this.asked?.resolve(new Uint8Array());
      else fail(new Error(report.message));
    });
    opened.promise.catch(() => {});
    return [worker, opened.promise];
  }

  private answered(bytes: Uint8Array, isLast: boolean): void {
    const { running } = this;
    if (!running) return;
    if (bytes.length > 0) running.onAnswer(Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length));
    if (!isLast) return;
    this.running = undefined;
    running.ended.resolve();
  }
}
