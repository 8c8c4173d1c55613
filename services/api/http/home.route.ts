import { readFileSync } from 'node:fs';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance } from 'fastify';

const sheet = readFileSync(new URL('home.css', import.meta.url), 'utf8');

type Link = readonly [href: string, zh: string, en: string];
type Group = { readonly zh: string; readonly en: string; readonly links: readonly Link[] };
type Subject = { readonly scope_id: string; readonly name: string };

const LEADERS: Group = {
  zh: '领导看板',
  en: 'For leadership',
  links: [['/panels', '看板：目标、差距、谁落后', 'Panels: targets, gaps, who is behind']],
};

const OFFICERS: Group = {
  zh: '填报与办理',
  en: 'For officers',
  links: [
    ['/office', '工作台：待办', 'Office: what waits to be done'],
    ['/office/upload', '导入工作簿', 'Load a workbook'],
  ],
};

const ANALYSTS: Group = {
  zh: '查询',
  en: 'For analysts',
  links: [
    ['/catalogue', '指标目录：口径、来路、算例', 'Metric catalogue: definitions, lineage, examples'],
    ['/catalogue/queries', '已存查询', 'Saved queries'],
    ['/explorer/', 'GraphQL 查询页', 'GraphQL explorer'],
    ['/graphql', 'GraphQL 接口（POST）', 'GraphQL endpoint (POST)'],
  ],
};

const OPERATORS: Group = {
  zh: '运行',
  en: 'For operators',
  links: [
    ['/ready', '就绪检查：数据库与发布', 'Readiness: database and publication'],
    ['/health', '存活检查', 'Health of the process'],
    ['/publications/current.json', '当前发布编号', 'Id of the current publication'],
  ],
};

/** GET /: what is served here and as of which day, in Chinese and English, for whoever types the address. */
export function routeHome(app: FastifyInstance, publications: Publications): void {
  app.get('/home.css', async (_, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(sheet),
  );
  app.get('/', async (_, reply) => {
    const current = publications.current();
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
      )
      .send(homePage(current, current && (await subjectOf(current))));
  });
}

/** The lowest region with the most parks beneath it, so that the links lead to something; undefined when there is none. */
async function subjectOf(publication: Publication): Promise<Subject | undefined> {
  const scopes = await publication.query<Subject>(
    `select scope.scope_id, scope.name
     from scope_ancestor
       join scope on scope.scope_id = scope_ancestor.ancestor_scope_id
       join scope as park on park.scope_id = scope_ancestor.scope_id
     where park.kind = 'park' and scope.kind = 'region'
     group by scope.scope_id, scope.name
     order by count(*) desc, min(scope_ancestor.depth), scope.scope_id limit 1`,
    [],
  );
  return scopes[0];
}

function portals({ scope_id, name }: Subject): Group {
  const documents = [
    ['park-coverage', '园区两率', 'both coverage rates of parks'],
    ['star-distribution', '星级工会分布', 'star-rated unions'],
    ['assistance-share', '帮扶资金到达一线', 'assistance that reached the front line'],
  ] as const;
  return {
    zh: `嵌入（${escapeHtml(name)}）`,
    en: 'For portals',
    links: [
      ['/embed', '嵌入生成器', 'Embed builder'] as const,
      ...documents.flatMap(([document, zh, en]): Link[] => [
        [`/fragment/${document}?scope=${scope_id}`, `${zh}：片段`, `Fragment: ${en}`],
        [`/w/${document}?scope=${scope_id}`, `${zh}：数据`, `Data: ${en}`],
      ]),
    ],
  };
}

function homePage(current: Publication | undefined, subject: Subject | undefined): string {
  const state = current
    ? `<strong>数据截至 ${current.manifest.asOf}</strong>，发布编号 ${escapeHtml(current.id)}<br><span lang="en">Figures as of ${current.manifest.asOf}, publication ${escapeHtml(current.id)}</span>`
    : '<strong>还没有发布的数据</strong>，请先运行 pnpm nightly<br><span lang="en">Nothing is published yet; run pnpm nightly</span>';
  const groups = [...(subject ? [portals(subject)] : []), LEADERS, OFFICERS, ANALYSTS, OPERATORS];
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/home.css"><title>工会数据平台 · Union data platform</title></head>
<body><main>
<h1>工会数据平台</h1>
<p lang="en">Union data platform</p>
<p class="publication">${state}</p>
<div class="groups">
${groups.map(groupSection).join('\n')}
</div>
</main></body>
</html>
`;
}

function groupSection({ zh, en, links }: Group): string {
  const items = links.map(
    ([href, one, other]) => `<li><a href="${href}">${one}</a> <span lang="en">${other}</span></li>`,
  );
  return `<section><h2>${zh} <span lang="en">${en}</span></h2><ul>\n${items.join('\n')}\n</ul></section>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
