import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Batch, ExportRows } from './rows.ts';
import { type StreamedFormat, streamOf } from './write.ts';

const BATCHES = 2000;

/** Rows that note how many batches were asked for, and whether their reading was ended. */
function counted(): { rows: ExportRows; pulled: () => number; isEnded: () => boolean } {
  let pulled = 0;
  let ended = false;
  async function* batches(): AsyncGenerator<Batch> {
    try {
      for (; pulled < BATCHES; ) {
        pulled++;
        yield { rowCount: 2048, columns: [Array.from({ length: 2048 }, (_, at) => `${pulled} ${at} ${Math.sin(at)}`)] };
      }
    } finally {
      ended = true;
    }
  }
  const words = { zh: '列', en: 'column' };
  return {
    rows: {
      columns: [{ name: 'name', type: 'text', words }],
      batches: batches(),
      notice: () => undefined,
      about: { title: '', definitions: [], origin: [], createdAt: '2024-01-01T00:00:00Z' },
    },
    pulled: () => pulled,
    isEnded: () => ended,
  };
}

test.each<StreamedFormat>(['csv', 'plain.csv', 'jsonl', 'arrow', 'xlsx'])(
  'rows of %s are read no faster than they are taken, and no further once nobody takes them',
  async (format) => {
    const { rows, pulled, isEnded } = counted();
    const stream = Readable.from(streamOf(rows, format), { objectMode: false, highWaterMark: 1 << 18 });
    await new Promise((resolve) => stream.once('readable', resolve));
    // Whatever could be read ahead has been by then.
    for (let before = -1; before !== pulled(); ) {
      before = pulled();
      await pause(300);
    }
    expect(pulled()).toBeLessThan(BATCHES / 4);
    stream.destroy();
    for (let at = 0; at < 100 && !isEnded(); at++) await pause(20);
    expect(isEnded()).toBe(true);
  },
);
