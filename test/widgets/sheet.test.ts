import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildWidgets } from '@union/widgets/build.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { allTags } from './host-page.ts';

/**
 * Portals link `widgets.css` in their own pages, and elements adopt it into the document: whatever in it matches something that
 * is not an element's restyles the host.
 */

let css: string;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const { folder } = await buildWidgets();
  css = await readFile(join(folder, 'widgets.css'), 'utf8');
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser?.close());

/** Selectors of style rules, as the browser reads them, and names of keyframes. */
const readSheet = () =>
  page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    const selectors: string[] = [];
    const names: string[] = [];
    const walk = (rules: CSSRuleList) => {
      for (const rule of rules) {
        if (rule instanceof CSSStyleRule) selectors.push(rule.selectorText);
        else if (rule instanceof CSSKeyframesRule) names.push(rule.name);
        else if (rule instanceof CSSGroupingRule) walk(rule.cssRules);
        else throw new Error(`a rule of another kind: ${rule.cssText}`);
      }
    };
    walk(sheet.cssRules);
    return { selectors, names };
  }, css);

/** The members of a list of selectors; commas within brackets part nothing. */
function membersOf(list: string): string[] {
  let depth = 0;
  const members = [''];
  for (const letter of list) {
    if ('(['.includes(letter)) depth++;
    if (')]'.includes(letter)) depth--;
    if (letter === ',' && depth === 0) members.push('');
    else members[members.length - 1] += letter;
  }
  return members.map((member) => member.trim());
}

/** The text with the innermost `:name(…)` replaced, until there is none. */
function replaceFunctions(selector: string, replace: (name: string, list: string) => string): string {
  const next = selector.replace(/:([\w-]+)\(([^()]*)\)/g, (_, name: string, list: string) => replace(name, list));
  return next === selector ? selector : replaceFunctions(next, replace);
}

const OURS = new RegExp(`:host|[.#]union-|(^|[\\s>+~])(${allTags.join('|')})(?![\\w-])`);

/** Whether a selector asks for a tag, a class or a shadow root of the elements: in every member, outside `:not` and `:has`. */
function isScoped(selector: string): boolean {
  return membersOf(selector).every((member) =>
    OURS.test(
      replaceFunctions(member, (name, list) => {
        if (name === 'host') return '.union-';
        return name === 'is' && membersOf(list).every((one) => OURS.test(one)) ? '.union-' : '';
      }),
    ),
  );
}

test.each([
  ['button', false],
  ['svg, :host button', false],
  [':is(.union-part, #union-part) a[href]', true],
  [':is(.union-part, svg) a', false],
  [':is(union-map, union-metric):not([hidden])', true],
  ['p:not(.union-part)', false],
  [':not(union-map:has(> .union-part))', false],
  ['.union-frame .bone:nth-child(2n + 5)', true],
  [':host([room~="440"]) .why', true],
  ['my-union-map p', false],
])('the rule of these tests: %s asks for something of the elements: %s', (selector, expected) => {
  expect(isScoped(selector)).toBe(expected);
});

test('every selector of the sheet asks for a tag, a class or a shadow root of the elements, and keyframes have their prefix', async () => {
  const { selectors, names } = await readSheet();
  expect(selectors.length).toBeGreaterThan(100);
  expect(selectors.filter((selector) => !isScoped(selector))).toEqual([]);
  expect(names.filter((name) => !name.startsWith('union-'))).toEqual([]);
});

const HTML =
  'a abbr address article aside audio b bdi bdo blockquote button canvas caption cite code data dd del details dfn dialog div dl dt em ' +
  'fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li main mark menu meter ' +
  'nav object ol optgroup option output p picture pre progress q rp rt ruby s samp search section select small slot span strong sub summary ' +
  'sup table tbody td textarea tfoot th thead time tr u ul var video wbr my-element';
const SVG = 'svg circle g line path rect text tspan use';

/** Names of elements whose computed style the sheet changes; each with every class of the sheet that is not ours, in a page or a foreign shadow root. */
const restyled = (inShadow: boolean) =>
  page.evaluate(
    ({ css, html, svg, inShadow }) => {
      document.body.replaceChildren();
      const classes = [
        ...new Set([...css.replace(/\{[^{}]*\}/g, ' ').matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name)),
      ].filter((name) => !name?.startsWith('union-'));
      const host = document.createElement('my-component');
      document.body.append(host);
      const root = inShadow ? host.attachShadow({ mode: 'open' }) : host;
      const made: Element[] = [host];
      for (const [space, names] of [
        ['1999/xhtml', html],
        ['2000/svg', svg],
      ] as const) {
        const box = document.createElement('div');
        root.append(box);
        made.push(box);
        for (const name of names.split(' ')) {
          const element = document.createElementNS(`http://www.w3.org/${space}`, name);
          element.setAttribute('class', classes.join(' '));
          if (name === 'button') element.textContent = '查询';
          (name === 'svg' ? box : (box.querySelector('svg') ?? box)).append(element);
          made.push(element);
        }
      }
      const read = () =>
        made.map((element) => {
          const style = getComputedStyle(element);
          return Array.from(style, (name) => `${name}:${style.getPropertyValue(name)}`).join(';');
        });
      const before = read();
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      const target = inShadow ? (root as ShadowRoot) : document;
      target.adoptedStyleSheets = [sheet];
      const after = read();
      target.adoptedStyleSheets = [];
      const changed = made.filter((_, index) => before[index] !== after[index]).map(({ localName }) => localName);
      return { changed, classes: classes.length };
    },
    { css, html: HTML, svg: SVG, inShadow },
  );

test.each([
  ['the page', false],
  ['a component of the portal', true],
])(
  'beside the elements nothing in %s looks different with the sheet, whatever its classes are',
  async (_, inShadow) => {
    const { changed, classes } = await restyled(inShadow);
    expect(classes).toBeGreaterThan(20);
    expect(changed).toEqual([]);
  },
);
