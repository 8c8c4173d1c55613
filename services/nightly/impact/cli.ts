import { parseArgs } from 'node:util';
import { readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { KnownError } from '@union/schema/errors.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import { WrongUsage } from '../errors.ts';
import { describeImpact } from './describe-impact.ts';
import { impactExitCode, impactExitCodeOf, impactExitCodes } from './exit-codes.ts';
import { readImpact } from './read-impact.ts';

const HELP = `pnpm impact --metric ID --rule FILE [--json]
                           规则文件改变口径后的影响 what a changed rule would move
pnpm impact --metric ID [--from GITREF] [--json]
                           与代码的另一版本相比（默认 HEAD） what the code as it is moves against another version of it
退出码 exit codes:
${Object.entries(impactExitCodes)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join('\n')}`;

async function main(): Promise<void> {
  const { metric, rule, from, json, help } = readArguments();
  if (help) return console.log(HELP);
  if (!metric || (rule !== undefined && from !== undefined))
    throw usage('--metric ID, and --rule FILE or --from GITREF');
  if (!findMetric(metric)) throw new WrongUsage(`no metric has the id ${metric}`, `没有编号为 ${metric} 的指标`);
  const config = readConfig();
  const database = await openDatabase(config);
  try {
    await prepareRegisters(database);
    let told = '';
    const impact = await readImpact({
      ...{ config, database, metric, change: rule === undefined ? { from: from ?? 'HEAD' } : { rule } },
      onProgress(step) {
        if (step !== told) process.stderr.write(`${step} …\n`);
        told = step;
      },
    });
    console.log(json ? JSON.stringify(impact, null, 2) : describeImpact(impact));
    process.exitCode = impactExitCode(impact);
  } finally {
    await database.close();
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        ...{ metric: { type: 'string' }, rule: { type: 'string' }, from: { type: 'string' } },
        ...{ json: { type: 'boolean' }, help: { type: 'boolean' } },
      },
    }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(what: string): WrongUsage {
  return new WrongUsage(`${what}\n${HELP}`, '用法有误');
}

main().catch((error: unknown) => {
  if (error instanceof KnownError) console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
  process.exitCode = impactExitCodeOf(error);
});
