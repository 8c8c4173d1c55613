import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, fetchSnippets, readWithoutScript, visit } from './visit.ts';

/**
 * Sets up a portal behind a real nginx with `ssi on` and behind Varnish with ESI (Debian: apt-get install nginx-light varnish), each with the
 * snippet of the builder in a page under the printed policy, looks at them with and without JavaScript, and then with the
 * platform's fragments away: `node scripts/hosts/includes.ts http://127.0.0.1:4000 region:320924 DIR`. Run by hand; it ends what it started.
 */
const [platform = 'http://127.0.0.1:4000', scope = 'region:320924', out = '.'] = process.argv.slice(2);
const [SSI, PLAIN, ESI] = [4780, 4781, 4782];

const snippets = await fetchSnippets(platform, scope);
const snippet = (key: string) => {
  const found = snippets.find((one) => one.key === key);
  if (!found) throw new Error(`the builder prints no ${key}`);
  return found;
};

const place = mkdtempSync(join(tmpdir(), 'union-includes-'));
// Both servers give up their rights and read as nobody.
chmodSync(place, 0o755);
mkdirSync(join(place, 'www'));
const page = (code: string) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>门户</title><link rel="icon" href="data:,"></head><body><h1>工会数据</h1><p>本市园区两率如下。</p>${code}<p>以上数据每夜更新。</p></body></html>`;
writeFileSync(join(place, 'www/ssi.html'), page(snippet('ssi').code));
writeFileSync(join(place, 'www/esi.html'), page(snippet('esi').code));
// A tag whose fragment does not come: the page stands, and the element brings its own words.
writeFileSync(join(place, 'www/gone.html'), page(snippet('ssi').code.replace('/fragment/', '/away/')));

// The lines that the builder prints beside its snippets.
const nginx = snippet('ssi').beside?.code ?? '';
const varnish = snippet('esi').beside?.code ?? '';
const policyOf = (key: string) => `default-src 'none'; img-src data:; ${snippet(key).policy.replaceAll('"', "'")}`;
writeFileSync(
  join(place, 'nginx.conf'),
  `daemon off; pid ${place}/nginx.pid; error_log ${place}/error.log;
worker_processes 1;
events {}
http {
  access_log off; types { text/html html; } default_type text/html; charset utf-8;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${place}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${SSI}; root ${place}/www;
    add_header Content-Security-Policy "${policyOf('ssi')}";
    ${nginx}
    ${nginx
      .replace('ssi on;', '')
      .replace('/fragment/', '/away/')
      .replace(platform, 'http://127.0.0.1:9')
      .replace(/location @[^}]*}/, '')}
  }
  server { listen 127.0.0.1:${PLAIN}; root ${place}/www; add_header Content-Security-Policy "${policyOf('esi')}"; }
}
`,
);
writeFileSync(
  join(place, 'portal.vcl'),
  `vcl 4.1;
backend default { .host = "127.0.0.1"; .port = "${PLAIN}"; }
${varnish}
`,
);

const started = [
  spawn('nginx', ['-c', join(place, 'nginx.conf'), '-e', join(place, 'error.log')], { stdio: 'inherit' }),
  spawn(
    'varnishd',
    // -F stays in front; the platform of a test has no certificate, one with https needs esi_ignore_https.
    [
      '-F',
      '-n',
      join(place, 'varnish'),
      '-a',
      `127.0.0.1:${ESI}`,
      '-f',
      join(place, 'portal.vcl'),
      '-s',
      'malloc,16m',
      '-p',
      'feature=+esi_ignore_https',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  ),
];
try {
  const stops = [
    { key: 'ssi', url: `http://127.0.0.1:${SSI}/ssi.html` },
    { key: 'gone', url: `http://127.0.0.1:${SSI}/gone.html` },
    { key: 'esi', url: `http://127.0.0.1:${ESI}/esi.html` },
  ];
  for (const { url } of stops) await answering(url);
  await visit('include', stops, platform, out);
  for (const { key, url } of stops) console.log(`without JavaScript ${key}: ${await readWithoutScript(url)}`);
} finally {
  for (const one of started) one.kill();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  rmSync(place, { recursive: true, force: true });
}
