import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { type App, type AppName, appNames, apps } from './apps.ts';

/** Bundles a page into `<name>/dist/`: markup, a sheet and a script, all of our own. */

const api = fileURLToPath(new URL('../', import.meta.url));

const described = (name: AppName): App => apps[name];

const scriptsOf = (name: AppName) =>
  (described(name).scripts ?? []).map((src) => `\n<script src="${src}" defer></script>`).join('');

const pageOf = (name: AppName) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${apps[name].title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/${name}/assets/${name}.css">
<script type="module" src="/${name}/assets/${name}.js"></script>${scriptsOf(name)}
</head>
<body>
<union-${name}></union-${name}>
<noscript>${apps[name].noscript}</noscript>
</body>
</html>
`;

/**
 * Builds what is missing or out of date. `isFresh` says that `dist/` was already made from these very sources.
 * @param force builds in any case.
 */
export async function buildApp(
  name: AppName,
  { force = false }: { force?: boolean } = {},
): Promise<{ folder: string; isFresh: boolean }> {
  const dist = `${api}${name}/dist/`;
  const made = hashOfSources(name);
  const record = `${dist}build.json`;
  if (!force && existsSync(record) && JSON.parse(readFileSync(record, 'utf8')).sources === made) {
    return { folder: dist, isFresh: true };
  }
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  const build = await rolldown({
    input: `${api}${name}/app/${name}.ts`,
    platform: 'browser',
    resolve: { conditionNames: ['production', 'browser', 'import', 'default'] },
    transform: {
      // By `__UNION_BUILD__` a page that stays open for months knows whether it is the one that is served now.
      define: { 'process.env.NODE_ENV': '"production"', __UNION_BUILD__: JSON.stringify(made.slice(0, 16)) },
      target: 'chrome110',
    },
    logLevel: 'silent',
  });
  await build.write({ file: `${dist}${name}.js`, format: 'es', minify: true, codeSplitting: false });
  await build.close();
  const sheets = [
    ...(described(name).isPage ? ['look', 'base'].map((sheet) => `${api}pages/shared/${sheet}.css`) : []),
    `${api}${name}/app/${name}.css`,
  ];
  writeFileSync(`${dist}${name}.css`, sheets.map((sheet) => readFileSync(sheet, 'utf8')).join('\n'));
  writeFileSync(`${dist}index.html`, pageOf(name));
  writeFileSync(record, `${JSON.stringify({ sources: made })}\n`);
  return { folder: dist, isFresh: false };
}

/** Every page, one after the other. */
export async function buildApps(): Promise<readonly AppName[]> {
  for (const name of appNames) await buildApp(name);
  return appNames;
}

/** What a page shares with others lies beside the pages and in the folders that its own files name. */
function hashOfSources(name: AppName): string {
  const hash = createHash('sha256');
  const drawn = ['shared', 'map'].map((folder) =>
    fileURLToPath(new URL(`../../../widgets/${folder}/`, import.meta.url)),
  );
  for (const folder of [`${api}pages`, `${api}${name}/app`, ...drawn]) {
    const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`);
    for (const file of sources.sort()) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

if (import.meta.main) {
  const isForced = process.argv.includes('--force');
  for (const name of appNames) {
    const { isFresh } = await buildApp(name, { force: isForced });
    console.log(`${name}: ${isFresh ? 'up to date' : 'built'}`);
  }
}
