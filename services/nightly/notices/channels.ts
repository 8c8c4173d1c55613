import { createHmac } from 'node:crypto';
import type { NoticeSettings } from '@union/schema/config.ts';
import { createTransport } from 'nodemailer';
import type { Notice } from './notice.ts';

/** The ways a notice goes. */
export type Channel = 'email' | 'webhook' | 'heartbeat';

/** No receiver may hold a night up for longer than this, in milliseconds. */
const TIME_LIMIT_MS = 10_000;

/** The ways that a notice goes by these settings; `[]` when nothing is set. */
export function channelsOf(settings: NoticeSettings, { kind }: Notice): Channel[] {
  if (kind === 'heartbeat') return settings.heartbeatUrl ? ['heartbeat'] : [];
  return [...(settings.email ? (['email'] as const) : []), ...(settings.webhook ? (['webhook'] as const) : [])];
}

/** Sends a notice one way, once. @throws Error with a short reason when it was not taken in time. */
export async function send(settings: NoticeSettings, channel: Channel, notice: Notice): Promise<void> {
  if (channel === 'email') await sendEmail(settings, notice);
  else if (channel === 'webhook') await postWebhook(settings, notice);
  else await callHeartbeat(settings);
}

async function sendEmail({ email }: NoticeSettings, notice: Notice): Promise<void> {
  if (!email) throw new Error('SMTP_URL is not set any more');
  const transport = createTransport({
    url: email.smtpUrl,
    ...{ connectionTimeout: TIME_LIMIT_MS, greetingTimeout: TIME_LIMIT_MS, socketTimeout: TIME_LIMIT_MS },
  });
  try {
    await transport.sendMail({
      from: email.from,
      to: [...email.to],
      subject: `${notice.subject.zh} / ${notice.subject.en}`,
      text: `${notice.text.zh}\n\n${notice.text.en}\n`,
      textEncoding: 'base64',
      // A relay that gets it twice can tell.
      messageId: `<${notice.id}@union-data-platform>`,
      // No automatic answer to it may come back.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } finally {
    transport.close();
  }
}

async function postWebhook({ webhook }: NoticeSettings, notice: Notice): Promise<void> {
  if (!webhook) throw new Error('NOTICE_WEBHOOK_URL is not set any more');
  const body = JSON.stringify(notice);
  const seconds = Math.floor(Date.now() / 1000);
  await request(webhook.url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-union-notice': notice.id,
      'x-union-signature': signatureOf(webhook.secret, seconds, body),
    },
  });
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>` by the shared secret; the time lets a receiver refuse old copies. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

async function callHeartbeat({ heartbeatUrl }: NoticeSettings): Promise<void> {
  if (!heartbeatUrl) throw new Error('HEARTBEAT_URL is not set any more');
  await request(heartbeatUrl, { method: 'GET' });
}

async function request(url: string, init: RequestInit): Promise<void> {
  const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}
