import { addressIn, type Language, speaker } from '../catalogue/language.ts';
import { html } from '../catalogue/markup.ts';
import { pageFrame } from '../catalogue/page-frame.ts';
import { STATES } from './query-words.ts';
import type { SavedQuery } from './saved-query.queries.ts';

/** The list of saved queries that a viewer may see. */
export function queriesPage(
  language: Language,
  saved: readonly SavedQuery[],
  { text, publication }: { text: string; publication: { readonly id: string; readonly asOf: string } | undefined },
): string {
  const say = speaker(language);
  const body = html`<h1>${say('已存查询', 'Saved queries')}</h1>
<p>${say(
    '通过评审的查询以固定地址提供，可取 JSON、CSV、XLSX、Parquet，并附各语言代码。',
    'A reviewed query has an address that stays: as JSON, CSV, XLSX or Parquet, with code for several languages.',
  )} <a href="/explorer/">${say('在查询页新建', 'Make one in the explorer')}</a></p>
<form method="get" action="/catalogue/queries" role="search">${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<p><label for="q">${say('查找', 'Find')}</label><input type="search" id="q" name="q" value="${text}"></p><p><button>${say('查找', 'Find')}</button></p></form>
<p role="status">${say(`共 ${saved.length} 项`, `${saved.length} queries`)}</p>
<section aria-label="${say('查询', 'Queries')}">${
    saved.length === 0
      ? html`<p>${say('没有可以查看的查询。', 'There is none that you may see.')}</p>`
      : html`<ul class="metrics">${saved.map(
          ({ name, title, description, owner, state }) =>
            html`<li><h2><a href="${addressIn(language, `/catalogue/queries/${name}`)}">${title}</a></h2><p class="id"><code>${name}</code></p>${description && html`<p>${description}</p>`}<p class="tags"><span>${say(STATES[state])}</span><span>${owner}</span></p></li>`,
        )}</ul>`
  }</section>`;
  return pageFrame({
    ...{ language, publication, body, path: '/catalogue/queries', title: say('已存查询', 'Saved queries') },
    crumbs: [
      ['/', say('工会数据平台', 'Union data platform')],
      [addressIn(language, '/catalogue'), say('指标目录', 'Metric catalogue')],
    ],
  });
}
