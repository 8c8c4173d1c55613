import { randomInt } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Engine, Interrupted } from './embedded-engine.ts';
import {
  AnswerReader,
  beginsCopyIn,
  CANCEL_REQUEST,
  CANCEL_TAKEN,
  CANCELLED,
  COPY_IN_RESPONSE,
  cancelledBy,
  greeting,
  onlyReads,
  PROTOCOL_3,
  SSL_REQUEST,
} from './embedded-wire.ts';

/**
 * The embedded engine behind a socket that speaks PostgreSQL's wire protocol, in a worker thread so that no statement
 * blocks the process; the engine itself runs in a thread below it. The one engine session is lent to one connection at a
 * time: for a whole message group (up to Sync, or a whole COPY) and, once a transaction is open, until it ends.
 * `pglite-socket` lends it a message at a time, which mixes the unnamed statements of two connections.
 *
 * A statement is cancelled as PostgreSQL's are (a cancel request, `pg_cancel_backend`). One that waits for its turn is
 * taken out of the queue. One that runs is ended by ending the engine's thread and opening the files again, but only
 * when it reads, outside of a transaction: as nobody else has the session then, nothing is cut off but the statement
 * itself, and whoever waits is served after the opening. Whatever else runs is waited for.
 */
type Options = { dataDir: string; socketPath: string; loadFrom?: Uint8Array };

const { dataDir, socketPath, loadFrom } = workerData as Options;
const engine = new Engine({ dataDir, loadFrom });

/** How long an owner that wants to end waits for others, in milliseconds. */
const LONGEST_WAIT_MS = 60_000;
/** How long a cancelled statement may go on, in milliseconds: as opening the files again takes longer, it is worth it. */
const GRACE_MS = 1_000;

/** Lends the engine to one connection at a time, first come first served. */
class Turn {
  private holder: Connection | undefined;
  private readonly waiting: { who: Connection; go: (isMine: boolean) => void }[] = [];

  /** Resolves true when it is their turn, false when they gave up waiting. */
  take(who: Connection): Promise<boolean> {
    if (this.holder === undefined || this.holder === who) {
      this.holder = who;
      return Promise.resolve(true);
    }
    return new Promise((go) => this.waiting.push({ who, go }));
  }

  give(who: Connection): void {
    if (this.holder !== who) return;
    const next = this.waiting.shift();
    this.holder = next?.who;
    next?.go(true);
  }

  /** Takes them out of the queue. @returns whether they were in it. */
  giveUp(who: Connection): boolean {
    const at = this.waiting.findIndex((entry) => entry.who === who);
    const [entry] = at < 0 ? [] : this.waiting.splice(at, 1);
    entry?.go(false);
    return entry !== undefined;
  }
}

const turn = new Turn();
/** Everyone who has the socket open, also those who only hold it so that the engine stays; by number once they began. */
const connections = new Set<Connection>();
const numbered = new Map<number, Connection>();
let lastNumber = 1_000;
let closing = false;

type Group = { readonly bytes: Buffer; readonly isCopyIn: boolean; readonly holdsOn: boolean; readonly reads: boolean };

class Connection {
  private input: Buffer = Buffer.alloc(0);
  private group: Buffer[] = [];
  private number = 0;
  private readonly secret = randomInt(2 ** 31);
  private copying = false;
  private closed = false;
  private answer = new AnswerReader();
  /** The group that the engine runs now. */
  private running: Group | undefined;
  private work: Promise<void> = Promise.resolve();
  private readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
    connections.add(this);
    socket.setNoDelay(true);
    socket.on('data', (data: Buffer) => {
      this.input = this.input.length === 0 ? data : Buffer.concat([this.input, data]);
      this.readMessages();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.end());
  }

  private readMessages(): void {
    while (true) {
      const header = this.number > 0 ? 1 : 0;
      if (this.input.length < header + 4) return;
      const length = header + this.input.readInt32BE(header);
      if (this.input.length < length) return;
      const message = this.input.subarray(0, length);
      this.input = this.input.subarray(length);
      if (this.number > 0) this.accept(message);
      else this.start(message);
    }
  }

  private start(message: Buffer): void {
    const code = message.readInt32BE(4);
    if (code === SSL_REQUEST) this.socket.write('N');
    else if (code === CANCEL_REQUEST) {
      const named = message.length === 16 ? numbered.get(message.readInt32BE(8)) : undefined;
      if (named?.secret === message.readInt32BE(12)) named.cancel();
      this.socket.end();
    } else if (code === PROTOCOL_3 && !closing) {
      this.number = ++lastNumber;
      numbered.set(this.number, this);
      this.socket.write(greeting(this.number, this.secret));
    } else this.socket.destroy();
  }

  private accept(message: Buffer): void {
    const type = String.fromCharCode(message[0] ?? 0);
    if (type === 'X') {
      this.socket.end();
      return;
    }
    const cancelled = this.group.length === 0 ? cancelledBy(type, message) : undefined;
    if (cancelled !== undefined) {
      // It must not wait for its turn behind what it is to end.
      numbered.get(cancelled)?.cancel();
      this.work = this.work.then(() => void this.socket.write(CANCEL_TAKEN));
      return;
    }
    this.group.push(message);
    if (beginsCopyIn(type, message)) {
      this.copying = true;
      this.socket.write(COPY_IN_RESPONSE);
      return;
    }
    const endsGroup = this.copying ? type === 'c' || type === 'f' : type === 'Q' || type === 'S' || type === 'H';
    if (!endsGroup) return;
    const group: Group = {
      bytes: Buffer.concat(this.group),
      isCopyIn: this.copying,
      holdsOn: type === 'H',
      reads: !this.copying && type !== 'H' && onlyReads(this.group),
    };
    this.group = [];
    this.copying = false;
    this.work = this.work.then(() => this.run(group));
  }

  private async run(group: Group): Promise<void> {
    if (this.closed) return;
    if (!(await turn.take(this))) {
      if (!this.closed) this.socket.write(CANCELLED);
      return;
    }
    this.running = group;
    try {
      let skip = group.isCopyIn;
      await engine.run(group.bytes, (bytes) => {
        let answer = bytes;
        if (skip && answer[0] === 0x47) {
          answer = answer.subarray(1 + answer.readInt32BE(1));
          skip = false;
        }
        this.answer.read(answer);
        if (!this.closed) this.socket.write(answer);
      });
    } catch (error) {
      // An answer that was cut off in the middle of a row has no end that the client would understand.
      if (error instanceof Interrupted && this.answer.isWhole && !this.closed) this.socket.write(CANCELLED);
      else this.socket.destroy();
      if (!(error instanceof Interrupted)) parentPort?.postMessage({ type: 'fault', message: String(error) });
      this.answer = new AnswerReader();
    } finally {
      this.running = undefined;
      if (!this.answer.inTransaction && !group.holdsOn) turn.give(this);
    }
  }

  /** Ends what this connection waits for or reads; nothing else. */
  cancel(): void {
    const { running } = this;
    if (turn.giveUp(this) || !running?.reads || !engine.canReopen || this.answer.inTransaction) return;
    setTimeout(() => {
      if (this.running === running) engine.interrupt();
    }, GRACE_MS).unref();
  }

  drop(): void {
    this.socket.destroy();
  }

  private end(): void {
    this.closed = true;
    numbered.delete(this.number);
    this.cancel();
    void this.work.then(async () => {
      if (this.answer.inTransaction && !closing) await engine.run(ROLLBACK, () => {}).catch(() => {});
      this.answer = new AnswerReader();
      turn.give(this);
      connections.delete(this);
    });
  }
}

const ROLLBACK = Buffer.from('Q\0\0\0\rrollback\0', 'latin1');

// Listening comes first: it makes this process the owner. Connections wait until the files are open.
const server = createServer((socket) => new Connection(socket));
server.on('error', (error) => parentPort?.postMessage({ type: 'failed', message: error.message }));
await new Promise<void>((resolve) => server.listen(socketPath, resolve));
parentPort?.postMessage({ type: 'listening' });

engine.ready().then(
  () => parentPort?.postMessage({ type: 'ready' }),
  (error) => parentPort?.postMessage({ type: 'failed', message: error.message }),
);

parentPort?.on('message', async (order: { type: 'close' | 'dump' }) => {
  if (order.type === 'dump') {
    parentPort?.postMessage({ type: 'dumped', bytes: await engine.dump() });
    return;
  }
  // Others are served to their end. Listening goes on until the files are closed, as who listens is their owner.
  for (let waited = 0; connections.size > 0 && waited < LONGEST_WAIT_MS; waited += 50) await delay(50);
  closing = true;
  await engine.close();
  server.close();
  for (const connection of connections) connection.drop();
  parentPort?.postMessage({ type: 'closed' });
  parentPort?.close();
});
