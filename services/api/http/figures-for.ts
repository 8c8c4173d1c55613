import { reachesOf } from '@union/access/reach.ts';
import {
  type ClosedFigures,
  closedFigures,
  isAnythingRestricted,
  NOTHING_CLOSED,
} from '@union/access/restricted/closed-figures.ts';
import type { Viewer } from '@union/access/viewer.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidVariables } from '../errors.ts';
import type { Doors } from './session.ts';

/** The parameter of an address that carries an embed token, for places that cannot send a header. */
export const TOKEN = 'token';

/** Which published figures are closed to who asks. Every way out of published figures asks here. */
export type FiguresFor = {
  /**
   * @param token the embed token of the address, where it has one; else the request's headers tell who asks.
   * @throws NotSignedIn for a token, key or session that is not good: never the public's answer in its place.
   */
  closedTo(request: FastifyRequest, token?: string): Promise<ClosedFigures>;
  /** Whether what was answered depended on who asked, so that nobody may keep it for others. */
  isPrivate(request: FastifyRequest): boolean;
};

/** @param viewerOf who asks, by headers and cookies. */
export function figuresFor(db: Db, doors: Doors, viewerOf: (request: FastifyRequest) => Promise<Viewer>): FiguresFor {
  const privately = new WeakSet<FastifyRequest>();
  return {
    async closedTo(request, token) {
      const isNamed = token !== undefined || request.headers.authorization !== undefined;
      if (!isNamed && !(await isAnythingRestricted(db))) return NOTHING_CLOSED;
      const viewer = token === undefined ? await viewerOf(request) : await doors.viewerOfToken(request, token);
      if (viewer.kind !== 'anonymous') privately.add(request);
      return closedFigures(db, await reachesOf(db, viewer));
    },
    isPrivate: (request) => privately.has(request),
  };
}

/** The embed token in a query string; undefined without one. @throws InvalidVariables when it is given twice. */
export function tokenIn({ token }: Record<string, unknown>): string | undefined {
  if (token === undefined || typeof token === 'string') return token;
  throw new InvalidVariables('token is given once', 'token 只能给一次');
}

/** The headers of an answer that was made for who asked alone. */
export const PRIVATE = {
  'cache-control': 'private, no-store',
  vary: 'accept-encoding, authorization, cookie',
} as const;

/** Lets nobody keep an answer that depended on who asked. */
export function keepPrivate(reply: FastifyReply): FastifyReply {
  return reply.headers(PRIVATE);
}
