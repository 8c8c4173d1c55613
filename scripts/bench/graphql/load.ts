import { connect, type Socket } from 'node:net';

/** A request that is sent again and again. */
export type Shot = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
};

/**
 * One connection that stays open and asks one thing after the other. Written on a bare socket, because a client that
 * costs more than the server it asks measures itself.
 */
class Client {
  private readonly socket: Socket;
  private buffer = Buffer.alloc(0);
  private done: ((answer: { status: number; body: Buffer }) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  constructor(url: URL) {
    this.socket = connect(Number(url.port), url.hostname);
    this.socket.setNoDelay(true);
    this.socket.on('data', (data) => {
      this.buffer = this.buffer.length === 0 ? data : Buffer.concat([this.buffer, data]);
      this.read();
    });
    this.socket.on('error', (error) => this.failed?.(error));
    this.socket.on('close', () => this.failed?.(new Error('the server closed the connection')));
  }

  ask(request: Buffer): Promise<{ status: number; body: Buffer }> {
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.failed = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private read(): void {
    const end = this.buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.buffer.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    const last = end + 4 + (status === 304 ? 0 : Number(length ?? Number.NaN));
    if (Number.isNaN(last)) throw new Error(`an answer without a length: ${head}`);
    if (this.buffer.length < last) return;
    const body = this.buffer.subarray(end + 4, last);
    this.buffer = this.buffer.subarray(last);
    this.done?.({ status, body });
  }
}

function bytesOf(url: URL, { method, path, headers, body = '' }: Shot): Buffer {
  const lines = Object.entries({ host: url.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** Asks each of these once, in order. @throws when an answer is not of the status expected. */
export async function askEach(url: string, shots: readonly Shot[], status = 200): Promise<Buffer[]> {
  const target = new URL(url);
  const client = new Client(target);
  const answers: Buffer[] = [];
  for (const shot of shots) {
    const answer = await client.ask(bytesOf(target, shot));
    if (answer.status !== status) throw new Error(`${answer.status}: ${answer.body.toString().slice(0, 300)}`);
    answers.push(Buffer.from(answer.body));
  }
  client.close();
  return answers;
}

/** Sends the shots in turn over so many connections for so long. @returns milliseconds of each request, sorted. */
export async function fire(
  url: string,
  shots: readonly Shot[],
  connections: number,
  ms: number,
  status = 200,
): Promise<number[]> {
  const target = new URL(url);
  const requests = shots.map((shot) => bytesOf(target, shot));
  const times: number[] = [];
  const end = performance.now() + ms;
  let next = 0;
  const work = async () => {
    const client = new Client(target);
    for (let began = performance.now(); began < end; ) {
      const answer = await client.ask(requests[next++ % requests.length] as Buffer);
      if (answer.status !== status) throw new Error(`${answer.status}: ${answer.body.toString().slice(0, 300)}`);
      const now = performance.now();
      times.push(now - began);
      began = now;
    }
    client.close();
  };
  await Promise.all(Array.from({ length: connections }, work));
  return times.sort((a, b) => a - b);
}
