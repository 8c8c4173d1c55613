import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedFile, findReleased, readEmbedBuild } from '@union/api/embed-pages/embed-release.ts';
import { missingCharacters } from '@union/api/embed-pages/image/png.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { pin, unpin } from '@union/warehouse/publication/pins.ts';
import { applyRetention } from '@union/warehouse/publication/publish.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';

let folder: PublicationsFolder;
let database: Database;
let open: TestServer;
let listed: TestServer;

beforeAll(async () => {
  await buildWidgets();
  folder = makePublicationsFolder();
  const change = "update coverage set covered_count = 85 where scope_id = 'region:320924' and as_of = '2026-11-18'";
  await folder.publish('2026-11-18', { change });
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  open = await openTestServer(folder.path, database);
  listed = await openTestServer(folder.path, database, {
    config: readConfig({
      ...{ PORT: '0', HOST: '127.0.0.1', CONTACT: '信息中心 0515-12345' },
      EMBED_ORIGINS: 'https://www.example.gov.cn, https://*.example.org.cn',
    }),
  });
});
afterAll(async () => {
  await open.close();
  await listed.close();
  await database.close();
  folder.remove();
});

const get = (path: string, headers: Record<string, string> = {}, server = open) =>
  fetch(`${server.url}${path}`, { headers });
const refusal = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code];
};
const scope = 'scope=region:320924';

describe('scripts', () => {
  test('the floating address is kept for minutes, the exact one for ever, with the same bytes and a tag', async () => {
    const { exactVersion, files } = readEmbedBuild();
    const [floating, exact] = [await get('/embed/v1/widgets.js'), await get(`/embed/${exactVersion}/widgets.js`)];
    expect(floating.headers.get('cache-control')).toContain('max-age=300');
    expect(exact.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const body = Buffer.from(await exact.arrayBuffer());
    expect(body.equals(Buffer.from(await floating.arrayBuffer()))).toBe(true);
    expect(`sha384-${createHash('sha384').update(body).digest('base64')}`).toBe(files.get('widgets.js')?.integrity);
    const tag = floating.headers.get('etag') ?? '';
    expect((await get('/embed/v1/widgets.js', { 'if-none-match': tag })).status).toBe(304);
  });

  test('the server does not start with other bytes under a released version', () => {
    const { version } = readEmbedBuild(undefined, {});
    expect(() => readEmbedBuild(undefined, { [version]: { 'widgets.js': 'sha384-other' } })).toThrow(
      expect.objectContaining({ code: 'RELEASE_CHANGED' }),
    );
  });

  test('an earlier release is served from what was kept, and only with its own bytes', () => {
    const kept = mkdtempSync(join(tmpdir(), 'union-releases-'));
    const path = join(kept, '0.0.9');
    const file = embedFile('widgets.js', Buffer.from('old'));
    const releases = { '0.0.9': { 'widgets.js': file.integrity } };
    expect(findReleased(kept, '0.0.9', 'widgets.js', releases)).toBeUndefined();
    const write = (text: string) => writeFileSync(join(kept, '0.0.9', 'widgets.js'), text);
    mkdirSync(path);
    write('old');
    expect(findReleased(kept, '0.0.9', 'widgets.js', releases)?.integrity).toBe(file.integrity);
    write('other');
    expect(() => findReleased(kept, '0.0.9', 'widgets.js', releases)).toThrow(
      expect.objectContaining({ code: 'RELEASE_CHANGED' }),
    );
    rmSync(kept, { recursive: true });
  });
});

describe('images', () => {
  test('a picture tells what it shows in its title, its description and a header', async () => {
    const response = await get(`/image/park-coverage.svg?${scope}&width=480`);
    const svg = await response.text();
    expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(svg).toMatch(
      /^<svg [^>]*width="480"[^>]*><title id="title">射阳县[^<]+<\/title><desc id="desc">截至2026年11月20日/,
    );
    expect(decodeURIComponent(response.headers.get('x-image-alt') ?? '')).toContain('86.00%');
    // Presentation attributes alone: no policy and no mail program takes the colours away.
    expect(svg).not.toMatch(/<style|style=|class=|<script|href=/);
  });

  test('a PNG has two pixels a CSS pixel, and its tag changes with the publication', async () => {
    const response = await get(`/image/park-coverage.png?${scope}`);
    const png = Buffer.from(await response.arrayBuffer());
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16)]).toEqual(['PNG', 1280]);
    const tag = response.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"2026-11-20-1\./);
    expect((await get(`/image/park-coverage.png?${scope}`, { 'if-none-match': tag })).status).toBe(304);
    const before = await get(`/image/park-coverage.png?${scope}&publication=2026-11-18-1`);
    expect(before.headers.get('etag')).toMatch(/^"2026-11-18-1\./);
  });

  test('the bundled font has every character of the names and words of the platform', async () => {
    const texts = await Promise.all(
      ['park-coverage', 'star-distribution'].map(async (name) => (await get(`/image/${name}.svg?${scope}`)).text()),
    );
    expect(missingCharacters(texts.join(''))).toEqual([]);
    expect(missingCharacters('射阳县㐂')).toEqual(['㐂']);
  });

  test('a wrong width, theme or document is refused', async () => {
    expect(await refusal(await get(`/image/park-coverage.svg?${scope}&width=99999`))).toEqual([
      400,
      'INVALID_VARIABLES',
    ]);
    expect(await refusal(await get(`/image/park-coverage.svg?${scope}&theme=neon`))).toEqual([
      400,
      'INVALID_VARIABLES',
    ]);
    expect(await refusal(await get(`/image/nothing.svg?${scope}`))).toEqual([404, 'DOCUMENT_NOT_FOUND']);
  });
});

describe('links to a frame', () => {
  const oembed = (query: string) => get(`/oembed?${query}`);
  const frame = () => encodeURIComponent(`${open.url}/frame/park-coverage?${scope}`);

  test('the page names its oEmbed addresses and what other sites show of it', async () => {
    const html = await (await get(`/frame/park-coverage?${scope}`)).text();
    expect(html).toContain('type="application/json+oembed"');
    expect(html).toContain('type="text/xml+oembed"');
    expect(html).toMatch(/<meta property="og:image" content="http[^"]+\/image\/park-coverage\.png\?[^"]+width=1200">/);
    expect(html).toMatch(/<meta property="og:description" content="截至2026年11月20日/);
  });

  test('oEmbed answers an iframe without a script, in JSON and XML, within the asked size', async () => {
    const json = (await (await oembed(`url=${frame()}&maxwidth=400&maxheight=300`)).json()) as Record<string, unknown>;
    expect(json).toMatchObject({ version: '1.0', type: 'rich', width: 400, height: 300 });
    expect(json.html).toMatch(/^<iframe src="http[^"]+" title="射阳县[^"]+" width="400" height="300"[^>]*><\/iframe>$/);
    const xml = await (await oembed(`url=${frame()}&format=xml`)).text();
    expect(xml).toContain('<type>rich</type>');
    expect(xml).toContain('&lt;iframe');
  });

  test('another address and another format are refused', async () => {
    expect((await oembed(`url=${encodeURIComponent('https://elsewhere.example/frame/park-coverage')}`)).status).toBe(
      404,
    );
    expect((await oembed(`url=${frame()}&format=yaml`)).status).toBe(501);
  });
});

describe('a frozen embed', () => {
  const pinned = `${scope}&publication=2026-11-18-1`;

  test('data, fragment, picture and frame are of that publication and say so', async () => {
    const data = await (await get(`/w/park-coverage?${pinned}`)).text();
    expect(data).toContain('"numerator":85');
    for (const path of ['/fragment/park-coverage', '/frame/park-coverage', '/image/park-coverage.svg']) {
      const text = await (await get(`${path}?${pinned}`)).text();
      expect([path, text.includes('85.00%'), text.includes('固定')]).toEqual([path, true, true]);
    }
  });

  test('a publication that is gone answers 410 and why; one that never was answers 404', async () => {
    const gone = `${scope}&publication=2026-10-01-1`;
    expect(await refusal(await get(`/w/park-coverage?${gone}`))).toEqual([410, 'PUBLICATION_GONE']);
    expect(await refusal(await get('/publications/2026-10-01-1/static/x.json'))).toEqual([410, 'PUBLICATION_GONE']);
    for (const door of ['/fragment/park-coverage', '/frame/park-coverage']) {
      const response = await get(`${door}?${gone}`);
      expect([door, response.status]).toEqual([door, 410]);
      expect(await response.text()).toContain('已到期删除');
    }
    expect((await get(`/w/park-coverage?${scope}&publication=2027-01-01-1`)).status).toBe(404);
    expect((await get(`/w/park-coverage?${scope}&publication=../etc`)).status).toBe(404);
    expect((await get(`/w/park-coverage?${pinned}&published=2026-11-18`)).status).toBe(400);
  });

  test('retention keeps what is pinned, and takes it when it no longer is', async () => {
    const many = mkdtempSync(join(tmpdir(), 'union-pins-'));
    const ids = [...Array(31).keys()].map((number) => `2026-11-20-${number + 1}`);
    for (const id of ['2026-11-01-1', '2026-11-02-1', ...ids]) {
      mkdirSync(join(many, id));
      writeFileSync(
        join(many, id, 'manifest.json'),
        JSON.stringify({ publishedAt: `${id.slice(0, 10)}T20:00:00.000Z` }),
      );
    }
    const later = new Date('2027-06-01T00:00:00Z');
    pin(many, { publicationId: '2026-11-01-1', pinnedAt: '2026-11-02T00:00:00Z', by: '王', note: null });
    const dropped = applyRetention(many, later);
    expect([dropped.includes('2026-11-01-1'), dropped.includes('2026-11-02-1')]).toEqual([false, true]);
    expect(unpin(many, '2026-11-01-1')).toBe(true);
    expect(applyRetention(many, later)).toEqual(['2026-11-01-1']);
    rmSync(many, { recursive: true });
  });
});

describe('with a list of origins', () => {
  const from = (origin: string) => get(`/w/park-coverage?${scope}`, { origin }, listed);

  test('a page that is listed reads figures, by its own name', async () => {
    for (const origin of ['https://www.example.gov.cn', 'https://a.b.example.org.cn']) {
      const response = await from(origin);
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
      expect(response.headers.get('vary')).toContain('origin');
    }
  });

  test('a page that is not listed reads why: its origin and whom to ask', async () => {
    for (const origin of [
      'https://elsewhere.example',
      'https://example.org.cn.evil.example',
      'http://www.example.gov.cn',
    ]) {
      const response = await from(origin);
      const text = await response.text();
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect(text).toContain(origin);
      expect(text).toContain('信息中心 0515-12345');
      expect(text).not.toContain('numerator');
    }
  });

  test('a frame and a picture in a page that is not listed show why', async () => {
    const other = { referer: 'https://elsewhere.example/page', 'sec-fetch-site': 'cross-site' };
    const frame = await get(`/frame/park-coverage?${scope}`, { ...other, 'sec-fetch-dest': 'iframe' }, listed);
    expect([frame.status, frame.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await frame.text()).toContain('https://elsewhere.example');
    const image = await get(`/image/park-coverage.png?${scope}`, { ...other, 'sec-fetch-dest': 'image' }, listed);
    expect([image.status, image.headers.get('content-type')]).toEqual([403, 'image/svg+xml; charset=utf-8']);
  });

  test('frames name who may be around them', async () => {
    const policy = (await get(`/frame/park-coverage?${scope}`, {}, listed)).headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'self' https://www.example.gov.cn https://*.example.org.cn;");
    const unlisted = (await get(`/frame/park-coverage?${scope}`)).headers.get('content-security-policy');
    expect(unlisted).toContain('frame-ancestors *;');
  });

  test('a server, which names no origin, still reads fragments, and scripts stay open to all', async () => {
    expect((await get(`/fragment/park-coverage?${scope}`, {}, listed)).status).toBe(200);
    expect((await get('/embed/v1/widgets.js', { origin: 'https://elsewhere.example' }, listed)).status).toBe(200);
  });

  test('a wrong origin in the setting is refused when the server starts', () => {
    expect(() => readConfig({ EMBED_ORIGINS: 'www.example.gov.cn' })).toThrow(/EMBED_ORIGINS/);
  });
});
