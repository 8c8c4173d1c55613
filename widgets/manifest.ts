import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elementNames } from './elements.ts';
import manifest from './package.json' with { type: 'json' };
import { RULES } from './shared/attributes.ts';

/**
 * The custom-elements manifest and the types for TypeScript, React and Vue, made from the comments of the element classes and
 * from the rules of their attributes. `node widgets/manifest.ts` writes them; a test fails when a committed file differs.
 */

type Tag = { readonly type: string; readonly name: string; readonly default?: string; readonly description: string };

const here = new URL('.', import.meta.url);
const source = (path: string) => readFileSync(new URL(path, here), 'utf8');

/** The lines of a class comment that begin with `@<tag>`: `@attr {type} [name=default] - words`. */
function tagsOf(text: string, tag: string): readonly Tag[] {
  const line = new RegExp(`^ \\* @${tag} (?:\\{(.+)\\} )?(\\[[^\\]]+\\]|[\\w-]+)?(?: ?- (.+))?$`, 'gm');
  return [...text.matchAll(line)].map(([, type = 'string', given = '', description = '']) => {
    const [name = '', fallback] = given.replace(/^\[|\]$/g, '').split('=');
    return { type, name, ...(fallback && { default: fallback }), description };
  });
}

/** The first paragraph of the comment before `export class`. */
function summaryOf(text: string): string {
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export class/.exec(text)?.[1] ?? '';
  return comment
    .split('\n *\n')[0]
    ?.replace(/\s*\*?\s*\n? \* ?/g, ' ')
    .trim() as string;
}

const shared = source('shared/figure-element.ts');
const attributes = tagsOf(shared, 'attr');
const events = tagsOf(shared, 'event');
const propertyOf = (attribute: string) =>
  Object.entries(RULES).find(([, rule]) => rule[0] === attribute)?.[0] ?? attribute;

const methods = [
  { name: 'refresh', type: 'Promise<void>', description: 'Asks the service for the answer again.' },
  {
    name: 'toCsv',
    type: 'Promise<string>',
    description: 'All tables as CSV with a byte order mark; empty without figures.',
  },
  { name: 'toPng', type: 'Promise<Blob>', description: 'A picture of the charts with heading, sentence and source.' },
  {
    name: 'toTable',
    type: 'Promise<readonly { caption: string; columns: readonly string[]; rows: readonly (readonly string[])[] }[]>',
    description: 'The tables as text, cell by cell.',
  },
];

/** `UnionParkCoverage` of `park-coverage`. */
const classOf = (name: string) => `Union${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;

function customElements(): object {
  return {
    schemaVersion: '1.0.0',
    readme: '../docs/embed.md',
    modules: elementNames.map((name) => ({
      kind: 'javascript-module',
      path: `dist/union-${name}.mjs`,
      declarations: [
        {
          kind: 'class',
          customElement: true,
          name: classOf(name),
          tagName: `union-${name}`,
          description: summaryOf(source(`${name}/${name}.element.ts`)),
          attributes: attributes.map(({ type, default: fallback, ...rest }) => ({
            ...rest,
            type: { text: type },
            ...(fallback && { default: fallback }),
            fieldName: propertyOf(rest.name),
          })),
          members: [
            ...attributes.map(({ name: attribute, type, description }) => ({
              kind: 'field',
              name: propertyOf(attribute),
              attribute,
              type: { text: type },
              description,
            })),
            {
              kind: 'field',
              name: 'data',
              type: { text: 'unknown' },
              description: 'An answer that the page has already.',
            },
            ...methods.map(({ type, ...rest }) => ({ kind: 'method', ...rest, return: { type: { text: type } } })),
          ],
          events: events.map(({ type, ...rest }) => ({ ...rest, type: { text: type } })),
          slots: tagsOf(shared, 'slot').map(({ name: slot, description }) => ({ name: slot, description })),
          cssParts: tagsOf(shared, 'csspart').map(({ name: part, description }) => ({ name: part, description })),
          cssProperties: tagsOf(shared, 'cssproperty').map(({ name: css, description }) => ({
            name: css,
            description,
          })),
        },
      ],
      exports: [
        {
          kind: 'custom-element-definition',
          name: `union-${name}`,
          declaration: { name: classOf(name), module: `dist/union-${name}.mjs` },
        },
      ],
    })),
  };
}

const head = `// Made by widgets/manifest.ts of union-widgets ${manifest.version}; do not edit.\n`;

function elementTypes(): string {
  return `${head}
/** What may be set on every element, by property. */
export interface UnionAttributes {
${attributes
  .filter(({ name }) => name !== 'state')
  .map(({ name, type, description }) => `  /** ${description} */\n  ${propertyOf(name)}?: ${type} | null;`)
  .join('\n')}
}

/** The same by attribute, as a template writes it. */
export interface UnionMarkup {
${attributes
  .filter(({ name }) => name !== 'state')
  .map(
    ({ name, type, description }) =>
      `  /** ${description} */\n  ${/-/.test(name) ? `'${name}'` : name}?: ${type} | undefined;`,
  )
  .join('\n')}
}

export interface UnionEvents {
${events.map(({ name, type, description }) => `  /** ${description} */\n  '${name}': ${type};`).join('\n')}
}

export interface UnionElement extends Omit<HTMLElement, 'lang'>, UnionAttributes {
  /** Reflected: what is shown. */
  readonly state: string;
  /** An answer that the page has already; nothing is fetched. */
  data: unknown;
${methods.map(({ name, type, description }) => `  /** ${description} */\n  ${name}(): ${type};`).join('\n')}
  addEventListener<K extends keyof UnionEvents>(type: K, listener: (event: UnionEvents[K]) => void): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void;
}

declare global {
  interface HTMLElementTagNameMap {
${elementNames.map((name) => `    'union-${name}': UnionElement;`).join('\n')}
  }
}
`;
}

const list = (line: (tag: string) => string) => elementNames.map((name) => line(`union-${name}`)).join('\n');

/** Paths below `widgets/` and what stands in them. */
export function manifestFiles(): Readonly<Record<string, string>> {
  return {
    'custom-elements.json': `${JSON.stringify(customElements(), null, 2)}\n`,
    'types/elements.d.ts': elementTypes(),
    'types/react.d.ts': `${head}import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { UnionMarkup } from './elements.d.ts';

type Union = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & UnionMarkup;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${list((tag) => `      '${tag}': Union;`)}
    }
  }
}
`,
    'types/vue.d.ts': `${head}import type { DefineComponent } from 'vue';
import type { UnionMarkup } from './elements.d.ts';

declare module 'vue' {
  interface GlobalComponents {
${list((tag) => `    '${tag}': DefineComponent<UnionMarkup>;`)}
  }
}
`,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(manifestFiles())) writeFileSync(new URL(path, here), text);
}
