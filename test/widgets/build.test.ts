import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuiltWidgets, buildWidgets } from '@union/widgets/build.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { allTags } from './host-page.ts';

let built: BuiltWidgets;

beforeAll(async () => {
  built = await buildWidgets();
});

const text = (name: string) => readFile(join(built.folder, name), 'utf8');

test('unchanged sources are not built again', async () => {
  expect((await buildWidgets()).isFresh).toBe(true);
});

test('there is a classic script and a module of all elements and of each alone, and one sheet', () => {
  const names = ['widgets', ...allTags];
  expect(built.files.map(({ name }) => name).sort()).toEqual(
    [...names.flatMap((name) => [`${name}.js`, `${name}.mjs`]), 'widgets.css'].sort(),
  );
});

describe('bundles', () => {
  test.each(['widgets.js', 'widgets.mjs', 'union-park-coverage.mjs'])(
    '%s is one file that fetches no other',
    async (name) => {
      expect(await text(name)).not.toMatch(/\bimport\s*\(|\bimport\s*["'{]|\brequire\s*\(|sourceMappingURL/);
    },
  );

  test('hold the production build of Lit, and nothing that a strict policy forbids', async () => {
    const code = await text('widgets.js');
    expect(code).not.toContain('Lit is in dev mode');
    expect(code).not.toMatch(/\beval\s*\(|new Function|unsafeHTML|\.setAttribute\(["'`]style/);
  });
});

// Kilobytes of 1000 bytes, gzip 9, Lit (5.9) and all styles (3.5) included.
test.each([
  ['union-park-coverage.mjs', 20.9],
  ['union-star-distribution.mjs', 19.5],
  ['union-assistance-share.mjs', 20.7],
  ['widgets.js', 24.2],
  ['widgets.css', 2.2],
])('%s weighs at most %d KB', (name, kilobytes) => {
  const file = built.files.find((one) => one.name === name);
  expect((file?.gzip ?? Infinity) / 1000).toBeLessThanOrEqual(kilobytes);
});
