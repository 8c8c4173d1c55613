import { type Language, languageOf } from '@union/widgets/shared/language.ts';
import type { Page } from '@union/widgets/shared/page.ts';
import type { FastifyRequest } from 'fastify';
import { DocumentNotFound, InvalidVariables } from '../errors.ts';
import { fragmentDocuments, readPage } from '../fragment/render-fragment.ts';
import type { Answer } from '../http/byte-cache.ts';
import { type DocumentAnswers, PIN, pinnedIn, variablesOf } from '../http/documents.route.ts';
import { TOKEN, tokenIn } from '../http/figures-for.ts';
import { type Theme, themes } from './image/looks.ts';

/** What an address of an image, a frame or a link asks for. */
export type Asked = {
  readonly document: string;
  /** Of the document: `scope`, and whatever else it takes. */
  readonly variables: Readonly<Record<string, string>>;
  /** The publication named by its id; undefined: the address follows the current one. */
  readonly publication: string | undefined;
  readonly language: Language;
  readonly theme: Theme | 'auto';
  /** The embed token that opens restricted figures; undefined: the request's headers tell who asks. */
  readonly token?: string | undefined;
};

/** Reads an address. @throws DocumentNotFound, InvalidVariables */
export function readAsked(document: string, query: Record<string, unknown>, others: readonly string[] = []): Asked {
  if (!fragmentDocuments.includes(document)) throw new DocumentNotFound(document);
  const { lang = 'zh-CN', theme = 'auto' } = query;
  if (lang !== 'zh-CN' && lang !== 'en') throw new InvalidVariables('lang is zh-CN or en', 'lang 只能是 zh-CN 或 en');
  if (theme !== 'auto' && !themes.includes(theme as Theme)) {
    throw new InvalidVariables(`theme is auto, ${themes.join(', ')}`, `theme 只能是 auto、${themes.join('、')}`);
  }
  return {
    document,
    variables: variablesOf(document, query, [PIN, 'lang', 'theme', TOKEN, ...others]),
    publication: pinnedIn(query),
    language: languageOf(lang),
    theme: theme as Asked['theme'],
    token: tokenIn(query),
  };
}

/** The answer to what is asked, and the page that it makes. @throws UnusableAnswer, and what the document throws. */
export async function findPage(
  request: FastifyRequest,
  answers: DocumentAnswers,
  asked: Asked,
): Promise<{ answer: Answer; page: Page }> {
  const { document, variables, publication, token } = asked;
  const answer = await answers(request, document, variables, publication, token);
  const page = readPage(asked.document, JSON.parse(answer.body.toString('utf8')), asked.language);
  return { answer, page };
}

/** The query string of an address that asks for the same; `colons` stay as people write them. */
export function queryOf(
  { variables, publication, language, theme }: Asked,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    ...variables,
    ...(publication && { publication }),
    ...(language !== 'zh-CN' && { lang: language }),
    ...(theme !== 'auto' && { theme }),
    ...more,
  });
  return query.toString().replaceAll('%3A', ':');
}
