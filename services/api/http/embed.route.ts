import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type EmbedBuild, type EmbedFile, findReleased, readReleases } from '../embed-pages/embed-release.ts';
import { BadHttpRequest } from '../errors.ts';
import { hasAlready } from './documents.route.ts';

const FLOATING = 'public, max-age=300, stale-while-revalidate=3600';
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * The widgets' files: /embed/v1/ follows this installation, /embed/<exact version>/ is one build for good. Releases that
 * this server once served stay in `kept`, so that a page that pinned one goes on working after an upgrade.
 * @param kept folder of earlier releases, `<version>/<file>`.
 */
export function routeEmbed(app: FastifyInstance, build: () => EmbedBuild, kept: string): void {
  const releases = readReleases();
  app.get<{ Params: { version: string; file: string } }>('/embed/:version/:file', async (request, reply) => {
    const { version, file } = request.params;
    const now = build();
    const isFloating = version === 'v1';
    const found =
      isFloating || version === now.exactVersion || version === now.version
        ? now.files.get(file)
        : findReleased(kept, version, file, releases);
    if (!found) {
      throw new BadHttpRequest(
        404,
        'NOT_FOUND',
        `${file} of version ${version} is not here; this server has ${now.exactVersion}`,
        `没有 ${version} 版的 ${file}；本服务器的版本为 ${now.exactVersion}`,
      );
    }
    // The plain version of a build that was never released may still change, so nobody may keep it for long.
    const isForGood = !isFloating && (version === now.exactVersion || version !== now.version);
    return sendFile(request, reply, found, isForGood ? IMMUTABLE : FLOATING);
  });
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: EmbedFile, cache: string): FastifyReply {
  const etag = `"${file.integrity.slice(7, 29)}"`;
  reply.headers({ etag, 'cache-control': cache, 'cross-origin-resource-policy': 'cross-origin' });
  if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type(file.type).send(file.body);
}

/** Keeps a copy of a released build for the time after the next upgrade. */
export function keepRelease(build: EmbedBuild, kept: string): void {
  const folder = join(kept, build.version);
  if (!build.isReleased || existsSync(folder)) return;
  const making = join(kept, `.${build.version}.${process.pid}`);
  mkdirSync(making, { recursive: true });
  for (const [name, { body }] of build.files) writeFileSync(join(making, name), body);
  if (!existsSync(folder)) renameSync(making, folder);
}
