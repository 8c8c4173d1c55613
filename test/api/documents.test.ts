import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDocument, trustedDocuments } from '@union/api/documents/run-document.ts';
import { writeStatic } from '@union/api/documents/write-static.ts';
import { kindsOf } from '@union/api/fragment/render-fragment.ts';
import { openPublications, type Publications } from '@union/warehouse/publication/reader.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let publications: Publications;
const fail = (error: unknown) => {
  throw error;
};
const run = (name: string, variables: Record<string, string>) =>
  runDocument({ publications, requestId: 'test', onFailure: fail }, name, variables);

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-18');
  publications = openPublications(folder.path, { pollMs: 20 });
});
afterAll(async () => {
  await publications.close();
  folder.remove();
});

test('the trusted documents answer for a county, a park and a federation where their metrics are made', async () => {
  expect([...trustedDocuments.keys()]).toEqual([
    'assistance-share',
    'map',
    'metric',
    'park-coverage',
    'ranking',
    'star-distribution',
    'target',
  ]);
  const county = JSON.parse((await run('park-coverage', { scope: 'region:320924' })).toString());
  expect(county.data.enterprises).toMatchObject({ numerator: 86, denominator: 100, target: { status: 'MET' } });
  expect(county.data.parksByEnterprises.rows).toHaveLength(3);
  const park = JSON.parse((await run('star-distribution', { scope: 'park:PA' })).toString());
  expect(park.data.distribution.state).toBe('NOT_REPORTED');
});

test('static files hold the bytes of /w, in a file a scope that the metrics are made for', async () => {
  const current = publications.current();
  if (!current) throw new Error('nothing is published');
  const written = mkdtempSync(join(tmpdir(), 'union-static-'));
  const database = await openTestDatabase('embedded');
  const server = await openTestServer(folder.path, database);
  try {
    const count = await writeStatic(current, written);
    const files = readdirSync(written, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    // What documents say of one scope stands once more in a file of the scope, and counts as none of theirs.
    const own = files.filter(({ parentPath }) => parentPath !== join(written, 'scope'));
    expect(own).toHaveLength(count);
    expect(files.length - own.length).toBe(readdirSync(join(written, 'scope')).length);
    const all = JSON.parse(readFileSync(join(written, 'scope', 'region-320924.json'), 'utf8'));
    for (const [document, { extensions }] of Object.entries<{ extensions: object }>(all.answers)) {
      const path = join(written, document, 'region-320924.json');
      expect(JSON.parse(readFileSync(path, 'utf8')).extensions).toMatchObject(extensions);
    }
    expect(readdirSync(join(written, 'assistance-share'))).not.toContain('park-PA.json');
    expect(readdirSync(join(written, 'park-coverage'))).toContain('park-PA.json');
    for (const file of own) {
      const document = file.parentPath.slice(written.length + 1);
      const [place = '', metric] = file.name.replace(/\.json$/, '').split('.');
      const scope = place.replace('-', ':');
      const kind = kindsOf[document]?.(scope);
      const query = new URLSearchParams({ scope, ...(metric && { metric }), ...(kind && { kind }) });
      const response = await fetch(`${server.url}/w/${document}?${query}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([document, scope, bytes.equals(readFileSync(join(file.parentPath, file.name)))]).toEqual([
        document,
        scope,
        true,
      ]);
    }
  } finally {
    await server.close();
    await database.close();
    rmSync(written, { recursive: true });
  }
});

test('an answer stays the same bytes when its publication is no longer the current one', async () => {
  const before = await Promise.all([...trustedDocuments.keys()].map((name) => run(name, { scope: 'region:320924' })));
  await folder.publish('2026-11-20', { change: `update scope set name = '新名' where scope_id = 'region:320924'` });
  await expect.poll(() => publications.current()?.id).toBe('2026-11-20-1');
  const after = await Promise.all(
    [...trustedDocuments.keys()].map((name) => run(name, { scope: 'region:320924', published: '2026-11-19' })),
  );
  expect(after.map(String)).toEqual(before.map(String));
});

test('a switch of publication while requests run fails none, and no answer mixes two', async () => {
  const database = await openTestDatabase('embedded');
  const server = await openTestServer(folder.path, database);
  const query = `{
    publication { id asOf }
    a: figure(metric: "member_rate", scope: "region:320924") { publication { id } asOf }
    r: ranking(metric: "member_rate", parent: "region:320924", kind: PARK) { publication { id } rows { figure { publication { id } } } }
  }`;
  const seen = new Set<string>();
  let stop = false;
  const failures: unknown[] = [];
  const ask = async () => {
    while (!stop) {
      const { status, data, errors } = await server.ask(query);
      if (status !== 200 || errors) failures.push(errors ?? status);
      const ids = JSON.stringify(data).match(/2026-\d\d-\d\d-\d+/g) ?? [];
      if (new Set(ids).size !== 1) failures.push(data);
      seen.add(ids[0] ?? '');
      const widget = await fetch(`${server.url}/w/park-coverage?scope=region:320924`);
      if (widget.status !== 200) failures.push(await widget.text());
      else await widget.arrayBuffer();
    }
  };
  const askers = Array.from({ length: 8 }, ask);
  const wanted: string[] = [];
  for (const number of [2, 3, 4, 5, 6]) {
    const id = await folder.publish('2026-11-20', { number });
    wanted.push(id);
    await expect.poll(() => seen.has(id), { timeout: 20_000 }).toBe(true);
  }
  stop = true;
  await Promise.all(askers);
  await server.close();
  await database.close();
  expect(failures).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining(wanted));
});
