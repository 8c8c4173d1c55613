import type { Both, Content } from '@union/api/subscription/messages.ts';

/** What a way of sending needs to know of a notice beside its words. */
export type Envelope = {
  readonly id: string;
  readonly event: string;
  readonly subscription: { readonly id: number; readonly name: string };
  readonly publicationId: string | null;
  readonly asOf: string | null;
  /** Where paths lead, without a slash at its end. */
  readonly base: string;
  readonly language: 'zh-CN' | 'en';
};

/** Bytes that a robot takes of a message: WeCom 4096, DingTalk 20,000. */
const WECOM_BYTES = 4096;

const pick = ({ language }: Envelope, words: Both): string => (language === 'en' ? words.en : words.zh);
/** Chinese first, unless the subscription says otherwise. */
const inOrder = ({ language }: Envelope): readonly ('zh' | 'en')[] => (language === 'en' ? ['en', 'zh'] : ['zh', 'en']);

/** Subject, plain text and simple HTML of a mail, in both languages. */
export function mailForm(content: Content, envelope: Envelope): { subject: string; text: string; html: string } {
  const { subject, lines, links } = content;
  const why = {
    zh: `您收到此邮件，是因为您的账号有订阅“${envelope.subscription.name}”（编号 ${envelope.subscription.id}）。取消订阅请登录平台。`,
    en: `You get this because your account has the subscription “${envelope.subscription.name}” (${envelope.subscription.id}). Sign in to end it.`,
  };
  const textIn = (language: 'zh' | 'en') =>
    [
      subject[language],
      '',
      ...lines.map(({ name, text }) => `${name[language]}${language === 'zh' ? '：' : ': '}${text[language]}`),
      ...links.map(({ path, words }) => `${words[language]}${language === 'zh' ? '：' : ': '}${envelope.base}${path}`),
      '',
      why[language],
    ].join('\n');
  const htmlIn = (language: 'zh' | 'en') =>
    `<div lang="${language === 'zh' ? 'zh-CN' : 'en'}"><h1 style="font-size:18px">${escapeHtml(subject[language])}</h1><table cellpadding="4">${lines
      .map(
        ({ name, text }) =>
          `<tr><th align="left" valign="top">${escapeHtml(name[language])}</th><td>${escapeHtml(text[language]).replaceAll('\n', '<br>')}</td></tr>`,
      )
      .join('')}</table>${links
      .map(
        ({ path, words }) => `<p><a href="${escapeHtml(envelope.base + path)}">${escapeHtml(words[language])}</a></p>`,
      )
      .join('')}<p style="font-size:12px">${escapeHtml(why[language])}</p></div>`;
  const order = inOrder(envelope);
  return {
    subject: pick(envelope, subject),
    text: `${order.map(textIn).join('\n\n--------\n\n')}\n`,
    html: `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(pick(envelope, subject))}</title></head><body>${order.map(htmlIn).join('<hr>')}</body></html>`,
  };
}

/** A robot of a WeCom group: markdown of 4096 bytes at most. */
export function wecomForm(content: Content, envelope: Envelope): object {
  return { msgtype: 'markdown', markdown: { content: cutBytes(markdown(content, envelope, '**'), WECOM_BYTES) } };
}

/** A robot of a DingTalk group. */
export function dingTalkForm(content: Content, envelope: Envelope): object {
  const text = markdown(content, envelope, '#### ');
  return {
    msgtype: 'markdown',
    markdown: { title: plain(pick(envelope, content.subject)), text },
    at: { isAtAll: false },
  };
}

/** For a program: everything, in both languages. */
export function jsonForm({ subject, lines, links, figure, facts }: Content, envelope: Envelope): object {
  const { id, event, subscription, publicationId, asOf, base } = envelope;
  return {
    ...{ id, event, subscription, publicationId, asOf, subject, lines, figure, facts },
    links: links.map(({ path, words }) => ({ url: base + path, words })),
  };
}

function markdown(content: Content, envelope: Envelope, head: '**' | '#### '): string {
  const subject = plain(pick(envelope, content.subject));
  const colon = envelope.language === 'en' ? ': ' : '：';
  return [
    head === '**' ? `**${subject}**` : `${head}${subject}`,
    ...content.lines.map(
      ({ name, text }) => `> ${pick(envelope, name)}${colon}${plain(pick(envelope, text)).replaceAll('\n', '\n> ')}`,
    ),
    ...content.links.map(({ path, words }) => `[${pick(envelope, words)}](${envelope.base}${path})`),
  ].join('\n\n');
}

/** Names of places and people are no markup. */
const plain = (text: string): string => text.replace(/[[\]<>`*_]/g, ' ');

/** Cut at a whole character, with an ellipsis. */
function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let cut = text;
  while (Buffer.byteLength(`${cut}…`) > most) cut = cut.slice(0, -1);
  return `${cut}…`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
