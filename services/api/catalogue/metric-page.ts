import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { groupOf } from '@union/schema/metrics/groups.ts';
import type { Metric, Part, Words } from '@union/schema/metrics/metric.ts';
import type { LineageNode } from '@union/warehouse/lineage/graph.ts';
import { levelName } from '../metric-query/result.ts';
import { addressIn, type Language, type Say, speaker } from './language.ts';
import { drawLineage, layoutLineage } from './lineage-picture.ts';
import type { ExampleRow, LiveExample } from './live-example.ts';
import { html, type Markup } from './markup.ts';
import type { CaseExample, MetricFacts } from './metric-facts.ts';
import {
  COUNTED,
  DIRECTIONS,
  DISCLOSURES,
  PERIODS,
  SCOPES,
  STATES,
  shownCount,
  shownValue,
  TIMES,
  UNITS,
} from './metric-words.ts';
import { pageFrame, scrolling } from './page-frame.ts';

const NOTHING = { zh: '', en: '' };

type View = { readonly metric: Metric; readonly facts: MetricFacts; readonly say: Say; readonly language: Language };

/** The page of one metric. @param owner the office that answers for it. */
export function metricPage(
  language: Language,
  metric: Metric,
  facts: MetricFacts,
  { publication, owner }: { publication: { readonly id: string; readonly asOf: string } | undefined; owner: string },
): string {
  const say = speaker(language);
  const view: View = { metric, facts, say, language };
  const sections: readonly (readonly [id: string, title: string, body: Markup])[] = [
    ['definition', say('定义', 'Definition'), definitionSection(view, owner)],
    ['example', say('算例', 'Worked example'), exampleSection(view)],
    ['sql', say('公式（SQL）', 'Formula in SQL'), sqlSection(view)],
    ['lineage', say('数据来路', 'Lineage'), lineageSection(view)],
    ['versions', say('版本', 'Versions'), versionsSection(view)],
    ['checks', say('校验与历次结果', 'Checks and their history'), checksSection(view)],
    ['uses', say('谁在使用', 'Who uses it'), usesSection(view)],
  ];
  const body = html`<h1>${say(metric.name)}${language === 'zh' && html` <span lang="en">${metric.name.en}</span>`}</h1>
<p class="id"><code>${metric.id}</code></p>
<p class="lead">${say(metric.formula)}</p>
<nav class="contents" aria-label="${say('本页内容', 'On this page')}"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(([id, title, content]) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`)}
${neighbours(view)}`;
  return pageFrame({
    ...{ language, publication, body, path: `/catalogue/${metric.id}`, title: say(metric.name) },
    crumbs: [
      ['/', say('工会数据平台', 'Union data platform')],
      [addressIn(language, '/catalogue'), say('指标目录', 'Metric catalogue')],
    ],
  });
}

function definitionSection({ metric, facts, say, language }: View, owner: string): Markup {
  const { definition, numerator, denominator, unit, better, disclosure, time, scopes, grain, levels } = metric;
  const part = ({ name, column }: Part) => html`${say(name)} <code>${metric.mart}.${column}</code>`;
  const rows: readonly (readonly [string, Markup | string])[] = [
    [say('公式', 'Formula'), say(metric.formula)],
    [say('分子', 'Numerator'), part(numerator)],
    [say('分母', 'Denominator'), denominator ? part(denominator) : say('无：计数指标', 'none: a count')],
    [say('计入与不计入', 'Counted in and left out'), say(definition.notes)],
    [say('单位', 'Unit'), say(UNITS[unit])],
    [say('方向', 'Direction'), say(DIRECTIONS[better])],
    [
      say('时间', 'Time'),
      `${say(TIMES[time])}${grain === 'month' ? say('；只按月末公布', '; told at month ends') : ''}`,
    ],
    [say('范围', 'Scopes'), scopes.map((scope) => say(SCOPES[scope])).join(say('、', ', '))],
    ...(levels ? [[say('级别', 'Levels'), levels.map(({ name }) => say(name)).join(say('、', ', '))] as const] : []),
    [
      say('公布级别', 'Disclosure class'),
      `${say(DISCLOSURES[disclosure].name)}${say('：', ': ')}${say(DISCLOSURES[disclosure].note)}`,
    ],
    [say('类别', 'Group'), say(groupOf(metric).name)],
    [say('责任部门', 'Owner'), owner],
    [say('依据', 'Source'), quoted(say(definition.source))],
    [
      say('源自文件中的系统', 'Systems of the source documents'),
      facts.systems.length > 0
        ? html`<ul>${facts.systems.map(({ no, zh, en }) => html`<li>${no}. ${language === 'zh' ? zh : en}</li>`)}</ul>`
        : say('没有单独列出', 'none named'),
    ],
  ];
  return html`<dl class="facts">${rows.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`;
}

/** What stands inside 「」 is the document's own wording. */
function quoted(text: string): Markup {
  return html`${text.split(/(「[^」]*」)/).map((piece) => (piece.startsWith('「') ? html`<q class="quote">${piece.slice(1, -1)}</q>` : piece))}`;
}

function exampleSection(view: View): Markup {
  const { facts, say } = view;
  const { liveExample, caseExample } = facts;
  return html`${
    liveExample
      ? liveSection(view, liveExample)
      : html`<p>${say('当前发布中没有此指标的数值。', 'The current publication has no figure of this metric.')}</p>`
  }${caseExample && caseSection(view, caseExample)}`;
}

/** What the keys of figures are called. */
const KEYS: Readonly<Record<string, Words>> = {
  scheme_code: { zh: '评定办法', en: 'Rating scheme' },
  rule_code: { zh: '一线口径规则', en: 'Frontline rule' },
  campaign_code: { zh: '专项行动', en: 'Campaign' },
  kind_key: { zh: '类型', en: 'Kind' },
  level_key: { zh: '级别', en: 'Level' },
};

function liveSection({ metric, say }: View, example: LiveExample): Markup {
  const { rows, day, periodKind, periodStart, publicationId, keys, addsUp } = example;
  const above = (value: number | null) => shownCount(value, metric.numerator.counts);
  const below = (value: number | null) => shownCount(value, metric.denominator?.counts ?? 'items');
  const [whole] = rows;
  const period = `${say(PERIODS[periodKind] ?? periodKind)}${periodStart ? say(`（自 ${periodStart}）`, ` (since ${periodStart})`) : ''}`;
  const row = (one: ExampleRow) =>
    html`<tr${one.is_whole && html` class="whole"`} data-scope="${one.scope_id}" data-state="${one.state}" data-numerator="${one.numerator ?? ''}" data-denominator="${one.denominator ?? ''}" data-value="${one.value ?? ''}"><th scope="row">${one.name}</th><td>${above(one.numerator)}</td>${metric.denominator && html`<td>${below(one.denominator)}</td>`}<td>${one.value === null ? say(STATES[one.state] ?? one.state) : shownValue(one.value, metric.unit)}</td></tr>`;
  const told = Object.entries(keys).map(([key, value]) => {
    const shown = key === 'level_key' ? say(levelName([metric], value)) : html`<code>${value}</code>`;
    return html` ${say(KEYS[key] ?? { zh: key, en: key })}${say('：', ': ')}${shown}${say('。', '.')}`;
  });
  return html`<h3>${say('真实数据', 'Real figures')}</h3>
<p>${say(`发布 ${publicationId}，${day}，${period}。`, `Publication ${publicationId}, ${day}, ${period}.`)}${told}</p>
${
  whole &&
  whole.numerator !== null &&
  metric.denominator &&
  whole.denominator !== null &&
  html`<p class="sum">${whole.name}${say('：', ': ')}${above(whole.numerator)} ÷ ${below(whole.denominator)} = <strong>${shownValue(whole.value, metric.unit)}</strong></p>`
}
${scrolling(
  say('算例表，可横向滚动', 'Table of the example, scrolls sideways'),
  html`<table data-example="${publicationId}" data-day="${day}" data-period="${periodKind}" data-start="${periodStart ?? ''}"><caption>${say(
    '整体及其下一级（分列，均为公布值）',
    'The whole and what lies right below it, as published',
  )}</caption><thead><tr><th scope="col">${say('范围', 'Scope')}</th><th scope="col">${say(metric.numerator.name)}${say(COUNTED[metric.numerator.counts] ?? NOTHING)}</th>${metric.denominator && html`<th scope="col">${say(metric.denominator.name)}${say(COUNTED[metric.denominator.counts] ?? NOTHING)}</th>`}<th scope="col">${say('数值', 'Value')}</th></tr></thead><tbody>${rows.map(row)}</tbody></table>`,
)}
${
  addsUp !== undefined &&
  html`<p>${
    addsUp
      ? say(
          '下一级同类范围的分子、分母相加，等于整体。',
          'The parts of one kind add up to the whole, above and below the line.',
        )
      : say(
          '下一级相加不等于整体：有的对象跨范围只算一次，或只归在本级。',
          'The parts do not add up to the whole: something counts once across them, or lies at the top alone.',
        )
  }</p>`
}`;
}

function caseSection({ metric, say }: View, { folder, given, row, numerator, denominator }: CaseExample): Markup {
  const about = Object.entries(row).filter(([, cell]) => cell !== '');
  return html`<h3>${say('从登记行算起', 'From rows of the registers')}</h3>
<p>${say('下列登记行（SQL）由测试重新计算：', 'These rows of the registers (SQL) are recomputed by a test: ')}<code>test/warehouse/${folder}</code></p>
<pre tabindex="0" aria-label="${say('登记行', 'Rows of the registers')}"><code>${given}</code></pre>
<p class="sum" data-case="${folder}">${shownCount(numerator, metric.numerator.counts)}${say(COUNTED[metric.numerator.counts] ?? NOTHING)}${denominator !== null && html` ÷ ${shownCount(denominator, metric.denominator?.counts ?? 'items')} = <strong>${denominator === 0 ? say('不适用', 'not applicable') : shownValue(numerator / denominator, metric.unit)}</strong>`}</p>
${scrolling(
  say('结果行，可横向滚动', 'The row it gives, scrolls sideways'),
  html`<table><caption>${say('数据表中的结果行', 'The row of the mart')}</caption><thead><tr>${about.map(([column]) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody><tr>${about.map(([, cell]) => html`<td>${cell}</td>`)}</tr></tbody></table>`,
)}`;
}

function sqlSection({ facts, say, metric }: View): Markup {
  const [figure, ...others] = facts.models;
  const code = (name: string, sql: string) =>
    html`<div class="code"><pre tabindex="0" aria-label="SQL ${name}"><code>${sql}</code></pre></div>`;
  const mart = others.find(({ name }) => name === metric.mart);
  return html`<p>${say(
    '以下是夜间实际运行的 SQL（DuckDB），不是摘要。',
    'This is the SQL that runs at night (DuckDB), not a summary of it.',
  )}</p>
<h3>${say('指标', 'The figure')} <code>${figure?.name ?? ''}</code></h3>${figure && code(figure.name, figure.sql)}
${mart && html`<h3>${say('数据表', 'The mart')} <code>${mart.name}</code></h3>${code(mart.name, mart.sql)}`}
${others
  .filter((model) => model !== mart)
  .map(
    ({ name, sql }) =>
      html`<details><summary><code>${name}</code> ${firstLine(sql)}</summary>${code(name, sql)}</details>`,
  )}`;
}

/** The comment that a model begins with says what a row of it is. */
function firstLine(sql: string): string {
  const [line = ''] = sql.split('\n', 1);
  return line.startsWith('--') ? line.slice(2).trim() : '';
}

function lineageSection({ metric, facts, say }: View): Markup {
  const { graph, widgets } = facts;
  const kinds: readonly (readonly [LineageNode['kind'], string])[] = [
    ['register', say('登记表及所取列', 'Registers and the columns read')],
    ['places', say('范围归属', 'Which scopes a fact counts for')],
    ['staging', say('整理层', 'Staging')],
    ['mart', say('数据表', 'Marts')],
    ['figure', say('指标', 'The figure')],
  ];
  const of = (kind: LineageNode['kind']) =>
    graph.nodes.filter((node) => node.kind === kind).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const readers = (name: string) => graph.edges.filter(([from]) => from === name).map(([, to]) => to);
  const names = widgets.map(({ document }) => document);
  return html`<p class="fit"><label><input type="checkbox" id="fit"> ${say('缩至窗口宽度', 'Fit to the window')}</label></p>
<div class="scroll picture" tabindex="0" role="region" aria-label="${say('来路图，可滚动', 'Picture of the lineage, scrolls')}">${drawLineage(
    layoutLineage(graph, names),
    say(`${metric.name.zh}的数据来路图`, `lineage of ${metric.name.en}`),
    'lineage-list',
  )}</div>
<p class="legend"><span class="key register">${say('登记表', 'register')}</span><span class="key places">${say('范围归属', 'scopes')}</span><span class="key staging">${say('整理层', 'staging')}</span><span class="key mart">${say('数据表', 'mart')}</span><span class="key figure">${say('指标', 'figure')}</span><span class="key widget">${say('组件', 'widget')}</span></p>
<details id="lineage-list"><summary>${say('以清单显示', 'As a list')}</summary>
${kinds.map(([kind, title]) => {
  const nodes = of(kind);
  return (
    nodes.length > 0 &&
    html`<h3>${title}</h3><ul>${nodes.map(
      ({ name, parts }) =>
        html`<li><code>${name}</code>${parts.length > 0 && html`${say('：', ': ')}${parts.join(say('、', ', '))}`}${readers(name).length > 0 && html` → ${readers(name).join(say('、', ', '))}`}</li>`,
    )}</ul>`
  );
})}
<h3>${say('组件', 'Widgets')}</h3><ul>${names.map((name) => html`<li><code>union-${name}</code></li>`)}</ul>
</details>`;
}

function versionsSection({ metric: { definition }, facts, say }: View): Markup {
  const earlier = definition.earlier ?? [];
  return html`${scrolling(
    say('版本表，可横向滚动', 'Table of versions, scrolls sideways'),
    html`<table><caption>${say('口径版本', 'Versions of the rule')}</caption><thead><tr><th scope="col">${say('版本', 'Version')}</th><th scope="col">${say('生效', 'In force')}</th><th scope="col">${say('变化', 'What changed')}</th></tr></thead><tbody>
<tr><th scope="row">v${definition.version}</th><td>${say(`自 ${definition.since}`, `since ${definition.since}`)}</td><td>${earlier[0] ? say(earlier[0].change) : say('首个版本', 'the first version')}</td></tr>
${earlier.map(({ version, since, until }, at) => html`<tr><th scope="row">v${version}</th><td>${since} – ${until}</td><td>${earlier[at + 1] ? say(earlier[at + 1]?.change ?? '') : say('首个版本', 'the first version')}</td></tr>`)}
</tbody></table>`,
  )}
${
  facts.versions.length > 0 &&
  html`<p>${say('在保存的发布中：', 'In the publications that are kept: ')}${facts.versions
    .map(({ version, first, last, count }) => `v${version} ${first}${first === last ? '' : ` – ${last}`} (${count})`)
    .join(say('；', '; '))}</p>`
}`;
}

function checksSection({ facts, say }: View): Markup {
  const { history, promises } = facts;
  const kind = (severity: 'block' | 'warn') => (severity === 'block' ? say('阻断', 'blocks') : say('提醒', 'warns'));
  if (!history || history.nights.length === 0) {
    return html`<p>${
      history
        ? say('还没有夜间运行的记录。', 'No night has been recorded yet.')
        : say(
            '凡已发布的数据，阻断类校验均已通过。历次结果请登录后查看。',
            'Whatever is published passed every check that blocks. Sign in to see how each night went.',
          )
    }</p>
<ul class="checks">${promises.map(({ name, severity }) => html`<li>${name} <span class="tag">${kind(severity)}</span></li>`)}</ul>`;
  }
  const cell = (failures: number | null) =>
    failures === null
      ? html`<td class="none"><span aria-label="${say('未运行到', 'not reached')}">–</span></td>`
      : failures === 0
        ? html`<td class="kept"><span aria-label="${say('通过', 'kept')}">✓</span></td>`
        : html`<td class="broken">${failures.toLocaleString('zh-CN')} ${say('行', 'rows')}</td>`;
  const outcome: Readonly<Record<string, string>> = {
    published: say('已发布', 'published'),
    failed: say('失败', 'failed'),
    interrupted: say('中断', 'interrupted'),
    running: say('运行中', 'running'),
  };
  return html`<p>${say('最近的在左。数字是违反校验的行数，户级数据取整。', 'The latest night first. Numbers are rows that broke the check; of households they are rounded.')}</p>
${scrolling(
  say('校验表，可横向滚动', 'Table of checks, scrolls sideways'),
  html`<table class="checks"><thead><tr><th scope="col">${say('校验', 'Check')}</th>${history.nights.map(({ asOf, outcome: how }) => html`<th scope="col">${asOf}<br><small>${outcome[how] ?? how}</small></th>`)}</tr></thead><tbody>
${history.lines.map(({ name, severity, failures }) => html`<tr><th scope="row">${name} <span class="tag">${kind(severity)}</span></th>${failures.map(cell)}</tr>`)}
</tbody></table>`,
)}`;
}

function usesSection({ metric, facts, say, language }: View): Markup {
  const { widgets, hosts, savedQueries, targets } = facts;
  const embed = (document: string, isFixed: boolean) =>
    `/embed?document=${document}${isFixed ? '' : `&metric=${metric.id}`}`;
  return html`<h3>${say('组件', 'Widgets')}</h3>
${
  widgets.length > 0
    ? html`<ul>${widgets.map(({ document, isFixed }) => html`<li><a href="${embed(document, isFixed)}"><code>union-${document}</code></a> ${isFixed ? say('固定显示此指标', 'always shows it') : say('可选此指标', 'shows it where its tag says so')}</li>`)}</ul>`
    : html`<p>${say('没有组件显示它。', 'No widget shows it.')}</p>`
}
<h3>${say('门户（近 90 天）', 'Portals, in 90 days')}</h3>
${
  hosts === undefined
    ? html`<p>${say('登录后可见。', 'Sign in to see them.')}</p>`
    : hosts.length === 0
      ? html`<p>${say('没有页面请求过它的组件。', 'No page asked for its widgets.')}</p>`
      : scrolling(
          say('门户表，可横向滚动', 'Table of portals, scrolls sideways'),
          html`<table><thead><tr><th scope="col">${say('门户', 'Portal')}</th><th scope="col">${say('组件', 'Widget')}</th><th scope="col">${say('天数', 'Days')}</th><th scope="col">${say('请求', 'Requests')}</th><th scope="col">${say('最近', 'Last')}</th></tr></thead><tbody>${hosts.map(({ host, document, days, requests, lastOn }) => html`<tr><th scope="row">${host === 'others' ? say('其他', 'others') : host}</th><td><code>union-${document}</code></td><td>${days}</td><td>${Number(requests).toLocaleString('zh-CN')}</td><td class="day">${lastOn}</td></tr>`)}</tbody></table>`,
        )
}
<h3>${say('已存查询', 'Saved queries')}</h3>
${
  savedQueries.length > 0
    ? html`<ul>${savedQueries.map(({ name, title }) => html`<li><a href="${addressIn(language, `/catalogue/queries/${name}`)}">${title}</a> <code>${name}</code></li>`)}</ul>`
    : html`<p>${say('没有已通过评审的查询使用它。', 'No reviewed query uses it.')}</p>`
}
<h3>${say('目标', 'Targets')}</h3>
${
  targets.length > 0
    ? html`<p>${say('有目标的指标同时进入领导看板和通报。', 'Metrics with a target stand in panels and briefings too.')}</p>${scrolling(
        say('目标表，可横向滚动', 'Table of targets, scrolls sideways'),
        html`<table><thead><tr><th scope="col">${say('目标', 'Target')}</th><th scope="col">${say('下达给', 'Set for')}</th><th scope="col">${say('要求', 'Asks')}</th><th scope="col">${say('期限', 'Until')}</th><th scope="col">${say('适用范围数', 'Scopes')}</th><th scope="col">${say('文件', 'Document')}</th></tr></thead><tbody>${targets.map((target) => html`<tr><th scope="row"><code>${target.target_code}</code></th><td>${target.scope}</td><td>${target.comparison} ${shownValue(target.target_value, metric.unit)}</td><td class="day">${target.ends_on}</td><td>${target.scopes}</td><td>${target.document ?? ''}</td></tr>`)}</tbody></table>`,
      )}`
    : html`<p>${say('没有为它下达目标，因此不进入通报。', 'No target was set for it, so briefings leave it out.')}</p>`
}`;
}

function neighbours({ metric, say, language }: View): Markup {
  const at = catalogue.findIndex(({ id }) => id === metric.id);
  const link = (other: Metric | undefined, rel: string, word: string) =>
    other &&
    html`<li><a rel="${rel}" href="${addressIn(language, `/catalogue/${other.id}`)}">${word}${say(other.name)}</a></li>`;
  return html`<nav class="neighbours" aria-label="${say('相邻指标', 'Neighbouring metrics')}"><ul>${link(catalogue[at - 1], 'prev', '← ')}${link(catalogue[at + 1], 'next', '→ ')}</ul></nav>`;
}
