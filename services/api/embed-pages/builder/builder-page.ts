import { escapeHtml } from '@union/widgets/shared/content.ts';
import { type Asked, queryOf } from '../asked-page.ts';
import type { Embeddable } from '../embeddables.ts';
import type { Snippet } from './snippets.ts';

export type Choice = { readonly id: string; readonly name: string };

/** What the builder shows. */
export type BuilderView = {
  readonly embeddables: readonly Embeddable[];
  readonly asked: Asked;
  /** Scopes to choose from, the chosen one among them. */
  readonly scopes: readonly Choice[];
  /** Metrics to choose from, where the element takes one. */
  readonly metrics: readonly Choice[];
  readonly snippets: readonly Snippet[];
  readonly publication: { readonly id: string; readonly asOf: string };
  /** Why there is nothing to preview; undefined when there is. */
  readonly problem: { readonly zh: string; readonly en: string } | undefined;
  readonly version: string;
  readonly isReleased: boolean;
};

/** Widths of the preview in CSS pixels, and what has such a width. */
export const PREVIEWS = [
  [320, '手机', 'Phone'],
  [640, '栏目', 'Column'],
  [960, '整页', 'Page'],
] as const;

const THEMES = [
  ['auto', '随访客系统', 'As the visitor’s system'],
  ['light', '浅色', 'Light'],
  ['dark', '深色', 'Dark'],
  ['contrast', '高对比度', 'High contrast'],
] as const;

/** The page of GET /embed. It works as a form without JavaScript; with it, every choice shows at once. */
export function builderPage(view: BuilderView): string {
  const { embeddables, asked, scopes, metrics, snippets, publication, problem, version, isReleased } = view;
  const { document, variables, language, theme } = asked;
  const frame = `frame/${document}?${queryOf(asked)}`;
  const option = ({ id, name }: Choice, chosen: string | undefined) =>
    `<option value="${escapeHtml(id)}"${id === chosen ? ' selected' : ''}>${escapeHtml(name)}</option>`;
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>嵌入生成器 · 工会数据平台</title>
<link rel="stylesheet" href="home.css"><link rel="stylesheet" href="embed/builder.css">
<script src="embed/builder.js" defer></script><script src="embed/v1/frame.js" defer></script></head>
<body><a class="skip" href="#snippets">跳到代码</a><main>
<nav><a href="./">工会数据平台</a></nav>
<h1>嵌入生成器</h1>
<p lang="en">Embed builder</p>
<p class="publication"><strong>数据截至 ${publication.asOf}</strong>，发布编号 ${escapeHtml(publication.id)}<br><span lang="en">Figures as of ${publication.asOf}; widgets ${escapeHtml(version)}${isReleased ? '' : ', not released yet'}</span></p>
<form method="get" action="embed" id="choices">
<fieldset><legend>一、组件 <span lang="en">Element</span></legend><div class="cards">
${embeddables
  .map(
    ({ document: name, zh, en }) =>
      `<label class="card"><input type="radio" name="document" value="${name}"${name === document ? ' checked' : ''}><span>${escapeHtml(zh)}</span><span lang="en">${escapeHtml(en)}</span></label>`,
  )
  .join('\n')}
</div></fieldset>
<fieldset><legend>二、范围 <span lang="en">Scope</span></legend>
<label for="search">查找地区、园区或工会（名称或代码）</label>
<input type="search" id="search" name="q" autocomplete="off" placeholder="例如：开发区、320924" aria-describedby="found">
<p id="found" role="status" class="hint"></p>
<label for="scope">选定范围</label>
<select id="scope" name="scope" size="7">
${scopes.map((scope) => option(scope, variables.scope)).join('\n')}
</select></fieldset>
<fieldset><legend>三、选项 <span lang="en">Options</span></legend>
<div id="metric-choice"${metrics.length ? '' : ' hidden'}><label for="metric">指标</label> <select id="metric" name="metric"${metrics.length ? '' : ' disabled'}>
${metrics.map((metric) => option(metric, variables.metric)).join('\n')}
</select></div>
<label for="lang">语言</label> <select id="lang" name="lang">
${option({ id: 'zh-CN', name: '中文' }, language)}
${option({ id: 'en', name: 'English' }, language)}
</select>
<label for="theme">配色</label> <select id="theme" name="theme">
${THEMES.map(([id, name]) => option({ id, name }, theme)).join('\n')}
</select>
<noscript><button>更新 Update</button></noscript>
</fieldset>
</form>
<p id="problem" role="alert"${problem ? '' : ' hidden'}>${problem ? `${escapeHtml(problem.zh)}<br><span lang="en">${escapeHtml(problem.en)}</span>` : ''}</p>
<section aria-labelledby="preview-title" id="preview"${problem ? ' hidden' : ''}>
<h2 id="preview-title">预览 <span lang="en">Preview</span></h2>
${PREVIEWS.map(
  ([width, zh, en]) =>
    `<h3>${zh} ${width} 像素 <span lang="en">${en}, ${width} pixels</span></h3>\n<div class="stage" tabindex="0" role="region" aria-label="${zh}预览，可横向滚动"><iframe class="w${width}" src="${escapeHtml(frame)}" title="${zh}宽度预览" width="${width}" height="560" loading="lazy" data-union-frame data-max-height="720"></iframe></div>`,
).join('\n')}
</section>
<section aria-labelledby="snippets-title" id="snippets" tabindex="-1"${problem ? ' hidden' : ''}>
<h2 id="snippets-title">代码 <span lang="en">Code</span></h2>
<div id="ways">
${snippets.map(snippetSection).join('\n')}
</div><template>${snippetSection(EMPTY)}</template>
</section>
<section aria-labelledby="notes-title">
<h2 id="notes-title">无障碍与安全 <span lang="en">Accessibility and security</span></h2>
<ul>
<li>组件自带标题、一句结论和真实表格；键盘一次 Tab 进入图表，方向键逐点移动并读出数值，Esc 离开。 <span lang="en">Heading, sentence and a real table; one tab stop, arrows walk the points, Escape leaves.</span></li>
<li>标题级别默认为三级；请按所在页面用 <code>heading-level</code> 调整，不要跳级。 <span lang="en">Set heading-level so that the page’s headings do not skip a level.</span></li>
<li>图片必须保留替代文字；框架必须保留 <code>title</code>。 <span lang="en">Keep the alt text of images and the title of frames.</span></li>
<li>每种方式下方的策略在 <code>default-src 'none'</code> 下已足够；要求 Trusted Types 的页面只需允许 <code>lit-html</code>。 <span lang="en">The lines under each way are enough under default-src 'none'; with Trusted Types allow lit-html.</span></li>
<li>不设 Cookie，不加请求头，不产生预检请求，不访问任何第三方。 <span lang="en">No cookie, no header, no preflight, no third party.</span></li>
</ul></section>
</main></body>
</html>
`;
}

/** One way; the empty one is what the script copies. */
function snippetSection({ key, zh, en, noteZh, noteEn, code, beside, policy }: Snippet): string {
  const copied = (name: string, text: string, what: string, isHidden = false) =>
    `<div class="code ${name}"${isHidden ? ' hidden' : ''}><pre tabindex="0" aria-label="${escapeHtml(what)}"><code>${escapeHtml(text)}</code></pre><button type="button" class="copy" hidden>复制<span class="unseen">${escapeHtml(what)}</span></button></div>`;
  const words = (name: string, chinese: string, english: string) =>
    `<${name}><span class="zh">${escapeHtml(chinese)}</span> <span lang="en">${escapeHtml(english)}</span></${name.split(' ')[0]}>`;
  const { zh: besideZh = '', en: besideEn = '', code: besideCode = '' } = beside ?? {};
  return `<article class="snippet"${key && ` id="way-${key}"`} data-key="${key}">
${words('h3', zh, en)}
${words('p class="note"', noteZh, noteEn)}
${copied('page', code, `${zh}的代码`)}
${words(`p class="note beside"${beside ? '' : ' hidden'}`, besideZh, besideEn)}
${copied('beside', besideCode, `${zh}：${besideZh}`, !beside)}
<p class="policy"><b>Content-Security-Policy</b> <code>${escapeHtml(policy)}</code></p>
</article>`;
}

const EMPTY: Snippet = { key: '', zh: '', en: '', noteZh: '', noteEn: '', code: '', policy: '' };
