import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readPage, renderFragment, withPages } from '@union/api/fragment/render-fragment.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import { languageOf } from '@union/widgets/shared/language.ts';

/** The doors of the API that a page with widgets uses, on typed answers instead of a publication. */
export type StandInApi = {
  readonly url: string;
  /** Paths asked for, oldest first, with the origin that asked. */
  readonly asked: { readonly method: string; readonly path: string }[];
  /** What was asked of `/w`, alone or in a list, as the paths of the answers: `/w/metric?scope=…`. */
  readonly wanted: () => string[];
  /** What `/w/:document` answers next; a status instead of a body fails so. A test sets them. */
  readonly answers: Map<string, unknown>;
  /** Holds back all data until what it returns is called. */
  hold(): () => void;
  /** Milliseconds before data is sent. */
  delay: number;
  /** What `/freshness` says. */
  freshness: { isStale: boolean; reason: { zh: string; en: string } | null };
  close(): Promise<void>;
};

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** The status and the body that the API would send for what a test has set; with a language the page alone. */
function answerTo(body: unknown, lang: string | null, document: string, base: string): [status: number, body: object] {
  if (typeof body === 'number') return [body, { errors: [{ message: 'away', extensions: { code: 'STAND_IN' } }] }];
  const answer = withPages(document, body as { data: unknown }) as { extensions?: { pages: object } };
  if (!lang) return [200, answer];
  return [200, { page: answer.extensions && readPage(document, answer, languageOf(lang), base) }];
}

export async function startStandInApi(answers: Readonly<Record<string, unknown>>): Promise<StandInApi> {
  const { folder } = await buildWidgets();
  const state = new Map(Object.entries(answers));
  const asked: StandInApi['asked'][number][] = [];
  let held: Promise<void> | undefined;
  const server = createServer((request, response) => {
    asked.push({ method: request.method ?? '', path: request.url ?? '' });
    answer(request, response).catch(() => response.writeHead(500).end());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://api');
    const [, first = '', second = ''] = url.pathname.split('/');
    const base = `http://${request.headers.host}`;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (first === 'embed') {
      const name = url.pathname.split('/').at(-1) ?? '';
      response.setHeader('Content-Type', types[name.split('.').at(-1) ?? ''] ?? 'text/plain');
      response.end(await readFile(join(folder, name)));
      return;
    }
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (first === 'freshness') {
      send(200, self.freshness);
      return;
    }
    if (url.pathname.includes('/static/scope/') && state.get('scope') !== 404) {
      const all = [...state].map(([document, body]) => [document, answerTo(body, null, document, base)] as const);
      send(200, {
        answers: Object.fromEntries(all.flatMap(([name, [status, body]]) => (status === 200 ? [[name, body]] : []))),
      });
      return;
    }
    const name = first === 'publications' ? (url.pathname.split('/')[4] ?? '') : second;
    const body = state.get(name);
    if (first !== 'fragment' && self.delay) await new Promise((resolve) => setTimeout(resolve, self.delay));
    if (first !== 'fragment') await held;
    if (first === 'w' && !second) {
      const answers = url.searchParams.getAll('of').map((one) => {
        const asked = new URL(one, 'http://w/');
        const [status, answer] = answerTo(
          state.get(asked.pathname.slice(1)),
          asked.searchParams.get('lang'),
          asked.pathname.slice(1),
          base,
        );
        return status === 200 ? answer : { status, ...answer };
      });
      // A service that is away answers no list either.
      const away = answers.every((answer) => 'status' in answer && Number(answer.status) >= 500);
      send(away ? 503 : 200, { answers });
      return;
    }
    if (first === 'fragment' && typeof body === 'object') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      const query = url.searchParams;
      response.end(
        renderFragment(name, body, {
          base,
          lang: query.get('lang') ?? 'zh-CN',
          headingLevel: Number(query.get('heading') ?? 3),
          scope: query.get('scope') ?? '',
        }),
      );
      return;
    }
    send(...answerTo(body, url.searchParams.get('lang'), name, base));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: StandInApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    wanted: () =>
      asked.flatMap(({ path }) => {
        const list = new URL(path, 'http://api').searchParams.getAll('of');
        return path.startsWith('/w?') ? list.map((one) => `/w/${one}`) : path.startsWith('/w/') ? [path] : [];
      }),
    answers: state,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    delay: 0,
    hold: () => {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    freshness: { isStale: false, reason: null },
  };
  return self;
}
