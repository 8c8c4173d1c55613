import type { OpenedWall } from '@union/access/display/displays.ts';
import { type View, viewKinds } from '@union/access/display/views.ts';
import { KnownError } from '@union/schema/errors.ts';
import type { Publications } from '@union/warehouse/publication/reader.ts';
import type { Page } from '@union/widgets/shared/page.ts';
import { DocumentFailed } from '../documents/run-document.ts';
import { kindsOf } from '../fragment/render-fragment.ts';
import { type FreshnessRule, getFreshness } from '../freshness/freshness.queries.ts';
import { openToChoice } from '../publication/request-publications.ts';
import { scopeTree } from '../scope/scope-tree.ts';
import type { WallAnswer, WallPart } from './wall-answer.ts';

/** Asks a trusted document of a publication; the text of its answer. */
export type AskDocument = (
  document: string,
  variables: Readonly<Record<string, string>>,
  publicationId: string,
) => Promise<string>;

export type WallSource = {
  readonly publications: Publications;
  readonly freshness: FreshnessRule;
  readonly ask: AskDocument;
  readonly timeZone: string;
  readonly build: string;
};

/** Everything that a screen shows, all of it from the publication that is current now. */
export async function readWall({ wall, expiresAt }: OpenedWall, source: WallSource): Promise<WallAnswer> {
  const { publications, freshness, ask, timeZone, build } = source;
  const { deadline, isStale, reason } = await getFreshness(openToChoice(publications), freshness);
  const current = publications.current();
  const known = current && (await scopeTree(current)).all().find(({ id }) => id === wall.scope);
  return {
    wall: {
      ...{ code: wall.code, name: wall.name, scopeName: known?.name ?? wall.scope },
      ...{ language: wall.language, theme: wall.theme },
    },
    views: await Promise.all(
      wall.views.map(async (view) => ({
        ...{ kind: view.kind, seconds: view.seconds },
        parts: current
          ? await Promise.all(questionsOf(view, wall.scope).map((question) => partOf(ask, question, current.id)))
          : [],
      })),
    ),
    publication: current
      ? { id: current.id, asOf: current.manifest.asOf, publishedAt: current.manifest.publishedAt }
      : null,
    freshness: { deadline: deadline ?? null, isStale, reason: reason ?? null },
    ...{ expiresAt: expiresAt.toISOString(), timeZone, build },
  };
}

type Question = { readonly document: string; readonly variables: Readonly<Record<string, string>> };

function questionsOf({ kind, metrics }: View, scope: string): Question[] {
  const { document } = viewKinds[kind];
  const below = kindsOf[document]?.(scope);
  const variables = { scope, ...(below && { kind: below }) };
  return metrics.length === 0
    ? [{ document, variables }]
    : metrics.map((metric) => ({ document, variables: { ...variables, metric } }));
}

async function partOf(ask: AskDocument, { document, variables }: Question, publicationId: string): Promise<WallPart> {
  try {
    const { extensions } = JSON.parse(await ask(document, variables, publicationId)) as {
      extensions?: { pages?: { 'zh-CN': Page; en: Page } };
    };
    if (extensions?.pages) return { pages: extensions.pages };
    return refusal('NOTHING_TO_SHOW', '没有可显示的数据', 'there is nothing to show');
  } catch (error) {
    // One view that cannot be shown leaves the others on the wall; a failure inside is told to the log by whoever failed.
    if (error instanceof KnownError) return refusal(error.code, error.messageZh, error.message);
    if (error instanceof DocumentFailed) {
      const { errors } = JSON.parse(error.body.toString('utf8')) as {
        errors: { message: string; extensions: { code: string; messageZh?: string } }[];
      };
      const [first] = errors;
      const code = first?.extensions.code ?? error.code;
      return refusal(code, first?.extensions.messageZh ?? '暂时无法显示', first?.message ?? error.message);
    }
    throw error;
  }
}

const refusal = (code: string, zh: string, en: string): WallPart => ({ refusal: { code, zh, en } });
