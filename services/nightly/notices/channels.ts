import type { NoticeSettings } from '@union/schema/config.ts';
import { sendMail, TIME_LIMIT_MS } from './mail.ts';
import type { Notice } from './notice.ts';
import { signatureOf } from './post.ts';

/** The ways a notice to operators goes. */
export type Channel = 'email' | 'webhook' | 'heartbeat';

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

async function sendEmail(settings: NoticeSettings, notice: Notice): Promise<void> {
  if (!settings.email) throw new Error('SMTP_URL is not set any more');
  await sendMail(settings, {
    ...{ id: notice.id, to: settings.email.to },
    subject: `${notice.subject.zh} / ${notice.subject.en}`,
    text: `${notice.text.zh}\n\n${notice.text.en}\n`,
  });
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

async function callHeartbeat({ heartbeatUrl }: NoticeSettings): Promise<void> {
  if (!heartbeatUrl) throw new Error('HEARTBEAT_URL is not set any more');
  await request(heartbeatUrl, { method: 'GET' });
}

/** To an address that the operator chose, wherever it lies. */
async function request(url: string, init: RequestInit): Promise<void> {
  const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}
