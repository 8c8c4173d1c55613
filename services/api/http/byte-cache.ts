import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Bytes as they go over the wire, with a strong ETag of their own, in quotes. */
export type Representation = { readonly body: Buffer; readonly etag: string };

/** An answer that is kept. `gzip` is undefined where compressing it would save nothing. */
export type Answer = Representation & { readonly publicationId: string; readonly gzip: Representation | undefined };

/** Answers below this many bytes fit into a packet or two as they are. */
const WORTH_PACKING = 2048;

/** An answer that may be kept under its publication. Equal bytes of one publication have equal ETags on every machine. */
export function answerOf(publicationId: string, body: Buffer): Answer {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const tag = `${publicationId}.${digest}`;
  const gzip = body.length < WORTH_PACKING ? undefined : { body: gzipSync(body), etag: `"${tag}.gz"` };
  return { publicationId, body, etag: `"${tag}"`, gzip };
}

/**
 * Answers kept in memory, the least recently used dropped first; one computation a key at a time. Failures are not
 * kept. Keys name the publication, so nothing ever has to be invalidated.
 */
export class ByteCache {
  private readonly kept = new Map<string, Answer>();
  private readonly running = new Map<string, Promise<Answer>>();
  private bytes = 0;
  private readonly mostBytes: number;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  /** The answer of `key`, made by `make` when it is not kept. */
  get(key: string, make: () => Promise<Answer>): Answer | Promise<Answer> {
    const answer = this.kept.get(key);
    if (answer) {
      this.kept.delete(key);
      this.kept.set(key, answer);
      return answer;
    }
    let run = this.running.get(key);
    if (!run) {
      run = make()
        .then((made) => this.keep(key, made))
        .finally(() => this.running.delete(key));
      this.running.set(key, run);
    }
    return run;
  }

  private keep(key: string, answer: Answer): Answer {
    this.kept.set(key, answer);
    this.bytes += sizeOf(key, answer);
    for (const [oldest, old] of this.kept) {
      if (this.bytes <= this.mostBytes) break;
      this.kept.delete(oldest);
      this.bytes -= sizeOf(oldest, old);
    }
    return answer;
  }
}

function sizeOf(key: string, answer: Answer): number {
  return answer.body.length + (answer.gzip?.body.length ?? 0) + 2 * key.length + 200;
}
