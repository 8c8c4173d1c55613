import { findViewer } from '@union/access/identity/accounts.ts';
import { sealerOf } from '@union/access/personal/seal.ts';
import { type Reaches, reachesOf } from '@union/access/reach.ts';
import { closedFigures } from '@union/access/restricted/closed-figures.ts';
import { permits } from '@union/access/viewer.ts';
import { type Asked, type Fired, judge, servedOnes } from '@union/api/subscription/judge.ts';
import { type Content, contentOf, nightContent, overdueContent } from '@union/api/subscription/messages.ts';
import { type NewNotice, putDown } from '@union/api/subscription/notices.queries.ts';
import { askedOf, openAddress, type SubscriptionRow } from '@union/api/subscription/subscriptions.queries.ts';
import type { Config } from '@union/schema/config.ts';
import type { Db } from '@union/schema/db/database.ts';
import { listPublicationIds, readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { sql } from 'kysely';
import { sendMail } from './mail.ts';
import type { Notice } from './notice.ts';
import { readOutbox } from './outbox.ts';
import { postJson, requireTaken, signatureOf, signedForDingTalk } from './post.ts';
import { afterFailure } from './retry.ts';
import { dingTalkForm, type Envelope, jsonForm, mailForm, wecomForm } from './subscriber-forms.ts';

/** What telling subscribers needs to know of the platform. */
export type TellingConfig = Pick<Config, 'notices'> &
  Partial<Pick<Config, 'publicUrl' | 'host' | 'port'>> & { readonly access?: Pick<Config['access'], 'personal'> };

/** Sending takes seconds; a claim older than this was left by a process that died. */
const CLAIM = '2 minutes';
/** Notices that are sent beside each other, so that one receiver that does not answer holds no other up. */
const LANES = 4;
/** Milliseconds after which no further notice is begun; what waits then is left to the next who comes. */
const PATIENCE_MS = 40_000;
/** Days for which what was settled is kept. */
const KEPT_DAYS = 180;
/** A publication, or a night, that is older than this is history rather than news. */
const NEWS_DAYS = 7;

/**
 * Holds every publication that was not judged yet against the running subscriptions, and puts down what they are told, in
 * one transaction with the record that it was judged: whoever is killed before leaves it to the next, and whoever comes
 * after finds it done. @returns how many notices are new.
 */
export async function judgePublications(db: Db, folder: string, now: Date = new Date()): Promise<number> {
  const current = readPointer(folder)?.publicationId;
  const judged = new Set(
    (await db.selectFrom('subscription_judgement').select('publication_id').execute()).map((row) => row.publication_id),
  );
  // What is served now was judged together with all before it.
  if (current === undefined || judged.has(current)) return 0;
  const served = servedOnes(listPublicationIds(folder).map((id) => readManifest(folder, id)));
  const since = new Date(now.getTime() - NEWS_DAYS * 86_400_000).toISOString();
  const open = served.filter(({ publicationId, publishedAt }) => !judged.has(publicationId) && publishedAt >= since);
  if (open.length === 0) return 0;
  const rows = await running(db);
  const byId = new Map(rows.map((row) => [row.subscription_id, row]));
  const asked = rows.flatMap((row): Asked[] => {
    const { metric_id: metric, scope_id: scope, subscription_id: id, changed_at } = row;
    const one = askedOf({ ...row, id, metric, scope, since: changed_at });
    return one ? [one] : [];
  });
  const isOpen = new Set(open.map(({ publicationId }) => publicationId));
  const fired = (await judge(folder, served, asked)).filter(({ publicationId }) => isOpen.has(publicationId));
  return db.transaction().execute(async (transaction) => {
    const count = await putDown(
      transaction,
      fired.map((one) => noticeOf(one, byId.get(one.subscription))),
    );
    for (const { publicationId } of open) {
      const own = fired.filter((one) => one.publicationId === publicationId).length;
      await transaction
        .insertInto('subscription_judgement')
        .values({ publication_id: publicationId, fired_count: own })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    return count;
  });
}

function noticeOf(fired: Fired, row: SubscriptionRow | undefined): NewNotice {
  const { subscription: id, event, month, publicationId, asOf } = fired;
  const { comparison, threshold } = row ?? {};
  const condition = comparison && threshold != null ? { comparison, threshold } : undefined;
  return {
    id: `${event}-${id}-${month ?? publicationId}`,
    ...{ subscriptionId: id, event, publicationId, asOf, content: contentOf(fired, condition) },
  };
}

/** Nights that failed, wait, are late or are well again, as operators were told of them: to whom it concerns. */
export async function tellOfNights(db: Db, notices: readonly Notice[], now: Date = new Date()): Promise<number> {
  const since = new Date(now.getTime() - NEWS_DAYS * 86_400_000).toISOString();
  const news = notices.filter(
    ({ kind, at }) => ['failed', 'drift', 'overdue', 'recovered'].includes(kind) && at >= since,
  );
  if (news.length === 0) return 0;
  const rows = await running(db);
  return putDown(
    db,
    rows.flatMap((row): NewNotice[] => {
      const { subscription_id: id, event, changed_at } = row;
      if (event !== 'night' && event !== 'stale') return [];
      return news
        .filter(({ at, kind }) => at >= changed_at.toISOString() && (event === 'night' || kind === 'overdue'))
        .map((notice) => ({
          ...{ id: `${event}-${id}-${notice.id}`, subscriptionId: id, event, publicationId: null, asOf: notice.asOf },
          content: event === 'night' ? nightContent(notice) : overdueContent(row, notice.asOf ?? ''),
        }));
    }),
  );
}

/**
 * All that subscribers are to know: what publications tell, how the nights went, and what waits from before. Whatever of it
 * fails is left to the next who comes. @returns how many notices still wait.
 */
export async function tellSubscribers(
  db: Db,
  { outbox, folder }: { readonly outbox: string; readonly folder: string },
  config: TellingConfig,
  now: Date = new Date(),
  patience?: number,
): Promise<number> {
  await judgePublications(db, folder, now);
  await tellOfNights(
    db,
    readOutbox(outbox).map(({ notice }) => notice),
    now,
  );
  return deliverSubscriptions(db, config, now, patience);
}

function running(db: Db): Promise<SubscriptionRow[]> {
  return db.selectFrom('subscription').selectAll().where('ended_at', 'is', null).orderBy('subscription_id').execute();
}

/** What subscribers were told, newest first. */
export async function listTold(db: Db, first: number) {
  const rows = await db
    .selectFrom('subscription_notice as notice')
    .innerJoin('subscription', 'subscription.subscription_id', 'notice.subscription_id')
    .innerJoin('account', 'account.account_id', 'subscription.account_id')
    .select(['notice.notice_id', 'notice.state', 'notice.attempts', 'notice.next_at', 'notice.last_error'])
    .select(['notice.created_at', 'notice.content', 'subscription.channel', 'account.name as owner'])
    .orderBy('notice.created_at', 'desc')
    .orderBy('notice.notice_id')
    .limit(first)
    .execute();
  return rows.map((row) => ({ ...row, content: row.content as Content }));
}

type Claimed = SubscriptionRow & {
  readonly notice_id: string;
  readonly notice_event: Envelope['event'];
  readonly publication_id: string | null;
  readonly as_of: string | null;
  readonly content: Content;
  readonly attempts: number;
  readonly email: string | null;
};

/**
 * Sends what waits and is due, each once, a claim at a time, so that many processes may do it beside each other.
 * @returns how many still wait, due or not.
 */
export async function deliverSubscriptions(
  db: Db,
  config: TellingConfig,
  now: Date = new Date(),
  patience: number = PATIENCE_MS,
): Promise<number> {
  const until = Date.now() + patience;
  const lane = async () => {
    for (let one = await claim(db, now); one; one = Date.now() < until ? await claim(db, now) : undefined) {
      await deliver(db, config, one);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await db
    .deleteFrom('subscription_notice')
    .where('settled_at', '<', new Date(now.getTime() - KEPT_DAYS * 86_400_000))
    .execute();
  const { count } = await db
    .selectFrom('subscription_notice')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return count;
}

/** An attempt counts from its claim on: one that dies in sending is not tried for ever. */
async function claim(db: Db, now: Date): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    with due as (
      select notice_id from subscription_notice
      where state = 'waiting' and next_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
      order by next_at, notice_id limit 1 for update skip locked
    ), claimed as (
      update subscription_notice set attempts = attempts + 1, claimed_until = ${now}::timestamptz + ${CLAIM}::interval
      where notice_id in (select notice_id from due)
      returning notice_id, subscription_id, event as notice_event, publication_id, as_of, content, attempts
    )
    select subscription.*, claimed.*, account.email
    from claimed join subscription using (subscription_id) join account using (account_id)
  `.execute(db);
  return rows[0];
}

async function deliver(db: Db, config: TellingConfig, claimed: Claimed): Promise<void> {
  const settle = (set: {
    state: 'waiting' | 'sent' | 'given_up' | 'stopped';
    lastError: string | null;
    nextAt?: string;
  }) =>
    db
      .updateTable('subscription_notice')
      .set({
        ...{ state: set.state, last_error: set.lastError, claimed_until: null },
        settled_at: set.state === 'waiting' ? null : sql<Date>`now()`,
        ...(set.nextAt && { next_at: new Date(set.nextAt) }),
      })
      .where('notice_id', '=', claimed.notice_id)
      // Whoever took it over in the meantime settles it.
      .where('attempts', '=', claimed.attempts)
      .execute();
  try {
    const closed = await whyClosed(db, claimed);
    if (closed) {
      await settle({ state: 'stopped', lastError: closed });
      return;
    }
    await send(config, claimed);
    await settle({ state: 'sent', lastError: null });
  } catch (error) {
    await settle(afterFailure(claimed.attempts, error));
  }
}

/** Why the owner may not read it now; undefined when it may be sent. */
async function whyClosed(db: Db, claimed: Claimed): Promise<string | undefined> {
  if (claimed.ended_at !== null) return 'the subscription was ended';
  const viewer = await findViewer(db, claimed.account_id);
  if (!viewer) return 'the account is closed';
  if (permits(viewer, 'subscription', 'read').length === 0) return 'the account holds no role any more';
  const reaches = await reachesOf(db, viewer);
  if (claimed.notice_event === 'night' && reaches.of('night_run', 'read') === 'nothing') {
    return 'the account may not see nights any more';
  }
  return (await isRestricted(db, reaches, claimed)) ? 'the figure is closed to the account' : undefined;
}

async function isRestricted(
  db: Db,
  reaches: Reaches,
  { metric_id, scope_id, notice_event }: Claimed,
): Promise<boolean> {
  if (scope_id === null || notice_event === 'test') return false;
  const closed = await closedFigures(db, reaches);
  if (closed.isNothing) return false;
  return closed.isClosed(metric_id, await lineOf(db, scope_id));
}

/** A scope and all above it, as the registers have them now. */
async function lineOf(db: Db, scopeId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive line (kind, code, depth) as (
      select split_part(${scopeId}, ':', 1), split_part(${scopeId}, ':', 2), 0
      union all
      select above.kind, above.code, depth + 1 from line
        join lateral (
          select 'region' as kind, parent_code as code from region where line.kind = 'region' and region_code = line.code
          union all
          select 'region', region_code from park where line.kind = 'park' and park_code = line.code
          union all
          select 'federation', parent_code from federation where line.kind = 'federation' and federation_code = line.code
          union all
          select 'federation', federation_code from trade_union where line.kind = 'union' and union_code = line.code
        ) as above on above.code is not null
      where depth < 12
    )
    select kind || ':' || code as id from line order by depth
  `.execute(db);
  return rows.map(({ id }) => id);
}

async function send(config: TellingConfig, claimed: Claimed): Promise<void> {
  const { channel, content, notice_id: id } = claimed;
  const { notices } = config;
  const envelope: Envelope = {
    ...{ id, event: claimed.notice_event, publicationId: claimed.publication_id, asOf: claimed.as_of },
    subscription: { id: claimed.subscription_id, name: claimed.name },
    ...{ base: baseOf(config), language: claimed.language },
  };
  if (channel === 'email') {
    if (!claimed.email) throw new Error('the account has no e-mail address');
    await sendMail(notices, { id, to: [claimed.email], ...mailForm(content, envelope) });
    return;
  }
  const { address, secret } = openAddress(claimed, sealerOf(config.access?.personal));
  const ownHosts = notices.ownHosts ?? [];
  const marks = { 'x-union-notice': id };
  if (channel === 'wecom') {
    requireTaken(await postJson(address, JSON.stringify(wecomForm(content, envelope)), marks, ownHosts));
  } else if (channel === 'dingtalk') {
    const body = JSON.stringify(dingTalkForm(content, envelope));
    requireTaken(await postJson(signedForDingTalk(address, secret), body, marks, ownHosts));
  } else {
    const body = JSON.stringify(jsonForm(content, envelope));
    const seconds = Math.floor(Date.now() / 1000);
    const signature = signatureOf(secret ?? '', seconds, body);
    await postJson(address, body, { ...marks, 'x-union-signature': signature }, ownHosts);
  }
}

function baseOf({ publicUrl, host = '127.0.0.1', port = 4000 }: TellingConfig): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
