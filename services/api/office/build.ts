import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Bundles the officers' pages into `dist/`: a page, a sheet and a script, all of our own. */

const here = fileURLToPath(new URL('./', import.meta.url));
const dist = `${here}dist/`;

const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>工作台 · 工会数据平台</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/office/assets/office.css">
<script type="module" src="/office/assets/office.js"></script>
</head>
<body>
<union-office></union-office>
<noscript>工作台需要 JavaScript；也可用命令行 <code>pnpm intake</code> 导入。The office needs JavaScript; files can also be loaded with <code>pnpm intake</code>.</noscript>
</body>
</html>
`;

/**
 * Builds what is missing or out of date. `isFresh` says that `dist/` was already made from these very sources.
 * @param force builds in any case.
 */
export async function buildOffice({ force = false }: { force?: boolean } = {}): Promise<{
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
  const build = await rolldown({
    input: `${here}app/office.ts`,
    platform: 'browser',
    resolve: { conditionNames: ['production', 'browser', 'import', 'default'] },
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, target: 'chrome110' },
    logLevel: 'silent',
  });
  await build.write({ file: `${dist}office.js`, format: 'es', minify: true, codeSplitting: false });
  await build.close();
  copyFileSync(`${here}app/office.css`, `${dist}office.css`);
  writeFileSync(`${dist}index.html`, page);
  writeFileSync(record, `${JSON.stringify({ sources: made })}\n`);
  return { folder: dist, isFresh: false };
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(`${here}app`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
  for (const file of [`${here}build.ts`, ...sources.sort()]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

if (import.meta.main) {
  const { isFresh } = await buildOffice({ force: process.argv.includes('--force') });
  console.log(isFresh ? 'the office is up to date' : 'the office was built');
}
