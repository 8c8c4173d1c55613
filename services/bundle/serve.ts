import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INDEX_POLICY } from './index-page.ts';
import { isForGood, MANIFEST, sha256 } from './manifest.ts';
import type { OpenBundle } from './open-bundle.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
};

/** A small static server with the headers that a host should send, to look at a bundle before it is carried away. */
export async function serveBundle(
  { files, manifest }: OpenBundle,
  port: number,
  host = '127.0.0.1',
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const all = new Map([...files, [MANIFEST, Buffer.from(JSON.stringify(manifest))] as const]);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://bundle');
    const path = decode(pathname).replace(/^\//, '') || 'index.html';
    const body = all.get(path);
    const head = {
      'x-content-type-options': 'nosniff',
      'content-security-policy': `${INDEX_POLICY}; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
    };
    if (body === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(body === undefined ? 404 : 405, { ...head, 'content-type': 'text/plain; charset=utf-8' });
      response.end('没有这个文件 no such file\n');
      return;
    }
    const etag = `"${sha256(body).slice(0, 22)}"`;
    response.writeHead(request.headers['if-none-match'] === etag ? 304 : 200, {
      ...head,
      'content-type': TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      'cache-control': isForGood(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      etag,
    });
    response.end(request.method === 'HEAD' || request.headers['if-none-match'] === etag ? undefined : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
