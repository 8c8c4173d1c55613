import type { NoticeSettings } from '@union/schema/config.ts';
import { createTransport } from 'nodemailer';

/** No receiver may hold a night up for longer than this, in milliseconds. */
export const TIME_LIMIT_MS = 10_000;

export type Mail = {
  /** The same id is the same message: a relay that gets it twice can tell. */
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

/** Hands a mail to the relay. @throws Error when it did not take it in time. */
export async function sendMail({ email }: NoticeSettings, { id, to, subject, text, html }: Mail): Promise<void> {
  if (!email) throw new Error('SMTP_URL is not set');
  const transport = createTransport({
    url: email.smtpUrl,
    ...{ connectionTimeout: TIME_LIMIT_MS, greetingTimeout: TIME_LIMIT_MS, socketTimeout: TIME_LIMIT_MS },
  });
  try {
    await transport.sendMail({
      from: email.from,
      to: [...to],
      ...{ subject, text, ...(html !== undefined && { html }) },
      textEncoding: 'base64',
      messageId: `<${id}@union-data-platform>`,
      // No automatic answer to it may come back, and nothing named in it is fetched from here.
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
  } finally {
    transport.close();
  }
}
