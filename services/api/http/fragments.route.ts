import { escapeHtml } from '@union/widgets/shared/content.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DocumentFailed } from '../documents/run-document.ts';
import { ApiError, DocumentNotFound, InvalidVariables, OriginNotAllowed, PublicationGone } from '../errors.ts';
import { fragmentDocuments, renderFragment } from '../fragment/render-fragment.ts';
import { derived } from './derived-answers.ts';
import { type DocumentAnswers, PIN, pinnedIn, sendAnswer, variablesOf } from './documents.route.ts';
import { TOKEN, tokenIn } from './figures-for.ts';

/** Parameters of a fragment that are not variables of its document. */
const PRESENTATION = ['lang', 'heading', PIN, TOKEN];

/**
 * GET /fragment/:document?scope=…&lang=zh-CN&heading=3: heading, one sentence, table and source line as HTML, for a
 * server of a portal to put into its page. The page around it decides what may run; the fragment holds no script.
 * @param base address of this server as readers reach it.
 */
export function routeFragments(app: FastifyInstance, answers: DocumentAnswers, base: () => string): void {
  app.get<{ Params: { document: string }; Querystring: Record<string, unknown> }>(
    '/fragment/:document',
    { errorHandler: sendSentence },
    async (request, reply) => {
      const { document } = request.params;
      if (!fragmentDocuments.includes(document)) throw new DocumentNotFound(document);
      const presentation = readPresentation(request.query);
      const variables = variablesOf(document, request.query, PRESENTATION);
      const publication = pinnedIn(request.query);
      const answer = await answers(request, document, variables, publication, tokenIn(request.query));
      const html = derived(answer, JSON.stringify([presentation, base(), publication]), () =>
        renderFragment(document, JSON.parse(answer.body.toString('utf8')), {
          ...presentation,
          base: base(),
          ...variables,
          ...(publication && { publication }),
        }),
      );
      return sendAnswer(request, reply, html, 'text/html; charset=utf-8', publication);
    },
  );
}

/** An include puts any body into the page, so a refusal is a sentence there; its code stands in a header. */
function sendSentence(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isKnown = error instanceof ApiError || error instanceof DocumentFailed;
  if (!isKnown) request.log.error({ err: error, requestId: request.id }, 'fragment failed');
  const isEnglish = (request.query as Record<string, unknown>).lang === 'en';
  return reply
    .code(isKnown ? error.status : 500)
    .header('cache-control', 'no-store')
    .header('x-error-code', isKnown ? error.code : 'INTERNAL')
    .type('text/html; charset=utf-8')
    .send(
      // What the host's own people must mend is said in full; anything else would only puzzle its readers.
      error instanceof PublicationGone || error instanceof OriginNotAllowed
        ? `<p lang="${isEnglish ? 'en' : 'zh-CN'}">${escapeHtml(isEnglish ? error.message : error.messageZh)}</p>\n`
        : isEnglish
          ? '<p lang="en">The figures cannot be shown right now.</p>\n'
          : '<p lang="zh-CN">数据暂时无法显示。</p>\n',
    );
}

/** Language zh-CN (default) or en, heading level 2 to 6 (default 3). @throws InvalidVariables */
function readPresentation(query: Record<string, unknown>): { lang: 'zh-CN' | 'en'; headingLevel: number } {
  const lang = query.lang ?? 'zh-CN';
  const headingLevel = Number(query.heading ?? 3);
  if (lang !== 'zh-CN' && lang !== 'en') throw new InvalidVariables('lang is zh-CN or en', 'lang 只能是 zh-CN 或 en');
  if (![2, 3, 4, 5, 6].includes(headingLevel)) throw new InvalidVariables('heading is 2 to 6', 'heading 为 2 至 6');
  return { lang, headingLevel };
}
