import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { firstAdministratorLink } from '@union/access/identity/links.ts';
import { raiseWall } from '@union/access/row-security.ts';
import { readEmbedBuild } from '@union/api/embed-pages/embed-release.ts';
import { keepRelease } from '@union/api/http/embed.route.ts';
import { openLogger } from '@union/api/logger.ts';
import { startServer } from '@union/api/server.ts';
import { startClock } from '@union/nightly/clock.ts';
import { lastFailure } from '@union/nightly/history.ts';
import { outboxFolder, readOutbox } from '@union/nightly/notices/outbox.ts';
import { runNight } from '@union/nightly/run.ts';
import { lastFullDay } from '@union/schema/calendar.ts';
import { type Config, readConfig } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { migrate } from '@union/schema/db/migrate.ts';
import { announceServer } from '@union/schema/db/presence.ts';
import { KnownError } from '@union/schema/errors.ts';
import { syncRegions } from '@union/schema/reference/sync-regions.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { buildWidgets } from '@union/widgets/build.ts';
import { NamedStatements } from 'pothos-plugin-kysely/named-statements.ts';
import { buildExplorer } from '../services/api/explorer/build.ts';
import { buildApps } from '../services/api/pages/build.ts';
import { isDemo, loadDemo, whenDemoBegan } from './demo/load-demo.ts';
import { startDemoPortal } from './demo-portal/server.ts';
import { Steps } from './steps.ts';

/** Installs nothing and asks nothing: migrates, fills an empty database with the demo, builds last night when nothing is published, serves. */
const HELP = `pnpm start [--no-demo]
  --no-demo   leave an empty database empty and serve no demo portal
              空库不载入演示数据，也不启动演示门户
Settings come from the environment; \`pnpm doctor\` lists them.`;

const DEMO_SEED = 320924;

class PortInUse extends KnownError {
  readonly code = 'PORT_IN_USE';
  constructor(setting: string, port: number) {
    super(
      `port ${port} is in use; stop the program that has it, or choose another with ${setting}=…`,
      `端口 ${port} 已被占用；请停止占用它的程序，或用 ${setting}=… 换一个端口`,
    );
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'no-demo': { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  const withDemo = !values['no-demo'];
  const config = readConfig();
  await claimPort('PORT', config.port, config.host);
  if (withDemo) await claimPort('DEMO_PORT', config.demoPort, config.host);

  const steps = new Steps('工会数据平台 Union Data Platform');
  const database = await steps.run(
    '数据库 database',
    () => openDatabase({ ...config, own: true, client: NamedStatements }),
    describeDatabase(config),
  );
  const closers: (() => Promise<unknown>)[] = [() => database.close()];
  const close = async () => {
    for (const closer of closers.toReversed()) await closer();
  };
  try {
    if (config.databaseUrl) closers.push(await announceServer(config.databaseUrl));
    await steps.run(
      '表结构 migrations',
      () => migrate(database.db),
      (names) => `${names.length} 项更新 applied`,
    );
    await steps.run(
      '行政区划 regions',
      () => syncRegions(database),
      (count) => `${count} 行更新 changed`,
    );
    await steps.run('组件 widgets', () => buildWidgets({ force: false }));
    keepRelease(readEmbedBuild(), join(config.dataDir, 'embed-releases'));
    await steps.run('查询页 explorer', () => buildExplorer({ force: false }));
    await steps.run('页面 pages', () => buildApps());
    const demoBegan = withDemo ? await whenDemoBegan(database) : undefined;
    if (demoBegan) {
      await steps.run('演示数据 demo federation', (onProgress) =>
        loadDemo(database, {
          seed: DEMO_SEED,
          until: lastFullDay(config.timeZone, demoBegan),
          folder: join(config.dataDir, 'demo-workbooks'),
          onProgress,
        }),
      );
    }
    const folder = join(config.dataDir, 'publications');
    if (!(await isPublished(folder))) {
      await steps
        .run('昨夜数据 last night', (onProgress) => runNight({ config, database, onProgress }))
        .catch((error: unknown) => tellFailedNight(error, config));
    }
    const publications = await openPublications(folder, { timeZone: config.timeZone, resources: config.duckdb });
    closers.push(() => publications.close());
    // The terminal belongs to the addresses below; requests are logged when LOG_LEVEL asks for them.
    const logger = openLogger(process.env.LOG_LEVEL ? config.logLevel : 'warn');
    const holdsDemo = await isDemo(database);
    let openRegisters = holdsDemo && isLoopback(config.host);
    if (openRegisters) closers.push(onceNotDemo(database, () => (openRegisters = false)));
    const wall = await raiseWall(database, config.access.rowSecurity);
    if (wall.state === 'refused') logger.warn({ reason: wall.reason }, 'row security could not be put in place');
    const server = await startServer({
      ...{ config, database, publications, logger },
      openRegisters: () => openRegisters,
      guardedTables: wall.tables,
      lastFailure: () => lastFailure(folder),
      notices: () => readOutbox(outboxFolder(config)),
    });
    closers.push(() => server.close());
    // graphql-js leaves a promise behind when another item of the same list throws first; that must not end the server.
    process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a promise failed with nobody waiting'));
    const clock = startClock({ config, database, logger });
    closers.push(async () => clock.stop());
    const portal =
      withDemo && holdsDemo
        ? await startDemoPortal({ port: config.demoPort, host: config.host, apiUrl: server.url })
        : undefined;
    if (portal) closers.push(() => portal.close());

    const api = config.publicUrl ?? server.url;
    // On a server that others administer, `pnpm access link` makes the first link; here somebody sits before the terminal.
    const link = database.engine === 'embedded' ? await firstAdministratorLink(database.db) : undefined;
    steps.finish([
      ...(portal ? [['演示门户 demo portal', portal.url] as const] : []),
      ['首页 index', `${api}/`],
      ['领导看板 panels', `${api}/panels`],
      ['工作台 office', `${api}/office`],
      ['嵌入生成器 embed builder', `${api}/embed`],
      ['指标目录 catalogue', `${api}/catalogue`],
      ['GraphQL 查询页 explorer', `${api}/explorer`],
      ['GraphQL', `${api}/graphql`],
      ...(link ? [['首位管理员登录链接（一次有效） first sign-in', `${api}/sign-in/link?token=${link}`] as const] : []),
      ['状态 health', `${api}/health`],
      ['就绪 ready', `${api}/ready`],
    ]);
  } catch (error) {
    await close();
    throw error;
  }

  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      close().then(
        () => process.exit(0),
        (error) => fail(error),
      );
    });
  }
}

function describeDatabase(config: Config): (database: Database) => string {
  return (database) =>
    database.engine === 'embedded'
      ? `内置 embedded, ${join(config.dataDir, 'registers')}`
      : 'PostgreSQL (DATABASE_URL)';
}

async function isPublished(folder: string): Promise<boolean> {
  const publications = await openPublications(folder);
  const found = publications.current() !== undefined;
  await publications.close();
  return found;
}

/**
 * Calls `close` within a second after the registers hold anything else than the demo, such as a workbook that an officer
 * loads while the server runs, and when that cannot be told. @returns ends the watch.
 */
function onceNotDemo(database: Database, close: () => void): () => Promise<void> {
  let next: NodeJS.Timeout;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    if (await isDemo(database).catch(() => false)) next = setTimeout(start, 1000);
    else close();
  };
  const start = () => {
    looking = look();
  };
  next = setTimeout(start, 1000);
  return async () => {
    clearTimeout(next);
    await looking;
    clearTimeout(next);
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function claimPort(setting: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(setting, port) : error),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** A night that fails stops no server: it says why, serves what there is, and the clock tries again. */
function tellFailedNight(error: unknown, config: Config): void {
  const [zh, en] =
    error instanceof KnownError ? [error.messageZh, error.message] : ['夜间计算失败', String((error as Error).message)];
  console.error(`\n  ✗ ${zh}\n    ${en}`);
  console.error(
    `    照常提供服务，每小时再试；serving all the same, tried again every hour (DATA_DIR=${config.dataDir})\n`,
  );
}

function fail(error: unknown): never {
  if (error instanceof KnownError) console.error(`\n${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
  process.exit(1);
}

main().catch(fail);
