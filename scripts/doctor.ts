import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isOnSameDisk, readLastBackup } from '@union/backup/backups.ts';
import { readConfig } from '@union/schema/config.ts';
import { restoreJournal } from '@union/schema/db/restore-mark.ts';
import { InvalidSetting } from '@union/schema/errors.ts';
import pg from 'pg';
import { findBrowser } from './browser.ts';

/** Prints every setting, where its value comes from and what it means, then looks at what the platform stands on. Exit code 1 when something must be mended. */
const MEANINGS: Readonly<Record<string, string>> = {
  PORT: 'API 端口 port of the API',
  HOST: '监听地址，默认仅本机 address to listen on; this machine only unless set',
  DEMO_PORT: '演示门户端口 port of the demo portal',
  DATA_DIR: '内置数据库和发布数据的目录 folder of the embedded database and the publications',
  BACKUP_DIR: '备份目录；不设为 DATA_DIR 下的 backups folder of backups; backups in DATA_DIR when absent',
  DATABASE_URL: 'PostgreSQL 地址；不设则用内置数据库 a PostgreSQL server; embedded when absent',
  PUBLIC_URL: '对外地址 the address under which others reach this server',
  NIGHTLY_AT: '每夜计算的时刻 time of day of the nightly build',
  TZ_REPORT: '统计所用时区 the zone in which days begin and end',
  DUCKDB_MEMORY_LIMIT: '计算引擎内存上限 the most memory of DuckDB',
  DUCKDB_THREADS: '计算引擎线程数 threads of DuckDB',
  HOUSEHOLD_THRESHOLD: '少于此户数的困难职工数据不公布 figures of fewer households are not published',
  HOUSEHOLD_SETTLING_DAYS:
    '月末后几天内补录的帮扶仍计入当月 days after a month in which its payments may still be recorded',
  HOUSEHOLD_HISTORY_UNTIL:
    '此日及以前录入的帮扶按发放日计；不设则为首次录入日 payments recorded until this day count when paid',
  METRIC_OWNERS: '各类指标的责任部门，如 money=财务部；不设为通用部门 offices that answer for groups of metrics',
  EMBED_ORIGINS: '可嵌入数据的网站，逗号分隔；不设则不限 sites whose pages may embed; all when absent',
  CONTACT: '被拒绝的网站应联系谁 whom a refused site asks',
  BUNDLE_KEY: '离线数据包的签名私钥 private key that signs bundles',
  OIDC_ISSUER: '统一身份认证地址 OpenID provider; without it: sign-in links alone',
  OIDC_CLIENT_ID: '本系统在认证平台的编号 how this server is known to it',
  OIDC_CLIENT_SECRET: '认证平台密钥 secret at the provider; none: a public client',
  API_AUDIENCE: '接口令牌的受众 audience of bearer tokens; none: no bearer tokens',
  PERSONAL_KEYS: '个人信息加密密钥 keys that encrypt personal data; none: personal data is closed',
  PERSONAL_HASH_KEY: '证件号码摘要密钥 key of the hashes of ID numbers',
  PERSONAL_RETENTION_YEARS: '个人信息保存年限 years for which personal data is kept after the end',
  TRUSTED_PROXIES: '前置代理层数 proxies before this server that name the caller',
  ROW_SECURITY: '数据库行级权限范围 tables that PostgreSQL guards itself: personal, all, off',
  BRIEFING_TEMPLATE: '通报模板文件，逗号分隔；不设用自带模板 own templates of briefings, one a language',
  BRIEFING_FONT: '通报用的补充字体，含生僻字 font for characters beyond the bundled ones',
  LOG_LEVEL: '日志级别 least severe line that is logged',
  DRIFT_TOLERANCE: '行数变化允许范围；不设则用默认 how far row counts may move between two nights; see docs/operate.md',
  SMTP_URL: '发送通知邮件的服务器 mail server for notices',
  NOTICE_FROM: '通知发件人 sender of notices',
  NOTICE_TO: '通知收件人，逗号分隔 who gets notices, with commas between',
  NOTICE_WEBHOOK_URL: '接收通知的网址 address that notices are posted to',
  NOTICE_WEBHOOK_SECRET: '通知签名密钥 secret that signs what is posted',
  NOTICE_PRIVATE_HOSTS: '订阅可推送到的内网主机 hosts of the own network that subscriptions may be posted to',
  HEARTBEAT_URL: '每次成功后访问的网址（外部看门狗） called after each success, for a watchdog outside',
};

/** A backup older than this is one that no longer comes. */
const STALE_BACKUP_DAYS = 7;

let config: ReturnType<typeof readConfig>;
try {
  config = readConfig();
} catch (error) {
  if (!(error instanceof InvalidSetting)) throw error;
  console.error(`✗ ${error.messageZh}\n  ${error.message}`);
  process.exit(1);
}

const values: Readonly<Record<string, string | number | undefined>> = {
  PORT: config.port,
  HOST: config.host,
  DEMO_PORT: config.demoPort,
  DATA_DIR: config.dataDir,
  BACKUP_DIR: config.backupDir,
  DATABASE_URL: masked(config.databaseUrl),
  PUBLIC_URL: config.publicUrl,
  NIGHTLY_AT: config.nightlyAt,
  TZ_REPORT: config.timeZone,
  DUCKDB_MEMORY_LIMIT: config.duckdb.memoryLimit,
  DUCKDB_THREADS: config.duckdb.threads,
  HOUSEHOLD_THRESHOLD: config.householdThreshold,
  HOUSEHOLD_SETTLING_DAYS: config.householdSettlingDays,
  HOUSEHOLD_HISTORY_UNTIL: config.householdHistoryUntil,
  METRIC_OWNERS:
    Object.entries(config.metricOwners)
      .map(([group, owner]) => `${group}=${owner}`)
      .join(', ') || undefined,
  EMBED_ORIGINS: config.embedOrigins.join(', ') || undefined,
  CONTACT: config.contact,
  BUNDLE_KEY: config.bundleKey && '***',
  OIDC_ISSUER: config.access.oidc?.issuer ?? config.access.bearer?.issuer,
  OIDC_CLIENT_ID: config.access.oidc?.clientId,
  OIDC_CLIENT_SECRET: config.access.oidc?.clientSecret && '***',
  API_AUDIENCE: config.access.bearer?.audience,
  PERSONAL_KEYS: config.access.personal?.keys.map(({ id }) => `${id}:***`).join(', '),
  PERSONAL_HASH_KEY: config.access.personal && '***',
  PERSONAL_RETENTION_YEARS: config.access.retentionYears,
  TRUSTED_PROXIES: config.access.trustedProxies,
  ROW_SECURITY: config.access.rowSecurity,
  BRIEFING_TEMPLATE: config.briefing.templates.join(', ') || undefined,
  BRIEFING_FONT: config.briefing.font,
  LOG_LEVEL: config.logLevel,
  DRIFT_TOLERANCE: config.driftTolerance,
  SMTP_URL: masked(config.notices.email?.smtpUrl),
  NOTICE_FROM: config.notices.email?.from,
  NOTICE_TO: config.notices.email?.to.join(', '),
  NOTICE_WEBHOOK_URL: originOf(config.notices.webhook?.url),
  NOTICE_WEBHOOK_SECRET: config.notices.webhook && '***',
  NOTICE_PRIVATE_HOSTS: config.notices.ownHosts?.join(', ') || undefined,
  HEARTBEAT_URL: originOf(config.notices.heartbeatUrl),
};

/** An address without the password in it. */
function masked(url: string | undefined): string | undefined {
  return url?.replace(/:\/\/([^:@/]*):[^@/]*@/, '://$1:***@');
}

/** The server of an address: what follows is often a key. */
function originOf(url: string | undefined): string | undefined {
  return url && `${new URL(url).origin}/***`;
}

for (const [name, meaning] of Object.entries(MEANINGS)) {
  const source = process.env[name] ? '已设置 set' : process.env[`${name}_FILE`] ? '来自文件 file' : '默认 default';
  console.log(`${name.padEnd(22)} ${String(values[name] ?? '—').padEnd(28)} ${source.padEnd(12)} ${meaning}`);
}

let healthy = true;
function report(good: boolean, words: string): void {
  healthy &&= good;
  console.log(`${good ? '✓' : '✗'} ${words}`);
}

console.log('');
report(Number(process.versions.node.split('.')[0]) >= 24, `Node ${process.versions.node}`);
const place = existsSync(config.dataDir) ? config.dataDir : dirname(config.dataDir);
try {
  accessSync(place, constants.W_OK);
  report(true, `可写 writable: ${config.dataDir}`);
} catch {
  report(false, `不可写 not writable: ${place}`);
}
if (config.databaseUrl) {
  const client = new pg.Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query('show server_version_num');
    const version = Math.floor(Number(rows[0].server_version_num) / 10_000);
    report(version >= 15, `PostgreSQL ${version} (15 或更高 or later)`);
  } catch (error) {
    report(false, `PostgreSQL: ${error instanceof Error ? error.message : error}`);
  } finally {
    await client.end().catch(() => {});
  }
}
if (existsSync(restoreJournal(config.dataDir))) {
  report(false, '恢复中断，未完成：请运行 pnpm restore --resume a restore was broken off: pnpm restore --resume');
}
const last = readLastBackup(config.dataDir);
if (!last) {
  console.log('· 尚无备份记录：pnpm backup（见 docs/backup.md） no backup was made from this data folder: pnpm backup');
} else {
  const days = Math.floor((Date.now() - Date.parse(last.madeAt)) / 86_400_000);
  const age = days === 0 ? '不到一天前 less than a day ago' : `${days} 天前 days ago`;
  const words = `最近备份 last backup: ${age}, ${last.madeAt}, ${last.path}`;
  if (!last.isThere) console.log(`· ${words}（已不在原处 no longer there; moved away?）`);
  else {
    report(days <= STALE_BACKUP_DAYS, words);
    if (isOnSameDisk(last.path, config.dataDir)) {
      console.log(
        '· 备份与数据在同一块磁盘：请另存他处 the backup lies on the disk of the data: carry a copy elsewhere',
      );
    }
  }
  if (!last.isComplete)
    report(false, '该备份缺少损坏的发布 it lacks publications that were damaged: pnpm nightly verify');
}
const { oidc, personal } = config.access;
if (!oidc) {
  console.log(
    '· 未配置统一身份认证：只能用一次性链接登录（pnpm access link） no OpenID provider: people sign in by links alone',
  );
}
if (!personal) {
  console.log(
    '· 未配置个人信息密钥：姓名、电话、证件号不可录入和查看 no keys for personal data: it can be neither written nor seen',
  );
}
const isLoopback = config.host === 'localhost' || config.host === '::1' || config.host.startsWith('127.');
if (!isLoopback && !config.publicUrl?.startsWith('https://')) {
  report(
    false,
    '对外监听但 PUBLIC_URL 不是 https：登录 Cookie 会明文传输 listens beyond this machine, yet PUBLIC_URL is not https: sign-in would go in the clear',
  );
}
const { email, webhook } = config.notices;
if (!email && !webhook) {
  console.log(
    '· 未配置通知：失败只见于 pnpm nightly status 和日志 no notices are set: failures show in status and logs alone',
  );
}
try {
  console.log(`✓ 浏览器（仅测试用 for tests only）: ${findBrowser({ install: false })}`);
} catch (error) {
  console.log(`· ${error instanceof Error ? error.message : error}`);
}
process.exitCode = healthy ? 0 : 1;
