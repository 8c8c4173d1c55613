import { Worker } from 'node:worker_threads';
import type { Briefing } from '@union/briefing/model/briefing.ts';
import { FontLacksCharacter } from './errors.ts';
import type { BriefingFormat } from './make-briefing.ts';

/** What the thread answers: the bytes, or why there are none. */
export type Written =
  | { readonly bytes: Uint8Array }
  | { readonly missing: { readonly message: string; readonly messageZh: string } };

let last: Promise<unknown> = Promise.resolve();

/**
 * The bytes of a briefing, made by a thread of its own, so that nobody waits for the second or two that it takes; one after the
 * other, as each holds its fonts in memory. @throws FontLacksCharacter
 */
export function writeAside(briefing: Briefing, format: BriefingFormat, font: string | undefined): Promise<Buffer> {
  const written = last.then(() => write(briefing, format, font));
  last = written.catch(() => undefined);
  return written;
}

async function write(briefing: Briefing, format: BriefingFormat, font: string | undefined): Promise<Buffer> {
  const worker = new Worker(new URL('write-worker.ts', import.meta.url), { workerData: { briefing, format, font } });
  try {
    const answer = await new Promise<Written>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread that writes briefings ended without an answer')));
    });
    if ('missing' in answer) throw new FontLacksCharacter(answer.missing.message, answer.missing.messageZh);
    return Buffer.from(answer.bytes);
  } finally {
    await worker.terminate();
  }
}
