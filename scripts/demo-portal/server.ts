import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expandIncludes } from './includes.ts';

/** A page that stands for an existing government portal: another origin, an old style sheet, a strict policy, no knowledge of the platform. */

export type DemoPortal = { readonly url: string; close(): Promise<void> };

/** How long the portal waits for a fragment before it leaves a sentence in its place, in milliseconds. */
const TIMEOUT = 2000;

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Files of the portal itself. */
const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
  '/portal.css': ['text/css; charset=utf-8', file('portal.css')],
  '/emblem.svg': ['image/svg+xml', file('emblem.svg')],
};

/** Everything is forbidden but the portal's own pictures and sheet, and the platform's scripts, sheet and data. */
export function portalPolicy(apiUrl: string): string {
  const api = new URL(apiUrl).origin;
  return [
    "default-src 'none'",
    `script-src ${api}`,
    `style-src ${api} 'self'`,
    "img-src 'self'",
    `connect-src ${api}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

/**
 * Serves the demo portal. Like a portal's nginx it expands server-side includes by asking the API, and leaves a plain
 * sentence when there is no answer in time.
 * @param port 0 for any free one.
 * @param apiUrl address of the API as browsers reach it, without a slash at its end.
 */
export async function startDemoPortal(options: {
  readonly port: number;
  readonly host?: string;
  readonly apiUrl: string;
}): Promise<DemoPortal> {
  const { port, host = '127.0.0.1', apiUrl } = options;
  const page = file('page.shtml').replaceAll('{{api}}', apiUrl);
  const policy = portalPolicy(apiUrl);

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://portal');
    const found = files[pathname];
    if (found) return send(response, 200, ...found);
    if (pathname !== '/') return send(response, 404, 'text/plain; charset=utf-8', '没有这个页面');
    response.setHeader('Content-Security-Policy', policy);
    expandIncludes(page, (path) => include(apiUrl + path)).then(
      (html) => send(response, 200, 'text/html; charset=utf-8', html),
      () => send(response, 500, 'text/plain; charset=utf-8', '页面暂时无法显示'),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

/** The body at `url`, or undefined when it is refused, absent or late. */
async function include(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
