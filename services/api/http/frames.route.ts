import { readFileSync } from 'node:fs';
import { UnusableAnswer } from '@union/widgets/shared/answer.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DocumentFailed } from '../documents/run-document.ts';
import type { AllowedOrigins } from '../embed-pages/allowed-origins.ts';
import { type Asked, findPage, readAsked } from '../embed-pages/asked-page.ts';
import type { EmbedBuild } from '../embed-pages/embed-release.ts';
import { framePage, refusalPage } from '../embed-pages/frame/frame-page.ts';
import { oembedOf, oembedXml } from '../embed-pages/frame/oembed.ts';
import { ApiError, BadHttpRequest, DocumentNotFound, InvalidVariables } from '../errors.ts';
import { renderFragment } from '../fragment/render-fragment.ts';
import { answerOf } from './byte-cache.ts';
import { type DocumentAnswers, SHORT_CACHE, sendAnswer } from './documents.route.ts';

export type FrameOptions = {
  readonly answers: DocumentAnswers;
  readonly base: () => string;
  readonly build: () => EmbedBuild;
  readonly allowed: AllowedOrigins;
};

const read = (name: string) => readFileSync(new URL(`../embed-pages/frame/${name}`, import.meta.url));
const assets = [
  ['/frame/frame.css', 'text/css; charset=utf-8', read('frame.css')],
  ['/frame/inside.js', 'text/javascript; charset=utf-8', read('inside.js')],
] as const;

/** GET /frame/:document?scope=…: a page for an iframe, under a policy of its own; /oembed tells other sites how to embed it. */
export function routeFrames(app: FastifyInstance, options: FrameOptions): void {
  const { answers, base, build, allowed } = options;
  for (const [path, type, body] of assets) {
    app.get(path, async (_, reply) => reply.type(type).header('cache-control', 'public, max-age=300').send(body));
  }

  app.get<{ Params: { document: string }; Querystring: Record<string, unknown> }>(
    '/frame/:document',
    { errorHandler: (error, request, reply) => sendReason(error, request, reply, allowed) },
    async (request, reply) => {
      const asked = readAsked(request.params.document, request.query);
      const { answer, page } = await findPage(request, answers, asked);
      const fragment = renderFragment(asked.document, JSON.parse(answer.body.toString('utf8')), {
        ...{ lang: asked.language, headingLevel: 2, base: base(), ...asked.variables },
        ...(asked.publication && { publication: asked.publication }),
      });
      const html = framePage(asked, page, fragment, base(), build());
      reply.header('content-security-policy', framePolicy(base(), allowed));
      return sendAnswer(
        request,
        reply,
        answerOf(answer.publicationId, Buffer.from(html)),
        'text/html; charset=utf-8',
        asked.publication,
      );
    },
  );

  app.get<{ Querystring: Record<string, unknown> }>('/oembed', async (request, reply) => {
    const { format = 'json' } = request.query;
    if (format !== 'json' && format !== 'xml') {
      throw new BadHttpRequest(501, 'FORMAT_NOT_OFFERED', 'format is json or xml', 'format 只能是 json 或 xml');
    }
    const asked = askedOf(request.query.url, base());
    const { page } = await findPage(request, answers, asked);
    const oembed = oembedOf(asked, page, base(), {
      maxWidth: readLimit('maxwidth', request.query.maxwidth),
      maxHeight: readLimit('maxheight', request.query.maxheight),
    });
    reply.header('cache-control', SHORT_CACHE);
    return format === 'xml'
      ? reply.type('text/xml; charset=utf-8').send(oembedXml(oembed))
      : reply.type('application/json; charset=utf-8').send(oembed);
  });
}

/** Only what the page needs: its own script and sheet, the fragment's sheet, the data, and nobody around it but who may. */
export function framePolicy(base: string, { ancestors }: AllowedOrigins): string {
  const origin = new URL(base).origin;
  return (
    `default-src 'none'; script-src 'self'; style-src 'self' ${origin}; connect-src 'self' ${origin}; img-src data:; ` +
    `base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}; ` +
    "require-trusted-types-for 'script'; trusted-types lit-html"
  );
}

function sendReason(error: Error, request: FastifyRequest, reply: FastifyReply, allowed: AllowedOrigins): FastifyReply {
  const isKnown = error instanceof ApiError || error instanceof DocumentFailed || error instanceof UnusableAnswer;
  if (!isKnown) request.log.error({ err: error, requestId: request.id }, 'frame failed');
  const [zh, en] =
    error instanceof ApiError
      ? [error.messageZh, error.message]
      : [`数据暂时无法显示（请求编号 ${request.id}）。`, `The figures cannot be shown right now (${request.id}).`];
  return reply
    .code(error instanceof ApiError || error instanceof DocumentFailed ? error.status : isKnown ? 404 : 500)
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-ancestors ${allowed.ancestors}`,
    })
    .type('text/html; charset=utf-8')
    .send(refusalPage(zh, en));
}

/** What an address of this server's frames asks for. @throws DocumentNotFound for any other address. */
function askedOf(url: unknown, base: string): Asked {
  if (typeof url !== 'string' || !URL.canParse(url)) {
    throw new InvalidVariables('url is the address of a frame page', 'url 应为框架页面的地址');
  }
  const { origin, pathname, searchParams } = new URL(url);
  const [, document] = /^\/frame\/([\w-]+)$/.exec(pathname) ?? [];
  if (origin !== new URL(base).origin || !document) throw new DocumentNotFound(url);
  return readAsked(document, Object.fromEntries(searchParams));
}

/** @throws InvalidVariables */
function readLimit(name: string, given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new InvalidVariables(`${name} is a whole number above 0`, `${name} 应为大于 0 的整数`);
  }
  return limit;
}
