import { recordAudit } from '@union/access/audit/audit.ts';
import { NotPermitted } from '@union/access/errors.ts';
import { listAccounts } from '@union/access/identity/accounts.ts';
import type { Sealer } from '@union/access/personal/seal.ts';
import type { Reaches } from '@union/access/reach.ts';
import { permits } from '@union/access/viewer.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { Tables } from '@union/schema/tables.ts';
import { type Selectable, sql } from 'kysely';
import { checkAddress, type WebhookChannel } from './address.ts';
import { SubscriptionChanged, SubscriptionNotFound, SubscriptionWrong } from './errors.ts';
import type { Asked } from './judge.ts';

export type SubscriptionRow = Selectable<Tables['subscription']>;
export type SubscriptionEvent = SubscriptionRow['event'];
export type SubscriptionChannel = SubscriptionRow['channel'];

/** What is written of a subscription. `address` and `secret` absent: as they were. */
export type Draft = {
  readonly name: string;
  readonly event: SubscriptionEvent;
  readonly metric: string | null;
  readonly scope: string | null;
  readonly comparison: SubscriptionRow['comparison'];
  readonly threshold: number | null;
  readonly months: number | null;
  readonly channel: SubscriptionChannel;
  readonly address: string | undefined;
  readonly secret: string | undefined;
  readonly language: SubscriptionRow['language'];
};

/** What writing needs beside the database. `sealer` throws where no keys are set: asked for by webhooks alone. */
export type Desk = { readonly reaches: Reaches; readonly sealer: () => Sealer; readonly ownHosts: readonly string[] };

/** Running subscriptions of one account at most. */
const MOST = 50;

/** The account of the viewer, who must be somebody with a role: neither a key nor a page subscribes. @throws NotPermitted */
export function ownerOf({ viewer }: Reaches): number {
  if (viewer.kind !== 'account' || permits(viewer, 'subscription', 'create').length === 0) {
    throw new NotPermitted('subscription', 'create');
  }
  return Number(viewer.id);
}

/** The viewer's running subscriptions, oldest first; with `everyone`, those of all accounts that the viewer administers. */
export async function listSubscriptions(db: Db, reaches: Reaches, everyone: boolean): Promise<SubscriptionRow[]> {
  if (permits(reaches.viewer, 'subscription', 'read').length === 0) throw new NotPermitted('subscription', 'read');
  const accounts = everyone
    ? (await listAccounts(db, reaches)).map(({ account_id }) => account_id)
    : reaches.viewer.kind === 'account'
      ? [Number(reaches.viewer.id)]
      : [];
  return db
    .selectFrom('subscription')
    .selectAll()
    .where('account_id', '=', sql<number>`any(${`{${accounts.join(',')}}`}::bigint[])`)
    .where('ended_at', 'is', null)
    .orderBy('subscription_id')
    .execute();
}

/** A running subscription of the viewer. @throws NotPermitted, SubscriptionNotFound */
export async function getOwn(db: Db, reaches: Reaches, id: string): Promise<SubscriptionRow> {
  const owner = ownerOf(reaches);
  const row = /^\d{1,12}$/.test(id)
    ? await db
        .selectFrom('subscription')
        .selectAll()
        .where('subscription_id', '=', Number(id))
        .where('account_id', '=', owner)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new SubscriptionNotFound(id);
  return row;
}

/** What of a draft does not need the publication to be judged. @throws SubscriptionWrong, PersonalKeysMissing */
export async function checkDraft(db: Db, desk: Desk, draft: Draft, before: SubscriptionRow | undefined): Promise<void> {
  const { name, event, metric, scope, comparison, threshold, months, channel, address, secret } = draft;
  const title = name.trim();
  if (title === '' || title.length > 60) throw wrong('name', 'must have 1 to 60 characters', '须有 1 至 60 个字');
  const needs = { threshold: 'both', behind: 'both', stale: 'both', briefing: 'scope', night: 'none' }[event];
  if ((metric !== null) !== (needs === 'both')) {
    throw wrong(
      'metric',
      needs === 'both' ? 'is missing' : 'does not belong to this event',
      needs === 'both' ? '缺少' : '此类订阅不填',
    );
  }
  if ((scope !== null) !== (needs !== 'none')) {
    throw wrong(
      'scope',
      needs === 'none' ? 'does not belong to this event' : 'is missing',
      needs === 'none' ? '此类订阅不填' : '缺少',
    );
  }
  if ((comparison === null) !== (threshold === null) || (threshold !== null && event !== 'threshold')) {
    throw wrong(
      'threshold',
      'goes with comparison, for the event THRESHOLD alone',
      '须与 comparison 一起填写，且仅用于 THRESHOLD',
    );
  }
  if (threshold !== null && !(Math.abs(threshold) <= 1e12))
    throw wrong('threshold', 'is no number of use', '不是可用的数');
  if (months !== null && (event !== 'behind' || months < 1 || months > 12)) {
    throw wrong('months', 'is 1 to 12, for the event BEHIND alone', '须为 1 至 12，且仅用于 BEHIND');
  }
  if (channel === 'email') {
    if (address !== undefined || secret !== undefined) {
      throw wrong('address', 'is that of your account for e-mail', '邮件发往账号的邮箱，不另填写');
    }
    const { email } = await db
      .selectFrom('account')
      .select('email')
      .where('account_id', '=', ownerOf(desk.reaches))
      .executeTakeFirstOrThrow();
    if (!email) {
      throw wrong(
        'channel',
        'your account has no e-mail address; ask an administrator',
        '您的账号没有邮箱，请联系管理员',
      );
    }
    return;
  }
  const isKept = address === undefined && before?.channel === channel;
  if (!isKept) {
    if (address === undefined) throw wrong('address', 'is missing', '缺少');
    checkAddress(channel, address, desk.ownHosts);
  }
  const hasSecret = secret !== undefined || (isKept && before?.secret_sealed !== null);
  if (secret !== undefined && (secret.length < 8 || secret.length > 200)) {
    throw wrong('secret', 'has 8 to 200 characters', '须为 8 至 200 个字符');
  }
  if (channel === 'webhook' && !hasSecret) {
    throw wrong('secret', 'is missing: what is posted is signed with it', '缺少：推送内容须以其签名');
  }
  if (channel === 'wecom' && secret !== undefined)
    throw wrong('secret', 'a WeCom robot has none', '企业微信机器人不用密钥');
  desk.sealer();
}

/** Writes a new subscription. The draft was checked. @returns its row. @throws SubscriptionWrong when there are too many */
export async function insertSubscription(db: Db, desk: Desk, draft: Draft): Promise<SubscriptionRow> {
  const accountId = ownerOf(desk.reaches);
  const { count } = await db
    .selectFrom('subscription')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (count >= MOST)
    throw wrong('subscription', `you have ${MOST} already; end one first`, `已有 ${MOST} 项，请先取消一项`);
  const { subscription_id: id } = await db
    .insertInto('subscription')
    .values({
      ...{ account_id: accountId, ...valuesOf(draft), address_sealed: null, secret_sealed: null, address_shown: null },
      // A webhook is never without an address, so it begins as what needs none.
      ...{ channel: 'email', ended_at: null, ended_by: null },
    })
    .returning('subscription_id')
    .executeTakeFirstOrThrow();
  await seal(db, desk, id, draft);
  await recordAudit(db, desk.reaches.viewer, {
    ...{ action: 'create', register: 'subscription', key: { subscription_id: id }, details: auditOf(draft) },
  });
  return getOwn(db, desk.reaches, String(id));
}

/** Writes it anew. @throws SubscriptionChanged */
export async function updateSubscription(
  db: Db,
  desk: Desk,
  before: SubscriptionRow,
  version: number,
  draft: Draft,
): Promise<SubscriptionRow> {
  const id = before.subscription_id;
  const isMoved = draft.address !== undefined || draft.channel !== before.channel;
  const done = await db
    .updateTable('subscription')
    .set({
      ...valuesOf(draft),
      // Changed conditions are held against what is published from now on.
      ...{ version: sql<number>`version + 1`, changed_at: sql<Date>`now()` },
      ...(isMoved && { channel: 'email' as const, address_sealed: null, secret_sealed: null, address_shown: null }),
    })
    .where('subscription_id', '=', id)
    .where('version', '=', version)
    .returning('subscription_id')
    .executeTakeFirst();
  if (!done) throw new SubscriptionChanged(String(id));
  if (isMoved || draft.secret !== undefined) await seal(db, desk, id, draft);
  await recordAudit(db, desk.reaches.viewer, {
    ...{ action: 'correct', register: 'subscription', key: { subscription_id: id }, details: auditOf(draft) },
  });
  return getOwn(db, desk.reaches, String(id));
}

/** Ends it: nothing is told any more, and what waits is not sent. @throws SubscriptionChanged */
export async function endSubscription(db: Db, reaches: Reaches, row: SubscriptionRow, version: number): Promise<void> {
  const done = await db
    .updateTable('subscription')
    .set({ ended_at: sql<Date>`now()`, ended_by: reaches.viewer.name, version: sql<number>`version + 1` })
    // Nothing is kept of an address that nobody needs.
    .set({ secret_sealed: null })
    .where('subscription_id', '=', row.subscription_id)
    .where('version', '=', version)
    .returning('subscription_id')
    .executeTakeFirst();
  if (!done) throw new SubscriptionChanged(String(row.subscription_id));
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'end', register: 'subscription', key: { subscription_id: row.subscription_id } },
  });
}

/** What of a subscription is held against publications; undefined for those that are about nights. */
export function askedOf(
  row: Omit<Draft, 'name' | 'channel' | 'address' | 'secret' | 'language'> & { id: number; since: Date },
): Asked | undefined {
  const { event } = row;
  if (event === 'night') return undefined;
  const { id, metric, scope, comparison, threshold, months, since } = row;
  return { id, event, metric, scope, comparison, threshold, months, since: since.toISOString() };
}

/** Seals address and secret to the row that they belong to. */
async function seal(db: Db, { sealer }: Desk, id: number, { channel, address, secret }: Draft): Promise<void> {
  if (channel === 'email') return;
  const sealing = sealer();
  await db
    .updateTable('subscription')
    .set({
      channel,
      ...(address !== undefined && {
        address_sealed: sealing.seal(address, placeOf(id, 'address')),
        address_shown: new URL(address).host,
      }),
      ...(secret !== undefined && { secret_sealed: sealing.seal(secret, placeOf(id, 'secret')) }),
    })
    .where('subscription_id', '=', id)
    .execute();
}

/** Where something sealed belongs: it opens nowhere else. */
export function placeOf(id: number, column: 'address' | 'secret'): string {
  return `subscription:${id}:${column}`;
}

/** The address and the secret of a webhook, opened. @throws PersonalKeysMissing */
export function openAddress(
  row: Pick<SubscriptionRow, 'subscription_id' | 'address_sealed' | 'secret_sealed'>,
  sealer: Sealer,
): { readonly address: string; readonly secret: string | undefined } {
  const { subscription_id: id, address_sealed: address, secret_sealed: secret } = row;
  return {
    address: address === null ? '' : sealer.open(address, placeOf(id, 'address')),
    secret: secret === null ? undefined : sealer.open(secret, placeOf(id, 'secret')),
  };
}

const valuesOf = ({ name, event, metric, scope, comparison, threshold, months, language }: Draft) => ({
  ...{ name: name.trim(), event, metric_id: metric, scope_id: scope, comparison, threshold, months, language },
});

/** Neither an address nor a secret stands in the audit. */
const auditOf = ({ event, metric, scope, comparison, threshold, months, channel }: Draft) => ({
  ...{ event, metric, scope, comparison, threshold, months, channel },
});

const wrong = (place: string, rule: string, ruleZh: string) =>
  new SubscriptionWrong(`${place}: ${rule}`, `${place}：${ruleZh}`);

export type { WebhookChannel };
