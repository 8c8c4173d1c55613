import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import type { Viewer } from '../viewer.ts';
import { type AccountRow, findViewer, viewerColumns, viewerOf } from './accounts.ts';
import { hashOf, newSecret } from './secrets.ts';

/** When a session ends: so long after the last request, and so long after it began, in minutes. */
export type SessionRule = { readonly idleMinutes: number; readonly absoluteMinutes: number };

/** A working day at most, and an hour away from the desk. */
export const SESSION_RULE: SessionRule = { idleMinutes: 60, absoluteMinutes: 12 * 60 };

/** A session writes that it was seen once a minute at most. */
const SEEN_EVERY = sql`interval '1 minute'`;

/**
 * Opens a session for an account, in the place of the one that the browser had.
 * @returns the secret for the cookie; it is kept as a hash alone. Undefined when the account is closed.
 */
export async function openSession(
  db: Db,
  accountId: number,
  method: 'oidc' | 'link',
  replaces: string | undefined,
  rule: SessionRule = SESSION_RULE,
): Promise<string | undefined> {
  const viewer = await findViewer(db, accountId);
  if (!viewer) return undefined;
  if (replaces) await endSession(db, replaces);
  const secret = newSecret();
  await db
    .insertInto('account_session')
    .values({
      session_sha256: hashOf(secret),
      account_id: accountId,
      method,
      expires_at: sql<Date>`now() + make_interval(mins => ${rule.absoluteMinutes})`,
    })
    .execute();
  // Sessions that ended by themselves are swept when somebody signs in.
  await db.deleteFrom('account_session').where('expires_at', '<', sql<Date>`now()`).execute();
  await db
    .updateTable('account')
    .set({ last_signed_in_at: sql<Date>`now()` })
    .where('account_id', '=', accountId)
    .execute();
  await recordAudit(db, viewer, {
    action: 'sign_in',
    register: 'account',
    key: { account_id: accountId },
    details: { method },
  });
  return secret;
}

/** Who the session belongs to; undefined when it has ended, was idle too long, or its account is closed. */
export async function viewerOfSession(
  db: Db,
  secret: string,
  rule: SessionRule = SESSION_RULE,
): Promise<Viewer | undefined> {
  const hash = hashOf(secret);
  const { rows } = await sql<AccountRow & { is_due: boolean }>`
    ${viewerColumns}, last_seen_at < now() - ${SEEN_EVERY} as is_due
    from account_session join account using (account_id)
    where session_sha256 = ${hash} and disabled_at is null and account_session.expires_at > now()
      and last_seen_at > now() - make_interval(mins => ${rule.idleMinutes})
  `.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  if (row.is_due) {
    await db
      .updateTable('account_session')
      .set({ last_seen_at: sql<Date>`now()` })
      .where('session_sha256', '=', hash)
      .execute();
  }
  return viewerOf(row);
}

/** Ends a session; nothing when it has ended already. */
export async function endSession(db: Db, secret: string): Promise<void> {
  const ended = await db
    .deleteFrom('account_session')
    .where('session_sha256', '=', hashOf(secret))
    .returning('account_id')
    .executeTakeFirst();
  if (ended) await recordEnd(db, ended.account_id, 'sign_out');
}

/** Ends every session of an account. @returns how many. */
export async function endAllSessions(db: Db, accountId: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('account_session')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  await recordEnd(db, accountId, 'sign_out_everywhere');
  return Number(numDeletedRows);
}

async function recordEnd(db: Db, accountId: number, action: string): Promise<void> {
  const { name } = await db
    .selectFrom('account')
    .select('name')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const viewer: Viewer = { kind: 'account', id: String(accountId), name, grants: [] };
  await recordAudit(db, viewer, { action, register: 'account', key: { account_id: accountId } });
}
