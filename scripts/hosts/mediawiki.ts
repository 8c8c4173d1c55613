import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, fetchSnippets, visit } from './visit.ts';

/**
 * Sets up a stock MediaWiki on SQLite (Debian: apt-get install mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl) with
 * a page a way to embed, and takes a picture of each: `node scripts/hosts/mediawiki.ts http://127.0.0.1:4000 region:320924 DIR`.
 * Raw HTML is allowed in it ($wgRawHtml), as a wiki that only its staff can edit would have it. Run by hand; it ends what it started.
 */
const [platform = 'http://127.0.0.1:4000', scope = 'region:320924', out = '.'] = process.argv.slice(2);
const PORT = 4795;
const wiki = `http://127.0.0.1:${PORT}`;

const snippets = await fetchSnippets(platform, scope);
const ways = ['script', 'image', 'iframe'];

const place = mkdtempSync(join(tmpdir(), 'union-mediawiki-'));
const root = join(place, 'w');
cpSync('/usr/share/mediawiki', root, { recursive: true, dereference: true });
// Settings of a wiki that this machine has already are none of this one.
rmSync(join(root, 'LocalSettings.php'), { force: true });
mkdirSync(join(place, 'data'));
const run = (script: string, words: readonly string[], input = '') =>
  execFileSync('php', [join(root, 'maintenance', script), ...words], {
    cwd: root,
    input,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
run('install.php', [
  ...['--dbtype', 'sqlite', '--dbpath', join(place, 'data'), '--server', wiki, '--scriptpath', ''],
  ...['--pass', `trial-${process.pid}-wiki`, '--lang', 'zh-hans', '门户', 'Admin'],
]);
appendFileSync(join(root, 'LocalSettings.php'), '\n$wgRawHtml = true;\n');
for (const key of ways) {
  const code = snippets.find((one) => one.key === key)?.code ?? '';
  run('edit.php', ['--no-rc', `Union ${key}`], `本市园区两率如下。\n\n<html>${code}</html>\n\n以上数据每夜更新。\n`);
}

const server = spawn('php', ['-S', `127.0.0.1:${PORT}`, '-t', root], { stdio: 'ignore' });
try {
  await answering(`${wiki}/index.php`, 60);
  const stops = ways.map((key) => ({ key, url: `${wiki}/index.php?title=Union_${key}` }));
  await visit('mediawiki', stops, platform, out);
} finally {
  server.kill();
  rmSync(place, { recursive: true, force: true });
}
