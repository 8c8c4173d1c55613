import type { BriefingLanguage } from '@union/briefing/template/template.ts';
import type { Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { briefingPage, refusedPage } from '../briefing/briefing-page.ts';
import {
  type BriefingFormat,
  formats,
  makeBriefing,
  publicationOfMonth,
  publishedMonths,
} from '../briefing/make-briefing.ts';
import type { Templates } from '../briefing/templates.ts';
import { writeAside } from '../briefing/write-aside.ts';
import { ApiError, InvalidVariables, NoPublication } from '../errors.ts';
import { guarded } from '../publication/guarded-publication.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { scopeTree } from '../scope/scope-tree.ts';
import { answerOf, ByteCache } from './byte-cache.ts';
import { markPrivate, pinnedIn, SHORT_CACHE, sendAnswer } from './documents.route.ts';
import { type FiguresFor, tokenIn } from './figures-for.ts';

const TYPES: Readonly<Record<BriefingFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
};
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
/** Bytes of briefings that are kept in memory. */
const KEPT = 48_000_000;
const TAKES = ['lang', 'publication', 'token'];

export type BriefingDoors = {
  readonly publications: Publications;
  readonly figures: FiguresFor;
  readonly templates: Templates;
  readonly font: string | undefined;
  readonly timeZone: string;
  /** Address of this server as readers reach it. */
  readonly base: () => string;
  /** Told before a briefing is made, not when it is given out again. @throws when the caller asks for too much. */
  readonly charge: (request: FastifyRequest) => Promise<void>;
};

/**
 * GET /briefing/:scope/:month.pdf|docx|json?lang=…&publication=…: the briefing of a scope's month, made of the last publication
 * of that month, or of the one that is named. GET /briefing?scope=…&publication=…: a page with the files of every month. GET /briefing/:scope/months.json: the months that there are, the newest first.
 */
export function routeBriefing(app: FastifyInstance, doors: BriefingDoors): void {
  const { publications, figures, templates } = doors;
  const kept = new ByteCache(KEPT);

  app.get<{ Querystring: Record<string, unknown> }>('/briefing', { errorHandler: sendPage }, async (request, reply) => {
    const { scope } = request.query;
    if (typeof scope !== 'string') {
      throw new InvalidVariables(
        'name the scope: /briefing?scope=region:320924, or come from the panels',
        '请指明范围：/briefing?scope=region:320924，或从领导看板进入',
      );
    }
    const pinned = pinnedIn(request.query);
    const publication = pinned ? await choosePublication(publications, { pinned }) : publications.current();
    if (!publication) throw new NoPublication();
    const { publicationId, asOf } = publication.manifest;
    return htmlOf(reply).send(
      briefingPage({
        scope: (await scopeTree(publication)).get(scope),
        months: publishedMonths(publications),
        pinned: pinned === undefined ? undefined : { publicationId, asOf },
      }),
    );
  });

  app.get<{ Params: { scope: string } }>('/briefing/:scope/months.json', async (request, reply) => {
    const { scope } = request.params;
    const current = publications.current();
    if (current) (await scopeTree(current)).get(scope);
    return reply.header('cache-control', SHORT_CACHE).send({ scope, months: publishedMonths(publications) });
  });

  app.get<{ Params: { scope: string; file: string }; Querystring: Record<string, unknown> }>(
    '/briefing/:scope/:file',
    async (request, reply) => {
      const { scope, file } = request.params;
      const [, month = '', format] = /^(.+)\.(pdf|docx|json)$/.exec(file) ?? [];
      if (!isFormat(format)) {
        throw new InvalidVariables(
          `a briefing is <month>.${formats.join(', <month>.')}`,
          `通报地址为 <月份>.${formats.join('、<月份>.')}`,
        );
      }
      const language = readLanguage(request.query);
      const pinned = pinnedIn(request.query);
      const closed = await figures.closedTo(request, tokenIn(request.query));
      const publication = guarded(await publicationOfMonth(publications, month, pinned), closed);
      const template = templates[language];
      const base = doors.base();
      const key = JSON.stringify([publication.id, closed.key, scope, language, format, template.sha256, base]);
      const answer = await kept.get(key, async () => {
        await doors.charge(request);
        const briefing = await makeBriefing(publication, { scope, template, timeZone: doors.timeZone, base });
        return answerOf(publication.id, await writeAside(briefing, format, doors.font));
      });
      const name = `briefing-${scope.replace(/[^\w-]/g, '-')}-${month}${language === 'en' ? '-en' : ''}.${format}`;
      reply.header('content-disposition', `${format === 'docx' ? 'attachment' : 'inline'}; filename="${name}"`);
      if (figures.isPrivate(request)) markPrivate(request);
      return sendAnswer(request, reply, answer, TYPES[format], pinned);
    },
  );
}

function htmlOf(reply: FastifyReply): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', PAGE_POLICY);
}

/** A refusal as a page, since people come here from a button. */
function sendPage(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!(error instanceof ApiError)) throw error;
  request.log.info({ requestId: request.id, code: error.code }, 'briefings refused');
  return htmlOf(reply)
    .code(error.status)
    .header('cache-control', 'no-store')
    .send(refusedPage(error.messageZh, error.message));
}

function isFormat(text: string | undefined): text is BriefingFormat {
  return formats.includes(text as BriefingFormat);
}

/** @throws InvalidVariables for another language, and for a parameter that there is not. */
function readLanguage(query: Record<string, unknown>): BriefingLanguage {
  const stray = Object.keys(query).find((name) => !TAKES.includes(name));
  if (stray !== undefined) {
    throw new InvalidVariables(
      `a briefing takes ${TAKES.join(', ')}, not ${JSON.stringify(stray.slice(0, 60))}`,
      `通报的参数为 ${TAKES.join('、')}，没有 ${JSON.stringify(stray.slice(0, 60))}`,
    );
  }
  const { lang = 'zh-CN' } = query;
  if (lang !== 'zh-CN' && lang !== 'en') throw new InvalidVariables('lang is zh-CN or en', 'lang 只能是 zh-CN 或 en');
  return lang;
}
