import type { FastifyInstance } from 'fastify';
import { trustedDocuments } from '../documents/run-document.ts';

/** GET /: what is served here, in Chinese and English, for whoever types the address. */
export function routeHome(app: FastifyInstance): void {
  const page = homePage();
  app.get('/', async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .header(
        'content-security-policy',
        "default-src 'none'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
      )
      .send(page),
  );
}

function homePage(): string {
  const links = [
    ['/explorer', 'GraphQL 查询页', 'GraphQL explorer'],
    ['/graphql', 'GraphQL 接口（POST）', 'GraphQL endpoint (POST)'],
    ...[...trustedDocuments.keys()].map((name) => [
      `/w/${name}`,
      `数据文档 ${name}（参数 scope）`,
      `document ${name} (parameter scope)`,
    ]),
    ['/publications/current.json', '当前发布', 'current publication'],
    ['/ready', '就绪检查', 'readiness'],
    ['/health', '存活检查', 'health'],
  ];
  const items = links.map(([href, zh, en]) => `<li><a href="${href}">${zh}</a> <span lang="en">${en}</span></li>`);
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>工会数据平台 · Union data platform</title></head>
<body>
<h1>工会数据平台 <span lang="en">Union data platform</span></h1>
<ul>
${items.join('\n')}
</ul>
</body>
</html>
`;
}
