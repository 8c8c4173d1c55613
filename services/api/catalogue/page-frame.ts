import { addressIn, type Language, speaker } from './language.ts';
import { html, type Markup } from './markup.ts';

/** A whole page of the catalogue. It is complete as it comes; its script makes searching and copying quicker. */
export function pageFrame(page: {
  readonly language: Language;
  /** Its own address without the language. */
  readonly path: string;
  readonly title: string;
  readonly crumbs: readonly (readonly [href: string, text: string])[];
  readonly publication: { readonly id: string; readonly asOf: string } | undefined;
  readonly body: Markup;
}): string {
  const { language, path, title, crumbs, publication, body } = page;
  const say = speaker(language);
  const other = language === 'zh' ? addressIn('en', path) : path;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>${title} · ${say('指标目录', 'Metric catalogue')}</title>
<link rel="stylesheet" href="/catalogue/assets/catalogue.css"><script src="/catalogue/assets/catalogue.js" defer></script></head>
<body><a class="skip" href="#main">${say('跳到正文', 'Skip to the page')}</a>
<header><nav aria-label="${say('位置', 'Where you are')}"><ol>${crumbs.map(([href, text]) => html`<li><a href="${href}">${text}</a></li>`)}</ol></nav>
<p class="language"><a href="${other}" lang="${language === 'zh' ? 'en' : 'zh-CN'}" hreflang="${language === 'zh' ? 'en' : 'zh-CN'}">${language === 'zh' ? 'English' : '中文'}</a></p></header>
<main id="main" tabindex="-1">
${body}
</main>
<footer>${
    publication
      ? html`<p>${say(`数据发布 ${publication.id}，截至 ${publication.asOf}`, `Publication ${publication.id}, figures as of ${publication.asOf}`)}</p>`
      : html`<p>${say('还没有发布的数据', 'Nothing is published yet')}</p>`
  }</footer>
</body>
</html>
`.text;
}

/** A table that scrolls by itself where the window is narrow. */
export function scrolling(label: string, table: Markup): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;
}
