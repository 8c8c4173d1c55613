import { parseArgs } from 'node:util';
import { addDays, daysBetween, isDay } from '@union/schema/calendar.ts';
import { type Config, readConfig } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { KnownError } from '@union/schema/errors.ts';
import { readTolerances } from '@union/warehouse/contract/drift.ts';
import { ChecksFailed, InputContractBroken } from '@union/warehouse/errors.ts';
import { comparePublications } from '@union/warehouse/publication/compare/compare-publications.ts';
import { importsBetween } from '@union/warehouse/publication/compare/imports-between.ts';
import { listPublicationIds, readManifest } from '@union/warehouse/publication/publications.ts';
import { verifyPublication } from '@union/warehouse/publication/verify.ts';
import { withdraw } from '@union/warehouse/publication/withdraw.ts';
import { acceptDrift } from './accept.ts';
import { closePeriod, restate } from './commands/closed-periods.ts';
import { describeDifference } from './commands/describe-difference.ts';
import { NoSuchPublication } from './commands/errors.ts';
import { PERIOD_FORMS, parsePeriod } from './commands/period.ts';
import { describePins, pinPublication, unpinPublication } from './commands/pins.ts';
import { WrongUsage } from './errors.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { withLockFile } from './lock.ts';
import { testNotice } from './notices/notice.ts';
import { deliverDue, putOut, readOutbox } from './notices/outbox.ts';
import { listTold, tellSubscribers } from './notices/subscribers.ts';
import { watchNight } from './notices/tell.ts';
import { ProgressLines } from './progress-lines.ts';
import { publicationsFolder, runNight, tellerOf } from './run.ts';
import { describeStatus, readStatus } from './status.ts';

const HELP = `pnpm nightly [--for DAY]   计算并发布一天的数据（默认昨天） build and publish the figures of a day (default: the last full one)
pnpm nightly --from DAY --until DAY
                           逐日补算，含首尾 several days, both included; a day before the current one never becomes current
pnpm nightly status [--json]
                           当前发布、时效、最近的运行 the current publication, its freshness, the latest runs
pnpm nightly accept --register R --rows N --by NAME --reason TEXT
                           确认一项行数变化 let exactly this change of a row count through; kept for ever
pnpm nightly notice [--test]
                           补发待发通知并检查逾期；--test 发送测试 send what waits and tell of an overdue night; or a test
pnpm nightly notices       判断订阅、补发待发消息并列出 hold publications against subscriptions, send what waits, list it
pnpm nightly verify [ID]   重新读取一次发布并与清单核对（默认当前） read a publication again and hold it against its manifest
pnpm nightly diff A B [--metric ID] [--scope ID]
                           两次发布的差异及原因 what differs between two publications, and why where it is known
pnpm nightly withdraw ID --by NAME --reason TEXT
                           撤下一次发布，改用此前最近的完好发布 take a publication out of service; the latest good one serves
pnpm nightly close-period --period P --by NAME [--note TEXT]
                           关账 close a period: ${PERIOD_FORMS}
pnpm nightly restate --period P [--metric ID] --by NAME --reason TEXT
                           重述 let the next night change figures of a closed period, with the reason
pnpm nightly pin [ID --by NAME [--note TEXT]]
                           固定保存一次发布，供按编号嵌入的页面使用；不带参数则列出 keep a publication that pages show by its id; without one, list
pnpm nightly unpin ID      取消固定，交还保留规则 let the retention rule decide again
退出码 exit codes:
${Object.entries(exitCodes)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join('\n')}`;

/** Notices of subscriptions that are listed. */
const NOTICES_SHOWN = 50;

const options = {
  for: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  register: { type: 'string' },
  rows: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  metric: { type: 'string' },
  scope: { type: 'string' },
  period: { type: 'string' },
  note: { type: 'string' },
  json: { type: 'boolean' },
  test: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArguments>['values'];

/** What each command may be given. */
const commands: Readonly<
  Record<
    string,
    {
      takes: readonly (keyof typeof options)[];
      /** How many words may follow its name; none when absent. */
      words?: number;
      run: (config: Config, values: Values, words: readonly string[]) => Promise<void>;
    }
  >
> = {
  '': { takes: ['for', 'from', 'until'], run: nights },
  status: { takes: ['json'], run: status },
  accept: { takes: ['register', 'rows', 'by', 'reason'], run: accept },
  notice: { takes: ['test'], run: notice },
  notices: { takes: ['json'], run: notices },
  verify: { takes: ['json'], words: 1, run: verify },
  withdraw: { takes: ['by', 'reason'], words: 1, run: withdrawOne },
  diff: { takes: ['metric', 'scope', 'json'], words: 2, run: diff },
  pin: { takes: ['by', 'note'], words: 1, run: pinOne },
  unpin: { takes: [], words: 1, run: unpinOne },
  'close-period': { takes: ['period', 'by', 'note'], run: closeOne },
  restate: { takes: ['period', 'metric', 'by', 'reason'], run: restateOne },
};

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(HELP);
  const [name = '', ...rest] = positionals;
  const command = commands[name];
  const stray = Object.keys(values).filter((option) => !command?.takes.includes(option as keyof typeof options));
  if (!command || rest.length > (command.words ?? 0) || stray.length > 0)
    throw usage([name, ...rest, ...stray.map((option) => `--${option}`)].join(' '));
  await command.run(readConfig(), values, rest);
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(what: string): WrongUsage {
  return new WrongUsage(`${what}\n${HELP}`, '用法有误');
}

/** Opens the registers, brought up to date. */
async function openRegisters(config: Config): Promise<Database> {
  const database = await openDatabase(config);
  try {
    await prepareRegisters(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function nights(config: Config, values: Values): Promise<void> {
  for (const asOf of daysOf(values)) await night(config, asOf);
}

/** The days that were asked for, oldest first; undefined stands for the last full one. */
function daysOf(values: Values): (string | undefined)[] {
  const { from, until } = values;
  if (from === undefined && until === undefined) return [values.for];
  if (values.for !== undefined || from === undefined || until === undefined) throw usage('--from DAY --until DAY');
  if (!isDay(from) || !isDay(until) || from > until) throw usage(`--from ${from} --until ${until}`);
  return Array.from({ length: daysBetween(from, until) + 1 }, (_, i) => addDays(from, i));
}

async function night(config: Config, asOf: string | undefined): Promise<void> {
  const lines = new ProgressLines(process.stdout);
  try {
    const { manifest, removedLeftovers, retired } = await runNight({
      ...{ config, asOf, database: () => openRegisters(config) },
      // The clock of a server starts this command by itself.
      trigger: process.env.NIGHT_TRIGGER === 'clock' ? 'clock' : 'command',
      onProgress: ({ detail }) => lines.show(detail),
    });
    lines.end();
    const warnings = manifest.checks.filter((check) => check.severity === 'warn' && check.failures > 0);
    for (const warning of warnings) console.log(`  ! ${warning.name} (${warning.failures})`);
    for (const { register, before, after, acceptance } of manifest.acceptedDrifts) {
      console.log(
        `  ~ ${register} ${before} → ${after}, 确认 accepted: ${acceptance.acceptedBy}（${acceptance.reason}）`,
      );
    }
    if (removedLeftovers.length > 0) console.log(`  已清理 removed: ${removedLeftovers.join(', ')}`);
    if (retired.length > 0) console.log(`  已到期 retired: ${retired.join(', ')}`);
    console.log(`已发布 published: ${manifest.publicationId}`);
  } finally {
    lines.end();
  }
}

async function status(config: Config, { json }: Values): Promise<void> {
  const database = await openRegisters(config).catch((error: unknown) => {
    console.error(error instanceof KnownError ? `${error.messageZh}\n${error.message}` : error);
    return undefined;
  });
  try {
    const now = await readStatus(config, database?.db);
    console.log(json ? JSON.stringify(now, null, 2) : describeStatus(now, config.timeZone));
  } finally {
    await database?.close();
  }
}

async function accept(config: Config, { register, rows, by, reason }: Values): Promise<void> {
  if (!register || !rows || !/^\d{1,15}$/.test(rows) || !by?.trim() || !reason?.trim()) {
    throw usage('accept --register R --rows N --by NAME --reason TEXT');
  }
  const database = await openRegisters(config);
  try {
    const folder = publicationsFolder(config);
    const tolerances = readTolerances(config.driftTolerance);
    const acceptance = { register, rows: Number(rows), by: by.trim(), reason: reason.trim() };
    const before = await acceptDrift(database.db, folder, tolerances, acceptance);
    console.log(`已确认 accepted: ${register} ${before} → ${rows}, ${acceptance.by}（${acceptance.reason}）`);
  } finally {
    await database.close();
  }
}

async function notice(config: Config, { test }: Values): Promise<void> {
  const teller = tellerOf(config);
  const { outbox, settings } = teller;
  if (!settings.email && !settings.webhook) {
    throw new WrongUsage(
      'no notice can be sent: set SMTP_URL or NOTICE_WEBHOOK_URL',
      '无法发送通知：请设置 SMTP_URL 或 NOTICE_WEBHOOK_URL',
    );
  }
  const made = test ? testNotice(new Date()) : undefined;
  if (made) {
    putOut(outbox, made, settings);
    await deliverDue(outbox, settings);
  } else await watchNight(teller, config);
  const shown = readOutbox(outbox).filter(({ notice: { id }, deliveries }) =>
    made ? id === made.id : Object.values(deliveries).some(({ state }) => state === 'waiting'),
  );
  for (const { notice: told, deliveries } of shown) {
    console.log(`${told.subject.zh} / ${told.subject.en}`);
    for (const [channel, { state, attempts, lastError }] of Object.entries(deliveries)) {
      console.log(`  ${state === 'sent' ? '✓' : '✗'} ${channel} (${attempts})${lastError ? `: ${lastError}` : ''}`);
    }
  }
  if (shown.some(({ deliveries }) => Object.values(deliveries).some(({ state }) => state !== 'sent')))
    process.exitCode = 1;
}

/** What subscribers were told of late, and how it went. */
async function notices(config: Config, { json }: Values): Promise<void> {
  await withRegisters(config, async ({ db }) => {
    const waiting = await tellSubscribers(db, tellerOf(config), config);
    const told = await listTold(db, NOTICES_SHOWN);
    if (json) return console.log(JSON.stringify({ waiting, notices: told }, null, 2));
    for (const { notice_id, state, attempts, channel, owner, content, last_error } of told) {
      const mark = { sent: '✓', waiting: '…', given_up: '✗', stopped: '–' }[state];
      console.log(`${mark} ${channel} (${attempts}) ${owner}  ${content.subject.zh} / ${content.subject.en}`);
      console.log(`    ${notice_id}${last_error ? `: ${last_error}` : ''}`);
    }
    console.log(`待发 waiting: ${waiting}`);
  });
}

async function verify(config: Config, { json }: Values, [id]: readonly string[]): Promise<void> {
  const verified = await verifyPublication(publicationsFolder(config), id);
  if (!verified) throw new NoSuchPublication(id);
  const { manifest, files, bytes, tables } = verified;
  const { publicationId, content } = manifest;
  if (json)
    return console.log(JSON.stringify({ publicationId, files, bytes, tables, content: content.sha256 }, null, 2));
  console.log(
    `完好 whole: ${publicationId}, ${files} 个文件 files, ${(bytes / 1e6).toFixed(1)} MB, ${tables} 张表 tables, 内容 content ${content.sha256.slice(0, 16)}…`,
  );
}

async function withdrawOne(config: Config, { by, reason }: Values, [id]: readonly string[]): Promise<void> {
  if (!id || !by?.trim() || !reason?.trim()) throw usage('withdraw ID --by NAME --reason TEXT');
  const folder = publicationsFolder(config);
  const serving = await withLockFile(folder, () => withdraw(folder, id, { by: by.trim(), reason: reason.trim() }));
  if (serving === undefined) throw new NoSuchPublication(id);
  console.log(`已撤下 withdrawn: ${id}, ${by.trim()}（${reason.trim()}）`);
  console.log(`当前发布 current: ${serving ?? '没有可用的发布 none is left'}`);
}

async function diff(config: Config, { metric, scope, json }: Values, ids: readonly string[]): Promise<void> {
  const folder = publicationsFolder(config);
  const kept = new Set(listPublicationIds(folder));
  const [from, to] = ids.map((id) => {
    if (!kept.has(id)) throw new NoSuchPublication(id);
    return readManifest(folder, id);
  });
  if (!from || !to) throw usage('diff A B');
  const found = await comparePublications(folder, from, to, { metric, scope, resources: config.duckdb });
  const database = await openRegisters(config).catch(() => undefined);
  try {
    const imports = database && (await importsBetween(database.db, found.causes.imports));
    console.log(json ? JSON.stringify({ ...found, imports }, null, 2) : describeDifference(found, imports));
  } finally {
    await database?.close();
  }
}

/** @throws WrongUsage that names the text and the forms it may have. */
function readPeriod(text: string): NonNullable<ReturnType<typeof parsePeriod>> {
  const period = parsePeriod(text);
  if (period) return period;
  throw new WrongUsage(
    `--period ${text} is no period; it is written ${PERIOD_FORMS}`,
    `--period ${text} 不是期间；写法为 ${PERIOD_FORMS}`,
  );
}

async function closeOne(config: Config, { period, by, note }: Values): Promise<void> {
  if (!period || !by?.trim()) throw usage('close-period --period P --by NAME');
  const parsed = readPeriod(period);
  await withRegisters(config, async ({ db }) => {
    await closePeriod(db, publicationsFolder(config), {
      period: parsed,
      by: by.trim(),
      note: note?.trim() || undefined,
    });
    console.log(`已关账 closed: ${period}（${parsed.start} – ${parsed.end}）, ${by.trim()}`);
  });
}

async function restateOne(config: Config, { period, metric, by, reason }: Values): Promise<void> {
  if (!period || !by?.trim() || !reason?.trim()) throw usage('restate --period P --by NAME --reason TEXT');
  const parsed = readPeriod(period);
  await withRegisters(config, async ({ db }) => {
    const id = await restate(db, { period: parsed, metric, by: by.trim(), reason: reason.trim() });
    console.log(
      `已登记重述 restatement #${id}: ${period}, ${metric ?? '全部指标 all metrics'}, ${by.trim()}（${reason.trim()}）`,
    );
  });
}

async function pinOne(config: Config, { by, note }: Values, [publicationId]: readonly string[]): Promise<void> {
  const folder = publicationsFolder(config);
  if (publicationId === undefined) return console.log(describePins(folder));
  if (!by?.trim()) throw usage('pin ID --by NAME');
  const pinnedAt = new Date().toISOString();
  pinPublication(folder, { publicationId, pinnedAt, by: by.trim(), note: note?.trim() || null });
  console.log(`已固定保存 pinned: ${publicationId}`);
}

async function unpinOne(config: Config, _: Values, [publicationId]: readonly string[]): Promise<void> {
  if (publicationId === undefined) throw usage('unpin ID');
  unpinPublication(publicationsFolder(config), publicationId);
  console.log(`已取消固定 unpinned: ${publicationId}`);
}

async function withRegisters(config: Config, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openRegisters(config);
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  if (error instanceof KnownError) console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
  if (error instanceof ChecksFailed || error instanceof InputContractBroken) {
    for (const check of error.failed)
      console.error(`  ✗ ${check.name}: ${check.failures}\n    ${JSON.stringify(check.sample)}`);
  }
  process.exitCode = exitCodeOf(error);
});
