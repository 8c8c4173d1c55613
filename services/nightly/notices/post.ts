import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf, isOwnHost, isPrivate } from '@union/api/subscription/address.ts';
import { TIME_LIMIT_MS } from './mail.ts';

/** Bytes of an answer that are read. */
const MOST_READ = 65_536;

/**
 * Posts JSON to an address that somebody else chose. It goes to the address that was looked up and checked, so that no name
 * can mean one place when it is checked and another when it is connected to; redirects are not followed.
 * @param ownHosts hosts of the own network that the operator lets it go to.
 * @returns the body of the answer, its first 64 KB. @throws Error with a short reason when it was not taken in time.
 */
export async function postJson(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  ownHosts: readonly string[],
): Promise<string> {
  const url = new URL(address);
  const isOwn = isOwnHost(url, ownHosts);
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:')) throw new Error('only https is posted to');
  const host = hostOf(url);
  if (!isOwn && isIP(host) && isPrivate(host)) throw new Error(`${host} lies in an own network`);
  const guarded: LookupFunction = (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const closed = found.find((one) => isPrivate(one.address));
      if (closed && !isOwn) return done(new Error(`${name} leads to ${closed.address}, in an own network`), []);
      const [first] = found;
      if (options.all) done(null, found);
      else done(null, first?.address ?? '', first?.family);
    });
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const call = send(
      url,
      {
        method: 'POST',
        lookup: guarded,
        // A connection of its own: one that was checked for another name is not taken.
        agent: false,
        signal: AbortSignal.timeout(TIME_LIMIT_MS),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'union-data-platform',
          ...headers,
        },
      },
      (answer) => {
        const status = answer.statusCode ?? 0;
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece: string) => {
          text += piece;
          if (text.length > MOST_READ) answer.destroy();
        });
        answer.on('close', () => {
          if (status >= 200 && status < 300) resolve(text);
          else
            reject(
              new Error(
                status >= 300 && status < 400 ? `HTTP ${status}, redirects are not followed` : `HTTP ${status}`,
              ),
            );
        });
        answer.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>` by the shared secret; the time lets a receiver refuse old copies. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** The address of a DingTalk robot, signed as it asks: HMAC-SHA256 of `<milliseconds>\n<secret>` by the secret. */
export function signedForDingTalk(address: string, secret: string | undefined, now: number = Date.now()): string {
  if (secret === undefined) return address;
  const url = new URL(address);
  url.searchParams.set('timestamp', String(now));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
  return url.href;
}

/** Robots answer 200 whatever happened and say in the body how it went. @throws Error in their words */
export function requireTaken(answer: string): void {
  let result: { errcode?: unknown; errmsg?: unknown };
  try {
    result = JSON.parse(answer);
  } catch {
    throw new Error('the robot did not answer in JSON');
  }
  if (result?.errcode !== 0)
    throw new Error(`errcode ${String(result?.errcode)}: ${String(result?.errmsg).slice(0, 160)}`);
}
