import { addressIn, type Language, speaker } from '../catalogue/language.ts';
import { html } from '../catalogue/markup.ts';
import { pageFrame } from '../catalogue/page-frame.ts';
import { READS, STATES } from './query-words.ts';
import type { SavedQuery } from './saved-query.queries.ts';
import { snippetsOf } from './snippets.ts';

/** The page of one saved query: what it asks, where its answer is had, and code that fetches it. */
export function queryPage(
  language: Language,
  saved: SavedQuery,
  { base, publication }: { base: string; publication: { readonly id: string; readonly asOf: string } | undefined },
): string {
  const say = speaker(language);
  const { name, title, description, served, state } = saved;
  const reads = served?.reads ?? saved.reads;
  const text = served?.query ?? saved.query;
  const variables = JSON.stringify(served?.variables ?? saved.variables, null, 2);
  const code = (label: string, content: string) =>
    html`<div class="code"><pre tabindex="0" aria-label="${label}"><code>${content}</code></pre></div>`;
  const addresses: readonly (readonly [string, string])[] = [
    ['JSON', `/w/${name}`],
    [say('JSON，按内容固定', 'JSON, by its text for good'), `/w/${served?.sha256 ?? ''}`],
    ['CSV', `/export/saved/${name}.plain.csv`],
    [say('CSV（Excel）', 'CSV for Excel'), `/export/saved/${name}.csv`],
    ['XLSX', `/export/saved/${name}.xlsx`],
    ['Parquet', `/export/saved/${name}.parquet`],
    ['Arrow', `/export/saved/${name}.arrow`],
    ['JSON Lines', `/export/saved/${name}.jsonl`],
  ];
  const body = html`<h1>${title}</h1>
<p class="id"><code>${name}</code></p>
${description && html`<p class="lead">${description}</p>`}
<section aria-labelledby="about"><h2 id="about">${say('说明', 'About')}</h2><dl class="facts">
<div><dt>${say('所有者', 'Owner')}</dt><dd>${saved.owner}</dd></div>
<div><dt>${say('所属工会', 'Federation')}</dt><dd><code>${saved.federationCode}</code></dd></div>
<div><dt>${say('状态', 'State')}</dt><dd>${say(STATES[state])}${served && state !== 'reviewed' && say('；已通过的旧版仍在提供', '; the reviewed text is still served')}</dd></div>
${saved.reviewedBy && html`<div><dt>${say('评审', 'Review')}</dt><dd>${saved.reviewedBy} ${saved.reviewedAt?.slice(0, 10)}${saved.reviewNote && `${say('：', ': ')}${saved.reviewNote}`}</dd></div>`}
<div><dt>${say('读取', 'Reads')}</dt><dd>${say(READS[reads])}</dd></div>
</dl><p><a href="/explorer/?saved=${name}">${say('在查询页打开', 'Open in the explorer')}</a></p></section>
<section aria-labelledby="text"><h2 id="text">${say('查询', 'Query')}</h2>${code('GraphQL', text)}${variables !== '{}' && html`<h3>${say('变量默认值', 'Variables')}</h3>${code('JSON', variables)}`}</section>
${
  served
    ? html`<section aria-labelledby="addresses"><h2 id="addresses">${say('地址', 'Addresses')}</h2>
<p>${say(
        '加 ?publication=<发布编号> 固定到一次发布；变量写作同名参数。表格取第一个列表为行，列表以外的值在每行重复（规则见文档）。',
        'Add ?publication=<id> to hold fast to one publication; variables are parameters of their names. A table takes the first list as its rows and repeats what stands outside it (docs/explorer.md has the rule).',
      )}</p>
<ul>${addresses.map(([label, path]) => html`<li>${label}${say('：', ': ')}<a href="${path}"><code>${base}${path}</code></a></li>`)}</ul></section>
<section aria-labelledby="code"><h2 id="code">${say('代码', 'Code')}</h2>${snippetsOf({
        name,
        reads,
        base,
        publicationId: undefined,
      }).map(
        (snippet) =>
          html`<h3 id="code-${snippet.key}">${say(snippet.name)}</h3>${code(say(snippet.name), snippet.code)}`,
      )}</section>`
    : html`<section aria-labelledby="addresses"><h2 id="addresses">${say('地址', 'Addresses')}</h2><p>${say('通过评审后，这里列出取数地址和代码。', 'Addresses and code stand here once it is reviewed.')}</p></section>`
}`;
  return pageFrame({
    ...{ language, publication, body, path: `/catalogue/queries/${name}`, title },
    crumbs: [
      [addressIn(language, '/catalogue'), say('指标目录', 'Metric catalogue')],
      [addressIn(language, '/catalogue/queries'), say('已存查询', 'Saved queries')],
    ],
  });
}
