import { escapeHtml } from '@union/widgets/shared/content.ts';
import type { Page } from '@union/widgets/shared/page.ts';
import { type Asked, queryOf } from '../asked-page.ts';
import { pageImage } from '../image/page-image.ts';

/** An answer of the form `rich` of oEmbed 1.0; lengths in CSS pixels. */
export type Oembed = Readonly<Record<string, string | number>>;

const USUAL_WIDTH = 640;
/** A visitor scrolls inside the frame rather than past more than this. */
const MOST_HEIGHT = 2400;

/** How another site embeds what is asked for: an iframe, no script. `maxWidth` and `maxHeight` are kept to. */
export function oembedOf(
  asked: Asked,
  page: Page,
  base: string,
  limits: { readonly maxWidth?: number | undefined; readonly maxHeight?: number | undefined },
): Oembed {
  const width = Math.min(limits.maxWidth ?? USUAL_WIDTH, 1600);
  // The picture holds the same as the page, a little closer.
  const { height: drawn } = pageImage(page, {
    ...{ language: asked.language, width: Math.max(width, 280), theme: 'light', isFrozen: false },
  });
  const height = Math.min(Math.round(drawn * 1.25) + 200, limits.maxHeight ?? MOST_HEIGHT);
  const src = `${base}/frame/${asked.document}?${queryOf(asked)}`;
  const thumbnail = Math.min(width, 1600) < 280 ? 280 : width;
  const picture = pageImage(page, {
    ...{ language: asked.language, width: thumbnail, theme: 'light', isFrozen: asked.publication !== undefined },
  });
  return {
    version: '1.0',
    type: 'rich',
    provider_name: '工会数据平台 Union data platform',
    provider_url: `${base}/`,
    title: page.title,
    html: frameTag(src, page.title, width, height),
    width,
    height,
    thumbnail_url: `${base}/image/${asked.document}.png?${queryOf({ ...asked, theme: 'auto' }, { width: `${thumbnail}` })}`,
    // A PNG has two pixels a CSS pixel.
    thumbnail_width: 2 * picture.width,
    thumbnail_height: 2 * picture.height,
    cache_age: 300,
  };
}

/** An iframe that works without a script, with its own scrollbar when the content is higher. */
export function frameTag(src: string, title: string, width: number | string, height: number): string {
  return `<iframe src="${escapeHtml(src)}" title="${escapeHtml(title)}" width="${width}" height="${height}" frameborder="0" loading="lazy" data-union-frame></iframe>`;
}

/** The same as XML. */
export function oembedXml(oembed: Oembed): string {
  const fields = Object.entries(oembed).map(([name, value]) => `  <${name}>${escapeHtml(`${value}`)}</${name}>`);
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${fields.join('\n')}\n</oembed>\n`;
}
