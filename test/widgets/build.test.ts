import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BuiltWidgets, buildWidgets } from '@union/widgets/build.ts';
import { manifestFiles } from '@union/widgets/manifest.ts';
import { RULES } from '@union/widgets/shared/attributes.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { allTags } from './host-page.ts';

const { transformSync } = createRequire(new URL('../../widgets/package.json', import.meta.url))('rolldown/utils') as {
  transformSync: (name: string, code: string, options: object) => { readonly code: string; readonly errors: unknown[] };
};

let built: BuiltWidgets;

beforeAll(async () => {
  built = await buildWidgets();
});

const text = (name: string) => readFile(join(built.folder, name), 'utf8');

test('unchanged sources are not built again', async () => {
  expect((await buildWidgets()).isFresh).toBe(true);
});

test('there is a classic script and a module of all elements and of each alone, one sheet, and what the first use needs', () => {
  const names = ['widgets', ...allTags];
  expect(built.files.map(({ name }) => name).sort()).toEqual(
    [...names.flatMap((name) => [`${name}.js`, `${name}.mjs`]), 'widgets.css', 'widgets.use.mjs'].sort(),
  );
});

describe('bundles', () => {
  test.each(['widgets.js', 'widgets.mjs', 'union-park-coverage.mjs'])(
    '%s is one file: beside it are the sheet and what the first use needs, pinned by their hashes',
    async (name) => {
      const code = await text(name);
      expect(code.match(/\bimport\s*\(/g)).toHaveLength(1);
      expect(code).not.toMatch(/\bimport\s*["'{]|\brequire\s*\(|sourceMappingURL/);
      for (const beside of ['widgets.css', 'widgets.use.mjs']) {
        expect(code).toContain(
          `sha384-${createHash('sha384')
            .update(await text(beside))
            .digest('base64')}`,
        );
      }
    },
  );

  test.each([...['widgets', ...allTags].flatMap((name) => [`${name}.js`, `${name}.mjs`]), 'widgets.use.mjs'])(
    '%s has no syntax that Chromium 110 cannot read',
    async (name) => {
      const code = await text(name);
      // The same code made for Chromium 110 again stays as it is: there is nothing to make older.
      const [floor, newest] = ['chrome110', 'esnext'].map((target) => transformSync(name, code, { target }));
      expect(transformSync(name, '{ using a = null }', { target: 'chrome110' }).code).not.toContain('using ');
      expect([floor?.errors, newest?.errors]).toEqual([[], []]);
      expect(floor?.code).toBe(newest?.code);
      // Regular expressions with the flag v came in 112, and a transform leaves these functions alone.
      expect(code).not.toMatch(
        /\/[a-z]*v[a-z]*\.(test|exec)\(|\.(groupBy|withResolvers|canParse|fromAsync|isWellFormed|isSubsetOf|difference|intersection)\(/,
      );
    },
  );

  test('widgets.css has no rule nested in another, which Chromium reads from 112 on', async () => {
    const css = (await text('widgets.css')).replace(/@(media|container|keyframes)[^{]*\{/g, '');
    expect(css).not.toMatch(/\{[^{}]*\{/);
  });

  test('hold the production build of Lit, and nothing that a strict policy forbids', async () => {
    const code = await text('widgets.js');
    expect(code).not.toContain('Lit is in dev mode');
    expect(code).not.toMatch(/\beval\s*\(|new Function|unsafeHTML|\.setAttribute\(["'`]style/);
  });
});

// The goals are 12 KB for one element with Lit, 16 for five, 22 for all seven; docs/performance.md says what is missing and why.
// What is reached is the limit, so that nothing grows unseen. Kilobytes of 1000 bytes at gzip 9, Lit's templates (3.3) included.
test.each([
  ['union-park-coverage.mjs', 12.8],
  ['union-star-distribution.mjs', 12.8],
  ['union-assistance-share.mjs', 12.8],
  ['union-target.mjs', 12],
  ['union-ranking.mjs', 12],
  ['union-metric.mjs', 12],
  ['union-map.mjs', 12],
  ['widgets.js', 14.6],
  ['widgets.use.mjs', 3.1],
  ['widgets.css', 3.7],
])('%s weighs at most %d KB', (name, kilobytes) => {
  const file = built.files.find((one) => one.name === name);
  expect((file?.gzip ?? Infinity) / 1000).toBeLessThanOrEqual(kilobytes);
});

test('a further element adds no more than 0.4 KB to what the first one brought', () => {
  const size = (name: string) => built.files.find((one) => one.name === name)?.gzip ?? Infinity;
  expect((size('widgets.js') - size('union-park-coverage.js')) / 6).toBeLessThanOrEqual(400);
});

test.each(Object.entries(manifestFiles()))(
  '%s says what the elements take, give and are called',
  async (path, text) => {
    expect(await readFile(new URL(`../../widgets/${path}`, import.meta.url), 'utf8')).toBe(text);
  },
);

test('every attribute that is checked stands in the manifest', () => {
  const { modules } = JSON.parse(manifestFiles()['custom-elements.json'] ?? '{}');
  const [{ declarations }] = modules;
  const names = declarations[0].attributes.map(({ name }: { name: string }) => name);
  for (const [attribute] of Object.values(RULES)) expect(names).toContain(attribute);
});
