import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openWall } from '@union/access/display/displays.ts';
import { DisplayClosed } from '@union/access/errors.ts';
import { reachesOf } from '@union/access/reach.ts';
import { closedFigures } from '@union/access/restricted/closed-figures.ts';
import { anonymous } from '@union/access/viewer.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance } from 'fastify';
import { BadHttpRequest } from '../errors.ts';
import type { FreshnessRule } from '../freshness/freshness.queries.ts';
import { LIMITS } from '../limits/limits.ts';
import { readWall } from '../wall/wall-data.ts';
import { routeAppAssets, sendApp } from './app.route.ts';
import { documentAnswers, hasAlready } from './documents.route.ts';
import { isSameOrigin } from './same-origin.ts';
import type { Doors } from './session.ts';

export type WallOptions = {
  readonly db: Db;
  readonly doors: Doors;
  readonly publications: Publications;
  readonly freshness: FreshnessRule;
  readonly timeZone: string;
  readonly own: () => readonly string[];
};

/** Bytes of answers that are kept in memory for walls. */
const ANSWER_CACHE = 8 * 1024 * 1024;

const worker = readFileSync(new URL('../wall/service-worker.js', import.meta.url), 'utf8');
const record = new URL('../wall/dist/build.json', import.meta.url);

/**
 * /wall: the page for screens in halls. Its token comes in the fragment of the address, which no server and no log ever
 * sees, is exchanged once for a cookie that no script can read, and opens one wall alone.
 */
export function routeWall(app: FastifyInstance, options: WallOptions): void {
  const { db, doors, publications, freshness, timeZone, own } = options;
  // A hall is the public, whoever may be signed in at the machine behind the screen.
  const figures = { closedTo: async () => closedFigures(db, await reachesOf(db, anonymous)), isPrivate: () => false };
  const answers = documentAnswers(publications, figures, ANSWER_CACHE, LIMITS.time);

  app.get('/wall', (_, reply) => sendApp(reply, 'wall'));
  routeAppAssets(app, 'wall');
  // It keeps the page for a night without network; its scope is the page above its folder.
  app.get('/wall/service-worker.js', async (_, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('service-worker-allowed', '/wall')
      .header('content-security-policy', "default-src 'none'; connect-src 'self'; script-src 'self'")
      .send(worker),
  );

  app.register(async (screen) => {
    screen.addHook('onSend', async (_, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    });

    screen.post<{ Body: { token?: unknown } | null }>('/wall/session', async (request, reply) => {
      if (!isSameOrigin(request, own())) {
        throw new BadHttpRequest(403, 'CROSS_SITE_REFUSED', 'a screen signs in by its own page', '请在大屏页面上使用');
      }
      doors.requirePatience(request);
      const token = request.body?.token;
      try {
        if (typeof token !== 'string' || !/^[\w-]{43}$/.test(token)) throw new DisplayClosed('unknown');
        const { expiresAt } = await openWall(db, token);
        // The cookie holds what the address held; it is worth nothing anywhere else.
        doors.cookies.set(reply, 'display', token, (expiresAt.getTime() - Date.now()) / 1000);
        return reply.code(204).send();
      } catch (error) {
        if (error instanceof DisplayClosed && error.why === 'unknown') doors.failed(request);
        throw error;
      }
    });

    screen.get('/wall/data', async (request, reply) => {
      const token = doors.cookies.read(request, 'display');
      if (token === undefined) throw new DisplayClosed('unknown');
      const opened = await openWall(db, token);
      const answer = await readWall(opened, {
        ...{ publications, freshness, timeZone, build: buildOf() },
        ask: async (document, variables, publicationId) =>
          (await answers(request, document, variables, publicationId)).body.toString('utf8'),
      });
      const body = JSON.stringify(answer);
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      reply.headers({ etag, 'cache-control': 'private, no-cache' });
      if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
      return reply.type('application/json; charset=utf-8').send(body);
    });
  });
}

/** The build of the page's script; the same that the script has in itself. */
function buildOf(): string {
  return String(JSON.parse(readFileSync(record, 'utf8')).sources).slice(0, 16);
}
