import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@union/schema/config.ts';
import { ProgressLine } from '@union/schema/progress-line.ts';
import { createBackup } from './create-backup.ts';
import { describeBackup } from './describe.ts';
import { endWith } from './end-with.ts';
import { WrongUsage } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

const HELP = `pnpm backup [--to FOLDER|FILE.tar] [--tar] [--keep N] [--without-publications] [--json]
  完整备份：登记数据库、发布、固定与撤下记录、待发通知；服务运行时也可执行
  one backup of all that cannot be made again; beside a running server too
  --to FOLDER             备份放入的目录（默认 BACKUP_DIR） a folder of backups; BACKUP_DIR when absent
  --to FILE.tar           写成一个文件 one file of this name
  --tar                   在目录中写成一个文件 one file, named by its moment, in the folder
  --keep N                只保留最近 N 个备份 keep the latest N backups of the folder, this one among them
  --without-publications  不含发布（可由夜间计算重建当前的） without publications; a night makes the current one again
  --json                  供程序读取 for programs
恢复 to restore: pnpm restore
退出码 exit codes:
${Object.entries(exitCodes)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join('\n')}`;

const options = {
  to: { type: 'string' },
  tar: { type: 'boolean' },
  keep: { type: 'string' },
  'without-publications': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const values = readArguments();
  if (values.help) return console.log(HELP);
  const config = readConfig();
  const lines = new ProgressLine(process.stderr);
  try {
    const result = await createBackup({
      ...{ config, to: values.to === undefined ? config.backupDir : resolve(values.to) },
      ...{ asFile: values.tar ?? false, withoutPublications: values['without-publications'] ?? false },
      keep: values.keep === undefined ? undefined : Number(values.keep),
      onProgress: (text, done) => lines.show(done, text),
    });
    lines.clear();
    console.log(values.json ? JSON.stringify(result, null, 2) : describeBackup(result, config));
    if (result.manifest.publications?.damaged.length) process.exitCode = 5;
  } finally {
    lines.clear();
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({ options });
    if (values.keep !== undefined && !/^[1-9]\d{0,3}$/.test(values.keep))
      throw usage(`--keep ${values.keep}: 1 – 9999`);
    if (values.to?.trim() === '') throw usage('--to FOLDER|FILE.tar');
    return values;
  } catch (error) {
    throw error instanceof WrongUsage ? error : usage((error as Error).message);
  }
}

function usage(what: string): WrongUsage {
  return new WrongUsage(`${what}\n${HELP}`, `用法有误：${what}`);
}

main().catch(endWith);
