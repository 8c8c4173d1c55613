import { readAssistanceShare } from '@union/widgets/assistance-share/assistance-share.answer.ts';
import { assistanceShare } from '@union/widgets/assistance-share/assistance-share.model.ts';
import { map } from '@union/widgets/map/map.model.ts';
import { readMetric } from '@union/widgets/metric/metric.answer.ts';
import { metric } from '@union/widgets/metric/metric.model.ts';
import { readParkCoverage } from '@union/widgets/park-coverage/park-coverage.answer.ts';
import { parkCoverage } from '@union/widgets/park-coverage/park-coverage.model.ts';
import { ranking } from '@union/widgets/ranking/ranking.model.ts';
import { UnusableAnswer } from '@union/widgets/shared/answer.ts';
import { type Asked, addressOf } from '@union/widgets/shared/attributes.ts';
import { h, toHtml } from '@union/widgets/shared/content.ts';
import { dressed } from '@union/widgets/shared/dress.ts';
import { kindBelow, kindRanked } from '@union/widgets/shared/kinds.ts';
import { type Language, languageOf, say } from '@union/widgets/shared/language.ts';
import { type Draft, type Page, pageContent } from '@union/widgets/shared/page.ts';
import { readPlaces } from '@union/widgets/shared/places.ts';
import { publish } from '@union/widgets/shared/publish.ts';
import { readStarDistribution } from '@union/widgets/star-distribution/star-distribution.answer.ts';
import { starDistribution } from '@union/widgets/star-distribution/star-distribution.model.ts';
import { readTarget } from '@union/widgets/target/target.answer.ts';
import { target } from '@union/widgets/target/target.model.ts';
import { metricPage } from '../metric/metric-page.ts';

export type FragmentOptions = {
  /** `zh-CN` (default) or `en`; any other tag is Chinese. */
  readonly lang?: string;
  /** Level of the heading, 2 to 6; 3 by default. */
  readonly headingLevel?: number;
  /** Address of this API as readers reach it, without a slash at its end. */
  readonly base: string;
  /** No service stands behind the figures, so that definitions link to no catalogue. */
  readonly isAlone?: boolean;
  /** `wan`: large counts in 万 and 亿, as in the element's `numbers` attribute. */
  readonly numbers?: string | undefined;
  /** Key figures, sentence and source alone, without tables. */
  readonly isBrief?: boolean;
} & Asked;

const drafts: Readonly<Record<string, (answer: unknown, language: Language) => Draft>> = {
  'park-coverage': (answer, language) => parkCoverage(readParkCoverage(answer), language),
  'star-distribution': (answer, language) => starDistribution(readStarDistribution(answer), language),
  'assistance-share': (answer, language) => assistanceShare(readAssistanceShare(answer), language),
  target: (answer, language) => target(readTarget(answer), language),
  ranking: (answer, language) => ranking(readPlaces(answer), language),
  metric: (answer, language) => metric(readMetric(answer), language),
  map: (answer, language) => map(readPlaces(answer), language),
};

/** The kind of scope that an element shows when none is named. */
export const kindsOf: Readonly<Record<string, (scope: string) => string>> = { ranking: kindRanked, map: kindBelow };

/** With the kind of scope that the element shows, where the document takes one and none is named. */
export function withKind<V extends { readonly scope?: string; readonly kind?: string }>(
  document: string,
  variables: V,
): V {
  const kind = kindsOf[document]?.(variables.scope ?? '');
  return kind && variables.kind === undefined ? { ...variables, kind } : variables;
}

/** The documents that have a fragment. */
export const fragmentDocuments: readonly string[] = Object.keys(drafts);

/** The languages that pages are made in. */
const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/**
 * An answer with what elements show of it, a page for each language; as it is where there is nothing to show. It travels to
 * places without a service, so its pages link to none, and it is the same bytes on every server.
 */
export function withPages(document: string, answer: { readonly data: unknown }): object {
  if (!drafts[document]) return answer;
  try {
    const pages = LANGUAGES.map((language) => [language, readPage(document, answer, language)] as const);
    return { ...answer, extensions: { pages: Object.fromEntries(pages) } };
  } catch (error) {
    if (error instanceof UnusableAnswer) return answer;
    throw error;
  }
}

/**
 * The page that an answer makes.
 * @param base address of this server as readers reach it, for links to the catalogue; undefined: without links.
 * @throws RangeError for an unknown document. @throws UnusableAnswer
 */
export function readPage(document: string, answer: unknown, language: Language, base?: string): Page {
  const draftOf = drafts[document];
  if (!draftOf) throw new RangeError(`no fragment for the document ${document}`);
  const draft = draftOf(answer, language);
  const hasTargets = document !== 'target' && JSON.stringify(answer).includes('"target":{');
  const plain = hasTargets ? draftOf(withoutTargets(answer), language) : draft;
  return publish(draft, plain, language, base === undefined ? undefined : (id) => base + metricPage(id));
}

function withoutTargets(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value) => (key === 'target' ? null : value));
}

/**
 * What stands inside a widget's tag when a server puts it there: a link to the style sheet, heading, key figures, one
 * true sentence, tables and source. The element makes the same nodes from the same answer, so nothing moves when it
 * takes over. An answer without data becomes one sentence with its code.
 * @param document one of `fragmentDocuments`.
 * @param answer the body of `/w/:document`, parsed.
 * @throws RangeError for an unknown document.
 */
export function renderFragment(document: string, answer: unknown, options: FragmentOptions): string {
  const language = languageOf(options.lang);
  const dataUrl = addressOf(options.base, document, options);
  let page: Page;
  try {
    const whole = readPage(document, answer, language, options.isAlone ? undefined : options.base);
    page = dressed(options.isBrief ? { ...whole, tables: [] } : whole, options);
  } catch (error) {
    if (!(error instanceof UnusableAnswer)) throw error;
    const sentence = say(language, `暂时没有可显示的数据（${error.code}）。`, `No figures to show (${error.code}).`);
    return toHtml(h('p', { lang: language }, sentence));
  }
  // A void element, so it is written here; within the body it holds back painting what follows it, not the page.
  const sheet = `<link rel="stylesheet" href="${toHtml(`${options.base}/embed/v1/widgets.css`)}">`;
  return (
    sheet +
    pageContent(page, { headingLevel: options.headingLevel ?? 3, dataUrl, isFrozen: !!options.publication }, h)
      .map(toHtml)
      .join('')
  );
}
