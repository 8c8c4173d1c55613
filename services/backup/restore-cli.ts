import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '@union/schema/config.ts';
import { ProgressLine } from '@union/schema/progress-line.ts';
import { describePlan, describeRestored, describeResumed, describeVerified } from './describe.ts';
import { endWith } from './end-with.ts';
import { NotConfirmed, WrongUsage } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { type RestorePlan, restoreBackup, resumeRestore, verifyBackup } from './restore-backup.ts';

const HELP = `pnpm restore BACKUP [--into DATA_DIR] [--replace NAME] [--yes] [--json]
  先核对备份的每个字节，再恢复到空的目标 read every byte of a backup, then put it into an empty target
  BACKUP           备份目录或 .tar 文件 a folder or a .tar file that pnpm backup made
  --into DATA_DIR  恢复到该数据目录的内置数据库；不指定则按 DATABASE_URL 与 DATA_DIR
                   into the embedded database of this folder; else where DATABASE_URL and DATA_DIR say
  --replace NAME   目标非空时，写明数据库名或数据目录名；原有数据移到一旁，不删除
                   the name of a database or data folder that holds data; what is there is put aside, not deleted
  --yes            不再询问 ask nothing
pnpm restore BACKUP --verify-only [--json]
  只核对，不恢复 read and compare, change nothing
pnpm restore --resume
  完成就位阶段中断的恢复 finish a restore that was broken off while it put data in place
退出码 exit codes:
${Object.entries(exitCodes)
  .map(([code, meaning]) => `  ${code}  ${meaning}`)
  .join('\n')}`;

const options = {
  into: { type: 'string' },
  replace: { type: 'string' },
  yes: { type: 'boolean' },
  'verify-only': { type: 'boolean' },
  resume: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(HELP);
  const [path] = positionals;
  if (positionals.length > 1 || (path === undefined) !== (values.resume === true)) throw usage('pnpm restore BACKUP');
  if (values.resume && (values.replace !== undefined || values['verify-only'])) throw usage('pnpm restore --resume');
  const settings = readConfig();
  const config =
    values.into === undefined ? settings : { ...settings, dataDir: resolve(values.into), databaseUrl: undefined };
  const lines = new ProgressLine(process.stderr);
  const onProgress = (text: string, done: number | undefined) => lines.show(done, text);
  const tell = (value: unknown, words: string) => {
    lines.clear();
    console.log(values.json ? JSON.stringify(value, null, 2) : words);
  };
  try {
    if (path === undefined) {
      const resumed = await resumeRestore(config, onProgress);
      return tell(resumed, describeResumed(resumed));
    }
    if (values['verify-only']) {
      const verified = await verifyBackup(resolve(path), config, onProgress);
      tell(verified, describeVerified(verified));
      if (verified.keys.wrong.length > 0) process.exitCode = 2;
      return;
    }
    const restored = await restoreBackup({
      ...{ config, path: resolve(path), replace: values.replace, onProgress },
      confirm: (plan) => (values.yes ? Promise.resolve(true) : confirmed(plan, lines)),
    });
    if (!restored) throw new NotConfirmed();
    tell({ ...restored, target: { ...restored.target, databaseUrl: undefined } }, describeRestored(restored));
  } finally {
    lines.clear();
  }
}

/** An empty target needs no yes: nothing can be lost. */
async function confirmed(plan: RestorePlan, lines: ProgressLine): Promise<boolean> {
  if (!plan.holdings.database && !plan.holdings.folder) return true;
  if (!process.stdin.isTTY) return false;
  lines.clear();
  console.error(describePlan(plan));
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question('输入 yes 继续 type yes to go on: ');
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw usage((error as Error).message);
  }
}

function usage(what: string): WrongUsage {
  return new WrongUsage(`${what}\n${HELP}`, `用法有误：${what}`);
}

main().catch(endWith);
