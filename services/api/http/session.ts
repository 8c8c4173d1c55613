import { CrossSiteRefused, NotSignedIn, TooManyAttempts, TooManyRequests } from '@union/access/errors.ts';
import { type BearerTokens, bearerTokens } from '@union/access/identity/bearer.ts';
import { looksLikeToken, viewerOfToken } from '@union/access/identity/embed-tokens.ts';
import { looksLikeKey, viewerOfKey } from '@union/access/identity/keys.ts';
import { viewerOfSession } from '@union/access/identity/sessions.ts';
import { Buckets } from '@union/access/throttle.ts';
import type { Viewer } from '@union/access/viewer.ts';
import type { AccessSettings } from '@union/schema/config.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isNavigation, isSameOrigin } from './same-origin.ts';
import { type CookieJar, cookieJar, csrfTokenOf, isCsrfToken } from './session-cookie.ts';

export type DoorOptions = {
  readonly db: Db;
  readonly settings: AccessSettings;
  /** The address under which others reach this server. */
  readonly base: () => string;
  /** Origins of this server. */
  readonly own: () => readonly string[];
  /** Who comes without a name: anyone, or the visitor of a demo. */
  readonly visitor: () => Viewer;
  /** What may be asked in a minute, in the cost of operations; undefined: without limit, for benchmarks. */
  readonly perMinute: { readonly visitor: number; readonly signedIn: number } | undefined;
};

/** Who comes in by which door. Every route asks here, so that what has expired is closed on every way out. */
export type Doors = {
  readonly cookies: CookieJar;
  /**
   * Who asks: by bearer token, API key or embed token, else by the session's cookie, else anyone.
   * @throws NotSignedIn for a token or key that is not good: never a narrower answer in its place; TooManyAttempts.
   */
  viewerOf(request: FastifyRequest): Promise<Viewer>;
  /** Who an embed token in an address stands for. @throws NotSignedIn when it is not good; TooManyAttempts. */
  viewerOfToken(request: FastifyRequest, token: string): Promise<Viewer>;
  /** The secret of the session whose cookie the request carries; undefined without one. */
  sessionOf(request: FastifyRequest): string | undefined;
  /** What a page of the session sends back with each change; undefined without a session. */
  csrfTokenFor(request: FastifyRequest): string | undefined;
  /** Counts a failed attempt to come in from the caller's address. @throws TooManyAttempts */
  failed(request: FastifyRequest): void;
  /** @throws TooManyAttempts while too many attempts from the caller's address have failed. */
  requirePatience(request: FastifyRequest): void;
  /** Takes what an operation costs from what the viewer may ask in a minute. @throws TooManyRequests */
  charge(request: FastifyRequest, viewer: Viewer, cost: number): void;
};

/** Failed attempts from one address in ten minutes. */
const ATTEMPTS = { count: 20, seconds: 600 };

/** Makes the doors, and guards every change that carries a session. */
export function openDoors(app: FastifyInstance, options: DoorOptions): Doors {
  const { db, settings, base, own, visitor, perMinute } = options;
  const cookies = cookieJar(base);
  const failures = new Buckets(ATTEMPTS.count, ATTEMPTS.seconds);
  const budgets = perMinute && {
    visitor: new Buckets(perMinute.visitor, 60),
    signedIn: new Buckets(perMinute.signedIn, 60),
  };
  const bearer: BearerTokens | undefined = settings.bearer && bearerTokens(settings.bearer);
  const known = new WeakMap<FastifyRequest, Promise<Viewer>>();

  const doors: Doors = {
    cookies,
    viewerOf(request) {
      let viewer = known.get(request);
      if (!viewer) {
        viewer = find(request);
        known.set(request, viewer);
      }
      return viewer;
    },
    viewerOfToken: (request, token) => admitted(request, () => viewerOfToken(db, token)),
    sessionOf: (request) =>
      isSameOrigin(request, own()) || isNavigation(request) ? cookies.read(request, 'session') : undefined,
    csrfTokenFor(request) {
      const session = doors.sessionOf(request);
      return session && csrfTokenOf(session);
    },
    failed(request) {
      failures.take(request.ip);
    },
    requirePatience(request) {
      if (failures.left(request.ip) <= 0) throw new TooManyAttempts();
    },
    charge(request, viewer, cost) {
      if (!budgets) return;
      const isVisitor = viewer.kind === 'anonymous';
      const name = isVisitor ? request.ip : `${viewer.kind}:${viewer.id}`;
      if (!(isVisitor ? budgets.visitor : budgets.signedIn).take(name, cost)) throw new TooManyRequests();
    },
  };

  /** @throws NotSignedIn when nobody is found, which counts as a failed attempt; TooManyAttempts. */
  const admitted = async (request: FastifyRequest, look: () => Promise<Viewer | undefined> | undefined) => {
    doors.requirePatience(request);
    const found = await look();
    if (found) return found;
    doors.failed(request);
    throw new NotSignedIn();
  };

  const find = async (request: FastifyRequest): Promise<Viewer> => {
    const credential = credentialOf(request);
    if (credential !== undefined) {
      if (looksLikeToken(credential)) return doors.viewerOfToken(request, credential);
      return admitted(request, () =>
        looksLikeKey(credential) ? viewerOfKey(db, credential) : bearer?.viewerOf(db, credential),
      );
    }
    const session = doors.sessionOf(request);
    return (session && (await viewerOfSession(db, session))) || visitor();
  };

  // Nothing is changed by a session unless a page of this server asked for it, with what only such a page knows.
  app.addHook('preValidation', async (request) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
    const session = cookies.read(request, 'session');
    if (session === undefined) return;
    const token = request.headers['x-csrf-token'] ?? (request.body as { csrf?: unknown } | null | undefined)?.csrf;
    // JSON cannot be sent across origins without being asked for first, which is never granted with a cookie.
    const isAsked = /^application\/json\b/i.test(request.headers['content-type'] ?? '') || isCsrfToken(session, token);
    if (!isSameOrigin(request, own()) || !isAsked) throw new CrossSiteRefused();
  });
  return doors;
}

/** What stands behind `Authorization: Bearer`; undefined without it. @throws NotSignedIn for another scheme. */
function credentialOf({ headers }: FastifyRequest): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const [, credential] = /^Bearer +([^\s]{8,4096})$/i.exec(authorization) ?? [];
  if (credential === undefined) throw new NotSignedIn();
  return credential;
}
