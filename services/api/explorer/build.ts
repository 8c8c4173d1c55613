import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';

/** Bundles GraphiQL, its style sheet and its three workers into `dist/`, so that the explorer needs no other server. */

const here = new URL('./', import.meta.url);
const dist = fileURLToPath(new URL('dist/', here));
const sources = [
  ...['app.ts', 'default-query.ts', 'build.ts', 'page.css', '../../../schema/schema.graphql'],
  ...readdirSync(new URL('app/', here))
    .sort()
    .map((file) => `app/${file}`),
];

/** Packages that GraphiQL brings along are found from where it lies. */
const fromGraphiql = createRequire(import.meta.resolve('graphiql'));
const fromReact = createRequire(fromGraphiql.resolve('@graphiql/react'));

const workers = {
  'editor.worker.js': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker.js': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker.js': 'monaco-graphql/esm/graphql.worker.js',
};

const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>数据查询 · Explorer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/explorer/graphiql.css">
<link rel="stylesheet" href="/explorer/page.css">
<script type="module" src="/explorer/app.js"></script>
</head>
<body>
<div id="explorer"></div>
<noscript>查询页需要 JavaScript；接口本身见 <code>/graphql</code>。The explorer needs JavaScript; the endpoint is <code>/graphql</code>.</noscript>
</body>
</html>
`;

/**
 * Builds what is missing or out of date. `isFresh` says that `dist/` was already made from these very sources.
 * @param force builds in any case.
 */
export async function buildExplorer({ force = false }: { force?: boolean } = {}): Promise<{
  folder: string;
  isFresh: boolean;
}> {
  const made = hashOfSources();
  const record = `${dist}build.json`;
  if (!force && existsSync(record) && JSON.parse(readFileSync(record, 'utf8')).sources === made) {
    return { folder: dist, isFresh: true };
  }
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await bundle(fileURLToPath(new URL('app.ts', here)), { dir: dist, entryFileNames: 'app.js', format: 'es' });
  for (const [name, entry] of Object.entries(workers)) {
    await bundle(fromReact.resolve(entry), { file: `${dist}${name}`, format: 'iife', codeSplitting: false });
  }
  copyFileSync(fromGraphiql.resolve('graphiql/style.css'), `${dist}graphiql.css`);
  copyFileSync(fileURLToPath(new URL('../../../schema/schema.graphql', here)), `${dist}schema.graphql`);
  writeFileSync(`${dist}index.html`, page);
  copyFileSync(fileURLToPath(new URL('page.css', here)), `${dist}page.css`);
  writeFileSync(record, `${JSON.stringify({ sources: made })}\n`);
  return { folder: dist, isFresh: false };
}

async function bundle(
  input: string,
  output: Parameters<Awaited<ReturnType<typeof rolldown>>['write']>[0],
): Promise<void> {
  const build = await rolldown({
    input,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, target: 'chrome110' },
    plugins: [withoutStyles()],
    logLevel: 'silent',
  });
  await build.write({ ...output, minify: true, chunkFileNames: 'chunks/[name]-[hash].js' });
  await build.close();
}

/** GraphiQL's own sheet holds Monaco's styles too, so the sheets that modules import are left out. */
function withoutStyles(): Plugin {
  return {
    name: 'without-styles',
    load(id) {
      return id.endsWith('.css') ? { code: '', moduleType: 'js' } : undefined;
    },
  };
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of sources) hash.update(readFileSync(new URL(file, here)));
  return hash.update(fromGraphiql.resolve('graphiql/package.json')).digest('hex');
}

if (import.meta.main) {
  const { isFresh } = await buildExplorer({ force: process.argv.includes('--force') });
  console.log(isFresh ? 'the explorer is up to date' : 'the explorer was built');
}
