import fastifyStatic from '@fastify/static';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance } from 'fastify';
import { trustedDocuments } from '../documents/run-document.ts';
import { BadHttpRequest, NoPublication } from '../errors.ts';
import { kindsOf } from '../fragment/render-fragment.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { type DocumentAnswers, SHORT_CACHE, sendAnswer } from './documents.route.ts';
import { type FiguresFor, tokenIn } from './figures-for.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * The files that a publication wrote beside its figures, for portals that cannot reach the API by a query:
 * /publications/current/static/… follows the newest, /publications/<id>/static/… never changes. Where figures are restricted
 * the files, which hold everything, stay closed: who asks is answered as `/w/…` would.
 */
export async function routePublications(
  app: FastifyInstance,
  publications: Publications,
  answers: DocumentAnswers,
  figures: FiguresFor,
): Promise<void> {
  await app.register(fastifyStatic, { root: process.cwd(), serve: false });

  app.get<{ Params: { id: string; '*': string }; Querystring: Record<string, unknown> }>(
    '/publications/:id/static/*',
    async (request, reply) => {
      const { id, '*': file } = request.params;
      const isCurrent = id === 'current';
      const publication: Publication = await choosePublication(publications, { pinned: isCurrent ? undefined : id });
      const token = tokenIn(request.query);
      const closed = await figures.closedTo(request, token);
      if (!closed.isNothing) {
        const { document, variables } = askedBy(file);
        const answer = await answers(request, document, variables, publication.id, token);
        return sendAnswer(request, reply, answer, 'application/json; charset=utf-8');
      }
      const isPrivate = figures.isPrivate(request);
      reply.header('cache-control', isPrivate ? 'private, no-store' : isCurrent ? SHORT_CACHE : IMMUTABLE);
      return reply.sendFile(file, `${publication.folder}/static`, {
        cacheControl: false,
        dotfiles: 'deny',
        index: false,
      });
    },
  );

  app.get('/publications/current.json', async (_, reply) => {
    const current = publications.current();
    if (!current) throw new NoPublication();
    const { publicationId, asOf, publishedAt, definitions } = current.manifest;
    return reply.header('cache-control', SHORT_CACHE).send({ publicationId, asOf, publishedAt, definitions });
  });
}

/** What a static file answers: `<document>/<kind>-<code>.json`, or `….<metric>.json`; see `write-static.ts`. */
function askedBy(file: string): { document: string; variables: Readonly<Record<string, string>> } {
  const [, document = '', scopeKind, code, metric] =
    /^([\w-]+)\/(region|park|federation)-([^./]+)(?:\.(\w+))?\.json$/.exec(file) ?? [];
  if (!trustedDocuments.has(document)) {
    throw new BadHttpRequest(404, 'NOT_FOUND', 'there is nothing here', '地址不存在');
  }
  const scope = `${scopeKind}:${code}`;
  const kind = kindsOf[document]?.(scope);
  return { document, variables: { scope, ...(metric && { metric }), ...(kind && { kind }) } };
}
