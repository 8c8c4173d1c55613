import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/**
 * The embedded engine: PGlite behind a socket that speaks PostgreSQL's wire protocol, in a worker thread so that
 * no statement blocks the process. The one engine session is lent to one connection at a time: for a whole
 * message group (up to Sync, or a whole COPY) and, once a transaction is open, until it ends. `pglite-socket`
 * lends it a message at a time, which mixes the unnamed statements of two connections.
 */
type Options = { dataDir: string; socketPath: string; loadFrom?: Uint8Array };

const { dataDir, socketPath, loadFrom } = workerData as Options;
const { promise: opened, resolve: resolveOpened } = Promise.withResolvers<PGlite>();

/** How long an owner that wants to end waits for others, in milliseconds. */
const LONGEST_WAIT_MS = 60_000;
const PROTOCOL_3 = 196608;
const SSL_REQUEST = 80877103;
const CANCEL_REQUEST = 80877102;
const COPY_IN = /^\s*copy\b[^;]*\bfrom\s+stdin\b/i;

/** Lends the engine to one connection at a time, first come first served. */
class Turn {
  private holder: Connection | undefined;
  private readonly waiting: { who: Connection; go: () => void }[] = [];

  take(who: Connection): Promise<void> {
    if (this.holder === undefined || this.holder === who) {
      this.holder = who;
      return Promise.resolve();
    }
    return new Promise((go) => this.waiting.push({ who, go }));
  }

  give(who: Connection): void {
    if (this.holder !== who) return;
    const next = this.waiting.shift();
    this.holder = next?.who;
    next?.go();
  }

  forget(who: Connection): void {
    const at = this.waiting.findIndex((entry) => entry.who === who);
    if (at >= 0) this.waiting.splice(at, 1);
  }
}

const turn = new Turn();
/** Everyone who has the socket open, also those who only hold it so that the engine stays. */
const connections = new Set<Connection>();
let closing = false;

class Connection {
  private input: Buffer = Buffer.alloc(0);
  private group: Buffer[] = [];
  private started = false;
  private copying = false;
  private closed = false;
  private inTransaction = false;
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
      const header = this.started ? 1 : 0;
      if (this.input.length < header + 4) return;
      const length = header + this.input.readInt32BE(header);
      if (this.input.length < length) return;
      const message = this.input.subarray(0, length);
      this.input = this.input.subarray(length);
      if (this.started) this.accept(message);
      else this.start(message);
    }
  }

  private start(message: Buffer): void {
    const code = message.readInt32BE(4);
    if (code === SSL_REQUEST) this.socket.write('N');
    else if (code === CANCEL_REQUEST) this.socket.end();
    else if (code === PROTOCOL_3 && !closing) {
      this.started = true;
      this.socket.write(greeting);
    } else this.socket.destroy();
  }

  private accept(message: Buffer): void {
    const type = String.fromCharCode(message[0] ?? 0);
    if (type === 'X') {
      this.socket.end();
      return;
    }
    this.group.push(message);
    if (type === 'Q' && COPY_IN.test(message.toString('utf8', 5, message.length - 1))) {
      this.copying = true;
      this.socket.write(copyInResponse);
      return;
    }
    const endsGroup = this.copying ? type === 'c' || type === 'f' : type === 'Q' || type === 'S' || type === 'H';
    if (!endsGroup) return;
    const group = Buffer.concat(this.group);
    const skipCopyResponse = this.copying;
    this.group = [];
    this.copying = false;
    this.work = this.work.then(() => this.run(group, skipCopyResponse, type === 'H'));
  }

  private async run(group: Buffer, skipCopyResponse: boolean, holdOn: boolean): Promise<void> {
    if (this.closed) return;
    await turn.take(this);
    try {
      let skip = skipCopyResponse;
      const engine = await opened;
      await engine.runExclusive(() =>
        engine.execProtocolRawStream(new Uint8Array(group), {
          onRawData: (data: Uint8Array) => {
            let answer = Buffer.from(data);
            if (skip && answer[0] === 0x47) {
              answer = answer.subarray(1 + answer.readInt32BE(1));
              skip = false;
            }
            if (answer.length >= 6 && answer[answer.length - 6] === 0x5a) {
              this.inTransaction = answer[answer.length - 1] !== 0x49;
            }
            if (answer.length > 0 && !this.closed) this.socket.write(answer);
          },
        }),
      );
    } catch (error) {
      parentPort?.postMessage({ type: 'fault', message: String(error) });
      this.socket.destroy();
    } finally {
      if (!this.inTransaction && !holdOn) turn.give(this);
    }
  }

  drop(): void {
    this.socket.destroy();
  }

  private end(): void {
    this.closed = true;
    turn.forget(this);
    void this.work.then(async () => {
      if (this.inTransaction && !closing) await (await opened).exec('rollback');
      this.inTransaction = false;
      turn.give(this);
      connections.delete(this);
    });
  }
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

const greeting = Buffer.concat([
  message('R', Buffer.from([0, 0, 0, 0])),
  ...Object.entries({
    server_version: '18.0',
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
    TimeZone: 'UTC',
  }).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
  message('K', Buffer.alloc(8)),
  message('Z', Buffer.from('I')),
]);
const copyInResponse = message('G', Buffer.from([0, 0, 0]));

// Listening comes first: it makes this process the owner. Connections wait until the files are open.
const server = createServer((socket) => new Connection(socket));
server.on('error', (error) => parentPort?.postMessage({ type: 'failed', message: error.message }));
await new Promise<void>((resolve) => server.listen(socketPath, resolve));
parentPort?.postMessage({ type: 'listening' });

PGlite.create({ dataDir, ...(loadFrom ? { loadDataDir: new Blob([new Uint8Array(loadFrom)]) } : {}) }).then(
  (engine) => {
    resolveOpened(engine);
    parentPort?.postMessage({ type: 'ready' });
  },
  (error) => parentPort?.postMessage({ type: 'failed', message: String(error) }),
);

parentPort?.on('message', async (order: { type: 'close' | 'dump' }) => {
  const engine = await opened;
  if (order.type === 'dump') {
    const blob = await engine.dumpDataDir('none');
    parentPort?.postMessage({ type: 'dumped', bytes: new Uint8Array(await blob.arrayBuffer()) });
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
