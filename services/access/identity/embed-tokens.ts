import { randomUUID } from 'node:crypto';
import type { Db } from '@union/schema/db/database.ts';
import { jwtVerify, SignJWT } from 'jose';
import { NotPermitted } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import { viewerOfKeyPrefix } from './keys.ts';

/** What a page may ask with an embed token: these documents, with exactly these variables. */
export type EmbedClaims = {
  readonly documents: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
};

/** Minutes for which a token is good, at most and by default. */
export const EMBED_MINUTES = 10;

const TYPE = 'embed+jwt';
const ISSUER = 'union-data-platform';

/**
 * Short-lived tokens for pages that embed restricted figures. A portal's server asks for one with its key (role `portal`)
 * and hands it to the page; the token names documents and variables and opens nothing else. It is good while its key is.
 */
export function embedTokens(secret: string) {
  const key = new TextEncoder().encode(secret);
  return {
    /** @throws NotPermitted unless the viewer is a key with the role `portal`. */
    async issue(viewer: Viewer, claims: EmbedClaims, minutes = EMBED_MINUTES): Promise<string> {
      if (viewer.kind !== 'key' || !viewer.grants.some(({ role }) => role === 'portal')) {
        throw new NotPermitted('embed_token', 'create');
      }
      return new SignJWT({ documents: claims.documents, variables: claims.variables })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setIssuer(ISSUER)
        .setSubject(viewer.id)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${Math.min(minutes, EMBED_MINUTES)} minutes`)
        .sign(key);
    },
    /** Whose page asks, and what it may ask; undefined when the token has expired or its key no longer holds. */
    async read(db: Db, token: string): Promise<{ viewer: Viewer; claims: EmbedClaims } | undefined> {
      const verified = await jwtVerify(token, key, {
        ...{ issuer: ISSUER, typ: TYPE, algorithms: ['HS256'], requiredClaims: ['exp', 'sub', 'jti'] },
      }).catch(() => undefined);
      if (!verified) return undefined;
      const {
        sub = '',
        jti = '',
        documents,
        variables,
      } = verified.payload as { sub?: string; jti?: string } & EmbedClaims;
      const issuer = await viewerOfKeyPrefix(db, sub);
      if (!issuer?.grants.some(({ role }) => role === 'portal')) return undefined;
      return { viewer: { ...issuer, kind: 'token', id: jti }, claims: { documents, variables } };
    },
  };
}

export type EmbedTokens = ReturnType<typeof embedTokens>;
