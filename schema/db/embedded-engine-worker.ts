import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/**
 * PGlite in a thread of its own, so that a statement that runs can be ended from outside by ending the thread: no signal
 * reaches WebAssembly. It takes one message group of PostgreSQL's wire protocol at a time and gives its answer as bytes.
 */
export type EngineOptions = { readonly dataDir: string; readonly loadFrom: Uint8Array | undefined };

export type EngineOrder =
  | { readonly type: 'run'; readonly group: Uint8Array }
  | { readonly type: 'dump' }
  | { readonly type: 'close' };

export type EngineReport =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly message: string }
  /** A part of the answer to the group that runs; `isLast` once all of it is there. */
  | { readonly type: 'answer'; readonly bytes: Uint8Array; readonly isLast: boolean }
  /** The engine itself failed, which no statement can make it do. */
  | { readonly type: 'fault'; readonly message: string }
  | { readonly type: 'dumped'; readonly bytes: Uint8Array }
  | { readonly type: 'closed' };

/** Answers are sent on in pieces of about this many bytes: a message between threads costs as much as some rows. */
const PIECE_BYTES = 256 * 1024;

const { dataDir, loadFrom } = workerData as EngineOptions;
const port = parentPort as NonNullable<typeof parentPort>;

const report = (message: EngineReport, bytes?: Uint8Array<ArrayBuffer>) =>
  port.postMessage(message, bytes ? [bytes.buffer] : []);

try {
  const source = loadFrom ? { loadDataDir: new Blob([new Uint8Array(loadFrom)]) } : {};
  const engine = await PGlite.create({ dataDir, ...source });
  port.on('message', (order: EngineOrder) => void obey(engine, order));
  report({ type: 'ready' });
} catch (error) {
  report({ type: 'failed', message: String(error) });
}

async function obey(engine: PGlite, order: EngineOrder): Promise<void> {
  try {
    if (order.type === 'run') await run(engine, order.group);
    else if (order.type === 'dump') {
      const blob = await engine.dumpDataDir('none');
      report({ type: 'dumped', bytes: new Uint8Array(await blob.arrayBuffer()) });
    } else {
      await engine.close();
      report({ type: 'closed' });
    }
  } catch (error) {
    report({ type: 'fault', message: String(error) });
  }
}

async function run(engine: PGlite, group: Uint8Array): Promise<void> {
  let pieces: Uint8Array[] = [];
  let held = 0;
  const send = (isLast: boolean) => {
    // A copy: the engine uses its memory again. It changes hands without another.
    const bytes = new Uint8Array(held);
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    pieces = [];
    held = 0;
    report({ type: 'answer', bytes, isLast }, bytes);
  };
  await engine.runExclusive(() =>
    engine.execProtocolRawStream(group, {
      onRawData: (data: Uint8Array) => {
        pieces.push(data.slice());
        held += data.length;
        if (held >= PIECE_BYTES) send(false);
      },
    }),
  );
  send(true);
}
