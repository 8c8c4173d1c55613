const BAR = 24;
/** A terminal is drawn at most this often. */
const REDRAW_MS = 100;

/** Where progress is shown: `process.stdout` or `process.stderr`. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'write'> & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number;
};

/** How far long work is: one line with a bar that is rewritten in place on a terminal, plain lines elsewhere. */
export class ProgressLine {
  private readonly out: ProgressStream;
  private readonly plainEveryMs: number;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private saidAt = performance.now();
  private isDrawn = false;

  /** @param plainEveryMs where there is no terminal, a line is written this often, the first after as long; never when absent. */
  constructor(out: ProgressStream, { plainEveryMs = Number.POSITIVE_INFINITY }: { plainEveryMs?: number } = {}) {
    this.out = out;
    this.plainEveryMs = plainEveryMs;
  }

  /** Shows what is being done; `done`: 0 to 1, undefined when that is not known. */
  show(done: number | undefined, text: string): void {
    const now = performance.now();
    if (!this.out.isTTY) {
      if (now - this.saidAt < this.plainEveryMs) return;
      this.saidAt = now;
      this.out.write(`  … ${done === undefined ? '' : `${percent(done)} `}${text}\n`);
      return;
    }
    if (now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    this.isDrawn = true;
    this.out.write(`\r\x1b[K${fitted(`${done === undefined ? '…' : bar(done)}  ${text}`, this.out.columns ?? 80)}`);
  }

  /** Writes a line that stays, in place of the bar. */
  say(line: string): void {
    this.clear();
    this.out.write(`${line}\n`);
  }

  /** Takes the bar away; the next one is drawn at once. */
  clear(): void {
    if (this.isDrawn) this.out.write('\r\x1b[K');
    this.isDrawn = false;
    this.drawnAt = Number.NEGATIVE_INFINITY;
  }
}

function bar(done: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, done)) * BAR);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${percent(done).padStart(5)}`;
}

function percent(done: number): string {
  return `${Math.round(done * 100)} %`;
}

/** As much of a text as fits into a line of so many columns: a Chinese character takes two. */
function fitted(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1;
    if (width >= columns) break;
    end += character.length;
  }
  return text.slice(0, end);
}
