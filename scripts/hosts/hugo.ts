import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../browser.ts';

/**
 * Sets up a stock Hugo site (Debian: apt-get install hugo) with a shortcode a way to embed, under a strict policy, and
 * takes a picture of each: `node scripts/hosts/hugo.ts http://127.0.0.1:4000 region:320924 DIR`. Run by hand; it ends what it started.
 */
const [platform = 'http://127.0.0.1:4000', scope = 'region:320924', out = '.'] = process.argv.slice(2);
const PORT = 4790;

type Snippet = { readonly key: string; readonly code: string; readonly policy: string };
const address = `${platform}/embed/builder.json?document=park-coverage&scope=${scope}`;
const { snippets } = (await (await fetch(address)).json()) as { snippets: Snippet[] };
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
const browser = await chromium.launch({ executablePath: findBrowser({ install: false }), args: ['--no-sandbox'] });
try {
  for (let attempt = 0; attempt < 50; attempt++) {
    const isUp = await fetch(`http://127.0.0.1:${PORT}/script/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  mkdirSync(out, { recursive: true });
  for (const key of ways) {
    const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    const response = await page.goto(`http://127.0.0.1:${PORT}/${key}/`);
    await page.waitForTimeout(3000);
    await page.screenshot({ path: join(out, `hugo-${key}.png`), fullPage: true });
    const element = page.locator('union-park-coverage');
    const state = (await element.count()) ? await element.getAttribute('state') : 'no element';
    const policy = response?.headers()['content-security-policy'] ? 'with policy' : 'no policy';
    console.log(`${key}: ${policy}, ${state}, ${said.length ? said.join(' | ') : 'nothing said'}`);
    await page.close();
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(site, { recursive: true, force: true });
}
