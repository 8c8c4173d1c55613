/** What the embedded engine's server has to know of PostgreSQL's wire protocol (version 3). */

export const PROTOCOL_3 = 196608;
export const SSL_REQUEST = 80877103;
export const CANCEL_REQUEST = 80877102;

/** A message of the server. */
export function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

/** What a client is told when its connection begins; `secret` lets it, and it alone, cancel what it asked. */
export function greeting(processId: number, secret: number): Buffer {
  const key = Buffer.alloc(8);
  key.writeInt32BE(processId, 0);
  key.writeInt32BE(secret, 4);
  return Buffer.concat([
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
    message('K', key),
    READY,
  ]);
}

const READY = message('Z', Buffer.from('I'));

export const COPY_IN_RESPONSE = message('G', Buffer.from([0, 0, 0]));

/** The answer to a statement that was cancelled, outside of a transaction. */
export const CANCELLED = Buffer.concat([
  message('E', Buffer.from('SERROR\0VERROR\0C57014\0Mcanceling statement due to user request\0\0')),
  READY,
]);

/** The answer to `select pg_cancel_backend(…)`. */
export const CANCEL_TAKEN = Buffer.concat([
  message(
    'T',
    Buffer.concat([
      Buffer.from([0, 1]),
      Buffer.from('pg_cancel_backend\0'),
      // Of no table; bool, one byte long, as text.
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 1, 255, 255, 255, 255, 0, 0]),
    ]),
  ),
  message('D', Buffer.from([0, 1, 0, 0, 0, 1, 0x74])),
  message('C', Buffer.from('SELECT 1\0')),
  READY,
]);

const COPY_IN = /^\s*copy\b[^;]*\bfrom\s+stdin\b/i;
const CANCEL = /^\s*select pg_cancel_backend\((\d+)\)\s*;?\s*$/i;

/** Whether a query message begins a COPY into the database. */
export function beginsCopyIn(type: string, text: Buffer): boolean {
  return type === 'Q' && COPY_IN.test(text.toString('utf8', 5, text.length - 1));
}

/** The number of the connection that a query message asks to cancel. */
export function cancelledBy(type: string, text: Buffer): number | undefined {
  // Longer messages are no such request, and are not looked through.
  if (type !== 'Q' || text.length > 100) return undefined;
  const found = CANCEL.exec(text.toString('utf8', 5, text.length - 1));
  return found ? Number(found[1]) : undefined;
}

const READS = /^\s*(\/\*[^*]*\*\/\s*)*(select|with|values|table)\b/i;
const MAY_WRITE =
  /\b(insert|update|delete|merge|into|create|drop|alter|truncate|copy|call|do|lock|grant|nextval|setval|set_config)\b|pg_advisory|;\s*\S/i;

/**
 * Whether a message group does nothing but read, as far as its text shows: every statement begins as a query and holds
 * no word of a change. A query with such a word in it counts as a change, which only means that it is not interrupted.
 */
export function onlyReads(group: readonly Buffer[]): boolean {
  let texts = 0;
  for (const part of group) {
    const type = String.fromCharCode(part[0] ?? 0);
    if (type === 'B' || type === 'D' || type === 'E' || type === 'S') continue;
    if (type !== 'P' && type !== 'Q') return false;
    // A parse message holds a name before the text.
    const start = type === 'P' ? part.indexOf(0, 5) + 1 : 5;
    const text = part.toString('utf8', start, part.indexOf(0, start));
    if (!READS.test(text) || MAY_WRITE.test(text)) return false;
    texts++;
  }
  return texts > 0;
}

/** Follows the messages of an answer through whatever pieces it comes in. */
export class AnswerReader {
  private readonly head = Buffer.alloc(5);
  private headLength = 0;
  private missing = 0;
  private type = 0;
  /** Whether the last ReadyForQuery said that a transaction is open. */
  inTransaction = false;

  /** Whether no message is cut off where the pieces end so far. */
  get isWhole(): boolean {
    return this.missing === 0 && this.headLength === 0;
  }

  read(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.missing > 0) {
        const taken = Math.min(this.missing, bytes.length - at);
        at += taken;
        this.missing -= taken;
        if (this.missing === 0 && this.type === 0x5a) this.inTransaction = bytes[at - 1] !== 0x49;
        continue;
      }
      if (this.headLength === 0 && bytes.length - at >= 5) {
        this.begin(bytes[at] as number, bytes.readInt32BE(at + 1));
        at += 5;
        continue;
      }
      this.head[this.headLength++] = bytes[at++] as number;
      if (this.headLength < 5) continue;
      this.headLength = 0;
      this.begin(this.head[0] as number, this.head.readInt32BE(1));
    }
  }

  private begin(type: number, length: number): void {
    this.type = type;
    this.missing = length - 4;
  }
}
