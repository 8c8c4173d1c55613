import type { Db } from '@union/schema/db/database.ts';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { sql } from 'kysely';
import type { Viewer } from '../viewer.ts';
import { type AccountRow, viewerColumns, viewerOf } from './accounts.ts';
import { hashOf } from './secrets.ts';

/** Whose tokens are taken, and which audience they must name. */
export type BearerSettings = { readonly issuer: string; readonly audience: string };

/** Asymmetric signatures alone: a token that names another algorithm is refused before any key is looked up. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];
/** Milliseconds for which a verified signature is believed; the account is asked for every time. */
const BELIEVED = 60_000;
/** Verified tokens that are kept. */
const KEPT = 2_000;

/**
 * Access tokens of an OpenID provider, verified against its published keys. What costs is the signature, so a verified
 * token is kept for a minute; whether its account and grants still hold is looked up at each request.
 */
export function bearerTokens(settings: BearerSettings, keys: JWTVerifyGetKey = publishedKeys(settings.issuer)) {
  const verified = new Map<string, { subject: string; until: number }>();
  const subjectOf = async (token: string): Promise<string | undefined> => {
    const hash = hashOf(token);
    const known = verified.get(hash);
    if (known && known.until > Date.now()) return known.subject;
    verified.delete(hash);
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer: settings.issuer, audience: settings.audience, algorithms: ALGORITHMS, clockTolerance: 5 },
      requiredClaims: ['exp', 'sub'],
    });
    const until = Math.min(Date.now() + BELIEVED, (payload.exp ?? 0) * 1000);
    verified.set(hash, { subject: payload.sub ?? '', until });
    for (const oldest of verified.keys()) {
      if (verified.size <= KEPT) break;
      verified.delete(oldest);
    }
    return payload.sub;
  };
  return {
    /** Who a token stands for; undefined when it is not good, or nobody here is known by its subject. */
    async viewerOf(db: Db, token: string): Promise<Viewer | undefined> {
      const subject = await subjectOf(token).catch(() => undefined);
      if (subject === undefined) return undefined;
      const { rows } = await sql<AccountRow>`
        ${viewerColumns} from account
        where issuer = ${settings.issuer} and subject = ${subject} and disabled_at is null
      `.execute(db);
      return rows[0] && viewerOf(rows[0]);
    },
  };
}

export type BearerTokens = ReturnType<typeof bearerTokens>;

/** The keys that a provider publishes; fetched when first needed, and again when a token names one that is not known. */
function publishedKeys(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    keys ??= discoverKeys(issuer).catch((error) => {
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(at, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!response.ok) throw new Error(`${at} answered ${response.status}`);
  const { jwks_uri: uri } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(uri), {
    timeoutDuration: 5_000,
    [customFetch]: (url, options) => fetch(url, { ...options, redirect: 'error' }),
  });
}
