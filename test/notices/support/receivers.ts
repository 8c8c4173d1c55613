import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Received = { readonly path: string; readonly body: string; readonly headers: IncomingHttpHeaders };

/** A relay and a place that webhooks go to, on free ports of this machine. */
export type Receivers = {
  readonly smtpUrl: string;
  readonly httpUrl: string;
  /** `127.0.0.1:<port>`, as NOTICE_PRIVATE_HOSTS names it. */
  readonly host: string;
  readonly mails: { readonly to: string[]; readonly text: string }[];
  readonly posts: Received[];
  /** What the webhook answers; a body by path. */
  status: number;
  answer: string;
  takesMail: boolean;
  /** Called when something is posted, before it is answered. */
  onPost: (received: Received) => void;
  close(): Promise<void>;
};

export async function openReceivers(): Promise<Receivers> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(receivers.takesMail ? null : new Error('come back later')),
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      stream.on('end', () => {
        receivers.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  const http: Server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const received = { path: request.url ?? '', body, headers: request.headers };
    receivers.posts.push(received);
    receivers.onPost(received);
    response.writeHead(receivers.status, receivers.status === 302 ? { location: 'http://127.0.0.1:1/' } : {});
    response.end(receivers.answer);
  });
  await Promise.all([
    new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve)),
  ]);
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const receivers: Receivers = {
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    httpUrl: `http://${host}`,
    host,
    mails: [],
    posts: [],
    ...{ status: 200, answer: '{"errcode":0,"errmsg":"ok"}', takesMail: true, onPost: () => {} },
    async close() {
      http.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(() => resolve())),
        new Promise<void>((resolve) => http.close(() => resolve())),
      ]);
    },
  };
  return receivers;
}

/** The text parts of a mail, their transfer encoding undone. */
export function plainOf(mail: string): string {
  return mail
    .split(/\r\n--[^\r\n]+/)
    .map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const text = body.join('\r\n\r\n');
      return /base64/i.test(head) ? Buffer.from(text, 'base64').toString('utf8') : text;
    })
    .join('\n');
}
