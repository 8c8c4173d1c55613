import { answers, parkCoverageAnswer, parkRows } from '@union/widgets/fixtures/answers.ts';
import { describe, expect, test } from 'vitest';
import { fragmentDocuments, renderFragment, withPages } from './render-fragment.ts';

const options = { base: 'https://figures.example', scope: 'region:320924' };

describe.each(fragmentDocuments)('the fragment of %s', (document) => {
  const html = renderFragment(document, answers[document], options);

  test('has a heading, the as-of day, a sentence, captioned tables with scopes, and its source', () => {
    expect(html).toMatch(/<h3 class="union-heading">射阳县/);
    expect(html).toContain('截至2026年11月20日');
    expect(html).toMatch(/<p class="union-sentence">[^<]+。<\/p>/);
    expect(html).toMatch(/<table><caption>[^<]+<\/caption><thead><tr><th scope="col"/);
    expect(html).toContain('<th scope="row">');
    expect(html).toContain('数据发布 2026-11-20-1');
    expect(html).toContain(`href="https://figures.example/w/${document}?scope=region:320924`);
  });

  test('links each definition to its page in the catalogue, wherever the host is', () => {
    const [, definitions = ''] = html.split('<summary>');
    const links = [
      ...definitions.matchAll(/<p>(<a href="https:\/\/figures\.example\/catalogue\/[a-z_]+">[^<]+<\/a>)?/g),
    ];
    expect(links.length).toBeGreaterThan(0);
    for (const [, link] of links) expect(link).toBeDefined();
  });

  test('says the definitions without a link where no service stands behind them', () => {
    const alone = renderFragment(document, answers[document], { ...options, isAlone: true });
    expect(alone).not.toContain('/catalogue/');
    expect(alone).toMatch(/<summary>[^<]+<\/summary><p><a>[^<]+<\/a>/);
    expect(JSON.stringify(withPages(document, answers[document] as { data: unknown }))).not.toContain('/catalogue/');
  });

  test('has nothing that a strict policy forbids: no style, no script, no handler', () => {
    expect(html).not.toMatch(/<style|<script|style=|\son\w+=|javascript:/i);
  });

  test('is said in English when asked', () => {
    const english = renderFragment(document, answers[document], { ...options, lang: 'en-GB', headingLevel: 2 });
    expect(english).toContain('As of 20 November 2026');
    expect(english).toContain('<h2 class="union-heading">');
  });
});

test('names from the registers are escaped', () => {
  const evil = '<img src=x onerror=alert(1)>"&';
  const rows = parkRows.map(([, ...rest]) => [evil, ...rest] as const);
  const html = renderFragment('park-coverage', { data: parkCoverageAnswer(rows) }, options);
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&amp;');
});

test('the link to the data of a pinned fragment is pinned too', () => {
  const html = renderFragment('park-coverage', answers['park-coverage'], { ...options, published: '2026-11-21' });
  expect(html).toContain('/w/park-coverage?scope=region:320924&amp;published=2026-11-21"');
});

test('an answer without data is one sentence with its code', () => {
  const body = { errors: [{ message: 'nothing is published', extensions: { code: 'NO_PUBLICATION' } }] };
  expect(renderFragment('park-coverage', body, options)).toBe(
    '<p lang="zh-CN">暂时没有可显示的数据（NO_PUBLICATION）。</p>',
  );
});

test('a heading level outside 2 to 6 becomes 3', () => {
  for (const headingLevel of [1, 7, 2.5, Number.NaN]) {
    expect(renderFragment('park-coverage', answers['park-coverage'], { ...options, headingLevel })).toContain('<h3');
  }
});

test('there is no fragment of an unknown document', () => {
  expect(() => renderFragment('nothing', {}, options)).toThrow(RangeError);
});
