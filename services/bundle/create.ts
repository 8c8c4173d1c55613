import { createHash, type KeyObject } from 'node:crypto';
import { DocumentFailed, getDocument, runDocument } from '@union/api/documents/run-document.ts';
import type { EmbedBuild } from '@union/api/embed-pages/embed-release.ts';
import { pageImage, WIDTHS } from '@union/api/embed-pages/image/page-image.ts';
import { FONT_FAMILY, toPng } from '@union/api/embed-pages/image/png.ts';
import { fragmentDocuments, kindsOf, readPage, renderFragment } from '@union/api/fragment/render-fragment.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { UnusableAnswer } from '@union/widgets/shared/answer.ts';
import { type Language, languageOf } from '@union/widgets/shared/language.ts';
import { NothingToBundle, WrongUsage } from './errors.ts';
import { type BundledFigure, figuresIn, sortedOnce } from './figures.ts';
import { indexPage, indexSheet, type Shown } from './index-page.ts';
import { sign } from './keys.ts';
import {
  type BundleManifest,
  DELTA,
  type DeltaNote,
  FIGURES,
  FORMAT,
  MANIFEST,
  manifestText,
  SIGNATURE,
  sha256,
} from './manifest.ts';
import type { OpenBundle } from './open-bundle.ts';

export type BundleOptions = {
  readonly publication: Publication;
  readonly build: EmbedBuild;
  /** Names of documents, such as `park-coverage`, or with a metric: `target:member_rate`. */
  readonly widgets: readonly string[];
  readonly scopes: readonly string[];
  readonly lang?: string;
  readonly key: KeyObject;
};

/** Scripts of a bundle; a portal takes one of the two. */
const SCRIPTS = ['widgets.js', 'widgets.mjs', 'widgets.use.mjs', 'widgets.css'];
/** Stands for the address of the platform until the paths of the bundle are known. */
const NOWHERE = 'https://bundle.invalid';
/** Why a pair has nothing to show, rather than a fault. */
const NO_FIGURES = new Set(['METRIC_NOT_FOR_SCOPE', 'FIGURE_KEY_NOT_FOUND', 'RANKING_TOO_LONG']);

/**
 * Everything that a static host in another zone needs, signed. The same publication, scripts and choice give the same
 * bytes, whenever and wherever it is made.
 * @throws WrongUsage for a widget that does not exist, NothingToBundle, and what a document throws.
 */
export async function createBundle(options: BundleOptions): Promise<ReadonlyMap<string, Uint8Array>> {
  const { publication, build, key } = options;
  const language = languageOf(options.lang);
  const widgets = [...new Set(options.widgets)].toSorted();
  const scopes = [...new Set(options.scopes)].toSorted();
  const chosen = widgets.map(readWidget);
  const files = new Map<string, Uint8Array>();
  const text = (path: string, body: string) => files.set(path, Buffer.from(body));
  const scripts = `embed/${build.exactVersion}`;
  for (const name of SCRIPTS) {
    const file = build.files.get(name);
    if (file) files.set(`${scripts}/${name}`, file.body);
  }

  const shown: Shown[] = [];
  const without: BundleManifest['without'][number][] = [];
  const figures: BundledFigure[] = [];
  for (const { widget, document, metric } of chosen) {
    for (const scope of scopes) {
      if (kindsOf[document] && /^park:|^region:\d{7,}$/.test(scope)) {
        without.push({ widget, scope, code: 'NOTHING_BELOW' });
        continue;
      }
      const body = await answerOf(publication, document, { scope, ...(metric && { metric }) });
      if (typeof body === 'string') {
        without.push({ widget, scope, code: body });
        continue;
      }
      const one = show(files, { document, metric, scope, language, scripts, body });
      shown.push(one);
      figures.push(...figuresIn(document, { scope, ...(metric && { metric }) }, JSON.parse(body.toString('utf8'))));
    }
  }
  if (shown.length === 0) {
    throw new NothingToBundle(
      `none of ${widgets.join(', ')} has figures for ${scopes.join(', ')}`,
      `${widgets.join('、')} 均没有 ${scopes.join('、')} 的数据`,
    );
  }
  const { publicationId, asOf, publishedAt, codeVersion } = publication.manifest;
  text(
    FIGURES,
    `[\n${sortedOnce(figures)
      .map((figure) => JSON.stringify(figure))
      .join(',\n')}\n]\n`,
  );
  text('index.css', indexSheet);
  const script = build.files.get('widgets.js');
  text('index.html', indexPage({ shown, language, publicationId, asOf, scripts, integrity: script?.integrity ?? '' }));

  const manifest: BundleManifest = {
    ...{ format: FORMAT, publicationId, asOf, publishedAt, widgetsVersion: build.exactVersion, codeVersion },
    ...{ lang: language, widgets, scopes, without },
    files: [...files]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes) })),
  };
  const listed = Buffer.from(manifestText(manifest));
  files.set(MANIFEST, listed);
  text(SIGNATURE, `${JSON.stringify(sign(listed, key))}\n`);
  return files;
}

/** Only what is not in `base` yet, with the whole list; unpacked over the base it makes the whole. */
export function deltaOf(files: ReadonlyMap<string, Uint8Array>, base: OpenBundle): ReadonlyMap<string, Uint8Array> {
  const there = new Map(base.manifest.files.map(({ path, sha256: hash }) => [path, hash]));
  const note: DeltaNote = {
    base: { publicationId: base.manifest.publicationId, manifestSha256: base.manifestSha256 },
  };
  return new Map([
    ...[...files].filter(([path, bytes]) => there.get(path) !== sha256(bytes)),
    [DELTA, Buffer.from(`${JSON.stringify(note)}\n`)] as const,
  ]);
}

/** The JSON of a document, or the code of why a scope has none. */
async function answerOf(
  publication: Publication,
  document: string,
  asked: { readonly scope: string; readonly metric?: string },
): Promise<Buffer | string> {
  const failures: unknown[] = [];
  const context = {
    ...{ publications: onlyThis(publication), pinned: publication, requestId: `bundle ${publication.id}` },
    onFailure: (error: unknown) => failures.push(error),
  };
  const kind = getDocument(document).variables.includes('kind') ? kindsOf[document]?.(asked.scope) : undefined;
  try {
    const body = await runDocument(context, document, { ...asked, ...(kind && { kind }) });
    readPage(document, JSON.parse(body.toString('utf8')), 'zh-CN');
    return body;
  } catch (error) {
    if (error instanceof UnusableAnswer) return error.message;
    if (error instanceof DocumentFailed && NO_FIGURES.has(error.code)) return error.code;
    if (error instanceof DocumentFailed && error.status < 500) throw refusedChoice(document, asked.scope, error);
    throw failures[0] ?? error;
  }
}

/** A scope or metric that does not exist, in the words of the document. */
function refusedChoice(document: string, scope: string, { body, code }: DocumentFailed): WrongUsage {
  const { errors } = JSON.parse(body.toString('utf8')) as {
    errors: { message: string; extensions?: { messageZh?: string } }[];
  };
  const message = errors[0]?.message ?? code;
  return new WrongUsage(
    `${document} ${scope}: ${message}`,
    `${document} ${scope}：${errors[0]?.extensions?.messageZh ?? message}`,
  );
}

/** What a bundle shows for each scope. */
type Chosen = { readonly widget: string; readonly document: string; readonly metric: string | undefined };

/** @param widget a document, or one with a metric. @throws WrongUsage */
function readWidget(widget: string): Chosen {
  const [document = '', metric] = widget.split(':');
  if (!fragmentDocuments.includes(document)) {
    throw new WrongUsage(
      `there is no widget ${document}; there are ${fragmentDocuments.join(', ')}`,
      `没有组件 ${document}；现有：${fragmentDocuments.join('、')}`,
    );
  }
  if (metric !== undefined && !getDocument(document).variables.includes('metric')) {
    throw new WrongUsage(
      `${document} shows its own metrics, not ${metric}`,
      `${document} 有固定的指标，不能指定 ${metric}`,
    );
  }
  return { widget, document, metric };
}

type Part = {
  readonly document: string;
  readonly metric: string | undefined;
  readonly scope: string;
  readonly language: Language;
  readonly scripts: string;
  readonly body: Buffer;
};

/** Puts the data, the pictures and the fragment of one widget and scope into `files`. */
function show(files: Map<string, Uint8Array>, { document, metric, scope, language, scripts, body }: Part): Shown {
  const answer: unknown = JSON.parse(body.toString('utf8'));
  const page = readPage(document, answer, language);
  const place = [scope.replace(':', '-'), ...(metric ? [metric] : [])].join('.');
  const forGood = (ending: string, bytes: Buffer) => {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const path = `c/${document}.${place}.${hash}.${ending}`;
    files.set(path, bytes);
    return path;
  };
  const looks = { language, width: WIDTHS.usual, theme: 'light', isFrozen: false } as const;
  const picture = pageImage(page, looks);
  const svg = Buffer.from(picture.svg);
  const data = forGood('json', body);
  const png = forGood('png', toPng(pageImage(page, { ...looks, fonts: `'${FONT_FAMILY}'` }).svg));
  // A tag or an article of the portal keeps these names from night to night; what is under `c/` never changes.
  const stable = { data: `data/${document}/${place}.json`, svg: `image/${document}/${place}.svg` };
  files.set(stable.data, body);
  files.set(stable.svg, svg);

  const fragment = renderFragment(document, answer, {
    ...{ lang: language, headingLevel: 3, base: NOWHERE, isAlone: true, scope },
    ...(metric && { metric }),
  });
  const relativeTo = (root: string) =>
    fragment
      .replaceAll(`${NOWHERE}/embed/v1/`, `${root}${scripts}/`)
      .replaceAll(new RegExp(`${NOWHERE}/w/[^"]*`, 'g'), `${root}${stable.data}`);
  const fragmentPath = `fragment/${document}/${place}.html`;
  files.set(fragmentPath, Buffer.from(relativeTo('../../')));
  return {
    ...{ widget: document, scope, title: page.title, alt: picture.alt, width: picture.width, height: picture.height },
    ...{ data, png, svg: stable.svg, stableData: stable.data, fragment: fragmentPath, html: relativeTo('') },
  };
}

function onlyThis(publication: Publication): Publications {
  return {
    current: () => publication,
    find: async () => publication,
    list: () => [publication.manifest],
    withdrawals: () => [],
    onChange: () => () => {},
    close: async () => {},
  };
}
