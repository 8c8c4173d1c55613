import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, fetchSnippets, visit } from './visit.ts';

/**
 * Sets up a stock Hugo site (Debian: apt-get install hugo) with a shortcode a way to embed, under a strict policy, and
 * takes a picture of each: `node scripts/hosts/hugo.ts http://127.0.0.1:4000 region:320924 DIR`. Run by hand; it ends what it started.
 */
const [platform = 'http://127.0.0.1:4000', scope = 'region:320924', out = '.'] = process.argv.slice(2);
const PORT = 4790;

const snippets = await fetchSnippets(platform, scope);
const ways = ['script', 'pinned', 'image', 'iframe'];
const chosen = snippets.filter(({ key }) => ways.includes(key));

const site = mkdtempSync(join(tmpdir(), 'union-hugo-'));
const write = (path: string, text: string) => {
  mkdirSync(join(site, path, '..'), { recursive: true });
  writeFileSync(join(site, path), text);
};
execFileSync('hugo', ['new', 'site', site, '--force'], { stdio: 'ignore' });
write(
  'layouts/_default/single.html',
  '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="icon" href="data:,"></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>',
);
const policies = chosen.map(({ key, policy }) => {
  write(`layouts/shortcodes/union-${key}.html`, chosen.find((one) => one.key === key)?.code ?? '');
  write(
    `content/${key}.md`,
    `---\ntitle: 工会数据\n---\n本市园区两率如下。\n\n{{< union-${key} >}}\n\n以上数据每夜更新。\n`,
  );
  // The site's own icon, and the lines that the builder prints for this way.
  const lines = `default-src 'none'; ${policy.includes('img-src') ? policy.replace('img-src', 'img-src data:') : `img-src data:; ${policy}`}`;
  return `[[server.headers]]\n  for = "/${key}/**"\n  [server.headers.values]\n    Content-Security-Policy = "${lines.replaceAll('"', "'")}"\n`;
});
write(
  'config.toml',
  `baseURL = "http://127.0.0.1:${PORT}/"\nlanguageCode = "zh-cn"\ntitle = "门户"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n[server]\n${policies.join('')}`,
);

const server = spawn(
  'hugo',
  ['server', '--source', site, '--port', `${PORT}`, '--bind', '127.0.0.1', '--disableLiveReload'],
  {
    stdio: 'ignore',
  },
);
try {
  await answering(`http://127.0.0.1:${PORT}/script/`);
  const stops = ways.map((key) => ({ key, url: `http://127.0.0.1:${PORT}/${key}/` }));
  await visit('hugo', stops, platform, out);
} finally {
  server.kill();
  rmSync(site, { recursive: true, force: true });
}
