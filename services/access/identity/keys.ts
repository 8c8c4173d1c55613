import { randomInt } from 'node:crypto';
import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { KeyBeyondAccount, KeyNotFound, NotPermitted } from '../errors.ts';
import type { Reaches } from '../reach.ts';
import type { Viewer } from '../viewer.ts';
import { requireAdministrationOf } from './accounts.ts';
import { hashOf, isSameHash, newSecret } from './secrets.ts';

/** Roles that a key may have: none that administers or looks at personal data. */
export const keyRoles = ['portal', 'analyst', 'officer', 'reviewer', 'leader'] as const;
export type KeyRole = (typeof keyRoles)[number];

/** Whether a word is a role that a key may have. */
export function isKeyRole(word: string): word is KeyRole {
  return (keyRoles as readonly string[]).includes(word);
}

export type NewKey = {
  readonly accountId: number;
  readonly name: string;
  readonly role: KeyRole;
  /** The subtree it is for; null: everywhere. */
  readonly federationCode: string | null;
  /** Days until it expires, 1 to 366. */
  readonly days: number;
};

const PREFIX = /^[0-9a-z]{12}$/;
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * A key of an account, for itself or made by an administrator. Shown once: `ukey_<prefix>_<secret>`; the secret is kept as
 * a hash alone. @throws NotPermitted, KeyBeyondAccount when the account does not hold the role there.
 */
export async function issueKey(db: Db, reaches: Reaches, key: NewKey): Promise<{ prefix: string; key: string }> {
  await requireOwner(db, reaches, key.accountId);
  if (!(await holds(db, key))) throw new KeyBeyondAccount(key.role, key.federationCode);
  const prefix = Array.from({ length: 12 }, () => ALPHABET[randomInt(36)]).join('');
  const secret = newSecret();
  await db
    .insertInto('api_key')
    .values({
      ...{ key_prefix: prefix, secret_sha256: hashOf(secret), account_id: key.accountId, name: key.name },
      ...{ role: key.role, federation_code: key.federationCode, created_by: reaches.viewer.name },
      ...{ expires_at: sql<Date>`now() + make_interval(days => ${key.days})`, last_used_at: null },
      ...{ revoked_at: null, revoked_by: null },
    })
    .execute();
  const { accountId, role, federationCode, days } = key;
  const details = { accountId, role, federationCode, days };
  await recordAudit(db, reaches.viewer, { action: 'issue', register: 'api_key', key: { key_prefix: prefix }, details });
  return { prefix, key: `ukey_${prefix}_${secret}` };
}

/** Takes a key back. @throws NotPermitted, KeyNotFound */
export async function revokeKey(db: Db, reaches: Reaches, prefix: string): Promise<void> {
  const found = await db
    .selectFrom('api_key')
    .select('account_id')
    .where('key_prefix', '=', prefix)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw new KeyNotFound(prefix);
  await requireOwner(db, reaches, found.account_id);
  await db
    .updateTable('api_key')
    .set({ revoked_at: sql<Date>`now()`, revoked_by: reaches.viewer.name })
    .where('key_prefix', '=', prefix)
    .execute();
  await recordAudit(db, reaches.viewer, { action: 'revoke', register: 'api_key', key: { key_prefix: prefix } });
}

/** A key as it is shown: never its secret. */
export type KeySeen = {
  readonly prefix: string;
  readonly name: string;
  readonly accountId: number;
  readonly accountName: string;
  readonly role: KeyRole;
  readonly federationCode: string | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  readonly lastUsedAt: Date | null;
};

/**
 * Keys, the newest first: those of the viewer's own account, and those that hold where the viewer administers.
 * @param accountId of this account alone; undefined: of every one. @throws NotPermitted for who has no account here.
 */
export async function listKeys(db: Db, reaches: Reaches, accountId?: number): Promise<KeySeen[]> {
  const { viewer } = reaches;
  const reach = reaches.ofGroup('identity', 'administer');
  if (viewer.kind !== 'account' && reach === 'nothing') throw new NotPermitted('api_key', 'read');
  const own = viewer.kind === 'account' ? Number(viewer.id) : 0;
  const administered =
    reach === 'everything'
      ? sql<boolean>`true`
      : reach === 'nothing'
        ? sql<boolean>`false`
        : sql<boolean>`api_key.federation_code = any(${reach.federations}::text[])`;
  return db
    .selectFrom('api_key')
    .innerJoin('account', 'account.account_id', 'api_key.account_id')
    .select(['key_prefix as prefix', 'api_key.name', 'api_key.account_id as accountId', 'account.name as accountName'])
    .select(sql<KeyRole>`api_key.role`.as('role'))
    .select(['federation_code as federationCode', 'api_key.created_at as createdAt'])
    .select(['api_key.created_by as createdBy', 'expires_at as expiresAt', 'revoked_at as revokedAt'])
    .select(['revoked_by as revokedBy', 'last_used_at as lastUsedAt'])
    .where((eb) => eb.or([eb('api_key.account_id', '=', own), administered]))
    .$if(accountId !== undefined, (query) => query.where('api_key.account_id', '=', accountId ?? 0))
    .orderBy('api_key.created_at', 'desc')
    .orderBy('key_prefix')
    .limit(500)
    .execute();
}

/** Whether a text has the form of a key, so that it is not taken for a token. */
export function looksLikeKey(text: string): boolean {
  return text.startsWith('ukey_');
}

/**
 * Who a key stands for; undefined when it is unknown, expired or revoked, its account is closed, or its account no longer
 * holds the role there.
 */
export async function viewerOfKey(db: Db, key: string): Promise<Viewer | undefined> {
  const [prefix, secret] = partsOf(key);
  if (prefix === undefined || secret === undefined) return undefined;
  const found = await findKey(db, prefix);
  // The hash is made whether the key is known or not, so that time does not tell.
  const given = hashOf(secret);
  if (!found || !isSameHash(found.secret_sha256, given)) return undefined;
  if (found.is_due) {
    await db.updateTable('api_key').set({ last_used_at: sql<Date>`now()` }).where('key_prefix', '=', prefix).execute();
  }
  return keyViewer(prefix, found);
}

/** Who a key stands for that was shown before, by its prefix: for tokens that were issued with it. */
export async function viewerOfKeyPrefix(db: Db, prefix: string): Promise<Viewer | undefined> {
  const found = PREFIX.test(prefix) ? await findKey(db, prefix) : undefined;
  return found && keyViewer(prefix, found);
}

type KeyRow = {
  secret_sha256: string;
  name: string;
  role: KeyRole;
  federation_code: string | null;
  is_due: boolean;
};

function keyViewer(prefix: string, { name, role, federation_code }: KeyRow): Viewer {
  const grants = [{ role: 'public', federationCode: null } as const, { role, federationCode: federation_code }];
  return { kind: 'key', id: prefix, name, grants };
}

function partsOf(key: string): readonly [string?, string?] {
  const prefix = key.slice(5, 17);
  return looksLikeKey(key) && PREFIX.test(prefix) && key[17] === '_' ? [prefix, key.slice(18)] : [];
}

/** The grants of the account that let it have a key for the role there: the same role at the federation or above it. */
const held = (accountId: unknown, role: unknown, federation: unknown) => sql<boolean>`exists (
  with recursive above (federation_code, parent_code) as (
    select federation_code, parent_code from federation where federation_code = ${federation}
    union
    select federation.federation_code, federation.parent_code
    from federation join above on federation.federation_code = above.parent_code
  )
  select from access_grant as held
  where held.account_id = ${accountId} and held.role = ${role}
    and held.revoked_at is null and (held.expires_at is null or held.expires_at > now())
    and (held.federation_code is null or held.federation_code in (select federation_code from above))
)`;

async function findKey(db: Db, prefix: string): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`
    select secret_sha256, api_key.name, api_key.role, api_key.federation_code,
      coalesce(last_used_at < now() - interval '1 minute', true) as is_due
    from api_key join account using (account_id)
    where key_prefix = ${prefix} and api_key.revoked_at is null and api_key.expires_at > now() and disabled_at is null
      and ${held(sql`api_key.account_id`, sql`api_key.role`, sql`api_key.federation_code`)}
  `.execute(db);
  return rows[0];
}

async function holds(db: Db, { accountId, role, federationCode }: NewKey): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    select ${held(sql`${accountId}::bigint`, sql`${role}::text`, sql`${federationCode}::text`)} as ok
  `.execute(db);
  return rows[0]?.ok === true;
}

/** Keys are the business of their account, and of who administers it. A key makes no key. */
async function requireOwner(db: Db, reaches: Reaches, accountId: number): Promise<void> {
  const { viewer } = reaches;
  if (viewer.kind === 'account' && viewer.id === String(accountId)) return;
  if (viewer.kind !== 'account' && viewer.kind !== 'operator') throw new NotPermitted('api_key', 'administer');
  await requireAdministrationOf(db, reaches, accountId);
}
