import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { groupOf, metricGroups } from '@union/schema/metrics/groups.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { addressIn, type Language, speaker } from './language.ts';
import { html, type Markup } from './markup.ts';
import { DISCLOSURES, UNITS } from './metric-words.ts';
import { pageFrame } from './page-frame.ts';

/** What an index is asked for. Empty texts ask for everything. */
export type IndexQuery = { readonly text: string; readonly group: string; readonly disclosure: string };

/** What is asked for in a query string. */
export function readIndexQuery(query: Readonly<Record<string, unknown>>): IndexQuery {
  const text = (name: string) => (typeof query[name] === 'string' ? (query[name] as string).trim().slice(0, 100) : '');
  return { text: text('q'), group: text('group'), disclosure: text('disclosure') };
}

/** All that is searched of a metric, in small letters. */
const searchText = ({ id, name, formula, definition, mart }: Metric): string =>
  [id, name.zh, name.en, formula.zh, formula.en, definition.notes.zh, definition.notes.en, definition.source.zh, mart]
    .join(' ')
    .toLowerCase();

/** Whether a metric is asked for; the script of the page decides in the same way. */
export function isAsked(metric: Metric, { text, group, disclosure }: IndexQuery): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (group === '' || groupOf(metric).key === group) &&
    (disclosure === '' || metric.disclosure === disclosure) &&
    words.every((word) => searchText(metric).includes(word))
  );
}

/** The list of all metrics: by group, searched and narrowed on the server, and at once where scripts run. */
export function indexPage(
  language: Language,
  query: IndexQuery,
  publication: { readonly id: string; readonly asOf: string } | undefined,
): string {
  const say = speaker(language);
  const count = catalogue.filter((metric) => isAsked(metric, query)).length;
  const option = (value: string, text: string, chosen: string): Markup =>
    html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`;
  const item = (metric: Metric): Markup => {
    const { id, name, formula, unit, disclosure, definition } = metric;
    const searched = html` data-search="${searchText(metric)}" data-disclosure="${disclosure}"`;
    return html`<li${searched}${!isAsked(metric, query) && html` hidden`}><h3><a href="${addressIn(language, `/catalogue/${id}`)}">${say(name)}</a></h3>
<p class="id"><code>${id}</code>${language === 'zh' && html` <span lang="en">${name.en}</span>`}</p>
<p>${say(formula)}</p>
<p class="tags"><span>${say(UNITS[unit])}</span><span>${say(DISCLOSURES[disclosure].name)}</span><span>v${definition.version}</span></p></li>`;
  };
  const body = html`<h1>${say('指标目录', 'Metric catalogue')}</h1>
<p>${say(
    `全部 ${catalogue.length} 项指标：公式、分子分母、不计入的情形、依据、版本、数据来路、校验和算例。`,
    `All ${catalogue.length} metrics: formula, parts, exclusions, source, versions, lineage, checks and worked examples.`,
  )} <a href="${addressIn(language, '/catalogue/queries')}">${say('已存查询', 'Saved queries')}</a></p>
<form method="get" action="/catalogue" role="search" id="search">
${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<p><label for="q">${say('查找', 'Find')}</label><input type="search" id="q" name="q" value="${query.text}" placeholder="${say('名称、编号、公式中的词', 'words of name, id or formula')}" autocomplete="off" aria-keyshortcuts="/" aria-describedby="keys"></p>
<p><label for="group">${say('类别', 'Group')}</label><select id="group" name="group">${option('', say('全部', 'All'), query.group)}${metricGroups.map(({ key, name }) => option(key, say(name), query.group))}</select></p>
<p><label for="disclosure">${say('公布级别', 'Disclosure')}</label><select id="disclosure" name="disclosure">${option('', say('全部', 'All'), query.disclosure)}${Object.entries(DISCLOSURES).map(([key, { name }]) => option(key, say(name), query.disclosure))}</select></p>
<p><button>${say('查找', 'Find')}</button></p>
</form>
<p class="hint" id="keys">${say('按 / 到查找框，↑ ↓ 在结果间移动。', 'Press / to search, ↑ ↓ to move through results.')}</p>
<p role="status" id="count" data-words="${say('共 # 项', '# metrics')}">${say(`共 ${count} 项`, `${count} metrics`)}</p>
<p id="nothing"${count > 0 && html` hidden`}>${say('没有符合条件的指标。', 'No metric fits.')} <a href="${addressIn(language, '/catalogue')}">${say('显示全部', 'Show all')}</a></p>
${metricGroups.map((group) => {
  const metrics = catalogue.filter((metric) => groupOf(metric).key === group.key);
  const isEmpty = !metrics.some((metric) => isAsked(metric, query));
  return html`<section data-group="${group.key}"${isEmpty && html` hidden`} aria-labelledby="g-${group.key}"><h2 id="g-${group.key}">${say(group.name)}</h2>
<ul class="metrics">${metrics.map(item)}</ul></section>`;
})}`;
  const path = `/catalogue${pathQuery(query)}`;
  return pageFrame({
    ...{ language, path, publication, body, title: say('全部指标', 'All metrics') },
    crumbs: [['/', say('工会数据平台', 'Union data platform')]],
  });
}

function pathQuery({ text, group, disclosure }: IndexQuery): string {
  const given = Object.entries({ q: text, group, disclosure }).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
