import { escapeHtml } from '@union/widgets/shared/content.ts';
import type { Page } from '@union/widgets/shared/page.ts';
import { type Asked, queryOf } from '../asked-page.ts';
import type { EmbedBuild } from '../embed-release.ts';
import { attributeOf } from '../embeddables.ts';

/** Width of the picture that other sites show beside a link. */
const PREVIEW_WIDTH = 1200;

/**
 * A whole page for an iframe: the fragment inside its element, so that it reads without JavaScript too, and what other
 * sites show of a link to it. The answer stands in the page, for a frame whose sandbox leaves it no origin to ask from.
 * @param base address of this server as readers reach it, without a slash at its end.
 */
export function framePage(asked: Asked, page: Page, fragment: string, base: string, build: EmbedBuild): string {
  const { document, variables, publication, language, theme, token } = asked;
  const address = `${base}/frame/${document}?${queryOf(asked)}`;
  const picture = `${base}/image/${document}.png?${queryOf({ ...asked, theme: 'auto' }, { width: `${PREVIEW_WIDTH}` })}`;
  const script = build.files.get('widgets.js');
  const attributes = Object.entries({
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => attributeOf(name, value))),
    ...(publication && { publication }),
    // A token lives for minutes: it opens the data of this page, and stands in no address that is passed on.
    ...(token && {
      src: `${base}/w/${document}?${queryOf({ ...asked, language: 'zh-CN', theme: 'auto' }, { token })}`,
    }),
    lang: language,
    theme,
    'heading-level': '2',
  });
  const meta = (property: string, content: string) => `<meta property="${property}" content="${escapeHtml(content)}">`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><base target="_blank"><link rel="icon" href="data:,">
<title>${escapeHtml(page.title)}</title>
<meta name="description" content="${escapeHtml(page.sentence)}">
${meta('og:type', 'article')}
${meta('og:title', page.title)}
${meta('og:description', page.sentence)}
${meta('og:url', address)}
${meta('og:locale', language === 'en' ? 'en_GB' : 'zh_CN')}
${
  token
    ? '<meta name="robots" content="noindex">'
    : `${meta('og:image', picture)}
${meta('og:image:type', 'image/png')}
${meta('og:image:alt', page.sentence)}`
}
<meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="${escapeHtml(address)}">
<link rel="alternate" type="application/json+oembed" href="${escapeHtml(`${base}/oembed?format=json&url=${encodeURIComponent(address)}`)}" title="${escapeHtml(page.title)}">
<link rel="alternate" type="text/xml+oembed" href="${escapeHtml(`${base}/oembed?format=xml&url=${encodeURIComponent(address)}`)}" title="${escapeHtml(page.title)}">
<link rel="stylesheet" href="../frame/frame.css">
<script src="../frame/inside.js" defer></script>
<script src="../embed/${build.exactVersion}/widgets.js" integrity="${script?.integrity ?? ''}" crossorigin defer></script></head>
<body class="${theme}"><main>
<union-${document}${attributes.map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('')}>${fragment}</union-${document}>
</main><script type="application/json" id="answer">${JSON.stringify({ page }).replaceAll('<', '\\u003c')}</script></body>
</html>
`;
}

/** The page of a frame that has nothing to show: the reason, in words that whoever put the frame there can use. */
export function refusalPage(zh: string, en: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>数据暂时无法显示</title><link rel="stylesheet" href="../frame/frame.css"><script src="../frame/inside.js" defer></script></head>
<body class="auto"><main><p>${escapeHtml(zh)}</p><p lang="en">${escapeHtml(en)}</p></main></body></html>
`;
}
