import { escapeHtml } from '@union/widgets/shared/content.ts';
import { type Language, say } from '@union/widgets/shared/language.ts';
import { dayText } from '@union/widgets/shared/numbers.ts';

/** One widget of one scope, and where its parts lie in the bundle. */
export type Shown = {
  readonly widget: string;
  readonly scope: string;
  readonly title: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly data: string;
  readonly png: string;
  readonly svg: string;
  /** Keeps its name from night to night. */
  readonly stableData: string;
  readonly fragment: string;
  /** The fragment as it stands in the index page. */
  readonly html: string;
};

export type IndexOptions = {
  readonly shown: readonly Shown[];
  readonly language: Language;
  readonly publicationId: string;
  readonly asOf: string;
  /** Folder of the scripts. */
  readonly scripts: string;
  readonly integrity: string;
};

/** What the index page and any page of the bundle needs, and no more. */
export const INDEX_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

/** The page that shows every widget of the bundle, and how a page of the portal shows it. */
export function indexPage({ shown, language, publicationId, asOf, scripts, integrity }: IndexOptions): string {
  const day = dayText(asOf, language);
  const words = (zh: string, en: string) => escapeHtml(say(language, zh, en));
  const tag = ({ widget, stableData }: Shown) =>
    `<script src="/unions/${scripts}/widgets.js" defer></script>\n<union-${widget} src="/unions/${stableData}"></union-${widget}>`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${INDEX_POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words(`工会数据 · 截至${day}`, `Union figures · as of ${day}`)}</title>
<link rel="icon" href="${shown[0]?.svg ?? ''}"><link rel="stylesheet" href="index.css">
<script src="${scripts}/widgets.js" integrity="${integrity}" defer crossorigin></script></head>
<body><main>
<h1>${words('工会数据', 'Union figures')}</h1>
<p>${words(`截至${day}，数据发布 ${publicationId}。`, `As of ${day}, publication ${publicationId}.`)}</p>
<nav aria-label="${words('目录', 'Contents')}"><ul>
${shown.map(({ title }, index) => `<li><a href="#w${index}">${escapeHtml(title)}</a></li>`).join('\n')}
</ul></nav>
${shown
  .map(
    (one, index) => `<section id="w${index}">
<h2>${escapeHtml(one.title)}</h2>
<union-${one.widget} src="${one.data}" lang="${language}">${one.html}</union-${one.widget}>
<details><summary>${words('图片与嵌入代码', 'Picture and code')}</summary>
<p><a href="${one.png}">PNG</a> <a href="${one.svg}">SVG</a> <a href="${one.fragment}">HTML</a></p>
<p><img src="${one.svg}" width="${one.width}" height="${one.height}" loading="lazy" alt="${escapeHtml(one.alt)}"></p>
<p>${words('把本文件夹放到门户的 /unions/ 下，在页面中写：', 'Put this folder under /unions/ of the portal and write in a page:')}</p>
<pre tabindex="0"><code>${escapeHtml(tag(one))}</code></pre></details>
</section>`,
  )
  .join('\n')}
</main></body>
</html>
`;
}

export const indexSheet = `:root {
  color-scheme: light dark;
  --page: #fff;
  --ink: #1c2430;
  --line: #aeb8c5;
  --link: #1f4e8c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #161b22;
    --ink: #e8ecf2;
    --line: #5a6675;
    --link: #9cc4f5;
  }
}
body {
  margin: 0;
  background: var(--page);
  color: var(--ink);
  font: 16px / 1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif;
}
main {
  max-width: 60rem;
  margin: 0 auto;
  padding: 2rem 1rem 4rem;
}
section {
  margin-top: 2.5rem;
  padding-top: 1rem;
  border-top: 1px solid var(--line);
}
section > h2 {
  font-size: 1rem;
  font-weight: 400;
}
a {
  color: var(--link);
}
img {
  max-width: 100%;
  height: auto;
}
pre {
  overflow-x: auto;
  padding: 0.75rem;
  border: 1px solid var(--line);
}
`;
