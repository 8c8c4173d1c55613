import fastifyStatic from '@fastify/static';
import type { Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance } from 'fastify';
import { NoPublication } from '../errors.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { SHORT_CACHE } from './documents.route.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * The files that a publication wrote beside its figures, for portals that cannot reach the API by a query:
 * /publications/current/static/… follows the newest, /publications/<id>/static/… never changes.
 */
export async function routePublications(app: FastifyInstance, publications: Publications): Promise<void> {
  await app.register(fastifyStatic, { root: process.cwd(), serve: false });

  app.get<{ Params: { id: string; '*': string } }>('/publications/:id/static/*', async (request, reply) => {
    const { id, '*': file } = request.params;
    const isCurrent = id === 'current';
    const publication = await choosePublication(publications, { pinned: isCurrent ? undefined : id });
    reply.header('cache-control', isCurrent ? SHORT_CACHE : IMMUTABLE);
    return reply.sendFile(file, `${publication.folder}/static`, {
      cacheControl: false,
      dotfiles: 'deny',
      index: false,
    });
  });

  app.get('/publications/current.json', async (_, reply) => {
    const current = publications.current();
    if (!current) throw new NoPublication();
    const { publicationId, asOf, publishedAt, definitions } = current.manifest;
    return reply.header('cache-control', SHORT_CACHE).send({ publicationId, asOf, publishedAt, definitions });
  });
}
