import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { holdDatabase } from './support/hold-database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-18');
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });
async function refusalOf(path: string) {
  const response = await get(path);
  const body = (await response.json()) as { errors: { extensions: { code: string; messageZh: string } }[] };
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(body.errors[0]?.extensions.messageZh).toBeTruthy();
  return [response.status, body.errors[0]?.extensions.code];
}
const document = '/w/park-coverage?scope=region:320924';

test('a document answers plain JSON that any page may read and keep for a short while', async () => {
  const response = await get(document, { origin: 'https://portal.example' });
  expect(response.status).toBe(200);
  expect(Object.keys((await response.json()) as object)).toEqual(['data', 'extensions']);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(response.headers.get('cache-control')).toBe('public, max-age=30, stale-while-revalidate=300');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('who has the bytes already is told so with 304 and no body', async () => {
  const etag = (await get(document)).headers.get('etag') ?? '';
  expect(etag).toMatch(/^"2026-11-20-1\./);
  const again = await get(document, { 'if-none-match': `"other", ${etag}` });
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
  expect((await get(document, { 'if-none-match': '"other"' })).status).toBe(200);
});

test('the tag differs by publication, document and variables', async () => {
  const tags = await Promise.all(
    [
      document,
      `${document}&published=2026-11-19`,
      '/w/park-coverage?scope=park:PA',
      '/w/star-distribution?scope=region:320924',
    ].map(async (path) => (await get(path)).headers.get('etag')),
  );
  expect(new Set(tags).size).toBe(4);
});

test('a large answer is compressed for who takes it, under a tag of its own', async () => {
  const plain = await get(document, { 'accept-encoding': 'identity' });
  const packed = await get(document, { 'accept-encoding': 'gzip' });
  expect([plain.headers.get('content-encoding'), packed.headers.get('content-encoding')]).toEqual([null, 'gzip']);
  expect(await packed.text()).toBe(await plain.text());
  expect(packed.headers.get('vary')).toContain('accept-encoding');
  const tag = packed.headers.get('etag') ?? '';
  expect(tag).not.toBe(plain.headers.get('etag'));
  expect((await get(document, { 'accept-encoding': 'gzip', 'if-none-match': tag })).status).toBe(304);
});

describe('what elements ask for', () => {
  type Body = {
    page?: { language: string; title: string };
    status?: number;
    errors?: { extensions: { code: string } }[];
  };
  const list = (...asked: string[]) => `/w?${asked.map((one) => `of=${encodeURIComponent(one)}`).join('&')}`;
  const bodyOf = async (path: string) => (await get(path)).json() as Promise<Body & { answers: Body[] }>;
  const one = 'park-coverage?scope=region:320924&lang=zh-CN';

  test('with a language an answer is the page of it alone, which the whole answer holds too, with definitions linked to this server', async () => {
    type Definitions = { readonly definitions: readonly (readonly string[])[] };
    const whole = (await bodyOf(document)) as unknown as { extensions: { pages: Record<string, Definitions> } };
    expect(Object.keys(whole.extensions.pages)).toEqual(['zh-CN', 'en']);
    const { page } = (await bodyOf(`${document}&lang=en`)) as unknown as { page: Definitions };
    const definitions = page.definitions.map((entry) => entry.slice(0, 2));
    expect({ ...page, definitions }).toEqual(whole.extensions.pages['en']);
    for (const [, , url = ''] of page.definitions) {
      expect(url).toMatch(/^http:\/\/[^/]+\/catalogue\/\w+$/);
      expect((await fetch(url)).status).toBe(200);
    }
    expect(await refusalOf(`${document}&lang=fr`)).toEqual([400, 'INVALID_VARIABLES']);
  });

  test('several are one answer, in the order asked for, each what it is alone, and one that fails is told in its place', async () => {
    const { answers } = await bodyOf(list('nothing?scope=region:320924', one, 'park-coverage?scope=region:1&lang=en'));
    expect(answers.map(({ status, errors }) => [status, errors?.[0]?.extensions.code])).toEqual([
      [404, 'DOCUMENT_NOT_FOUND'],
      [undefined, undefined],
      [404, 'SCOPE_NOT_FOUND'],
    ]);
    expect(answers[1]).toEqual(await bodyOf(`/w/${one}`));
  });

  test('a list has a tag of its publication, and who has it is told so', async () => {
    const path = list(one, 'star-distribution?scope=region:320924&lang=zh-CN');
    const etag = (await get(path)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"2026-11-20-1\./);
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(path)).headers.get('cache-control')).toBe('public, max-age=30, stale-while-revalidate=300');
  });

  test('a list of nothing, of too many, or of anything else is refused', async () => {
    for (const path of ['/w', list(...Array.from({ length: 41 }, () => one)), `${list(one)}&scope=region:320924`]) {
      expect(await refusalOf(path)).toEqual([400, 'INVALID_VARIABLES']);
    }
  });

  test('freshness is told for a minute', async () => {
    const response = await get('/freshness');
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(await response.json()).toMatchObject({ asOf: '2026-11-20', isStale: expect.any(Boolean) });
  });
});

test('a document is refused by name, by variable and by scope, never half answered', async () => {
  expect(await refusalOf('/w/nothing?scope=region:320924')).toEqual([404, 'DOCUMENT_NOT_FOUND']);
  expect(await refusalOf('/w/park-coverage')).toEqual([400, 'INVALID_VARIABLES']);
  expect(await refusalOf(`${document}&metric=x`)).toEqual([400, 'INVALID_VARIABLES']);
  expect(await refusalOf(`${document}&scope=park:PA`)).toEqual([400, 'INVALID_VARIABLES']);
  expect(await refusalOf(`${document}&asOf=yesterday`)).toEqual([400, 'INVALID_VARIABLES']);
  expect(await refusalOf('/w/park-coverage?scope=region:999999')).toEqual([404, 'SCOPE_NOT_FOUND']);
  expect(await refusalOf('/w/assistance-share?scope=park:PA')).toEqual([404, 'METRIC_NOT_FOR_SCOPE']);
  expect(await refusalOf(`${document}&published=2020-01-01`)).toEqual([404, 'NO_PUBLICATION']);
});

test('a published file is for good under its id, for a short while as the current one', async () => {
  const file = 'static/park-coverage/region-320924.json';
  const current = await get(`/publications/current/${file}`);
  const fixed = await get(`/publications/2026-11-18-1/${file}`);
  expect([await current.text(), await fixed.text()]).toEqual(['{"data":{}}', '{"data":{}}']);
  expect(current.headers.get('cache-control')).toBe('public, max-age=30, stale-while-revalidate=300');
  expect(fixed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(fixed.headers.get('access-control-allow-origin')).toBe('*');
  const pointer = (await (await get('/publications/current.json')).json()) as { publicationId: string };
  expect(pointer.publicationId).toBe('2026-11-20-1');
});

test('only published files are served: no manifest, no database, nothing beside them', async () => {
  for (const path of [
    '/publications/2026-11-20-1/manifest.json',
    '/publications/2026-11-20-1/warehouse.duckdb',
    '/publications/2026-11-20-1/static/%2e%2e/manifest.json',
    '/publications/2026-11-20-1/static/..%2fmanifest.json',
    '/publications/%2e%2e/static/passwd',
    '/publications/2026-11-19-1/static/park-coverage/region-320924.json',
    '/embed/v1/%2e%2e/package.json',
    '/embed/9.9.9/widgets.js',
    '/explorer/%2e%2e/build.ts',
  ]) {
    const response = await get(path);
    expect([path, response.status >= 400 && response.status < 500]).toEqual([path, true]);
    expect(await response.json()).toHaveProperty('errors');
  }
});

test('every other address is refused in JSON with a code', async () => {
  expect(await refusalOf('/nothing')).toEqual([404, 'NOT_FOUND']);
  const wrong = await fetch(`${server.url}/health`, { method: 'POST' });
  expect([wrong.status, await wrong.json()]).toMatchObject([
    405,
    { errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] },
  ]);
});

test('a page of another site may ask GraphQL after a preflight, without credentials', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://portal.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    },
  });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('access-control-allow-methods')).toContain('POST');
  expect(response.headers.get('access-control-allow-headers')).toContain('content-type');
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
});

test('a fragment is HTML with a heading and a table in the language asked, and no script', async () => {
  const response = await get('/fragment/park-coverage?scope=region:320924&lang=en&heading=2');
  const html = await response.text();
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('etag')).toMatch(/^"2026-11-20-1\./);
  expect(html).toContain('<h2');
  expect(html).toContain('<table');
  expect(html).not.toContain('<script');
  expect(await (await get('/fragment/park-coverage?scope=region:320924')).text()).toContain('企业建会率');
});

test('a refused fragment is a sentence, as an include puts it into a page; its code stands in a header', async () => {
  for (const [path, code] of [
    ['/fragment/nothing?scope=region:320924', 'DOCUMENT_NOT_FOUND'],
    ['/fragment/park-coverage?scope=region:1', 'SCOPE_NOT_FOUND'],
    ['/fragment/park-coverage?scope=region:320924&lang=fr', 'INVALID_VARIABLES'],
  ] as const) {
    const response = await get(path);
    expect([response.status >= 400, response.headers.get('x-error-code')]).toEqual([true, code]);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toBe('<p lang="zh-CN">数据暂时无法显示。</p>\n');
  }
});

test('the index page and the explorer allow nothing from elsewhere', async () => {
  for (const path of ['/', '/explorer/']) {
    const policy = (await get(path)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  }
  expect(await (await get('/')).text()).toContain('/explorer');
});

test('the first page tells the figures of the morning with numbers, day, definition and publication', async () => {
  const page = await (await get('/')).text();
  const { data } = (await (await get(document)).json()) as {
    data: { enterprises: { numerator: number; denominator: number } };
  };
  const { numerator, denominator } = data.enterprises;
  const shown = [numerator, denominator].map((count) => count.toLocaleString('en')).join(' / ');
  for (const part of [shown, '2026年11月20日', '2026-11-20-1', '口径', '/frame/park-coverage?scope=region:320924']) {
    expect(page).toContain(part);
  }
  expect(page).not.toContain('不是最新');
});

test('the first page says that the figures are late', async () => {
  const late = await openTestServer(folder.path, database, { now: () => new Date('2026-11-25T01:00:00Z') });
  try {
    expect(await (await fetch(late.url)).text()).toContain('数据不是最新的');
  } finally {
    await late.close();
  }
});

test('health says the process lives; ready names the publication', async () => {
  expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
  expect(await (await get('/ready')).json()).toEqual({
    status: 'ready',
    database: { status: 'ok', engine: 'embedded' },
    publication: { status: 'ok', id: '2026-11-20-1', asOf: '2026-11-20' },
  });
});

test('a server without a publication is alive and not ready, and says why figures are missing', async () => {
  const empty = makePublicationsFolder();
  const young = await openTestServer(empty.path, database);
  try {
    expect((await fetch(`${young.url}/health`)).status).toBe(200);
    expect(await (await fetch(young.url)).text()).toContain('还没有发布的数据');
    const ready = await fetch(`${young.url}/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { status: 'not_ready', publication: { status: 'none' } },
    ]);
    const { errors } = await young.ask('{ figure(metric: "member_rate", scope: "region:320924") { value } }');
    expect(errors?.[0]?.extensions.code).toBe('NO_PUBLICATION');
    expect((await young.ask('{ publication { id } freshness { isStale reasonEn } }')).data).toEqual({
      publication: null,
      freshness: { isStale: true, reasonEn: 'nothing has been published yet' },
    });
    expect((await fetch(`${young.url}/w/park-coverage?scope=region:320924`)).headers.get('retry-after')).toBe('5');
  } finally {
    await young.close();
    empty.remove();
  }
});

test('a request is known by one id in answer and log; the log holds no address and no query', async () => {
  const response = await get(`${document}&published=2026-11-21`, { 'x-request-id': 'portal-request-7' });
  expect(response.headers.get('x-request-id')).toBe('portal-request-7');
  await response.text();
  await expect.poll(() => server.log.find((line) => line.requestId === 'portal-request-7')).toBeDefined();
  const line = server.log.find((entry) => entry.requestId === 'portal-request-7');
  expect(line).toMatchObject({ method: 'GET', route: '/w/:document', status: 200 });
  expect(JSON.stringify(line)).not.toMatch(/127\.0\.0\.1|320924/);
  const strange = await get('/health', { 'x-request-id': 'a b\u00e9<script>' });
  expect(strange.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a failure is masked in the answer and told in the log under its request id', async () => {
  const broken = makePublicationsFolder();
  await broken.publish('2026-11-20', { damage: 'drop view figure_member_rate; drop table star_scheme;' });
  const failing = await openTestServer(broken.path, database);
  try {
    const { data, errors } = await failing.ask('{ figure(metric: "member_rate", scope: "region:320924") { value } }');
    expect(data).toBeNull();
    const requestId = errors?.[0]?.extensions.requestId;
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INTERNAL' }, path: ['figure'] });
    expect(JSON.stringify(errors)).not.toMatch(/figure_member_rate|Catalog|stack/);
    const line = failing.log.find((entry) => entry.requestId === requestId && entry.err);
    expect(JSON.stringify(line)).toContain('figure_member_rate');
    const widget = await fetch(`${failing.url}/w/star-distribution?scope=region:320924`);
    const body = (await widget.json()) as { errors: { extensions: { code: string; requestId: string } }[] };
    expect(widget.status).toBe(500);
    expect(body.errors[0]?.extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(body)).not.toMatch(/star_scheme/);
    expect(failing.log.some((entry) => entry.requestId === body.errors[0]?.extensions.requestId && entry.err)).toBe(
      true,
    );
  } finally {
    await failing.close();
    broken.remove();
  }
});

test('a stopping server ends what runs and takes nothing new', async () => {
  const last = await openTestServer(folder.path, database, { openRegisters: true });
  const held = await holdDatabase(database);
  const running = last.ask('{ parks { totalCount } }');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const closing = last.close();
  await expect(fetch(`${last.url}/health`)).rejects.toThrow();
  await held.release();
  expect((await running).data).toEqual({ parks: { totalCount: 0 } });
  await closing;
});
