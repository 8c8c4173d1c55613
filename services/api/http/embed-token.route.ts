import { NotPermitted } from '@union/access/errors.ts';
import { makeEmbedToken, TOKEN_MINUTES } from '@union/access/identity/embed-tokens.ts';
import type { Viewer } from '@union/access/viewer.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidVariables } from '../errors.ts';

/** What a request for a token takes of what its key may ask in a minute: a thousand of them. */
const COST = 4_000;

export type EmbedTokenOptions = {
  readonly db: Db;
  readonly viewerOf: (request: FastifyRequest) => Promise<Viewer>;
  readonly charge: (request: FastifyRequest, viewer: Viewer, cost: number) => void;
};

/**
 * POST /embed-token with a portal's key as bearer, and perhaps `{"federation":"320924","minutes":10}`: what opens restricted
 * figures to one of its pages, `{"token":…,"expiresAt":…,"federation":…}`. For the portal's server: a page never sees the key.
 */
export function routeEmbedTokens(app: FastifyInstance, { db, viewerOf, charge }: EmbedTokenOptions): void {
  app.post<{ Body: { federation?: unknown; minutes?: unknown } | null | undefined }>(
    '/embed-token',
    async (request, reply) => {
      const viewer = await viewerOf(request);
      if (viewer.kind !== 'key') throw new NotPermitted('figure_restriction', 'read');
      charge(request, viewer, COST);
      const { federation, minutes = TOKEN_MINUTES.usual } = request.body ?? {};
      if (federation !== undefined && typeof federation !== 'string') {
        throw new InvalidVariables('federation is the code of a federation', 'federation 应为工会代码');
      }
      if (!Number.isInteger(minutes) || (minutes as number) < 1 || (minutes as number) > TOKEN_MINUTES.most) {
        throw new InvalidVariables(`minutes is 1 to ${TOKEN_MINUTES.most}`, `minutes 须为 1 至 ${TOKEN_MINUTES.most}`);
      }
      const made = await db
        .transaction()
        .execute((transaction) =>
          makeEmbedToken(transaction, viewer, viewer.id, { federationCode: federation, minutes: minutes as number }),
        );
      return reply
        .header('cache-control', 'no-store')
        .send({ token: made.token, expiresAt: made.expiresAt.toISOString(), federation: made.federationCode });
    },
  );
}
