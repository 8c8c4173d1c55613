import { parseArgs } from 'node:util';
import { type Config, readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { InvalidSetting, KnownError } from '@union/schema/errors.ts';
import { ChecksFailed, InvalidNight } from '@union/warehouse/errors.ts';
import { NightAlreadyRunning, WrongUsage } from './errors.ts';
import { ProgressLines } from './progress-lines.ts';
import { publicationsFolder, runNight } from './run.ts';
import { describeStatus } from './status.ts';

const HELP = `pnpm nightly [--for DAY]   计算并发布一天的数据（默认昨天） build and publish the figures of a day (default: the last full one)
pnpm nightly status        当前发布与最近的运行 the current publication and the latest runs
  退出码 exit codes: 0 已发布 published, 1 失败 failed, 2 用法有误 wrong usage, 3 已在运行 already running`;

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(HELP);
  const config = readConfig();
  if (positionals[0] === 'status') return console.log(describeStatus(publicationsFolder(config), config.timeZone));
  await night(config, values.for);
}

function readArguments() {
  try {
    const parsed = parseArgs({
      allowPositionals: true,
      options: { for: { type: 'string' }, help: { type: 'boolean' } },
    });
    const [command, ...rest] = parsed.positionals;
    if (rest.length > 0 || (command !== undefined && command !== 'status'))
      throw new Error(parsed.positionals.join(' '));
    return parsed;
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message}\n${HELP}`, '用法有误');
  }
}

async function night(config: Config, asOf: string | undefined): Promise<void> {
  const database = await openDatabase(config);
  const lines = new ProgressLines(process.stdout);
  try {
    await prepareRegisters(database);
    const { manifest, removedLeftovers, retired } = await runNight({
      ...{ config, database, asOf },
      onProgress: (progress) => lines.show(progress),
    });
    lines.end();
    const warnings = manifest.checks.filter((check) => check.severity === 'warn' && check.failures > 0);
    for (const warning of warnings) console.log(`  ! ${warning.name} (${warning.failures})`);
    if (removedLeftovers.length > 0) console.log(`  已清理 removed: ${removedLeftovers.join(', ')}`);
    if (retired.length > 0) console.log(`  已到期 retired: ${retired.join(', ')}`);
    console.log(`已发布 published: ${manifest.publicationId}`);
  } finally {
    lines.end();
    await database.close();
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof WrongUsage || error instanceof InvalidNight || error instanceof InvalidSetting) return 2;
  return error instanceof NightAlreadyRunning ? 3 : 1;
}

main().catch((error: unknown) => {
  if (error instanceof KnownError) console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
  if (error instanceof ChecksFailed) {
    for (const check of error.failed)
      console.error(`  ✗ ${check.name}: ${check.failures}\n    ${JSON.stringify(check.sample)}`);
  }
  process.exitCode = exitCodeOf(error);
});
