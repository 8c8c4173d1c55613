import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEmbedBuild } from '@union/api/embed-pages/embed-release.ts';
import { applyBundle } from '@union/bundle/apply.ts';
import { packFiles, readFiles } from '@union/bundle/archive.ts';
import { changesBetween, describeChanges } from '@union/bundle/changes.ts';
import { createBundle, deltaOf } from '@union/bundle/create.ts';
import { readPrivateKey, readPublicKey, writeKeys } from '@union/bundle/keys.ts';
import { isOlder, MANIFEST, sha256 } from '@union/bundle/manifest.ts';
import { openBundle } from '@union/bundle/open-bundle.ts';
import { serveBundle } from '@union/bundle/serve.ts';
import { openPublications, type Publications } from '@union/warehouse/publication/reader.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { launchBrowser } from '../support/browser.ts';

let folder: PublicationsFolder;
let publications: Publications;
let place: string;
const at = (name: string) => join(place, name);
const trust = (name = 'now') => ({ keys: [readPublicKey(at(`${name}.pub`))] });

async function make(id: string, scopes = ['region:320924', 'park:PA']): Promise<ReadonlyMap<string, Uint8Array>> {
  const publication = await publications.find({ id });
  if (!publication) throw new Error(`no publication ${id}`);
  const key = readPrivateKey(readFileSync(at('now.key'), 'utf8'));
  return createBundle({ publication, build: readEmbedBuild(), widgets: ['park-coverage'], scopes, key });
}
const write = (name: string, files: ReadonlyMap<string, Uint8Array>) => {
  writeFileSync(at(name), packFiles(files));
  return at(name);
};

beforeAll(async () => {
  await buildWidgets();
  place = mkdtempSync(join(tmpdir(), 'union-bundle-'));
  folder = makePublicationsFolder();
  const change = "update coverage set covered_count = 85 where scope_id = 'region:320924' and as_of = '2026-11-18'";
  await folder.publish('2026-11-18', { change });
  await folder.publish('2026-11-20');
  publications = openPublications(folder.path);
  writeKeys(at('now'));
  writeKeys(at('old'));
  write('older.zip', await make('2026-11-18-1'));
  write('newer.zip', await make('2026-11-20-1'));
});
afterAll(async () => {
  await publications.close();
  folder.remove();
  rmSync(place, { recursive: true, force: true });
});

test('the same publication gives the same bytes', async () => {
  const [one, two] = [packFiles(await make('2026-11-20-1')), packFiles(await make('2026-11-20-1'))];
  expect(sha256(one)).toBe(sha256(two));
  expect(sha256(one)).toBe(sha256(readFileSync(at('newer.zip'))));
});

test('a bundle holds scripts, data, fragments, pictures, an index and a list of all of them', () => {
  const { manifest, files } = openBundle(at('newer.zip'), trust());
  expect(manifest).toMatchObject({ publicationId: '2026-11-20-1', asOf: '2026-11-20', widgets: ['park-coverage'] });
  const kinds = [...files.keys()].map((path) =>
    path.replace(/\.[\da-f]{16}\./, '.#.').replace(/^embed\/[^/]+/, 'embed/v'),
  );
  for (const path of [
    ...['index.html', 'index.css', 'figures.json', 'embed/v/widgets.js', 'embed/v/widgets.mjs', 'embed/v/widgets.css'],
    ...['data/park-coverage/park-PA.json', 'image/park-coverage/park-PA.svg', 'fragment/park-coverage/park-PA.html'],
    ...['c/park-coverage.park-PA.#.json', 'c/park-coverage.park-PA.#.png'],
  ]) {
    expect(kinds).toContain(path);
  }
  // No service stands beside a bundle.
  for (const [path, bytes] of files) {
    if (/\.(html|json)$/.test(path)) expect(bytes.toString()).not.toContain('/catalogue/');
  }
});

describe('what was tampered with is refused', () => {
  test.each(['index.html', 'figures.json', 'data/park-coverage/park-PA.json'])('one other byte in %s', (path) => {
    const files = new Map(readFiles(at('newer.zip')));
    const bytes = Buffer.from(files.get(path) ?? '');
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    const tampered = write('tampered.zip', files.set(path, bytes));
    expect(() => openBundle(tampered, trust())).toThrow(
      expect.objectContaining({ code: 'BUNDLE_DAMAGED', files: [path] }),
    );
  });

  test('a file that is missing', () => {
    const files = new Map(readFiles(at('newer.zip')));
    files.delete('index.css');
    expect(() => openBundle(write('missing.zip', files), trust())).toThrow(
      expect.objectContaining({ code: 'BUNDLE_DAMAGED', files: ['index.css'] }),
    );
  });

  test('a list that fits the files but is not what was signed', () => {
    const files = new Map(readFiles(at('newer.zip')));
    const text = Buffer.from(files.get(MANIFEST) ?? '').toString('utf8');
    files.set(MANIFEST, Buffer.from(text.replace('"asOf": "2026-11-20"', '"asOf": "2026-11-21"')));
    expect(() => openBundle(write('relabelled.zip', files), trust())).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_WRONG' }),
    );
  });

  test('a path out of the folder', () => {
    const files = new Map(readFiles(at('newer.zip'))).set('../outside.html', Buffer.from('x'));
    expect(() => openBundle(write('outside.zip', files), trust())).toThrow(
      expect.objectContaining({ code: 'NOT_A_BUNDLE' }),
    );
  });

  test('an archive that was cut off', () => {
    const bytes = readFileSync(at('newer.zip'));
    writeFileSync(at('cut.zip'), bytes.subarray(0, bytes.length - 400));
    expect(() => openBundle(at('cut.zip'), trust())).toThrow(expect.objectContaining({ code: 'NOT_A_BUNDLE' }));
  });
});

describe('keys', () => {
  test('a bundle of another key is refused, and both keys are named', () => {
    const message = /names the key [\da-f]{16}, trusted are [\da-f]{16}/;
    expect(() => openBundle(at('newer.zip'), trust('old'))).toThrow(message);
  });

  test('a bundle of a key that is out of use is refused as such', () => {
    const rotated = { keys: [readPublicKey(at('old.pub'))], retired: [readPublicKey(at('now.pub'))] };
    expect(() => openBundle(at('newer.zip'), rotated)).toThrow(expect.objectContaining({ code: 'KEY_RETIRED' }));
  });

  test('during a change of keys both are believed', () => {
    const both = { keys: [readPublicKey(at('old.pub')), readPublicKey(at('now.pub'))] };
    expect(openBundle(at('newer.zip'), both).manifest.publicationId).toBe('2026-11-20-1');
  });

  test('a key is never overwritten, and a private key is not taken for a public one', () => {
    expect(() => writeKeys(at('now'))).toThrow(expect.objectContaining({ code: 'UNUSABLE_KEY' }));
    expect(() => readPublicKey(at('now.key'))).toThrow(expect.objectContaining({ code: 'UNUSABLE_KEY' }));
  });
});

describe('the next night', () => {
  test('a delta holds no script and unpacks over the bundle before it into the whole', async () => {
    const whole = await make('2026-11-20-1');
    const delta = deltaOf(whole, openBundle(at('older.zip'), trust()));
    expect([...delta.keys()].filter((path) => path.startsWith('embed/'))).toEqual([]);
    write('delta.zip', delta);
    expect(() => openBundle(at('delta.zip'), trust())).toThrow(expect.objectContaining({ code: 'WRONG_BASE' }));
    expect(openBundle(at('delta.zip'), trust(), at('older.zip')).files.size).toBe(whole.size - 2);
    applyBundle(at('older.zip'), at('site'), trust());
    const { manifest, unlisted } = applyBundle(at('delta.zip'), at('site'), trust());
    expect([manifest.publicationId, unlisted]).toEqual(['2026-11-20-1', []]);
    // Files of the night before stay for pages that are open.
    expect([...readFiles(at('site')).keys()].filter((path) => /^c\/.*region.*json$/.test(path))).toHaveLength(2);
  });

  test('an older bundle does not take the place of a newer one unless that is wanted', () => {
    applyBundle(at('newer.zip'), at('guarded'), trust());
    expect(() => applyBundle(at('older.zip'), at('guarded'), trust())).toThrow(
      expect.objectContaining({ code: 'OLDER_BUNDLE' }),
    );
    expect(applyBundle(at('older.zip'), at('guarded'), trust(), true).manifest.publicationId).toBe('2026-11-18-1');
  });

  test('what changed is said by metric and scope, with old and new value, in both languages', () => {
    const changes = changesBetween(openBundle(at('older.zip'), trust()), openBundle(at('newer.zip'), trust()));
    const words = describeChanges(changes);
    expect(words).toContain('数据包变化：2026-11-18-1（截至2026-11-18）→ 2026-11-20-1（截至2026-11-20）');
    expect(words).toContain('射阳县 企业建会率：由 85.00%（85 / 100） 变为 86.00%（86 / 100）');
    expect(words).toMatch(/射阳县, \S.*: 85\.00% \(85 \/ 100\) → 86\.00% \(86 \/ 100\)/);
    expect(words).toMatch(/内容改变的文件：\d+ 个（数据 \d+、图片 \d+、页面片段 \d+、目录页 \d+）/);
    expect(words).toContain('脚本没有变化。');
  });

  test('amounts are said in yuan, and counts alone without a fraction', () => {
    const { from, to, ...rest } = changesBetween(
      openBundle(at('older.zip'), trust()),
      openBundle(at('newer.zip'), trust()),
    );
    const figure = { ...{ zh: '指标', en: 'metric', scope: 'region:320924', name: '射阳县', part: '' }, state: 'OK' };
    const share = { ...figure, metric: 'spending_frontline_share_broad', unit: 'share' };
    const count = { ...figure, metric: 'new_union_count', unit: 'count', denominator: null };
    const words = describeChanges({
      ...{ from, to, ...rest },
      figures: [
        {
          before: { ...share, numerator: 150, denominator: 300, value: 0.5 },
          after: { ...share, numerator: 225000, denominator: 300000, value: 0.75 },
        },
        { before: { ...count, numerator: 1200, value: 1200 }, after: { ...count, numerator: 1201, value: 1201 } },
      ],
    });
    expect(words).toContain('由 50.00%（1.5元 / 3元） 变为 75.00%（2,250元 / 3,000元）');
    expect(words).toContain('metric: 1,200 → 1,201');
  });

  test('an earlier day that was built again later is older all the same', () => {
    const day = (asOf: string, publishedAt: string) => ({ asOf, publishedAt });
    expect(isOlder(day('2026-11-18', '2026-11-22T01:00:00Z'), day('2026-11-20', '2026-11-21T01:00:00Z'))).toBe(true);
    expect(isOlder(day('2026-11-20', '2026-11-22T01:00:00Z'), day('2026-11-20', '2026-11-21T01:00:00Z'))).toBe(false);
  });
});

test('the index shows every widget from the bundle alone, under its own policy', async () => {
  applyBundle(at('newer.zip'), at('shown'), trust(), true);
  const server = await serveBundle(openBundle(at('shown'), trust()), 0);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    await page.clock.setFixedTime(new Date('2026-11-21T01:00:00Z'));
    await page.goto(server.url);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('union-park-coverage')].every((one) => one.getAttribute('state') === 'ready'),
    );
    expect(await page.locator('union-park-coverage').count()).toBe(2);
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([]);
    const fragment = await fetch(`${server.url}fragment/park-coverage/park-PA.html`);
    expect(await fragment.text()).not.toContain('bundle.invalid');
  } finally {
    await browser.close();
    await server.close();
  }
});
