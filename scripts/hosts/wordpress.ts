import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, fetchSnippets, visit } from './visit.ts';

/**
 * Sets up a stock WordPress under its default theme (Debian: apt-get install --no-install-recommends wordpress
 * wordpress-theme-twentytwentythree mariadb-server php-cli php-mysql) with a post a way to embed, and takes pictures of each:
 * `node scripts/hosts/wordpress.ts http://127.0.0.1:4000 region:320924 DIR`. The code stands in Custom HTML blocks, published by an administrator; a
 * last post holds the bare link that WordPress turns into a frame by oEmbed discovery. It also prints what WordPress leaves of each way when
 * an author without the right to raw HTML publishes it. Run by hand; it ends what it started.
 */
const [platform = 'http://127.0.0.1:4000', scope = 'region:320924', out = '.'] = process.argv.slice(2);
const PORT = 4796;
const site = `http://127.0.0.1:${PORT}`;

const snippets = await fetchSnippets(platform, scope);
const ways = ['script', 'pinned', 'image', 'iframe', 'frozen'];

const place = mkdtempSync(join(tmpdir(), 'union-wordpress-'));
const root = join(place, 'w');
const socket = join(place, 'db.sock');
cpSync('/usr/share/wordpress', root, { recursive: true, dereference: true });
mkdirSync(join(root, 'wp-content/uploads'));
writeFileSync(
  join(root, 'wp-config.php'),
  `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:${socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '${site}'); define('WP_SITEURL', '${site}'); define('WP_HTTP_BLOCK_EXTERNAL', false); define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`,
);
// WordPress asks no private address and no unusual port for oEmbed. A site inside the same network needs these two filters; nothing else is changed.
mkdirSync(join(root, 'wp-content/mu-plugins'));
writeFileSync(
  join(root, 'wp-content/mu-plugins/union.php'),
  `<?php
add_filter('http_request_host_is_external', fn($is, $host) => $is || $host === '${new URL(platform).hostname}', 10, 2);
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, ${new URL(platform).port || 80}]);
`,
);
const php = (code: string) =>
  execFileSync('php', ['-r', code], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

execFileSync(
  'mariadb-install-db',
  ['--no-defaults', `--datadir=${join(place, 'db')}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
  { stdio: 'ignore' },
);
const user = process.getuid?.() === 0 ? ['--user=root'] : [];
const database = spawn(
  'mariadbd',
  [
    '--no-defaults',
    ...user,
    `--datadir=${join(place, 'db')}`,
    `--socket=${socket}`,
    '--skip-networking',
    `--pid-file=${join(place, 'db.pid')}`,
  ],
  { stdio: 'ignore' },
);
// Several workers: WordPress asks itself while it answers.
const server = spawn('php', ['-S', `127.0.0.1:${PORT}`, '-t', root], {
  stdio: 'ignore',
  detached: true,
  env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
});
try {
  for (let attempt = 0; ; attempt++) {
    try {
      execFileSync('mariadb', ['--no-defaults', `--socket=${socket}`, '-uroot', '-e', 'create database wordpress'], {
        stdio: 'ignore',
      });
      break;
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  php(
    `define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '127.0.0.1:${PORT}'; require 'wp-load.php'; require 'wp-admin/includes/upgrade.php';
wp_install('门户', 'editor', 'editor@example.gov.cn', true, '', 'trial-${process.pid}-wordpress', 'zh_CN'); update_option('permalink_structure', ''); update_option('WPLANG', 'zh_CN');`,
  );
  const post = (title: string, content: string, publisher: number): string => {
    const text = Buffer.from(content).toString('base64');
    return php(
      `$_SERVER['HTTP_HOST'] = '127.0.0.1:${PORT}'; require 'wp-load.php'; wp_set_current_user(${publisher});
$id = wp_insert_post(['post_title' => '${title}', 'post_status' => 'publish', 'post_content' => wp_slash(base64_decode('${text}'))], true);
if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message()); exit(1); } echo $id, "\\n", get_post($id)->post_content;`,
    );
  };
  const around = (block: string) =>
    `<!-- wp:paragraph --><p>本市园区两率如下。</p><!-- /wp:paragraph -->\n\n${block}\n\n<!-- wp:paragraph --><p>以上数据每夜更新。</p><!-- /wp:paragraph -->`;
  const codeOf = (key: string) => snippets.find((one) => one.key === key)?.code ?? '';
  const html = (key: string) => around(`<!-- wp:html -->\n${codeOf(key)}\n<!-- /wp:html -->`);
  const urlOf = (published: string) => `${site}/?p=${published.slice(0, published.indexOf('\n'))}`;

  const stops = ways.map((key) => ({ key, url: urlOf(post('工会数据', html(key), 1)) }));
  const link = codeOf('oembed').trim();
  const embed = `<!-- wp:embed {"url":"${link}"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n${link}\n</div></figure><!-- /wp:embed -->`;
  stops.push({ key: 'oembed', url: urlOf(post('工会数据', around(embed), 1)) });

  const author = php(
    `$_SERVER['HTTP_HOST'] = '127.0.0.1:${PORT}'; require 'wp-load.php'; echo wp_insert_user(['user_login' => 'author', 'user_pass' => wp_generate_password(), 'role' => 'author']);`,
  );
  for (const key of ['script', 'image', 'iframe']) {
    const left = post('工会数据', html(key), Number(author));
    const kept = ['<script', '<union-', '<iframe', '<img', '<a '].filter((tag) => left.includes(tag));
    console.log(`an author without the right to raw HTML keeps of ${key}: ${kept.join(' ') || 'nothing'}`);
  }

  await answering(`${site}/`, 90);
  await visit('wordpress', stops, platform, out);
} finally {
  // With its workers, which outlive it otherwise.
  if (server.pid) process.kill(-server.pid);
  database.kill();
  await new Promise((resolve) => (database.exitCode === null ? database.once('exit', resolve) : resolve(undefined)));
  rmSync(place, { recursive: true, force: true });
}
