import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Plugin, rolldown } from 'rolldown';
import { elementNames } from './elements.ts';
import manifest from './package.json' with { type: 'json' };
import { styles } from './shared/figure.styles.ts';

/**
 * Bundles the elements into `dist/`: all of them and each alone, as a classic script and as a module, with one sheet and one
 * module of what is needed only at the first use.
 */

/** A file in `dist/`; sizes in bytes. */
export type BuiltFile = { readonly name: string; readonly bytes: number; readonly gzip: number };
export type BuiltWidgets = { readonly folder: string; readonly isFresh: boolean; readonly files: readonly BuiltFile[] };

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');

/** Bundle name, its entry file, and the elements it defines. */
const bundles: readonly (readonly [name: string, entry: string, tags: readonly string[]])[] = [
  ['widgets', 'widgets.ts', elementNames.map((name) => `union-${name}`)],
  ...elementNames.map((name) => [`union-${name}`, `${name}/union-${name}.ts`, [`union-${name}`]] as const),
];

/**
 * Builds what is missing or out of date. `isFresh` says that `dist/` was already made from these very sources.
 * @param force builds in any case.
 */
export async function buildWidgets({ force = false }: { force?: boolean } = {}): Promise<BuiltWidgets> {
  const sources = hashOfSources();
  const record = join(dist, 'build.json');
  const last = await readFile(record, 'utf8').then(JSON.parse, () => undefined);
  if (!force && last?.sources === sources) return { folder: dist, isFresh: true, files: last.files };

  await mkdir(dist, { recursive: true });
  const files: BuiltFile[] = [];
  const write = async (name: string, text: string) => {
    await writeFile(join(dist, name), text);
    files.push({ name, bytes: Buffer.byteLength(text), gzip: gzipSync(text, { level: 9 }).length });
  };
  const sheet = shortCss(styles);
  const use = await bundle('use.ts', 'es');
  await write('widgets.css', sheet);
  await write('widgets.use.mjs', `${LICENCE}${use}\n`);
  const hashes = { sheet: integrityOf(sheet), use: integrityOf(`${LICENCE}${use}\n`) };
  for (const [name, entry, tags] of bundles) {
    const code = (await bundle(entry)).replace('__UNION_SHEET__', hashes.sheet).replace('__UNION_USE__', hashes.use);
    await write(`${name}.js`, once(code, tags, 'document.currentScript.src'));
    await write(`${name}.mjs`, once(code, tags, 'import.meta.url'));
  }
  await writeFile(record, `${JSON.stringify({ sources, files }, null, 2)}\n`);
  return { folder: dist, isFresh: false, files };
}

/** What a script by its exact version expects of the files beside it. */
function integrityOf(text: string): string {
  return `sha384-${createHash('sha384').update(text).digest('base64')}`;
}

const LICENCE = `/* union-widgets ${manifest.version} | MIT; contains Lit, Copyright Google LLC, BSD-3-Clause */\n`;

async function bundle(entry: string, format: 'iife' | 'es' = 'iife'): Promise<string> {
  const build = await rolldown({
    input: join(here, entry),
    platform: 'browser',
    resolve: { conditionNames: ['production', 'browser', 'import', 'default'] },
    plugins: [shortTemplates(), smallLit()],
    transform: { target: 'chrome110' },
    treeshake: { moduleSideEffects: [{ test: /\.styles\.ts$|\/union-[a-z-]+\.ts$/, sideEffects: true }] },
  });
  const { output } = await build.generate({ format, minify: true, comments: false });
  await build.close();
  return output[0].code.trim();
}

/**
 * A script that does nothing when the page already has all its elements, and says so once. This stands before Lit,
 * because a second Lit would not get its Trusted Types policy under a strict page.
 */
function once(code: string, tags: readonly string[], script: string): string {
  return (
    LICENCE +
    `(()=>{const __UNION_SCRIPT__=${script},a=${JSON.stringify(tags)},b=a.filter(t=>customElements.get(t)),` +
    `s=Symbol.for("union-widgets");if(b.length&&!globalThis[s]){globalThis[s]=1;console.warn(` +
    `"union-widgets ${manifest.version}: already defined by an earlier script, which stays: "+b)}` +
    `if(b.length===a.length)return;${code}})();\n`
  );
}

/** Removes what only people need from style sheets and templates. */
function shortTemplates(): Plugin {
  return {
    name: 'short-templates',
    transform(code, id) {
      if (id.endsWith('.styles.ts')) return code.replace(/`([^`]*)`/g, (_, text: string) => `\`${shortCss(text)}\``);
      if (!id.startsWith(here) || id.includes('node_modules')) return undefined;
      const cut = /html`[^`]*\s[.?][\w-]+=\$\{/.exec(code);
      if (cut)
        throw new Error(`${id} binds a property or a boolean, which the bundled Lit cannot: ${cut[0].slice(-40)}`);
      return code.replace(/>\s+(?=<|\$\{)/g, '>').replace(/\n\s+/g, '\n');
    },
  };
}

function shortCss(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,>])\s*/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}

/**
 * What is taken out of Lit's templates, because no template here has it: property, boolean and element bindings, elements whose
 * content is raw text, comments with values, SVG and MathML templates, directives and what they reach, and Lit's place for polyfills.
 * A quarter of Lit; a test of the bundles
 * would find one that is used. The policy is shared, so that bundles on one page need no allowance for duplicates.
 */
const LIT_CUTS: readonly (readonly [found: RegExp, left: string])[] = [
  [
    /(\w+)\.createPolicy\("lit-html",(\{createHTML:\w+=>\w+\})\)/,
    'globalThis[Symbol.for("union-lit-html")]??=$1.createPolicy("lit-html",$2)',
  ],
  [/ctor:"\."===\w\[1\]\?\w:"\?"===\w\[1\]\?\w:"@"===\w\[1\]\?(\w:\w)/, 'ctor:"@"===e[1]?$1'],
  [/else t\.startsWith\(o\)&&\(d\.push\(\{type:6,index:l\}\),r\.removeAttribute\(t\)\)/, ''],
  [/:6===r\.type&&\(i=new Z\(h,this,t\)\)/, ':0'],
  [/\(y\.test\(u\[2\]\)&&\(n=RegExp\("<\/"\+u\[2\],"g"\)\),c=p\)/, 'c=p'],
  [/if\(y\.test\(r\.tagName\)\)\{.*?r\.append\(t\[i\],c\(\)\)\}\}/, ''],
  [/else\{let t=-1;for\(;-1!==\(t=r\.data\.indexOf\(o,t\+1\)\);\)d\.push\(\{type:7,index:l\}\),t\+=o\.length-1\}/, ''],
  [/function M\(t,i,s=t,e\)\{.*?i\}(?=class R)/, 'function M(t,i){return i}'],
  [/2===i\?"<svg>":3===i\?"<math>":""/, '""'],
  [/\+\(2===i\?"<\/svg>":3===i\?"<\/math>":""\)/, ''],
  [/if\((this\.el=.*?\.content),2===i\|\|3===i\)\{.*?\}(?=for)/, '$1;'],
  [/get tagName\(\)\{return this\.element\.tagName\}get _\$AU\(\)\{return this\._\$AM\._\$AU\}/, ''],
  [/get startNode\(\)\{.*?\}get endNode\(\)\{.*?\}/, ''],
  [/setConnected\(t\)\{.*?\}(?=\})/, ''],
  [/,B=t\.litHtmlPolyfillSupport;B\?\.\(S,k\),/, ';'],
];

function smallLit(): Plugin {
  return {
    name: 'small-lit',
    transform(code, id) {
      if (!id.endsWith('lit-html/lit-html.js')) return undefined;
      return LIT_CUTS.reduce((text, [found, left]) => {
        if (!found.test(text)) throw new Error(`Lit is written in another way than expected: no ${found}`);
        return text.replace(found, left);
      }, code);
    },
  };
}

/** Changes when any source, the version of Lit or this script changes. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  const paths = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => /\.(ts|json)$/.test(path) && !/^(dist|node_modules|fixtures|types|manifest)\b|\.test\.ts$/.test(path),
    )
    .sort();
  for (const path of paths) hash.update(path).update(readFileSync(join(here, path)));
  hash.update(readFileSync(join(here, 'node_modules/lit/package.json')));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, isFresh } = await buildWidgets({ force: process.argv.includes('--force') });
  for (const { name, bytes, gzip } of files) {
    process.stdout.write(`${name.padEnd(32)} ${`${bytes}`.padStart(7)} B  ${`${gzip}`.padStart(6)} B gzip\n`);
  }
  if (isFresh) process.stdout.write('unchanged\n');
}
