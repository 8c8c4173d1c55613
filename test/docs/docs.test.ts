import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openingLines } from '@union/api/export/bundle.ts';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { accessPage } from '../../scripts/access-page.ts';
import { briefingPage } from '../../scripts/briefing-page.ts';
import { definitionsPage } from '../../scripts/definitions-page.ts';
import { workbookPage } from '../../scripts/workbook-page.ts';

const root = new URL('../../', import.meta.url);
const pages = globSync(['README*.md', 'docs/**/*.md'], { cwd: root });
const scripts: Record<string, string> = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).scripts;
const schema = buildSchema(readFileSync(new URL('schema/schema.graphql', root), 'utf8'));

type Block = { page: string; line: number; language: string; text: string };

function blocksOf(page: string): Block[] {
  const text = readFileSync(new URL(page, root), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    text: match[2] ?? '',
  }));
}

const blocks = pages.flatMap(blocksOf);
const inLanguage = (language: string) =>
  blocks.filter((block) => block.language === language).map((block) => [`${block.page}:${block.line}`, block] as const);

test.each([
  ['docs/definitions.md', definitionsPage],
  ['docs/workbook.md', workbookPage],
  ['docs/briefing.md', () => briefingPage(readFileSync(new URL('docs/briefing.md', root), 'utf8'))],
  ['docs/access.md', () => accessPage(readFileSync(new URL('docs/access.md', root), 'utf8'))],
])('%s is what the code says', async (page, print) => {
  expect(readFileSync(new URL(page, root), 'utf8')).toBe(await print());
});

/** Languages in which a published file is opened; test/export runs those of SQL. */
const openedIn = ['sql', 'python', 'r'];

test('the lines that open a publication are those that its bundle gives', () => {
  const told = blocks.filter(({ language }) => openedIn.includes(language)).map(({ text }) => text.trimEnd());
  expect(told.toSorted()).toEqual(
    Object.values(openingLines)
      .map((lines) => lines.join('\n'))
      .toSorted(),
  );
});

test('every block names a language that is checked, or says that it is plain text', () => {
  const unknown = blocks.filter(
    (block) => !['sh', 'graphql', 'html', 'json', 'nginx', 'text', ...openedIn].includes(block.language),
  );
  expect(unknown.map((block) => `${block.page}:${block.line} ${block.language}`)).toEqual([]);
});

describe.each(inLanguage('graphql'))('the query at %s', (_place, block) => {
  test('is valid against the schema', () => {
    expect(validate(schema, parse(block.text)).map((error) => error.message)).toEqual([]);
  });
});

describe.each(inLanguage('sh'))('the commands at %s', (_place, block) => {
  test('are scripts of this project', () => {
    const named = [...block.text.matchAll(/\bpnpm ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !(name in scripts) && name !== 'install')).toEqual([]);
  });
});

describe.each(inLanguage('json'))('the JSON at %s', (_place, block) => {
  test('is well formed', () => {
    expect(() => JSON.parse(block.text)).not.toThrow();
  });
});

describe.each(inLanguage('html'))('the tags at %s', (_place, block) => {
  test('are elements that the widgets define', () => {
    const defined = ['union-park-coverage', 'union-star-distribution', 'union-assistance-share'];
    const used = [...block.text.matchAll(/<(union-[\w-]+)/g)].map((match) => match[1] ?? '');
    expect(used.filter((tag) => !defined.includes(tag))).toEqual([]);
  });
});

describe.each(pages.map((page) => [page] as const))('the links of %s', (page) => {
  test('lead to files that exist', () => {
    const text = readFileSync(new URL(page, root), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    const broken = links.filter((link) => globSync(fileURLToPath(new URL(link, new URL(page, root)))).length === 0);
    expect(broken).toEqual([]);
  });
});
