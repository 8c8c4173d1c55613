import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppName } from '../pages/apps.ts';

/** Own scripts and styles alone; nothing becomes script or markup but through Lit's own templates. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** A wall is kept by a service worker of its own, whose address it vouches for. */
const WALL_POLICY = `${POLICY.replace('trusted-types lit-html', 'trusted-types lit-html union-wall')}; worker-src 'self'`;

/** The elements of the portals carry Lit of their own. */
const PANELS_POLICY = POLICY.replace('trusted-types lit-html', "trusted-types lit-html 'allow-duplicates'");

const policies: { readonly [name in AppName]?: string } = { wall: WALL_POLICY, panels: PANELS_POLICY };

/** Files that `pages/build.ts` made. */
const distOf = (name: AppName) => new URL(`../${name}/dist/`, import.meta.url);

/** `/<name>/assets/…`: the script and the sheet of a page. */
export function routeAppAssets(app: FastifyInstance, name: AppName): void {
  for (const [file, type] of [
    [`${name}.js`, 'text/javascript'],
    [`${name}.css`, 'text/css'],
  ] as const) {
    app.get(`/${name}/assets/${file}`, async (_, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'no-cache')
        .send(readFileSync(new URL(file, distOf(name)))),
    );
  }
}

/** The page itself, the same for each of its addresses: the element reads the address. */
export function sendApp(reply: FastifyReply, name: AppName): FastifyReply {
  return reply
    .header('content-security-policy', policies[name] ?? POLICY)
    .header('cache-control', 'no-cache')
    .header('referrer-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(readFileSync(new URL('index.html', distOf(name))));
}
