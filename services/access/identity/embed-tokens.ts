import { randomInt } from 'node:crypto';
import type { Db } from '@union/schema/db/database.ts';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { KeyNotFound, TokenBeyondKey, TokenNotForKey } from '../errors.ts';
import { reachesOf } from '../reach.ts';
import type { Viewer } from '../viewer.ts';
import { viewerOfKeyPrefix } from './keys.ts';
import { newSecret } from './secrets.ts';

/** What every embed token begins with. */
const MARK = 'utok_';
const AUDIENCE = 'embed';
/** Minutes for which a token is good at most, and unless another time is asked for. */
export const TOKEN_MINUTES = { most: 60, usual: 10 } as const;

export type EmbedToken = {
  readonly token: string;
  readonly expiresAt: Date;
  /** Where it opens restricted figures; null: everywhere. */
  readonly federationCode: string | null;
};

export type TokenRequest = {
  /** Within this federation alone; undefined: wherever the key holds. */
  readonly federationCode?: string | undefined;
  /** 1 to 60. */
  readonly minutes: number;
};

/**
 * A token with which a page shows restricted figures: of a portal's key, good for minutes, and no longer than its key.
 * @param prefix of the key. @throws KeyNotFound, TokenNotForKey for a key of another role, TokenBeyondKey
 */
export async function makeEmbedToken(db: Db, by: Viewer, prefix: string, asked: TokenRequest): Promise<EmbedToken> {
  const key = await viewerOfKeyPrefix(db, prefix);
  if (!key) throw new KeyNotFound(prefix);
  const grant = key.grants.find(({ role }) => role === 'portal');
  if (!grant) throw new TokenNotForKey(prefix);
  const federationCode = asked.federationCode ?? grant.federationCode;
  if (federationCode !== null && !(await reachesFederation(db, key, federationCode))) {
    throw new TokenBeyondKey(federationCode);
  }
  const minutes = Math.min(TOKEN_MINUTES.most, Math.max(1, Math.round(asked.minutes)));
  const expiresAt = new Date((Math.floor(Date.now() / 1000) + minutes * 60) * 1000);
  const signing = await newestKey(db);
  const jwt = await new SignJWT({ f: federationCode })
    .setProtectedHeader({ alg: 'HS256', kid: signing.keyId })
    .setSubject(prefix)
    .setAudience(AUDIENCE)
    .setExpirationTime(expiresAt)
    .sign(signing.secret);
  await recordAudit(db, by, {
    ...{ action: 'token', register: 'api_key', key: { key_prefix: prefix }, details: { federationCode, minutes } },
  });
  return { token: `${MARK}${jwt}`, expiresAt, federationCode };
}

/** Whether a text has the form of an embed token. */
export function looksLikeToken(text: string): boolean {
  return text.startsWith(MARK);
}

/**
 * Who a token stands for: a page of the portal whose key made it. Signature and time are checked before anything is looked
 * up; undefined when they are not good, or the key has been revoked, has expired or no longer holds there.
 */
export async function viewerOfToken(db: Db, token: string): Promise<Viewer | undefined> {
  const claims = await verified(db, token.slice(MARK.length)).catch(() => undefined);
  if (claims?.sub === undefined) return undefined;
  const key = await viewerOfKeyPrefix(db, claims.sub);
  const grant = key?.grants.find(({ role }) => role === 'portal');
  if (!key || !grant) return undefined;
  const federationCode = typeof claims.f === 'string' ? claims.f : null;
  const isWithin =
    federationCode === null ? grant.federationCode === null : await reachesFederation(db, key, federationCode);
  if (!isWithin) return undefined;
  return {
    ...{ kind: 'token', id: claims.sub, name: key.name },
    grants: [
      { role: 'public', federationCode: null },
      { role: 'portal', federationCode },
    ],
  };
}

/** Signs with a new key from now on; tokens of the ones before are refused at once. For when it may be known to others. */
export async function renewTokenKey(db: Db, by: Viewer): Promise<void> {
  await db.deleteFrom('embed_token_key').execute();
  await recordAudit(db, by, { action: 'renew_token_key', register: 'api_key' });
}

async function reachesFederation(db: Db, key: Viewer, federationCode: string): Promise<boolean> {
  const reaches = await reachesOf(db, key);
  const reach = reaches.ofGroup('restricted', 'read');
  if (reach === 'everything') return true;
  return reach !== 'nothing' && reach.federations.slice(1, -1).split(',').includes(federationCode);
}

type SigningKey = { readonly keyId: string; readonly secret: Uint8Array };
/** Milliseconds for which the signing keys are believed: after a renewal elsewhere, old tokens end that late. */
const BELIEVED = 5_000;
/** Milliseconds between two readings for the sake of tokens that name a key nobody knows. */
const ASKED_AGAIN = 250;
type KnownKeys = { readonly readAt: number; readonly keys: readonly SigningKey[] };
const keysOf = new WeakMap<object, KnownKeys>();

/** @throws what is wrong with it. */
async function verified(db: Db, jwt: string) {
  const { kid } = decodeProtectedHeader(jwt);
  const key = await signingKey(db, String(kid));
  if (!key) throw new Error('no such key');
  const { payload } = await jwtVerify(jwt, key.secret, {
    ...{ audience: AUDIENCE, algorithms: ['HS256'], requiredClaims: ['exp', 'sub'] },
  });
  return payload as { sub?: string; f?: unknown };
}

/** The key of this name. They are read every few seconds at most, whatever tokens come. */
async function signingKey(db: Db, keyId: string): Promise<SigningKey | undefined> {
  const known = keysOf.get(db);
  const age = known ? performance.now() - known.readAt : Number.POSITIVE_INFINITY;
  const found = known?.keys.find((key) => key.keyId === keyId);
  if (found ? age < BELIEVED : known && known.keys.length > 0 && age < ASKED_AGAIN) return found;
  const keys = await readKeys(db);
  keysOf.set(db, { readAt: performance.now(), keys });
  return keys.find((key) => key.keyId === keyId);
}

async function readKeys(db: Db): Promise<readonly SigningKey[]> {
  const rows = await db.selectFrom('embed_token_key').selectAll().orderBy('created_at', 'desc').execute();
  return rows.map(({ key_id, secret }) => ({ keyId: key_id, secret: Buffer.from(secret, 'base64url') }));
}

async function newestKey(db: Db): Promise<SigningKey> {
  const [newest] = await readKeys(db);
  if (newest) return newest;
  const keyId = Array.from({ length: 8 }, () => randomInt(36).toString(36)).join('');
  await sql`select pg_advisory_xact_lock(hashtext('union-token-key'))`.execute(db);
  const [meanwhile] = await readKeys(db);
  if (meanwhile) return meanwhile;
  await db.insertInto('embed_token_key').values({ key_id: keyId, secret: newSecret() }).execute();
  return (await readKeys(db))[0] as SigningKey;
}
