import { ExportsBusy } from './errors.ts';

/** Exports that are made at once; the queries of pages keep the rest of the connections. */
const AT_ONCE = 2;
/** Exports that wait for their turn, and for how many milliseconds at most. */
const WAITING = 16;
const PATIENCE = 60_000;

/** Turns of exports in one process. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Waits for a turn; what it gives back ends the turn, and may be called again. @throws ExportsBusy, or the reason of the signal. */
  async take(signal: AbortSignal): Promise<() => void> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= WAITING) throw new ExportsBusy();
      await this.turn(signal);
    } else this.running++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    };
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(patience);
        signal.removeEventListener('abort', giveUp);
      };
      const leave = (reason: unknown) => {
        end();
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        reject(reason);
      };
      const giveUp = () => leave(signal.reason);
      const begin = () => {
        end();
        resolve();
      };
      const patience = setTimeout(() => leave(new ExportsBusy()), PATIENCE);
      signal.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(begin);
    });
  }
}
