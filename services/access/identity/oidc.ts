import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import * as client from 'openid-client';
import { recordAudit } from '../audit/audit.ts';
import { NoAccount, SignInFailed } from '../errors.ts';
import { anonymous } from '../viewer.ts';
import { hashOf, newSecret } from './secrets.ts';

/** An OpenID provider, and how this server is known to it. */
export type OidcSettings = {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
};

export type Oidc = {
  /**
   * Begins a sign-in. @returns where to send the browser, and the secret that ties the answer to it, for a cookie.
   * @throws SignInFailed when the provider does not answer.
   */
  begin(db: Db, redirectUri: string, returnTo: string): Promise<{ url: string; secret: string }>;
  /**
   * Ends it: checks the answer of the provider against what was begun, once.
   * @returns the account that the provider vouches for, and where the browser wanted to go.
   * @throws SignInFailed, NoAccount when nobody here is known under that name.
   */
  end(db: Db, answer: URL, secret: string): Promise<{ accountId: number; returnTo: string }>;
};

/** Minutes that somebody may take at the provider. */
const PATIENCE = 10;

/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. The provider is asked for its addresses at the first sign-in. */
export function openidConnect(settings: OidcSettings): Oidc {
  let known: Promise<client.Configuration> | undefined;
  const configuration = () => {
    known ??= discover(settings).catch((error) => {
      known = undefined;
      throw new SignInFailed({ cause: error });
    });
    return known;
  };
  return {
    async begin(db, redirectUri, returnTo) {
      const config = await configuration();
      const [secret, verifier, nonce] = [newSecret(), client.randomPKCECodeVerifier(), client.randomNonce()];
      await db.deleteFrom('sign_in_attempt').where('expires_at', '<', sql<Date>`now()`).execute();
      await db
        .insertInto('sign_in_attempt')
        .values({
          ...{ state_sha256: hashOf(secret), code_verifier: verifier, nonce, return_to: returnTo },
          expires_at: sql<Date>`now() + make_interval(mins => ${PATIENCE})`,
        })
        .execute();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        // The state is a hash of the cookie's secret: who sees the address cannot make the cookie of it.
        state: hashOf(secret),
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, secret };
    },
    async end(db, answer, secret) {
      const attempt = await db
        .deleteFrom('sign_in_attempt')
        .where('state_sha256', '=', hashOf(secret))
        .where('expires_at', '>', sql<Date>`now()`)
        .returningAll()
        .executeTakeFirst();
      if (!attempt) throw new SignInFailed();
      const person = await whoIs(await configuration(), answer, attempt);
      return { accountId: await findAccount(db, settings.issuer, person), returnTo: attempt.return_to };
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const url = new URL(issuer);
  // Plain HTTP is for a provider on this machine alone.
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return client.discovery(
    url,
    clientId,
    clientSecret,
    clientSecret === undefined ? client.None() : undefined,
    isLocal ? { execute: [client.allowInsecureRequests] } : undefined,
  );
}

type Person = { readonly subject: string; readonly name: string | undefined; readonly email: string | undefined };

async function whoIs(
  config: client.Configuration,
  answer: URL,
  attempt: { code_verifier: string; nonce: string; state_sha256: string },
): Promise<Person> {
  try {
    const tokens = await client.authorizationCodeGrant(config, answer, {
      pkceCodeVerifier: attempt.code_verifier,
      expectedState: attempt.state_sha256,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('the provider sent no id token');
    const more =
      claims.email === undefined && config.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        : claims;
    const isVerified = more.email_verified !== false;
    return {
      subject: claims.sub,
      name: typeof more.name === 'string' ? more.name : undefined,
      email: typeof more.email === 'string' && isVerified ? more.email.toLowerCase() : undefined,
    };
  } catch (error) {
    throw new SignInFailed({ cause: error });
  }
}

/** The account of a person: by the provider's own name of it, or at the first sign-in by a verified e-mail address. */
async function findAccount(db: Db, issuer: string, { subject, email }: Person): Promise<number> {
  const known = await db
    .selectFrom('account')
    .select(['account_id', 'disabled_at'])
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  if (known && known.disabled_at === null) return known.account_id;
  const invited =
    known || email === undefined
      ? undefined
      : await db
          .updateTable('account')
          .set({ issuer, subject })
          .where('email', '=', email)
          .where('issuer', 'is', null)
          .where('disabled_at', 'is', null)
          .returning('account_id')
          .executeTakeFirst();
  if (invited) return invited.account_id;
  await recordAudit(db, anonymous, {
    ...{ action: 'sign_in_refused', register: 'account', details: { issuer, subject } },
  });
  throw new NoAccount();
}
