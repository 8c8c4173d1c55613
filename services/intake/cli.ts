import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dayIn } from '@union/schema/calendar.ts';
import { readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { prepareRegisters } from '@union/schema/db/prepare-registers.ts';
import { KnownError } from '@union/schema/errors.ts';
import { CannotWriteFile, UnknownSheetKey } from './errors.ts';
import { loadFiles } from './load.ts';
import { printedReport } from './print-report.ts';
import { progressLine } from './progress-line.ts';
import type { LoadReport } from './report.ts';
import { findSheet, sheets } from './sheets/sheets.ts';
import { undoImport } from './undo.ts';
import { writeMarkedCopy } from './workbook/marked-copy.ts';
import { writeTemplate } from './workbook/template.ts';

const help = `工作簿与 CSV 导入 / workbooks and CSV files into the registers

用法 usage:
  pnpm intake template [--out FILE]      写出空白填报模板（默认 填报模板.xlsx）/ write the empty workbook
  pnpm intake check FILE…                只检查，不导入 / say what would stop the files, load nothing
  pnpm intake load FILE…                 导入；一个文件要么全部导入，要么一行也不导入 / load; a file as a whole or not at all
  pnpm intake list                       列出最近的导入 / list the latest imports
  pnpm intake undo IMPORT                撤销第 IMPORT 号导入 / take an import back

选项 options:
  --json          以 JSON 输出 / print JSON
  --marked DIR    把有问题的单元格标色并加批注，另存到 DIR / write copies with faulty cells coloured and noted into DIR
  --sheet KEY     CSV 属于哪张表（否则按表头或文件名识别）/ which sheet CSV files hold, otherwise told by header or name
                  ${sheets.map((sheet) => `${sheet.key} ${sheet.zh}`).join(', ')}
  --by NAME       导入人（默认本机用户名）/ who loads; default: the user of this machine
  --help

文件 files: .xlsx（Excel、WPS、LibreOffice），.csv（UTF-8、GB18030；逗号或制表符 comma or tab）
退出码 exit codes: 0 正常 fine, 1 发现问题 problems found, 2 用法有误 wrong usage
`;

class WrongUsage extends KnownError {
  readonly code = 'WRONG_USAGE';
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        marked: { type: 'string' },
        sheet: { type: 'string' },
        by: { type: 'string', default: userInfo().username },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WrongUsage(reason, `参数有误：${reason}`);
  }
}

type Options = ReturnType<typeof readArguments>['values'];

async function main(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  const [command, ...rest] = positionals;
  if (values.help || command === 'help') {
    process.stdout.write(help);
    return 0;
  }
  switch (command) {
    case 'template':
      return template(values.out ?? '填报模板.xlsx', rest);
    case 'check':
    case 'load':
      return take(command, rest, values);
    case 'list':
      return list(values.json);
    case 'undo':
      return undo(rest, values);
    case undefined:
      throw new WrongUsage('a command is missing', '缺少命令');
    default:
      throw new WrongUsage(`unknown command ${command}`, `没有 ${command} 这个命令`);
  }
}

async function template(out: string, rest: readonly string[]): Promise<number> {
  if (rest.length > 0) throw new WrongUsage('name the file with --out', '请用 --out 指定文件名');
  const path = resolve(out);
  if (existsSync(path))
    throw new WrongUsage(`${path} exists; name another file with --out`, `${path} 已存在，请用 --out 另取文件名`);
  await writing(path, writeTemplate(path));
  process.stdout.write(`已写出 wrote ${path}\n`);
  return 0;
}

async function take(mode: 'check' | 'load', files: readonly string[], options: Options): Promise<number> {
  if (files.length === 0) throw new WrongUsage('name at least one file', '请至少指定一个文件');
  if (options.sheet !== undefined && !findSheet(options.sheet)) {
    throw new UnknownSheetKey(
      options.sheet,
      sheets.map((sheet) => sheet.key),
    );
  }
  const config = readConfig();
  const line = progressLine(process.stderr);
  const reports = await withDatabase(config, (database) =>
    loadFiles(database, files, {
      mode,
      loadedBy: options.by,
      today: dayIn(config.timeZone),
      ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
      onProgress: line.show,
    }),
  );
  line.clear();
  const marked = new Map<LoadReport, string>();
  for (const report of reports) {
    if (options.marked === undefined || report.format === null || report.problems.length === 0) continue;
    marked.set(report, await writing(options.marked, writeMarkedCopy(report.file, report.problems, options.marked)));
  }
  if (options.json) {
    const printed = reports.map((report) => ({ ...report, marked: marked.get(report) ?? null }));
    process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
  } else {
    for (const report of reports) {
      const copy = marked.get(report);
      process.stdout.write(`${printedReport(report)}\n${copy ? `  标注副本 marked copy: ${copy}\n` : ''}`);
    }
  }
  return reports.some((report) => report.status === 'refused') ? 1 : 0;
}

async function list(json: boolean): Promise<number> {
  const imports = await withDatabase(readConfig(), ({ db }) =>
    db
      .selectFrom('import')
      .select(['import_id', 'file_name', 'status', 'loaded_at', 'loaded_by', 'undone_at', 'undone_by', 'row_counts'])
      .orderBy('import_id', 'desc')
      .limit(50)
      .execute(),
  );
  if (json) process.stdout.write(`${JSON.stringify(imports, null, 2)}\n`);
  else if (imports.length === 0) process.stdout.write('没有导入 no imports\n');
  else {
    for (const { import_id, file_name, status, loaded_at, loaded_by } of imports) {
      const state = status === 'undone' ? '已撤销 undone' : '';
      process.stdout.write(
        `${import_id}\t${loaded_at.toISOString().slice(0, 16)}Z\t${loaded_by}\t${file_name}\t${state}\n`,
      );
    }
  }
  return 0;
}

async function undo(rest: readonly string[], options: Options): Promise<number> {
  const importId = Number(rest[0]);
  if (rest.length !== 1 || !Number.isSafeInteger(importId) || importId < 1) {
    throw new WrongUsage('name the number of one import', '请指定一个导入编号');
  }
  const report = await withDatabase(readConfig(), (database) => undoImport(database, importId, options.by));
  if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    process.stdout.write(`已撤销第 ${importId} 号导入 import ${importId} undone：${report.fileName}\n`);
    for (const { table, deleted, restored } of report.tables) {
      process.stdout.write(
        `  ${table}：删除 ${deleted}，恢复 ${restored} (deleted ${deleted}, restored ${restored})\n`,
      );
    }
  }
  return 0;
}

/** What `work` gives, which writes to `path`. @throws CannotWriteFile when the file system refuses. */
async function writing<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw new CannotWriteFile(path, error);
    throw error;
  }
}

async function withDatabase<T>(
  config: ReturnType<typeof readConfig>,
  work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir });
  try {
    await prepareRegisters(database);
    return await work(database);
  } finally {
    await database.close();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof KnownError)) throw error;
    process.stderr.write(`${error.messageZh}\n${error.message} [${error.code}]\n`);
    if (error instanceof WrongUsage) process.stderr.write('帮助 help: pnpm intake --help\n');
    process.exitCode = error instanceof WrongUsage || error instanceof UnknownSheetKey ? 2 : 1;
  },
);
