import { readFileSync } from 'node:fs';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { UnusableAnswer } from '@union/widgets/shared/answer.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DocumentFailed } from '../documents/run-document.ts';
import type { AllowedOrigins } from '../embed-pages/allowed-origins.ts';
import { type Asked, findPage, queryOf, readAsked } from '../embed-pages/asked-page.ts';
import { type BuilderView, builderPage, type Choice } from '../embed-pages/builder/builder-page.ts';
import { fittingMetrics } from '../embed-pages/builder/fitting-metrics.ts';
import { snippetsOf } from '../embed-pages/builder/snippets.ts';
import type { EmbedBuild } from '../embed-pages/embed-release.ts';
import { embeddables } from '../embed-pages/embeddables.ts';
import { pageImage, WIDTHS } from '../embed-pages/image/page-image.ts';
import { ApiError, NoPublication } from '../errors.ts';
import { type Scope, scopeTree } from '../scope/scope-tree.ts';
import type { DocumentAnswers } from './documents.route.ts';

export type BuilderOptions = {
  readonly publications: Publications;
  readonly answers: DocumentAnswers;
  readonly base: () => string;
  readonly build: () => EmbedBuild;
  readonly allowed: AllowedOrigins;
};

const read = (name: string) => readFileSync(new URL(`../embed-pages/builder/${name}`, import.meta.url));
const assets = [
  ['/embed/builder.css', 'text/css; charset=utf-8', read('builder.css')],
  ['/embed/builder.js', 'text/javascript; charset=utf-8', read('builder.js')],
] as const;

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Scopes that one search lists. */
const LISTED = 50;

/** GET /embed: a page on which a portal's editor chooses what to embed and copies the code. */
export function routeBuilder(app: FastifyInstance, options: BuilderOptions): void {
  for (const [path, type, body] of assets) {
    app.get(path, async (_, reply) => reply.type(type).header('cache-control', 'public, max-age=300').send(body));
  }
  type Query = { Querystring: Record<string, unknown> };

  app.get<Query>('/embed', async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'no-cache', 'content-security-policy': POLICY })
      .send(builderPage(await viewOf(request, options))),
  );

  app.get<Query>('/embed/builder.json', async (request, reply) => {
    const { metrics, snippets, asked, problem } = await viewOf(request, options);
    const frame = `frame/${asked.document}?${queryOf(asked)}`;
    return reply.header('cache-control', 'no-cache').send({ metrics, snippets, frame, problem });
  });

  app.get<Query>('/embed/scopes.json', async (request, reply) => {
    const { q } = request.query;
    const all = matching(await allScopes(current(options)), typeof q === 'string' ? q : '');
    const scopes = all.slice(0, LISTED).map(choiceOf);
    return reply.header('cache-control', 'no-cache').send({ total: all.length, scopes });
  });
}

async function viewOf(request: FastifyRequest, options: BuilderOptions): Promise<BuilderView> {
  const publication = current(options);
  const list = embeddables();
  const { q, ...query } = request.query as Record<string, unknown>;
  const known = list.find(({ document }) => document === query.document) ?? list[0];
  const scopes = matching(await allScopes(publication), typeof q === 'string' ? q : '');
  const tree = await scopeTree(publication);
  const chosen = tree.find(String(query.scope ?? '')) ?? scopes[0];
  const fitting =
    known?.options.includes('metric') && chosen ? await fittingMetrics(publication, known.document, chosen) : undefined;
  const metrics = (fitting ?? []).map(({ id, name }): Choice => ({ id, name: `${name.zh} ${name.en}` }));
  const metric = metrics.find(({ id }) => id === query.metric)?.id ?? metrics[0]?.id;
  const asked = readAsked(known?.document ?? '', {
    scope: chosen?.id ?? '',
    ...(metric && { metric }),
    ...(query.lang !== undefined && { lang: query.lang }),
    ...(query.theme !== undefined && { theme: query.theme }),
  });
  const listed = scopes.slice(0, LISTED).map(choiceOf);
  const { exactVersion, isReleased } = options.build();
  return {
    ...{ embeddables: list, asked, metrics, version: exactVersion, isReleased },
    scopes: chosen && !listed.some(({ id }) => id === chosen.id) ? [choiceOf(chosen), ...listed] : listed,
    publication: { id: publication.id, asOf: publication.manifest.asOf },
    ...(fitting?.length === 0
      ? { snippets: [], problem: NO_METRIC }
      : await snippetsFor(request, asked, publication, options)),
  };
}

/** For a scope that has no target, and one with no place below. */
const NO_METRIC = {
  zh: '此组件对该范围没有可显示的指标（例如没有为它下达目标）。请另选范围或组件。',
  en: 'No metric that this element shows is there for the scope, for example no target was set. Choose another scope or element.',
};

async function snippetsFor(
  request: FastifyRequest,
  asked: Asked,
  publication: Publication,
  { answers, base, build }: BuilderOptions,
): Promise<Pick<BuilderView, 'snippets' | 'problem'>> {
  try {
    const { page } = await findPage(request, answers, asked);
    const sizes = [WIDTHS.usual, WIDTHS.phone].map((width) => {
      const { height, alt } = pageImage(page, { language: asked.language, width, theme: 'light', isFrozen: false });
      return { width, height, alt };
    });
    const place = { base: base(), build: build(), title: page.title, alt: sizes[0]?.alt ?? '', sizes };
    return { snippets: snippetsOf(asked, { ...place, publicationId: publication.id }), problem: undefined };
  } catch (error) {
    return { snippets: [], problem: problemOf(error) };
  }
}

/** @throws what is no fault of the choice. */
function problemOf(error: unknown): { zh: string; en: string } {
  if (error instanceof DocumentFailed && error.status < 500) {
    const { errors } = JSON.parse(error.body.toString('utf8')) as {
      errors: { message: string; extensions: { messageZh?: string } }[];
    };
    const [first] = errors;
    return { zh: first?.extensions.messageZh ?? '此组件没有该范围的数据', en: first?.message ?? '' };
  }
  if (error instanceof ApiError && error.status < 500) return { zh: error.messageZh, en: error.message };
  if (error instanceof UnusableAnswer) return { zh: '此组件没有该范围的数据', en: error.message };
  throw error;
}

function current({ publications }: BuilderOptions): Publication {
  const publication = publications.current();
  if (!publication) throw new NoPublication();
  return publication;
}

async function allScopes(publication: Publication): Promise<readonly Scope[]> {
  const scopes = (await scopeTree(publication)).all();
  // Places with something below them first: that is what most portals show.
  const parents = new Set(scopes.map(({ parentId }) => parentId));
  const rank = ({ id, kind }: Scope) => (kind === 'county' ? 0 : parents.has(id) ? 1 : 2);
  return scopes.toSorted((a, b) => rank(a) - rank(b));
}

function matching(scopes: readonly Scope[], text: string): readonly Scope[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return scopes.filter(({ id, name }) => words.every((word) => name.toLowerCase().includes(word) || id.includes(word)));
}

const KINDS: Readonly<Record<string, string>> = {
  ...{ nation: '全国', province: '省', city: '市', county: '县区', town: '乡镇', park: '园区', federation: '工会' },
};

function choiceOf({ id, name, kind }: Scope): Choice {
  return { id, name: `${name}（${KINDS[kind] ?? kind} ${id.slice(id.indexOf(':') + 1)}）` };
}
