import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { Reaches } from '../reach.ts';
import { operator } from '../viewer.ts';
import { createAccount, grantRole, hasAdministrator, requireAdministrationOf } from './accounts.ts';
import { hashOf, newSecret } from './secrets.ts';

/** Hours for which a link can be used. */
export const LINK_HOURS = 24;

/** A link that signs an account in, once. @returns its secret. @throws NotPermitted, AccountNotFound */
export async function makeLink(db: Db, reaches: Reaches, accountId: number): Promise<string> {
  await requireAdministrationOf(db, reaches, accountId);
  const secret = newSecret();
  await db
    .insertInto('sign_in_link')
    .values({
      ...{ token_sha256: hashOf(secret), account_id: accountId, created_by: reaches.viewer.name, used_at: null },
      expires_at: sql<Date>`now() + make_interval(hours => ${LINK_HOURS})`,
    })
    .execute();
  await recordAudit(db, reaches.viewer, { action: 'link', register: 'account', key: { account_id: accountId } });
  return secret;
}

/** Uses a link up. @returns the account that it signs in; undefined when it was used, has expired or never was. */
export async function redeemLink(db: Db, secret: string): Promise<number | undefined> {
  const used = await db
    .updateTable('sign_in_link')
    .set({ used_at: sql<Date>`now()` })
    .where('token_sha256', '=', hashOf(secret))
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('account_id')
    .executeTakeFirst();
  return used?.account_id;
}

/**
 * A link for the first administrator, who may also keep the registers; undefined once somebody administers. It is made
 * anew at each start until it was used, so a lost terminal locks nobody out.
 */
export async function firstAdministratorLink(db: Db): Promise<string | undefined> {
  const reaches = new Reaches(operator('start'), new Map());
  const unused = await db
    .selectFrom('account')
    .select('account_id')
    .where('created_by', '=', 'start')
    .where('last_signed_in_at', 'is', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!unused && (await hasAdministrator(db))) return undefined;
  if (unused) {
    await db.deleteFrom('sign_in_link').where('account_id', '=', unused.account_id).execute();
    return makeLink(db, reaches, unused.account_id);
  }
  const accountId = await createAccount(db, reaches, { name: '首位管理员 first administrator' });
  for (const role of ['administrator', 'officer'] as const) {
    await grantRole(db, reaches, { accountId, role, federationCode: null });
  }
  return makeLink(db, reaches, accountId);
}
