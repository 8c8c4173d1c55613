import { BlockList, isIP } from 'node:net';
import { SubscriptionWrong } from './errors.ts';

/** The webhooks that a subscription can go to. */
export type WebhookChannel = 'wecom' | 'dingtalk' | 'webhook';

/** What an address of a robot looks like, so that a wrong one is told when it is written rather than when it is needed. */
const forms: Readonly<Record<WebhookChannel, { readonly rule: RegExp; readonly example: string }>> = {
  wecom: {
    rule: /\/cgi-bin\/webhook\/send\?(?:.*&)?key=[\w-]{8,}/,
    example: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  },
  dingtalk: {
    rule: /\/robot\/send\?(?:.*&)?access_token=\w{8,}/,
    example: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  },
  webhook: { rule: /^/, example: 'https://receiver.example.cn/hook' },
};

/** Addresses that are no place of the internet: this machine, own networks, and what is set aside. */
const closed = new BlockList();
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const) {
  closed.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ...([
    ['::', 127],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
  ] as const),
  ...([
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const),
] as const) {
  closed.addSubnet(net, bits, 'ipv6');
}

/** Whether an IP address is none of the internet's. An IPv4 address in the form of IPv6 is what it is. */
export function isPrivate(ip: string): boolean {
  const kind = isIP(ip);
  return kind === 0 || closed.check(ip, kind === 4 ? 'ipv4' : 'ipv6');
}

/** Whether the operator let webhooks go to this host of the own network: `10.1.2.3:8080`, `gateway.internal`. */
export function isOwnHost(url: URL, ownHosts: readonly string[]): boolean {
  return ownHosts.includes(url.host) || ownHosts.includes(url.hostname);
}

/** The address's host as it stands in it, without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/**
 * An address that notices may be posted to. Names are looked up when something is sent, and again each time.
 * @param ownHosts hosts of the own network that the operator lets webhooks go to, http among them.
 * @throws SubscriptionWrong
 */
export function checkAddress(channel: WebhookChannel, text: string, ownHosts: readonly string[]): URL {
  const { rule, example } = forms[channel];
  const wrong = (why: string, whyZh: string) =>
    new SubscriptionWrong(`address: ${why}; such as ${example}`, `address：${whyZh}；例如 ${example}`);
  if (!URL.canParse(text) || text.length > 1000) throw wrong('is no address', '不是网址');
  const url = new URL(text);
  const isOwn = isOwnHost(url, ownHosts);
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:'))
    throw wrong('must begin with https://', '须以 https:// 开头');
  if (url.username || url.password) throw wrong('must not hold a user name', '不得含用户名');
  if (!rule.test(text)) throw wrong('is not in the form of this robot', '不是该机器人的地址格式');
  const host = hostOf(url);
  if (
    !isOwn &&
    (isIP(host)
      ? isPrivate(host)
      : /^localhost$|\.(?:local|internal|localhost|home\.arpa)$/i.test(host) || !host.includes('.'))
  ) {
    throw wrong(
      `${host} lies in an own network; the operator can allow it by NOTICE_PRIVATE_HOSTS`,
      `${host} 属于内部网络；如确需使用，请运维人员设置 NOTICE_PRIVATE_HOSTS`,
    );
  }
  return url;
}
