import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { escapeHtml } from '@union/widgets/shared/content.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { renderFragment } from '../fragment/render-fragment.ts';
import { type FreshnessRule, getFreshness, type Reason } from '../freshness/freshness.queries.ts';
import { sheetOf } from '../pages/shared/sheet.ts';
import { openToChoice } from '../publication/request-publications.ts';
import { derived } from './derived-answers.ts';
import type { DocumentAnswers } from './documents.route.ts';

const sheet = sheetOf(new URL('home.css', import.meta.url));

type Link = readonly [href: string, zh: string, en: string];
type Group = { readonly zh: string; readonly en: string; readonly links: readonly Link[] };
type Subject = { readonly scope_id: string; readonly name: string };

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

const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/** The questions that a federation asks every morning, by the documents that answer them. */
const MORNING = [
  ['park-coverage', '园区两率', 'both coverage rates of parks'],
  ['star-distribution', '星级工会分布', 'star-rated unions'],
  ['assistance-share', '帮扶资金到达一线', 'assistance that reached the front line'],
] as const;

type HomeOptions = {
  readonly publications: Publications;
  readonly answers: DocumentAnswers;
  readonly freshness: FreshnessRule;
};

type Morning = { readonly document: string; readonly fragment: string };

/** GET /: this morning's figures, and what else is served here, in Chinese and English, for whoever types the address. */
export function routeHome(app: FastifyInstance, options: HomeOptions): void {
  const { publications, answers, freshness } = options;
  app.get('/home.css', async (_, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(sheet),
  );
  app.get('/', async (request, reply) => {
    const current = publications.current();
    const subject = current && (await subjectOf(current));
    const figures = subject ? await morningOf(request, subject, answers) : [];
    return reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'private, no-cache', 'content-security-policy': POLICY })
      .send(homePage(current, subject, figures, (await getFreshness(openToChoice(publications), freshness)).reason));
  });
}

/** Key figures and sentence of each question, as a portal's server would include them; what cannot be shown now is left out. */
async function morningOf(
  request: FastifyRequest,
  { scope_id: scope }: Subject,
  answers: DocumentAnswers,
): Promise<readonly Morning[]> {
  const made = MORNING.map(async ([document]): Promise<Morning> => {
    const answer = await answers(request, document, { scope });
    const fragment = derived(answer, HERE, () =>
      renderFragment(document, JSON.parse(answer.body.toString('utf8')), {
        ...{ base: '', lang: 'zh-CN', headingLevel: 3, scope, isBrief: true },
      }),
    );
    return { document, fragment: fragment.body.toString('utf8') };
  });
  const settled = await Promise.allSettled(made);
  return settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value];
    request.log.warn({ err: one.reason, requestId: request.id }, 'the first page lacks a figure');
    return [];
  });
}

/** Under which the fragments of this page are kept: their addresses are of this server, however it is reached. */
const HERE = 'home';

/** The lowest region with the most parks beneath it, or without parks the one with the most scopes; undefined before the first night. */
async function subjectOf(publication: Publication): Promise<Subject | undefined> {
  const scopes = await publication.query<Subject>(
    `select scope.scope_id, scope.name
     from scope
       left join scope_ancestor on scope_ancestor.ancestor_scope_id = scope.scope_id
       left join scope as below on below.scope_id = scope_ancestor.scope_id
     where scope.kind = 'region'
     group by scope.scope_id, scope.name
     order by count(*) filter (where below.kind = 'park') desc,
       min(scope_ancestor.depth) filter (where below.kind = 'park'),
       count(below.scope_id) desc, scope.scope_id
     limit 1`,
    [],
  );
  return scopes[0];
}

function leaders(subject: Subject | undefined): Group {
  return {
    zh: '领导看板',
    en: 'For leadership',
    links: [
      ['/panels', '看板：目标、差距、谁落后', 'Panels: targets, gaps, who is behind'],
      ...(subject
        ? [[`/briefing?scope=${subject.scope_id}`, '通报（PDF、DOCX）', 'Briefing (PDF, DOCX)'] as const]
        : []),
      ['/wall', '大屏', 'Wall display'],
    ],
  };
}

function portals({ scope_id, name }: Subject): Group {
  return {
    zh: `嵌入（${escapeHtml(name)}）`,
    en: 'For portals',
    links: [
      ['/embed', '嵌入生成器', 'Embed builder'] as const,
      ...MORNING.map(
        ([document, zh, en]): Link => [`/fragment/${document}?scope=${scope_id}`, `${zh}：片段`, `Fragment: ${en}`],
      ),
    ],
  };
}

function homePage(
  current: Publication | undefined,
  subject: Subject | undefined,
  morning: readonly Morning[],
  lateness: Reason | undefined,
): string {
  const state = current
    ? `<strong>数据截至 ${current.manifest.asOf}</strong>，发布编号 ${escapeHtml(current.id)}<br><span lang="en">Figures as of ${current.manifest.asOf}, publication ${escapeHtml(current.id)}</span>`
    : '<strong>还没有发布的数据</strong>，请先运行 pnpm nightly<br><span lang="en">Nothing is published yet; run pnpm nightly</span>';
  const late =
    current && lateness
      ? `<br><strong>数据不是最新的：</strong>${escapeHtml(lateness.zh)}<br><span lang="en">The figures are not up to date: ${escapeHtml(lateness.en)}</span>`
      : '';
  const groups = [leaders(subject), OFFICERS, ANALYSTS, OPERATORS, ...(subject ? [portals(subject)] : [])];
  const figures = subject
    ? morning.map(
        ({ document, fragment }) =>
          `<section><union-${document}>${fragment}</union-${document}><p><a href="/frame/${document}?scope=${escapeHtml(subject.scope_id)}">图表与明细 <span lang="en">Chart and table</span></a></p></section>`,
      )
    : [];
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/home.css"><title>工会数据平台 · Union data platform</title></head>
<body><main>
<h1>工会数据平台</h1>
<p lang="en">Union data platform</p>
<p class="publication${late && ' late'}">${state}${late}</p>
${figures.length > 0 ? `<h2>今晨 <span lang="en">This morning</span></h2>\n<div class="morning">\n${figures.join('\n')}\n</div>\n<h2>入口 <span lang="en">Ways in</span></h2>` : ''}
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
  return `<section><h3>${zh} <span lang="en">${en}</span></h3><ul>\n${items.join('\n')}\n</ul></section>`;
}
