import { parseArgs } from 'node:util';
import { addDays, daysBetween, isDay } from '@union/schema/calendar.ts';
import { type Config, readConfig } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { KnownError } from '@union/schema/errors.ts';
import { readTolerances } from '@union/warehouse/contract/drift.ts';
import { ChecksFailed, InputContractBroken } from '@union/warehouse/errors.ts';
import { acceptDrift } from './accept.ts';
import { WrongUsage } from './errors.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { testNotice } from './notices/notice.ts';
import { deliverDue, putOut, readOutbox } from './notices/outbox.ts';
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
退出码 exit codes:
${Object.entries(exitCodes)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join('\n')}`;

const options = {
  for: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  register: { type: 'string' },
  rows: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  json: { type: 'boolean' },
  test: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof readArguments>['values'];

/** What each command may be given. */
const commands: Readonly<
  Record<string, { takes: readonly (keyof typeof options)[]; run: (config: Config, values: Values) => Promise<void> }>
> = {
  '': { takes: ['for', 'from', 'until'], run: nights },
  status: { takes: ['json'], run: status },
  accept: { takes: ['register', 'rows', 'by', 'reason'], run: accept },
  notice: { takes: ['test'], run: notice },
};

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(HELP);
  const [name = '', ...rest] = positionals;
  const command = commands[name];
  const stray = Object.keys(values).filter((option) => !command?.takes.includes(option as keyof typeof options));
  if (!command || rest.length > 0 || stray.length > 0)
    throw usage([name, ...rest, ...stray.map((option) => `--${option}`)].join(' '));
  await command.run(readConfig(), values);
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
      onProgress: (progress) => lines.show(progress),
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

main().catch((error: unknown) => {
  if (error instanceof KnownError) console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
  if (error instanceof ChecksFailed || error instanceof InputContractBroken) {
    for (const check of error.failed)
      console.error(`  ✗ ${check.name}: ${check.failures}\n    ${JSON.stringify(check.sample)}`);
  }
  process.exitCode = exitCodeOf(error);
});
