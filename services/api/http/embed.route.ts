import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const dist = new URL('../../../widgets/dist/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../../../widgets/package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The widgets' files: /embed/v1/ follows this installation, /embed/<version>/ is one build for good. */
export function routeEmbed(app: FastifyInstance): void {
  const serve = (folder: string, cacheControl: string) =>
    app.get<{ Params: { '*': string } }>(`/embed/${folder}/*`, async (request, reply) => {
      reply.header('cache-control', cacheControl).header('cross-origin-resource-policy', 'cross-origin');
      return reply.sendFile(request.params['*'], dist.pathname, {
        cacheControl: false,
        dotfiles: 'deny',
        index: false,
      });
    });
  serve('v1', 'public, max-age=300, stale-while-revalidate=3600');
  serve(version, 'public, max-age=31536000, immutable');
}
