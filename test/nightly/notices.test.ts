import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendRun } from '@union/nightly/history.ts';
import { testNotice } from '@union/nightly/notices/notice.ts';
import { deliverDue, putOut, readOutbox } from '@union/nightly/notices/outbox.ts';
import { signatureOf } from '@union/nightly/notices/post.ts';
import { lastDueDay, type Teller, tellFailure, tellSuccess, watchNight } from '@union/nightly/notices/tell.ts';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makePublication } from './publication.ts';

const SECRET = 'a secret of many letters';
const rule = { nightlyAt: '02:00', timeZone: 'Asia/Shanghai' };
const DAY = '2026-11-20';
/** When the figures of DAY must be there. */
const DEADLINE = new Date('2026-11-20T20:00:00Z');

type Request = { path: string; body: string; headers: IncomingMessage['headers'] };
let smtp: SMTPServer;
let http: Server;
let mails: { to: string[]; text: string }[] = [];
let requests: Request[] = [];
/** What the receivers answer: 0 lets the caller wait for ever. */
let httpStatus = 204;
let takesMail = true;

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(takesMail ? null : new Error('come back later')),
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  http = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    requests.push({ path: request.url ?? '', body, headers: request.headers });
    response.writeHead(httpStatus).end();
  });
  await Promise.all([
    new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)),
  ]);
});
afterAll(() => {
  smtp.close();
  http.close();
});

let dataDir: string;
let teller: Teller;
beforeEach(() => {
  [mails, requests, httpStatus, takesMail] = [[], [], 204, true];
  dataDir = mkdtempSync(join(tmpdir(), 'union-notices-'));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  teller = {
    outbox: join(dataDir, 'notices'),
    folder: join(dataDir, 'publications'),
    settings: {
      email: {
        smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
        from: '夜间计算 <night@union.example>',
        to: ['a@union.example', 'b@union.example'],
      },
      webhook: { url: `${url}/hook`, secret: SECRET },
      heartbeatUrl: `${url}/alive`,
    },
  };
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const failed = (code = 'DATABASE_LOST') =>
  tellFailure(teller, {
    asOf: DAY,
    reason: { code, zh: '数据库连接中断', en: 'the database went away' },
    place: { folder: teller.folder, step: 'extract' },
  });
const kinds = () => readOutbox(teller.outbox).map(({ notice }) => notice.kind);
/** The text of a mail, its transfer encoding undone. */
const plain = (mail: string) => {
  const [head = '', ...body] = mail.split('\r\n\r\n');
  const text = body.join('\r\n\r\n');
  return /base64/i.test(head) ? Buffer.from(text, 'base64').toString('utf8') : text;
};

test('a failed night is mailed in both languages: what failed, where, what still serves, what to do', async () => {
  makePublication(teller.folder, '2026-11-19-1');
  await failed();
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toEqual(['a@union.example', 'b@union.example']);
  const text = plain(mails[0]?.text ?? '');
  for (const words of [
    '原因：数据库连接中断',
    'Why: the database went away',
    'step extract',
    '当前服务：发布 2026-11-19-1',
    'Serving: publication 2026-11-19-1',
    '处理：请检查数据库服务',
    'What to do: Check the database server',
  ]) {
    expect(text).toContain(words);
  }
});

test('a webhook is posted as JSON, signed over its time and body by the shared secret', async () => {
  await failed();
  const [request] = requests;
  expect(JSON.parse(request?.body ?? '')).toMatchObject({ kind: 'failed', asOf: DAY, code: 'DATABASE_LOST' });
  const signature = String(request?.headers['x-union-signature']);
  const seconds = Number(/^t=(\d+),/.exec(signature)?.[1]);
  expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(60);
  expect(signature).toBe(signatureOf(SECRET, seconds, request?.body ?? ''));
  expect(signatureOf('another secret', seconds, request?.body ?? '')).not.toBe(signature);
});

test('the same failure is told once until nights publish again, another one at once', async () => {
  await failed();
  await failed();
  expect(mails).toHaveLength(1);
  await failed('DISK_FULL');
  expect(mails).toHaveLength(2);
  makePublication(teller.folder, `${DAY}-1`);
  await tellSuccess(teller);
  expect(kinds().toSorted()).toEqual(['failed', 'failed', 'heartbeat', 'recovered']);
  await failed();
  expect(kinds().filter((kind) => kind === 'failed')).toHaveLength(3);
});

test('a success ends the trouble that was told, calls the watchdog, and tells people nothing else', async () => {
  makePublication(teller.folder, '2026-11-19-1');
  await tellSuccess(teller);
  expect(kinds()).toEqual(['heartbeat']);
  expect(requests.map(({ path }) => path)).toEqual(['/alive']);
  await failed();
  // A night of an earlier day is no recovery.
  await tellSuccess(teller);
  expect(kinds().includes('recovered')).toBe(false);
  makePublication(teller.folder, `${DAY}-1`);
  await tellSuccess(teller);
  expect(kinds().includes('recovered')).toBe(true);
  expect(requests.filter(({ path }) => path === '/alive')).toHaveLength(2);
});

test('a receiver that refuses is tried again later, and nothing that was sent is sent twice', async () => {
  const { outbox, settings } = teller;
  [httpStatus, takesMail] = [503, false];
  putOut(outbox, testNotice(new Date()), settings);
  expect(await deliverDue(outbox, settings)).toBe(2);
  expect(readOutbox(outbox)[0]?.deliveries).toMatchObject({
    email: { state: 'waiting', attempts: 1, lastError: expect.stringContaining('come back later') },
    webhook: { state: 'waiting', attempts: 1, lastError: 'HTTP 503' },
  });
  takesMail = true;
  // Its time has not come.
  expect(await deliverDue(outbox, settings)).toBe(2);
  const later = (seconds: number) => new Date(Date.now() + seconds * 1000);
  expect(await deliverDue(outbox, settings, later(6))).toBe(1);
  httpStatus = 200;
  expect(await deliverDue(outbox, settings, later(60))).toBe(0);
  expect(await deliverDue(outbox, settings, later(9999))).toBe(0);
  expect([mails.length, requests.length]).toEqual([1, 3]);
});

test('two processes that send at once send a notice once', async () => {
  const { outbox, settings } = teller;
  putOut(outbox, testNotice(new Date()), settings);
  await Promise.all([deliverDue(outbox, settings), deliverDue(outbox, settings), deliverDue(outbox, settings)]);
  expect([mails.length, requests.length]).toEqual([1, 1]);
});

test('a receiver that is not there is told in status and fails nothing', async () => {
  const { outbox, settings } = teller;
  const gone = { ...settings, email: undefined, webhook: { url: 'http://127.0.0.1:2/', secret: SECRET } };
  putOut(outbox, testNotice(new Date()), gone);
  expect(await deliverDue(outbox, gone)).toBe(1);
  expect(readOutbox(outbox)[0]?.deliveries.webhook?.lastError).toContain('ECONNREFUSED');
});

test('a success that is missing at the deadline is told once, however often processes begin again', async () => {
  makePublication(teller.folder, '2026-11-19-1');
  await watchNight(teller, rule, new Date(DEADLINE.getTime() - 1000));
  expect(kinds()).toEqual([]);
  await watchNight(teller, rule, DEADLINE);
  await watchNight(teller, rule, new Date(DEADLINE.getTime() + 60_000));
  // Nothing is remembered but what lies in the folder, as after a restart.
  await watchNight({ ...teller }, rule, new Date(DEADLINE.getTime() + 3_600_000));
  expect(kinds()).toEqual(['overdue']);
  expect(plain(mails[0]?.text ?? '')).toContain('2026-11-20T20:00:00.000Z');
  // The machine slept over two deadlines: the last one is told.
  await watchNight(teller, rule, new Date(DEADLINE.getTime() + 3 * 86_400_000));
  expect(readOutbox(teller.outbox).map(({ notice }) => notice.asOf)).toEqual(['2026-11-23', DAY]);
});

test('nothing is overdue when the day is published, and on a platform that has just begun', async () => {
  await watchNight(teller, rule, DEADLINE);
  appendRun(teller.folder, {
    ...{ event: 'started', runId: 'r', asOf: DAY, startedAt: new Date(DEADLINE.getTime() + 1000).toISOString() },
    ...{ trigger: 'start', host: 'h', codeVersion: '1' },
  });
  await watchNight(teller, rule, new Date(DEADLINE.getTime() + 60_000));
  makePublication(teller.folder, `${DAY}-1`);
  await watchNight(teller, rule, new Date(DEADLINE.getTime() + 120_000));
  expect(kinds()).toEqual([]);
});

test('the last due day is the last one whose deadline has passed', () => {
  expect(lastDueDay(rule, DEADLINE)).toEqual({ day: DAY, deadline: DEADLINE });
  expect(lastDueDay(rule, new Date(DEADLINE.getTime() - 1)).day).toBe('2026-11-19');
  // A night that begins late in the evening is due after midnight.
  expect(lastDueDay({ ...rule, nightlyAt: '23:30' }, new Date('2026-11-21T17:29:59Z')).day).toBe('2026-11-19');
  expect(lastDueDay({ ...rule, nightlyAt: '23:30' }, new Date('2026-11-21T17:30:00Z')).day).toBe('2026-11-20');
});
