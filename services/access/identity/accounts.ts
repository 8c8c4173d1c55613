import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { AccountNotFound, FederationNotFound, GrantNotFound, LastAdministrator, NotPermitted } from '../errors.ts';
import { isPermitted } from '../permission.ts';
import type { Reaches } from '../reach.ts';
import type { Role } from '../roles.ts';
import type { Grant, Viewer } from '../viewer.ts';

export type NewAccount = {
  readonly name: string;
  /** By which the first sign-in through a provider finds the account. */
  readonly email?: string | undefined;
  readonly kind?: 'person' | 'service';
  /** How a provider names it already: for programs, whose tokens come without a sign-in. */
  readonly issuer?: string | undefined;
  readonly subject?: string | undefined;
};

/** Makes an account without any grant. @returns its id. @throws NotPermitted */
export async function createAccount(db: Db, reaches: Reaches, account: NewAccount): Promise<number> {
  await requireAdministration(db, reaches);
  const { account_id } = await db
    .insertInto('account')
    .values({
      ...{ name: account.name, email: account.email?.toLowerCase() ?? null, kind: account.kind ?? 'person' },
      ...{ issuer: account.issuer ?? null, subject: account.subject ?? null },
      ...{ created_by: reaches.viewer.name, last_signed_in_at: null, disabled_at: null, disabled_by: null },
    })
    .returning('account_id')
    .executeTakeFirstOrThrow();
  await recordAudit(db, reaches.viewer, { action: 'create', register: 'account', key: { account_id } });
  return account_id;
}

export type NewGrant = {
  readonly accountId: number;
  readonly role: Exclude<Role, 'public'>;
  /** Null: everywhere. */
  readonly federationCode: string | null;
  readonly expiresAt?: Date | undefined;
};

/**
 * Grants a role within the subtree of a federation. Administrators grant within their own subtree alone.
 * @returns the id of the grant. @throws NotPermitted, AccountNotFound, FederationNotFound
 */
export async function grantRole(db: Db, reaches: Reaches, grant: NewGrant): Promise<number> {
  await requireAdministration(db, reaches, grant.federationCode);
  await getAccount(db, grant.accountId);
  if (grant.federationCode !== null) await requireFederation(db, grant.federationCode);
  const { grant_id } = await db
    .insertInto('access_grant')
    .values({
      ...{ account_id: grant.accountId, role: grant.role, federation_code: grant.federationCode },
      ...{ granted_by: reaches.viewer.name, expires_at: grant.expiresAt ?? null, revoked_at: null, revoked_by: null },
    })
    .returning('grant_id')
    .executeTakeFirstOrThrow();
  const { accountId, role, federationCode } = grant;
  const details = { accountId, role, federationCode, expiresAt: grant.expiresAt?.toISOString() ?? null };
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'grant', register: 'access_grant', key: { grant_id }, details },
  });
  return grant_id;
}

/**
 * Takes a grant back; from then on nothing is answered by it.
 * @throws NotPermitted, GrantNotFound, LastAdministrator when nobody could administer any more.
 */
export async function revokeGrant(db: Db, reaches: Reaches, grantId: number): Promise<void> {
  const grant = await db
    .selectFrom('access_grant')
    .select(['role', 'federation_code', 'account_id'])
    .where('grant_id', '=', grantId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!grant) throw new GrantNotFound(grantId);
  await requireAdministration(db, reaches, grant.federation_code);
  await db
    .updateTable('access_grant')
    .set({ revoked_at: sql<Date>`now()`, revoked_by: reaches.viewer.name })
    .where('grant_id', '=', grantId)
    .execute();
  if (grant.role === 'administrator') await requireSomeAdministrator(db, reaches);
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'revoke', register: 'access_grant', key: { grant_id: grantId } },
    details: { accountId: grant.account_id, role: grant.role, federationCode: grant.federation_code },
  });
}

/** Closes an account: its sessions end, its keys and tokens are refused. @throws NotPermitted, AccountNotFound, LastAdministrator */
export async function disableAccount(db: Db, reaches: Reaches, accountId: number): Promise<void> {
  await requireAdministrationOf(db, reaches, accountId);
  await db
    .updateTable('account')
    .set({ disabled_at: sql<Date>`now()`, disabled_by: reaches.viewer.name })
    .where('account_id', '=', accountId)
    .where('disabled_at', 'is', null)
    .execute();
  await db.deleteFrom('account_session').where('account_id', '=', accountId).execute();
  await requireSomeAdministrator(db, reaches);
  await recordAudit(db, reaches.viewer, { action: 'end', register: 'account', key: { account_id: accountId } });
}

/** The account with its grants that hold now, as a viewer; undefined when it is closed or unknown. */
export async function findViewer(db: Db, accountId: number): Promise<Viewer | undefined> {
  const { rows } = await sql<AccountRow>`
    ${viewerColumns} from account where account_id = ${accountId} and disabled_at is null
  `.execute(db);
  return rows[0] && viewerOf(rows[0]);
}

export type AccountRow = { account_id: number; name: string; grants: Grant[] };

/** Selects what `viewerOf` needs of `account`: its grants as JSON, those that hold now alone. */
export const viewerColumns = sql`
  select account.account_id, account.name, (
    select coalesce(json_agg(json_build_object('role', role, 'federationCode', federation_code)), '[]')
    from access_grant
    where access_grant.account_id = account.account_id
      and revoked_at is null and (access_grant.expires_at is null or access_grant.expires_at > now())
  ) as grants`;

/** An account as a viewer. What is public is open to it too. */
export function viewerOf({ account_id, name, grants }: AccountRow): Viewer {
  return {
    kind: 'account',
    id: String(account_id),
    name,
    grants: [{ role: 'public', federationCode: null }, ...grants],
  };
}

/** @throws AccountNotFound */
export async function getAccount(db: Db, accountId: number) {
  const account = await db.selectFrom('account').selectAll().where('account_id', '=', accountId).executeTakeFirst();
  if (!account) throw new AccountNotFound(accountId);
  return account;
}

/** Accounts with their grants that hold, by name: all of them, or for an administrator of a subtree those granted there. */
export async function listAccounts(db: Db, reaches: Reaches) {
  await requireAdministration(db, reaches);
  const accounts = await db.selectFrom('account').selectAll().orderBy('name').orderBy('account_id').execute();
  const grants = await db
    .selectFrom('access_grant')
    .selectAll()
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .orderBy('grant_id')
    .execute();
  const reach = reaches.of('access_grant', 'administer');
  const seen = (code: string | null) =>
    reach === 'everything' || (typeof reach === 'object' && code !== null && codesIn(reach.federations).has(code));
  return accounts
    .map((account) => ({ ...account, grants: grants.filter(({ account_id }) => account_id === account.account_id) }))
    .map((account) => ({ ...account, grants: account.grants.filter((grant) => seen(grant.federation_code)) }))
    .filter(({ grants: own }) => reach === 'everything' || own.length > 0);
}

function codesIn(codes: string): ReadonlySet<string> {
  return new Set(codes.slice(1, -1).split(','));
}

/** @param federationCode where; null: everywhere; absent: anywhere. @throws NotPermitted */
export async function requireAdministration(db: Db, reaches: Reaches, federationCode?: string | null): Promise<void> {
  const reach = reaches.of('access_grant', 'administer');
  if (reach === 'everything') return;
  const isAllowed =
    reach !== 'nothing' &&
    federationCode !== null &&
    (federationCode === undefined ||
      (await isPermitted(db, reaches, 'access_grant', 'administer', { federation_code: federationCode })));
  if (!isAllowed) throw new NotPermitted('access_grant', 'administer');
}

/** An account is administered by who administers everywhere it holds a grant. @throws NotPermitted, AccountNotFound */
export async function requireAdministrationOf(db: Db, reaches: Reaches, accountId: number): Promise<void> {
  await requireAdministration(db, reaches);
  await getAccount(db, accountId);
  const viewer = await findViewer(db, accountId);
  for (const { role, federationCode } of viewer?.grants ?? []) {
    if (role !== 'public') await requireAdministration(db, reaches, federationCode);
  }
}

async function requireFederation(db: Db, code: string): Promise<void> {
  const found = await db
    .selectFrom('federation')
    .select('federation_code')
    .where('federation_code', '=', code)
    .executeTakeFirst();
  if (!found) throw new FederationNotFound(code);
}

/** The command line can always make another, so it may leave none. @throws LastAdministrator */
async function requireSomeAdministrator(db: Db, { viewer }: Reaches): Promise<void> {
  if (viewer.kind !== 'operator' && !(await hasAdministrator(db))) throw new LastAdministrator();
}

/** Whether somebody may administer everywhere. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom('access_grant')
    .innerJoin('account', 'account.account_id', 'access_grant.account_id')
    .select('grant_id')
    .where('role', '=', 'administrator')
    .where('federation_code', 'is', null)
    .where('revoked_at', 'is', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}
