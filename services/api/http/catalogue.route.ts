import { readFileSync } from 'node:fs';
import type { Reaches } from '@union/access/reach.ts';
import { closedFigures } from '@union/access/restricted/closed-figures.ts';
import { dayIn } from '@union/schema/calendar.ts';
import type { Config } from '@union/schema/config.ts';
import type { Db } from '@union/schema/db/database.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import { groupOf } from '@union/schema/metrics/groups.ts';
import type { Publications } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { indexPage, readIndexQuery } from '../catalogue/index-page.ts';
import { addressIn, type Language, languageIn, speaker } from '../catalogue/language.ts';
import { html } from '../catalogue/markup.ts';
import { readMetricFacts } from '../catalogue/metric-facts.ts';
import { metricPage } from '../catalogue/metric-page.ts';
import { pageFrame } from '../catalogue/page-frame.ts';
import { sheetOf } from '../pages/shared/sheet.ts';
import { guarded } from '../publication/guarded-publication.ts';
import { queriesPage } from '../saved-query/queries-page.ts';
import { queryPage } from '../saved-query/query-page.ts';
import { findSavedQuery, listSavedQueries } from '../saved-query/saved-query.queries.ts';

export type CatalogueOptions = {
  readonly db: Db;
  readonly publications: Publications;
  readonly config: Pick<Config, 'metricOwners' | 'timeZone'>;
  readonly reachesOf: (request: FastifyRequest) => Promise<Reaches>;
  readonly base: () => string;
  readonly now: () => Date;
};

/** Own sheet, script and pictures alone; the page is whole without the script. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const read = (name: string) => readFileSync(new URL(`../catalogue/${name}`, import.meta.url));
const assets = [
  ['catalogue.css', 'text/css; charset=utf-8', sheetOf(new URL('../catalogue/catalogue.css', import.meta.url))],
  ['catalogue.js', 'text/javascript; charset=utf-8', read('catalogue.js')],
] as const;

type Query = { Querystring: Record<string, unknown> };

/** GET /catalogue: every metric; /catalogue/<metric id>: one; /catalogue/queries: saved queries and how to take their rows away. */
export function routeCatalogue(app: FastifyInstance, options: CatalogueOptions): void {
  const { db, publications, config, reachesOf, base, now } = options;
  for (const [name, type, body] of assets) {
    app.get(`/catalogue/assets/${name}`, async (_, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=300').send(body),
    );
  }
  // What a page tells of nights, portals and drafts depends on who asks.
  const send = (reply: FastifyReply, page: string, status = 200) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'private, no-cache', 'content-security-policy': POLICY })
      .send(page);
  const publicationFor = async (reaches: Reaches) => {
    const current = publications.current();
    return current && guarded(current, await closedFigures(db, reaches));
  };
  const stateOf = (publication: { id: string; manifest: { asOf: string } } | undefined) =>
    publication && { id: publication.id, asOf: publication.manifest.asOf };
  const missing = (reply: FastifyReply, language: Language, path: string, zh: string, en: string) => {
    const say = speaker(language);
    const body = html`<h1>${say('没有找到', 'Not found')}</h1><p role="alert">${say(zh, en)}</p><p><a href="${addressIn(language, '/catalogue')}">${say('全部指标', 'All metrics')}</a></p>`;
    const crumbs = [[addressIn(language, '/catalogue'), say('指标目录', 'Metric catalogue')]] as const;
    const publication = stateOf(publications.current());
    return send(
      reply,
      pageFrame({ language, path, publication, body, crumbs, title: say('没有找到', 'Not found') }),
      404,
    );
  };

  app.get<Query>('/catalogue', async ({ query }, reply) =>
    send(reply, indexPage(languageIn(query), readIndexQuery(query), stateOf(publications.current()))),
  );

  app.get<Query>('/catalogue/queries', async (request, reply) => {
    const reaches = await reachesOf(request);
    const text = typeof request.query.q === 'string' ? request.query.q.trim().slice(0, 100) : '';
    const saved = await listSavedQueries(db, reaches, { text, first: 100 });
    return send(
      reply,
      queriesPage(languageIn(request.query), saved, { text, publication: stateOf(publications.current()) }),
    );
  });

  app.get<Query & { Params: { name: string } }>('/catalogue/queries/:name', async (request, reply) => {
    const language = languageIn(request.query);
    const { name } = request.params;
    const saved = await findSavedQuery(db, await reachesOf(request), name);
    if (!saved) {
      const shown = JSON.stringify(name.slice(0, 60));
      const path = '/catalogue/queries';
      return missing(
        reply,
        language,
        path,
        `没有您可以查看的查询 ${shown}。`,
        `There is no query ${shown} that you may see.`,
      );
    }
    return send(reply, queryPage(language, saved, { base: base(), publication: stateOf(publications.current()) }));
  });

  app.get<Query & { Params: { metric: string } }>('/catalogue/:metric', async (request, reply) => {
    const language = languageIn(request.query);
    const metric = findMetric(request.params.metric);
    if (!metric) {
      const shown = JSON.stringify(request.params.metric.slice(0, 60));
      return missing(reply, language, '/catalogue', `没有编号为 ${shown} 的指标。`, `No metric has the id ${shown}.`);
    }
    const reaches = await reachesOf(request);
    const publication = await publicationFor(reaches);
    const today = dayIn(config.timeZone, now());
    const facts = await readMetricFacts(metric, { db, reaches, publications, publication, today });
    const group = groupOf(metric);
    const owner = config.metricOwners[group.key as keyof typeof config.metricOwners] ?? speaker(language)(group.owner);
    return send(reply, metricPage(language, metric, facts, { publication: stateOf(publication), owner }));
  });
}
